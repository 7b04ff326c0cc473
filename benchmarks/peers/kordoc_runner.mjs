// SPDX-License-Identifier: AGPL-3.0-or-later
// Run by hwp_to_epub.py with Node.js and kordoc: CPU seconds per file, warm.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(process.argv[2] + "/");
const kordoc = await import(pathToFileURL(require.resolve("kordoc")));
const files = JSON.parse(readFileSync(0, "utf8"));

async function convert(path) {
  const data = readFileSync(path);
  const result = await kordoc.parse(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength));
  return result.success ? result.markdown.length : -1;
}

for (let warm = 0; warm < 3; warm += 1) await convert(files[0]).catch(() => -1);
for (const path of files) {
  const start = process.cpuUsage();
  const length = await convert(path).catch(() => -1);
  const used = process.cpuUsage(start);
  console.log(JSON.stringify([path, (used.user + used.system) / 1e6, length]));
}

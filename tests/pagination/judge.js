// SPDX-License-Identifier: AGPL-3.0-or-later
// Lays books out in pages and says what of them cannot be seen. Asks the server that sent it
// for "/task.json" and posts what it found to "/report".

const PAGES = [[390, 760], [768, 1024]]
const ZOOMS = [1, 2]

const set = (element, style) => {
  for (const [name, value] of Object.entries(style)) element.style.setProperty(name, value, 'important')
}
const nextFrame = () => new Promise(done => requestAnimationFrame(() => done()))

// A reading system makes its frame wider when it has seen how much there is.
async function settled(doc) {
  const width = () => doc.defaultView.frameElement.getBoundingClientRect().width + doc.body.scrollWidth / 1e6
  for (let same = 0, last = width(); same < 12;) {
    await nextFrame()
    same = width() === last ? same + 1 : 0
    last = width()
  }
}

// ---------------------------------------------------------------- layouts

// Each yields {doc, size, height, column} for every chapter: the document in its frame, the
// distance from page to page, the height of a page and the width of its text, all in px.

async function frameOf(url, width, height) {
  const frame = document.createElement('iframe')
  frame.setAttribute('scrolling', 'no')
  Object.assign(frame.style, { border: '0', width: `${width}px`, height: `${height}px` })
  const box = document.createElement('div')
  box.style.cssText = `width:${width}px;height:${height}px;overflow:hidden`
  box.append(frame)
  document.body.replaceChildren(box)
  await new Promise(done => { frame.addEventListener('load', done, { once: true }); frame.src = url })
  return frame
}

// A frame is as wide as all its pages, so that what asks for the width of the window sees that.
async function widen(frame, size) {
  const doc = frame.contentDocument
  await doc.fonts.ready
  const range = doc.createRange()
  range.selectNodeContents(doc.body)
  for (let round = 0, pages = 0; round < 6; round++) {
    const { right } = range.getBoundingClientRect()
    const now = Math.max(1, Math.ceil(right / size - 0.01))
    if (now === pages) break
    pages = now
    frame.style.width = `${pages * size}px`
    await nextFrame()
  }
}

// Columns of the root element, as foliate-js makes them; the margins are the reader's.
async function columnsOfRoot(url, width, height, zoom) {
  const size = width * 0.93, gap = size * 0.075, inner = height - 96
  const frame = await frameOf(url, size, inner)
  const doc = frame.contentDocument
  set(doc.documentElement, {
    'box-sizing': 'border-box', 'column-width': `${Math.trunc(size - gap)}px`, 'column-gap': `${gap}px`,
    'column-fill': 'auto', height: `${inner}px`, padding: `0 ${gap / 2}px`, overflow: 'hidden',
    'overflow-wrap': 'break-word', margin: '0', 'font-size': `${zoom * 100}%`,
  })
  set(doc.body, { margin: '0' })
  doc.documentElement.style.width = `${size}px`
  for (const picture of doc.querySelectorAll('img, svg')) {
    set(picture, { 'max-height': `${inner - 96}px`, 'object-fit': 'contain', 'break-inside': 'avoid' })
  }
  await widen(frame, size)
  return { doc, size, height: inner, column: size - gap }
}

// Columns of the body, as epub.js makes them.
async function columnsOfBody(url, width, height, zoom) {
  const gap = Math.floor(width / 12)
  const frame = await frameOf(url, width, height)
  const doc = frame.contentDocument
  set(doc.body, {
    'box-sizing': 'border-box', width: `${width}px`, height: `${height}px`, margin: '0', 'overflow-y': 'hidden',
    padding: `20px ${gap / 2}px`, 'column-width': `${width}px`, 'column-gap': `${gap}px`, 'column-fill': 'auto',
    'font-size': `${zoom * 100}%`,
  })
  await widen(frame, width)
  return { doc, size: width, height, column: width - gap }
}

async function * laidOut(layout, book, width, height, zoom) {
  for (const chapter of book.chapters) {
    const url = `/book/${book.number}/${chapter}`
    yield { chapter, ...await (layout === 'root' ? columnsOfRoot : columnsOfBody)(url, width, height, zoom) }
  }
}

async function * inFoliate(book, width, height, zoom) {
  await import('/npm/foliate-js/view.js')
  const view = document.createElement('foliate-view')
  Object.assign(view.style, { width: `${width}px`, height: `${height}px` })
  document.body.replaceChildren(view)
  const data = await (await fetch(`/epub/${book.number}.epub`)).blob()
  await view.open(new File([data], 'book.epub', { type: 'application/epub+zip' }))
  view.renderer.setStyles?.(`html { font-size: ${zoom * 100}% }`)
  for (let index = 0; index < view.book.sections.length; index++) {
    await view.renderer.goTo({ index, anchor: 0 })
    const { doc } = view.renderer.getContents()[0]
    await settled(doc)
    const gap = parseFloat(doc.documentElement.style.columnGap)
    const size = view.renderer.size
    const inner = doc.documentElement.getBoundingClientRect().height
    yield { chapter: view.book.sections[index].id, doc, size, height: inner, column: size - gap }
  }
  view.close()
}

async function * inEpubJs(book, width, height, zoom) {
  for (const source of ['/npm/jszip/dist/jszip.min.js', '/npm/epubjs/dist/epub.js']) await script(source)
  const box = document.createElement('div')
  box.style.cssText = `width:${width}px;height:${height}px`
  document.body.replaceChildren(box)
  const epub = window.ePub(`/epub/${book.number}.epub`)
  await epub.ready
  const rendition = epub.renderTo(box, { width, height, flow: 'paginated', spread: 'none' })
  if (zoom !== 1) rendition.themes.fontSize(`${zoom * 100}%`)
  for (const { href } of epub.spine.spineItems) {
    await rendition.display(href)
    const { document: doc } = rendition.getContents()[0]
    await settled(doc)
    const { pageWidth, gap } = rendition.manager.layout
    yield { chapter: href, doc, size: width, height, column: Math.min(pageWidth, width) - (gap ?? 0) }
  }
  rendition.destroy()
}

function script(source) {
  if (document.querySelector(`script[src="${source}"]`)) return Promise.resolve()
  return new Promise((done, failed) => {
    const element = document.createElement('script')
    Object.assign(element, { src: source, onload: done, onerror: () => failed(new Error(source)) })
    document.head.append(element)
  })
}

// ---------------------------------------------------------------- what can be seen

const middle = box => ({
  left: box.left, right: box.right, top: box.top + box.height * 0.2, bottom: box.bottom - box.height * 0.2,
})

function isShown(box, size, height, pages) {
  const page = Math.floor((box.left + box.right) / 2 / size)
  const across = Math.min(box.right, (page + 1) * size) - Math.max(box.left, page * size)
  const down = Math.min(box.bottom, height) - Math.max(box.top, 0)
  return page >= 0 && page < pages &&
    across >= 0.7 * (box.right - box.left) && down >= 0.7 * (box.bottom - box.top)
}

function measure({ doc, size, height, column }) {
  const view = doc.defaultView
  const pages = Math.round(view.frameElement.getBoundingClientRect().width / size)
  const found = { letters: 0, unseen: [], overlaps: [], wide: [], scrolled: [], broken: [], stacked: 0 }
  const range = doc.createRange()
  const lines = []
  const walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement
    if (!node.data.trim() || parent.closest('[hidden], rp, style, script')) continue
    const boxes = []
    for (let at = 0; at < node.data.length;) {
      const letter = String.fromCodePoint(node.data.codePointAt(at))
      range.setStart(node, at)
      at += letter.length
      range.setEnd(node, at)
      if (!letter.trim()) continue
      found.letters++
      const box = [...range.getClientRects()].sort((a, b) => b.width - a.width)[0]
      if (!box || !parent.checkVisibility({ visibilityProperty: true }) ||
          !isShown(middle(box), size, height, pages)) found.unseen.push(letter)
      else boxes.push(middle(box))
    }
    const math = parent.closest('math')
    for (const box of boxes) {
      const last = lines.at(-1)
      if (last?.node === node && Math.abs(last.top - box.top) < 2 && box.left >= last.right - 2 &&
          box.left - last.right < 40) last.right = Math.max(last.right, box.right)
      else lines.push({ node, math, ...box })
    }
  }
  found.overlaps = overlapsOf(lines)
  for (const element of doc.body.querySelectorAll('*')) {
    const { overflowX, overflowY, display } = view.getComputedStyle(element)
    if (/auto|scroll|hidden/.test(overflowX + overflowY) && element.localName !== 'img' && display !== 'none') {
      found.scrolled.push(element.localName)
    }
  }
  for (const table of doc.querySelectorAll('table')) {
    const wide = [...table.getClientRects()].some(box => box.width > column + 1.5)
    if (wide) found.wide.push(table.className)
    if (view.getComputedStyle(table).display === 'block') found.stacked++
    else for (const cell of table.querySelectorAll('.fig')) {
      if (cell.closest('table') !== table) continue
      range.selectNodeContents(cell)
      const rows = new Set([...range.getClientRects()].filter(b => b.width > 1).map(b => Math.round(b.bottom / 6)))
      if (cell.querySelectorAll('p').length === 1 && rows.size > 2) found.broken.push(cell.textContent)
    }
  }
  return found
}

function overlapsOf(lines) {
  const found = []
  lines.sort((a, b) => a.top - b.top)
  lines.forEach((line, index) => {
    for (let next = index + 1; next < lines.length && lines[next].top < line.bottom; next++) {
      const other = lines[next]
      if (other.node === line.node || (line.math && line.math === other.math)) continue
      const across = Math.min(line.right, other.right) - Math.max(line.left, other.left)
      const down = Math.min(line.bottom, other.bottom) - Math.max(line.top, other.top)
      const height = Math.min(line.bottom - line.top, other.bottom - other.top)
      if (across > 3 && down > 0.25 * height) found.push(`${line.node.data.trim()} / ${other.node.data.trim()}`)
    }
  })
  return found
}

// ---------------------------------------------------------------- the task

async function main() {
  const { layout, books } = await (await fetch('/task.json')).json()
  const report = []
  for (const book of books) for (const [width, height] of PAGES) for (const zoom of ZOOMS) {
    const chapters = layout === 'foliate-js' ? inFoliate(book, width, height, zoom)
      : layout === 'epub.js' ? inEpubJs(book, width, height, zoom)
        : laidOut(layout, book, width, height, zoom)
    for await (const chapter of chapters) {
      report.push({ book: book.name, chapter: chapter.chapter, width, zoom, ...measure(chapter) })
    }
  }
  return report
}

const body = await main().then(report => ({ report }), error => ({ error: String(error?.stack ?? error) }))
await fetch('/report', { method: 'POST', body: JSON.stringify(body) })

# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes one small file of every store with the code of this checkout; run once for a release.

``python -m tests.released.write_stores`` makes ``tests/released/VERSION/``: ``stores.tar.xz``, and the
dump of a ledger on a PostgreSQL server. What a released version wrote is never written again: later
versions are tested against it (``tests/released/README.md``).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from app import __version__, settings
from app.services.costing.ledger import LedgerService, Right
from app.services.output_index import OutputIndex
from app.services.reviewing.session import Review
from app.store.ledger.store import LedgerStore
from app.store.project import OpenFinding, Project
from app.store.queue import Call, JobQueue, PlannedItem
from tests.conftest import REPOSITORY
from tests.review.conftest import project_of, small_document
from tests.store.ledger import postgresql
from tests.store.ledger.city import CITY, order
from translation.inline_codes import from_marked
from translation.languages import LanguagePair
from translation.memory.store import Memory
from translation.memory.units import MemoryUnit
from translation.sentence_cache import SentenceCache
from translation.terms.store import Glossaries
from translation.terms.term import Term
from translation.translator import MachineTranslation

RELEASE = Path(__file__).parent / __version__
SAMPLE = REPOSITORY / "assets" / "samples" / "hanji-white-paper.hwp"


def live(store: LedgerStore) -> None:
    """Let everything happen to a ledger once: 35 entries, of which the last five wait."""
    clerk, lead, chief = (LedgerService(store, name) for name in ("김", "팀장", "국장"))
    clerk.add(CITY)
    numbers = {one.key: one.number for one in clerk.entries(0, 100)}
    clerk.correct(
        numbers["N-2"], order("N-2", "P-2", month=5, planned=500, printed=450, amount=810_000)
    )
    clerk.add([order("N-7")])
    clerk.correct(clerk.anchor().count, None)
    chief.give_rights("국장", [Right.APPROVE])
    chief.give_rights("팀장", [Right.REVIEW])
    chief.give_rights("김", [Right.ENTER])
    lead.review(1, clerk.anchor().count)
    chief.approve(1, clerk.anchor().count)
    chief.close_period("2026-03")
    clerk.add([order("N-8", month=9), order("N-9", "P-3", month=10)])
    lead.review(clerk.anchor().count, clerk.anchor().count)


def write_ledger(folder: Path) -> None:
    """Write a ledger of SQLite with its seal, and what to keep elsewhere: its anchor."""
    path = folder / "ledger.sqlite"
    with LedgerStore(path) as store:
        live(store)
        end = LedgerService(store, "김").anchor()
    (folder / "ledger.anchor").write_text(f"{end.count}:{end.hash}\n", "ascii")


def dump() -> str:
    """Write the same ledger to a server; return its dump.

    Raises:
        RuntimeError: there are no programs of PostgreSQL.
    """
    binaries = postgresql.programs()
    if binaries is None:
        raise RuntimeError("there are no programs of PostgreSQL")
    with postgresql.running(binaries) as server:
        url = server.fresh()
        with LedgerStore(url) as store:
            live(store)
        dumped = subprocess.run(
            [str(binaries / "pg_dump"), "--no-owner", "--no-privileges", "--inserts", url],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    # Settings of a session, and commands of psql: a driver reads the dump.
    left_out = ("\\", "--", "SET ", "SELECT pg_catalog.set_config")
    lines = [line for line in dumped.splitlines() if not line.startswith(left_out)]
    return "\n".join(lines).strip() + "\n"


def write_books(folder: Path) -> None:
    """Convert a sample by the command: the output folder's index, and a finished job."""
    source = folder / SAMPLE.name
    shutil.copy(SAMPLE, source)
    given = os.environ | {"HANJI_DATA_DIR": str(folder), "PYTHONPATH": str(REPOSITORY)}
    out = folder / "books"
    command = [sys.executable, "-m", "app", "convert", str(source), "-o", str(out)]
    subprocess.run(command, check=True, env=given, cwd=REPOSITORY, stdout=subprocess.DEVNULL)
    # A run that was cut off after its claim.
    OutputIndex(out).claim(out / "cut-off.epub")


def write_queue(folder: Path) -> None:
    """Add to the queue a job that failed in part, one that was cut off, and one that waits."""
    with JobQueue(folder / "queue.sqlite") as queue:
        for name, stage in (("failed", 2), ("cut-off", 1), ("waiting", 0)):
            call = Call(
                {"paths": [f"/in/{name}"], "out": f"/out/{name}", "force": False}, "to=epub"
            )
            opened = queue.open_job(call, __version__)
            if opened is None:
                raise RuntimeError(name)
            job, lock = opened
            first, second = f"/out/{name}/백서.epub", f"/out/{name}/\udcff.epub"
            planned = (
                PlannedItem(0, f"/in/{name}/백서.hwp", first),
                PlannedItem(1, f"/in/{name}/\udcff.hwp", second),
            )
            queue.plan(job, planned)
            if stage:
                queue.begin(job, first)
                done = {"input": "백서.hwp", "sha256": "12" * 32, "status": "converted"}
                queue.record(job, first, __version__, done, None)
                queue.begin(job, second)
            if stage == 2:
                queue.record(job, second, __version__, {"input": "x"}, {"detail": "damaged"})
                queue.finish(job)
            lock.release()


def write_project(folder: Path) -> None:
    """Write a review project with segments in every state, and the memory that it fed."""
    path = folder / "안내.hanji"
    project_of(path, small_document(), None)
    moments = iter(range(60))
    with Project(path) as project, Memory(folder / "memory.sqlite") as memory:
        review = Review(
            project,
            memory,
            author="나",
            clock=lambda: f"2026-11-23T00:00:{next(moments):02}+00:00",
        )
        review.edit(2, from_marked("Application"))
        review.edit(2, from_marked("How to apply"))
        review.confirm(3, from_marked("Applications open on March 2. "))
        review.confirm(1, from_marked("Guide"))
        review.approve([1])
        review.edit(4, from_marked("Ask at the desk."))
        review.undo()
        review.reject(3)
        review.lock([7], locked=True)
        review.comment(5, "누리집은 website로.")
        review.comment(5, "고쳤습니다.")
        project.resolve_comment(project.comments(5)[0].comment_id)
        kept = OpenFinding("numbers", "error", (("missing", "2"),), (0, 2), (0, 1))
        gone = OpenFinding("length", "warning", (), None, None)
        project.set_findings({3: [kept], 5: [gone]})
        review.dismiss(5, gone, "짧아도 된다")
        review.type(6, from_marked("Applic"))
        project.count_visit(3, 12.5)
        memory.add(
            [MemoryUnit(LanguagePair("ko", "en"), from_marked("민원실"), from_marked("desk"))]
        )


def write_glossaries(folder: Path) -> None:
    """Write a glossary."""
    with Glossaries(folder / "glossaries.sqlite") as glossaries:
        number = glossaries.add_glossary("시 용어", "ko", "en")
        glossaries.put(
            number,
            [
                Term("민원실", ("civil affairs desk", "help desk"), ("complaint room",), "안내문"),
                Term("백서", ("white paper",), domain="행정", origin="시 누리집"),
            ],
        )


def write_sentences(folder: Path) -> None:
    """Write finished sentences."""
    finished = SentenceCache(folder / "sentences.sqlite")
    with finished.keeping("model", "care") as keep:
        keep("민원실", MachineTranslation(from_marked("help desk"), -0.5))
    finished.close()


def main() -> None:
    """Write them all.

    Raises:
        FileExistsError: this version's were written before.
        RuntimeError: see ``dump``.
    """
    RELEASE.mkdir()
    (RELEASE / "ledger.postgresql.sql").write_text(dump(), "utf-8")
    with tempfile.TemporaryDirectory(prefix="hanji-") as temporary:
        folder = Path(temporary) / "stores"
        folder.mkdir()
        os.environ["HANJI_CONFIG_DIR"] = str(folder)
        settings.save(settings.Settings(language="ko", out_folder="/books", translation="ko-en"))
        write_ledger(folder)
        write_books(folder)
        write_queue(folder)
        write_project(folder)
        write_glossaries(folder)
        write_sentences(folder)
        shutil.rmtree(folder / "locks", ignore_errors=True)
        if left := [*folder.glob("*-wal"), *folder.glob("*-shm")]:
            raise RuntimeError(left)
        with tarfile.open(RELEASE / "stores.tar.xz", "w:xz") as kept:
            for one in sorted(folder.iterdir()):
                if one.stat().st_size:
                    kept.add(one, one.name, filter=_nobodys)


def _nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


if __name__ == "__main__":
    main()

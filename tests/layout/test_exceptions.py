# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where any exception at all may be caught, and why; everywhere else it is named."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.layout.test_layout import CODE, REPOSITORY

ALLOWED = {
    # The end of a process: what is not told to the parent there is told to nobody.
    "app/jobs/worker.py: guarded": "a document's trouble is its result",
    "app/jobs/model_server.py: serve.work": "a question's trouble is its answer",
    # The end of a thread: whoever waits for the thread would wait for ever.
    "app/jobs/local.py: _Slot._serve": "the future of a job gets its end",
    "app/jobs/cluster/client.py: ClusterExecutor._send": "the futures of a batch get their end",
    "app/services/conversion.py: ConversionRun._convert": "a file's trouble is its outcome",
    "app/ui/background_commands.py: CommandHandler._review": "the window says that no review came",
    "app/ui/background.py: Background._serve": "the next command is carried out",
    "app/ui/book/jobs.py: BookJobs.rebuild.run": "the page is told why no book was made",
    "app/ui/book/jobs.py: BookJobs.sign.run": "the page is told why the book was not signed",
    "app/ui/ledger/ledgerthread.py: LedgerThread._serve": "the next question is answered",
    "app/ui/ledger/ledgerthread.py: _answer": "the next question is answered",
    "app/ui/shell/loader.py: Loader._run": "the page goes on without what was not read",
    # What others raise by design, of classes that we cannot name.
    "app/jobs/cluster/client.py: ClusterExecutor._take": "Dask raises what the other machine did",
    "app/services/remote_folders.py: RemoteFolder._answering": "fsspec raises what its backends do",
}


def handlers(node: ast.AST, names: tuple[str, ...] = ()) -> Iterator[tuple[str, ast.ExceptHandler]]:
    """Yield each handler with the dotted name of the function that has it."""
    for child in ast.iter_child_nodes(node):
        inside = names
        if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            inside = (*names, child.name)
        if isinstance(child, ast.ExceptHandler):
            yield ".".join(names), child
        yield from handlers(child, inside)


def caught(handler: ast.ExceptHandler) -> set[str]:
    """Return the names of the classes that a handler catches; "" for a bare one."""
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return {ast.unparse(kind) if kind is not None else "" for kind in kinds}


def passes_on(handler: ast.ExceptHandler) -> bool:
    """Whether a handler always ends by raising what it caught again."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def found() -> Iterator[tuple[str, ast.ExceptHandler]]:
    for folder in CODE:
        for path in sorted((REPOSITORY / folder).rglob("*.py")):
            name = path.relative_to(REPOSITORY).as_posix()
            text = path.read_text("utf-8")
            for function, handler in handlers(ast.parse(text)) if "except" in text else ():
                yield f"{name}: {function}", handler


def test_any_exception_is_caught_at_boundaries_only():
    everything = [
        place
        for place, handler in found()
        if caught(handler) & {"Exception", ""}
        or ("BaseException" in caught(handler) and not passes_on(handler))
    ]
    assert sorted(everything) == sorted(ALLOWED)

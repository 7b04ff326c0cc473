# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person at a screen: sees words, points with the mouse, types; nothing else reaches the window."""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from app.i18n import Language
from tests.layout.test_layout import REPOSITORY

SCREEN = "1280x800x24"
_PATIENCE = 30.0
"""Seconds until a person says that nothing happens; no test asserts how long anything takes."""
_LOOK = 0.05
_GLANCE = 0.3
_TRIES = 4
_MOST_TURNS = 60
"""Of the wheel, until a person gives up."""
NEEDED = ("Xvfb", "xdotool")


def missing() -> str:
    """Return the programs that this machine lacks for a walk."""
    return ", ".join(name for name in NEEDED if shutil.which(name) is None)


FIRST_PERSON, SECOND_PERSON = "홍길동", "이과장"
"""Who sits at the screen first, and who approves what the first one entered."""


class NothingHappens(AssertionError):
    """The error of a person who waits in vain."""


class Person:
    """A person with a screen, a home of their own, and the program.

    Args:
        home: for settings, data, documents.
        language: of the window.
        pictures: where the screen is photographed at each step.
    """

    def __init__(self, home: Path, language: Language, pictures: Path) -> None:
        self.home = home
        self.language = language
        self.clicks = 0
        """Presses of the mouse since the program was started or ``clicks`` was set."""
        self._pictures = pictures
        self._steps = 0
        pictures.mkdir(parents=True, exist_ok=True)
        reading, writing = os.pipe()
        self._screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"],
            pass_fds=(writing,),
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        assert number, "no screen could be made"
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("HANJI_")},
            "DISPLAY": f":{number}",
            "QT_QPA_PLATFORM": "xcb",
            "HANJI_LANG": language.value,
            "HANJI_CONFIG_DIR": str(home / "settings"),
            "HANJI_DATA_DIR": str(home / "data"),
            "HANJI_LOG_DIR": str(home / "log"),
            "HANJI_PERSON": FIRST_PERSON,
            "XDG_DOCUMENTS_DIR": str(home / "documents"),
            "HOME": str(home),
            "PYTHONPATH": str(REPOSITORY),
        }
        self._program: subprocess.Popen[bytes] | None = None

    # ------------------------------------------------------------ the program

    def start(self, *files: Path) -> None:
        """Start the program and wait for its window."""
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.walks.watched_window", *map(str, files)],
            cwd=self.home,
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        self.clicks = 0
        self._ask("says", "")

    def give_place_to(self, other: str) -> None:
        """Let somebody else sit down; their name holds from the next start of the program on."""
        assert self._program is None
        self._environment["HANJI_PERSON"] = other

    def kill(self) -> None:
        """End the program at once, as a power cut does: nothing of it may say goodbye."""
        assert self._program is not None
        os.killpg(self._program.pid, signal.SIGKILL)
        self.ended()

    def quit(self) -> None:
        """Close the program by its key, and wait for its end."""
        assert self._program is not None
        self.press("ctrl+q")
        self.ended()

    def ended(self) -> None:
        """Wait until the program has ended by itself."""
        assert self._program is not None
        self._program.wait(_PATIENCE)
        for pipe in (self._program.stdin, self._program.stdout):
            if pipe is not None:
                # A question that nobody is there to read any more stays in the pipe.
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
        self._program = None

    def leave(self) -> None:
        """End everything that was started."""
        try:
            if self._program is not None:
                self.kill()
        finally:
            self._screen.terminate()
            self._screen.wait()

    def _ask(self, what: str, *of: object) -> Any:
        assert self._program is not None
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.write(json.dumps({"ask": what, "of": of}).encode() + b"\n")
        self._program.stdin.flush()
        if not select.select([self._program.stdout], [], [], _PATIENCE)[0]:
            raise NothingHappens("the window does not answer")
        answer = self._program.stdout.readline()
        if not answer:
            raise NothingHappens("the program has ended")
        return json.loads(answer)

    # ------------------------------------------------------------ eyes

    def photograph(self, step: str) -> Path:
        """Photograph the screen; what is cut off there is a fault."""
        self._steps += 1
        # Who looks at a page has seen it drawn.
        time.sleep(_GLANCE)
        path = self._pictures / f"{self._steps:02}-{step}.png"
        self._ask("picture", str(path))
        cut = self._ask("cut_off")
        assert not cut, f"{step}: cut off: {cut}"
        return path

    def sees(self, *texts: str) -> None:
        """Wait until one of some texts stands on the screen."""
        self._wait(lambda: any(self._ask("says", text) for text in texts), f"nowhere is {texts}")

    def finds(self, name: str) -> tuple[int, int]:
        """Wait until a control of a name can be used; return its place."""
        found = self._wait(lambda: self._ask("where", name), f"there is no “{name}” to click on")
        return found[0], found[1]

    def glances(self, text: str) -> bool:
        """Whether a text stands on the screen now."""
        return bool(self._ask("says", text))

    def can(self, name: str) -> bool:
        """Whether a control of a name can be used now."""
        return bool(self._ask("where", name))

    def row(self) -> tuple[int, int]:
        """Return which row of the list with the keyboard is chosen, and how many there are."""
        at, count = self._ask("row")
        return at, count

    def modal(self) -> str:
        """Return the title of the dialog in front; empty where none is open."""
        return str(self._ask("modal"))

    def waits_for(self, look: Callable[[], object], trouble: str) -> None:
        """Wait until something is so."""
        self._wait(look, trouble)

    def _wait(self, look: Any, trouble: str) -> Any:
        last = time.monotonic() + _PATIENCE
        while time.monotonic() < last:
            seen = look()
            if seen:
                return seen
            time.sleep(_LOOK)
        self._ask("picture", str(self._pictures / "nothing-happens.png"))
        raise NothingHappens(trouble)

    # ------------------------------------------------------------ hands

    def click(self, name: str, *, times: int = 1) -> None:
        """Move the mouse to a control and click on it."""
        x, y = self.finds(name)
        self.clicks += times
        self._do("mousemove", str(x), str(y), "click", "--repeat", str(times), "--delay", "60", "1")

    def scroll_to(self, name: str) -> None:
        """Turn the wheel over the middle of the screen until a control comes into view."""
        width, height = (int(one) for one in SCREEN.split("x")[:2])
        self._do("mousemove", str(width // 2), str(height // 2))
        self._do("click", "--repeat", str(_MOST_TURNS), "--delay", "5", "4")
        time.sleep(_GLANCE)
        if self.can(name):
            return
        for _ in range(_MOST_TURNS):
            if self.can(name):
                # What only peeps out cannot be clicked on yet.
                self._do("click", "--repeat", "2", "--delay", "60", "5")
                time.sleep(_GLANCE)
                return
            self._do("click", "5")
            time.sleep(_LOOK)
        raise NothingHappens(f"“{name}” is nowhere below")

    def enter(self, name: str, text: str) -> None:
        """Click into an input and type a text in the place of what it holds."""
        found = self._wait(lambda: self._ask("field", name), f"there is no input “{name}”")
        self.clicks += 1
        for _ in range(_TRIES):
            self._do("mousemove", str(found[0]), str(found[1]), "click", "1")
            self.press("ctrl+a")
            self.write(text)
            time.sleep(_GLANCE)
            # Letters that the keyboard of the screen does not have are lost while it is taught them.
            if self._ask("holds", name) == text:
                return
        raise NothingHappens(f"“{text}” cannot be typed into “{name}”")

    def press(self, *keys: str) -> None:
        """Press keys, one after the other ("ctrl+Return")."""
        self._focus()
        self._do("key", "--delay", "40", *keys)

    def write(self, text: str) -> None:
        """Type a text."""
        self._focus()
        # What the keyboard does not have is put on one of its keys first, and the program hears of it.
        delay = "12" if text.isascii() else "150"
        self._do("type", "--delay", delay, text)

    def _focus(self) -> None:
        """Hand the keyboard to the window in front, as a desktop does; this screen has none."""
        self._do("windowfocus", "--sync", str(self._ask("front")))

    def choose_file(self, path: Path) -> None:
        """Type a path into the dialog of files that is open, and take it."""
        self._wait(lambda: self._ask("dialog"), "no dialog of files opens")
        self.write(str(path))
        self.press("Return")

    def _do(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self._environment, check=True)

    def files(self, pattern: str) -> Iterable[Path]:
        """Return files in the home."""
        return sorted(self.home.glob(pattern))

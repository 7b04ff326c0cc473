# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person who types Korean as it is typed: an input method composes each syllable of its letters.

The input method is ibus with its Hangul engine (two-set keyboard), on a bus of its own; Debian packages
by ``.ci/setup input``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

from app.i18n import Language
from tests.walks import person
from tests.walks.person import NothingHappens, Person

_ENGINE = Path("/usr/libexec/ibus-engine-hangul")
_NEEDED = ("dbus-daemon", "ibus-daemon", "ibus", "gsettings")
_PATIENCE = 20.0
_LOOK = 0.1

_LEADING = ("r", "R", "s", "e", "E", "f", "a", "q", "Q", "t", "T", "d", "w", "W", "c", "z", "x", "v", "g")  # fmt: skip
_VOWELS = (
    "k", "o", "i", "O", "j", "p", "u", "P", "h", "hk", "ho", "hl", "y", "n", "nj", "np", "nl", "b",
    "m", "ml", "l",
)  # fmt: skip
_TRAILING = (
    "", "r", "R", "rt", "s", "sw", "sg", "e", "f", "fr", "fa", "fq", "ft", "fx", "fv", "fg", "a", "q",
    "qt", "t", "T", "d", "w", "c", "z", "x", "v", "g",
)  # fmt: skip
_FIRST, _LAST = 0xAC00, 0xD7A3


def missing() -> str:
    """Return what this machine lacks to type Korean."""
    lacking = [name for name in _NEEDED if shutil.which(name) is None]
    if not _ENGINE.exists():
        lacking.append("ibus-hangul")
    return ", ".join(filter(None, (person.missing(), *lacking)))


def two_set_keys(text: str) -> list[str]:
    """Return the keys, as xdotool calls them, that write Hangul and spaces on a two-set keyboard."""
    pressed: list[str] = []
    for letter in text:
        if _FIRST <= ord(letter) <= _LAST:
            at = ord(letter) - _FIRST
            vowels, trailing = len(_VOWELS), len(_TRAILING)
            pressed += (
                _LEADING[at // (vowels * trailing)]
                + _VOWELS[at // trailing % vowels]
                + _TRAILING[at % trailing]
            )
        else:
            pressed.append({" ": "space", ".": "period"}.get(letter, letter))
    return pressed


class KoreanPerson(Person):
    """A person with an input method."""

    def __init__(self, home: Path, language: Language, pictures: Path) -> None:
        super().__init__(home, language, pictures)
        self._started: list[subprocess.Popen[bytes]] = []
        running = home / "run"
        settings = home / "config"
        running.mkdir(mode=0o700)
        (settings / "glib-2.0" / "settings").mkdir(parents=True)
        self._environment |= {
            "XDG_RUNTIME_DIR": str(running),
            "XDG_CONFIG_HOME": str(settings),
            "XDG_CACHE_HOME": str(home / "cache"),
            "GSETTINGS_BACKEND": "keyfile",
            "QT_IM_MODULE": "ibus",
            # The bus would start readers of screens for it.
            "NO_AT_BRIDGE": "1",
        }
        try:
            self._start_input_method()
        except BaseException:
            self.leave()
            raise

    def _start_input_method(self) -> None:
        reading, writing = os.pipe()
        self._started.append(
            subprocess.Popen(
                ["dbus-daemon", "--session", "--nofork", f"--print-address={writing}"],
                env=self._environment,
                pass_fds=(writing,),
                stderr=subprocess.DEVNULL,
            )
        )
        os.close(writing)
        with os.fdopen(reading) as told:
            self._environment["DBUS_SESSION_BUS_ADDRESS"] = told.readline().strip()
        engine = "org.freedesktop.ibus.engine.hangul"
        self._ask_system("gsettings", "set", engine, "initial-input-mode", "hangul")
        # Some desktops go back to Latin letters by it; Windows, which most offices have, does not.
        self._ask_system("gsettings", "set", engine, "off-keys", "")
        self._started.append(
            subprocess.Popen(
                ["ibus-daemon", "--panel", "disable", "--emoji-extension", "disable"],
                env=self._environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )
        last = time.monotonic() + _PATIENCE
        while self._ask_system("ibus", "engine") != "hangul":
            if time.monotonic() > last:
                raise NothingHappens("the input method does not come up")
            time.sleep(_LOOK)
            self._ask_system("ibus", "engine", "hangul")

    def _ask_system(self, *command: str) -> str:
        done = subprocess.run(
            command, env=self._environment, check=False, capture_output=True, timeout=_PATIENCE
        )
        return done.stdout.decode().strip()

    def leave(self) -> None:
        """End everything that was started."""
        try:
            super().leave()
        finally:
            for one in reversed(self._started):
                one.terminate()
                one.wait()
            self._started = []

    def types(self, text: str) -> None:
        """Type Hangul, letter by letter; the last syllable stays in composition."""
        self.press(*two_set_keys(text))

    def choose_input(self, name: str) -> None:
        """Click into the input of a name."""
        x, y = self._wait(lambda: self._ask("field", name), f"there is no input “{name}”")
        self._do("mousemove", str(x), str(y), "click", "1")
        self.waits_for(lambda: self.typing_in() == name, f"“{name}” does not get the keyboard")

    def typing_in(self) -> str:
        """Return the name of the input with the keyboard."""
        return str(self._ask("typed")[2])

    def text(self) -> str:
        """Return the text of the input with the keyboard, without what is being composed."""
        return str(self._ask("typed")[0])

    def composed(self) -> str:
        """Return what is being composed."""
        return str(self._ask("typed")[1])

    def sees_typed(self, text: str, composed: str = "") -> None:
        """Wait until the input with the keyboard holds a text, and something is being composed."""
        try:
            self._wait(lambda: (self.text(), self.composed()) == (text, composed), "not typed so")
        except NothingHappens:
            raise NothingHappens(f"typed is {self._ask('typed')}, not {(text, composed)}") from None

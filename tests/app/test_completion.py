# SPDX-License-Identifier: AGPL-3.0-or-later
"""Scripts that complete the command line: tried in a real shell where there is one."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from app.cli.main import main
from app.cli.parser import build_parser

_ASK = """
source {script}
COMP_WORDS=({words})
COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_hanji
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


def script(shell: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["completion", shell]) == 0
    return capsys.readouterr().out


def completed(path: Path, line: str) -> list[str]:
    """Return what bash offers at the end of a line; its last word may be empty."""
    words = " ".join(map(shlex.quote, line.split(" ")))
    bash = shutil.which("bash")
    assert bash
    made = subprocess.run(
        [bash, "--norc", "-c", _ASK.format(script=shlex.quote(str(path)), words=words)],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert made.stderr == ""
    return made.stdout.split()


@pytest.mark.posix("bash is the shell of POSIX systems")
def test_bash_offers_commands_options_and_their_choices(tmp_path, capsys):
    if not shutil.which("bash"):
        pytest.skip("there is no bash")
    path = tmp_path / "hanji.bash"
    path.write_text(script("bash", capsys), encoding="utf-8")
    assert completed(path, "hanji con") == ["convert"]
    assert {"convert", "check", "ledger", "doctor", "--version"} <= set(completed(path, "hanji "))
    assert completed(path, "hanji convert a.hwp --to fix") == ["fixed-epub"]
    assert "--bilingual" in completed(path, "hanji convert a.hwp --b")
    assert completed(path, "hanji models ins") == ["install"]
    assert completed(path, "hanji models install --sha") == ["--sha256"]
    assert completed(path, "hanji completion z") == ["zsh"]
    # Where no word fits, the shell takes names of files.
    assert completed(path, "hanji convert 문서") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "powershell"])
def test_every_command_and_option_is_in_the_script(shell, capsys):
    made = script(shell, capsys)
    parser = build_parser()
    (commands,) = (a for a in parser._actions if isinstance(a.choices, dict))
    for name, inner in commands.choices.items():
        assert f"hanji {name}" in made
        for action in inner._actions:
            if action.help != "==SUPPRESS==":
                assert all(option in made for option in action.option_strings)


def test_another_shell_is_named(capsys):
    with pytest.raises(SystemExit):
        main(["completion", "fish"])
    assert "fish" in capsys.readouterr().err

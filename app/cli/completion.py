# SPDX-License-Identifier: AGPL-3.0-or-later
"""``hanji completion SHELL``: a script by which a shell completes commands, options and their choices."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from app.cli import output
from app.errors import ExitCode
from app.i18n import mark, tr

SHELLS = ("bash", "zsh", "powershell")
_HELP = mark("print a script for a shell that completes commands and options")
_ABOUT = mark(
    "bash: hanji completion bash > ~/.local/share/bash-completion/completions/hanji; "
    "zsh: hanji completion zsh > FILE, and “source FILE” in .zshrc; "
    "PowerShell: hanji completion powershell >> $PROFILE"
)


def add_completion(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("completion", help=tr(_HELP), description=tr(_ABOUT))
    parser.add_argument("shell", choices=SHELLS, metavar=tr("SHELL"), help=", ".join(SHELLS))


def run(arguments: argparse.Namespace, parser: argparse.ArgumentParser) -> ExitCode:
    """Print the script for a shell; ``parser`` is that of all commands."""
    write = {"bash": _bash, "zsh": _zsh, "powershell": _powershell}[arguments.shell]
    output.result(write(list(_commands(parser, (parser.prog,)))))
    return ExitCode.DONE


@dataclass(slots=True)
class _Command:
    """A command as it is typed, and what may follow it."""

    path: tuple[str, ...]
    words: list[str] = field(default_factory=list)
    """Commands below it, options, and the choices of its own argument."""
    choices: dict[str, list[str]] = field(default_factory=dict)
    """Values by option, of options that have some."""


def _commands(parser: argparse.ArgumentParser, path: tuple[str, ...]) -> Iterator[_Command]:
    """Yield a command and those below it."""
    command = _Command(path)
    below: list[_Command] = []
    for action in parser._actions:  # noqa: SLF001 - argparse has no other list of them
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - nor a name for these
            command.words += action.choices
            for name, inner in action.choices.items():
                below += _commands(inner, (*path, name))
        elif action.help is argparse.SUPPRESS:
            continue
        elif action.option_strings:
            command.words += action.option_strings
            for name in action.option_strings if action.choices else ():
                command.choices[name] = list(map(str, action.choices or ()))
        elif action.choices:
            command.words += map(str, action.choices)
    yield command
    yield from below


def _bash(commands: list[_Command]) -> str:
    known = "|".join(f'"{" ".join(one.path)}"' for one in commands if len(one.path) > 1)
    choices = [
        f'    "{" ".join(one.path)} {option}") COMPREPLY=($(compgen -W "{" ".join(words)}" -- "$word")); return ;;'
        for one in commands
        for option, words in one.choices.items()
    ]
    words = [f'    "{" ".join(one.path)}") words="{" ".join(one.words)}" ;;' for one in commands]
    return "\n".join(
        (
            "_hanji() {",
            '  local word="${COMP_WORDS[COMP_CWORD]}" path=hanji words= at',
            "  COMPREPLY=()",
            "  for ((at = 1; at < COMP_CWORD; at++)); do",
            f'    case "$path ${{COMP_WORDS[at]}}" in {known}) path="$path ${{COMP_WORDS[at]}}" ;; esac',
            "  done",
            '  case "$path ${COMP_WORDS[COMP_CWORD-1]}" in',
            *choices,
            "  esac",
            '  case "$path" in',
            *words,
            "  esac",
            '  COMPREPLY=($(compgen -W "$words" -- "$word"))',
            "}",
            # Where no word fits, names of files.
            "complete -o default -F _hanji hanji",
        )
    )


def _zsh(commands: list[_Command]) -> str:
    return "autoload -U +X bashcompinit && bashcompinit\n" + _bash(commands)


def _powershell(commands: list[_Command]) -> str:
    def listed(words: list[str]) -> str:
        return ", ".join(f"'{word}'" for word in words)

    table = [f"    '{' '.join(one.path)}' = @({listed(one.words)})" for one in commands]
    choices = [
        f"    '{' '.join(one.path)} {option}' = @({listed(words)})"
        for one in commands
        for option, words in one.choices.items()
    ]
    return "\n".join(
        (
            "Register-ArgumentCompleter -Native -CommandName hanji, hanji.exe -ScriptBlock {",
            "  param($word, $line, $position)",
            "  $words = @{",
            *table,
            "  }",
            "  $choices = @{",
            *choices,
            "  }",
            "  $path = 'hanji'",
            "  $before = ''",
            "  foreach ($element in $line.CommandElements | Select-Object -Skip 1) {",
            "    if ($element.Extent.EndOffset -ge $position -and $word) { break }",
            "    $before = $element.Extent.Text",
            '    if ($words.ContainsKey("$path $before")) { $path = "$path $before" }',
            "  }",
            '  $found = $choices["$path $before"]',
            "  if (-not $found) { $found = $words[$path] }",
            '  $found | Where-Object { $_ -like "$word*" } | ForEach-Object {',
            "    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)",
            "  }",
            "}",
        )
    )

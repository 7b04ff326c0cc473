# SPDX-License-Identifier: AGPL-3.0-or-later
"""``hanji models``: list, install, remove, verify, wrap and fetch packages."""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli import output
from app.errors import AppError, ExitCode
from app.i18n import mark, tr, trn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.engine_comparison import EngineResult
    from translation.languages import LanguagePair
    from translation.packages.store import PackageStore

_MIB = 1024 * 1024
_NO_PROMPT = mark("{file} is no JSON with a prompt.")
_FILE_TROUBLE = mark("The package could not be read or written: {detail}.")


def add_models(commands: Any) -> None:
    """Add the words of ``hanji models`` to a parser's commands."""
    models = commands.add_parser(
        "models",
        help=tr("list, install and remove translation packages"),
        description=tr("Lists, installs, removes, checks and makes translation packages."),
    )
    actions = models.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help=tr("show the installed packages, best first"))
    listing.add_argument("--json", action="store_true", help=tr("as JSON"))
    install = actions.add_parser("install", help=tr("check a package file and install it"))
    install.add_argument("file", type=Path, metavar="FILE", help=tr("file (.argosmodel)"))
    install.add_argument("--sha256", metavar="X", help=tr("checksum that the file must have"))
    _add_pair(install)
    pairs = actions.add_parser(
        "pairs", help=tr("choose what else a model of many languages translates")
    )
    pairs.add_argument("name", metavar="NAME", help=tr("name, as the list shows it"))
    pairs.add_argument("pair", nargs="*", type=_pair, metavar="FROM:TO")
    pairs.add_argument(
        "--none", action="store_true", help=tr("the package's own languages only, as at first")
    )
    prefer = actions.add_parser(
        "prefer", help=tr("let a package translate its pair of languages before all others")
    )
    prefer.add_argument("name", metavar="NAME", help=tr("name, as the list shows it"))
    _add_compare(actions)
    remove = actions.add_parser("remove", help=tr("remove a package"))
    remove.add_argument("name", metavar="NAME", help=tr("name, as the list shows it"))
    actions.add_parser("verify", help=tr("compare all packages with what was installed"))
    fetch = actions.add_parser("fetch", help=tr("download a package from the Argos index"))
    fetch.add_argument("source", metavar="FROM", help=tr("language of the source"))
    fetch.add_argument("target", metavar="TO", help=tr("language of the translation"))
    servers = actions.add_parser(
        "servers", help=tr("show the translation servers that the policy names")
    )
    servers.add_argument(
        "--try", action="store_true", dest="ask", help=tr("ask each for one sentence")
    )
    _add_wrap(actions)


def _add_compare(actions: Any) -> None:
    compare = actions.add_parser(
        "compare",
        help=tr("try every package on sentences that people translated, and say which is best"),
    )
    compare.add_argument(
        "file", type=Path, metavar="FILE", help=tr("pairs of sentences (.tmx), 20 and more")
    )
    compare.add_argument("--from", dest="source", default="ko", metavar="LANGUAGE")
    compare.add_argument("--to", dest="target", default="en", metavar="LANGUAGE")
    compare.add_argument(
        "--set", action="store_true", dest="choose", help=tr("prefer the best one from now on")
    )
    compare.add_argument(
        "--no-servers", action="store_true", help=tr("installed packages only, no server is asked")
    )
    compare.add_argument("--json", action="store_true", help=tr("as JSON"))


def _add_wrap(actions: Any) -> None:
    wrap = actions.add_parser(
        "wrap",
        help=tr(
            "make a package of a model (CTranslate2, OPUS-MT, Marian; NLLB, M2M-100, MADLAD;"
            " language models like Gemma and Qwen)"
        ),
    )
    wrap.add_argument("folder", type=Path, metavar="FOLDER", help=tr("folder of the model"))
    wrap.add_argument("-o", "--out", type=Path, required=True, metavar="FILE")
    wrap.add_argument("--from", dest="source", required=True, metavar="LANGUAGE")
    wrap.add_argument("--to", dest="target", required=True, metavar="LANGUAGE")
    wrap.add_argument("--licence", required=True, metavar="NAME", help=tr("licence of the weights"))
    wrap.add_argument("--licence-file", type=Path, metavar="F", help=tr("the licence in full"))
    wrap.add_argument(
        "--pieces", type=Path, metavar="F", help=tr("SentencePiece model or tokenizer.json")
    )
    wrap.add_argument(
        "--prompt",
        type=Path,
        metavar="F",
        help=tr("how a language model is asked (JSON), where it is of no known family"),
    )
    _add_pair(wrap)
    wrap.add_argument("--package-version", default="1.0", metavar="N")
    wrap.add_argument(
        "--quality",
        action="append",
        default=[],
        type=_figure,
        metavar="TEST=N",
        help=tr("a measured figure, like “flores-devtest chrF++=47.5”"),
    )
    wrap.add_argument("--demonstration", action="store_true")


def _add_pair(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--pair",
        action="append",
        default=[],
        type=_pair,
        metavar="FROM:TO",
        help=tr("a further pair of languages, of a model of many"),
    )


def _pair(text: str) -> LanguagePair:
    from translation.packages.package import pair_of

    pair = pair_of(text)
    if pair is None:
        raise argparse.ArgumentTypeError(tr("“{text}” is no pair of languages", text=text))
    return pair


def _figure(text: str) -> tuple[str, float]:
    name, _, number = text.rpartition("=")
    try:
        value = float(number)
    except ValueError:
        value = math.nan
    if not name.strip() or not math.isfinite(value):
        raise argparse.ArgumentTypeError(tr("“{text}” is no figure", text=text))
    return name.strip(), value


def run(arguments: argparse.Namespace) -> ExitCode:
    """Do what the arguments name."""
    from app.messages import os_reason, translation_sentences
    from app.services import model_packages
    from translation.errors import TranslationError

    try:
        return _run(arguments, model_packages.open_store())
    except TranslationError as error:
        output.say(output.one_line(" ".join(translation_sentences(error.code, error.params))))
        return ExitCode.NOTHING_DONE
    except OSError as error:
        raise AppError(_FILE_TROUBLE, detail=os_reason(error)) from error


def _run(arguments: argparse.Namespace, store: PackageStore) -> ExitCode:
    from app.services import model_packages

    if arguments.action == "list":
        _list(store, as_json=arguments.json)
    elif arguments.action == "install":
        package = model_packages.install_file(store, arguments.file, arguments.sha256)
        output.say(tr("Installed: {name}", name=package.name))
        if arguments.pair:
            _choose_pairs(store, package.name, [*package.pairs, *arguments.pair])
        if not package.compared:
            output.say(tr(model_packages.NOT_COMPARED, sha256=package.sha256))
    elif arguments.action == "remove":
        store.remove(arguments.name)
        output.say(tr("Removed: {name}", name=arguments.name))
    elif arguments.action == "prefer":
        output.say(tr("Comes first now: {name}", name=store.prefer(arguments.name).name))
    elif arguments.action == "pairs":
        _pairs(store, arguments)
    elif arguments.action == "servers":
        return _servers(ask=arguments.ask)
    elif arguments.action == "compare":
        return _compare(arguments, store)
    elif arguments.action == "verify":
        return _verify(store)
    elif arguments.action == "fetch":
        package = model_packages.fetch(
            store, arguments.source, arguments.target, model_packages.ArgosIndex()
        )
        output.say(tr("Installed: {name}", name=package.name))
    else:
        _wrap(arguments)
    return ExitCode.DONE


def _list(store: PackageStore, *, as_json: bool) -> None:
    from app.model_messages import engine_words
    from app.services.model_packages import row_of

    packages = store.packages()
    if as_json:
        rows = [row_of(store, package) for package in packages]
        output.result(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    if not packages:
        output.say(tr("No translation package is installed."))
    for package in packages:
        facts = [
            *filter(None, (engine_words(package.engine),)),
            tr("licence: {licence}", licence=package.licence or tr("not named")),
            *(f"{name}: {figure:g}" for name, figure in sorted(package.quality.items())),
            f"{package.size / _MIB:,.1f} MiB",
        ]
        if not package.quality:
            facts.insert(-1, tr("quality not measured"))
        if package.main:
            facts = [tr("same files as {name}", name=package.main)]
        if package.is_demonstration:
            facts.append(tr("demonstration only"))
        if package.non_commercial:
            facts.append(tr("not for commercial use"))
        output.result(output.one_line(f"{package.name}  {'; '.join(facts)}"))


def _pairs(store: PackageStore, arguments: argparse.Namespace) -> None:
    package = store.find(arguments.name)
    if arguments.pair or arguments.none:
        _choose_pairs(store, arguments.name, arguments.pair)
        return
    known = (store.find(package.main) if package.main else package).further_languages()
    if not known:
        output.say(tr("{name} has a model of one pair of languages.", name=package.name))
    else:
        output.result(" ".join(sorted(known)))


def _choose_pairs(store: PackageStore, name: str, pairs: Sequence[LanguagePair]) -> None:
    main = store.choose_pairs(name, pairs)
    for one in store.packages():
        if one.main == main.name:
            output.say(tr("Also there: {name}", name=one.name))


_SAMPLE = "우리 시는 2026년 3월 15일에 도서관 3곳을 새로 엽니다."


def _servers(*, ask: bool) -> ExitCode:
    from app import settings
    from app.jobs.translation_server import named_servers, translations
    from app.messages import translation_sentences
    from translation.errors import ServerFailed

    servers, faults = named_servers()
    code = ExitCode.DONE
    for fault in faults:
        output.say(tr("The policy's entry makes no sense and is not used: {fault}", fault=fault))
        code = ExitCode.SOME_FAILED
    if not servers:
        output.say(tr("The policy names no translation server."))
        return code
    if settings.load().translation_server != "on":
        output.say(tr("Translation servers are turned off in the settings."))
    for one in servers:
        pairs = ", ".join(f"{source}:{target}" for source, target in one.pairs)
        output.result(output.one_line(f"{one.shown}  {one.interface}; {pairs}"))
        if not ask:
            continue
        try:
            (said,) = translations(one, [_SAMPLE], one.pairs[0])
        except ServerFailed as error:
            output.say(output.one_line(" ".join(translation_sentences(error.code, error.params))))
            code = ExitCode.SOME_FAILED
            continue
        shown = said or tr("no translation")
        output.result(output.one_line(f"  {_SAMPLE} → {shown}"))
    return code


def _compare(arguments: argparse.Namespace, store: PackageStore) -> ExitCode:
    from app.services.engine_comparison import compare, read_pairs, samples_of

    pairs = read_pairs(arguments.file, arguments.source, arguments.target)
    results = compare(pairs, arguments.source, arguments.target, servers=not arguments.no_servers)
    samples = list(samples_of(results, len(pairs)))
    if arguments.json:
        rows = [
            {
                "name": one.engine.name,
                "engine": one.engine.kind,
                "failed": one.failed,
                "chrf": round(one.chrf, 1),
                "terms": [one.terms_kept, one.terms],
                "numbers": [one.numbers_kept, one.numbers],
                "untranslated": one.untranslated,
                "seconds_a_page": round(one.seconds_a_page, 2),
                "samples": [
                    {"source": pairs[at][0], "person": pairs[at][1], "engine": one.translations[at]}
                    for at in samples
                ],
            }
            for one in results
        ]
        output.result(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for one in results:
            output.result(output.one_line(_compared(one)))
        for at in samples:
            output.result("")
            output.result(output.one_line(pairs[at][0]))
            output.result(output.one_line(tr("person: {text}", text=pairs[at][1])))
            for one in results:
                said = f"{one.engine.name}: {one.translations[at]}"
                output.result(output.one_line(said))
    good = [one for one in results if not one.failed]
    best = [one for one in good if not one.engine.is_server]
    if arguments.choose and good and good[0].engine.is_server:
        output.say(
            tr(
                "{name} is the best. Whether a server drafts is chosen in the settings.",
                name=good[0].engine.name,
            )
        )
    elif arguments.choose and best:
        output.say(tr("Comes first now: {name}", name=store.prefer(best[0].engine.name).name))
    return ExitCode.DONE if good else ExitCode.NOTHING_DONE


def _compared(one: EngineResult) -> str:
    if one.failed:
        return tr("{name}: failed ({why})", name=one.engine.name, why=one.failed)
    facts = tr(
        "{name}: chrF++ {chrf}; terms {terms}; numbers {numbers}; {seconds} s a page",
        name=one.engine.name,
        chrf=f"{one.chrf:.1f}",
        terms=f"{one.terms_kept}/{one.terms}",
        numbers=f"{one.numbers_kept}/{one.numbers}",
        seconds=f"{one.seconds_a_page:.1f}",
    )
    if one.untranslated:
        facts += "; " + trn("{n} left untranslated", "{n} left untranslated", one.untranslated)
    return f"{facts}; {tr('demonstration only')}" if one.engine.is_demonstration else facts


def _verify(store: PackageStore) -> ExitCode:
    from app.messages import translation_sentences
    from translation.errors import TranslationError

    code = ExitCode.DONE
    for package in store.packages():
        if package.main:
            continue
        try:
            recorded = store.verify(package)
        except TranslationError as error:
            sentences = " ".join(translation_sentences(error.code, error.params))
            output.say(output.one_line(f"{package.name}: {sentences}"))
            code = ExitCode.SOME_FAILED
            continue
        said = tr("intact") if recorded else tr("complete; no checksums were recorded")
        output.result(f"{package.name}: {said}")
    return code


def _wrap(arguments: argparse.Namespace) -> None:
    from translation.packages.wrap import wrap

    text, prompt = "", None
    if arguments.prompt:
        try:
            prompt = json.loads(arguments.prompt.read_text(encoding="utf-8"))
        except (ValueError, RecursionError) as error:
            raise AppError(_NO_PROMPT, file=str(arguments.prompt)) from error
    if arguments.licence_file:
        text = arguments.licence_file.read_text(encoding="utf-8", errors="replace")
    path = wrap(
        arguments.folder,
        arguments.out,
        from_code=arguments.source,
        to_code=arguments.target,
        licence=arguments.licence,
        pieces=arguments.pieces,
        version=arguments.package_version,
        licence_text=text,
        quality=dict(arguments.quality),
        is_demonstration=arguments.demonstration,
        prompt=prompt,
        pairs=arguments.pair,
    )
    output.say(tr("Written: {path}", path=str(path)))

# SPDX-License-Identifier: AGPL-3.0-or-later
"""What persons say of the open book: answers, looking one by one, the signature, the certificate."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.i18n import current_language, tr
from app.messages import os_reason
from app.services.book import confirmation as confirmations
from app.services.book.confirmation import Confirmation, ConfirmationUnreadable, Said, finding_key
from app.services.book.conformity import ConformityItem, Standing
from app.services.book.preview_folder import BookOutline, PreviewFolder
from app.services.book.publishing import Answer, CheckedState, answer_of
from app.services.book.signing import Signed, Signing
from app.ui.book.jobs import PICTURES
from app.ui.book.looking import LookedAt, LookThrough
from app.ui.book.publish_tab import PublishTab, answer_words
from app.ui.notifier import Notifier
from app.ui.theme import LIGHT
from converters.conversion import Conversion
from converters.document.findings import Finding, Grade
from converters.epub.claim import CONFORMITY
from converters.files import write_whole

_TOPIC = "publishing"
_MOST_PICTURES = 2_000


class Publishing(QObject):
    """The confirmations of the open book, and the part of the page that asks for them.

    Args:
        page: the book's page.
        notifier: the shell's.
    """

    changed = Signal()
    """Something was said: answer and list are others now."""
    shown = Signal(int, int)
    """Chapter and block of what is looked at."""
    sign_wanted = Signal(object, object)
    """(what was confirmed, the person's word): the book is to be signed."""
    mend_wanted = Signal(str, str)
    """The form, and the picture (sha256) or heading (words) that is to be mended."""

    def __init__(self, page: QWidget, notifier: Notifier) -> None:
        super().__init__(page)
        self._page = page
        self._notifier = notifier
        self.theme = LIGHT
        self.further: tuple[ConformityItem, ...] = ()
        """Items that the office adds to the program's own."""
        self._book = Path()
        self._said = Confirmation()
        self._state: CheckedState | None = None
        self._folder: PreviewFolder | None = None
        self._checking = ""
        """What is still looked at, in words; empty once all checks are done."""
        self.tab = PublishTab(self.say, self.sign, self.save_certificate)
        self.tab.look_wanted.connect(self.look)

    # ------------------------------------------------------------ a book

    def open(self, book: Path, *, printed: bool = False) -> None:
        """Take another book, which is being read; ``printed``: its pages are as they were printed."""
        self._book, self._state, self._folder = book, None, None
        self.tab.may_claim = not printed
        self._checking = ""
        try:
            self._said = confirmations.read_confirmation(book)
        except (OSError, ConfirmationUnreadable) as error:
            self._said = Confirmation()
            said = os_reason(error) if isinstance(error, OSError) else str(error)
            self._notifier.say(
                lambda: tr("What was confirmed cannot be read: {detail}", detail=said), topic=_TOPIC
            )
        self.tab.show_answer(None)

    def take(
        self, conversion: Conversion | None, outline: BookOutline | None, folder: PreviewFolder
    ) -> None:
        """Take what the checks found."""
        self._folder = folder
        if conversion is not None and outline is not None:
            self._state = CheckedState(
                conversion.sha256,
                conversion.title or self._book.stem,
                conversion.findings,
                conversion.counts,
                outline.pictures,
                outline.headings,
            )
        self.tab.show_answer(self.answer())

    def take_checking(self, what: str, done: int, total: int) -> None:
        """Take how far the checks are that come after the book itself was read."""
        words = ""
        if what == PICTURES and total:
            words = tr(
                "Looking for personal data on pictures: {done} of {total}", done=done, total=total
            )
        elif what:
            words = tr("EPUBCheck and Ace look at the book …")
        was, self._checking = self._checking, words
        if bool(was) is not bool(words):
            self.tab.show_answer(self.answer())
        self.tab.show_working(words)

    def answer(self) -> Answer | None:
        """Return the answer about the open book; None while it is being read."""
        if self._state is None:
            return None
        return answer_of(self._state, self._said, self.further, is_final=not self._checking)

    def short_answer(self) -> str:
        """Return the answer as it stands at the top of the page."""
        answer = self.answer()
        if answer is None or answer.may_be_signed or not answer.is_final:
            return answer_words(answer)
        return tr("Open points: {n}", n=f"{answer.open_points:,}")

    def decided_by(self, finding: Finding) -> str:
        """Return who decided to leave a finding as it is; empty where nobody did."""
        said = self._said.findings.get(finding_key(finding))
        return said.by if said else ""

    # ------------------------------------------------------------ saying something

    def say(self, item: str, standing: Standing | None) -> None:
        """Answer an item; None takes the answer back."""
        said = None if standing is None else self._by_person(standing)
        self._keep(self._said.with_said("items", [item], said))

    def decide(self, findings: Iterable[Finding]) -> None:
        """Leave findings as they are, by the person who is named."""
        if not self.tab.person:
            self._ask_for_name()
            return
        keys = [finding_key(one) for one in findings]
        self._keep(self._said.with_said("findings", keys, self._by_person(Standing.CONFIRMED)))

    def sign(self) -> None:
        """Sign the book as it is now."""
        answer = self.answer()
        if answer is None or self._state is None or not answer.may_be_signed or not self.tab.person:
            return
        said = tr(
            "{name}: this book was looked at, and may be published. Your name is kept with it.",
            name=self.tab.person,
        )
        if self.tab.is_claim:
            said += " " + tr(
                "Its metadata will say that you evaluated it and that it conforms to {standard}.",
                standard=CONFORMITY,
            )
        if not self._notifier.confirm(self._page, tr("Sign"), said, tr("Sign"), tr("Not yet")):
            return
        counts = {grade.value: 0 for grade in Grade}
        for one in self._state.findings:
            counts[one.grade.value] += 1
        signing = Signing(
            self.tab.person,
            " ".join(self.tab.office.text().split()),
            self._state.sha256,
            {one.item.name: one.standing.value for one in answer.items},
            counts,
            self.tab.is_claim,
        )
        self.tab.set_busy(True)
        self.sign_wanted.emit(self._said, signing)

    def take_signed(self, signed: Signed | None, trouble: str) -> None:
        """Take what came of a signature; ``trouble`` says why there is none."""
        self.tab.set_busy(False)
        if signed is None:
            self._notifier.say(trouble, topic=_TOPIC)
            return
        self._said = signed.confirmation
        self.tab.show_answer(self.answer())
        self.changed.emit()
        problem = signed.entry_trouble
        if problem is not None:
            reason = tr(problem.message, **problem.params)
            self._notifier.say(
                lambda: tr("The signature is not in the ledger: {detail}", detail=reason),
                topic=_TOPIC,
            )
        elif signed.entry is not None:
            entry = signed.entry
            self._notifier.say(
                lambda: tr("The signature is entry {n} of the ledger.", n=f"{entry:,}"),
                topic=_TOPIC,
            )

    def _by_person(self, standing: Standing) -> Said:
        return Said(self.tab.person, confirmations.now(), standing.value)

    def _keep(self, said: Confirmation) -> None:
        try:
            confirmations.keep(said, self._book)
        except OSError as error:
            reason = os_reason(error)
            self._notifier.say(
                lambda: tr("What was said cannot be kept: {detail}", detail=reason), topic=_TOPIC
            )
            return
        self._said = said
        self.tab.show_answer(self.answer())
        self.changed.emit()

    def _ask_for_name(self) -> None:
        self._notifier.say(
            lambda: tr("Enter your name: answers are a named person's."), topic=_TOPIC
        )
        show = getattr(self._page, "show_tab", None)
        if show is not None:
            show("publish")
        self.tab.name.setFocus()

    # ------------------------------------------------------------ one by one

    def look(self, what: str) -> None:
        """Put pictures or headings before the person that nobody has confirmed yet."""
        if self._state is None:
            return
        if not self.tab.person:
            self._ask_for_name()
            return
        pictures = what == "pictures"
        things = self._pictures() if pictures else self._headings()
        if not things:
            return
        question = (
            tr("Does this say what the picture tells, to someone who cannot see it?")
            if pictures
            else tr("Is this a heading, and does it stand at this level?")
        )
        title = tr("Pictures one by one") if pictures else tr("Headings one by one")
        box = LookThrough(self._page, title, question, things, self.theme)
        box.shown.connect(lambda one: self.shown.emit(one.chapter, one.block))
        box.confirmed.connect(lambda name: self._confirm(what, name))
        box.mend.connect(lambda one: self._mend(what, one))
        box.begin()

    def _confirm(self, what: str, name: str) -> None:
        self._keep(self._said.with_said(what, [name], self._by_person(Standing.CONFIRMED)))

    def _mend(self, what: str, one: LookedAt) -> None:
        assert self._state is not None
        if what == "pictures":
            named = next((p.key for p in self._state.pictures if p.name == one.name), "")
        else:
            named = next((h.text for h in self._state.headings if h.name == one.name), "")
        self.mend_wanted.emit(what, named)

    def _pictures(self) -> list[LookedAt]:
        assert self._state is not None
        found: dict[str, LookedAt] = {}
        for one in self._state.pictures[:_MOST_PICTURES]:
            if one.name in self._said.pictures or one.name in found:
                continue
            if one.decorative:
                head = tr("Decoration: not read out")
            else:
                head = one.alt or tr("No alternative text: nothing is read out")
            picture = self._picture(one.chapter, one.key)
            found[one.name] = LookedAt(one.name, one.chapter, one.block, head, one.around, picture)
        return list(found.values())

    def _picture(self, chapter: int, key: str) -> bytes:
        read = self._folder.chapter(chapter) if self._folder else None
        resource = read.document.resources.get(key) if read else None
        return resource.data if resource else b""

    def _headings(self) -> list[LookedAt]:
        assert self._state is not None
        found: dict[str, LookedAt] = {}
        for one in self._state.headings:
            if one.name not in self._said.headings and one.name not in found:
                head = tr("Level {n}: {words}", n=one.level, words=one.text)
                found[one.name] = LookedAt(one.name, one.chapter, one.block, head, one.after)
        return list(found.values())

    # ------------------------------------------------------------ certificate

    def save_certificate(self) -> None:
        """Let the person choose where the certificate goes, and write it."""
        if self._state is None:
            return
        proposed = self._book.with_name(self._book.stem + tr(" certificate") + ".pdf")
        name, _ = QFileDialog.getSaveFileName(
            self._page, tr("Save the certificate"), str(proposed), "PDF (*.pdf)"
        )
        if name:
            self.write_certificate(Path(name))

    def write_certificate(self, target: Path) -> None:
        """Write the certificate as PDF."""
        answer = self.answer()
        if self._state is None or answer is None:
            return
        # The library of PDF files is loaded with the first certificate.
        from app.services.book.certificate import to_pdf

        try:
            write_whole(target, to_pdf(self._state, answer, self._book.name, current_language()))
        except OSError as error:
            reason = os_reason(error)
            self._notifier.say(
                lambda: tr("The certificate cannot be written: {detail}", detail=reason),
                topic=_TOPIC,
            )
            return
        self._notifier.say(
            lambda: tr("The certificate was written: {name}", name=target.name), topic=_TOPIC
        )

# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of one book: puts its parts together and turns what people do into calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QMenu, QSplitter, QVBoxLayout, QWidget

from app.errors import UsageError
from app.i18n import tr
from app.messages import os_reason
from app.services.book.confirmation import Confirmation
from app.services.book.finding_places import find_words, place_of
from app.services.book.mendable import Mendable
from app.services.book.mending import with_more
from app.services.book.preview_folder import PreviewFolder
from app.services.book.signing import Signed, Signing
from app.services.book.standard_items import read_standard_items
from app.services.edits_file import edits_beside
from app.services.library import LibraryBook, books_of
from app.services.report import Remark, ReportItem
from app.ui.book.book_keys import GROUPS
from app.ui.book.edit_stack import EditStack
from app.ui.book.findings_model import FindingRow, rows_of
from app.ui.book.findings_tab import FindingsTab
from app.ui.book.headings_form import HeadingsForm
from app.ui.book.jobs import BookJobs
from app.ui.book.making_form import MakingForm
from app.ui.book.metadata_form import MetadataForm
from app.ui.book.pictures_form import PicturesForm
from app.ui.book.preview_pane import PreviewPane
from app.ui.book.publishing import Publishing
from app.ui.book.text_form import TextForm
from app.ui.flow import FlowLayout
from app.ui.key_actions import KeyActions
from app.ui.notifier import Notifier
from app.ui.shell.page import Page
from app.ui.shell.page_state import PageState
from app.ui.shell.preferences import Preferences
from app.ui.theme import LIGHT, Theme, scaled
from app.ui.widgets import Button, ElidedLabel
from app.ui.wrapping_tabs import WrappingTabs
from converters.checking.masking import masking_edits
from converters.conversion import Conversion, OutputFormat
from converters.document.edits import NO_EDITS, EditsUnreadable, Spot
from converters.document.findings import Finding
from converters.document.nodes import Figure, Heading
from converters.editing import words_of

_NAME = "book"
_TOPIC = "book"
TABS = ("findings", "metadata", "pictures", "headings", "text", "publish")
"""Names of the forms beside the preview, in their order."""
_FORMS_PX, _MOST_OF_FORMS_PX, _PANE_PX = 300, 420, 318
_NARROW = 860
"""Below this width the preview has less room than the forms."""


class BookPage(Page):
    """One book: preview, findings, corrections, publication.

    Args:
        preferences: the settings in use.
        notifier: the shell's.
        show_list: goes back to the list of books.
    """

    help_topic = "book"

    def __init__(
        self, preferences: Preferences, notifier: Notifier, show_list: Callable[[], object]
    ) -> None:
        super().__init__()
        self._preferences = preferences
        self._notifier = notifier
        self._show_list = show_list
        self.book: LibraryBook | None = None
        self._opening = 0
        self._folder: PreviewFolder | None = None
        self._conversion: Conversion | None = None
        self._trouble = ""
        self._original_asked = False
        self._loss_wanted: Remark | None = None
        """The loss that is gone to once the whole book was read."""
        self.known: Mendable | None = None
        self.busy = False
        """Whether the book is being made again."""
        self._theme = LIGHT
        self.jobs = BookJobs(self)
        self.edits = EditStack(self)
        self.pane = PreviewPane()
        self.findings = FindingsTab(self.hide_found, self.decide)
        self.making = MakingForm(self.edits)
        self.metadata = MetadataForm(self.edits, self.making)
        self.pictures = PicturesForm(self.edits)
        self.headings = HeadingsForm(self.edits)
        self.text = TextForm(self.edits)
        self.publishing = Publishing(self, notifier)
        self.publish = self.publishing.tab
        self._build()
        self._connect()

    def _build(self) -> None:
        self.back = Button("", "quiet", self.show_list)
        self._title = ElidedLabel(Qt.TextElideMode.ElideRight, "name")
        self.answer = Button("", "filter", lambda: self.show_tab("publish"))
        self.outside = Button("book", "", self.open_outside)
        self.again = Button("retry", "primary", self.rebuild)
        head = FlowLayout()
        head.addWidget(self.back)
        head.addWidget(self._title)
        for button in (self.answer, self.outside, self.again):
            head.addWidget(button)
        self.tabs = WrappingTabs()
        forms = (
            self.findings,
            self.metadata,
            self.pictures,
            self.headings,
            self.text,
            self.publish,
        )
        for form in forms:
            self.tabs.addTab(form, "")
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(12)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.pane)
        self.split.addWidget(self.tabs)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 0)
        self.split.setSizes([700, 410])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.split, 1)

    def _connect(self) -> None:
        for signal, take in (
            (self.jobs.read, self._take_chapters),
            (self.jobs.checked, self._take_checked),
            (self.jobs.outside_checked, self._take_outside),
            (self.jobs.checking, self._take_checking),
            (self.jobs.original_read, self._take_original),
            (self.jobs.page_drawn, self._take_page),
            (self.jobs.picture_decoded, self._take_decoded),
            (self.jobs.picture_looked_at, self._take_picture),
            (self.jobs.signed, self._take_signed),
            (self.jobs.rebuilt, self._take_rebuilt),
        ):
            # An answer may be there before the question has returned its number.
            signal.connect(take, Qt.ConnectionType.QueuedConnection)
        self.pane.page_wanted.connect(self._draw_page)
        self.pane.chosen.connect(self._point_at)
        self.pane.outside.connect(self._say_address)
        self.findings.chosen.connect(self._go_to)
        self.findings.form_wanted.connect(self._mend_row)
        self.pictures.chosen.connect(self.pane.show_picture)
        self.pictures.decoding_wanted.connect(self.jobs.decode_picture)
        self.headings.chosen.connect(self.pane.show_heading)
        self.text.chosen.connect(self._find)
        self.making.picture_wanted.connect(self.jobs.look_at_picture)
        self.publishing.changed.connect(self._show_findings)
        self.publishing.shown.connect(self.pane.show_chapter)
        self.publishing.mend_wanted.connect(self._mend_thing)
        self.publishing.sign_wanted.connect(self._sign)
        self.edits.changed.connect(self._edits_changed)
        self.edits.refused.connect(self._not_kept)
        doing: dict[str, Callable[[], object]] = {
            "list": self.show_list,
            "rebuild": self.rebuild,
            "outside": self.open_outside,
            "folder": self.show_folder,
            "reload": self.reload,
            "certificate": self.publishing.save_certificate,
            "page_forth": lambda: self.pane.preview.turn(1),
            "page_back": lambda: self.pane.preview.turn(-1),
            "chapter_forth": lambda: self.pane.turn_chapter(1),
            "chapter_back": lambda: self.pane.turn_chapter(-1),
            "contents": self.pane.contents.showPopup,
            "larger": lambda: self.pane.resize_text(1),
            "smaller": lambda: self.pane.resize_text(-1),
            "dark": self.pane.dark.click,
            "original": self.pane.beside.click,
            "next_finding": lambda: self._step_finding(1),
            "previous_finding": lambda: self._step_finding(-1),
            "undo": self.edits.stack.undo,
            "redo": self.edits.stack.redo,
            "mask": self.findings.mask_one.click,
            "decide": self.findings.decide_one.click,
        }
        doing |= {name: partial(self.show_tab, name) for name in TABS}
        self.keys = KeyActions(self, GROUPS, doing)

    # ------------------------------------------------------------ a book

    def expect(self) -> None:
        """Make ready for a book that may be opened next."""
        self.jobs.expect(self._preferences.current.books_folder)

    def open(self, book: LibraryBook, loss: Remark | None = None) -> None:
        """Open a book, in place of the one before; at one of its losses where one is given."""
        self.book = book
        self._loss_wanted = loss
        self._conversion, self._trouble, self.known = None, "", None
        try:
            edits = edits_beside(book.path)
        except (OSError, EditsUnreadable) as error:
            edits = NO_EDITS
            said = os_reason(error) if isinstance(error, OSError) else str(error)
            self._notifier.say(
                lambda: tr("The corrections beside the book cannot be read: {detail}", detail=said),
                topic=_TOPIC,
            )
        self._opening = self.jobs.open(book.path)
        self._folder = PreviewFolder(self.jobs.folder)
        printed = book.options.startswith(f"to={OutputFormat.FIXED.value}")
        self.pane.open(self._folder, printed=printed)
        self.pictures.picture_of = self._folder.picture
        self.edits.open(book.path, edits)
        self.findings.begin()
        try:
            self.publishing.further = read_standard_items(self._preferences.current.standard_items)
        except UsageError as problem:
            self.publishing.further = ()
            words = tr(problem.message, **problem.params)
            self._notifier.say(words, topic=_TOPIC)
        self.publishing.open(book.path, printed=printed)
        for form in (self.pictures, self.headings, self.text):
            form.open(None, tr("The document is being read …"))
        self._original_asked = False
        self._show_head()

    def _ask_for_original(self) -> None:
        """Read the document, once the book shows its first page: nobody waits for two at once."""
        if self.book is None or self._original_asked:
            return
        self._original_asked = True
        if self.book.source.is_file():
            self.jobs.read_original(self.book.source)
        else:
            self._say_no_original()

    def reload(self) -> None:
        """Read and check the book again."""
        if self.book is not None and not self.busy:
            self.open(self.book)

    def _say_no_original(self) -> None:
        assert self.book is not None
        said = tr(
            "The document “{name}” is no longer where it was: only what the book says of itself"
            " can be corrected.",
            name=self.book.source.name,
        )
        for form in (self.pictures, self.headings, self.text):
            form.open(None, said)

    def _take_chapters(self, opening: int, there: int, total: int) -> None:
        if opening == self._opening:
            self._ask_for_original()
            first = self.pane.chapter_count == 0
            self.pane.take(there, total)
            if first and self._folder is not None and self.known is None:
                contents = self._folder.contents()
                if contents is not None:
                    self.metadata.open(contents.metadata)

    def _take_checked(self, opening: int, conversion: Conversion | None, trouble: str) -> None:
        if opening != self._opening or self._folder is None:
            return
        self._conversion, self._trouble = conversion, trouble
        self._ask_for_original()
        if conversion is not None:
            contents = self._folder.contents()
            count = len(contents.parts) if contents else 0
            self.pane.take(count, count)
        outline = self._folder.outline()
        self.pane.take_outline(outline)
        self.publishing.take(conversion, outline, self._folder)
        self._show_findings()

    def _take_outside(self, opening: int, found: tuple[Finding, ...]) -> None:
        """Take what EPUBCheck and Ace found besides."""
        if opening == self._opening and self._conversion is not None and self._folder is not None:
            findings = (*self._conversion.findings, *found)
            self._conversion = replace(self._conversion, findings=findings)
            self.publishing.take(self._conversion, self._folder.outline(), self._folder)
            self._show_findings()

    def _take_checking(self, opening: int, what: str, done: int, total: int) -> None:
        """Say what is still looked at; the answer is not final before that is done."""
        if opening == self._opening:
            self.publishing.take_checking(what, done, total)
            self._show_head()

    def _take_original(self, opening: int, known: Mendable | None, trouble: str) -> None:
        if opening != self._opening:
            return
        self.known = known
        if known is not None:
            self.metadata.open(known.document.metadata)
        for form in (self.pictures, self.headings, self.text):
            form.open(known, trouble)

    def _take_decoded(self, opening: int, key: str, pixels: object) -> None:
        if opening == self._opening:
            self.pictures.show_pixels(key, pixels)  # type: ignore[arg-type]

    def _take_picture(self, opening: int, name: str, data: bytes, trouble: str) -> None:
        if opening == self._opening:
            self.making.take_picture(name, data, trouble)

    def _take_page(self, opening: int, page: int, pixels: object) -> None:
        if opening == self._opening:
            self.pane.original.show_pixels(page, pixels)  # type: ignore[arg-type]

    def _draw_page(self, page: int) -> None:
        if self.book is not None and self.book.source.is_file():
            self.jobs.draw_page(self.book.source, page)
        else:
            self.pane.original.show_pixels(page, None)

    # ------------------------------------------------------------ findings

    def _show_findings(self) -> None:
        if self._conversion is None and not self._trouble:
            return
        found = self._conversion.findings if self._conversion else ()
        item = self.book.item if self.book else None
        rows = rows_of(found, item, self.publishing.decided_by)
        self.findings.load(rows, self._trouble)
        self._show_head()
        if self._loss_wanted is not None:
            self.show_tab("findings")
            self.findings.choose_remark(self._loss_wanted)
            self._loss_wanted = None

    def _go_to(self, row: FindingRow) -> None:
        if self._folder is None:
            return
        place = None
        if row.finding is not None:
            place = place_of(row.finding, self._folder, self.pane.parts)
        elif row.remark is not None:
            place = self.pane.printed_page_place(row.remark.where)
            if place is None and row.remark.detail:
                chapters = self.pane.chapters_from_here()
                place = find_words(self._folder, chapters, [row.remark.detail])
        if place is not None:
            self.pane.show_chapter(*place)

    def _step_finding(self, step: int) -> None:
        self.show_tab("findings")
        self.findings.step(step)

    def hide_found(self, row: FindingRow, every: bool) -> None:
        """Hide what was found, by a correction; with ``every`` all of its kind."""
        if row.finding is None or self._conversion is None:
            return
        meant = self._conversion.findings
        if not every:
            # Who asks for this very one knows that it is to be hidden, whoever it belongs to.
            meant = (replace(row.finding, official=False),)
        added = masking_edits(meant, (row.finding.kind,))
        self.edits.push(tr("Hide it"), with_more(self.edits.edits, added))

    def decide(self, row: FindingRow, every: bool) -> None:
        """Leave what was found as it is; with ``every`` all of its kind."""
        if row.finding is None or self._conversion is None:
            return
        same = [one for one in self._conversion.findings if one.kind is row.finding.kind]
        self.publishing.decide(same if every else [row.finding])

    def _mend_row(self, form: str, row: FindingRow) -> None:
        self._go_to(row)
        if form == "pictures":
            shown = self.pane.block(self.pane.marked)
            key = shown.resource if isinstance(shown, Figure) else ""
            if not self.pictures.show_picture(key):
                self.pictures.show_first_open()
        elif form == "text" and row.finding is not None:
            self.text.look_for(row.finding.text)
        elif form == "headings" and row.finding is not None:
            self.headings.show_heading(row.finding.text)
        self.show_tab(form)

    def _mend_thing(self, form: str, words: str) -> None:
        if form == "pictures":
            self.pictures.show_picture(words)
        else:
            self.headings.show_heading(words)
        self.show_tab(form)

    def _find(self, words: str) -> None:
        if self._folder is not None:
            place = find_words(self._folder, self.pane.chapters_from_here(), [words])
            if place is not None:
                self.pane.show_chapter(*place)

    def _point_at(self, _chapter: int, number: int) -> None:
        """Show in the forms what a person pointed at in the preview."""
        block, before, after = self.pane.words_around(number)
        if block is None or self.known is None:
            return
        spot = Spot(
            words_of(block), words_of(before) if before else "", words_of(after) if after else ""
        )
        found = self.known.find(spot) if spot.text else None
        self.text.show_block(found)
        if spot.text.startswith("sha256:"):
            self.pictures.show_picture(spot.text.removeprefix("sha256:"))
            self.show_tab("pictures")
        elif isinstance(block, Heading) and found is not None:
            self.headings.show_heading(found.text)
            if self.tabs.currentWidget() not in (self.headings, self.text):
                self.show_tab("headings")
        elif found is not None and self.tabs.currentWidget() is not self.findings:
            self.show_tab("text")

    def _say_address(self, address: str) -> None:
        self._notifier.say(
            lambda: tr("The link leads to: {address}", address=address), topic=_TOPIC
        )

    # ------------------------------------------------------------ making it again

    @property
    def is_behind(self) -> bool:
        """Whether there are corrections that the book does not have yet."""
        made_with = self.book.options if self.book else ""
        edits = self.edits.edits
        wanted = f" edits={edits.fingerprint}" if edits else ""
        has = made_with.partition(" edits=")
        return wanted != f"{has[1]}{has[2]}"

    def rebuild(self) -> None:
        """Make the book again with the corrections, in the confined worker."""
        if self.book is None or self.busy:
            return
        self.metadata.take_typed()
        self._notifier.end(_TOPIC)
        self.busy = True
        self._show_head()
        now = self._preferences.current
        self.jobs.rebuild(
            self.book.path, self.book.source, self.book.options, now.books_folder, now.theme_asked
        )

    def _take_rebuilt(self, opening: int, item: ReportItem | None, trouble: str) -> None:
        self.busy = False
        if opening != self._opening or self.book is None:
            self._show_head()
            return
        if trouble:
            self._notifier.say(trouble, topic=_TOPIC)
            self._show_head()
            return
        path = self.book.path
        known = books_of(self._preferences.current.books_folder)
        again = next((one for one in known if one.path == path), None)
        chapter = self.pane.number
        if again is not None:
            self.open(again)
            self.pane.come_back_to(chapter)
        self._notifier.say(lambda: tr("The book was made again."), topic=_TOPIC)

    def _sign(self, said: Confirmation, signing: Signing) -> None:
        if self.book is not None:
            folder = self._preferences.current.books_folder
            self.jobs.sign(self.book.path, said, signing, folder)

    def _take_signed(self, opening: int, signed: Signed | None, trouble: str) -> None:
        if opening != self._opening or self.book is None:
            return
        self.publishing.take_signed(signed, trouble)
        if signed is not None and signed.claim:
            # The book has other bytes now: what is said of it is to be of these.
            chapter, tab = self.pane.number, self.tabs.currentIndex()
            self.open(self.book)
            self.pane.come_back_to(chapter)
            self.tabs.setCurrentIndex(tab)

    def _edits_changed(self) -> None:
        self._show_head()

    def _not_kept(self, error: OSError) -> None:
        self._notifier.say(
            lambda: tr("The corrections cannot be kept: {detail}", detail=os_reason(error)),
            topic=_TOPIC,
        )

    # ------------------------------------------------------------ actions

    def show_list(self) -> None:
        """Go back to the list of books."""
        self._show_list()

    def open_outside(self) -> None:
        """Open the book in the system's program for EPUB books."""
        if self.book is not None and not QDesktopServices.openUrl(
            QUrl.fromLocalFile(str(self.book.path))
        ):
            self._notifier.say(
                lambda: tr("This computer has no program that opens EPUB books."),
                lambda: tr("Show in its folder"),
                self.show_folder,
                topic=_TOPIC,
            )

    def show_folder(self) -> None:
        """Show the book in the system's file manager."""
        if self.book is None:
            return
        folder = self.book.path.parent
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._notifier.say(lambda: tr("The folder is: {folder}", folder=folder), topic=_TOPIC)

    def show_tab(self, name: str) -> None:
        """Bring a form to the front, and go into it."""
        self.tabs.setCurrentIndex(TABS.index(name))
        into: dict[str, QWidget] = {
            "findings": self.findings.list,
            "metadata": self.metadata.fields["title"],
            "pictures": self.pictures.alt,
            "headings": self.headings.list,
            "text": self.text.sought,
            "publish": self.publish.list,
        }
        into[name].setFocus()

    # ------------------------------------------------------------ Page

    def menus(self) -> Sequence[QMenu]:
        """Return the menus of a book."""
        return self.keys.menus

    def shown(self) -> None:
        """Go to the preview."""
        self.pane.preview.setFocus()

    def restore_state(self, state: PageState) -> None:
        """Take widths and the person's name of the last time."""
        state.restore(_NAME, "split", self.split)
        self.publish.name.setText(state.get(_NAME, "person", ""))
        self.publish.office.setText(state.get(_NAME, "office", ""))

    def keep_state(self, state: PageState) -> None:
        """Remember widths and the person's name."""
        state.keep(_NAME, "split", self.split)
        state.put(_NAME, "person", self.publish.person)
        state.put(_NAME, "office", self.publish.office.text())

    def end(self) -> None:
        """Let the workers go."""
        self.metadata.take_typed()
        self.jobs.close()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave words away where there is no room for them."""
        super().resizeEvent(event)
        self._show_head()

    def _show_head(self) -> None:
        book = self.book
        title = book.title if book else ""
        self._title.set_whole(title)
        self._title.setToolTip(f"{title}\n{book.path}" if book else "")
        self.answer.say(self.publishing.short_answer())
        narrow = self.width() < _NARROW
        self.outside.setText("" if narrow else tr("Other program"))
        can = book is not None and not self.busy
        self.again.setEnabled(can)
        words = tr("Being made …") if self.busy else tr("Make it again")
        self.again.say(words + (" ●" if can and self.is_behind else ""), "Ctrl+Enter")
        self.again.setAccessibleName(
            tr("Make it again, with new corrections") if can and self.is_behind else words
        )

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        self.back.say(tr("‹ Books"), "Alt+↑")
        self.outside.say(tr("Open in another program"), "Ctrl+Shift+B")
        parts = (self.pane, self.findings, self.metadata, self.pictures, self.headings, self.text)
        for part in (*parts, self.making, self.publish, self.keys):
            part.retranslate()
        for at, words in enumerate(
            (tr("Findings"), tr("About"), tr("Pictures"), tr("Outline"), tr("Text"), tr("Publish"))
        ):
            self.tabs.setTabText(at, words)
        self.tabs.setAccessibleName(tr("Parts of the page"))
        self._show_head()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.tabs.fit()
        self.tabs.setMinimumWidth(min(scaled(_FORMS_PX), _MOST_OF_FORMS_PX))
        self.pane.setMinimumWidth(_PANE_PX)
        parts = (self.pane, self.findings, self.pictures, self.headings, self.text, self.publish)
        for part in parts:
            part.apply_theme(theme)
        self.publishing.theme = theme
        for button in (self.back, self.answer, self.outside, self.again):
            button.apply_theme(theme)

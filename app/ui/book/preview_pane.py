# SPDX-License-Identifier: AGPL-3.0-or-later
"""The book on the left of its page: contents, pages, width, size, light, and the original beside it."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.i18n import mark, tr
from app.services.book.preview_folder import BookContents, BookOutline, PreviewFolder
from app.services.book.preview_html import NOTE, PICTURE, PLACE, Look, PreviewPage, preview_page
from app.ui.book.original import OriginalPage
from app.ui.book.preview import BookPreview
from app.ui.flow import FlowLayout
from app.ui.theme import Theme
from app.ui.widgets import Button, ElidedComboBox, Prose, label
from converters.document.nodes import Block, Resource

COVER = -1
"""Number of the cover, where chapters count from 0."""
WIDTHS = (
    ("phone", mark("Phone"), 360),
    ("tablet", mark("Tablet"), 600),
    ("print", mark("Print"), 700),
)
"""Widths in pixels: of a telephone, of a tablet held upright, and of a printed A5 page."""
_SIZES = (80, 100, 120, 150, 200)
_LIGHT = ("#1a1a1a", "#ffffff", "#b5b5b5", "#eef1ee", "#1f5f8b", "#595959")
_DARK = ("#e8e6e3", "#17191a", "#5c6166", "#2a2f31", "#8cc4ea", "#a9afb5")
_MARGINS = 56
_COVER_KEY = "cover"
_SYNC_MS = 150
_ROOM_FOR_BOTH = 700
_SCROLL_BAR = 16
_NEXT_TO_NOTHING = 12


class PreviewPane(QWidget):
    """The preview with its tools; in step with the original."""

    chosen = Signal(int, int)
    """Chapter and number of the block that a person pointed at."""
    page_wanted = Signal(int)
    """A page (from 0) of the original is to be shown."""
    outside = Signal(str)
    """Address outside of the book to which a link leads."""

    def __init__(self) -> None:
        super().__init__()
        self._folder: PreviewFolder | None = None
        self._contents: BookContents | None = None
        self._outline: BookOutline | None = None
        self._there = 0
        self._total = 0
        self.number = COVER
        self._page = PreviewPage("", (), ())
        self._size = _SIZES.index(100)
        self._original_page = -1
        self._printed = False
        self.marked = -1
        """Number of the block that was last gone to."""
        self._asked = False
        """Whether a person said whether the original is to be seen."""
        self._wanted = COVER
        """The chapter that a person stood in before the book was made again."""
        self.preview = BookPreview()
        self.original = OriginalPage()
        self.contents = ElidedComboBox()
        self.contents.setSizePolicy(
            self.contents.sizePolicy().horizontalPolicy(),
            self.contents.sizePolicy().verticalPolicy(),
        )
        self.contents.setMinimumContentsLength(8)
        self.contents.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.width_box = QComboBox()
        self.width_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.back = Button("", "quiet", lambda: self.preview.turn(-1))
        self.forth = Button("", "quiet", lambda: self.preview.turn(1))
        self.smaller = Button("", "quiet", lambda: self.resize_text(-1))
        self.larger = Button("", "quiet", lambda: self.resize_text(1))
        self.dark = Button("", "filter", self._show_again)
        self.beside = Button("", "filter", self._toggle_original)
        for button in (self.dark, self.beside):
            button.setCheckable(True)
        self.where = label("muted")
        self.lacks = Prose("muted")
        self._lay_out()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SYNC_MS)
        self._later.timeout.connect(self._follow)
        self._resized = QTimer(self)
        self._resized.setSingleShot(True)
        self._resized.setInterval(_SYNC_MS)
        self._resized.timeout.connect(self._fit)
        self._written_for = 0
        self.contents.activated.connect(self._open_line)
        self.width_box.currentIndexChanged.connect(lambda _at: self._show_again())
        self.preview.chosen.connect(lambda at: self.chosen.emit(self.number, at))
        self.preview.past_end.connect(self._turn_chapter)
        self.preview.link.connect(self._follow_link)
        self.preview.moved.connect(self._moved)
        self.preview.resized.connect(self._resized.start)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(4)
        tools.addWidget(self.contents, 1)
        for button in (self.back, self.forth):
            button.setFixedWidth(38)
            tools.addWidget(button)
        more = FlowLayout(gap=4)
        more.addWidget(self.width_box)
        for button in (self.smaller, self.larger):
            more.addWidget(button)
        more.add_stretch()
        more.addWidget(self.dark)
        more.addWidget(self.beside)
        self._room = QWidget()
        inside = QHBoxLayout(self._room)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addStretch()
        inside.addWidget(self.preview, 1000)
        inside.addStretch()
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(8)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self._room)
        self.split.addWidget(self.original)
        self.split.setSizes([2, 1])
        self.original.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(tools)
        layout.addLayout(more)
        layout.addWidget(self.split, 1)
        layout.addWidget(self.where)
        layout.addWidget(self.lacks)

    # ------------------------------------------------------------ a book

    def open(self, folder: PreviewFolder, *, printed: bool = False) -> None:
        """Begin with another book; its chapters come by ``take``.

        Args:
            folder: to which a worker writes it.
            printed: whether its pages stay as they were printed.
        """
        self._printed = printed
        self._folder = folder
        self._contents = self._outline = None
        self._there = self._total = 0
        self.number = COVER
        self._original_page = -1
        self.preview.clear()
        self.original.begin()
        self.contents.clear()
        self.lacks.set_lines([])
        self.where.setText(tr("The book is being read …"))

    def take(self, there: int, total: int) -> None:
        """Hear that so many chapters are there; the first ones are shown at once."""
        first = self._there == 0
        self._there, self._total = max(self._there, there), total
        if not first and COVER < self._wanted < self._there:
            wanted, self._wanted = self._wanted, COVER
            self.show_chapter(wanted)
        if first and self._folder is not None:
            if self.width() >= _ROOM_FOR_BOTH and not self._asked:
                self.beside.setChecked(True)
                self._show_both()
            self._contents = self._folder.contents()
            self._fill_contents()
            self.show_chapter(COVER if self._contents and self._contents.cover else 0)
        self._say_where()

    def take_outline(self, outline: BookOutline | None) -> None:
        """Hear that everything was read: notes and printed pages are known now."""
        self._outline = outline
        at = self.preview.first_block_in_view()
        self._show_again()
        if at > 0:
            self.preview.go_to(at, mark=False)

    @property
    def parts(self) -> tuple[str, ...]:
        """The content documents of the book, in reading order."""
        return self._contents.parts if self._contents else ()

    @property
    def chapter_count(self) -> int:
        """How many chapters can be shown now."""
        return self._there

    def _fill_contents(self) -> None:
        known = self._contents
        with QSignalBlocker(self.contents):
            self.contents.clear()
            if known is None:
                return
            if known.cover:
                self.contents.addItem(tr("Cover"), COVER)
            parts = {part: at for at, part in enumerate(known.parts)}
            seen: set[int] = set()
            for line in known.lines:
                if line.part in parts:
                    seen.add(parts[line.part])
                    words = "　" * (line.level - 1) + line.label
                    self.contents.addItem(words, (parts[line.part], line.label))
            for number in range(len(known.parts)) if not seen else ():
                self.contents.addItem(tr("Part {n}", n=number + 1), number)

    # ------------------------------------------------------------ showing

    def show_chapter(self, number: int, block: int = -1, *, mark_it: bool = True) -> bool:
        """Show a chapter, at a block where one is given; False where it is not there."""
        if self._folder is None or not COVER <= number < max(1, self._there):
            return False
        if number != self.number or not self._page.html:
            self.number = number
            if not self._render():
                return False
        if block >= 0:
            self.preview.go_to(block, mark=mark_it)
            self.marked = block
        self._choose_line()
        self._moved()
        return True

    def block(self, number: int) -> Block | None:
        """Return a block of the chapter that is shown."""
        return self._page.blocks[number] if 0 <= number < len(self._page.blocks) else None

    def words_around(self, number: int) -> tuple[Block | None, Block | None, Block | None]:
        """Return a block of the shown chapter, with the one before it and the one behind it."""
        return self.block(number), self.block(number - 1), self.block(number + 1)

    def chapters_from_here(self) -> list[int]:
        """Return the chapters, that which is shown and those behind it first."""
        here = max(0, self.number)
        return [*range(here, self._there), *range(here)]

    def show_picture(self, key: str) -> None:
        """Go to the first place of a picture, by its sha256."""
        for one in self._outline.pictures if self._outline else ():
            if one.key == key:
                self.show_chapter(one.chapter, one.block)
                return

    def show_heading(self, words: str) -> None:
        """Go to the first heading with these words."""
        for one in self._outline.headings if self._outline else ():
            if " ".join(one.text.split()) == words:
                self.show_chapter(one.chapter, one.block)
                return

    def printed_page_place(self, where: str) -> tuple[int, int] | None:
        """Return chapter and block of a printed page that a conversion names ("page 12")."""
        number = where.removeprefix("page ") if where.startswith("page ") else ""
        pages = self._outline.pages if self._outline else ()
        return next(((one.chapter, one.block) for one in pages if one.label == number), None)

    def _look(self) -> Look:
        colours = _DARK if self.dark.isChecked() else _LIGHT
        name = self.width_box.currentData() or WIDTHS[0][0]
        width = next(px for known, _, px in WIDTHS if known == name)
        self.preview.setMaximumWidth(width)
        shown = min(width, max(200, self._room.width())) - _MARGINS
        return Look(shown, *colours)

    def _render(self) -> bool:
        assert self._folder is not None
        look = self._look()
        self._written_for = look.width_px
        if self.number == COVER:
            cover = self._contents.cover if self._contents else b""
            if not cover:
                return False
            html = f'<p align="center"><img src="{PICTURE}{_COVER_KEY}#{look.width_px}"></p>'
            self._page = PreviewPage(html, (), ())
            resources = {_COVER_KEY: Resource("image/png", cover)}
        else:
            chapter = self._folder.chapter(self.number)
            if chapter is None:
                return False
            notes = self._folder.notes()
            self._page = preview_page(chapter.document.blocks, notes.notes if notes else {}, look)
            resources = {**chapter.document.resources, **(notes.resources if notes else {})}
        self.preview.show_page(self._page, resources, look, _SIZES[self._size])
        lacks = list(self._page.shortcomings[:2])
        if self._printed and self.number != COVER:
            lacks.insert(
                0, tr("The book shows its pages as they were printed; here is their text.")
            )
        self.lacks.set_lines(lacks)
        self.lacks.setVisible(bool(lacks))
        return True

    def _show_again(self) -> None:
        if self._folder is None or not self._page.html:
            return
        at = self.preview.first_block_in_view()
        self._render()
        if at > 0:
            self.preview.go_to(at, mark=False)
        elif self.number == COVER:
            # It has no text that a place of another width could be found by.
            self.preview.verticalScrollBar().setValue(0)
        self._moved()

    def come_back_to(self, number: int) -> None:
        """Show a chapter as soon as it is there: the book was made again."""
        self._wanted = number

    def resize_text(self, step: int) -> None:
        """Make the text larger (1) or smaller (-1)."""
        self._size = max(0, min(len(_SIZES) - 1, self._size + step))
        self._show_again()

    # ------------------------------------------------------------ going through

    def turn_chapter(self, step: int) -> None:
        """Show the next (1) or the previous (-1) chapter from its beginning."""
        self.show_chapter(self.number + step, 0, mark_it=False)

    def _turn_chapter(self, step: int) -> None:
        least = COVER if self._contents and self._contents.cover else 0
        if not least <= self.number + step < self._there:
            return
        if self.show_chapter(self.number + step):
            if step < 0:
                self.preview.to_end()
            else:
                self.preview.verticalScrollBar().setValue(0)

    def _open_line(self, at: int) -> None:
        data = self.contents.itemData(at)
        if isinstance(data, int):
            self.show_chapter(data, 0, mark_it=False)
            return
        number, words = data
        if self.show_chapter(number, 0, mark_it=False):
            found = [n for n, one in enumerate(self._page.blocks) if _is_heading(one, words)]
            if found:
                self.preview.go_to(found[0], mark=False)

    def _choose_line(self) -> None:
        """Let the contents show where one is."""
        for at in range(self.contents.count()):
            data = self.contents.itemData(at)
            if (data if isinstance(data, int) else data[0]) == self.number:
                with QSignalBlocker(self.contents):
                    self.contents.setCurrentIndex(at)
                return

    def _follow_link(self, address: str) -> None:
        scheme, _, rest = address.partition(":")
        if f"{scheme}:" == NOTE:
            self.preview.go_to_anchor(f"n{rest}")
        elif f"{scheme}:" == PLACE:
            place = self._outline.anchors.get(rest) if self._outline else None
            if place is not None:
                self.show_chapter(*place)
        else:
            self.outside.emit(rest)

    # ------------------------------------------------------------ in step

    def _moved(self) -> None:
        self._say_where()
        self._later.start()

    def _say_where(self) -> None:
        if self._folder is None or not self._page.html:
            return
        shown, count = self.preview.pages()
        words = tr("{page} of {pages}", page=shown, pages=count)
        label_of = self._printed_page()
        if label_of is not None and self._outline is not None:
            words += " · " + tr("printed page {label}", label=self._outline.pages[label_of].label)
        if self._there < self._total:
            words += " · " + tr("{done} of {total} parts read", done=self._there, total=self._total)
        self.where.setText(words)
        self.where.setToolTip(words)

    def _printed_page(self) -> int | None:
        """Return which of the printed pages is in view, counted from 0; None where none is known."""
        if self._outline is None or not self._outline.pages:
            return None
        here = (self.number, self.preview.first_block_in_view())
        before = [
            at for at, one in enumerate(self._outline.pages) if (one.chapter, one.block) <= here
        ]
        return before[-1] if before else 0

    def _follow(self) -> None:
        """Ask for the page of the original that belongs to what is in view."""
        # A chapter that was just written has its lines in their places only now.
        self._say_where()
        if not self.original.isVisible():
            return
        page = self._printed_page() or 0
        if page != self._original_page:
            self._original_page = page
            self.original.wait_for(page)
            self.page_wanted.emit(page)

    def _toggle_original(self) -> None:
        self._asked = True
        self._show_both()
        self._show_again()
        self._later.start()

    def _show_both(self) -> None:
        """Give the preview the width of its device, and the original what is left."""
        self._original_page = -1
        self.original.setVisible(self.beside.isChecked())
        wanted = min(self.preview.maximumWidth() + _SCROLL_BAR, self.width() * 3 // 5)
        self.split.setSizes([wanted, max(1, self.width() - wanted)])

    def _fit(self) -> None:
        """Write the chapter anew where there is more or less room than it was written for."""
        if abs(self._look().width_px - self._written_for) > _NEXT_TO_NOTHING:
            self._show_again()

    # ------------------------------------------------------------ words and looks

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        self.preview.retranslate()
        self.original.retranslate()
        self.contents.setAccessibleName(tr("Contents"))
        self.contents.setToolTip(tr("Contents"))
        chosen = max(0, self.width_box.currentIndex())
        with QSignalBlocker(self.width_box):
            self.width_box.clear()
            for name, words, _ in WIDTHS:
                self.width_box.addItem(tr(words), name)
            self.width_box.setCurrentIndex(chosen)
        self.width_box.setAccessibleName(tr("Width of the page"))
        self.width_box.setToolTip(tr("Width of the page"))
        for button, sign, words, keys in (
            (self.back, "‹", tr("Previous page"), "PgUp"),
            (self.forth, "›", tr("Next page"), "PgDn"),
            (self.smaller, tr("A−"), tr("Smaller text"), "Ctrl+-"),
            (self.larger, tr("A+"), tr("Larger text"), "Ctrl++"),
        ):
            button.say(words, keys)
            button.setText(sign)
        self.dark.say(tr("Dark"))
        self.beside.say(tr("Original"), "Ctrl+O")
        self._show_again()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.beside.apply_theme(theme)


def _is_heading(block: Block, words: str) -> bool:
    from converters.document.nodes import Heading
    from converters.editing import words_of

    return isinstance(block, Heading) and words_of(block) == " ".join(words.split())

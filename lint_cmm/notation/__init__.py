"""The document notation of rule examples and fixtures: one paragraph a line, a directive at the line's start.

    #title TEXT            centred title                #header / #footer TEXT  page header / footer
    #h1 / #h2 / #h3 TEXT   Word heading styles          #wordart TEXT           a text watermark in the header
    #auto1 / #auto2 TEXT   automatic 一、 / （一）        #textbox TEXT           a text box in the body
    #right TEXT            right-aligned                #hidden / #white / #tiny TEXT   vanish / white / 1 pt
    #table A | B | C       a table row                  #ins / #del TEXT        an unaccepted insertion / deletion
    #sdt TEXT              in a content control         #link URL TEXT          a hyperlink with TEXT over URL
    #footnote TEXT         hung on the paragraph before #comment QUOTE | TEXT   on QUOTE in the paragraph before
    #prop NAME=VALUE       a core property              #split TEXT             runs of two characters
    #pagebreak             a page break                 ## TEXT                 a paragraph that begins with one '#'
    #pagenumber TEXT       a footer, '#' is the page    #look … ⟦…⟧ #page       what it looks like: notation_look

Within a text ⏎ is a soft line break, ⇥ a tab, ␠ a space at either end. Neighbouring #table lines make one table.
:func:`to_document` makes the model at once, :func:`lint_cmm.notation.docx.to_docx` a Word file; the reader must see the
same in both.
"""

from __future__ import annotations

from typing import NamedTuple

from lint_cmm.model.layout import Layout, PageNumber, ParagraphLayout
from lint_cmm.model.types import Cell, Comment, Document, Format, Link, Paragraph, Piece, Revision, Story
from lint_cmm.notation.look import TEMPLATE, TEMPLATE_PAGE, Look, look_of, page_of, pieces

PARAGRAPHS = ("", "split", "title", "h1", "h2", "h3", "auto1", "auto2", "right", "hidden", "white", "tiny", "ins", "del", "sdt")
DIRECTIVES: tuple[str, ...] = (
    *PARAGRAPHS,
    "table",
    "header",
    "footer",
    "wordart",
    "textbox",
    "link",
    "footnote",
    "comment",
    "prop",
    "pagebreak",
)
DIRECTIVES += ("look", "page", "pagenumber")
# In the order in which python-docx's template holds them.
PROPERTY_ORDER: tuple[str, ...] = ("title", "subject", "author", "keywords", "comments", "last_modified_by", "category", "content_status")
PROPERTY_ORDER += ("identifier", "language", "version")
REVIEWER = "审核"
COMMENTER = "张某"
_FORMATS = {"hidden": Format(hidden=True), "white": Format(color="FFFFFF"), "tiny": Format(size=1.0), "title": Format(size=22.0)}
_DIGITS = "零一二三四五六七八九"


class NotationError(ValueError):
    """The text is not in the notation: which line, and why."""


class Line(NamedTuple):
    """One line: its directive without '#' ("" for a plain paragraph) and the rest, marks not yet replaced."""

    number: int
    word: str
    text: str


def parse(text: str) -> list[Line]:
    """The lines of a notation text. Raises NotationError on an unknown directive."""
    found = []
    for number, raw in enumerate(text.rstrip("\n").split("\n"), start=1):
        word, _, rest = raw.partition(" ")
        if not raw.startswith("#"):
            found.append(Line(number, "", raw))
        elif word == "##":
            found.append(Line(number, "", "#" + rest))
        elif word[1:] in DIRECTIVES and word != "#":
            found.append(Line(number, word[1:], rest))
        else:
            raise NotationError(f"line {number}: unknown directive {word}")
    return found


def plain(text: str) -> str:
    """A text as the reader gives it: ⏎ ⇥ ␠ replaced by line break, tab and space."""
    return text.replace("␠", " ").replace("⇥", "\t").replace("⏎", "\n")


def cells(text: str) -> list[str]:
    """The cells of a #table line."""
    return [c.strip() for c in text.split("|")]


def numeral(value: int) -> str:
    """``value`` (1 to 99) in Chinese counting, as Word's chineseCounting writes it."""
    tens, ones = divmod(value, 10)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones or not tens else "")


class _Builder:
    """Collects paragraphs by part while the lines are read."""

    def __init__(self) -> None:
        self.parts: dict[str, list[Paragraph]] = {"body": []}
        self.links: list[Link] = []
        self.revisions: list[Revision] = []
        self.comments: list[Comment] = []
        self.properties: dict[str, str] = {}
        self.counts = {"auto1": 0, "auto2": 0}
        self.table = 0
        self.row = -1
        self.look = Look()
        self.layouts: dict[int, ParagraphLayout] = {}  # of body paragraphs that are not as the template has them
        self.section = TEMPLATE_PAGE
        self.numbers: list[PageNumber] = []

    def add(self, part: str, text: str, *, origin: str = "", look: Format | None = None, **known: object) -> Paragraph:
        """A new paragraph at the end of ``part``."""
        paragraphs = self.parts.setdefault(part, [])
        pieces = (Piece(0, len(text), look or Format()),) if text else ()
        paragraphs.append(Paragraph(part, len(paragraphs) + 1, text, pieces=pieces, origin=origin, **known))  # type: ignore[arg-type]
        return paragraphs[-1]

    def add_text(self, marked: str, *, look: Format | None = None, **known: object) -> None:
        """A new body paragraph whose words may stand in several looks."""
        words = [(plain(part), own) for part, own in pieces(marked, self.look)]
        paragraph = self.add("body", "".join([part for part, _ in words]), **known)  # type: ignore[arg-type]
        at, found = 0, []
        for part, own in words:
            format = look or Format()
            format = format._replace(font=own.font or format.font, size=float(own.size) if own.size else format.size)
            found.append(Piece(at, at + len(part), format))
            at += len(part)
        paragraph.pieces = tuple(found) if paragraph.text else ()
        self.layouts[paragraph.index] = self.look.layout

    @property
    def last(self) -> Paragraph:
        """The last body paragraph."""
        return self.parts["body"][-1]

    def read(self, line: Line) -> None:
        """Take one line in."""
        try:
            self._read(line)
        except NotationError:
            raise
        except ValueError as error:
            raise NotationError(f"line {line.number}: {error} is no look") from None

    def _read(self, line: Line) -> None:
        word, text = line.word, plain(line.text)
        if word != "table":
            self.row = -1
        if word in ("auto1", "auto2"):
            self._automatic(word, line.text)
        elif word in ("ins", "del"):
            paragraph = self.add("body", text if word == "ins" else "")
            kind = "insert" if word == "ins" else "delete"
            self.revisions.append(Revision(kind, paragraph.span(), text, REVIEWER))
        elif word in ("h1", "h2", "h3"):
            self.add_text(line.text, level=int(word[1]) - 1, style=f"heading {word[1]}")
        elif word in PARAGRAPHS:
            align = {"title": "center", "right": "right"}.get(word, "")
            self.add_text(line.text, look=_FORMATS.get(word), align=align)
        elif word == "table":
            self._row(line.text)
        elif word in ("header", "footer", "wordart"):
            self._running(word, text)
        elif word == "textbox":
            self.add("body", "")
            self.add("textbox", text)
        elif word == "link":
            url, _, over = text.partition(" ")
            self.links.append(Link("hyperlink", url, self.add("body", over).span()))
        elif word == "footnote":
            self.add("footnote", text)
        elif word == "comment":
            self._comment(line)
        elif word == "prop":
            self._property(line)
        elif word == "look":
            self.look = look_of(text)
        elif word == "page":
            self.section = page_of(text)
        elif word == "pagenumber":
            self.numbers.append(PageNumber("default", text, self.add("footer", text.replace("#", "1"), origin="footer:default").span()))
        else:
            self.add("body", "")

    def _automatic(self, kind: str, text: str) -> None:
        self.counts[kind] += 1
        if kind == "auto1":
            self.counts["auto2"] = 0
        number = numeral(self.counts[kind])
        self.add_text(text, label=f"{number}、" if kind == "auto1" else f"（{number}）", list_level=0)

    def _row(self, text: str) -> None:
        if self.row < 0:
            self.table += 1
        self.row += 1
        for column, cell in enumerate(cells(text)):
            self.add("body", plain(cell), cell=Cell(self.table, self.row, column, 1))

    def _running(self, word: str, text: str) -> None:
        part = "footer" if word == "footer" else "header"
        if word == "wordart":  # the paragraph that holds the shape, then the shape's own text
            self.add(part, "", origin=f"{part}:default")
        self.add(part, text, origin="wordart" if word == "wordart" else f"{part}:default")

    def _comment(self, line: Line) -> None:
        quote, _, text = line.text.partition(" | ")
        at = self.last.text.find(plain(quote))
        if at < 0:
            raise NotationError(f"line {line.number}: {quote!r} does not stand in the paragraph before")
        self.add("comment", plain(text))
        self.comments.append(Comment(plain(text), COMMENTER, self.last.span(at, at + len(plain(quote)))))

    def _property(self, line: Line) -> None:
        name, value = property_of(line)
        self.properties[name] = value

    @property
    def layout(self) -> Layout:
        """How the document is laid out."""
        last = len(self.parts["body"])
        section = self.section._replace(last=last, numbers=tuple(self.numbers))
        return Layout(tuple([self.layouts.get(i + 1, TEMPLATE) for i in range(last)]), (section,))

    def finish(self) -> None:
        """Add what stands at a place of its own, wherever its line is: the properties, in the order of the Word file."""
        for name in sorted(self.properties, key=PROPERTY_ORDER.index):
            self.add("properties", self.properties[name], origin=f"property:{name}")


def property_of(line: Line) -> tuple[str, str]:
    """Name and value of a #prop line. Raises NotationError for a property that Word files do not have."""
    name, _, value = plain(line.text).partition("=")
    if name.strip() not in PROPERTY_ORDER:
        raise NotationError(f"line {line.number}: no core property is called {name.strip()!r}")
    return name.strip(), value.strip()


def to_document(text: str) -> Document:
    """The model of a notation text, as the reader gives it for the Word file of the same text. Raises NotationError."""
    builder = _Builder()
    for line in parse(text):
        builder.read(line)
    builder.finish()
    return Document(
        {part: Story(part, tuple(paragraphs)) for part, paragraphs in builder.parts.items()},
        links=tuple(builder.links),
        revisions=tuple(builder.revisions),
        comments=tuple(builder.comments),
        checked=("body", "tables", "headers", "footers", "notes", "textboxes", "comments", "properties"),
        properties=builder.properties,
        layout=builder.layout,
    )

"""The outline: what the parts of a submission are for.

All positions are :class:`lint_cmm.model.types.Span` in the body story. An :class:`Item` is anything the writer
enumerates: a problem aspect （一）, a point 一是 under it, a cause, a measure, a disclosure entry.
"""

from __future__ import annotations

from lint_cmm.kit.records import NamedTuple
from lint_cmm.model.types import Span

# Numbering levels: 1 一、  2 （一）  3 1.  4 （1）  5 一是 / 首先 / 第一 (run-in enumerations)  0 none
LEVEL_WORDS = 5


class Mark(NamedTuple):
    """A number as the writer typed it or Word computes it: 二、（三）1. 一是 …"""

    level: int  # 1..5, see above
    value: int
    text: str  # "二、", as seen (computed labels included)
    style: str  # "一、" "（一）" "(一)" "1." "1、" "（1）" "①" "一是" "首先" "第一" "一要"
    span: Span  # of the typed number; an empty span at the paragraph's start for a computed one
    automatic: bool


class Item(NamedTuple):
    """One enumerated unit with its text.

    ``heading`` is the span a finding about the item stands on: its heading with number, never its body.
    ``title`` is the heading's words without number and closing mark. ``body`` holds the spans of the text under it
    (children included), ``text`` all its words, heading included, joined with newlines where paragraphs change.
    """

    mark: Mark | None
    heading: Span
    title: str
    body: tuple[Span, ...]
    text: str
    children: tuple[Item, ...]
    in_table: bool = False
    cells: tuple[tuple[str, str], ...] = ()  # for a table row: (column name, cell text)

    @property
    def number(self) -> str:
        """The number as the writer sees it, or ""."""
        return self.mark.text if self.mark else ""


class Section(NamedTuple):
    """A top-level stretch of the document with one role. ``heading`` is None for the opening and the closing."""

    role: str  # opening, previous, problems, cases, causes, measures, disclosure, other or closing
    mark: Mark | None
    heading: Span | None
    title: str
    first: int  # paragraph indices, 1-based, inclusive
    last: int
    start: int  # offset in the first paragraph where it begins (soft-broken giant paragraphs)
    end: int  # offset in the last paragraph where it ends
    characters: int  # non-blank, heading included
    items: tuple[Item, ...]
    text: str  # of the body, heading not included
    roles: tuple[str, ...] = ()  # all its roles, the main one first (原因剖析及整改措施 has two)
    shares: tuple[tuple[str, tuple[Item, ...]], ...] = ()  # of a merged section: its items by role
    spans: tuple[Span, ...] = ()  # its lines, heading not included


class Outline(NamedTuple):
    """The whole meaning of a submission."""

    title: Span | None
    title_text: str
    kind: str  # "personal" "team" "branch" "other"
    sections: tuple[Section, ...]
    marks: tuple[Mark, ...]  # every heading number and enumeration word, in reading order
    characters: int  # non-blank characters of the judged text
    first: int  # paragraphs of the judged document (1-based, inclusive): after S112 the first of several
    last: int
    previous_in_opening: Span | None  # a sentence in the opening that answers for last year's problems
    signature: Span | None
    date: Span | None
    further: tuple[Span, ...] = ()  # the lines that begin further documents

    def of(self, role: str) -> tuple[Section, ...]:
        """The sections that have ``role``."""
        return tuple([s for s in self.sections if s.role == role or role in s.roles])

    def items(self, role: str) -> tuple[Item, ...]:
        """The items of all sections with ``role``, in order."""
        return tuple([i for s in self.of(role) for i in (dict(s.shares).get(role, s.items) if s.shares else s.items)])


class Answer(NamedTuple):
    """A measure that answers a problem. ``score`` 0 to 1; ``evidence`` the words that prove it, strongest first."""

    measure: Item
    score: float
    evidence: tuple[str, ...]


class Alignment(NamedTuple):
    """A problem aspect with the measures that answer it; ``points`` the same for the points under it, in order."""

    problem: Item
    answers: tuple[Answer, ...]
    points: tuple[Alignment, ...] = ()
    best: float = 0.0  # the strongest score seen, also below the threshold

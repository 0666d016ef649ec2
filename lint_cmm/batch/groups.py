"""Submissions that are alike, in groups: drawn for the page, listed for the workbook."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from lint_cmm.batch.compare import Holder, Tie, clusters, grown, longest_piece
from lint_cmm.batch.graph import NODES, Edge, Node, drawing
from lint_cmm.batch.page import Group, Passages
from lint_cmm.batch.rows import Row, Words, person, relation
from lint_cmm.reporters.private import masked

_DRAWN = 40  # groups drawn on the page
_PAIRS = 30  # pairs listed of one group
_PARTNERS = 5  # pairs of one submission in the workbook, unless the other side needs more
_LISTED = 8  # passages of one pair in the workbook
_TEXTS = 3  # passages shown of one pair
_CELL = 2000  # characters of a passage in the workbook
_EXCERPT = 160  # characters of a passage on the page
_NUMBER_LEFT = re.compile(r"(?:\n[（(]?[一二三四五六七八九十\d]{1,3}[）)、．.])+$")


class Groups:
    """The groups that ``pairs`` (two paths and their strongest tie) make, the largest first. ``text`` gives a submission's text."""

    def __init__(self, pairs: dict[tuple[str, str], Tie], text: Callable[[Holder], str], words: Words) -> None:
        self._pairs, self._text, self._words = pairs, text, words
        self._groups = clusters(list(pairs))

    @property
    def shown(self) -> set[str]:
        """The paths of all members of groups on the page."""
        return {path for group in self._groups[:_DRAWN] for path in group}

    @property
    def more(self) -> int:
        """How many groups the page has no room for."""
        return max(0, len(self._groups) - _DRAWN)

    def drawn(self, rows: dict[str, Row]) -> tuple[Group, ...]:
        """The groups on the page. ``rows`` has the submissions among :attr:`shown`."""
        return tuple(self._group(number, group, rows) for number, group in enumerate(self._groups[:_DRAWN], start=1))

    def table(self) -> Iterator[tuple[object, ...]]:
        """The third sheet, group by group: the longest shared passages of every pair, in a large group of everybody's nearest pairs."""
        number = {path: i for i, group in enumerate(self._groups, start=1) for path in group}
        listed: Counter[str] = Counter()
        kept = []
        for pair, tie in sorted(self._pairs.items(), key=lambda item: (item[1].code, -item[1].share, item[0])):
            if min(listed[path] for path in pair) < _PARTNERS:
                listed.update(pair)
                kept.append((number[pair[0]], pair, tie))
        for group, _, tie in sorted(kept, key=lambda one: one[:2]):
            yield from self._lines(group, tie)

    def _lines(self, group: int, tie: Tie) -> Iterator[tuple[object, ...]]:
        """A pair in the workbook: a line for each of its longest passages, and one that counts the others."""
        words, holder = self._words, tie.holder
        text, theirs = self._text(holder), self._text(tie.other)
        head = (group, holder.unit or words("no-unit"), holder.name or words("no-name"), holder.path.rpartition("/")[2])
        other = (
            self._called(tie.other) if tie.other.previous else tie.other.name or words("no-name"),
            tie.other.path.rpartition("/")[2],
            tie.other_share,
        )
        longest = sorted((grown(p, text, theirs) for p in tie.passages), key=lambda p: (-p.length, p.start_a))[:_LISTED]
        for p in sorted(longest, key=lambda p: p.start_a):
            a, b = self._place(text, p.start_a, p.end_a), self._place(theirs, p.start_b, p.end_b)
            shared = ended(text[p.start_a : p.end_a].replace("\v", "\n"))
            yield (*head, words(relation(tie)), tie.share, a, *other, b, _cut(shared, _CELL))
        if len(tie.passages) > len(longest):
            more = words("passages-more", n=len(tie.passages) - len(longest))
            yield (*head, words(relation(tie)), tie.share, "", *other, "", more)

    def _place(self, text: str, start: int, end: int) -> str:
        """The paragraphs in which ``text[start:end]`` stands."""
        first = text.count("\n", 0, start) + 1
        last = first + ended(text[start:end]).rstrip("\n").count("\n")
        return self._words("paragraph", n=first if first == last else f"{first}–{last}")

    def _called(self, holder: Holder) -> str:
        """What a file from outside the intake is called: it may be by one who is in the intake, too."""
        return self._words("called-template" if holder.reference else "called-earlier", name=person(holder, self._words))

    def _bare_row(self, holder: Holder) -> Row:
        """The row of a file from outside the intake, which has no page."""
        return Row(holder.path, holder.unit, self._called(holder), "info", "ok", "", 0, -1.0, 0, 0, 0, 0, "", "", "", "")

    def _group(self, number: int, group: list[str], rows: dict[str, Row]) -> Group:
        inside = set(group)
        ties = [t for (a, _), t in sorted(self._pairs.items()) if a in inside]
        for tie in ties:  # members from an earlier year have no row of their own
            for holder in (tie.holder, tie.other):
                rows.setdefault(holder.path, self._bare_row(holder))
        nodes = [Node(p, person(rows[p], self._words), rows[p].unit, rows[p].verdict) for p in group]
        picture = drawing(nodes, [_edge(t) for t in ties], self._words("page-cluster", n=number, size=len(group)))
        strongest = sorted(ties, key=lambda t: (t.code, -t.share, t.holder.path))[:_PAIRS]
        pairs = tuple(self._passages(t, rows) for t in strongest)
        return Group(number, len(group), picture, pairs, max(0, len(group) - NODES))

    def _passages(self, tie: Tie, rows: dict[str, Row]) -> Passages:
        text, theirs = self._text(tie.holder), self._text(tie.other)
        longest = sorted((grown(p, text, theirs) for p in tie.passages), key=lambda p: (-p.own, -p.length, p.start_a))[:_TEXTS]
        texts = [longest_piece(text, p.start_a, p.end_a)[3] for p in longest]
        first, second = rows[tie.holder.path], rows[tie.other.path]
        excerpts = tuple(_cut(piece, _EXCERPT) for piece in texts)
        return Passages(first, second, self._words(relation(tie)), tie.code == "X901", tie.share, tie.other_share, excerpts)


def ended(passage: str) -> str:
    """A shared passage without the number of the next paragraph, whose words are others."""
    return _NUMBER_LEFT.sub("", passage)


def _cut(text: str, most: int) -> str:
    text = masked(text)
    return text if len(text) <= most else text[: most - 1] + "…"


def _edge(tie: Tie) -> Edge:
    """Drawn from the earlier to the later; from last year to this year."""
    first, second, directed = tie.holder.path, tie.other.path, False
    if tie.variant in ("later", "author") or tie.other.previous:
        first, second, directed = second, first, True
    elif tie.variant == "earlier":
        directed = True
    return Edge(first, second, tie.code != "X902", directed, max(tie.share, tie.other_share))

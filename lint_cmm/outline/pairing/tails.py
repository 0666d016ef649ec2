"""What a website left at the ends of paragraphs: a problem and a measure that both carry its name are tied by it as by no word of theirs."""

from __future__ import annotations

from collections.abc import Iterable

from lint_cmm.kit import patterns as re
from lint_cmm.outline.types import Alignment, Item

_CLOSED = "。！？；：…"
_AROUND = " \u3000*＊”’）"
_TAIL = re.compile(
    "[^0-9，、：；]{3,20}|[^，：；]{0,20}[A-Za-z][^，：；]{3,20}"
)  # no sentence that lacks its full stop, no date, no “责任人：”

Origins = dict[int, tuple[Item, Item]]  # by the id of an item without its tail: that item and the one it was made of


def recurring(items: Iterable[Item]) -> frozenset[str]:
    """What stands behind the last full stop of paragraphs, in more than one of them."""
    once: set[str] = set()
    again: set[str] = set()
    for item in items:
        for line in item.text.split("\n"):
            if line and line[-1] not in _CLOSED and (tail := _tail(line)):
                (again if tail in once else once).add(tail)
    return frozenset(again)


def _tail(line: str) -> str:
    at = line.rfind("。") + 1
    tail = line[at:].strip(_AROUND) if at else ""
    return tail if _TAIL.fullmatch(tail) else ""


def without(item: Item, tails: frozenset[str], origins: Origins) -> Item:
    """``item`` with its lines cut before ``tails``; ``origins`` keeps what it was made of."""
    children = tuple([without(child, tails, origins) for child in item.children])
    made = item._replace(title=_cut(item.title, tails), text=_cut(item.text, tails), children=children)
    origins[id(made)] = made, item
    return made


def _cut(text: str, tails: frozenset[str]) -> str:
    return "\n".join([line[: line.rfind(tail)] if (tail := _tail(line)) in tails else line for line in text.split("\n")])


def restored(pairs: Iterable[Alignment], origins: Origins) -> tuple[Alignment, ...]:
    """The alignments of items as they stand in the document."""
    return tuple(
        [
            pair._replace(
                problem=origins[id(pair.problem)][1],
                answers=tuple([answer._replace(measure=origins[id(answer.measure)][1]) for answer in pair.answers]),
                points=restored(pair.points, origins),
            )
            for pair in pairs
        ]
    )

"""What the checks of family P share: the lines of an item, its points, and whether an aspect only denies or says nothing."""

from __future__ import annotations

from functools import cache
from operator import gt

from lint_cmm.checks.api import Context
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple
from lint_cmm.model.types import Span
from lint_cmm.outline.types import Item

_NAME = 50  # characters of the longest heading that only names its aspect
_SHORT = 160  # characters of the longest aspect that may only say how well all is


class Line(NamedTuple):
    """A stretch of an item inside one paragraph. ``span`` covers ``text`` exactly."""

    span: Span
    text: str

    def cut(self, start: int, end: int) -> Span:
        """The span of ``text[start:end]``."""
        return self.span._replace(start=self.span.start + start, end=self.span.start + end)


@cache
def pattern(source: str) -> re.Pattern[str]:
    """A pattern of the data, compiled once per process."""
    return re.compile(source)


def table_pattern(context: Context, key: str) -> re.Pattern[str]:
    """The pattern ``key`` of ``lexicon/pairing.toml``."""
    return pattern(context.data.table("pairing")[key])


def lines(context: Context, item: Item) -> list[Line]:
    """The item's lines in order; heading and body of one paragraph that touch are one line. Not to be changed."""
    known: dict[int, tuple[Item, list[Line]]] = context.memo.setdefault("lines", {})
    if id(item) not in known:
        known[id(item)] = item, _lines(context, item)
    return known[id(item)][1]


def _lines(context: Context, item: Item) -> list[Line]:
    spans = [item.heading, *item.body]
    if any(map(gt, spans, item.body)):  # not in order, as those of tables may be
        spans.sort()
    paragraphs = context.document.stories[item.heading.part].paragraphs
    found: list[Line] = []
    part, paragraph, start, end = spans[0]
    for _, other, first, last in spans[1:]:
        if other != paragraph or first > end:
            if end > start:
                found.append(Line(Span(part, paragraph, start, end), paragraphs[paragraph - 1].text[start:end]))
            paragraph, start, end = other, first, last
        elif last > end:
            end = last
    if end > start:
        found.append(Line(Span(part, paragraph, start, end), paragraphs[paragraph - 1].text[start:end]))
    return found


def points(item: Item) -> tuple[Item, ...]:
    """The points of an aspect; an aspect without points is its own."""
    return item.children or (item,)


def end_of(text: str, start: int, marks: str, reach: int) -> int:
    """The offset of the first of ``marks`` after ``start``, at most ``reach`` characters on."""
    for at in range(start, min(len(text), start + reach)):
        if text[at] in marks:
            return at
    return min(len(text), start + reach)


def body(context: Context, item: Item) -> str:
    """The item's words without its heading."""
    return "\n".join(context.document.quote(span) for span in item.body)


def empty(context: Context, item: Item) -> bool:
    """True when nothing stands under the heading and the heading says nothing itself."""
    if item.children or item.cells or body(context, item).strip():
        return False
    return names_only(context.document.quote(item.heading))


def names_only(heading: str) -> bool:
    """True for a heading that is no sentence, or one that ends like a sentence and only names its aspect: “……方面。”."""
    heading = heading.rstrip()
    return not heading.endswith(("。", "；", "！")) or (len(heading) <= _NAME and pattern("方面[。；！]$").search(heading) is not None)


def denies(context: Context, item: Item) -> bool:
    """True for an aspect that only says there is no problem: a denial, and no lack named or point told beside it."""
    known: dict[tuple[Span, ...], bool] = context.memo.setdefault("denies", {})
    if item.body not in known:
        text = body(context, item)
        denial = table_pattern(context, "denial")
        if denial.search(text):
            lacks = table_pattern(context, "lack").search(denial.sub("", text))
            points = [point.text for point in item.children]
            known[item.body] = not lacks and all(denial.search(point) or _blameless(context, point) for point in points)
        else:
            known[item.body] = not item.children and len(text) <= _SHORT and _blameless(context, text)
    return known[item.body]


def _blameless(context: Context, text: str) -> bool:
    """Whether ``text`` says that all is well, and neither doubts it nor names a lack or a matter."""
    praise = table_pattern(context, "blameless")
    if not praise.search(text) or table_pattern(context, "lack").search(praise.sub("", text)):
        return False
    return not any(table_pattern(context, key).search(text) for key in ("doubt", "instance"))

"""The year of the meeting in the wrong place (H606)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lint_cmm.checks import scan
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.text import sentence, stories, windows, within_one
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from lint_cmm.data import Data
    from lint_cmm.outline.types import Section

# A year in half-width, full-width or Chinese figures.
_YEAR = r"20(?<![0-9]..)[0-9]{2}|２０(?<![０-９]..)[０-９]{2}|二[〇○零]二(?<![一-九〇]...)[〇○零一二三四五六七八九]"
_TITLED = re.compile(rf"({_YEAR})\s?年")
_CALLED = re.compile(r"(?:开好|召开|按照|根据|遵照|围绕|关于|参加)[^，。；]{0,24}$")  # what introduces the meeting that the material is for
# … and what introduces the material itself.
_ITSELF = re.compile(r"(?:以上|以下|下面|现将|现就|这是)[^，。；\n]{0,16}$")
_MEETINGS = ("民主生活会", "组织生活会")
_NAMED = re.compile(rf"({_YEAR})(年度|年)([^，。；：\n0-9]{{0,24}}?)({'|'.join(_MEETINGS)})")
_BEFORE = 40  # no match of _NAMED begins so many characters before the meeting
_THEME = re.compile(r"[”’]?(?:这一|这个|的)?(?:会议|本次会议|专题|大会)?主题(?!教育|党日)")
_CUES = "years"


def _words(data: Data) -> Iterator[str]:
    """What _meeting, _counted, _themes and _facts look for."""
    table = data.table("years")
    yield from _MEETINGS
    yield from sorted({word for words in table["counted"].values() for word in words})
    yield from sorted({word for words in table["themes"].values() for word in words})
    yield from (fact["phrase"] for fact in table["facts"])


scan.register_cues(_CUES, _words)
_DATE = re.compile(r"(20[0-9]{2})[年.\-/]([0-9]{1,2})")


class YearOptions(NamedTuple):
    """``past``: words of a clause that speaks of an earlier meeting. ``early``: months of a year in which the meeting of the year
    before is held and that year's own is not. ``margins``: parts in which nothing but the meeting that the material is for is named."""

    past: tuple[str, ...] = ()
    early: int = 3
    margins: tuple[str, ...] = ("header", "footer")


def year(context: Context, options: YearOptions) -> Issues:
    """The meeting's year in title, opening and closing, the year before in the section on last year's rectification, the date, the name
    of the aspects and their words, and events that came later, all against the profile's year (or the title's, where it has none).

    A meeting held early in the next year is right. The fact ``expected`` is the year that should stand there.
    """
    expected = context.profile.year or _title_year(context)
    introduced = None if expected is not None else _signed_year(context, options.early) or _opening_year(context)
    if expected is not None:
        found = [
            *_meeting(context, options, expected),
            *_date(context, options, expected),
            *_counted(context, expected),
            *_aspects(context, expected),
            *_themes(context, expected),
            *_facts(context, expected),
        ]
    elif introduced is not None:
        found, expected = [*_meeting(context, options, introduced)], introduced
    else:
        return
    seen: set[tuple[int, int]] = set()
    for start, end, variant, right in found:
        if (start, end) not in seen:
            seen.add((start, end))
            yield Issue(context.document.body.span(start, end), {"expected": str(right)}, variant=variant)
    for story in stories(context, options.margins):
        for m in _NAMED.finditer(story.text):
            if _value(m.group(1)) not in (expected, expected + (m.group(2) == "年")) and within_one(story, m.start(), m.end()):
                yield Issue(story.span(m.start(), m.end()), {"expected": str(expected)})


def _title_year(context: Context) -> int | None:
    match = _TITLED.search(context.outline.title_text)
    return _value(match.group(1)) if match else None


def _signed_year(context: Context, early: int) -> int | None:
    """The year whose meeting is held when the material is signed, where that is in the first ``early`` months of the next; later in a
    year other meetings are held, too."""
    span = context.outline.date
    match = _DATE.search(context.document.quote(span)) if span else None
    return int(match.group(1)) - 1 if match and int(match.group(2)) <= early else None


def _opening_year(context: Context) -> int | None:
    """The year of the meeting that the opening introduces: 按照…召开2024年度组织生活会的安排. Without 度 it may be the year of either."""
    for section in context.outline.of("opening"):
        for match in _NAMED.finditer(section.text):
            if match.group(2) == "年度" and _CALLED.search(section.text, max(0, match.start() - _BEFORE), match.start()):
                return _value(match.group(1))
    return None


def _value(said: str) -> int:
    """A year as a number, whatever its figures."""
    return int("".join(str("〇一二三四五六七八九".index(c)) if c in "〇一二三四五六七八九" else c for c in re.sub("[○零]", "〇", said)))


def _bounds(context: Context, section: Section, heading: bool = True) -> tuple[int, int]:
    """A section as a stretch of the body's joined text."""
    starts = context.document.body.starts
    first = starts[section.first - 1] + section.start
    if heading and section.heading:
        first = min(first, starts[section.heading.paragraph - 1] + section.heading.start)
    return first, starts[section.last - 1] + section.end


def _meeting(context: Context, options: YearOptions, expected: int) -> Iterator[tuple[int, int, str, int]]:
    text = context.document.body.text
    around = windows([(at, at) for at in scan.read(context, _CUES).starts(_MEETINGS)], _BEFORE, len(text))
    named_there = [match for low, high in around for match in _NAMED.finditer(text, low, high)]
    if not named_there:
        return
    starts = context.document.body.starts
    title = context.outline.title
    where = (starts[title.paragraph - 1] + title.start, starts[title.paragraph - 1] + title.end) if title else (0, 0)
    previous = [_bounds(context, s) for s in context.outline.of("previous")]
    headings = [
        (starts[s.heading.paragraph - 1] + s.heading.start, starts[s.heading.paragraph - 1] + s.heading.end)
        for s in context.outline.of("previous")
        if s.heading
    ]
    free = [_bounds(context, s) for role in ("opening", "closing") for s in context.outline.of(role)]
    for m in named_there:
        named = _value(m.group(1))
        if where[0] <= m.start() < where[1]:
            if named not in (expected, expected + (m.group(2) == "年")):  # 2025年 may be the year in which it is held
                yield m.start(), m.end(), "", expected
        elif any(s <= m.start() < e for s, e in headings):
            if named == expected or (named < expected - 1 and m.group(2) == "年度"):
                yield m.start(), m.end(), "previous", expected - 1
        elif any(s <= m.start() < e for s, e in previous) or named == expected:
            continue
        elif named == expected + 1 and (m.group(2) == "年" or not _CALLED.search(text, max(0, m.start() - 40), m.start())):
            continue  # held early in the next year, or looked forward to
        elif any(s <= m.start() < e for s, e in free) or _ITSELF.search(text, max(0, m.start() - 40), m.start()):
            first, last = sentence(text, m.start(), m.end())
            clause = text[max(first, m.start() - 24) : min(last, m.end() + 24)]
            tail = re.split(r"[，；]", text[m.end() : last])[0]
            before = text[max(0, m.start() - 40) : m.start()]
            if named < expected and not (_CALLED.search(before) or _ITSELF.search(before)):
                continue  # told of, not introduced
            if named > expected + 1 or not any(word in tail or word in clause and named < expected for word in options.past):
                yield m.start(), m.end(), "", expected


def _date(context: Context, options: YearOptions, expected: int) -> Iterator[tuple[int, int, str, int]]:
    span = context.outline.date
    if span is None or context.profile.year is None:
        return
    said = context.document.quote(span)
    match = _DATE.search(said)
    if match is None:
        return
    dated, month = int(match.group(1)), int(match.group(2))
    early = dated == expected and month <= options.early
    if dated < expected or dated > expected + 1 or early:
        offset = context.document.body.starts[span.paragraph - 1] + span.start
        yield offset + match.start(), offset + len(said.rstrip("）) \u3000")), "date", expected + 1


def _counted(context: Context, expected: int) -> Iterator[tuple[int, int, str, int]]:
    """六个带头 in a material of another year, outside the section that answers for last year's."""
    table: dict[str, tuple[str, ...]] = context.data.table("years")["counted"]
    right = table.get(str(expected))
    if right is None:
        return
    text = context.document.body.text
    past = [_bounds(context, s) for s in context.outline.of("previous")]
    standing = scan.read(context, _CUES).standing
    for word in sorted({w for words in table.values() for w in words if w not in right and w in standing}):
        at = text.find(word)
        while at >= 0:
            first, last = sentence(text, at, at + len(word))
            before = text[first:at]
            if not any(s <= at < e for s, e in past) and not re.search(r"上年度|上一年度|去年|上次|20[0-9]{2}年", before + text[at:last]):
                yield at, at + len(word), "aspects", expected
            at = text.find(word, at + len(word))


def _aspects(context: Context, expected: int) -> Iterator[tuple[int, int, str, int]]:
    """Headings with another year's aspects; nothing where nobody knows which ones the year has: these may be alike."""
    table: dict[str, tuple[str, ...]] = context.data.table("years")["aspects"]
    if context.profile.year is None and str(expected) not in table:
        return
    own = table.get(str(expected), ())
    headings = [(item.heading, context.document.quote(item.heading)) for item in context.outline.items("problems")]
    right = sum(any(word in said for word in own) for _, said in headings)
    whole = "\n".join([said for _, said in headings])
    for other in sorted(table):
        if int(other) == expected or not any(word in whole for word in table[other]):
            continue
        wrong = [span for span, said in headings if any(w in said for w in table[other]) and not any(w in said for w in own)]
        if len(wrong) >= 2 and len(wrong) > right:
            offset = context.document.body.starts[wrong[0].paragraph - 1]
            yield offset + wrong[0].start, offset + wrong[0].end, "aspects", expected
            return


def _themes(context: Context, expected: int) -> Iterator[tuple[int, int, str, int]]:
    """The theme of another year's meeting called the theme, outside the section that answers for last year's."""
    text = context.document.body.text
    past = [_bounds(context, s) for s in context.outline.of("previous")]
    standing = scan.read(context, _CUES).standing
    for year, words in context.data.table("years")["themes"].items():
        for word in [word for word in words if word in standing and int(year) != expected]:
            at = text.find(word)
            while at >= 0:
                end = at + len(word)
                first, last = sentence(text, at, end)
                named = f"{year}年" in text[first:last] or any(said in text[first:last] for said in ("上年度", "上一年度", "去年", "上次"))
                if not named and _THEME.match(text, end) and not any(s <= at < e for s, e in past):
                    yield at, end, "aspects", expected
                at = text.find(word, end)


def _facts(context: Context, expected: int) -> Iterator[tuple[int, int, str, int]]:
    text = context.document.body.text
    standing = scan.read(context, _CUES).standing
    for fact in context.data.table("years")["facts"]:
        if fact["phrase"] not in standing:
            continue
        at = text.find(fact["phrase"])
        while at >= 0:
            end = at + len(fact["phrase"])
            first, last = sentence(text, at, end)
            if expected < int(fact["from"]) and not any(word in text[first:last] for word in fact["unless"]):
                yield at, end, "later", expected
            at = text.find(fact["phrase"], end)

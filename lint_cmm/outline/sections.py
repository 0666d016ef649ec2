"""The top-level stretches of a submission and their roles."""

from __future__ import annotations

from lint_cmm.data import Data
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple
from lint_cmm.outline import roles as wording
from lint_cmm.outline.kinds import is_date
from lint_cmm.outline.lines import Line
from lint_cmm.outline.places import by_place
from lint_cmm.outline.turns import labelled, told

_SENTENCE_END = "。！？；，、"
_ASKED = "？?"
_ADDRESSED = re.compile("(?:同志|领导|老师|支部|支委会|党组|党委|书记)们?[：:]$")
_BRACKETED = re.compile(r"【[^】]{1,16}】.{0,40}$")
_PLAIN = 24  # characters of a heading without number or style that is known by livelier words
_ORDINAL = re.compile(r"第[一二三四五六七八九十][，,、：:][^。；]{2,30}$")


class Head(NamedTuple):
    """A line that opens a section: its index among the lines, its roles, and how far its heading reaches in the line (0: there is none)."""

    line: int
    roles: tuple[str, ...]
    end: int


def is_heading_style(line: Line) -> bool:
    """Whether Word itself says that the line is a first-level heading."""
    return line.level == 0


def heads(lines: list[Line], data: Data) -> list[Head]:
    """The section headings in reading order.

    Numbered first-level lines and Heading 1 paragraphs are taken as they are. Where the writer numbers sections some other
    way, or not at all, lines whose wording names a role are taken instead.
    """
    table = wording.load(data)
    first = _first_level(lines, table)
    named = {i: wording.of_heading(lines[i].words, table) for i in first}
    first = _without_points(lines, first, named)
    named = {i: named[i] for i in first}
    _behind_colons(lines, table, named)
    below = _under_aspects(lines, table, first)
    if below:
        return [Head(i, names, _heading_end(lines, i)) for i, names in sorted(({i: named[i] for i in first} | below).items())]
    found: dict[int, tuple[str, ...]] = {}
    with_role = [i for i in first if named[i]]
    several = len({r for i in with_role for r in named[i]}) >= 2
    if several or (with_role and not _unnumbered(lines, table) and not _other_numbers(lines, table)):
        for i in first:
            if named[i] or not _is_aspect(lines, i):
                found[i] = named[i]
        _add_unnumbered(lines, table, found)
    else:
        _add_unnumbered(lines, table, found)
        if len({r for names in found.values() for r in names}) < 2:
            below = _other_numbers(lines, table)
            found |= below
            if len(below) > len({r for names in below.values() for r in names}):
                # problems, causes and measures stand under every aspect: the aspects are heads without a role
                found |= {i: () for i in first if not named[i]}
        found |= {i: named[i] for i in with_role}
    # only in a text that is surely of this kind
    if any(table.genre.search(x.text[:300]) for x in lines[:8]) or _number_roles(found) > 2:
        _livelier(lines, table, first, found)
        if not first:
            _plainly(lines, table, found)
        missing = {"problems", "causes", "measures"}.difference(*found.values())
        if missing and not labelled(lines, data):
            by_place(lines, first or _plain(lines, found), found)
        if _number_roles(found) > 2 and [_value(lines[i]) for i in first] == [*range(1, len(first) + 1)]:
            found = dict.fromkeys([i for i in first if not _is_aspect(lines, i)], ()) | found  # what is asked in between (四、谁之过？)
        if missing:
            return sorted([*_headed(lines, found), *[Head(i, names, 0) for i, names in told(lines, found, data).items()]])
    return _headed(lines, found)


def _headed(lines: list[Line], found: dict[int, tuple[str, ...]]) -> list[Head]:
    return [Head(i, found[i], _heading_end(lines, i)) for i in sorted(found)]


def _without_points(lines: list[Line], first: list[int], named: dict[int, tuple[str, ...]]) -> list[int]:
    """``first`` without the points of a section that are numbered as the sections are: 一、二、三、 without roles right under 五、整改措施."""
    kept: list[int] = []
    at = 0
    while at < len(first):
        head = first[at]
        kept.append(head)
        at += 1
        if named[head] and _value(lines[head]) > 1 and at < len(first) and first[at] <= head + 2:  # a line may lead up to them
            points = 0
            while at + points < len(first) and not named[first[at + points]] and _value(lines[first[at + points]]) == points + 1:
                points += 1
            at += points if points > 1 else 0
    return kept


def _value(line: Line) -> int:
    return line.number.value if line.number else 0


def _behind_colons(lines: list[Line], table: wording.Roles, named: dict[int, tuple[str, ...]]) -> None:
    """Of two headings of problems the one that names causes behind its colon (检视剖析：差距从何而来) is theirs, where none else is."""
    if [*named.values()].count(("problems",)) < 2 or any("causes" in names for names in named.values()):
        return
    for i, names in named.items():
        tail = re.split("[：:]", lines[i].words, maxsplit=1)[1:]
        if names == ("problems",) and tail and len(tail[0]) <= _PLAIN and wording.guessed(tail[0], set(), table) == ("causes",):
            named[i] = ("causes",)


def _under_aspects(lines: list[Line], table: wording.Roles, first: list[int]) -> dict[int, tuple[str, ...]]:
    """The headings of problems, causes and measures under aspects that have first-level headings of their own: each role named in so
    many words under at least three of them. Empty where there are not."""
    aspects = [i for i in first if wording.is_aspect(lines[i].words)]
    if len(aspects) < 3:
        return {}
    under = [i for i in range(aspects[0], len(lines)) if lines[i].level == 1 and not lines[i].text.isspace()]
    found = {i: names for i in under if (names := wording.names_only(lines[i].words, table))}
    counts = [sum(role in names for names in found.values()) for role in ("problems", "measures")]
    return found if min(counts) >= 3 else {}


def _first_level(lines: list[Line], table: wording.Roles) -> list[int]:
    """The lines on the first level: numbered 一、 or styled; without any, lines that begin with 【…】 or stand alone behind 第一，, or those
    numbered （一） or 1. where these numbers run through the text once."""
    able = [i for i, x in enumerate(lines) if x.cell is None]
    first = [i for i in able if (is_heading_style(x := lines[i]) or (x.number and x.number.level == 1)) and _may_open(x)]
    if len(first) >= 2:
        return first
    for form in (_BRACKETED, _ORDINAL):
        formed = [i for i in able if form.match(lines[i].text.strip()) and _stands_alone(lines[i]) and _may_open(lines[i])]
        if len(formed) >= 3 and _roles(lines, formed, table) >= 2:
            return sorted({*first, *formed})
    for level in (2, 3) if _number_roles(_unnumbered(lines, table)) < 2 else ():
        formed = [i for i in able if (number := lines[i].number) and number.level == level and _may_open(lines[i])]
        values = [number.value for i in formed if (number := lines[i].number)]
        if len(formed) >= 3 and values == [*range(1, len(formed) + 1)] and _roles(lines, formed, table) >= 2:
            return sorted({*first, *formed})
    return first


def _number_roles(found: dict[int, tuple[str, ...]]) -> int:
    return len({role for names in found.values() for role in names})


def _roles(lines: list[Line], some: list[int], table: wording.Roles) -> int:
    """How many roles ``some`` of the lines name, be it in livelier words."""
    every = [lines[i].words for i in some]
    return len({role for words in every for role in wording.of_heading(words, table) or wording.guessed(words, set(), table)})


def _livelier(lines: list[Line], table: wording.Roles, first: list[int], found: dict[int, tuple[str, ...]]) -> None:
    """Give first-level headings without a role the one their livelier words mean.

    Aspects numbered on the first level (五、是否带好队伍——从人心是不是齐查) become sections of problems, one each.
    """
    have = {role for names in found.values() for role in names}
    bare = [i for i in first if not found.get(i)]
    for k, i in enumerate(bare):
        names = wording.guessed(lines[i].words, have, table)
        again = not names and k and found.get(bare[k - 1]) == ("problems",) and wording.guessed(lines[i].words, have - {"problems"}, table)
        if again == ("problems",):
            names = again
        if names:
            found[i] = names
            have |= set(names)


def _plainly(lines: list[Line], table: wording.Roles, found: dict[int, tuple[str, ...]]) -> None:
    """Livelier headings where nothing is numbered on the first level: short lines that stand alone over a longer text (今后怎么改).

    Looked at only where problems or measures have no heading yet, and for roles that no other heading has.
    """
    have = {role for names in found.values() for role in names}
    if have >= {"problems", "measures"}:
        return
    for i in _plain(lines, found):
        names = wording.guessed(lines[i].words, have, table)
        if names:
            found[i] = names
            have |= set(names)


def _plain(lines: list[Line], found: dict[int, tuple[str, ...]]) -> list[int]:
    """Short lines without number or style that stand alone over a longer text and end as no aspect does."""
    return [
        i
        for i, (line, below) in enumerate(zip(lines, lines[1:], strict=False))
        if i > 1 and i not in found and line.number is None and line.level is None and line.cell is None and line.align != "center"
        if len(line.text) <= _PLAIN
        and (_stands_alone(line) or line.text.rstrip()[-1] in _ASKED)
        and not _ADDRESSED.search(line.text)
        and not is_date(line.text)
        and not _speaks_on(line, below)
        and not wording.is_aspect(line.words)
    ]


def _speaks_on(line: Line, below: Line) -> bool:
    """Whether the line below is no text that ``line`` could be the heading of: as short, and without a number."""
    shorter = len(below.text) < 2 * len(line.text) and not wording.is_aspect(below.words)
    return below.number is None and below.cell is None and shorter


def _may_open(line: Line) -> bool:
    return bool(line.words) and len(wording.head(line.words)) < 64


def _unnumbered(lines: list[Line], table: wording.Roles) -> dict[int, tuple[str, ...]]:
    return {
        i: names
        for i, x in enumerate(lines)
        if x.number is None and x.cell is None and x.text.strip() and (names := wording.names_only(x.words, table)) and _stands_alone(x)
    }


def _stands_alone(line: Line) -> bool:
    return line.text.rstrip()[-1] not in _SENTENCE_END and line.align != "right"


def _add_unnumbered(lines: list[Line], table: wording.Roles, found: dict[int, tuple[str, ...]]) -> None:
    """Unnumbered headings whose role no numbered heading has (a title line is none)."""
    taken = {r for names in found.values() for r in names}
    for i, names in _unnumbered(lines, table).items():
        # the first line may be the title, or without one the opening
        opened = i >= 2 or (i == 1 and (len(lines[0].text) > 40 or lines[0].align == "center"))
        if opened and i not in found and not set(names) & taken:
            found[i if found.get(i - 1, names) else i - 1] = names  # 整改清单如下： right under 四、怎么改 says what that is
            taken |= set(names)


def _other_numbers(lines: list[Line], table: wording.Roles) -> dict[int, tuple[str, ...]]:
    """Sections numbered （一） or 1. throughout: the level that names at least two roles."""
    for level in (2, 3):
        found = {
            i: names
            for i, x in enumerate(lines)
            if x.number and x.number.level == level and x.cell is None and (names := wording.of_heading(x.words, table))
        }
        if len({r for names in found.values() for r in names}) >= 2:
            return found
    return {}


def _is_aspect(lines: list[Line], i: int) -> bool:
    """Whether a first-level line without a role is an aspect numbered on the wrong level: it ends in 方面 or says so at once."""
    text = wording.head(lines[i].words)
    return (text[-3:] != "个方面" and "方面" in text[-4:]) or bool(
        re.match(r"(?:在|带头).{4,60}(?:方面|上)", text) and not is_heading_style(lines[i])
    )


def _heading_end(lines: list[Line], i: int) -> int:
    """How far the heading reaches in its line: all of it, or its first sentence when it runs into the text."""
    text = lines[i].text
    bare = text.rstrip()
    if len(bare) <= 64 and not re.search(r"。.", bare):
        return len(bare)
    stop = re.search(r"[。：:；;\n]", text[2:])
    return stop.start() + 3 if stop and stop.start() < 100 else min(len(text), 64)

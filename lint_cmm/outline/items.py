"""What a section enumerates: aspects, points, causes, measures."""

from __future__ import annotations

from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple
from lint_cmm.model.types import Span
from lint_cmm.outline.lines import Line
from lint_cmm.outline.types import LEVEL_WORDS, Item, Mark

_HEAD_STOP = re.compile(r"[。！？；;：:]")
_ASPECT_END = re.compile(r"方面(?<![几个些多各]方面)(?<!第[一二三四五六七八九十]方面)(?=[。：:，,；;\s]|[一1首第][是先、，])[。：:，,；;]?")
_FRAMED = re.compile(r"\s{0,4}【[^】\n]{2,40}】")
_LONG = 100


class Unit(NamedTuple):
    """A piece of text that begins with a number (or none) and runs to the next one: ``line`` index, offsets in the line."""

    line: int
    start: int
    end: int
    mark: Mark | None
    level: int


def units(lines: list[Line], first: int, last: int) -> list[Unit]:
    """The units of ``lines[first:last]``: each line, cut again at enumeration words inside it.

    The level of a line without a number is 9; a styled sub-heading counts as level 2.
    """
    found: list[Unit] = []
    for i in range(first, last):
        line = lines[i]
        at, mark = 0, line.mark
        level = mark.level if mark else (2 if line.level is not None and line.level >= 1 else 9)
        for point in line.points:
            start = point.span.start - line.start
            if at or not (mark and mark.span == point.span or line.text[:start].isspace() or not start):
                found.append(Unit(i, at, start, mark, level))
                at = start
            mark, level = point, LEVEL_WORDS
        found.append(Unit(i, at, len(line.text), mark, level))
    return found


def items(lines: list[Line], found: list[Unit], *, depth: int = 0) -> tuple[Item, ...]:
    """The items of a run of units at their highest level, with what stands under each as children."""
    level = _top_level(lines, found)
    if level is None:
        return ()
    starts = [k for k, u in enumerate(found) if u.level == level]
    if level == 5:
        starts = _same_words(found, starts)
    alone = found[starts[0]].mark
    if len(starts) == 1 and level == 5 and depth == 0 and alone and alone.value > 1:
        return ()  # a lone 二是 in running text enumerates nothing
    return tuple(_item(lines, found[k:stop], depth) for k, stop in zip(starts, [*starts[1:], len(found)], strict=True))


def _same_words(found: list[Unit], starts: list[int]) -> list[int]:
    """Of enumeration words, those of the family that comes first: under 首先 … 其次 the 一是 二是 are points, and the other way round."""
    first = found[starts[0]].mark
    plain = first is not None and first.style in ("一是", "一要")
    return [k for k in starts if (m := found[k].mark) and (m.style in ("一是", "一要")) == plain]


def _top_level(lines: list[Line], found: list[Unit]) -> int | None:
    """The highest level there is; a lone （三） among several 1. 2. 3. (a reference, a slip) does not make one."""
    levels = [u.level for u in found if u.level < 9 and lines[u.line].cell is None]
    if not levels:
        return None
    best = min(levels)
    if levels.count(best) == 1 and not any(u.level == best and u.mark and u.mark.value == 1 for u in found):
        return min((level for level in levels if levels.count(level) > 1), default=best)
    return best


def _item(lines: list[Line], own: list[Unit], depth: int) -> Item:
    first, below = own[0], own[1:]
    line = lines[first.line]
    text = line.text[first.start : first.end]
    lead = len(text) - len(text.lstrip(" \t\u3000\u200b\ufeff"))
    end = heading_end(text, alone=not below or below[0].line != first.line)
    heading = line.span(first.start + lead, first.start + end)
    number = first.mark.text if first.mark and not first.mark.automatic else ""
    title = text[lead:end].strip()
    title = title[title.find(number) + len(number) :] if number and number in title else title
    body = [] if end >= len(text.rstrip()) else [line.span(first.start + end, first.end)]
    pieces, at = [text], first.line
    for unit in below:
        line = lines[unit.line]
        body.append(line.span(unit.start, unit.end))
        pieces += ("" if unit.line == at else "\n", line.text[unit.start : unit.end])
        at = unit.line
    children = items(lines, below, depth=depth + 1) if below and depth < 2 else ()
    return Item(first.mark, heading, title.strip("　 *#。：:；;，,"), tuple(body), "".join(pieces), children)


def heading_end(text: str, *, alone: bool) -> int:
    """How far the heading of a unit reaches: a short line is all heading; else its first clause, or up to …方面."""
    bare = text.rstrip()
    if framed := _FRAMED.match(bare):
        return framed.end()
    aspect = _ASPECT_END.search(bare[:220])
    stop = _HEAD_STOP.search(bare, 3)
    if (
        aspect
        and (stop is None or aspect.end() <= stop.end() + 120)
        and not (stop and stop.end() < aspect.start() and "是" in bare[stop.end() : aspect.start()][:4])
    ):
        return aspect.end()
    if stop is None:
        return len(bare) if len(bare) <= _LONG else min(len(bare), _LONG)
    return stop.end()


def rows(lines: list[Line], first: int, last: int) -> list[Item]:
    """Table rows as items: the header row names the columns, each further row is one item."""
    made: list[Item] = []
    tables: dict[int, dict[int, list[Line]]] = {}
    for line in lines[first:last]:
        if line.cell is not None and line.cell.depth == 1:
            tables.setdefault(line.cell.table, {}).setdefault(line.cell.row, []).append(line)
    for grid in tables.values():
        order = sorted(grid)
        head = {x.cell.column: x.text.strip() for x in grid[order[0]] if x.cell}
        for row in order[1:]:
            cells: dict[int, str] = {}
            for x in grid[row]:
                if x.cell:
                    cells[x.cell.column] = (cells.get(x.cell.column, "") + "\n" + x.text).strip()
            if not any(cells.values()):
                continue
            spans: list[Span] = [x.trimmed for x in grid[row]]
            named = tuple((head.get(c, ""), t) for c, t in sorted(cells.items()))
            text = "\n".join(t for _, t in named)
            heading = _row_heading(grid[row], head)
            made.append(Item(None, heading.trimmed, heading.text.strip(), tuple(spans), text, (), True, named))
    return made


def _row_heading(row: list[Line], head: dict[int, str]) -> Line:
    for line in row:
        name = head.get(line.cell.column, "") if line.cell else ""
        if re.search(r"问题|任务|措施|事项|内容|举措", name) and line.text.strip():
            return line
    return max(row, key=lambda x: len(x.text))

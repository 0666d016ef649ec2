"""What a section is by its place and by what it says, where no wording of its heading tells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from lint_cmm.kit import patterns as re
from lint_cmm.outline.lines import Line

_HEAD = 40  # characters of a line that may be its heading
_ORDER = ("problems", "causes", "measures")
PROMISE = re.compile(
    r"从[^，。；\n]{1,8}起|不再|[一二三四五六七八九十]{1,3}(?:月|月底|号|日)[以之]?前|\d{1,2}月(?:\d{1,2}日)?(?:底|中旬|上旬|下旬)?[以之]?前|年底前|每(?:半年|季度|[年月周季天])|一律|今后"
)
FAULT = re.compile(r"没有?|只[有是会]?|[未不]|才|怕|拖")
_OTHER = re.compile(
    "经验|体会|成效|做法|亮点|收获|履职|履行|回顾|总结|工作(?:情况|开展|完成)|基本|总体|安排|计划|意见|准备|批评|点评|讲话|通报"
)  # headings of other things
REASON = re.compile(r"思想|意识|观念|觉得|认为|以为|信念|宗旨|党性|自觉|责任心|作祟|侥幸|惰性|看[得成作轻重淡]|放松|淡")


def by_place(lines: list[Line], headings: Iterable[int], found: dict[int, tuple[str, ...]]) -> None:
    """Give a heading without a role the one of problems, causes and measures that no heading has, where it stands between those that
    go before and come after, and its text reads like it. ``found`` (line: roles) is added to.

    Problems tell of faults, causes of states of mind, measures of dates and rhythms to come.
    """
    bare = [i for i in headings if not found.get(i) and not _OTHER.search(lines[i].words[:_HEAD])]
    for role in _ORDER if bare else ():
        if any(role in names for names in found.values()):
            continue
        at = _ORDER.index(role)
        before = [i for i, names in found.items() if {"previous", *_ORDER[:at]} & set(names)]
        after = [i for i, names in found.items() if set(_ORDER[at + 1 :]) & set(names)]
        bounds = sorted({*bare, *found, len(lines)})
        low, high = max(before, default=0), min(after, default=len(lines))
        for i in bare:
            if low < i < high and not found.get(i):
                end = bounds[bisect_right(bounds, i)]
                if reads_like(role, "\n".join([x.text for x in lines[i + 1 : end]])):
                    found[i] = (role,)
                    break

    _by_elimination(lines, [i for i in headings if not found.get(i)], found)


def _by_elimination(lines: list[Line], bare: list[int], found: dict[int, tuple[str, ...]]) -> None:
    """Between problems and what has a role behind them as many headings without one as there are roles that no heading has: they are these."""
    wanted = [role for role in _ORDER[1:] if not any(role in names for names in found.values())]
    problems = [i for i, names in found.items() if "problems" in names]
    if not problems or not wanted:
        return
    level = _level(lines[problems[-1]])
    after = [i for i, names in found.items() if i > problems[-1] and names]
    measures = next((i for i in sorted(after) if "measures" in found[i]), len(lines))
    left = [i for i in bare if problems[-1] < i < measures and not found.get(i) and _level(lines[i]) == level]
    if level is not None and len(left) == len(wanted) and not any(_OTHER.search(lines[i].words[:_HEAD]) for i in left):
        found.update(zip(left, [(role,) for role in wanted], strict=True))


def _level(line: Line) -> int | None:
    return line.number.level if line.number else line.level


def reads_like(role: str, text: str) -> bool:
    """Whether ``text`` speaks as problems, causes or measures do."""
    promises, faults, reasons = (len(p.findall(text)) for p in (PROMISE, FAULT, REASON))
    if role == "measures":
        return promises >= 2 and promises * 100 > len(text)
    if role == "problems":
        return faults >= 3 and faults * 60 > len(text) and promises * 2 < faults
    return promises < 2 and reasons >= 2 and reasons * 80 > len(text)

"""Items that carry no number: aspects ending in 方面, short headings, plain paragraphs."""

from __future__ import annotations

from lint_cmm.kit import patterns as re
from lint_cmm.outline.items import Unit
from lint_cmm.outline.lines import Line

_ASPECT = re.compile(r"^[^。；：:]{2,60}方面(?:[。：:，,]|$)")
_SUBJECT = re.compile(r"^(?:关于|对照|针对|围绕)[^。：:，,；\n]{2,24}[。：:]")
_ASPECT_ALONE = re.compile(r"方面[。：:，,]?$")
# An aspect that begins inside a paragraph.
_RUN_IN = re.compile(
    r"【[^】\n]{4,40}】|(?:^|(?<=[。；！？]))[^。；：:，,\n]{2,48}(?:，[^。；：:，,\n]{2,24})?(?<![几个些多各])方面[，：。]"
)
_SEVERAL = 3
_ENDS = "；！，、"
_HEAD = 48  # characters of a line that may be a heading


def unnumbered(own: list[Line], found: list[Unit], role: str) -> list[Unit]:
    """``found`` with unnumbered sub-headings raised to level 2, where the section has no numbered ones on that level.

    Where points under them are numbered, each over a 1. of its own, they are what stands over these. Without any sub-heading, the
    paragraphs of causes and measures are items when there are at least two of them.
    """
    if any(u.level == 2 for u in found):
        return found
    free = [k for k, u in enumerate(found) if u.mark is None and u.start == 0]
    aspects = [k for k in free if _ASPECT.match(own[found[k].line].words)]
    alone = [k for k in aspects if _ASPECT_ALONE.search(own[found[k].line].text.rstrip())]
    aspects = alone if len(alone) > 1 else aspects  # 其他方面, and under it 在保密、意识形态等方面，没有…
    over = _over_points(own, found)
    if over:
        over += alone + [k for k in free if _is_short_heading(own, found, k)]
    if any(u.level <= 4 and u.mark for u in found):
        return _raised(found, set(over))
    raised = aspects
    if len(raised) < 2 and role == "problems" and (parted := _parted(own, found)):
        return parted
    if len(raised) < 2:
        raised = [k for k, u in enumerate(found) if _leads_points(own, found, k) or _names_subject(own, u)]
    if len(raised) < 2:
        raised = over
    if len(raised) < 2:
        raised = _by_turns(own, found) or [k for k in free if _is_short_heading(own, found, k)]
    if len(raised) < 2 and role in ("causes", "measures", "problems") and not any(u.level == 5 for u in found):
        raised = [k for k, u in enumerate(found) if u.start == 0 and _is_text(own[u.line].text.strip())]
    return _raised(found, set(raised))


def _parted(own: list[Line], found: list[Unit]) -> list[Unit]:
    """``found`` cut where an aspect begins inside a paragraph (…。【增强党性】… 在群众纪律方面，…), on level 2; empty where fewer than three do."""
    made: list[Unit] = []
    for unit in found:
        starts = [m.start() for m in _RUN_IN.finditer(own[unit.line].text, unit.start, unit.end)]
        if not starts or starts[0] > unit.start:
            made.append(unit._replace(end=min([*starts, unit.end])))
        made += [Unit(unit.line, start, end, None, 2) for start, end in zip(starts, [*starts[1:], unit.end], strict=False)]
    return made if sum([unit.level == 2 for unit in made]) >= _SEVERAL else []


def _raised(found: list[Unit], chosen: set[int]) -> list[Unit]:
    """``found`` with the ``chosen`` units on level 2, where they are at least two."""
    return [u._replace(level=2) if k in chosen else u for k, u in enumerate(found)] if len(chosen) > 1 else found


def _over_points(own: list[Line], found: list[Unit]) -> list[int]:
    """The short lines without a number that stand right over the first of some points, numbered on the highest level there is."""
    level = min([u.level for u in found if u.mark], default=0)
    over = [k - 1 for k, u in enumerate(found) if k and u.level == level and u.mark and u.mark.value == 1]
    return [k for k in over if found[k].level == 9 and found[k].start == 0 and _may_head(own[found[k].line], found[k])]


def _may_head(line: Line, unit: Unit) -> bool:
    """Whether a unit may be the heading of what follows it: a line of its own, of one clause or with the long wording of a year's aspect."""
    text = line.text.strip()
    return unit.end == len(line.text) and 4 <= len(text) <= 60 and not re.search("[。；！？]", text[:-1]) and text[-1] not in "，、；"


def _is_text(text: str) -> bool:
    """Whether a paragraph says something, be it a short sentence, and is no lead-in."""
    return len(text) >= 16 or (len(text) >= 8 and text[-1] == "。")


def _leads_points(own: list[Line], found: list[Unit], k: int) -> bool:
    """Whether a unit without a number is a short lead-in right before the first of some points: 公正执法。一是…"""
    unit = found[k]
    if unit.mark or unit.start or k + 1 >= len(found):
        return False
    following = found[k + 1]
    text = own[unit.line].text[: unit.end].strip()
    return bool(
        following.line == unit.line
        and following.mark
        and following.mark.value == 1
        and 2 <= len(text) <= 40
        and text[-1] in "。：:"
        and not re.search(r"[。；]", text[:-1])
    )


def _names_subject(own: list[Line], unit: Unit) -> bool:
    """Whether a unit without a number begins by naming its subject: 关于学习。… 对照政治纪律：…"""
    return unit.mark is None and unit.start == 0 and bool(_SUBJECT.match(own[unit.line].words))


def _by_turns(own: list[Line], found: list[Unit]) -> list[int]:
    """Every second unit, where at least three lines of their own stand in turn over texts at least twice as long."""
    sizes = [unit.end - unit.start for unit in found]
    pairs = [*zip(sizes[::2], sizes[1::2], strict=False)]
    whole = all(u.mark is None and u.end == len(own[u.line].text) for u in found) and len(found) == 2 * len(pairs)
    turns = whole and len(pairs) > 2 and all(4 <= head <= _HEAD and body >= 2 * head for head, body in pairs)
    return [*range(0, len(found), 2)] if turns else []


def _is_short_heading(own: list[Line], found: list[Unit], k: int) -> bool:
    """Whether a unit is a short line over a longer one: 政治纪律, 政治纪律：, 群众满意吗？ A sentence only where it is a very short one."""
    unit = found[k]
    text = own[unit.line].text.strip()
    if unit.mark or unit.start or not 4 <= len(text) <= 40 or text[-1] in _ENDS or k + 1 == len(found) or found[k + 1].line == unit.line:
        return False
    sentence = text[-1] in "。：:"
    if sentence and (len(text) > 24 or re.search("[，。；：:]", text[:-1])):
        return False
    return len(own[found[k + 1].line].text.strip()) > len(text) * (3 if sentence else 1)

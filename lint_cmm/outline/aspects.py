"""Items that carry no number: aspects ending in 方面, short headings, plain paragraphs."""

from __future__ import annotations

from lint_cmm import patterns as re
from lint_cmm.outline.items import Unit
from lint_cmm.outline.lines import Line

_ASPECT = re.compile(r"^[^。；：:]{2,60}方面(?:[。：:，,]|$)")
_SUBJECT = re.compile(r"^(?:关于|对照|针对|围绕)[^。：:，,；\n]{2,24}[。：:]")
_ENDS = "。；！？，、：:”"


def unnumbered(own: list[Line], found: list[Unit], role: str) -> list[Unit]:
    """``found`` with unnumbered sub-headings raised to level 2, where the section has no numbered ones on that level.

    Without any sub-heading, the paragraphs of causes and measures are items when there are at least two of them.
    """
    if any(u.level <= 4 and u.mark for u in found) or any(u.level == 2 for u in found):
        return found
    raised = [k for k, u in enumerate(found) if u.mark is None and u.start == 0 and _ASPECT.match(own[u.line].words)]
    if len(raised) < 2:
        raised = [k for k, u in enumerate(found) if _leads_points(own, found, k) or _names_subject(own, u)]
    if len(raised) < 2:
        raised = [k for k, u in enumerate(found) if _is_short_heading(own, found, k)]
    if len(raised) < 2 and role in ("causes", "measures", "problems") and not any(u.level == 5 for u in found):
        raised = [k for k, u in enumerate(found) if u.start == 0 and len(own[u.line].text.strip()) >= 16]
    if len(raised) < 2:
        return found
    chosen = set(raised)
    return [u._replace(level=2) if k in chosen else u for k, u in enumerate(found)]


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


def _is_short_heading(own: list[Line], found: list[Unit], k: int) -> bool:
    unit = found[k]
    text = own[unit.line].text.strip()
    if unit.mark or unit.start or not 4 <= len(text) <= 40 or text[-1] in _ENDS:
        return False
    return k + 1 < len(found) and found[k + 1].line != unit.line and len(own[found[k + 1].line].text.strip()) > len(text)

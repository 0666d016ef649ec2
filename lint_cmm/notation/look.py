"""How the notation says what a text looks like: ``#look``, ``⟦…⟧`` and ``#page``.

#look font=仿宋 size=16 line=28 indent=2   of the paragraphs that follow; alone: as the template has it
    line    28 exactly, 28+ at least (points), 1.5x lines          indent    2 characters, 32pt points
⟦font=宋体 latin=Arial size=12⟧ … ⟦⟧         of the words between; what is not named stays
#page 210x297 37 35 28 26                  paper, margins at the top, bottom, left, right (millimetres)
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lint_cmm.model.layout import ParagraphLayout, SectionLayout

_SETTING = re.compile(r"(\w+)=(.*?)(?=\s+\w+=|\s*$)")
_MARK = re.compile(r"⟦([^⟧]*)⟧")
_NUMBER = r"\d+(?:\.\d+)?"
_LINE = re.compile(rf"({_NUMBER})([+x]?)")
_INDENT = re.compile(rf"({_NUMBER})((?:pt)?)")
_PAGE = re.compile(rf"({_NUMBER})x({_NUMBER})((?: {_NUMBER}){{4}})")
# What python-docx's template says of every paragraph and of the page (millimetres).
TEMPLATE = ParagraphLayout("auto", 1.15)
TEMPLATE_PAGE = SectionLayout(0, 215.9, 279.4, 25.4, 31.75, 25.4, 31.75)


class Look(NamedTuple):
    """Settings as written, "" where the template's holds."""

    font: str = ""
    latin: str = ""
    size: str = ""
    line: str = ""
    indent: str = ""

    @property
    def layout(self) -> ParagraphLayout:
        """The spacing and indent of a paragraph in this look."""
        found = TEMPLATE
        if self.line:
            value, unit = _matched(_LINE, self.line)
            found = found._replace(rule={"": "exact", "+": "least", "x": "auto"}[unit], line=float(value))
        if self.indent:
            value, unit = _matched(_INDENT, self.indent)
            found = found._replace(first=float(value)) if unit else found._replace(first_chars=float(value))
        return found


def look_of(text: str, base: Look = Look()) -> Look:  # noqa: B008 - a record is never changed
    """The look that settings give over ``base``. Raises ValueError for what is no setting or has no such value."""
    found = dict(_SETTING.findall(text.strip()))
    if _SETTING.sub("", text).strip() or not set(found) <= set(Look._fields):
        raise ValueError(text)
    look = base._replace(**found)
    if not float(look.size or 1) or not look.layout:  # a value that means nothing raises here
        raise ValueError(text)
    return look


def pieces(text: str, base: Look) -> list[tuple[str, Look]]:
    """The words of a line with the look of each stretch, marks taken out. Raises ValueError."""
    parts = _MARK.split(text)
    found, look = [], base
    for i, part in enumerate(parts):
        if i % 2:
            look = look_of(part, base)
        elif part or len(parts) == 1:
            found.append((part, look))
    return found


def page_of(text: str) -> SectionLayout:
    """The section that a #page line describes. Raises ValueError."""
    match = _PAGE.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    top, bottom, left, right = map(float, match[3].split())
    return SectionLayout(0, float(match[1]), float(match[2]), top, right, bottom, left)


def _matched(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    match = pattern.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return match[1], match[2]

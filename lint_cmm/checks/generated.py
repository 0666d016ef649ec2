"""Traces of a text generator or a template (W512)."""

from __future__ import annotations

from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.residue import found, joined
from lint_cmm.checks.text import is_object, matches, places, stories, within_one
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple

# Bold in Markdown: nothing but blanks or closing marks before, and no unit of measure behind the opening stars (面积**平方米 is a mask).
_BOLD = re.compile(r"(?<!\*)\*\*(?=[^\s*])([^*\n]{2,80})(?<=[^\s*])\*\*(?!\*)")
_UNDER = re.compile(r"(?<!_)__(?=[^\s_])([^_\n，。；]{4,40})__(?!_)")  # the same with low lines
# A row of a Markdown table, from the line's start to its end.
_ROW = re.compile(r"(?:^|(?<=\n))\|(?:[^|\n]{0,80}\|){2,12}[ ]?(?=\n|$)")


class GeneratedOptions(NamedTuple):
    """``units``: first characters of what follows a masked number; two stars before them are no Markdown. ``join``: finds within so
    many characters of one sentence are one."""

    units: str = ""
    join: int = 2
    parts: tuple[str, ...] = ("body", "footnote", "endnote", "textbox")


def generated(context: Context, options: GeneratedOptions) -> Issues:
    """Sentences a generator says about its own text, Markdown marks, template fields."""
    for story in stories(context, options.parts):
        text = story.text
        stretches = found(context.data, "generated", text, context=context, part=story.part)
        if "**" in text:
            stretches += [(m.start(), m.end()) for m in matches(_BOLD, text, places(text, ["**"])) if _bold(text, m, options.units)]
        if "__" in text:
            stretches += [(m.start(), m.end()) for m in matches(_UNDER, text, places(text, ["__"])) if _bold(text, m, options.units)]
        if "|" in text:
            stretches += [(m.start(), m.end()) for m in matches(_ROW, text, places(text, "|")) if m.group().strip("| -:")]
        for start, end in joined(text, sorted(stretches), options.join):
            if within_one(story, start, end) and not is_object(story.at(start)[0]):
                yield Issue(story.span(start, end))


def _bold(text: str, match: re.Match[str], units: str) -> bool:
    """Whether two pairs of stars are Markdown and not two masked figures."""
    said = match.group(1)
    if said[0] in units or not re.search(r"[\u4e00-\u9fffA-Za-z0-9]", said):
        return False
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    opens = before in ("", "\n", "。", "；", "：", ":", "，", "、", " ", "\u3000", "（", "“", ")", "）", ">", "-")
    marked = bool(re.search(r"[：:。；]$|^[（(一二三四五六七八九十\d“]", said))
    closes = after in ("", "\n", "，", "。", "；", "：", ":", "、")
    return (opens and (marked or closes or len(said) >= 4)) or (marked and not re.search(r"[，；]", said)) or (closes and "，" not in said)

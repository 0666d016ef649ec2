"""Secret markings on a file that is sent by ordinary means (H609)."""

from __future__ import annotations

from lint_cmm import patterns as re
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.text import line, stories, within_one
from lint_cmm.records import NamedTuple

_STAR = re.compile(
    r"(?:绝[ \u3000]{0,3}密|机[ \u3000]{0,3}密|秘[ \u3000]{0,3}密)[ \u3000]{0,3}[★☆*＊▲✭✩⭐][ \u3000]{0,3}"
    r"(?:长期|[0-9０-９一二三四五六七八九十]{1,3}[ \u3000]{0,2}(?:年|个月)|启封|解密)?"
)
_LEVEL = re.compile(r"(?:密级|保密等级|秘密等级)[ \u3000]{0,3}[：:][ \u3000]{0,3}(?:绝密|机密|秘密|内部)(?:[★☆][^\s]{0,6})?")


class MarkingOptions(NamedTuple):
    """``alone``: words that are a marking when nothing else stands on their line, blanks and brackets aside. ``warnings``: parts of such a
    line, all of one entry (parts joined by +) being there. ``longest``: characters of such a line; above ``shortest`` a full stop makes it a sentence. ``spoken``: words before a marking that
    show that the sentence speaks of one."""

    alone: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    longest: int = 24
    shortest: int = 12
    spoken: tuple[str, ...] = ()
    parts: tuple[str, ...] = ("body", "header", "footer", "textbox", "footnote")


def marking(context: Context, options: MarkingOptions) -> Issues:
    """Levels of secrecy with their star, and lines that forbid to pass the file on. The words 保密, 秘密 in a sentence are none.

    Source: domain.md 4 no. 21; contract 3 H609.
    """
    for story in stories(context, options.parts):
        text = story.text
        found: list[tuple[int, int]] = []
        if "密" in text:
            for pattern in (_STAR, _LEVEL):
                for m in pattern.finditer(text):
                    first, _ = line(text, m.start(), m.end())
                    if not text[first : m.start()].rstrip("“‘「《 ").endswith(options.spoken) and text[m.start() - 1 : m.start()] not in (
                        "“",
                        "‘",
                        "《",
                    ):
                        found.append((m.start(), m.end()))
        if any(word.split("+")[0] in text for word in (*options.warnings, *options.alone)):
            found += _lines(text, options)
        last = -1
        for start, end in sorted(found):
            if start >= last and within_one(story, start, end):
                yield Issue(story.span(start, end))
                last = end


def _lines(text: str, options: MarkingOptions) -> list[tuple[int, int]]:
    found = []
    at = 0
    for said in text.split("\n"):
        words = "".join(said.split()).strip("（）()【】[]〔〕!！。*★")
        if words and len(words) <= options.longest:
            marks = words in options.alone or any(all(part in words for part in entry.split("+")) for entry in options.warnings)
            sentence = said.rstrip().endswith("。") and len(words) > options.shortest
            if marks and not sentence:
                found.append((at + len(said) - len(said.lstrip()), at + len(said.rstrip())))
        at += len(said) + 1
    return found

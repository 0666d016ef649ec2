"""Secret markings on a file that is sent by ordinary means (H609)."""

from __future__ import annotations

from functools import cache

from lint_cmm import patterns as re
from lint_cmm.checks import codes, scan
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.text import before, line, matches, places, stories, within_one
from lint_cmm.records import NamedTuple

_STAR = re.compile(
    r"(?:绝[ \u3000]{0,3}密|机[ \u3000]{0,3}密|秘[ \u3000]{0,3}密)[ \u3000]{0,3}[★☆*＊▲✭✩⭐][ \u3000]{0,3}"
    r"(?:长期|[0-9０-９一二三四五六七八九十]{1,3}[ \u3000]{0,2}(?:年|个月)|启封|解密)?"
)
_LEVEL = re.compile(r"(?:密级|保密等级|秘密等级)[ \u3000]{0,3}[：:][ \u3000]{0,3}(?:绝密|机密|秘密|内部)(?:[★☆][^\s]{0,6})?")


_BLANK = codes.register(
    "spaces", r"\t\x0b-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
)  # str.isspace, but the line break


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


_CHECK = "markings.marking"
scan.register_options(_CHECK, lambda options: (part for entry in (*options.alone, *options.warnings) for part in entry.split("+")))


@cache
def _firsts(entries: tuple[str, ...]) -> frozenset[str]:
    """The first parts of entries."""
    return frozenset([entry.partition("+")[0] for entry in entries])


def marking(context: Context, options: MarkingOptions) -> Issues:
    """Levels of secrecy with their star, and lines that forbid to pass the file on. The words 保密, 秘密 in a sentence are none.

    Source: domain.md 4 no. 21; contract 3 H609.
    """
    for story in stories(context, options.parts):
        text = story.text
        found: list[tuple[int, int]] = []
        secret = places(text, "密")
        for m in (*matches(_STAR, text, before(secret, 1, 4)), *matches(_LEVEL, text, before(secret, 0, 1))):
            first, _ = line(text, m.start(), m.end())
            spoken = text[first : m.start()].rstrip("“‘「《 ").endswith(options.spoken)
            if not spoken and text[m.start() - 1 : m.start()] not in ("“", "‘", "《"):
                found.append((m.start(), m.end()))
        hits = scan.sought(context, _CHECK, options, story.part)
        if not _firsts(options.alone + options.warnings).isdisjoint([hit.entry for hit in hits]):
            # What a line says without its blanks stands in it, or the line has blanks.
            near = [*(hit.start for hit in hits), *codes.at(context, text, _BLANK)]
            found += _lines(text, {text.rfind("\n", 0, at) + 1 for at in near}, options)
        last = -1
        for start, end in sorted(found):
            if start >= last and within_one(story, start, end):
                yield Issue(story.span(start, end))
                last = end


def _lines(text: str, starts: set[int], options: MarkingOptions) -> list[tuple[int, int]]:
    """Those of the lines that begin at ``starts`` that are a marking."""
    found = []
    for at in starts:
        end = text.find("\n", at)
        said = text[at:] if end < 0 else text[at:end]
        words = "".join(said.split()).strip("（）()【】[]〔〕!！。*★")
        if words and len(words) <= options.longest:
            marks = words in options.alone or any(all(part in words for part in entry.split("+")) for entry in options.warnings)
            sentence = said.rstrip().endswith("。") and len(words) > options.shortest
            if marks and not sentence:
                found.append((at + len(said) - len(said.lstrip()), at + len(said.rstrip())))
    return found

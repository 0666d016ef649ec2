"""Secret markings on a file that is sent by ordinary means (H609)."""

from __future__ import annotations

from functools import cache
from re import Match

from lint_cmm.checks import codes, scan
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.text import before, line, matches, places, stories, within_one
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple

_STAR = re.compile(
    r"(?:绝[ \u3000]{0,3}密|[机機][ \u3000]{0,3}密|[秘祕][ \u3000]{0,3}密)[ \u3000]{0,3}[★☆*＊▲✭✩⭐][ \u3000]{0,3}"
    r"(?:长期|[0-9０-９一二三四五六七八九十]{1,3}[ \u3000]{0,2}(?:年|个月)|启封|解密)?"
)
_LEVEL = re.compile(
    r"(?:密[ \u3000]{0,4}级|保密等级|秘密等级|保密级别|秘密级别)[ \u3000]{0,3}[：:★][ \u3000]{0,3}(?:绝[ \u3000]?密|机[ \u3000]?密|秘[ \u3000]?密|内部)(?:[★☆][^\s]{0,6})?"
)
_SPACED = re.compile(r"[（(【\[〔［]?[绝机秘][ \u3000]{1,4}密(?:[）)】\]〕］]|(?=[ \u3000]*(?:\n|$)|\u3000|  ))")  # 机　密, （机　密）
_TERM = re.compile(r"(?:保密期限|解密时间|解密日期|知悉范围|定密责任人)[ \u3000]{0,3}[：:](?=[^。\n]{0,60}(?:\n|$))")
_CLOSED = re.compile(
    r"[（(【\[〔［]\s{0,2}(?:绝\s{0,2}密|机\s{0,2}密|秘\s{0,2}密|涉\s{0,2}密|内部资料|内部材料|内部文件|工作秘密)\s{0,2}[）)】\]〕］]"
)


_BLANK = codes.register(
    "spaces", r"\t\x0b-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
)  # str.isspace, but the line break


class MarkingOptions(NamedTuple):
    """``alone``: words that are a marking when nothing else stands on their line, blanks and brackets aside. ``warnings``: parts of such a
    line, all of one entry (parts joined by +) being there. ``longest``: characters of such a line; above ``shortest`` a full stop makes it a sentence. ``spoken``: words before a marking that
    show that the sentence speaks of one. ``levels``, ``kept``, ``forbidden``, ``returned``, ``limits``, ``bans``, ``strong``, ``plain``: the words that markings are put together of; what is
    between blanks and made of nothing else is one when it has a level of its own, or one of ``kept`` and what is ``forbidden`` or ``returned``."""

    alone: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    longest: int = 24
    shortest: int = 12
    spoken: tuple[str, ...] = ()
    parts: tuple[str, ...] = ("body", "header", "footer", "textbox", "footnote")
    levels: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    bans: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()


_CHECK = "markings.marking"
scan.register_options(
    _CHECK,
    lambda options: (
        *(part for entry in (*options.alone, *options.warnings) for part in entry.split("+")),
        *options.levels,
        *options.forbidden,
        *options.returned,
        *options.limits,
        *options.terms,
    ),
)


@cache
def _firsts(entries: tuple[str, ...]) -> frozenset[str]:
    """The first parts of entries."""
    return frozenset([entry.partition("+")[0] for entry in entries])


def marking(context: Context, options: MarkingOptions) -> Issues:
    """Levels of secrecy with their star, and lines that forbid to pass the file on. The words 保密, 秘密 in a sentence are none."""
    for story in stories(context, options.parts):
        text = story.text
        found: list[tuple[int, int]] = []
        secret = places(text, "密")
        spaced = [m for m in matches(_SPACED, text, before(secret, 2, 6)) if _apart(text, m)]
        found_here = (*spaced, *matches(_STAR, text, before(secret, 1, 4)), *matches(_LEVEL, text, before(secret, 0, 2)))
        for m in found_here:
            first, _ = line(text, m.start(), m.end())
            spoken = text[first : m.start()].rstrip("“‘「《 ").endswith(options.spoken)
            if not spoken and text[m.start() - 1 : m.start()] not in ("“", "‘", "《"):
                found.append((m.start(), m.end()))
        hits = scan.sought(context, _CHECK, options, story.part)
        for start, end in _put_together(text, hits, options):
            if not any(s < end and start < e for s, e in found):
                found.append((start, end))
        if not _firsts(options.alone + options.warnings).isdisjoint([hit.entry for hit in hits]):
            # What a line says without its blanks stands in it, or the line has blanks.
            near = [*(hit.start for hit in hits), *codes.at(context, text, _BLANK)]
            found += _lines(text, {text.rfind("\n", 0, at) + 1 for at in near}, options)
        last = -1
        for start, end in sorted(found, key=lambda f: (f[0], -f[1])):
            if start >= last and within_one(story, start, end):
                yield Issue(story.span(start, end))
                last = end


def _apart(text: str, match: Match[str]) -> bool:
    """Whether a level begins its line, or ends it behind a blank or in brackets."""
    first, last = line(text, match.start(), match.end())
    ahead, behind = text[first : match.start()], text[match.end() : last]
    return not ahead.strip() or (not behind.strip() and (ahead[-1:].isspace() or not match.group()[0].isalpha()))


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


_LINE = 120  # characters of a line in which a marking stands beside other things
_SEGMENT = re.compile(r"[^\s—]{1,60}")
_SENTENCE = 60  # characters of a sentence that is a marking beside the writer's own
_BANNED = re.compile("不得|严禁|请勿|禁止|切勿|不准")
_AROUND = "0123456789０１２３（）()【】[]〔〕［］，,、；;：:。！!.·★☆*—-"


def _put_together(text: str, hits: list[scan.Hit], options: MarkingOptions) -> list[tuple[int, int]]:
    """Stretches between blanks that are made of the words of markings and nothing else, levels in brackets at a line's start or end, and
    terms of secrecy; only the first of a line."""
    found = []
    for first in dict.fromkeys([text.rfind("\n", 0, hit.start) + 1 for hit in hits]):
        end = text.find("\n", first)
        last = len(text) if end < 0 else end
        said = text[first:last]
        if beside := _beside(said, options):
            found.append((first + beside[0], first + beside[1]))
            continue
        if last - first > _LINE:
            continue
        if stretch := _made(said, options):
            found.append((first + stretch[0], first + stretch[1]))
            continue
        closed = [m for m in _CLOSED.finditer(said) if not said[: m.start()].strip() or not said[m.end() :].strip()]
        if closed and not said.rstrip().endswith("。"):
            found.append((first + closed[0].start(), first + closed[0].end()))
        elif term := _TERM.search(said):
            found.append((first + term.start(), last - len(said) + len(said.rstrip())))
    return found


def _beside(said: str, options: MarkingOptions) -> tuple[int, int] | None:
    """The first sentence of a line, one that forbids, or what stands behind its last one and has no end, where that is a marking."""
    said = said.rstrip()
    first = said.find("。", 0, _SENTENCE) + 1
    if 0 < first < len(said) and _BANNED.search(said, 0, first):
        kinds = _kinds(said[:first], options)
        if kinds and _marking(kinds):
            return len(said) - len(said.lstrip()), first - 1
    last = max(map(said.rfind, "。！？；")) + 1 if said[-1:] not in "。；：，" else 0
    if 0 < last < len(said) <= last + _SENTENCE:
        kinds = _kinds("".join(said[last:].split()), options)
        if kinds and _marking(kinds):
            return last + len(said[last:]) - len(said[last:].lstrip()), len(said)
    return None


def _made(said: str, options: MarkingOptions) -> tuple[int, int] | None:
    """The first stretch of a line that is a marking of its own; the whole line only, where the line is a sentence."""
    best: list[tuple[int, int]] = []
    kinds: set[str] = set()
    segments = [(m.start(), m.end()) for m in _SEGMENT.finditer(said)]
    for i, (start, end) in enumerate([*segments, (len(said), len(said))]):
        found = _kinds(said[start:end], options) if end > start else None
        if found is not None:
            best.append((start, end))
            kinds |= found
        if (found is None or i == len(segments)) and best:
            whole = len(best) == len(segments)
            sentence = said.rstrip().endswith(("。", "；", "，")) and not (whole and "bans" in kinds)
            if not sentence and _marking(kinds):
                return best[0][0], best[-1][1]
            best, kinds = [], set()
    return None


def _marking(kinds: set[str]) -> bool:
    if "levels" in kinds:
        return True
    forbidden = {"bans", "forbidden"} <= kinds
    if {"bans", "strong"} <= kinds:
        return True
    if "limits" in kinds:
        return bool(kinds & {"kept", "returned"}) or forbidden
    return bool(kinds & {"kept", "returned"}) and forbidden or {"kept", "returned"} <= kinds


def _kinds(said: str, options: MarkingOptions) -> set[str] | None:
    """Of which kinds the words are that ``said`` is made of; None where it holds anything else."""
    reached: list[set[str] | None] = [set(), *[None] * len(said)]
    for at in range(len(said)):
        here = reached[at]
        if here is None:
            continue
        if said[at] in _AROUND and reached[at + 1] is None:
            reached[at + 1] = here
        for name in ("levels", "kept", "forbidden", "returned", "limits", "bans", "strong", "plain"):
            for word in getattr(options, name):
                if said.startswith(word, at):
                    end = at + len(word)
                    held = reached[end]  # one reading may know more of the same words than another
                    reached[end] = here | {name} | (held or set())
    return reached[-1]

"""Numbers as writers type them: 一、（一）1.（1）① 一是 首先 第一，."""

from __future__ import annotations

from functools import lru_cache

from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
_CIRCLED = {chr(0x2460 + i): i + 1 for i in range(20)}
_HAN = "一二三四五六七八九十百"

# What may stand before a heading's number without belonging to it: blanks, zero-width marks, Markdown signs.
_NOISE = r"[ \t\u3000\xa0\u200b-\u200d\ufeff#*>]{0,12}"
_GAP = r"[ \u3000\xa0]{0,3}"

_LEADING = re.compile(
    rf"{_NOISE}(?:"
    rf"(?P<part>第{_GAP}[{_HAN}]{{1,3}}{_GAP}(?:部分|章|节)[、，：: \u3000]?)"
    rf"|(?P<one>[{_HAN}]{{1,3}}{_GAP}(?:、|[．.](?!\d(?!\d{{3}}年))))"
    rf"|(?P<two>[（(]{_GAP}[{_HAN}]{{1,3}}{_GAP}[）)][、.．]?)"
    rf"|(?P<three>\d{{1,2}}{_GAP}[.．、](?:(?![\d.])|(?=\d{{1,4}}[年月日名个次项户件所家台条])))"
    rf"|(?P<four>[（(]{_GAP}\d{{1,2}}{_GAP}[）)]|\d{{1,2}}[）)]|[\u2460-\u2473])"
    rf"|(?P<word>[{_HAN}]{{1,2}}[是要]|第[{_HAN}]{{1,2}}[，,：:]|其[{_HAN}][，,：:]|(?:首先|其次|再次)[，,：:是要]?|最后[，,：:])"
    rf")"
)
_MARKS = "。；;：:！!？?，,、”’）)】\n*"
# Enumeration words inside a line: after a mark of punctuation or at the line's start. The first sign is looked for before all else.
_WORD = re.compile(
    rf"[{_HAN}第其首再最](?<![^{_MARKS} \u3000].)(?<=(?=("
    rf"[{_HAN}]{{1,2}}(?:是(?!否)|要(?![求素件点义害务]))|第[{_HAN}]{{1,2}}[，,：:]|其[{_HAN}][，,：:]|(?:首先|其次|再次)[，,：:是要]|最后[，,：:]"
    r")).)"
)
# Numbers in the middle of a line that begin a new unit: after the end of a sentence.
_INLINE = re.compile(
    rf"[。；;：:！!？?”*](?=[ \u3000\xa0{_HAN}（(\d\u2460-\u2473]){_GAP}(?=(?P<one>[{_HAN}]{{1,3}}、)|(?P<two>[（(]{_GAP}[{_HAN}]{{1,3}}{_GAP}[）)])"
    rf"|(?P<three>\d{{1,2}}[.．、](?:(?![\d.])|(?=20\d\d年)))|(?P<four>[（(]{_GAP}\d{{1,2}}{_GAP}[）)]|[\u2460-\u2473]))"
)
# … but not where the next of them stands in the same sentence: （一）月例会、（二）周调度会 are named in passing.
_IN_PASSING = re.compile(
    rf"[（(]{_GAP}[{_HAN}]{{1,3}}{_GAP}[）)][^。；;！!？?\n（(]{{1,30}}[、，,和及与][（(]{_GAP}[{_HAN}]{{1,3}}{_GAP}[）)]"
)
_QUOTE = 500  # characters from a quotation mark, beyond which nobody looks for it
_LEVELS = {"one": 1, "two": 2, "three": 3, "four": 4}
_ORDER = {"首先": 1, "其次": 2, "再次": 3}


class Number(NamedTuple):
    """A number found in a text: ``start`` and ``end`` are offsets of its own signs in that text."""

    level: int
    value: int
    text: str
    style: str
    start: int
    end: int


def chinese(text: str) -> int:
    """The value of a Chinese numeral up to 99 (十二, 二十, 二十三); 0 when it is none."""
    total, digit = 0, 0
    for sign in text:
        if sign == "十":
            total += (digit or 1) * 10
            digit = 0
        elif sign == "百":
            total += (digit or 1) * 100
            digit = 0
        elif sign in _DIGITS:
            if digit:
                return 0
            digit = _DIGITS[sign]
        else:
            return 0
    return total + digit


def leading(text: str) -> Number | None:
    """The number that ``text`` begins with, blanks and Markdown signs before it allowed."""
    found = _LEADING.match(text)
    if not found:
        return None
    kind = found.lastgroup or ""
    start, end = found.span(kind)
    meaning = _meaning(kind, text[start:end])
    return meaning and Number(*meaning, start, end)


@lru_cache(maxsize=512)
def _meaning(kind: str, sign: str) -> tuple[int, int, str, str] | None:
    """Level, value, text and style of a number by the group of the pattern that it fits; None when it is none."""
    if kind in ("part", "one"):
        value = chinese(_numeral(sign))
        return (1, value, sign, "第一部分" if kind == "part" else "一、") if value else None
    if kind == "two":
        value = chinese(_numeral(sign))
        return (2, value, sign, "(一)" if "(" in sign else "（一）") if value else None
    if kind == "three":
        return 3, _figure(sign), sign, "1、" if sign[-1] == "、" else "1."
    if kind == "four":
        circled = _CIRCLED.get(sign)
        return 4, circled or _figure(sign), sign, "①" if circled else "（1）"
    return _word(sign)


def _numeral(sign: str) -> str:
    return "".join([c for c in sign if c in _HAN])


def _figure(sign: str) -> int:
    return int("".join([c for c in sign if c.isdecimal()]))


def _word(sign: str) -> tuple[int, int, str, str] | None:
    core = sign.rstrip("，,：:")
    if core[:2] in _ORDER:
        return 5, _ORDER[core[:2]], core, "首先"
    if core[:2] == "最后":
        return 5, 0, core, "首先"
    if core[0] == "第":
        value = chinese(core[1:])
        return (5, value, core, "第一") if value else None
    if core[0] == "其":
        value = chinese(core[1:])
        return (5, value, core, "其一") if value else None
    value = chinese(core[:-1])
    return (5, value, core, "一" + core[-1]) if 0 < value < 30 else None


def words(text: str) -> list[Number]:
    """The enumeration words (一是, 第一，, 首先，…) in ``text``, in order."""
    if "是" not in text and "要" not in text and "第" not in text and "首先" not in text and "其" not in text:
        return []
    found = []
    done = 0
    for hit in _WORD.finditer(text):
        at, end = hit.span(1)
        if at < done or (text[at - 1 : at] not in _MARKS and not _after_blanks(text, at)):
            continue
        done = end
        meaning = _meaning("word", hit[1])
        if meaning:
            found.append(Number(*meaning, at, end))
    return found


def _after_blanks(text: str, at: int) -> bool:
    """Whether one to four blanks, and before them a mark of punctuation or nothing, stand before ``text[at]``."""
    head = text[max(0, at - 5) : at]
    bare = head.rstrip(" \u3000")
    return 0 < len(head) - len(bare) < 5 and bare[-1:] in _MARKS


def breaks(text: str) -> list[tuple[int, int]]:
    """Where numbers in the middle of ``text`` begin new units: (offset, level) pairs."""
    found = [(hit.end(), _LEVELS[hit.lastgroup or "one"]) for hit in _INLINE.finditer(text)]
    return [(at, level) for at, level in found if not _quoted(text, at) and (level != 2 or not _IN_PASSING.match(text, at))]


def _quoted(text: str, at: int) -> bool:
    """Whether ``at`` stands between quotation marks: a regulation has numbers of its own."""
    opened = text.rfind("“", max(0, at - _QUOTE), at)
    if opened < 0 or "”" in text[opened:at]:
        return False
    closed = text.find("”", at, at + _QUOTE)
    return closed >= 0 and "“" not in text[at:closed]

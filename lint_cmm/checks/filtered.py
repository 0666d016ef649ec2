"""How filters and copy protection alter words, whatever the word: a character's reading in Latin letters, a sign between all characters,
runs of stray signs. Part of :mod:`lint_cmm.checks.evasion`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lint_cmm.checks import codes
from lint_cmm.checks.text import common_words, line, matches
from lint_cmm.kit import patterns as re

if TYPE_CHECKING:
    from lint_cmm.data import Data

TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
_HAN = "\u4e00-\u9fff"
# Letters right beside a Han character, or behind one in brackets, and in no address or name of Latin letters.
_READ = re.compile(rf"(?<![A-Za-z0-9_./@&+-])[A-Za-z{TONED}]{{2,16}}(?![A-Za-z0-9_./@&+-])")
_NEAR = 20  # characters around a reading in which a word shows that it is spoken of
_WORD = 4  # characters of a word around a reading that are looked at
_TOLD = re.compile("注音|读音|拼音|声调|[读念][作成错准]|”字|”二字")  # speaks of how a character is read
_NO_READING = frozenset(
    ["ai", "he", "me", "an", "in", "en", "er", "pin", "ban", "women", "weixin", "weibo"]
)  # words of other tongues, brands

SIGNS = codes.register("woven", r".．·•・｜|_~～*＊^+＋/／—–`…-")
_WOVEN = re.compile(rf"[{_HAN}](?P<sign>[.．·•・｜|_~～*＊^+＋/／—–`…-])[{_HAN}](?:(?P=sign)[{_HAN}]){{0,14}}(?!(?P=sign))")
_SPACED = re.compile(rf"[{_HAN}](?P<sign>[ \u3000])[{_HAN}](?:(?P=sign)[{_HAN}]){{1,14}}(?![ \u3000{_HAN}]?(?P=sign))")
_ODD = frozenset(".．·•・｜|_~～*＊^`")  # signs that join no two characters of their own
_PAIRED = frozenset("东西南北上下左右前后大小男女老少有无春夏秋冬年月日甲乙丙丁内外里进出高低多先早晚")

_TOKENS = 6  # so many signs with blanks between them are no one's formula: a7 q: j- g, S/ k' Y
_RUN = re.compile(r"[!-~](?:[ -~]{6,158}[!-~])")
_WILD = frozenset("`~!@#$%^&*_+={}|\\;\"'<>?[]")


def readings(data: Data, text: str, around: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """县wei, zhi部, 落实(shí): a reading for a character of a common word, or behind the character."""
    for first, last in around:
        for m in _READ.finditer(text, first, last):
            start, end, said = m.start(), m.end(), _plain(m.group())
            if said in _NO_READING or not (said.islower() and (m.group().islower() or m.group().isupper() and len(said) > 2)):
                continue
            before = text[max(0, start - 1) : start]
            if before and before in "(（" and text[end : end + 1] in (")", "）"):
                told = _TOLD.search(text, max(0, start - _NEAR), end + _NEAR)
                if text[start - 2 : start - 1] in (_syllables(data).get(said) or " ") and start > 1 and not told:
                    yield start - 2, end + 1
                continue
            left = _han(text[max(0, start - _WORD) : start], -1)
            right = _han(text[end : end + _WORD], 1)
            if not left and not right:
                continue
            sizes = _completed(data, said, left, right)
            if sizes:
                yield start - sizes[0], end + sizes[1]


def _plain(said: str) -> str:
    if said.isascii():
        return said.lower()
    bare = unicodedata.normalize("NFD", said.lower().replace("ü", "v"))
    return "".join(c for c in bare if c.isascii())


def _han(said: str, step: int) -> str:
    """The Han characters at the end (-1) or the start (1) of ``said``."""
    size = 0
    while size < len(said) and "\u4e00" <= said[-1 - size if step < 0 else size] <= "\u9fff":
        size += 1
    return (said[len(said) - size :] if step < 0 else said[:size]) if size else ""


def _syllables(data: Data) -> dict[str, str]:
    held: dict[str, str] | None = data.memo.get("filtered.syllables")
    if held is None:
        held = data.memo["filtered.syllables"] = dict(entry.split(" ") for entry in data.lexicon("readings"))
    return held


def _completed(data: Data, said: str, left: str, right: str) -> tuple[int, int] | None:
    """How many characters on either side make a common word with a character that is read so; (0, 0) where two syllables are one."""
    words, syllables = common_words(data), _syllables(data)
    for character in syllables.get(said, ""):
        for i in range(len(left), -1, -1):
            for j in range(len(right), -1, -1):
                if i + j and left[len(left) - i :] + character + right[:j] in words:
                    return i, j
    for cut in range(1, len(said)):
        heads, tails = syllables.get(said[:cut]), syllables.get(said[cut:])
        if heads and tails and any(a + b in words for a in heads for b in tails):
            return 0, 0
    return None


def woven(data: Data, text: str, signs: list[int], blanks: list[int], shortest: int) -> Iterator[tuple[int, int]]:
    """人.民.群.众, 真 抓 实 干: a sign or a blank between all characters of common words. Lists of single characters make no words."""
    for m in matches(_WOVEN, text, [at - 1 for at in signs if at]):
        joined = m.group()[::2]
        if len(joined) == 2:
            if m["sign"] in _ODD and joined in _political(data):
                yield m.start(), m.end()
        elif (m["sign"] in _ODD or not _PAIRED.issuperset(joined)) and _in_words(common_words(data), joined):
            yield m.start(), m.end()
    for m in matches(_SPACED, text, [at - 1 for at in blanks if at]):
        first, last = line(text, m.start(), m.end())
        rest = last - first - (m.end() - m.start())
        alone = rest < max(shortest, m.end() - m.start()) or _PAIRED.issuperset(m.group()[::2])
        if not alone and _in_words(common_words(data), m.group()[::2]):
            yield m.start(), m.end()


def _political(data: Data) -> frozenset[str]:
    held: frozenset[str] | None = data.memo.get("filtered.political")
    if held is None:
        words = [entry[0] for entry in data.table("evasion")["spelled"]["words"]]
        held = data.memo["filtered.political"] = frozenset([*words, "党建", "党课", "党章", "党规", "党性", "党风", "廉政", "廉洁"])
    return held


def _in_words(words: frozenset[str], said: str) -> bool:
    """Whether ``said`` falls into common words, one character at either end aside."""
    size = len(said)
    reached = [True, size > 3, *[False] * (size - 1)]
    for end in range(2, size + 1):
        reached[end] = any(reached[end - part] and said[end - part : end] in words for part in range(2, min(end, 6) + 1))
    return reached[size] or size > 3 and reached[size - 1]


def jammed(text: str, around: list[tuple[int, int]], least: int) -> Iterator[tuple[int, int]]:
    """Stray signs, letters and figures that a forum weaves into its lines: ) w ' L; b5 ] r!"""
    for first, last in around:
        for m in _RUN.finditer(text, first, last):
            said = m.group()
            marks = [c for c in said if not c.isalnum() and c != " "]
            tokens = said.split()
            scattered = len(tokens) >= _TOKENS and max(map(len, tokens)) <= 2
            if len(set(marks)) < least or not scattered and len(_WILD.intersection(marks)) < least - 1:
                continue
            solid = len(said) - said.count(" ")
            if (
                solid >= 8
                and 10 * len(marks) >= 3 * solid
                and sum(c.isalpha() for c in said) >= 3
                and not re.search(r"[A-Za-z]{3}|[0-9]{3}", said)
            ):
                yield m.start(), m.end()

"""Names with one spelling: the thought, the congresses and plenums, fixed names, titles of party rules."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from re import Pattern
from typing import TYPE_CHECKING, Any, NamedTuple

from lint_cmm.checks.phrases import Found

if TYPE_CHECKING:
    from lint_cmm.checks.api import Context
    from lint_cmm.data import Data

_NUMERALS = {"1": "一", "2": "二", "3": "三", "4": "四", "5": "五", "6": "六", "7": "七", "8": "八", "9": "九", "10": "十", "11": "十一", "12": "十二", "13": "十三", "14": "十四", "15": "十五", "16": "十六", "17": "十七", "18": "十八", "19": "十九", "20": "二十", "21": "二十一"}
_NAME = "习近平"
_FILL = frozenset("的和与及、，,“”《》〈〉· \u3000")  # a difference in these alone is a matter of style


@cache
def _pattern(name: str) -> Pattern[str]:
    import re

    return re.compile(
        {
            "thought": "习近平([^，。；、：“”‘’《》（）()\n]{0,22}?)思想",
            "bare": "习近平新时代中国特色社会主义(?=[^思])",
            "congress": r"(?<![0-9.])(?:迎接|喜迎|学习|贯彻|宣传|第)?(1[6-9]|20)大(?=精神|报告[，。的指中提]|召开|以来|代表(?!性)|闭幕|开幕|胜利)|党的(1[2-9]|2[01])大",
            "plenum": "(?<![0-9])(1[2-9]|2[01])届([一二三四五六七1-7])中(?=全)|((?:二十|十)[一二三四五六七八九]?)届([1-7])中全会",
            "missing": "(?:党的)?(十[六七八九]|二十)大?([一二三四五六七])中全会",
            "title": "《([^《》\n]{5,60})》",
            "numbered": r"(?<![0-9.])([2-68])(?=个必须坚持|个意识|个自信|个确立|个维护|个务必|项规定精神|严3实|会1课|学1做|个全面|大考验|种形态)",
        }[name]
    )


def congresses(text: str) -> Iterator[Found]:
    """党的20大, 20届三中全会, 二十三中全会: numerals and numbers of congresses and plenums."""
    if "大" in text and ("20" in text or "19" in text or "18" in text or "17" in text or "21" in text):
        for match in _pattern("congress").finditer(text):
            number = match[1] or match[2]
            yield Found(match.start(), match.end(), match.group(), match.group().replace(number, _NUMERALS[number]), "")
    if "中" in text and "届" in text:
        for match in _pattern("plenum").finditer(text):
            first, second = match[1] or match[3], match[2] or match[4]
            right = f"{_NUMERALS.get(first, first)}届{_NUMERALS.get(second, second)}中" + ("全会" if match[3] else "")
            yield Found(match.start(), match.end(), match.group(), right, "")
    if "中全会" in text:
        for match in _pattern("missing").finditer(text):
            before = text[max(0, match.start() - 1) : match.start()]
            if before not in ("第", "二", "十"):
                yield Found(match.start(), match.end(), match.group(), f"党的{match[1]}届{match[2]}中全会", "")
    for match in _pattern("numbered").finditer(text):
        end = match.end() + 3
        yield Found(match.start(), end, text[match.start() : end], _NUMERALS[match[1]] + text[match.end() : end], "")


def thoughts(text: str, known: tuple[str, ...]) -> Iterator[Found]:
    """习近平新时代中国特色社会主义思想 with a word wrong, missing or too much."""
    full = known[0]
    for match in _pattern("thought").finditer(text):
        said = match[1] + "思想"
        if said in known or said.startswith(("总书记关于", "同志关于", "关于", "总书记在", "同志在", "总书记对", "总书记的", "同志的")):
            continue
        plain = said.removeprefix("总书记").removeprefix("同志")
        if "特色" in plain or ("新时代" in plain and "主义" in plain) or "新世代" in plain or ("中国特" in plain and "主义" in plain):
            if len(plain) <= len(full) + 4 and any(c in plain for c in "社会主义"):
                yield Found(match.start(), match.end(), match.group(), _NAME + full, "")
    for match in _pattern("bare").finditer(text):
        tail = text[match.end() : match.end() + 8]
        if "思想" not in tail and "\n" not in tail[:1] and "思" not in tail and tail[:1] not in "*＊×…XxＸ_＿ 　":
            end = match.end() + (2 if tail.startswith("理论") else 0)
            yield Found(match.start(), end, text[match.start() : end], _NAME + full, "")


def differs(text: str, right: str, *, whole: bool = False) -> str:
    """"" for equal strings, "near" for one slip (a character wrong, missing, surplus or two exchanged), "style" where only
    的, 和, marks and spaces differ, "far" for anything else. A slip in the last character counts as far unless ``text`` is known to end there (``whole``)."""
    if text == right:
        return ""
    i = 0
    while i < min(len(text), len(right)) and text[i] == right[i]:
        i += 1
    j = 0
    while j < min(len(text), len(right)) - i and text[-1 - j] == right[-1 - j]:
        j += 1
    a, b = text[i : len(text) - j], right[i : len(right) - j]
    if all(c in _FILL for c in a + b):
        return "style"
    if j == 0 and not whole:
        return "far"
    if len(a) <= 1 and len(b) <= 1:
        return "near"
    return "near" if len(a) == len(b) == 2 and a == b[::-1] else "far"


class Names(NamedTuple):
    """The first halves of the fixed names, an automaton over them, and the readings that pass."""

    automaton: Any
    names: list[str]
    fine: tuple[str, ...]


def _names(data: Data, table: str) -> Names:
    key = f"names:{table}"
    if key not in data.memo:
        from ahocorasick_rs import AhoCorasick, MatchKind

        names: list[str] = data.table(table)["names"]
        halves = [name[: len(name) // 2] for name in names]
        automaton = AhoCorasick(halves, matchkind=MatchKind.Standard, store_patterns=False)
        data.memo[key] = Names(automaton, names, tuple(data.table(table)["fine"]))
    held: Names = data.memo[key]
    return held


def near_names(context: Context, text: str, table: str) -> Iterator[Found]:
    """Fixed names with one slip in their second half (the first half, written rightly, is how they are found)."""
    automaton, names, fine = _names(context.data, table)
    for index, start, _end in automaton.find_matches_as_indexes(text, overlapping=True):
        name = names[index]
        if text.startswith(name, start) or text.startswith(fine, start):
            continue
        for size in (len(name), len(name) - 1, len(name) + 1):
            said = text[start : start + size]
            if len(said) == size and "\n" not in said and differs(said, name) == "near" and not _marks(said, name):
                yield Found(start, start + size, said, name, "")
                break


def _marks(said: str, name: str) -> bool:
    """Whether the slip is no slip of a word: a mark, a letter or a placeholder in it is another rule's matter."""
    return any(c not in name and not "一" <= c <= "鿿" for c in said)


def titles(context: Context, text: str, table: str) -> Iterator[Found]:
    """Titles in book marks that miss the title of a known party rule or document by one slip or one left-out word."""
    data = context.data
    known: list[str] = data.table(table)["titles"]
    trial: str = data.table(table)["trial"]
    key = f"titles:{table}"
    if key not in data.memo:
        data.memo[key] = frozenset(known)
    exact: frozenset[str] = data.memo[key]
    for match in _pattern("title").finditer(text):
        said = _plain(match[1])
        if said in exact:
            continue
        if said + trial in exact:
            yield Found(match.start(), match.end(), match.group(), f"《{said}{trial}》", "loose")
            continue
        for title in known:
            if abs(len(title) - len(said)) <= 2 and len(said) >= 8 and (title[:4] == said[:4] or title[-4:] == said[-4:]):
                verdict = _title(said, title)
                if verdict:
                    yield Found(match.start(), match.end(), match.group(), f"《{title}》", "loose" if verdict == "style" else "")
                    break


def _plain(title: str) -> str:
    for mark in " \u3000、，,":
        title = title.replace(mark, "")
    return title.replace("(", "（").replace(")", "）")


def _title(said: str, title: str) -> str:
    verdict = differs(said, title, whole=True)
    if verdict in ("near", "style"):
        return verdict
    # A word of two characters left out: 《中国共产党党员教育管理条例》 for …管理工作条例.
    if len(said) == len(title) - 2:
        for i in range(2, len(title) - 2):
            if title[:i] == said[:i] and title[i + 2 :] == said[i:]:
                return "near"
        if title[2:] == said and title.startswith("关于"):
            return "near"
    return ""

"""Names with one spelling: the thought, the congresses and plenums, fixed names, titles of party rules."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from re import Pattern
from typing import TYPE_CHECKING, Any

from lint_cmm.checks import scan
from lint_cmm.checks.phrases import Found
from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from lint_cmm.checks.api import Context
    from lint_cmm.data import Data

_TENS = "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九 二十 二十一"
_NUMERALS = {str(value): numeral for value, numeral in enumerate(_TENS.split(), 1)}
_NAME = "习近平"
_CONGRESSES = ("16大", "17大", "18大", "19大", "20大", "12大", "13大", "14大", "15大", "21大")
_COUNTED = ("个必须坚持", "个意识", "个自信", "个确立", "个维护", "个务必", "项规定精神", "个全面", "大考验", "种形态")
_CUES = "congresses"
scan.register_cues(_CUES, lambda data: (*_CONGRESSES, "中全", *_COUNTED))
_CLAUSE = 16  # characters of a clause on either side of a name
_LONG = 8  # characters from which a name or a title is long
_GENRES = ("条例", "规定", "准则", "办法", "规则", "细则", "决定", "意见", "通知", "纲要", "制度")
_FILL = frozenset("的和与及、，,“”《》〈〉· \u3000")  # a difference in these alone is a matter of style


@cache
def _pattern(name: str) -> Pattern[str]:
    from lint_cmm.kit import patterns as re

    return re.compile(
        {
            "thought": "习近平([^，。；、：“”‘’《》（）()\n]{0,22}?)思想",
            "bare": "习近平新时代中国特色社会主义(?=[^思])",
            "congress": r"(?<![0-9.])(?:迎接|喜迎|学习|贯彻|宣传|第)?(1[6-9]|20)大(?=精神|报告[，。的指中提]|召开|以来|代表(?!性)|闭幕|开幕|胜利)|党的(1[2-9]|2[01])大",
            "plenum": "(?<![0-9])(1[2-9]|2[01])届([一二三四五六七1-7])中$|((?:二十|十)[一二三四五六七八九]?)届([1-7])中$",
            "missing": "(?:党的)?(十[六七八九]|二十)大?([一二三四五六七])中全会$",
            "title": "《([^《》\n]{5,60})》",
        }[name]
    )


def congresses(context: Context, text: str, part: str) -> Iterator[Found]:
    """党的20大, 20届三中全会, 二十三中全会, 6个必须坚持: numerals and numbers of congresses, plenums and fixed words in the story ``part``."""
    standing = scan.read(context, _CUES, part).standing
    if not standing.isdisjoint(_CONGRESSES):
        for match in _pattern("congress").finditer(text):
            number = match[1] or match[2]
            yield Found(match.start(), match.end(), match.group(), match.group().replace(number, _NUMERALS[number]), "")
    if "中全" in standing:
        yield from _plenums(text)
    for word in [word for word in _COUNTED if word in standing]:
        at = text.find(word, 1)
        while at > 0:
            digit = text[at - 1]
            if digit in "234568" and (at == 1 or not (text[at - 2].isdigit() or text[at - 2] in ".-—～~")):
                yield Found(at - 1, at + len(word), text[at - 1 : at + len(word)], _NUMERALS[digit] + word, "")
            at = text.find(word, at + 1)


def _plenums(text: str) -> Iterator[Found]:
    at = text.find("中全")
    while at >= 0:
        low = max(0, at - 8)
        match = _pattern("plenum").search(text, low, at + 1)
        if match:
            first, second = match[1] or match[3], match[2] or match[4]
            end = at + (3 if text.startswith("中全会", at) else 1)
            right = f"{_NUMERALS.get(first, first)}届{_NUMERALS.get(second, second)}{text[at:end]}"
            yield Found(match.start(), end, text[match.start() : end], right, "")
        elif text.startswith("中全会", at):
            match = _pattern("missing").search(text, low, at + 3)
            if match and text[max(0, match.start() - 1) : match.start()] not in ("第", "二", "十", "届"):
                yield Found(match.start(), match.end(), match.group(), f"党的{match[1]}届{match[2]}中全会", "")
        at = text.find("中全", at + 1)


def thoughts(text: str, known: tuple[str, ...]) -> Iterator[Found]:
    """习近平新时代中国特色社会主义思想 with a word wrong, missing or too much."""
    full = known[0]
    for match in _pattern("thought").finditer(text):
        said = match[1] + "思想"
        if said in known or said.startswith(("总书记关于", "同志关于", "关于", "总书记在", "同志在", "总书记对", "总书记的", "同志的")):
            continue
        plain = said.removeprefix("总书记").removeprefix("同志")
        right = next((name for name in known if len(name) > 3 and len(name) == len(plain) and differs(plain, name) == "near"), "")
        if right:
            yield Found(match.start(), match.end(), match.group(), _NAME + right, "")
            continue
        if "特色" in plain or ("新时代" in plain and "主义" in plain) or "新世代" in plain or ("中国特" in plain and "主义" in plain):
            if len(plain) <= len(full) + 4 and any(c in plain for c in "社会主义"):
                yield Found(match.start(), match.end(), match.group(), _NAME + full, "")
    for match in _pattern("bare").finditer(text):
        tail = text[match.end() : match.end() + 8]
        if "思想" not in tail and "\n" not in tail[:1] and "思" not in tail and tail[:1] not in "*＊×…XxＸ_＿ 　":
            end = match.end() + (2 if tail.startswith("理论") else 0)
            yield Found(match.start(), end, text[match.start() : end], _NAME + full, "")


def differs(text: str, right: str, *, whole: bool = False) -> str:
    """Empty for equal strings, "near" for one slip (a character wrong, missing, surplus or two exchanged), "style" where only
    的, 和, marks and spaces differ, "far" for anything else. A slip in the last character counts as far unless ``text`` is
    known to end there (``whole``)."""
    if text == right:
        return ""
    i, j, most = 0, 0, min(len(text), len(right))
    while i < most and text[i] == right[i]:
        i += 1
    while j < most - i and text[-1 - j] == right[-1 - j]:
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
    """The fixed names by their first halves and by their second ones, and the readings that pass."""

    halves: dict[str, list[str]]
    tails: dict[str, list[str]]
    fine: tuple[str, ...]


def _names(data: Data, table: str) -> Names:
    key = f"names:{table}"
    if key not in data.memo:
        halves: dict[str, list[str]] = {}
        tails: dict[str, list[str]] = {}
        for name in data.table(table)["names"]:
            halves.setdefault(name[: len(name) // 2], []).append(name)
            tails.setdefault(name[len(name) // 2 :], []).append(name)
        data.memo[key] = Names(halves, tails, tuple(data.table(table)["fine"]))
    held: Names = data.memo[key]
    return held


def _miscounted(data: Data, table: str) -> dict[str, dict[str, Any]]:
    """The entries of ``counted`` by what their names look like in quotation marks with another number, another measure or one of ``slips``."""
    key = f"counted:{table}"
    if key not in data.memo:
        entries: list[dict[str, Any]] = data.table(table)["counted"]
        right = {entry["name"] for entry in entries}
        memo: dict[str, dict[str, Any]] = {}
        for entry in entries:
            name = entry["name"]
            slips = {
                *entry["slips"],
                *(number + name[1:] for number in "二两三四五六七八"),
                *(name[0] + each + name[2:] for each in "个大种项"),
            }
            memo.update({f"“{slip}”": entry for slip in slips - right - {*entry["fine"]}})
        data.memo[key] = memo
    held: dict[str, dict[str, Any]] = data.memo[key]
    return held


def counted(context: Context, text: str, table: str) -> Iterator[Found]:
    """Names that count what they name, in quotation marks, with another number or measure: “四大自信”. Only where their clause has a word
    that goes ``with`` the name (坚定, 树牢): a station may have its own “四个认识”."""
    known = _miscounted(context.data, table)
    for start, end, said in scan.words(context, f"counted:{table}", text):
        first = max(text.rfind(mark, max(0, start - _CLAUSE), start) for mark in "，。；：\n") + 1
        ends = [at for at in (text.find(mark, end, end + _CLAUSE) for mark in "，。；：\n") if at >= 0]
        last, entry = min(ends, default=end + _CLAUSE), known[said]
        if any(word in text[max(first, start - _CLAUSE) : start] or word in text[end:last] for word in entry["with"]):
            yield Found(start + 1, end - 1, said[1:-1], entry["name"], "")


def announce(table: str) -> None:
    """Have the halves of the fixed names, and the names miscounted, looked for in the one pass over a text. Called at import time by check
    modules."""
    scan.register_words(f"counted:{table}", lambda data: _miscounted(data, table))
    scan.register_words(f"names:{table}", lambda data: {**_names(data, table).halves, **_names(data, table).tails})


def near_names(context: Context, text: str, table: str) -> Iterator[Found]:
    """Fixed names with one slip in one half (the other half, written rightly, is how they are found)."""
    halves, tails, fine = _names(context.data, table)
    for start, end, half in scan.words(context, f"names:{table}", text):
        for name in halves.get(half, ()):
            if not text.startswith(name, start):
                sizes = (len(name), len(name) - 1, len(name) + 1)
                said = next((s for s in (text[start : start + size] for size in sizes) if _slip(s, name)), "")
                if said and not text.startswith(fine, start):
                    yield Found(start, start + len(said), said, name, "")
        for name in tails.get(half, ()):
            if not text.endswith(name, max(0, end - len(name)), end):
                sizes = (len(name), len(name) - 1, len(name) + 1)
                said = next((s for s in (text[max(0, end - size) : end] for size in sizes) if _slip(s, name)), "")
                if said and not said.endswith(fine):
                    yield Found(end - len(said), end, said, name, "")


def _slip(said: str, name: str) -> bool:
    """Whether ``said`` is ``name`` but for one slip; in a short name a character too many or too few proves nothing."""
    return (
        said[-1:] == name[-1]  # another last character is no slip
        and (len(said) == len(name) or len(name) >= _LONG and abs(len(said) - len(name)) == 1)
        and "\n" not in said
        and differs(said, name) == "near"
        and not _marks(said, name)
    )


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
        for title in known if len(said) >= _LONG else ():
            if (title[:4] == said[:4] or title[-4:] == said[-4:]) and abs(len(title) - len(said)) <= 2:
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
    if len(said) == len(title) and said[:-2] == title[:-2] and said[-2:] in _GENRES and title[-2:] in _GENRES:
        return "near"
    # A word of two characters left out: 《中国共产党党员教育管理条例》 for …管理工作条例.
    if len(said) == len(title) - 2:
        for i in range(2, len(title) - 2):
            if title[:i] == said[:i] and title[i + 2 :] == said[i:]:
                return "near"
        if title[2:] == said and title.startswith("关于"):
            return "near"
    return ""

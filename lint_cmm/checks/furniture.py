"""Sentences, lines and brackets that are made of a website's own words and nothing else, however they are put together (W503, W504)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING

from lint_cmm.checks import scan
from lint_cmm.checks.text import line, sentence
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from lint_cmm.data import Data

NAME = "furniture"
_PAIRS = {
    "】": "【",
    "]": "[",
    "］": "［",
    "〕": "〔",
    "）": "（",
    ")": "(",
    "》": "《",
    ">": "<",
    "＞": "＜",
    "〉": "〈",
    "〗": "〖",
    "}": "{",
}
CLOSED = frozenset("】]］〕>＞〗}")  # brackets in which a mark of a collection stands; round ones are the writer's, too
_OPENERS = "".join(_PAIRS.values())
_CLOSERS = {opener: sign for sign, opener in _PAIRS.items()}
_MARKS = "—–-#＃~～★☆◆◇■●◎►▶▼▲※→←✿=＝"  # a page sets its lines off with them
_SPACE = " \t\u3000|｜" + _MARKS
_SIGN = re.compile(f"[{re.escape(''.join(_PAIRS) + _OPENERS + _SPACE)}]")
_GAP = re.compile(f"[{re.escape(_SPACE)}]{{1,9}}")
_NEAR = 70  # as far as a stretch reaches from a word in it
_PARTS = 3  # parts of a sentence, between blanks or marks, that are looked at on either side
_ENDS = "。！？；…”’）)】]］〕"
_BEFORE = "。！？；…”’）)】]］〕,，、：: \t\u3000"  # no stretch begins with these
_EDGES = ("", "\n", *_ENDS, *_MARKS)
_SAID = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_NUMBERED = re.compile(r"\s{0,4}(?:[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．是要]|第[一二三四五六七八九十]{1,2}[，,、])")
# As a writer counts his points; a page's notices have figures.
_COUNTED = re.compile(
    r"\s{0,4}(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、是要]|第[一二三四五六七八九十]{1,2}[，,、])"
)
_FACT = re.compile(r"[0-9](?:家|件|户|起|万元|公里|亩|处|个村|个镇|名干部|名党员)")
_NAMES_BEHIND = "由自于在到"  # behind these, too, a site's name may begin
LIMIT = 400  # a sentence longer than this is nobody's page furniture


def _words(data: Data) -> Iterable[str]:
    table = data.table(NAME)
    return dict.fromkeys((*table["web"], *table["sole"], *table["credits"], *table["model"]))


scan.register_words(NAME, _words)


class Vocabulary(NamedTuple):
    """All words, and their first characters; those that say something; those of a page, those enough by themselves, those a workplace has, too, with those that speak
    to a reader beside them, and those on any office's doors; those of a collection and those of them that an office has, too; the length
    of the longest; ``named`` finds a site's name by its ending; ``credits`` say beside one where a text is from."""

    words: frozenset[str]
    heads: frozenset[str]
    telling: frozenset[str]
    web: frozenset[str]
    sole: frozenset[str]
    mild: frozenset[str]
    asks: tuple[str, ...]
    house: frozenset[str]
    model: frozenset[str]
    common: frozenset[str]
    longest: int
    named: re.Pattern[str]
    figures: frozenset[str]
    credits: frozenset[str]


def _built(table: dict[str, tuple[str, ...]]) -> str:
    """The pattern of a name made of what a site deals in and of what it calls itself."""
    return rf"(?:{'|'.join(table['trades'])})[\u4e00-\u9fff]{{0,2}}?(?:{'|'.join(table['places'])})"


def name_at_end(data: Data, text: str, start: int, end: int) -> str:
    """The words of a site's name with which ``text[start:end]`` ends; "" for none."""
    table = data.table(NAME)
    if not text.endswith(tuple(table["places"]), start, end):
        return ""
    held: re.Pattern[str] | None = data.memo.get("furniture.end")
    if held is None:
        held = data.memo["furniture.end"] = re.compile(rf"(?:{_built(table)})$")
    found = held.search(text, start, end)
    return found.group() if found else ""


def name_ends(data: Data) -> frozenset[str]:
    """The last characters of such names."""
    return frozenset([word[-1] for word in data.table(NAME)["places"]])


def vocabulary(data: Data, more: Iterable[str] = ()) -> Vocabulary:
    """The words of ``furniture.toml``, with ``more`` that say something."""
    table, sites = data.table(NAME), data.table("sites")
    said = (table[name] for name in ("web", "sole", "credits", "model", "weak", "names"))
    telling = frozenset(chain(*said, sites["sure"], sites["inferred"], more))
    words = telling | frozenset(table["glue"])
    built = _built(table)
    named = re.compile(rf"[\u4e00-\u9fff]{{0,{table['name']}}}?(?:(?<=[\u4e00-\u9fff])(?:{'|'.join(table['names'])})|{built})")
    web, sole, mild, house, model, common = (frozenset(table[name]) for name in ("web", "sole", "mild", "house", "model", "common"))
    heads = frozenset([word[0] for word in words])
    figures = frozenset("一二三四五六七八九十百千万两")
    credits = frozenset(table["credits"])
    web |= credits
    return Vocabulary(
        words,
        heads,
        telling,
        web | sole,
        sole,
        mild | credits,
        table["asks"],
        house,
        model,
        common,
        max(map(len, words)),
        named,
        figures,
        credits,
    )


def _vocabulary(data: Data) -> Vocabulary:
    held: Vocabulary | None = data.memo.get(NAME)
    if held is None:
        held = data.memo[NAME] = vocabulary(data)
    return held


def stretches(data: Data, text: str, hits: list[scan.Hit], kind: str) -> list[tuple[int, int]]:
    """The stretches of ``text`` around ``hits`` that a site wrote: ``kind`` "download" for those of a page, "collection" for those of a
    collection of model texts. Sorted."""
    known = _vocabulary(data)
    wanted = known.web if kind == "download" else known.model
    longest = int(data.table(NAME)["longest"])
    found: set[tuple[int, int]] = set()
    last = -1
    for hit in hits:
        if hit.start < last or hit.entry not in wanted:
            continue
        bounds = sentence(text, hit.start, hit.end)
        near = around(text, hit, bounds)
        if not near:
            last = bounds[1]
        if kind == "collection" and near and not near[0][2]:
            near.insert(0, (*line(text, hit.start, hit.end), ""))
        stuck: dict[int, int] = {}  # how far the words from a place on are known
        for start, end, inside in near:
            if end - start > longest or end > stuck.get(start, end):
                continue
            telling, stuck[start] = read(known, text, start, end)
            if (
                _is_furniture(data, known, text, (start, end, inside), telling, kind)
                if stuck[start] == end
                else _is_likely(data, known, text, (start, end, inside), kind)
            ):
                start += len(text[start:end]) - len(text[start:end].lstrip(_BEFORE))
                found.add((start if inside or kind == "download" else _behind_title(data, text, start, hit.start), end))
                last = end
                break
    return sorted(found)


def _behind_title(data: Data, text: str, start: int, hit: int) -> int:
    """``start`` moved behind the words that the title of any material has: the title itself is the writer's."""
    genre = frozenset(data.table(NAME)["genre"])
    longest = max(map(len, genre))
    at = start
    while at < hit:
        word = next((text[at : at + n] for n in range(longest, 0, -1) if text[at : at + n] in genre), "")
        if not word and not (text[at].isdigit() and at + 5 <= hit and text[at : at + 4].isdigit()):
            break
        at += len(word) or 4
    return min(at, hit)


def signed(data: Data, text: str) -> bool:
    """Whether a short text is a site's name, on whatever list or none, with a page's words behind it (凌云公文网 专注公文写作十年)."""
    start = len(text) - len(text.lstrip())
    return bool(_vocabulary(data).named.match(text, start)) and _all_known(data, text, 0, len(text)) > 1


def beside(data: Data, text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]``, a site's name, stands in a bracket or sentence that says something else of a page's and nothing more."""
    near = around(text, scan.Hit(start, end, ""), sentence(text, start, end))
    return any(_all_known(data, text, first, last) > 1 for first, last, _ in near)


def around(text: str, hit: scan.Hit, bounds: tuple[int, int], gap: re.Pattern[str] = _GAP) -> list[tuple[int, int, str]]:
    """What may be a stretch of its own around ``hit`` in the sentence at ``bounds``, the widest first: its bracket, with the bracket's sign,
    the sentence, and the parts of it between blanks and marks, or what else is a ``gap``."""
    first, last = bounds
    if last - first > LIMIT:
        return []
    if gap is _GAP and not _SIGN.search(text, first, last):
        return [(first, last, "")]
    opened = hit.start
    while (opened := max([text.rfind(sign, first, opened) for sign in _OPENERS])) >= 0:
        inside = text.find(_CLOSERS[text[opened]], hit.end, last)
        if inside >= 0 and text.find(_CLOSERS[text[opened]], opened, hit.end) < 0:
            return [(opened, inside + 1, text[inside])]
    behind = max((text.rfind(sign, first, hit.start) for sign in _PAIRS), default=-1)
    starts = [first, behind + 1] if behind >= first and text[behind] in _ENDS else [first]
    gaps = [m.span() for m in gap.finditer(text, max(first, hit.start - _NEAR), min(last, hit.end + _NEAR))]
    starts += [end for _, end in gaps if end <= hit.start][-_PARTS:]
    ends = [last, *[start for start, _ in gaps if start >= hit.end][:_PARTS][::-1]]
    return [(start, end, "") for start in dict.fromkeys(starts) for end in ends]


def _is_furniture(data: Data, known: Vocabulary, text: str, bounds: tuple[int, int, str], telling: list[str], kind: str) -> bool:
    """Whether a stretch of known words is a site's: its strong words, and how many they are, by where it stands."""
    start, end, inside = bounds
    table = data.table(NAME)
    if kind == "collection":
        if not known.model.issuperset(known.web.intersection(telling)):
            return False  # the page's own line
        if known.model.intersection(telling) <= known.common and not (inside in CLOSED and len(telling) > 1):
            return False  # 推荐单位, 通用材料
        if inside in CLOSED:
            return True
        first, last = line(text, start, end)
        if inside == "》" and text[first:start].strip():
            return False  # 编印《公文写作范例选编》 is what the writer speaks of
        if not inside:
            return not text[first:start].strip() and not text[end:last].strip()
        return end == last or not text[first:start].strip() or len(telling) >= int(table["least-inside"])
    if inside == "》":
        return False  # 《附件3.docx》 is what the writer speaks of
    if not inside and _COUNTED.match(text, start, end):
        return False  # 三是学习资料未读完 is a point of his
    edge = text[start - 1 : start]
    alone = not edge or edge == "\n" or edge in _ENDS or edge in _MARKS
    if (inside or alone) and not known.sole.isdisjoint(telling):
        return True
    strong = known.web.intersection(telling)
    if not strong:
        return False
    if (inside or alone) and not known.credits.isdisjoint(telling) and any(known.named.fullmatch(word) for word in telling):
        return True  # 转自 and the name of a site, on whatever list or none
    behind, (_, closed) = text[:start].rstrip(_SPACE)[-1:], line(text, start, end)
    if not inside and behind in tuple(_ENDS) and end == closed and len(strong) > 1 and len(telling) > 2 and text[end - 1] not in _ENDS:
        return True  # a writer closes what he adds to a paragraph
    if strong <= known.mild:
        if not any(word in text[start:end] for word in known.asks):
            return False
        telling = [word for word in telling if word not in known.house]
    if inside in CLOSED:
        return True
    return len(telling) >= int(table["least" if alone or inside and "、" not in text[start:end] else "least-inside"])


def _is_likely(data: Data, known: Vocabulary, text: str, bounds: tuple[int, int, str], kind: str) -> bool:
    """Whether a stretch that stands apart and holds other words, too, is a site's, because most of it is."""
    start, end, inside = bounds
    if not apart(data, text, start, end, inside):
        return False
    telling, odd = read_loosely(known, text, start, end)
    if odd > data.table(NAME)["odd"]:
        return False
    strong, mild = (known.web, known.mild) if kind == "download" else (known.model, known.common)
    sure = [word for word in telling if word in strong and word not in mild]
    weight = 2 * len(sure) + len([word for word in telling if word in mild])
    if kind == "download":
        weight += len([word for word in known.asks if word in text[start:end]])
    elif len(telling) - len(sure) > 1 or inside:
        weight += len(sure)
    return weight >= int(data.table(NAME)["weight"])


def read(known: Vocabulary, text: str, start: int, end: int) -> tuple[list[str], int]:
    """The words of ``text[start:end]`` that say something, the longest read first, up to the first word that is none of the vocabulary's,
    and where that stands (``end``: there is none)."""
    found: list[str] = []
    at = run = start  # a name may begin at ``run``, with a character that is a word, too (稿林苑)
    while at < end:
        if not _SAID.match(text, at):
            at += 1
            continue
        if at == start or not _SAID.match(text, at - 1) or text[at - 1] in _NAMES_BEHIND:
            run = at
        word = word_at(known, text, at, end)
        if not word:
            name = known.named.match(text, run, end)
            if name and name.end() > at:
                found.append(name.group())
                at = name.end()
            elif text[at] in known.figures:
                at += 1
            else:
                return found, at
            continue
        if word in known.telling:
            found.append(word)
        at += len(word)
    return found, end


def word_at(known: Vocabulary, text: str, at: int, end: int) -> str:
    """The longest word of the vocabulary that begins at ``at``; "" for none."""
    if text[at] not in known.heads:
        return ""
    return next((w for n in range(min(known.longest, end - at), 0, -1) if (w := text[at : at + n]) in known.words), "")


def read_loosely(known: Vocabulary, text: str, start: int, end: int) -> tuple[list[str], float]:
    """The words of ``text[start:end]`` that say something, whatever stands between, and the share of that."""
    found: list[str] = []
    at, said, odd = start, 0, 0
    while at < end:
        word = word_at(known, text, at, end)
        if _SAID.match(text, at):
            said += len(word) or 1
            odd += not word and text[at] not in known.figures
        if word in known.telling:
            found.append(word)
        at += len(word) or 1
    return found, odd / max(said, 1)


def apart(data: Data, text: str, start: int, end: int, inside: str) -> bool:
    """Whether a stretch stands apart from what the writer says: in a bracket that is none of his, or without a closing mark at the end of
    a line, and no heading of his; and says nothing of himself, his office and its people."""
    if (text[end : end + 1] not in ("", "\n") or text[end - 1] in "。；") and inside not in CLOSED:
        return False
    if not inside and (text[start - 1 : start] not in _EDGES or _NUMBERED.match(text, start, end) or "【" in text[start:end]):
        return False  # what stands in brackets is judged apart
    said = text[start:end]
    return bool(said.strip()) and not _FACT.search(said) and ("您" in said or not any(word in said for word in data.table(NAME)["own"]))


def _all_known(data: Data, text: str, start: int, end: int) -> int:
    """How many words of a stretch that is made of known ones say something; 0 for another one and for a long one."""
    if end - start > int(data.table(NAME)["longest"]):
        return 0
    telling, stuck = read(_vocabulary(data), text, start, end)
    return len(telling) if stuck == end else 0

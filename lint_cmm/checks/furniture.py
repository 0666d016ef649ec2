"""Sentences, lines and brackets that are made of a website's own words and nothing else, however they are put together (W503, W504)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lint_cmm import patterns as re
from lint_cmm.checks import scan
from lint_cmm.checks.text import line, sentence
from lint_cmm.records import NamedTuple

if TYPE_CHECKING:
    from lint_cmm.data import Data

NAME = "furniture"
_PAIRS = {"】": "【", "]": "[", "］": "［", "〕": "〔", "）": "（", ")": "(", "》": "《"}
_CLOSED = ("】", "]", "］", "〕")  # brackets in which a mark of a collection stands; round ones are the writer's, too
_OPENERS = "".join(_PAIRS.values())
_SPACE = " \t\u3000|｜"
_SIGN = re.compile(f"[{re.escape(''.join(_PAIRS) + _OPENERS + _SPACE)}]")
_ENDS = "。！？；…”’）)】]］〕"
_SAID = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_LIMIT = 400  # a sentence longer than this is nobody's page furniture


def _words(data: Data) -> Iterable[str]:
    table = data.table(NAME)
    return dict.fromkeys((*table["web"], *table["model"]))


scan.register_words(NAME, _words)


class _Vocabulary(NamedTuple):
    """All words; those that say something; those of a page and of a collection; the length of the longest; ``named`` finds a site's
    name by its ending."""

    words: frozenset[str]
    telling: frozenset[str]
    web: frozenset[str]
    model: frozenset[str]
    longest: int
    named: re.Pattern[str]
    figures: frozenset[str]


def _vocabulary(data: Data) -> _Vocabulary:
    held: _Vocabulary | None = data.memo.get(NAME)
    if held is None:
        table, sites = data.table(NAME), data.table("sites")
        telling = frozenset((*table["web"], *table["model"], *table["weak"], *table["names"], *sites["sure"], *sites["inferred"]))
        words = telling | frozenset(table["glue"])
        named = re.compile(rf"[\u4e00-\u9fff]{{1,{table['name']}}}?(?:{'|'.join(table['names'])})")
        figures = frozenset("一二三四五六七八九十百千万两")
        web, model = frozenset(table["web"]), frozenset(table["model"])
        held = data.memo[NAME] = _Vocabulary(words, telling, web, model, max(map(len, words)), named, figures)
    return held


def stretches(data: Data, text: str, hits: list[scan.Hit], kind: str) -> list[tuple[int, int]]:
    """The stretches of ``text`` around ``hits`` that a site wrote: ``kind`` "download" for those of a page, "collection" for those of a
    collection of model texts. Sorted."""
    known = _vocabulary(data)
    wanted = known.web if kind == "download" else known.model
    found: set[tuple[int, int]] = set()
    last = -1
    for hit in hits:
        if hit.start < last or hit.entry not in wanted:
            continue
        for start, end, inside in _around(text, hit):
            if _is_furniture(data, text, start, end, kind, inside, wanted):
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
    known = _vocabulary(data)
    start = len(text) - len(text.lstrip())
    if len(text) > int(data.table(NAME)["longest"]) or not known.named.match(text, start):
        return False
    return len(_telling(known, text) or ()) > 1


def beside(data: Data, text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]``, a site's name, stands in a bracket or sentence that says something else of a page's and nothing more."""
    return any(
        last - first <= int(data.table(NAME)["longest"]) and len(_telling(_vocabulary(data), text[first:last]) or ()) > 1
        for first, last, _ in _around(text, scan.Hit(start, end, ""))
    )


def _around(text: str, hit: scan.Hit) -> list[tuple[int, int, str]]:
    """What may be a stretch of its own around ``hit``, the widest first: its bracket, with the bracket's sign, its sentence, and the part
    of the sentence between blanks."""
    first, last = sentence(text, hit.start, hit.end)
    if last - first > _LIMIT:
        return []
    if not _SIGN.search(text, first, last):
        return [(first, last, "")]
    found = []
    opened = max((text.rfind(sign, first, hit.start) for sign in _OPENERS), default=-1)
    if opened >= 0:
        closers = [at for sign, opener in _PAIRS.items() if opener == text[opened] and (at := text.find(sign, opened, last)) >= 0]
        if closers and min(closers) >= hit.end:
            inside = min(closers)
            return [(opened, inside + 1, text[inside])]
    behind = max((text.rfind(sign, first, hit.start) for sign in _PAIRS), default=-1)
    starts = [behind + 1] if behind >= first and text[behind] in _ENDS else []
    for start in (first, *starts):
        found.append((start, last, ""))
    left = max(text.rfind(sign, first, hit.start) for sign in _SPACE) + 1
    right = min([at for sign in _SPACE if (at := text.find(sign, hit.end, last)) >= 0], default=last)
    if left > first or right < last:
        found.append((max(left, first), right, ""))
    return found


def _is_furniture(data: Data, text: str, start: int, end: int, kind: str, inside: str, strong: frozenset[str]) -> bool:
    table = data.table(NAME)
    if end - start > int(table["longest"]):
        return False
    telling = _telling(_vocabulary(data), text[start:end])
    if telling is None:
        return False
    edge = text[start - 1 : start]
    if kind == "collection" and not strong.issuperset(set(telling).intersection(table["web"])):
        return False  # the page's own line
    common = set(table["common"])
    if kind == "collection" and strong.intersection(telling) <= common and not (inside in _CLOSED and len(telling) > 1):
        return False  # 推荐单位, 通用材料
    if kind == "collection" and not inside:
        first, last = line(text, start, end)
        return not text[first:start].strip() and not text[end:last].strip() and len(telling) >= int(table["least"])
    if inside in _CLOSED:
        asked = any(word in text[start:end] for word in table["asks"])
        return kind == "collection" or bool(telling) and (asked or not strong.intersection(telling) <= set(table["mild"]))
    alone = not edge or edge == "\n" or edge in _ENDS
    least = int(table["least"] if alone else table["least-inside"])
    if len(telling) < least or strong.isdisjoint(telling):
        return False
    return (
        kind == "collection" or not strong.intersection(telling) <= set(table["mild"]) or any(w in text[start:end] for w in table["asks"])
    )


def _telling(known: _Vocabulary, said: str) -> list[str] | None:
    """The words of ``said`` that say something, the longest read first; None when it holds any word that is none of the vocabulary's."""
    found: list[str] = []
    at = 0
    while at < len(said):
        if not _SAID.match(said, at):
            at += 1
            continue
        for length in range(min(known.longest, len(said) - at), 0, -1):
            word = said[at : at + length]
            if word in known.words:
                break
        else:
            begins = at == 0 or not _SAID.match(said, at - 1) or said[at - 1] in "由自"
            name = known.named.match(said, at) if begins else None
            if name is None and said[at] not in known.figures:
                return None
            word = name.group() if name else said[at]
            if name:
                found.append(word)
            at += len(word)
            continue
        if word in known.telling:
            found.append(word)
        at += len(word)
    return found

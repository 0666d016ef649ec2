"""Template sites by name (W502), and what other checks want to know of them: domains, names, names beside an address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lint_cmm.checks import furniture, scan
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.text import common_words, sentence
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from lint_cmm.data import Data

NAMES = "site-names"
_SPACED = re.compile(r" (?<=[\u4e00-\u9fff] )[\u4e00-\u9fff](?: [\u4e00-\u9fff]){1,40}")  # begins behind its first character
_BRACKETS = ("（）", "()", "[]", "【】", "<>", "〈〉", "{}", "｛｝", "〔〕", "「」", "『』", "〖〗", "［］", "//", "／／", "||", "｜｜")
scan.register(NAMES)


class Sites(NamedTuple):
    """The listed sites. ``sure`` are names certain without an address. ``borders``: by the last character of a name, those behind it
    with which it begins a word of the sentence."""

    domains: frozenset[str]
    sure: frozenset[str]
    table: dict[str, tuple[str, ...]]
    borders: dict[str, str]

    def lists(self, host: str) -> bool:
        """Whether ``host`` is a listed domain or lies below one."""
        labels = host.split(".")
        return any(".".join(labels[i:]) in self.domains for i in range(len(labels) - 1))


def sites(data: Data) -> Sites:
    """The listed sites, prepared once."""
    held: Sites | None = data.memo.get("sites")
    if held is None:
        table = data.table("sites")
        held = data.memo["sites"] = Sites(frozenset(table["domains"]), frozenset(table["sure"]), table, table["borders"])
    return held


def named(data: Data, text: str, hits: list[scan.Hit] | None = None) -> Iterator[tuple[int, int, str, bool]]:
    """Listed names in ``text``: start, end, name, whether the name is certain by itself. ``hits``: those of the list, where they are known."""
    known = sites(data)
    ordinary = known.table["ordinary"]
    for hit in scan.find(data, NAMES, text) if hits is None else hits:
        if hit.entry not in ordinary:
            yield hit.start, hit.end, hit.entry, hit.entry in known.sure


class SitesOptions(NamedTuple):
    """``parts``: the parts read. ``reach``: characters before a name in which a word can show that the sentence speaks of it."""

    parts: tuple[str, ...] = ("body", "footnote", "endnote")
    reach: int = 12


def site(context: Context, options: SitesOptions) -> Issues:
    """The names of listed sites that stand as a mark: at the edge of a sentence, behind 来源 and the like, or glued to a heading.

    A sentence that speaks of the site (照抄第一范文网上的材料) is the writer's own account and not reported.
    """
    for part in options.parts:
        story = context.document.stories.get(part)
        if story is None:
            continue
        for start, end in marks(context.data, story.text, options.reach, scan.hits(context, NAMES, part)):
            yield Issue(story.span(start, end))


def marks(data: Data, text: str, reach: int, hits: list[scan.Hit] | None = None) -> Iterator[tuple[int, int]]:
    """Where a listed name stands as a mark in ``text``; a name not certain only behind 来源 and the like, alone behind a closed
    sentence, or in a bracket or sentence of a page's own words (（语文迷供稿）)."""
    common = sites(data).table["common"]
    for start, end, name, _ in named(data, text, hits):
        first, last = sentence(text, start, end)
        first = max(first, text.rfind("】", first, start) + 1)
        before, after = text[first:start], text[end:last]
        if _is_mark(data, before, after, text[max(first - 1, 0) : first], name, reach) or (
            name not in common and furniture.beside(data, text, start, end)
        ):
            yield start, end
    if " " in text:
        yield from _spaced(data, text)


def _spaced(data: Data, text: str) -> Iterator[tuple[int, int]]:
    """Names with a blank behind every character (瑞 文 网)."""
    table = sites(data).table
    for m in _SPACED.finditer(text):
        first = m.start() - 1
        said = text[first : m.end() : 2]
        for name in [name for name in (*table["sure"], *table["inferred"]) if name in said]:
            if len(name) > 2 and name not in table["common"] and name not in table["everyday"]:
                at = first + said.index(name) * 2
                yield at, at + len(name) * 2 - 1


def in_brief(data: Data, text: str, longest: int, reach: int) -> Iterator[tuple[int, int]]:
    """Listed names in a text of at most ``longest`` characters that holds little else, as that of a header: no account of the site."""
    table = sites(data).table
    if len(text) > longest:
        return
    for start, end, name, _ in named(data, text):
        near = text[max(0, start - reach) : start]
        said = near.endswith(tuple(table["talk-before"])) or any(word in near for word in table["talk-before"] if len(word) > 1)
        if name not in table["common"] and not said:
            yield start, end


def _is_mark(data: Data, before: str, after: str, edge: str, name: str, reach: int) -> bool:
    """Whether a listed ``name`` between the rest of its sentence is no word of it: behind 来源 and the like, in brackets or behind a sign,
    at an edge, or inside with nothing that speaks of a site. ``edge``: the character before the sentence."""
    known = sites(data)
    table = known.table
    if before.endswith(tuple(table["mark-before"])):
        return True
    opener, closer = before.rstrip()[-1:], after.lstrip()[:1]
    if opener and (opener in "©@" or opener + closer in _BRACKETS):
        return True
    alone = not before.strip() and not after.strip(" \t\u3000。.")
    if after and after[0] in known.borders.get(name[-1], ""):
        return False  # 请文秘|帮忙
    word = name in table["common"] or name in table["everyday"]
    if alone and ((edge and edge != "\n") or not word or name.endswith(("网", "文库"))):
        return True
    if word:
        return before.endswith((" ", "\u3000")) and bool(before.strip()) and not after.strip()
    if opener + closer in ("“”", "《》"):
        before, after = before.rstrip()[:-1], after.lstrip()[1:]
        if after.startswith(tuple(table["talk-quoted"])):
            return False  # “人人文库”是一套丛书
    if after[:2] in common_words(data) and after[0] == "上" and after[1] not in "网传面下去来" and not opener.isalnum():
        return True  # ，笔杆儿网上游来水: the word behind the name begins with 上
    near = before[-reach:]
    if near.endswith(tuple(table["talk-before"])) or any(word in near for word in table["talk-before"] if len(word) > 1):
        return False
    if after.startswith(tuple(table["talk-after"])) or any(
        word in before[-2 * reach :] + after[: 2 * reach] for word in table["confession"]
    ):
        return False
    return after[:1] < "\u4e00" or after[:1] > "\u9fff" or name[-1] + after[0] not in common_words(data)

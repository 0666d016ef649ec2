"""Traces of copy protection and of word filters (W511): letters for words, blanks inside words, quotation marks turned round."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from lint_cmm.checks import codes, filtered, scan
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.fold import folded, plain_places
from lint_cmm.checks.text import common_words, line, places, stories, windows, within_one
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from lint_cmm.data import Data
    from lint_cmm.model.types import Story

_BLANK = codes.register("any-blanks", r" \u00a0\u2000-\u200a\u202f\u205f\u3000")
_LETTER = codes.register("for-words", rf"A-Za-zＸｘＤ×✘✗✖*＊\u0400-\u04ff〇○{filtered.TONED}")
_MARK = re.compile(r"[!-/:-@\[-`{-~]")
REACH = 16  # characters around a letter in which a pattern may begin and end
_CUES = "evasion"
scan.register_cues(_CUES, lambda data: {cue: None for needed, _ in data.table("evasion")["swapped"] for cue in needed.split("|")})
_QUOTES = re.compile(r"[“”]")


class EvasionOptions(NamedTuple):
    """``parts``: parts read. ``quoted``: the longest text between quotation marks turned round."""

    parts: tuple[str, ...] = ("body", "footnote", "endnote", "textbox")
    quoted: int = 40


def evasion(context: Context, options: EvasionOptions) -> Issues:
    """Letters or stars for political words, characters swapped, blanks inside words, quotation marks turned round, forum noise.

    A blank between two words is left to T706, an unbalanced mark to T702.
    """
    for story in stories(context, options.parts):
        found = {
            *_swapped(context, story),
            *_lettered(context.data, story.text, codes.at(context, story.text, _LETTER)),
            *_read_plainly(context, story.text),
            *_blanks(context, story),
            *_turned(story, options.quoted),
            *_woven(context, story),
        }
        kept: list[tuple[int, int]] = []
        for start, end in sorted(found, key=lambda f: (f[0], -f[1])):
            if (not kept or start >= kept[-1][1]) and within_one(story, start, end):
                kept.append((start, end))
        yield from (Issue(story.span(start, end)) for start, end in kept)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _needed(data: Data) -> list[tuple[list[str], str]]:
    """The patterns for characters swapped, each with the words one of which it needs."""
    held: list[tuple[list[str], str]] | None = data.memo.get("evasion.swapped")
    if held is None:
        held = data.memo["evasion.swapped"] = [(needed.split("|"), pattern) for needed, pattern in data.table("evasion")["swapped"]]
    return held


def _by_head(data: Data) -> dict[str, list[tuple[str, str]]]:
    """The words that the patterns for letters need, each with its pattern, under their first character."""
    held: dict[str, list[tuple[str, str]]] | None = data.memo.get("evasion.heads")
    if held is None:
        held = data.memo["evasion.heads"] = {}
        for needed, pattern in data.table("evasion")["patterns"]:
            for need in needed.split("|"):
                held.setdefault(need[0], []).append((need, pattern))
    return held


def _swapped(context: Context, story: Story) -> Iterator[tuple[int, int]]:
    """Characters swapped for others."""
    standing = scan.read(context, _CUES, story.part).standing
    for needed, pattern in _needed(context.data):
        if not standing.isdisjoint(needed):
            yield from ((m.start(), m.end()) for m in _compiled(pattern).finditer(story.text))


def _lettered(data: Data, text: str, letters: list[int]) -> Iterator[tuple[int, int]]:
    """Letters and marks for words: looked for around letters and marks only."""
    if not letters:
        return
    table = data.table("evasion")
    around = windows([(at, at + 1) for at in letters], REACH, len(text))
    nears = [text[first:last] for first, last in around]
    together = "\n".join(nears)
    starts = list(accumulate([len(near) + 1 for near in nears], initial=0))
    wanted: dict[str, list[str]] = {}
    heads = _by_head(data)
    for head in heads.keys() & set(together):
        for need, pattern in heads[head]:
            if need in together:
                wanted.setdefault(pattern, []).append(need)
    for pattern, needs in wanted.items():
        for number in sorted({bisect_right(starts, at) - 1 for at in places(together, needs)}):
            for m in _compiled(pattern).finditer(text, *around[number]):
                if m.group().strip():
                    yield m.start() + len(m.group()) - len(m.group().lstrip()), m.end()
    for first, last in around:
        yield from ((m.start(), m.end()) for m in _spelled(data).finditer(text, first, last))
    if around:
        yield from filtered.readings(data, text, around)
        least = int(table["jam-marks"])
        if len(set(_MARK.findall(together))) >= least:
            yield from filtered.jammed(text, around, least)


def _spelled(data: Data) -> re.Pattern[str]:
    """Words of ``spelled`` with one character, or all, in Latin letters."""
    held: re.Pattern[str] | None = data.memo.get("evasion.spelled")
    if held is None:
        forms: list[str] = []
        letters: list[str] = []  # those that begin with one
        heads: set[str] = set()  # what a match begins with: a look at one character spares a try of all forms
        for word, read, *whole in data.table("evasion")["spelled"]["words"]:
            syllables = read.split()
            heads.update((word[0], syllables[0][0], syllables[0][0].upper()))
            letters.append(rf"(?<![A-Za-z0-9_./@-]){''.join(syllables)}(?![A-Za-z0-9_./@-])")
            for i, syllable in enumerate(syllables):
                short = "" if whole or i == 0 and (len(word) == 2 or word[0] == "党") else f"|[{syllable[0]}{syllable[0].upper()}]"
                (forms if i else letters).append(
                    rf"{word[:i] or '(?<![A-Za-z])'}(?:{syllable}|{syllable.upper()}{short}){word[i + 1 :] or '(?![A-Za-z0-9])'}"
                )
        held = data.memo["evasion.spelled"] = re.compile(
            f"(?=[{''.join(sorted(heads))}])(?:(?=[A-Za-z])(?:{'|'.join(letters)})|{'|'.join(forms)})"
        )
    return held


def _read_plainly(context: Context, text: str) -> Iterator[tuple[int, int]]:
    """What :func:`_lettered` finds where full-width letters and the like are read as plain ones; nothing where there are none."""
    plain = folded(context, text)
    if plain.text is not text:
        found = _lettered(context.data, plain.text, plain_places(context, text, _LETTER))
        yield from (plain.back(start, end) for start, end in found if plain.text[start:end].isalpha())


def _blanks(context: Context, story: Story) -> Iterator[tuple[int, int]]:
    """Single blanks that part a word: the stretch is the word with its blank."""
    table = context.data.table("evasion")["blanks"]
    reach, text = int(table["reach"]), story.text
    for at in codes.at(context, text, _BLANK):
        if not (_han(text[at - 1 : at]) and _han(text[at + 1 : at + 2])):
            continue
        first, last = line(text, at, at + 1)
        if last - first < int(table["shortest"]) or text[at] == "\u3000" and at - first < reach:
            continue
        left = re.split(r"[^\u4e00-\u9fff]", text[max(first, at - reach) : at])[-1]
        right = re.split(r"[^\u4e00-\u9fff]", text[at + 1 : min(last, at + 1 + reach)])[0]
        if f"{left[-1]} {right[0]}" in table["labels"] and 1 in (len(left), len(right)):
            continue  # a label spaced out
        if len(left) == len(right) == 1 and (text[at - 2 : at - 1] == text[at] or text[at + 2 : at + 3] == text[at]):
            continue  # a line that is spaced out; a word in it with a blank between all its characters is woven
        word = _parted(common_words(context.data), left, right)
        if word:
            yield at - word[0], at + 1 + word[1]


def _woven(context: Context, story: Story) -> Iterator[tuple[int, int]]:
    """A sign or a blank between all characters of a word."""
    at = codes.finder(story.text, context)
    shortest = int(context.data.table("evasion")["blanks"]["shortest"])
    yield from filtered.woven(context.data, story.text, at(filtered.SIGNS), at(_BLANK), shortest)


def _han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _parted(words: frozenset[str], left: str, right: str) -> tuple[int, int] | None:
    """The longest word that a blank between ``left`` and ``right`` parts: its characters on either side; None when the blank
    stands between two words as well as inside one."""
    best: tuple[int, int] | None = None
    for i in range(1, len(left) + 1):
        for j in range(1, len(right) + 1):
            if left[-i:] + right[:j] in words and (best is None or i + j > sum(best)):
                best = (i, j)
    if best is None:
        return None
    ends = any(left[-i:] in words for i in range(2, len(left) + 1))
    begins = any(right[:j] in words for j in range(2, len(right) + 1))
    longest = sum(best)
    if ends and begins and longest < 4:
        return None
    if longest == 2 and (begins or ends) and not (best == (1, 1) and (len(left) == 1 or len(right) == 1)):
        return None
    return best


def _turned(story: Story, longest: int) -> Iterator[tuple[int, int]]:
    """Pairs ”…“ in paragraphs: a closing mark where none is open, answered by an opening one that nothing closes."""
    at, odd = 0, set()
    for said in story.text.split("”")[:-1]:
        if said.rfind("“") <= said.rfind("\n"):  # hardly any closing mark has no opening one right before it in its line
            odd.add(bisect_right(story.starts, at + len(said)) - 1)
        at += len(said) + 1
    for number in sorted(odd):
        paragraph, offset = story.paragraphs[number], story.starts[number]
        if "“" not in paragraph.text:
            continue
        marks = [(m.start(), m.group()) for m in _QUOTES.finditer(paragraph.text)]
        i = 0
        while i < len(marks):
            if marks[i][1] == "“":
                i += 2 if i + 1 < len(marks) and marks[i + 1][1] == "”" else 1
                continue
            run = 1
            while i + run < len(marks) and marks[i + run][1] != marks[i + run - 1][1]:
                run += 1
            if run % 2 == 0:
                pairs = [(marks[k][0], marks[k + 1][0] + 1) for k in range(i, i + run, 2)]
                for start, end in pairs:
                    if end - start - 2 <= longest and "。" not in paragraph.text[start:end]:
                        yield offset + start, offset + end
                i += run
            else:
                i += 1

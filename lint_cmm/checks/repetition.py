"""B401 sentences that stand twice in one document, word for word or nearly so.

An index from the heads and tails of clauses finds the few pairs worth a look, so that the time grows with the text and not with its
square; those are compared by their shingles of six characters (Broder 1997). Official formulations are no repetition: what they
cover of a shared stretch does not count.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import cache
from re import Pattern
from typing import TYPE_CHECKING

from lint_cmm.checks import codes, scan
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.kit.records import NamedTuple
from lint_cmm.model.sentences import sentences

if TYPE_CHECKING:
    from lint_cmm.model.types import Story

scan.register("official")
SHINGLE = 6
_KEY = 6  # characters of a clause's head or tail
_LEADS = " \u3000\t（(一二三四五六七八九十0123456789首其再最第、，,：:"  # what "lead" may begin with
_MARKS = "，、,：；。！？ \\u3000“”（）\\n"  # between clauses, as in a pattern
_APART = codes.register("clause-marks", _MARKS, common=True)
_LEADING = codes.register_asked("leads", _LEADS)
_ASPECT = ("方面", "方面。")
_SHORT = 2000  # characters of a text whose sentences are as soon cut out
_CLOSE = 3  # a head or tail that this many sentences share proves little and is not followed


class RepeatedOptions(NamedTuple):
    """``least``: characters that two sentences must share beside official formulations. ``share``: least part of the shorter one's
    shingles in the other; ``whole``: least part of the longer one's. ``skip``: beginnings of sentences that quote on purpose.
    """

    least: int = 15
    share: float = 0.7
    whole: float = 0.5
    skip: tuple[str, ...] = ()


class Sentences(NamedTuple):
    """The sentences that are compared, without their numbers: offsets into the story's text, their words, and shingles as they are asked for."""

    spans: list[tuple[int, int]]
    said: list[str]
    cut: dict[int, set[str]]

    def shingles(self, number: int) -> set[str]:
        """The stretches of SHINGLE characters of a sentence without its marks."""
        if number not in self.cut:
            words = _words(self.said[number])
            self.cut[number] = {words[i : i + SHINGLE] for i in range(len(words) - SHINGLE + 1)}
        return self.cut[number]


@cache
def _pattern(name: str) -> Pattern[str]:
    from lint_cmm.kit import patterns as re

    return re.compile(
        {
            "lead": r"[ \u3000\t]{0,8}(?:[（(][一二三四五六七八九十0-9]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、是要]|[0-9]{1,2}[.．、]|首先|其次|再次|最后|第[一二三四五六七八九十]){0,2}[、，,：: \u3000]{0,3}",
            "clauses": f"\n|[^{_MARKS}]{{6,4000}}",  # those that have a key, and the ends of sentences
            "marks": r"[\W_]{1,50}",
            "aspect": "^[^。]{4,80}(?:方面|方面。)$",
        }[name]
    )


def judged_range(context: Context) -> tuple[int, int]:
    """Offsets into the body's text of the judged document (after S112 the first of several)."""
    story, outline = context.document.body, context.outline
    if outline is None or not story.paragraphs:
        return 0, len(story.text)
    last = min(outline.last, len(story.paragraphs))
    return story.starts[max(outline.first, 1) - 1], story.starts[last - 1] + len(story.paragraphs[last - 1].text)


def twice(context: Context, options: RepeatedOptions) -> Issues:
    """One issue on each sentence that says again what an earlier one says; ``related`` is the first place."""
    story = context.document.body
    known = _gather(context, story, options)
    index: dict[str, list[int]] = {}
    for number, keys in _keys(known.said).items():
        shared: dict[int, int] = {}
        for key in keys:
            before = index.get(key)
            if before is None:
                index[key] = [number]
                continue
            for earlier in before:
                shared[earlier] = shared.get(earlier, 0) + 1
            if len(before) < _CLOSE:
                before.append(number)
        other = _same(known, number, shared, options) if shared else None
        if other is not None and _beside_official(context, known, number, other, options.least):
            start, end = known.spans[other]
            facts = {"first": _short(story.text[start:end])}
            yield Issue(story.span(*known.spans[number]), facts, related=(story.span(start, end),))


def _keys(said: list[str]) -> dict[int, set[str]]:
    """By number of the sentence: the heads and tails of its clauses, those of them that stand elsewhere, too (some others may be there).

    Two sentences that say the same share at least one.
    """
    clauses = _pattern("clauses").findall("\n".join(said))
    heads = [clause[:_KEY] for clause in clauses]
    tails = [clause[-_KEY:] for clause in clauses]
    counts = Counter(heads)
    counts.update(tails)
    often = {key for key, count in counts.items() if count > 1}
    found: dict[int, set[str]] = {}
    number = 0
    for head, tail in zip(heads, tails, strict=True):
        if head == "\n":
            number += 1
        elif head in often or tail in often:
            found.setdefault(number, set()).update(often.intersection((head, tail)))
    return found


def _gather(context: Context, story: Story, options: RepeatedOptions) -> Sentences:
    text, known = story.text, Sentences([], [], {})
    low, high = judged_range(context)
    leads, aspects = _pattern("lead"), _pattern("aspect")
    tables = any(paragraph.cell is not None for paragraph in story.paragraphs)
    for start, end in _worth_a_look(context, text, low, high, options.least):
        if end - start < options.least:
            continue
        if text[start] in _LEADS:
            lead = leads.match(text, start, end)
            start = lead.end() if lead else start
            if end - start < options.least:
                continue
        if text[end - 1] not in "。！？!?；;”’）" and (end >= len(text) or text[end] == "\n") and end - start < 40:
            continue  # a heading of its own line
        said = text[start:end]
        if said.startswith(options.skip) or (said.endswith(_ASPECT) and aspects.match(said)):
            continue
        if not tables or story.at(start)[0].cell is None:
            known.spans.append((start, end))
            known.said.append(said)
    return known


def _worth_a_look(context: Context, text: str, low: int, high: int, least: int) -> list[tuple[int, int]]:
    """The sentences of ``text[low:high]``; in a long run only those of which the head or tail of a clause stands elsewhere, too, and by
    chance some others."""
    known = codes.of(context, text)
    if known is None or len(text) < _SHORT:
        return sentences(text, low, high)
    import numpy as np

    starts, ends = codes.sentences(known, low, high)
    long = ends - starts >= least
    starts, ends = starts[long], ends[long]
    marks = np.concatenate([[low - 1], known.marks(_APART, low, high), [high]])
    wide = marks[1:] - marks[:-1]
    heads, tails = marks[:-1][wide > _KEY] + 1, marks[1:][wide > _KEY + 1] - _KEY
    # Clauses that begin or end with the sentence without a mark between, and those that begin behind what leads into it.
    leads = _pattern("lead")
    led = [m.end() for m in [leads.match(text, start) for start in starts[known.are(_LEADING, starts)].tolist()] if m]
    begins = np.concatenate([starts, np.array(led, np.int64)])
    bare = begins[~known.are(_APART, begins - 1)]
    open_ends = ends[~known.are(_APART, ends - 1)] - _KEY
    places = np.concatenate([heads, tails, bare, open_ends])
    places = places[places <= high - _KEY]
    again = codes.twins(known.grams(_KEY).take(places), places)
    told = np.zeros(len(starts) + 1, np.bool_)
    told[starts.searchsorted(again, "right")] = True  # the sentences behind these
    return list(zip(starts[told[1:]].tolist(), ends[told[1:]].tolist(), strict=True))


def _same(known: Sentences, number: int, shared: dict[int, int], options: RepeatedOptions) -> int | None:
    own = known.shingles(number)
    for other, _count in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))[:3]:
        theirs = own if known.said[other] == known.said[number] else known.shingles(other)
        common = len(own & theirs)
        if common >= options.share * min(len(own), len(theirs)) and common >= options.whole * max(len(own), len(theirs)):
            if common + SHINGLE - 1 >= options.least:
                return other
    return None


def _words(said: str) -> str:
    return _pattern("marks").sub("", said)


def _beside_official(context: Context, known: Sentences, later: int, first: int, least: int) -> bool:
    hits = scan.hits(context, "official")
    start, end = known.spans[later]
    covered, i = 0, bisect_left(hits, start, key=lambda hit: hit.start)
    while i < len(hits) and hits[i].end <= end:
        covered += hits[i].end - hits[i].start
        i += 1
    return min(len(_words(known.said[later])), len(_words(known.said[first]))) - covered >= least


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else text[:most] + "…"

"""How strongly the clauses of measures answer the units of problems: shared rare words and shared themes, weighed over the document.

Every word and every theme that both name is a witness. What it leaves in doubt is a factor: witnesses support each other,
their factors multiply, and a score is what no doubt is left of.
"""

from __future__ import annotations

from collections.abc import Collection
from math import exp, sqrt

from lint_cmm.outline.align_units import Side, Thesaurus
from lint_cmm.records import NamedTuple

_NUMERALS = "一二三四五六七八九十两几"


class Weights(NamedTuple):
    """What each word and theme that both sides use is worth in this document (0 to 1)."""

    words: dict[str, float]
    themes: dict[int, float]
    vague: float  # what a theme keeps in a clause without time, number or frequency
    solid: float  # the share of measures that have one
    scale: float  # shared rare words that count as full proof here


def weigh(ours: Side, theirs: Side, solid: list[bool], known: Thesaurus) -> Weights:
    """The worth of every word and theme. ``solid`` tells which clauses name a time, number or frequency.

    A word that stands in every aspect or every measure tells none from another; one of the background list is worth
    less than one that is not in it. Beside solid measures a vague one proves less: it must name the subject itself.
    What stands in more than ``spread-limit`` aspects is left out, which keeps long documents from comparing all with all.
    """
    o = known.options
    limit = o["spread-limit"]
    share = len({owner for owner, has in zip(theirs.owners, solid, strict=True) if has}) / (theirs.size or 1)
    words: dict[str, float] = {}
    for word, units in ours.words.items():
        count = _owners(ours, units)
        if count <= limit:
            base = _base(word, known)
            if base:
                if word in known.common:  # among vague measures naming the subject is all there is
                    base += (1.0 - share) * (o["everyday-vague"] - base)
                words[word] = base / (count ** o["word-spread"] * _owners(theirs, theirs.words[word]) ** o["word-spread-measures"])
    themes: dict[int, float] = {}
    for theme in ours.themes.keys() & theirs.themes.keys():
        count = _owners(ours, ours.themes[theme])
        if count <= limit:
            telling = 1.0 - o["theme-spread"] * (count - 1) / ours.size
            other = _owners(theirs, theirs.themes[theme])
            themes[theme] = o["theme-share"] * known.weights[theme] * telling / other ** o["theme-spread-measures"]
    return Weights(words, themes, 1.0 - (1.0 - o["vague-theme"]) * share, share, o["word-scale"] * _lengthy(ours, o))


def _owners(side: Side, units: Collection[int]) -> int:
    """How many aspects or measures ``units`` belong to."""
    return len({side.owners[unit] for unit in units}) if len(units) > 1 else 1


def _lengthy(ours: Side, o: dict[str, float]) -> float:
    """How much longer than usual the points are, as a factor: the more words, the more are shared by chance."""
    headings = set(ours.firsts)
    sizes = [len(text) for unit, text in enumerate(ours.texts) if unit not in headings]
    return min(1.25, max(0.5, sqrt(sum(sizes) / len(sizes) / o["usual-length"]))) if sizes else 1.0


def _base(word: str, known: Thesaurus) -> float:
    if len(word) == 1:
        return known.options["single-character"]
    if word[0] == "“":
        return 1.5
    if len(word) == 2 and word[0] in "0123456789":
        return known.small
    worth = known.common.get(word, 1.0)
    return min(known.counted, worth) if word[0] in _NUMERALS else worth


class Ties:
    """What ties each clause to units of problems.

    ``words`` has for every clause its words with the problem units that use them, ``themes`` its themes with what the theme is worth
    there and how surely each problem unit names it.
    """

    def __init__(self, ours: Side, theirs: Side, solid: list[bool], weights: Weights, known: Thesaurus) -> None:
        self.words: list[dict[str, list[int]]] = [{} for _ in theirs.texts]
        self.themes: list[dict[int, tuple[float, dict[int, float]]]] = [{} for _ in theirs.texts]
        self._doubts = {word: exp(-worth / weights.scale) for word, worth in weights.words.items()}
        self._keep = 1.0 - known.options["consume"]
        for word in weights.words:
            units = ours.words[word]
            for clause in theirs.words[word]:
                own = self.words[clause]
                own[word] = units if len(word) > 1 else _alone(word, units, own)
        sure = _Sure(weights.solid, known)
        headings, title = set(ours.firsts), known.options["title-words"]
        for theme, worth in weights.themes.items():
            named = ours.themes[theme]
            heard = {unit: sure.of(words, title if unit in headings else 0.0) for unit, words in named.items()}
            using: dict[str, list[int]] = {}
            for unit, words in named.items():
                for word in words:
                    using.setdefault(word, []).append(unit)
            for clause, words in theirs.themes[theme].items():
                full, there = (worth if solid[clause] else worth * weights.vague) * sure.of(words), heard
                if words[0][:2] in weights.words:  # the one word of a side that stands on the other, too, is heard as a word already
                    same = [unit for word in words for unit in using.get(word, ()) if len(words) == 1 or len(named[unit]) == 1]
                    if same:
                        there = {unit: value for unit, value in heard.items() if unit not in same}
                self.themes[clause][theme] = full, there

    def doubts(self, clause: int) -> dict[int, float]:
        """The doubt left at every problem unit that ``clause`` shares anything with."""
        found: dict[int, float] = {}
        for word, units in self.words[clause].items():
            doubt = self._doubts[word]
            for unit in units:
                found[unit] = found[unit] * doubt if unit in found else doubt
        for worth, heard in self.themes[clause].values():
            for unit, sure in heard.items():
                doubt = 1.0 - worth * sure
                found[unit] = found[unit] * doubt if unit in found else doubt
        return found

    def spent(self, clause: int, doubts: dict[int, float], best: int) -> dict[int, float]:
        """``doubts`` after the clause has given the unit ``best`` its words: what others share with it is worth less."""
        keep, found = self._keep, doubts.copy()
        for word, units in self.words[clause].items():
            if best in units:
                more = self._doubts[word] ** (keep - 1.0)
                for unit in units:
                    found[unit] *= more
        for worth, heard in self.themes[clause].values():
            if best in heard:
                for unit, sure in heard.items():
                    value = worth * sure
                    found[unit] *= (1.0 - keep * value) / (1.0 - value)
        return found


def _alone(character: str, units: list[int], words: dict[str, list[int]]) -> list[int]:
    """``units`` without those where one of the clause's ``words`` holds the character: a word counts once."""
    longer = [others for word, others in words.items() if character in word]
    return [unit for unit in units if not any(unit in others for others in longer)] if longer else units


class _Sure(dict[float, float]):
    """How surely a theme is spoken of when so many distinct words name it, to the power at which two sides are multiplied."""

    def __init__(self, solid: float, known: Thesaurus) -> None:
        super().__init__()
        self._solid, self._lighter = solid, known.lighter
        self._doubt, self._power = 1.0 - known.options["single-word"], known.options["theme-power"]

    def __missing__(self, hits: float) -> float:
        value = self[hits] = float((1.0 - self._doubt**hits) ** self._power)
        return value

    def of(self, words: list[str], more: float = 0.0) -> float:
        """Common words count for a part of one, for more among vague measures; ``more`` is added to their number."""
        light = self._lighter[words[0]] if len(words) == 1 else sum([self._lighter[word] for word in words])
        return self[len(words) + more - self._solid * light]

"""How strongly one unit answers another: shared rare words and shared themes, weighed over the document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import exp, sqrt
from typing import TypeVar

from lint_cmm.outline.align_units import Thesaurus, Unit
from lint_cmm.records import NamedTuple

T = TypeVar("T", str, int)
_NUMERALS = "一二三四五六七八九十两几"


class Weights(NamedTuple):
    """What each word and theme is worth in this document (0 to 1)."""

    words: dict[str, float]
    themes: dict[int, float]
    vague: float  # what a theme keeps in a clause without time, number or frequency
    solid: float  # the share of measures that have one
    scale: float  # shared rare words that count as full proof here
    common: dict[str, float]  # how telling a common word is, 0 to 1
    lighter: dict[str, float]  # what a word lacks of one in naming a theme


class Match(NamedTuple):
    """What ties a problem unit to a measure unit: shared words with their worth, themes with their strength."""

    score: float
    words: dict[str, float]
    themes: dict[int, float]


def weigh(aspects: list[list[Unit]], measures: list[list[Unit]], known: Thesaurus) -> Weights:
    """The worth of every word and theme that both sides use.

    A word that stands in every aspect or every measure tells none from another; one of the background list is worth
    less than one that is not in it. Beside solid measures a vague one proves less: it must name the subject itself.
    What stands in more than ``spread-limit`` aspects is left out, which keeps long documents from comparing all with all.
    """
    o = known.options
    limit = o["spread-limit"]
    solid = sum(any(u.solid for u in units) for units in measures) / (len(measures) or 1)
    ours = _spread([frozenset().union(*[u.words for u in units]) for units in aspects])
    theirs = _spread([frozenset().union(*[u.words for u in units]) for units in measures])
    worth: dict[str, float] = {}
    for word, count in ours.items():
        other = theirs.get(word)
        if other and count <= limit:
            base = _base(word, known)
            if base:
                if word in known.common:  # among vague measures naming the subject is all there is
                    base += (1.0 - solid) * (o["everyday-vague"] - base)
                worth[word] = base / (count ** o["word-spread"] * other ** o["word-spread-measures"])
    our_themes = _spread([frozenset().union(*[u.themes for u in units]) for units in aspects])
    their_themes = _spread([frozenset().union(*[u.themes for u in units]) for units in measures])
    size = len(aspects)
    themes = {}
    for theme, count in our_themes.items():
        other = their_themes.get(theme)
        if other and count <= limit:
            telling = 1.0 - o["theme-spread"] * (count - 1) / size
            themes[theme] = o["theme-share"] * known.weights[theme] * telling / other ** o["theme-spread-measures"]
    vague, scale = 1.0 - (1.0 - o["vague-theme"]) * solid, o["word-scale"] * _lengthy(aspects, o)
    return Weights(worth, themes, vague, solid, scale, known.common, known.lighter)


def _lengthy(aspects: list[list[Unit]], o: dict[str, float]) -> float:
    """How much longer than usual the points are, as a factor: the more words, the more are shared by chance."""
    sizes = [len(u.text) for units in aspects for u in units[1:]]
    return min(1.25, max(0.5, sqrt(sum(sizes) / len(sizes) / o["usual-length"]))) if sizes else 1.0


def _base(word: str, known: Thesaurus) -> float:
    if word[0] == "“":
        return 1.5
    if len(word) == 2 and word[0] in "0123456789":
        return known.small
    if len(word) == 1:
        return known.options["single-character"]
    if word[0] in _NUMERALS:
        return min(known.counted, known.common.get(word, 1.0))
    return known.common.get(word, 1.0)


def _spread(sets: Iterable[frozenset[T]]) -> Counter[T]:
    found: Counter[T] = Counter()
    for words in sets:
        found.update(words)
    return found


def strength(hits: float, single: float) -> float:
    """How surely a theme is spoken of when ``hits`` distinct words name it, one of them proving ``single``."""
    return 1.0 - float((1.0 - single) ** hits)


class Index:
    """Where every telling word and theme stands in the problems, so that a clause meets only the points it shares one with.

    ``places`` are (aspect, point) pairs, counted from 0; point 0 is the aspect's heading. ``words`` and ``themes`` name them by
    their numbers in that list.
    """

    def __init__(self, aspects: list[list[Unit]], weights: Weights, options: dict[str, float]) -> None:
        self.weights = weights
        self.options = options
        self.places: list[tuple[int, int]] = []
        self.words: dict[str, list[int]] = {}
        self.themes: dict[int, list[tuple[int, float, list[str]]]] = {}
        single, telling = options["single-word"], frozenset(weights.words)
        for a, units in enumerate(aspects):
            for p, one in enumerate(units):
                place = len(self.places)
                self.places.append((a, p))
                for word in one.words & telling:
                    self.words.setdefault(word, []).append(place)
                for theme in one.themes.keys() & weights.themes.keys():
                    hits = self._hits(one.themes[theme]) + (0 if p else options["title-words"])
                    self.themes.setdefault(theme, []).append((place, strength(hits, single), one.themes[theme]))

    def _hits(self, words: list[str]) -> float:
        """How many words name a theme; common words count for a part of one, for more among vague measures."""
        lighter = self.weights.lighter
        return len(words) - self.weights.solid * sum([lighter[word] for word in words])

    def matches(self, measure: Unit) -> list[tuple[int, int, Match]]:
        """What ties ``measure`` to each (aspect, point) it shares anything with, in their order, before any of its words are spent."""
        weights, power = self.weights, self.options["theme-power"]
        words: dict[int, dict[str, float]] = {}
        themes: dict[int, dict[int, float]] = {}
        for word in sorted(measure.words & self.words.keys()):
            value = weights.words[word]
            for place in self.words[word]:
                if place in words:
                    words[place][word] = value
                else:
                    words[place] = {word: value}
        single, worth = self.options["single-word"], 1.0 if measure.solid else weights.vague
        for theme, said in measure.themes.items():
            places = self.themes.get(theme)
            if not places:
                continue
            sure, full = strength(self._hits(said), single), worth * weights.themes[theme]
            heard = said[0][:2] in weights.words
            for place, named, words_named in places:
                if heard and (len(said) == 1 or len(words_named) == 1) and _same_word(said, words_named):
                    continue  # the one word on this side stands on the other, too, and is heard as a word already
                value = full * (sure * named) ** power
                if place in themes:
                    themes[place][theme] = value
                else:
                    themes[place] = {theme: value}
        found = []
        nothing: dict[str, float] = {}
        untold: dict[int, float] = {}
        for place in sorted(words.keys() | themes.keys()):
            w, t = words.get(place, nothing), themes.get(place, untold)
            if len(w) > 1:
                w = _alone(w)
            a, p = self.places[place]
            found.append((a, p, Match(total(w, t, weights.scale), w, t)))
        return found


def _alone(words: dict[str, float]) -> dict[str, float]:
    """The words without the single characters that a longer one among them holds."""
    if 1 not in map(len, words):
        return words
    longer = "".join([w for w in words if len(w) > 1])
    return {w: v for w, v in words.items() if len(w) > 1 or w not in longer}


def _same_word(one: list[str], other: list[str]) -> bool:
    return (len(one) == 1 and one[0] in other) or (len(other) == 1 and other[0] in one)


def total(words: dict[str, float], themes: dict[int, float], scale: float) -> float:
    """One score from 0 to 1: words add up to a limit, themes and words support each other like independent witnesses."""
    doubt = exp(-sum(words.values()) / scale) if words else 1.0
    for theme in themes.values():
        doubt *= 1.0 - theme
    return 1.0 - doubt


def spent(found: Match, best: Match, consume: float, scale: float) -> float:
    """The score of ``found`` after the measure has given ``best`` its words: what both share is worth less."""
    if found.score >= best.score or not found.score:
        return found.score
    if best.words.keys().isdisjoint(found.words) and best.themes.keys().isdisjoint(found.themes):
        return found.score
    rest = 1.0 - consume
    words = {w: v * rest if w in best.words else v for w, v in found.words.items()}
    themes = {t: v * rest if t in best.themes else v for t, v in found.themes.items()}
    return total(words, themes, scale)

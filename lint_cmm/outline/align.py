"""Which measures answer which problem aspects, on what evidence.

A measure answers a problem in other words. Three witnesses are heard: rare words that both use, themes that both name
(``lexicon/themes.toml``), and the writer's own references (“针对第三个方面”). The measures are then shared out over all
aspects at once: what a clause says for the problem it answers best is spent there, so that a word which two aspects use
does not answer both. Last, a measure nobody has claimed, standing in the place of an aspect nobody has answered, gets
the benefit of order.
"""

from __future__ import annotations

from typing import NamedTuple

from lint_cmm.data import Data
from lint_cmm.outline.align_score import Match, match, spent, weigh
from lint_cmm.outline.align_units import Thesaurus, Unit, clauses, thesaurus, unit
from lint_cmm.outline.types import Alignment, Answer, Item, Outline


class _Side(NamedTuple):
    """An item with its units; unit 0 is the heading."""

    item: Item
    units: list[Unit]


def align(outline: Outline, data: Data) -> tuple[Alignment, ...]:
    """One alignment for every problem aspect, in reading order; its points inside.

    Without measures every aspect is unanswered; the caller decides what that means (a missing section is another rule's).
    """
    known = thesaurus(data)
    aspects = [_problem(item, known) for item in outline.items("problems")]
    measures = [_measure(item, known) for item in outline.items("measures")]
    if not aspects:
        return ()
    if not measures:
        return tuple(_unanswered(a.item) for a in aspects)
    return _Alignment(aspects, measures, known).result()


def _problem(item: Item, known: Thesaurus) -> _Side:
    texts = [item.title]
    texts += [child.text for child in item.children] or [item.text]
    return _Side(item, [unit(t, known, measure=False) for t in texts])


def _measure(item: Item, known: Thesaurus) -> _Side:
    texts = clauses(item.text, int(known.options["clause-length"]))
    return _Side(item, [unit(t, known, measure=True) for t in texts])


def _unanswered(item: Item) -> Alignment:
    return Alignment(item, (), tuple(Alignment(c, ()) for c in item.children))


class _Alignment:
    """The table of aspects and measures while it is worked out."""

    def __init__(self, aspects: list[_Side], measures: list[_Side], known: Thesaurus) -> None:
        self.aspects = aspects
        self.measures = measures
        self.known = known
        self.scale = known.options["word-scale"]
        self.weights = weigh([a.units for a in aspects], [m.units for m in measures], known)
        # cells[a][m][p] = the best (score, match) of point p of aspect a with any clause of measure m
        self.cells: list[list[list[tuple[float, Match]]]] = [
            [[(0.0, Match(0.0, {}, {}))] * len(a.units) for _ in measures] for a in aspects
        ]
        self.table = [[0.0] * len(measures) for _ in aspects]
        for m in range(len(measures)):
            self._share(m)
        self._sum()

    def _share(self, m: int) -> None:
        """Score every clause of measure ``m`` against every point, and spend it on the aspect it answers best."""
        o = self.known.options
        consume, single, second = o["consume"], o["single-word"], o["secondary"]
        for clause in self.measures[m].units:
            found = [[match(p, clause, self.weights, self.scale, single) for p in a.units] for a in self.aspects]
            tops = [max(row, key=lambda f: f.score) for row in found]
            best = max(tops, key=lambda f: f.score)
            if not best.score:
                continue
            for a, row in enumerate(found):
                cell = self.cells[a][m]
                for p, one in enumerate(row):
                    score = one.score if tops[a] is best else second * spent(one, best, consume, self.scale)
                    if score > cell[p][0]:
                        cell[p] = (score, one)

    def _sum(self) -> None:
        support = self.known.options["support"]
        for a, row in enumerate(self.cells):
            for m, cell in enumerate(row):
                scores = sorted([s for s, _ in cell], reverse=True)
                self.table[a][m] = 1.0 - (1.0 - scores[0]) * (1.0 - support * scores[1])

    def slots(self) -> None:
        """Give an unclaimed measure to the unanswered aspect in whose place it stands."""
        threshold, bonus, floor = (self.known.options[k] for k in ("answer-threshold", "slot-bonus", "slot-floor"))
        best = [max(range(len(self.measures)), key=lambda m: row[m]) for row in self.table]
        answered = [self.table[a][best[a]] >= threshold for a in range(len(self.aspects))]
        claimed = {m for m in range(len(self.measures)) if any(row[m] >= threshold for row in self.table)}
        for a, row in enumerate(self.table):
            if answered[a]:
                continue
            low = max([best[b] for b in range(a) if answered[b]], default=-1)
            high = min([best[b] for b in range(a + 1, len(row) and len(self.aspects)) if answered[b]], default=len(row))
            for m in range(low + 1, high):
                if m not in claimed and row[m] >= floor:
                    row[m] += bonus

    def result(self) -> tuple[Alignment, ...]:
        self.slots()
        threshold = self.known.options["answer-threshold"]
        found = []
        for a, side in enumerate(self.aspects):
            order = sorted(range(len(self.measures)), key=lambda m: (-self.table[a][m], m))
            answers = tuple(self._answer(a, m) for m in order if self.table[a][m] >= threshold)
            found.append(Alignment(side.item, answers, self._points(a), max(self.table[a])))
        return tuple(found)

    def _points(self, a: int) -> tuple[Alignment, ...]:
        threshold = self.known.options["point-threshold"]
        points = []
        for p, child in enumerate(self.aspects[a].item.children, 1):
            scores = [(self.cells[a][m][p][0], m) for m in range(len(self.measures))]
            answers = tuple(
                Answer(self.measures[m].item, round(s, 3), self._evidence([self.cells[a][m][p][1]], self.aspects[a].units[p : p + 1]))
                for s, m in sorted(scores, key=lambda pair: (-pair[0], pair[1]))
                if s >= threshold
            )
            points.append(Alignment(child, answers, (), max(scores)[0]))
        return tuple(points)

    def _answer(self, a: int, m: int) -> Answer:
        cell = self.cells[a][m]
        return Answer(self.measures[m].item, round(self.table[a][m], 3), self._evidence([f for _, f in cell], self.aspects[a].units))

    def _evidence(self, matches: list[Match], units: list[Unit]) -> tuple[str, ...]:
        """The words that prove an answer, strongest first."""
        worth: dict[str, float] = {}
        for one, here in zip(matches, units, strict=True):
            for word, value in one.words.items():
                worth[word.lstrip("“")] = max(value, worth.get(word, 0.0))
            for theme, value in one.themes.items():
                worth[here.themes[theme][0]] = value
        return tuple(sorted(worth, key=lambda w: (-worth[w], w))[:6])

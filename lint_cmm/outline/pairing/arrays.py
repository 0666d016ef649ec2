"""The shares of problems and measures worked out with numpy, in a run over many documents: the same to the last bit as those of
:mod:`lint_cmm.outline.pairing.score`, in a third of the time; for some documents side by side in less.

A *tie* joins a row of a measure with one of a problem (see :mod:`lint_cmm.outline.pairing.said`); the ties of one clause with one unit are a
*meeting*.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from itertools import pairwise
from math import exp

import numpy as np

from lint_cmm.kit.records import NamedTuple
from lint_cmm.outline.pairing.groups import Array, changes, find, in_order, spread, two_best
from lint_cmm.outline.pairing.said import UNIT, UNITS, Said, Start, Themes
from lint_cmm.outline.pairing.score import Proofs, Shares, Sides
from lint_cmm.outline.pairing.tree import Tree
from lint_cmm.outline.pairing.units import Thesaurus

_MOST = 2_000_000  # ties; a text of 64,000 characters has 40,000


class Crowded(Exception):
    """There are more ties than room is given to."""


class Ties(NamedTuple):
    """Ties, in the order of the rows of measures, then of those of problems: by words first, then by themes."""

    ours: Array  # the row of a problem
    theirs: Array  # … of a measure
    doubts: Array  # what the tie leaves in doubt


class Arrays:
    """The shares of some documents, worked out for all clauses at once; for every aspect, measure and unit of all what :class:`Shares` says,
    but that the numbers named there are those in its own document."""

    def __init__(self, group: list[Sides], known: Thesaurus, tree: Tree) -> None:
        self.said = said = Said(group, known, tree)
        self._known, self._tree = known, tree
        starts = np.array(said.starts)
        self._aspects, self._measures, _, self._clauses, _ = starts.T
        aspects, measures = self._aspects[-1], self._measures[-1]
        self.good: list[list[tuple[float, int]]] = [[] for _ in range(said.units)]
        self.scores: list[dict[int, float]] = [{} for _ in range(aspects)]
        self.spoken: list[dict[int, int]] = [{} for _ in range(measures)]
        self._sizes = np.array([one.ours.size for one in group])
        self._vague, self._scales = np.array([one.ground.vague for one in group]), [one.ground.scale for one in group]
        self._solid = np.array([False] * said.units + [firm for one in group for firm in one.solid])
        self._words, themes = said.words(), said.themes()
        self._many = len(self._words.of)  # rows of words; then come those of themes
        self._of = np.concatenate([self._words.of, themes.of + len(self._words.names)])
        self._row = np.concatenate([self._words.units, themes.units])
        self._meet(self._tie(themes))

    def _tie(self, themes: Themes) -> Ties:
        """All ties."""
        o, known, tree, said, of, units = self._known.options, self._known, self._tree, self.said, self._of, self._row
        mine, owner, row, which = units < said.units, said.owner[units], themes.row, themes.which
        words, size = len(self._words.names), len(self._words.names) + said.documents * len(tree.weights)
        self._leading = fresh = changes(of, owner) | changes(mine)
        count, other = np.bincount(of[fresh & mine], minlength=size), np.bincount(of[fresh & ~mine], minlength=words)
        worth = np.where(count[:words] <= o["spread-limit"], self._words.worth, 0.0)
        worth /= self._powers(count[:words], o["word-spread"]) * self._powers(other[:words], o["word-spread-measures"])
        self._worth: list[float] = worth.tolist()
        scales = map(self._scales.__getitem__, self._words.homes.tolist())
        self._doubt = [exp(-value / scale) for value, scale in zip(self._worth, scales, strict=True)]
        # how surely themes are named
        many = np.bincount(row, minlength=len(of) - self._many)
        starts = many.cumsum() - many
        unit = themes.units
        home = said.home[unit]
        more = np.zeros(len(said.owner))
        more[said.headings] = o["title-words"]
        hits = many + more[unit] - said.firm[home] * np.bincount(row, self._lack(which), len(many))
        some = np.unique(hits)  # a few, as words are few and most of them whole ones
        self._sure = np.array([known.sure[one] for one in some.tolist()])[some.searchsorted(hits)]
        telling = 1.0 - o["theme-spread"] * (count[words:] - 1) / self._sizes.repeat(len(tree.weights))
        worths = np.tile(o["theme-share"] * tree.weights, said.documents) * telling / self._saying(themes, fresh & ~mine)
        full = worths[themes.of]
        self._full = np.where(self._solid[unit], full, full * self._vague[home]) * self._sure
        self._first = which[starts]

        ours, theirs = _cross(of, mine, np.concatenate([worth > 0.0, count[words:] <= o["spread-limit"]]))
        cut = int(theirs.searchsorted(self._many))
        keep = np.ones(len(theirs), bool)
        keep[self._double(ours[:cut], theirs[:cut])] = False
        keep[cut + self._again(ours[cut:] - self._many, theirs[cut:] - self._many, themes, many)] = False
        ours, theirs = ours[keep], theirs[keep]
        cut = int(theirs.searchsorted(self._many))
        values = self._full[theirs[cut:] - self._many] * self._sure[ours[cut:] - self._many]
        return Ties(ours, theirs, np.concatenate([np.array(self._doubt)[of[theirs[:cut]]], 1.0 - values]))

    def _saying(self, themes: Themes, fresh: Array) -> Array:
        """How many measures speak of each theme, one that names it in passing counted for less; ``fresh``: the first row of every measure."""
        first = np.flatnonzero(fresh[self._many :])
        heard = self._sure * (themes.units >= self.said.units)
        most = np.maximum.reduceat(heard, first) if len(first) else heard[:0]
        named, size = themes.of[first], self.said.documents * len(self._tree.weights)
        top = np.zeros(size)
        np.maximum.at(top, named, most)
        return np.where(top > 0.0, np.bincount(named, most, size), 1.0) / np.where(top > 0.0, top, 1.0)

    def _powers(self, counts: Array, power: float) -> Array:
        """As Python raises them, which numpy may round otherwise; 1 for 0."""
        known, most = self._tree.powers.setdefault(power, [1.0]), int(counts.max(initial=0))
        known += [count**power for count in range(len(known), most + 1)]
        return np.array(known[: most + 1])[counts]

    def _double(self, ours: Array, theirs: Array) -> Array:
        """Which ties are by a single character where a word with that character ties the same: a word counts once."""
        names, homes, _, _, places, singles, _, _ = self._words
        longs = len(names) - len(places)
        pairs, alone = places[: singles - longs], self.said.character(places[singles - longs :])
        if not len(alone):
            return np.zeros(0, int)
        others = [(home << 21 | ord(one), number) for number, home in enumerate(homes[:longs].tolist()) for one in names[number]]
        holder = find(alone, np.concatenate([self.said.character(pairs), self.said.character(pairs + 1), [one for one, _ in others]]))
        word = np.concatenate([np.tile(np.arange(longs, singles), 2), [number for _, number in others]])
        held = np.flatnonzero(holder >= 0)
        holder, order = in_order(holder[held])
        word, many = word[held][order].astype(int), np.bincount(holder, minlength=len(alone))
        where = self._row[theirs] << UNIT | self._row[ours]
        keys = self._of[theirs] << 2 * UNIT | where  # in order
        begin = int(keys.searchsorted(singles << 2 * UNIT))
        single = self._of[theirs[begin:]] - singles
        tie, which = spread(many[single])
        sought = word[(many.cumsum() - many)[single[tie]] + which] << 2 * UNIT | where[begin:][tie]
        return begin + tie[find(keys, sought) >= 0]

    def _again(self, ours: Array, theirs: Array, themes: Themes, many: Array) -> Array:
        """Which ties are by the one word of a side for a theme that stands on the other, too, and is heard as a word already."""
        tree, words, home = self._tree, self._words, self.said.home[themes.units]
        starts = many.cumsum() - many
        heard = np.zeros((self.said.documents, len(tree.pairs) + 1), bool)
        some = np.array(self._worth) > 0.0
        heard[words.homes[some], words.nodes[some]] = True
        heard[:, 0] = False
        one = many == 1
        tie = np.flatnonzero(heard[home, tree.heads[self._first]][theirs] & (one[theirs] | one[ours]))
        ours, theirs = ours[tie], theirs[tie]
        single, size, same = one[ours], len(tree.same), tree.same[themes.which]
        sought = np.where(single, theirs, ours) * size + same[starts[np.where(single, ours, theirs)]]
        return tie[find(np.sort(themes.row * size + same), sought) >= 0]

    def _lack(self, words: Array) -> Array:
        """What each of ``words`` lacks of one: see ``Lighter``."""
        tree = self._tree
        new = np.isnan(tree.lack[words])
        for word in set(words[new].tolist()):
            tree.lack[word] = self._known.lighter[tree.words[word]]
        return tree.lack[words]

    def _meet(self, ties: Ties) -> None:
        """Score every clause against the units that it touches, and spend it on the aspect that it answers best, as ``Read`` does."""
        o, owner, size = self._known.options, self.said.owner, len(self.said.owner)
        self._ties = ties
        key, self._order = in_order(self._row[ties.theirs] << UNIT | self._row[ties.ours])
        fresh = changes(key)
        self._starts = np.flatnonzero(fresh)
        self._ends = np.append(self._starts[1:], len(key))
        clause, unit = key[self._starts] >> UNIT, key[self._starts] & UNITS
        left = ties.doubts[self._order]
        left = np.multiply.reduceat(left, self._starts) if len(left) else left
        least = np.ones(size)
        np.minimum.at(least, clause, left)
        self.loose = set(owner[(1.0 - least < o["loose-threshold"]) & self._solid].tolist())
        self.fit = set(unit[1.0 - left >= o["alone-threshold"]].tolist())
        best = np.flatnonzero(left == least[clause])[::-1]  # more than one where texts are the same: none is second
        first = np.zeros(size, int)
        first[clause[best]] = unit[best]
        # what the best has taken is worth less to others
        meeting = np.empty(len(key), int)
        meeting[self._order] = fresh.cumsum() - 1
        taken = np.zeros(len(self._of), bool)
        taken[ties.theirs[self._row[ties.ours] == first[self._row[ties.theirs]]]] = True
        act = np.flatnonzero(taken[ties.theirs])
        rest = left.copy()
        np.multiply.at(rest, meeting[act], self._spent(ties.ours[act], ties.theirs[act], 1.0 - o["consume"]))
        rest[best] = left[best]
        own = owner[unit] == owner[first[clause]]
        self._sum(np.where(own, 1.0 - left, o["secondary"] * (1.0 - rest)), clause, unit)

    def _spent(self, ours: Array, theirs: Array, keep: float) -> Array:
        """The factors by which the doubt of ties grows that keep so much of what they are worth."""
        cut = int(theirs.searchsorted(self._many))
        words: list[int] = self._of[theirs[:cut]].tolist()
        more = {word: self._doubt[word] ** (keep - 1.0) for word in set(words)}
        value = self._full[theirs[cut:] - self._many] * self._sure[ours[cut:] - self._many]
        return np.concatenate([[more[word] for word in words], (1.0 - keep * value) / (1.0 - value)])

    def _sum(self, score: Array, clause: Array, unit: Array) -> None:
        """The best score of every measure for every unit, and its score for every aspect, as ``Read`` sums it up."""
        said = self.said
        some = np.flatnonzero(score > 0.0)
        key, order = in_order(said.owner[clause[some]] << UNIT | unit[some])
        some = some[order]
        starts, high, at, more = two_best(key, score[some])
        measure, touched = key[starts] >> UNIT, key[starts] & UNITS
        home, aspect = said.home[touched], said.owner[touched]
        own, behind = measure - self._measures[home], some[at]
        self.touched: list[int] = key[starts].tolist()  # measures with the units that they touch, in order
        self.meetings: list[int] = behind.tolist()  # the meetings behind their scores
        top = np.zeros(said.units)
        np.maximum.at(top, touched, high)
        self.best: list[float] = top.tolist()
        good = np.flatnonzero(high >= self._known.options["point-threshold"])
        for m, name, value in zip(own[good].tolist(), touched[good].tolist(), high[good].tolist(), strict=True):
            self.good[name].append((-value, m))
        starts, best, top, _ = two_best(measure << UNIT | aspect, high)
        high[top] = more[top]
        second = np.maximum.reduceat(high, starts) if len(starts) else best
        found = 1.0 - (1.0 - best) * (1.0 - self._known.options["support"] * second)
        for a, m, value in zip(aspect[starts].tolist(), own[starts].tolist(), found.tolist(), strict=True):
            self.scores[a][m] = value
        named, said_by = (aspect - self._aspects[home])[starts], clause[behind[top]] - self._clauses[home[starts]]
        for m, a, spoken in zip(measure[starts].tolist(), named.tolist(), said_by.tolist(), strict=True):
            self.spoken[m][a] = spoken

    def proofs(self, groups: list[list[int]]) -> list[Proofs]:
        """See :meth:`Shares.proofs`."""
        found: list[Proofs] = [([{} for _ in group], {}) for group in groups]
        shared = [words for each, _ in found for words in each]
        if not shared:
            return found
        at = np.array([meeting for group in groups for meeting in group])
        meeting, which = spread(self._ends[at] - self._starts[at])
        tie = self._order[self._starts[at][meeting] + which]
        ours, theirs = self._ties.ours[tie], self._ties.theirs[tie]
        named = theirs >= self._many
        names = self._words.names
        for number, word in zip(meeting[~named].tolist(), self._of[theirs[~named]].tolist(), strict=True):
            shared[number][names[word]] = self._worth[word]
        leader = self._leaders[theirs[named]] - self._many
        ours, theirs = ours[named] - self._many, theirs[named] - self._many
        values = (self._full[theirs] * self._sure[ours]).tolist()
        worths = [worth for group, (_, worth) in zip(groups, found, strict=True) for _ in group]
        words = self._tree.words
        pairs = zip(meeting[named].tolist(), self._first[ours].tolist(), self._first[leader].tolist(), values, strict=True)
        for number, one, other, value in pairs:
            worth = worths[number]
            for word in (words[one], words[other]):
                if value > worth.get(word, 0.0):
                    worth[word] = value
        return found

    @cached_property
    def _leaders(self) -> Array:
        """For every row the first one of its aspect or measure with the same word or theme."""
        return np.maximum.accumulate(np.where(self._leading, np.arange(len(self._of)), 0))


class Share(Shares):
    """What is one document's, from ``start`` to ``end``."""

    def __init__(self, sides: Sides, arrays: Arrays, start: Start, end: Start) -> None:
        self._arrays, self._start, self._theirs = arrays, start, sides.theirs
        units, measures = slice(start.unit, end.unit), slice(start.measure, end.measure)
        self.fit = {unit - start.unit for unit in arrays.fit if start.unit <= unit < end.unit}
        self.loose = {m - start.measure for m in arrays.loose if start.measure <= m < end.measure}
        self.best, self.good = arrays.best[units], arrays.good[units]
        self.scores, self.spoken = arrays.scores[start.aspect : end.aspect], arrays.spoken[measures]
        self.plans = arrays.said.plans[measures]

    def met(self, m: int, units: range) -> list[tuple[int, int]]:
        """See :meth:`Shares.met`."""
        arrays, least = self._arrays, self._start.measure + m << UNIT | self._start.unit
        first, last = [bisect_left(arrays.touched, least + unit) for unit in (units.start, units.stop)]
        return [(touched - least, number) for touched, number in zip(arrays.touched[first:last], arrays.meetings[first:last], strict=True)]

    def proofs(self, groups: list[list[int]]) -> list[Proofs]:
        """See :meth:`Shares.proofs`."""
        return self._arrays.proofs(groups)

    def strange(self, m: int) -> bool:
        """See :meth:`Shares.strange`."""
        return self._start.measure + m in self._arrays.said.strangers

    def general(self, m: int) -> float:
        """See :meth:`Shares.general`."""
        ends, own = [1, *self._theirs.ends], self._theirs.own(m)
        return self._arrays.said.general(self._start.place + ends[own.start], self._start.place + ends[own.stop])


def shares(group: list[Sides], known: Thesaurus, tree: Tree) -> list[Shares]:
    """The shares of some documents, at most :data:`lint_cmm.outline.pairing.ways.TOGETHER`. Raises Crowded."""
    arrays = Arrays(group, known, tree)
    return [Share(sides, arrays, *bounds) for sides, bounds in zip(group, pairwise(arrays.said.starts), strict=True)]


def _cross(of: Array, mine: Array, which: Array) -> tuple[Array, Array]:
    """The rows of problems (``mine``) and of measures that are ``of`` the same word or theme, one of ``which``; by the latter first."""
    ours, theirs = np.flatnonzero(mine), np.flatnonzero(~mine)
    many = np.bincount(of[ours], minlength=len(which))
    ties = np.where(which, many, 0)[of[theirs]]
    if ties.sum() > _MOST:
        raise Crowded
    row, number = spread(ties)
    theirs = theirs[row]
    return ours[(many.cumsum() - many)[of[theirs]] + number], theirs

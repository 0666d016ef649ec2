"""The shares of problems and measures worked out with numpy, in a run over many documents: the same to the last bit as those of
:mod:`lint_cmm.outline.align_score`, in a third of the time.

Characters become numbers, pairs of them are looked up in one table, and what belongs together is found by sorting. A *row* is a word or a
theme with a unit that has it. A *tie* joins a row of a measure with one of a problem; the ties of one clause with one unit are a *meeting*.
"""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from math import exp

import numpy as np

from lint_cmm.outline.align_groups import LOW, PLACE, Array, changes, find, in_order, numbered, sizes, spread, two_best
from lint_cmm.outline.align_score import Ground, Proofs, Shares, base_worth
from lint_cmm.outline.align_tree import DIGIT, HAN, MARK, NUMERAL, POINT, RARE, Tree, codes
from lint_cmm.outline.align_units import Texts, Thesaurus, longer, longer_at
from lint_cmm.records import NamedTuple

_MOST = 2_000_000  # ties; a text of 64,000 characters has 40,000
_SINGLE, _LONG = 1 << 32, 1 << 33  # mark a character that stands alone, and the beginning of a number or a quoted term: behind all pairs
_UNIT = 17  # bits for a unit
_SOME = (1 << _UNIT) - 1


class Crowded(Exception):
    """There are more ties than room is given to."""


class Ties(NamedTuple):
    """Ties, in the order of the rows of measures, then of those of problems: by words first, then by themes."""

    ours: Array  # the row of a problem
    theirs: Array  # … of a measure
    doubts: Array  # what the tie leaves in doubt


class Arrays(Shares):
    """The shares, worked out for all clauses at once. Units of problems and clauses are numbered through."""

    def __init__(self, ours: Texts, theirs: Texts, solid: list[bool], ground: Ground, known: Thesaurus, tree: Tree) -> None:
        super().__init__(ours, theirs)
        self._ground, self._known, self._tree = ground, known, tree
        self._ours, self._theirs, self._units = ours, theirs, len(ours.units)
        self._text, self._split = ours.text + theirs.text, len(ours.text)
        self._unit = numbered(np.array(ours.ends + [self._split + end for end in theirs.ends]))
        self._owner = np.array(ours.owners + theirs.owners)
        self._solid = np.array([False] * self._units + solid)
        self._code = codes(self._text + "\n" * tree.longest)
        self._signs = tree.signs.take(self._code)
        self._nodes = tree.nodes(self._code)
        worth, of, units = self._words()
        theme, touched, row, which = self._themes()
        self._many = len(of)  # rows of words; then come those of themes
        self._of, self._row = np.concatenate([of, theme + len(worth)]), np.concatenate([units, touched])
        self._meet(self._tie(worth, row, which))

    def _words(self) -> tuple[Array, Array, Array]:
        """The words that both sides use, what they are worth before their spread, and their rows: numbers and quoted terms, then pairs,
        then single characters, each in order."""
        names, named, worth, of, units, longer = self._pairs()
        longs = self._longer(longer)
        if longs:
            named = np.concatenate([[self._tree.pairs.get(word, 0) for word in longs], named])
            before = [(number, unit) for number, found in enumerate(longs.values()) for unit in found]
            worth = np.concatenate([[base_worth(word, self._ground.solid, self._known) for word in longs], worth])
            of = np.concatenate([[number for number, _ in before], of + len(longs)])
            units = np.concatenate([[unit for _, unit in before], units])
        self._names, self._named = [*longs, *names], named
        return worth, of, units

    def _longer(self, places: list[int]) -> dict[str, list[int]]:
        """The numbers and quoted terms that both sides use, in order, with the units that do; they begin at ``places``, among others."""
        found: dict[str, list[int]] = {}
        for at, word in longer_at(self._text, places):
            found.setdefault(word, []).append(at)
        both = sorted([word for word, places in found.items() if places[0] < self._split <= places[-1]])
        return {word: list(dict.fromkeys(self._unit[found[word]].tolist())) for word in both}

    def _begun(self) -> Array:
        """Where numbers and quoted terms begin, each behind what it has in common with the same ones."""
        signs, code = self._signs, self._code
        digit, numeric, mark = signs & DIGIT > 0, signs & (DIGIT | POINT) > 0, np.flatnonzero(signs & MARK > 0)
        begin = np.flatnonzero(digit[1:] & ~digit[:-1]) + 1
        end = np.flatnonzero(numeric[:-1] & ~numeric[1:]) + 1  # where a number has its unit
        end = end[end.searchsorted(begin)]
        size = np.minimum(end - begin, 15)
        number = ((code[begin] & 63) << 4 | size) << 22 | code[end]
        return np.concatenate([(number | _LONG) << LOW | begin, (code[mark + 1] | _LONG) << LOW | mark])

    def _pairs(self) -> tuple[list[str], Array, Array, Array, Array, list[int]]:
        """The pairs of characters, and the rare ones standing alone, that both sides use, their nodes, what they are worth, and rows: their
        numbers, and units. Last where numbers and quoted terms begin that both sides may use."""
        tree, code, known, solid = self._tree, self._code, self._known, self._ground.solid
        han, order = self._signs & HAN > 0, self._nodes - 1  # that of no node is the highest number
        listed = order < tree.listed
        word = han[1:-2] & han[2:-1] & (listed[1:-1] | ~(listed[:-2] | listed[2:]))  # as Texts.words says
        at = np.flatnonzero(word & (order[1:-1] >= tree.worthless)) + 1
        rare = np.flatnonzero(self._signs & RARE > 0)
        rare = rare[han[rare - 1] | han[rare + 1]]
        self._word, self._rare = word, rare
        both = np.concatenate([(code[at] << 16 | code[at + 1]) << LOW | at, (code[rare] | _SINGLE) << LOW | rare, self._begun()])
        both.sort()
        place, pair = both & PLACE, both >> LOW
        unit = self._unit.take(place)
        fresh = changes(pair)
        starts = np.flatnonzero(fresh)
        many = sizes(starts, len(place))
        shared = (place[starts] < self._split) & (place[starts + many - 1] >= self._split)
        wanted = shared.repeat(many)
        fresh[1:] |= unit[1:] != unit[:-1]
        end = int(pair.searchsorted(_LONG))
        kept = np.flatnonzero((fresh & wanted)[:end])
        first, text = starts[shared], self._text
        singles, ends = pair[first].searchsorted([_SINGLE, _LONG]).tolist()
        first = place[first[:ends]]
        names = [text[at : at + 2] for at in first[:singles].tolist()] + [text[at] for at in first[singles:].tolist()]
        named = np.zeros(len(names), int)
        first = first[:singles]
        node = named[:singles] = self._nodes[first]
        worth = tree.worth[node]
        worth = np.where(self._signs[first] & NUMERAL, np.minimum(known.counted, worth), worth)
        vague = worth + (1.0 - solid) * (known.options["everyday-vague"] - worth)
        worth = np.where(tree.common[node] & (worth > 0.0), vague, worth)
        worth = np.concatenate([worth, [base_worth(name, solid, known) for name in names[singles:]]])  # which says the same of pairs
        return names, named, worth, (shared.cumsum() - 1).repeat(many)[kept], unit[kept], place[end:][wanted[end:]].tolist()

    def _themes(self) -> tuple[Array, Array, Array, Array]:
        """Rows: the themes that both sides name, and their units; and their distinct words, as they are said: the number of the row, and the
        word."""
        tree = self._tree
        at, which = tree.said(self._code, self._nodes, self._split)
        theme = tree.themes[which]
        self._said = at, which, theme
        middle = int(at.searchsorted(self._split))
        ours, theirs = np.zeros((2, tree.plans + 1), bool)
        ours[theme[:middle]] = True
        theirs[theme[middle:]] = True
        self._told = ours.copy()
        plans = np.flatnonzero(theme == tree.plans)
        for unit, word in zip(self._unit[at[plans]].tolist(), which[plans].tolist(), strict=True):
            found = self.plans[self._owner[unit]]
            if tree.words[word] not in found:
                found.append(tree.words[word])
        ours &= theirs
        wanted = np.flatnonzero(ours[theme])
        theme, which, unit = theme[wanted], which[wanted], self._unit[at[wanted]]
        key, order = in_order(theme << _UNIT | unit)
        which = which[order]
        fresh = changes(key)
        again, order = in_order((fresh.cumsum() - 1) * len(tree.same) + tree.same[which])
        distinct = np.sort(order[changes(again)])
        key = key[fresh]
        return key >> _UNIT, key & _SOME, (fresh.cumsum() - 1)[distinct], which[distinct]

    def _tie(self, worth: Array, row: Array, which: Array) -> Ties:
        """All ties. ``worth`` is that of words before their spread, ``row`` and ``which`` the words for themes."""
        o, known, tree, of, units = self._known.options, self._known, self._tree, self._of, self._row
        mine, owner = units < self._units, self._owner[units]
        words, size = len(worth), len(worth) + len(tree.weights)
        self._leading = fresh = changes(of, owner) | changes(mine)
        count, other = np.bincount(of[fresh & mine], minlength=size), np.bincount(of[fresh & ~mine], minlength=size)
        worth = np.where(count[:words] <= o["spread-limit"], worth, 0.0)
        worth /= self._powers(count[:words], o["word-spread"]) * self._powers(other[:words], o["word-spread-measures"])
        self._worth: list[float] = worth.tolist()
        self._doubt = [exp(-value / self._ground.scale) for value in self._worth]
        telling = 1.0 - o["theme-spread"] * (count[words:] - 1) / self._ours.size
        worths = o["theme-share"] * tree.weights * telling / self._powers(other[words:], o["theme-spread-measures"])
        # how surely themes are named
        many = np.bincount(row)
        starts = many.cumsum() - many
        theme, unit = of[self._many :] - words, units[self._many :]
        more = np.zeros(len(self._owner))
        more[self._ours.firsts[:-1]] = o["title-words"]
        hits = many + more[unit] - self._ground.solid * np.bincount(row, self._lack(which))
        self._sure = np.fromiter(map(known.sure.__getitem__, hits.tolist()), float, len(hits))
        full = worths[theme]
        self._full = np.where(self._solid[unit], full, full * self._ground.vague) * self._sure
        self._first = which[starts]

        ours, theirs = _cross(of, mine, np.concatenate([worth > 0.0, count[words:] <= o["spread-limit"]]))
        cut = int(theirs.searchsorted(self._many))
        keep = np.ones(len(theirs), bool)
        keep[self._double(ours[:cut], theirs[:cut])] = False
        keep[cut + self._again(ours[cut:] - self._many, theirs[cut:] - self._many, row, which)] = False
        ours, theirs = ours[keep], theirs[keep]
        cut = int(theirs.searchsorted(self._many))
        values = self._full[theirs[cut:] - self._many] * self._sure[ours[cut:] - self._many]
        return Ties(ours, theirs, np.concatenate([np.array(self._doubt)[of[theirs[:cut]]], 1.0 - values]))

    def _powers(self, counts: Array, power: float) -> Array:
        """As Python raises them, which numpy may round otherwise; 1 for 0."""
        known, most = self._tree.powers.setdefault(power, [1.0]), int(counts.max(initial=0))
        known += [count**power for count in range(len(known), most + 1)]
        return np.array(known[: most + 1])[counts]

    def _double(self, ours: Array, theirs: Array) -> Array:
        """Which ties are by a single character where a word with that character ties the same: a word counts once."""
        holders: dict[str, list[int]] = {name: [] for name in self._names if len(name) == 1}
        if not holders:
            return np.zeros(0, int)
        singles = len(self._names) - len(holders)
        for number, name in enumerate(self._names[:singles]):
            for character in name:
                if character in holders:
                    holders[character].append(number)
        many = np.array([len(found) for found in holders.values()])
        words = np.array([number for found in holders.values() for number in found], int)
        where = self._row[theirs] << _UNIT | self._row[ours]
        keys = self._of[theirs] << 2 * _UNIT | where  # in order
        begin = int(keys.searchsorted(singles << 2 * _UNIT))
        single = self._of[theirs[begin:]] - singles
        tie, which = spread(many[single])
        others = words[(many.cumsum() - many)[single[tie]] + which] << 2 * _UNIT | where[begin:][tie]
        return begin + tie[find(keys, others) >= 0]

    def _again(self, ours: Array, theirs: Array, row: Array, which: Array) -> Array:
        """Which ties are by the one word of a side for a theme that stands on the other, too, and is heard as a word already."""
        tree = self._tree
        many = np.bincount(row)
        starts = many.cumsum() - many
        heard = np.zeros(len(tree.pairs) + 1, bool)
        heard[self._named[np.array(self._worth) > 0.0]] = True
        heard[0] = False
        one = many == 1
        tie = np.flatnonzero(heard[tree.heads[self._first]][theirs] & (one[theirs] | one[ours]))
        ours, theirs = ours[tie], theirs[tie]
        single, size, same = one[ours], len(tree.same), tree.same[which]
        sought = np.where(single, theirs, ours) * size + same[starts[np.where(single, ours, theirs)]]
        return tie[find(np.sort(row * size + same), sought) >= 0]

    def _lack(self, words: Array) -> Array:
        """What each of ``words`` lacks of one: see ``Lighter``."""
        tree = self._tree
        new = np.isnan(tree.lack[words])
        for word in set(words[new].tolist()):
            tree.lack[word] = self._known.lighter[tree.words[word]]
        return tree.lack[words]

    def _meet(self, ties: Ties) -> None:
        """Score every clause against the units that it touches, and spend it on the aspect that it answers best, as ``Read`` does."""
        o, size = self._known.options, len(self._owner)
        self._ties = ties
        key, self._order = in_order(self._row[ties.theirs] << _UNIT | self._row[ties.ours])
        fresh = changes(key)
        self._starts = np.flatnonzero(fresh)
        self._keys = key[self._starts]
        clause, unit = self._keys >> _UNIT, self._keys & _SOME
        left = ties.doubts[self._order]
        left = np.multiply.reduceat(left, self._starts) if len(left) else left
        least = np.ones(size)
        np.minimum.at(least, clause, left)
        self.loose = set(self._owner[(1.0 - least < o["loose-threshold"]) & self._solid].tolist())
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
        own = self._owner[unit] == self._owner[first[clause]]
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
        some = np.flatnonzero(score > 0.0)
        key, order = in_order(self._owner[clause[some]] << _UNIT | unit[some])
        some = some[order]
        starts, high, at, more = two_best(key, score[some])
        measure, touched = key[starts] >> _UNIT, key[starts] & _SOME
        behind = clause[some[at]] - self._units
        for m, name, value, spoken in zip(measure.tolist(), touched.tolist(), high.tolist(), behind.tolist(), strict=True):
            self.cells[name][m] = value
            self.behind[name][m] = spoken
        key = measure * self._ours.size + self._owner[touched]
        starts, best, top, _ = two_best(key, high)
        high[top] = more[top]
        second = np.maximum.reduceat(high, starts) if len(starts) else best
        found = 1.0 - (1.0 - best) * (1.0 - self._known.options["support"] * second)
        owners = measure[starts].tolist(), self._owner[touched[starts]].tolist()
        for m, a, value, spoken in zip(*owners, found.tolist(), behind[top].tolist(), strict=True):
            self.scores[a][m] = value
            self.spoken[m][a] = spoken

    def proofs(self, groups: list[list[tuple[int, int]]]) -> list[Proofs]:
        """See :meth:`Shares.proofs`."""
        found: list[Proofs] = [([{} for _ in group], {}) for group in groups]
        shared = [words for each, _ in found for words in each]
        if not shared:
            return found
        unit, clause = np.fromiter(chain.from_iterable(chain.from_iterable(groups)), int, 2 * len(shared)).reshape(-1, 2).T
        at = self._keys.searchsorted(clause + self._units << _UNIT | unit)
        meeting, which = spread(sizes(self._starts, len(self._order))[at])
        tie = self._order[self._starts[at][meeting] + which]
        ours, theirs = self._ties.ours[tie], self._ties.theirs[tie]
        named = theirs >= self._many
        for number, word in zip(meeting[~named].tolist(), self._of[theirs[~named]].tolist(), strict=True):
            shared[number][self._names[word]] = self._worth[word]
        leader = np.maximum.accumulate(np.where(self._leading, np.arange(len(self._of)), 0))[theirs[named]] - self._many
        ours, theirs = ours[named] - self._many, theirs[named] - self._many
        group = np.arange(len(groups)).repeat([len(each) for each in groups])[meeting[named]]
        values = (self._full[theirs] * self._sure[ours]).tolist()
        words = self._tree.words
        for number, one, other, value in zip(group.tolist(), self._first[ours].tolist(), self._first[leader].tolist(), values, strict=True):
            worth = found[number][1]
            for word in (words[one], words[other]):
                if value > worth.get(word, 0.0):
                    worth[word] = value
        return found

    def strange(self, m: int) -> bool:
        """See :meth:`Shares.strange`."""
        return m in self._strangers

    @cached_property
    def _strangers(self) -> set[int]:
        at, which, theme = self._said
        wanted = np.flatnonzero(~self._told[theme] & (theme < self._tree.plans))
        wanted = wanted[at[wanted].searchsorted(self._split) :]
        same = len(self._tree.same)
        key = np.sort((self._unit[at[wanted]] << _UNIT | theme[wanted]) * same + self._tree.same[which[wanted]])
        clause = key[changes(key)] // same
        starts = np.flatnonzero(changes(clause))
        many = sizes(starts, len(clause))
        return set(self._owner[clause[starts[many > 2]] >> _UNIT].tolist())

    def general(self, m: int) -> float:
        """See :meth:`Shares.general`."""
        ends, own, code = [1, *self._theirs.ends], self._theirs.own(m), self._code
        start, end = self._split + ends[own.start], self._split + ends[own.stop]
        at = np.flatnonzero(self._word[start - 1 : end - 1]) + start
        node = self._nodes[at]
        everywhere = set(node[(node > 0) & (node <= self._tree.worthless)].tolist())
        pairs = set((code[at] << 21 | code[at + 1]).tolist())
        first, last = self._rare.searchsorted([start, end])
        words = (
            len(pairs) + len(set(code[self._rare[first:last]].tolist())) + len({word for _, word in longer(self._text[start - 1 : end])})
        )
        return len(everywhere) / max(1, words)


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

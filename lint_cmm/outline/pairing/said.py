"""What the problems and measures of some documents say, as arrays: the words and themes that both sides of a document use.

Characters become numbers, pairs of them are looked up in one table, and what belongs together is found by sorting. A *row* is a word or a
theme with a unit that has it. Documents stand side by side: what an array costs by the call is paid once for all of them.
"""

from __future__ import annotations

from functools import cached_property
from itertools import accumulate, chain

import numpy as np

from lint_cmm.kit.records import NamedTuple
from lint_cmm.outline.pairing.groups import LOW, PLACE, Array, changes, in_order, sizes
from lint_cmm.outline.pairing.score import Sides, base_worth
from lint_cmm.outline.pairing.tree import DIGIT, HAN, MARK, NUMERAL, POINT, RARE, Tree, codes
from lint_cmm.outline.pairing.units import Thesaurus, longer, longer_at

UNIT = 17  # bits for a unit
UNITS = (1 << UNIT) - 1
_FIRST = 0x4E00  # the first Han character; 15 bits are enough for any
_CHARACTER = (1 << 15) - 1
_PAIR, _SINGLE, _LONG = 0, 1 << 33, 1 << 34  # a pair, a character that stands alone, a number or a quoted term: in this order


class Start(NamedTuple):
    """Where a document begins among the aspects, the measures, the units and clauses of all, and its measures among the characters."""

    aspect: int
    measure: int
    unit: int
    clause: int
    place: int


class Words(NamedTuple):
    """The words that both sides of a document use: numbers and quoted terms, then pairs, then single characters, each in order."""

    names: list[str]
    homes: Array  # of each: its document
    nodes: Array  # … that of its pair, or 0
    worth: Array  # … what it is worth before its spread
    places: Array  # of each but the first kind: where it stands
    singles: int  # the number of the first character that stands alone
    of: Array  # the rows: their words
    units: Array  # … their units


class Themes(NamedTuple):
    """The themes that both sides of a document name."""

    of: Array  # the rows: their themes, numbered through by documents
    units: Array  # … their units
    row: Array  # every distinct word for the theme of a row: its row
    which: Array  # … its number


class Said:
    """The texts of some documents one behind the other, the problems of all before the measures of all; aspects, measures and units
    numbered through in this order."""

    def __init__(self, group: list[Sides], known: Thesaurus, tree: Tree) -> None:
        self._known, self._tree, self.documents = known, tree, len(group)
        ours, theirs = [one.ours for one in group], [one.theirs for one in group]
        texts = [*ours, *theirs]
        begins = list(accumulate([len(one.text) for one in texts], initial=0))
        self._text, self._split = "".join([one.text for one in texts]), begins[len(group)]
        counts = [len(one.units) for one in texts]
        ends = np.array(list(chain.from_iterable([one.ends for one in texts]))) + np.array(begins[:-1]).repeat(counts)
        self.unit = np.arange(len(ends)).repeat(np.diff(ends, prepend=0))  # of every character
        units = list(accumulate(counts, initial=0))
        self.units = units[len(group)]  # those of problems; then come clauses
        self.home = np.array([*range(len(group))] * 2).repeat(counts)  # of every unit: its document
        aspects, measures = (list(accumulate([one.size for one in side], initial=0)) for side in (ours, theirs))
        self.owner = np.array([begin + owner for one, begin in zip(texts, aspects[:-1] + measures, strict=False) for owner in one.owners])
        self.headings = [unit + first for one, unit in zip(ours, units, strict=False) for first in one.firsts[:-1]]
        starts = zip(aspects, measures, units[: len(group) + 1], [*units[len(group) :]], begins[len(group) :], strict=True)
        self.starts = [Start(*start) for start in starts]  # and where the last one ends
        self.firm = np.array([one.ground.solid for one in group])
        self._code = codes(self._text + "\n" * tree.longest)
        self._signs = tree.signs.take(self._code)
        self._nodes = tree.nodes(self._code)
        self.plans: list[list[str]] = [[] for _ in range(measures[-1])]  # of every measure: its words of ordinary business

    def words(self) -> Words:
        """All words that both sides use."""
        known, tree = self._known, self._tree
        place, kind, many, shared = self._shared()
        wanted, unit = shared.repeat(many), self.unit.take(place)
        end, first = int(kind.searchsorted(_LONG)), (many.cumsum() - many)[shared]
        kept = np.flatnonzero((changes(kind, unit) & wanted)[:end])
        singles, last = kind[first].searchsorted([_SINGLE, _LONG]).tolist()
        longs = self._longer(place[end:][wanted[end:]].tolist())
        names, first = self._text, place[first[:last]]
        pairs = [names[at : at + 2] for at in first[:singles].tolist()]
        alone = [names[at] for at in first[singles:].tolist()]
        homes = self.home[self.unit[first]]
        node = self._nodes[first[:singles]]
        worth = tree.worth[node]
        worth = np.where(self._signs[first[:singles]] & NUMERAL, np.minimum(known.counted, worth), worth)
        vague = worth + (1.0 - self.firm[homes[:singles]]) * (known.options["everyday-vague"] - worth)
        worth = np.where(tree.common[node] & (worth > 0.0), vague, worth)
        firm, after = self.firm.tolist(), homes[singles:].tolist()
        before = [(number, unit) for number, found in enumerate(longs.values()) for unit in found]
        return Words(
            [*[word for _, word in longs], *pairs, *alone],
            np.concatenate([np.array([home for home, _ in longs], int), homes]),
            np.concatenate([np.array([tree.pairs.get(word, 0) for _, word in longs], int), node, np.zeros(len(alone), int)]),
            np.concatenate(
                [
                    [base_worth(word, firm[home], known) for home, word in longs],
                    worth,
                    [base_worth(word, firm[home], known) for word, home in zip(alone, after, strict=True)],
                ]
            ),
            first,
            len(longs) + singles,
            np.concatenate([np.array([number for number, _ in before], int), (shared.cumsum() - 1).repeat(many)[kept] + len(longs)]),
            np.concatenate([np.array([unit for _, unit in before], int), unit[kept]]),
        )

    def _shared(self) -> tuple[Array, Array, Array, Array]:
        """Where pairs stand, characters alone and beginnings of numbers and quoted terms, and what each is, the same ones together; how many
        these are, and whether both sides of a document have them."""
        tree, code = self._tree, self._code - _FIRST
        han, order = self._signs & HAN > 0, self._nodes - 1  # that of no node is the highest number
        listed = order < tree.listed
        self._word = han[1:-2] & han[2:-1] & (listed[1:-1] | ~(listed[:-2] | listed[2:]))  # as Texts.words says
        at = np.flatnonzero(self._word & (order[1:-1] >= tree.worthless)) + 1
        rare = np.flatnonzero(self._signs & RARE > 0)
        self._rare = rare = rare[han[rare - 1] | han[rare + 1]]
        begin, shape = self._begun()
        place = np.concatenate([at, rare, begin])
        kind = np.concatenate([code[at] << 15 | code[at + 1], code[rare] | _SINGLE, shape | _LONG])
        if self.documents > 1:
            kind |= self.home[self.unit[place]] << 30
        both = np.sort(kind << LOW | place)
        place, kind = both & PLACE, both >> LOW
        starts = np.flatnonzero(changes(kind))
        many = sizes(starts, len(place))
        return place, kind, many, (place[starts] < self._split) & (place[starts + many - 1] >= self._split)

    def _begun(self) -> tuple[Array, Array]:
        """Where numbers and quoted terms begin, and what each has in common with the same ones."""
        signs, code = self._signs, self._code
        digit, numeric, mark = signs & DIGIT > 0, signs & (DIGIT | POINT) > 0, np.flatnonzero(signs & MARK > 0)
        begin = np.flatnonzero(digit[1:] & ~digit[:-1]) + 1
        end = np.flatnonzero(numeric[:-1] & ~numeric[1:]) + 1  # where a number has its unit
        end = end[end.searchsorted(begin)]
        number = ((code[begin] & 15) << 4 | np.minimum(end - begin, 15)) << 15 | code[end] & _CHARACTER
        return np.concatenate([begin, mark]), np.concatenate([number, code[mark + 1] & _CHARACTER])

    def _longer(self, places: list[int]) -> dict[tuple[int, str], list[int]]:
        """The numbers and quoted terms that both sides of a document use, in order, with the units that do; they begin at ``places``, among
        others."""
        said = longer_at(self._text, places)
        units = self.unit[[at for at, _ in said]] if said else np.zeros(0, int)
        found: dict[tuple[int, str], list[int]] = {}
        for (_, word), unit, home in zip(said, units.tolist(), self.home[units].tolist(), strict=True):
            found.setdefault((home, word), []).append(unit)
        both = sorted([word for word, units in found.items() if units[0] < self.units <= units[-1]])
        return {word: list(dict.fromkeys(found[word])) for word in both}

    def themes(self) -> Themes:
        """All themes that both sides name; and the ``plans`` of measures."""
        tree = self._tree
        at, which = tree.said(self._code, self._nodes, self._split)
        theme, unit = tree.themes[which], self.unit[at]
        plans = np.flatnonzero(theme == tree.plans)
        for measure, word in zip(self.owner[unit[plans]].tolist(), which[plans].tolist(), strict=True):
            if tree.words[word] not in self.plans[measure]:
                self.plans[measure].append(tree.words[word])
        theme += self.home[unit] * len(tree.weights)
        middle = int(at.searchsorted(self._split))
        ours, theirs = np.zeros((2, self.documents * len(tree.weights)), bool)
        ours[theme[:middle]] = True
        theirs[theme[middle:]] = True
        self._unsaid = theme[middle:], which[middle:], unit[middle:], ours
        wanted = np.flatnonzero((ours & theirs)[theme])
        key, order = in_order(theme[wanted] << UNIT | unit[wanted])
        which = which[wanted][order]
        fresh = changes(key)
        row = fresh.cumsum() - 1
        again, order = in_order(row * len(tree.same) + tree.same[which])
        distinct = np.sort(order[changes(again)])
        key = key[fresh]
        return Themes(key >> UNIT, key & UNITS, row[distinct], which[distinct])

    @cached_property
    def strangers(self) -> set[int]:
        """The measures with a clause that names a theme with three words of which no aspect speaks."""
        theme, which, unit, told = self._unsaid
        same = self._tree.same
        wanted = np.flatnonzero(~told[theme] & (theme % len(self._tree.weights) < self._tree.plans))
        key = np.sort((unit[wanted] << UNIT | theme[wanted]) * len(same) + same[which[wanted]])
        clause = key[changes(key)] // len(same)
        starts = np.flatnonzero(changes(clause))
        many = sizes(starts, len(clause))
        return set(self.owner[clause[starts[many > 2]] >> UNIT].tolist())

    def general(self, start: int, end: int) -> float:
        """The share of words between two places that stand everywhere."""
        code = self._code
        at = np.flatnonzero(self._word[start - 1 : end - 1]) + start
        node = self._nodes[at]
        everywhere = set(node[(node > 0) & (node <= self._tree.worthless)].tolist())
        pairs = set((code[at] << 21 | code[at + 1]).tolist())
        first, last = self._rare.searchsorted([start, end])
        words = (
            len(pairs) + len(set(code[self._rare[first:last]].tolist())) + len({word for _, word in longer(self._text[start - 1 : end])})
        )
        return len(everywhere) / max(1, words)

    def character(self, place: Array) -> Array:
        """The characters at ``place``, other ones in other documents."""
        found: Array = self.home[self.unit[place]] << 21 | self._code[place]
        return found

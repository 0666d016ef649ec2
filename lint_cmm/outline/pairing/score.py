"""How strongly the clauses of measures answer the units of problems: shared rare words and shared themes, weighed over the document.

Every word and every theme that both name is a witness. What it leaves in doubt is a factor: witnesses support each other,
their factors multiply, and a score is what no doubt is left of.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from math import exp, sqrt

from lint_cmm.kit.records import NamedTuple
from lint_cmm.outline.pairing.units import Side, Texts, Thesaurus, general, sides, strange

NUMERALS = "一二三四五六七八九十两几"
Proofs = tuple[list[dict[str, float]], dict[str, float]]  # of every meeting, the words with their worth; of all, the words for themes


class Shares:
    """What the clauses of measures say for the problems, shared out among them.

    ``scores[a][m]`` is the score of measure m for aspect a, where they share anything, ``spoken[m][a]`` the clause that answers it best;
    ``best[unit]`` is the best score of a measure for the problem unit, ``good[unit]`` has the (negative) scores that answer it with
    their measures.
    """

    def __init__(self, ours: Texts, theirs: Texts) -> None:
        self.fit: set[int] = set()  # points that a clause fits well, when nothing is spent
        self.loose: set[int] = set()  # measures with a clause that fits no problem well
        self.best: list[float] = [0.0] * len(ours.units)
        self.good: list[list[tuple[float, int]]] = [[] for _ in ours.units]
        self.scores: list[dict[int, float]] = [{} for _ in range(ours.size)]
        self.spoken: list[dict[int, int]] = [{} for _ in range(theirs.size)]
        self.plans: list[list[str]] = [[] for _ in range(theirs.size)]  # the words of ordinary business in every measure

    def met(self, m: int, units: range) -> list[tuple[int, int]]:
        """Those of ``units`` that measure ``m`` touches, each with the number of the meeting, with a clause of it, behind its score."""
        raise NotImplementedError

    def proofs(self, groups: list[list[int]]) -> list[Proofs]:
        """What ties units of problems to clauses of measures, for groups of such meetings, by their numbers; a theme in the first words for it of the unit and
        of the measure, worth the most that it is in the group."""
        raise NotImplementedError

    def strange(self, m: int) -> bool:
        """True where a clause of measure ``m`` names a theme with three words of which no aspect speaks."""
        raise NotImplementedError

    def general(self, m: int) -> float:
        """The share of words that stand everywhere in measure ``m``."""
        raise NotImplementedError


class Ground(NamedTuple):
    """What the texts of a document do to all words and themes."""

    solid: float  # the share of measures with a time, number or frequency
    vague: float  # what a theme keeps in a clause without
    scale: float  # shared rare words that count as full proof here


class Sides(NamedTuple):
    """The texts of a document: its problems, its measures, which clauses of these name a time, number or frequency."""

    ours: Texts
    theirs: Texts
    solid: list[bool]
    ground: Ground


def ground(ours: Texts, theirs: Texts, solid: list[bool], o: dict[str, float]) -> Ground:
    """``solid`` tells which clauses name a time, number or frequency. The longer the points, the more words are shared by chance."""
    share = len({owner for owner, has in zip(theirs.owners, solid, strict=True) if has}) / (theirs.size or 1)
    headings = set(ours.firsts)
    sizes = [len(text) for unit, text in enumerate(ours.units) if unit not in headings]
    lengthy = min(1.25, max(0.5, sqrt(sum(sizes) / len(sizes) / o["usual-length"]))) if sizes else 1.0
    return Ground(share, 1.0 - (1.0 - o["vague-theme"]) * share, o["word-scale"] * lengthy)


class Weights(NamedTuple):
    """What each word and theme that both sides use is worth in this document (0 to 1)."""

    words: dict[str, float]
    themes: dict[int, float]


def weigh(ours: Texts, theirs: Texts, our_side: Side, their_side: Side, share: float, known: Thesaurus) -> Weights:
    """The worth of every word and theme, ``share`` of the measures being solid.

    A word that stands in every aspect or every measure tells none from another; one of the background list is worth
    less than one that is not in it. Beside solid measures a vague one proves less: it must name the subject itself.
    What stands in more than ``spread-limit`` aspects is left out, which keeps long documents from comparing all with all.
    """
    o = known.options
    limit = o["spread-limit"]
    words: dict[str, float] = {}
    for word, units in our_side.words.items():
        count = _owners(ours, units)
        base = base_worth(word, share, known) if count <= limit else 0.0
        if base:
            words[word] = base / (count ** o["word-spread"] * _owners(theirs, their_side.words[word]) ** o["word-spread-measures"])
    themes: dict[int, float] = {}
    for theme, named in our_side.themes.items():
        count = _owners(ours, named)
        if count <= limit:
            telling = 1.0 - o["theme-spread"] * (count - 1) / ours.size
            other = _saying(theirs, their_side.themes[theme], share, known)
            themes[theme] = o["theme-share"] * known.weights[theme] * telling / other
    return Weights(words, themes)


def _owners(side: Texts, units: Collection[int]) -> int:
    """How many aspects or measures ``units`` belong to."""
    return len({side.owners[unit] for unit in units}) if len(units) > 1 else 1


def _saying(side: Texts, named: dict[int, list[str]], solid: float, known: Thesaurus) -> float:
    """How many measures speak of a theme, one that names it in passing counted for less than one that is about it."""
    if len(named) == 1:
        return 1.0
    most: dict[int, float] = {}
    for unit, words in named.items():
        owner = side.owners[unit]
        most[owner] = max(most.get(owner, 0.0), _sure(solid, known, words, 0.0))
    total = 0.0
    for sure in most.values():  # no sum(), see _sure
        total += sure
    return total / max(most.values())


def base_worth(word: str, share: float, known: Thesaurus) -> float:
    """The worth of ``word`` before its spread, ``share`` of the measures being solid: among vague ones naming the subject is all there is."""
    base = _base(word, known)
    return base + (1.0 - share) * (known.options["everyday-vague"] - base) if base and word in known.common else base


def _base(word: str, known: Thesaurus) -> float:
    if len(word) == 1:
        return known.options["single-character"]
    if word[0] == "“":
        return 1.5
    if len(word) == 2 and word[0] in "0123456789":
        return known.small
    worth = known.common.worth(word)
    return min(known.counted, worth) if word[0] in NUMERALS else worth


class Ties:
    """What ties each clause to units of problems.

    ``words`` has for every clause its words with the problem units that use them, ``themes`` its themes with what the theme is worth
    there and how surely each problem unit names it.
    """

    def __init__(
        self, ours: Side, theirs: Side, solid: list[bool], headings: set[int], weights: Weights, ground: Ground, known: Thesaurus
    ) -> None:
        self.words: list[dict[str, list[int]]] = [{} for _ in solid]
        self.themes: list[dict[int, tuple[float, dict[int, float]]]] = [{} for _ in solid]
        self._doubts = {word: exp(-worth / ground.scale) for word, worth in weights.words.items()}
        self._keep = 1.0 - known.options["consume"]
        for word in weights.words:
            units = ours.words[word]
            for clause in theirs.words[word]:
                own = self.words[clause]
                own[word] = units if len(word) > 1 else _alone(word, units, own)
        title = known.options["title-words"]
        sure = partial(_sure, ground.solid, known)
        for theme, worth in weights.themes.items():
            named = ours.themes[theme]
            heard = {unit: sure(words, title if unit in headings else 0.0) for unit, words in named.items()}
            using: dict[str, list[int]] = {}
            for unit, words in named.items():
                for word in words:
                    using.setdefault(word, []).append(unit)
            for clause, words in theirs.themes[theme].items():
                full, there = (worth if solid[clause] else worth * ground.vague) * sure(words, 0.0), heard
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


def _sure(solid: float, known: Thesaurus, words: list[str], more: float) -> float:
    """How surely ``words`` name a theme: common ones count for a part of one, for more among vague measures; ``more`` is added to their
    number."""
    light = known.lighter[words[0]]
    for word in words[1:]:  # no sum(), which from 3.12 on rounds otherwise than numpy
        light += known.lighter[word]
    return known.sure[len(words) + more - solid * light]


class Read(Shares):
    """The shares, worked out clause by clause."""

    def __init__(self, texts: Sides, known: Thesaurus) -> None:
        ours, theirs, solid, base = texts
        super().__init__(ours, theirs)
        self._ours, self._theirs, self._solid, self._known, self._options = ours, theirs, solid, known, known.options
        self._met: list[tuple[int, int]] = []  # the units and clauses of meetings
        self._meetings: list[dict[int, int]] = [{} for _ in ours.units]  # of every unit: their numbers by measures
        self._our_side, self._their_side = sides(ours, theirs, known)
        self._weights = weigh(ours, theirs, self._our_side, self._their_side, base.solid, known)
        self._ties = Ties(self._our_side, self._their_side, solid, set(ours.firsts), self._weights, base, known)
        for m in range(theirs.size):
            self._sum(m, *self._share(m))
            text = "\n".join([theirs.units[clause] for clause in theirs.own(m)])
            self.plans[m] = [word for word in known.plans if word in text]

    def _share(self, m: int) -> tuple[dict[int, float], dict[int, float]]:
        """Score every clause of measure ``m`` against the points it touches, and spend it on the aspect it answers best. Gives the
        scores of each point's first and second clause."""
        o, ours = self._options, self._ours
        high: dict[int, float] = {}
        behind: dict[int, int] = {}
        more: dict[int, float] = {}
        for clause in self._theirs.own(m):
            doubts = self._ties.doubts(clause)
            least = min(doubts.values(), default=1.0)
            if 1.0 - least < o["loose-threshold"] and self._solid[clause]:
                self.loose.add(m)
            if not doubts:
                continue
            if 1.0 - least >= o["alone-threshold"]:
                self.fit.update([unit for unit, doubt in doubts.items() if 1.0 - doubt >= o["alone-threshold"]])
            best = [unit for unit, doubt in doubts.items() if doubt == least]  # more than one where texts are the same: none is second
            first, secondary = min(best), o["secondary"]
            rest = self._ties.spent(clause, doubts, first)
            rest.update(dict.fromkeys(best, least))
            found = {unit: secondary * (1.0 - doubt) for unit, doubt in rest.items()}
            found.update([(unit, 1.0 - doubts[unit]) for unit in ours.own(ours.owners[first]) if unit in doubts])
            for unit, score in found.items():
                before = high.get(unit, 0.0)
                if score > before:
                    more[unit] = before
                    high[unit], behind[unit] = score, clause
                elif score > more.get(unit, 0.0):
                    more[unit] = score
        for unit, score in high.items():
            self.best[unit], self._meetings[unit][m] = max(self.best[unit], score), len(self._met)
            self._met.append((unit, behind[unit]))
            if score >= o["point-threshold"]:
                self.good[unit].append((-score, m))
        return high, more

    def _sum(self, m: int, high: dict[int, float], more: dict[int, float]) -> None:
        """The scores of measure ``m`` for aspects from those for their headings and points: the best, and part of the second best,
        be it another point's or that of another clause for the same point, out of ``more``."""
        best: dict[int, float] = {}
        second: dict[int, float] = {}
        for unit, score in sorted(high.items()):
            a = self._ours.owners[unit]
            if score > best.get(a, 0.0):
                best[a], second[a] = score, max(best.get(a, 0.0), more.get(unit, 0.0))
                self.spoken[m][a] = self._met[self._meetings[unit][m]][1]
            else:
                second[a] = max(second[a], score)
        for a, score in best.items():
            self.scores[a][m] = 1.0 - (1.0 - score) * (1.0 - self._options["support"] * second[a])

    def met(self, m: int, units: range) -> list[tuple[int, int]]:
        """See :meth:`Shares.met`."""
        return [(unit, self._meetings[unit][m]) for unit in units if m in self._meetings[unit]]

    def proofs(self, groups: list[list[int]]) -> list[Proofs]:
        """See :meth:`Shares.proofs`."""
        met = [[self._met[meeting] for meeting in group] for group in groups]
        return [([self._shared(*meeting) for meeting in group], self._named(group)) for group in met]

    def _shared(self, unit: int, clause: int) -> dict[str, float]:
        return {word: self._weights.words[word] for word, units in self._ties.words[clause].items() if unit in units}

    def _named(self, group: list[tuple[int, int]]) -> dict[str, float]:
        ties, ours, theirs = self._ties, self._our_side.themes, self._their_side.themes
        found: dict[str, float] = {}
        for unit, clause in group:
            clauses = self._theirs.own(self._theirs.owners[clause])
            for theme, (value, sure) in ties.themes[clause].items():
                if unit in sure:
                    first = next(c for c in clauses if theme in ties.themes[c])
                    for word in (ours[theme][unit][0], theirs[theme][first][0]):
                        found[word] = max(found.get(word, 0.0), value * sure[unit])
        return found

    def strange(self, m: int) -> bool:
        """See :meth:`Shares.strange`."""
        return any(strange(self._theirs.units[clause], self._our_side.told, self._known) for clause in self._theirs.own(m))

    def general(self, m: int) -> float:
        """See :meth:`Shares.general`."""
        return general("\n".join([self._theirs.units[unit] for unit in self._theirs.own(m)]), self._known)

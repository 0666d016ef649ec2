"""Which measures answer which problem aspects, on what evidence.

A measure answers a problem in other words. Three witnesses are heard: rare words that both use, themes that both name
(``lexicon/themes.toml``), and the writer's own references (“针对第三个方面”). The measures are then shared out over all
aspects at once: what a clause says for the problem it answers best is spent there, so that a word which two aspects use
does not answer both, and a measure that one aspect has claimed answers another only with more than scraps. What that leaves
open is decided by all ways to give the measures to the aspects (see :mod:`lint_cmm.outline.pairing.chances`): a measure that nobody
has claimed is likely meant for the aspect that nobody has answered, unless it is ordinary business or they are long and share nothing.
Thresholds and weights are the ``[options]`` of the table; ``bench/pairing.py`` shows what they do.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice
from math import exp, log, sqrt

from lint_cmm.data import Data
from lint_cmm.outline.pairing.chances import meant
from lint_cmm.outline.pairing.items import Promise, promises, self_answer
from lint_cmm.outline.pairing.odds import telling
from lint_cmm.outline.pairing.score import Proofs, Shares, Sides, ground
from lint_cmm.outline.pairing.shown import shown
from lint_cmm.outline.pairing.tails import Origins, recurring, restored, without
from lint_cmm.outline.pairing.units import Texts, clauses
from lint_cmm.outline.pairing.ways import share_out, side_by_side, thesaurus
from lint_cmm.outline.types import Alignment, Answer, Item, Outline

_HEADING = 16  # characters of a heading; in a longer one the fixed wording of the year's aspects says little
_PHRASE = 4  # characters of a phrase
_FORMULA = 40  # … of one in the fixed wording
_EVERYWHERE = 2500  # headings with a word on one side times those on the other, from which on it ties none of them
_CERTAIN = 0.99  # a score that words alone hardly pass
_SHORT = 0.99  # what is left of the score that an answer needs where an aspect likely has none
_MANY = 3  # characters, more of which say no more
_BUSY = 4  # words of ordinary business, the same
_FAR = 12.0  # the logarithm of the odds that the writer’s own word makes
Said = tuple[str, tuple[tuple[str, str], ...]]  # the text of an item without its number, and its cells


class Pairing:
    """The problem aspects and the measures of an outline, cut up to be paired. Pure: the same outline and data give the same alignment."""

    def __init__(self, outline: Outline, data: Data) -> None:
        self.known = known = thesaurus(data)
        self.aspects = list(outline.items("problems"))
        self.measures = _distinct(promises(outline, known.promise_words)) if self.aspects else []
        causes = set(map(id, outline.items("causes")))
        self.merged = {m for m, one in enumerate(self.measures) if id(one.item) in causes}  # those told together with their causes
        self.origins: Origins = {}
        if tails := recurring([*self.aspects, *[one.item for one in self.measures]]):
            self.aspects = [without(item, tails, self.origins) for item in self.aspects]
            self.measures = [one._replace(item=without(one.item, tails, self.origins)) for one in self.measures]
        length = int(known.options["clause-length"])
        pieces = [clauses(one.item.text, length) for one in self.measures]
        ours = Texts([[item.title, *([child.text for child in item.children] or _paragraphs(item))] for item in self.aspects])
        theirs, solid = Texts([[text for text, _ in own] for own in pieces]), [firm for own in pieces for _, firm in own]
        self.sides = Sides(ours, theirs, solid, ground(ours, theirs, solid, known.options))
        self.table: _Table | None = None  # where it has been worked out side by side with those of others

    def result(self) -> tuple[Alignment, ...]:
        """One alignment for every problem aspect, in reading order; its points inside.

        Without any measure every aspect is unanswered; the caller decides what that means (a missing section is another
        rule's matter).
        """
        if not self.aspects:
            return ()
        found = (self.table or _Table(self, share_out(self.sides, self.known))).result()
        return restored(found, self.origins) if self.origins else found


def align(outline: Outline, data: Data) -> tuple[Alignment, ...]:
    """The alignments of one document, see :meth:`Pairing.result`."""
    return Pairing(outline, data).result()


def pair_off(group: list[Pairing]) -> None:
    """Do for some documents at once what takes longest, where that saves time and there is room for them."""
    some = [one for one in group if one.known.tree and one.sides.ours.units and one.sides.theirs.units]
    if len(some) > 1 and (found := side_by_side([one.sides for one in some], some[0].known)):
        tables = [_Table(one, shares) for one, shares in zip(some, found, strict=True)]
        proofs = iter(found[0].proofs([group for table in tables for group in table.groups]))  # numbered through for all
        for one, table in zip(some, tables, strict=True):
            one.table, table.proofs = table, list(islice(proofs, len(table.met)))


def _paragraphs(item: Item) -> list[str]:
    """The paragraphs of an item without points, of which each tells a point of its own; its heading goes with the first."""
    first, *rest = item.text.split("\n")
    alone = len(first.strip()) < len(item.number) + len(item.title) + 3
    return [f"{first}\n{rest[0]}", *rest[1:]] if rest and alone else [first, *rest]


def _distinct(measures: list[Promise]) -> list[Promise]:
    """``measures`` without those that say word for word what one before them says: who says a thing twice promises it once."""
    found: dict[Said, Promise] = {}
    for one in measures:
        first = found.setdefault(said := _said(one.item), one)
        if first is not one:
            found[said] = first._replace(references=first.references | one.references)
    return [*found.values()]


def _said(item: Item) -> Said:
    """What an item says, whatever its number."""
    return item.text.removeprefix(item.number), item.cells


def unclaimed(outline: Outline, pairs: tuple[Alignment, ...], floor: float) -> tuple[Item, ...]:
    """The items of the measures section that are no aspect's best answer and reach ``floor`` (0 to 1) for no aspect of ``pairs`` and
    no point; rows of tables left out."""
    used = [pair.answers[0].measure for pair in pairs if pair.answers]
    used += [answer.measure for pair in pairs for answer in pair.answers if answer.score >= floor]
    used += [answer.measure for pair in pairs for one in pair.points for answer in one.answers if answer.score >= floor]
    headings, said = {item.heading for item in used}, {_said(item) for item in used}
    return tuple(i for i in outline.items("measures") if not i.cells and i.heading not in headings and _said(i) not in said)


class _Table:
    """Aspects against measures while the pairing is worked out. ``limits[m]`` is what an answer of measure m needs, less than ``limit``
    for a vague one."""

    def __init__(self, pairing: Pairing, shares: Shares) -> None:
        self.aspects, self.measures, self.merged, self.known = pairing.aspects, pairing.measures, pairing.merged, pairing.known
        self.ours, self.theirs, self.solid, self.ground = pairing.sides
        self.options = options = pairing.known.options
        self.shares, self.scores = shares, shares.scores
        low = options["answer-threshold-vague"]
        self.limit = low + (options["answer-threshold"] - low) * self.ground.solid
        self._generals: dict[int, float] = {}
        self._strangers: dict[int, bool] = {}
        self._busy: dict[tuple[int, int], int] = {}
        self.limits = [
            low if self._vague(m) else self.limit for m in range(len(self.measures))
        ]  # a vague one answers what it names: it gets P204
        self._headings()
        self._plans()
        before = [row.copy() for row in self.scores]
        self._claims()
        self._decide(before)
        self._subjects()
        self._named()
        self.good = [[(-score, m) for m, score in row.items() if score >= self.limits[m]] for row in self.scores]
        # of every answer: its meetings, and what proves it where that has been asked for side by side with others
        self.met = {(a, m): shares.met(m, self.ours.own(a)) for a, row in enumerate(self.good) for _, m in row}
        self.proofs: list[Proofs] = []

    @property
    def groups(self) -> list[list[int]]:
        """The meetings of every answer by their numbers."""
        return [[meeting for _, meeting in met] for met in self.met.values()]

    def _headings(self) -> None:
        """What stands in the headings of one aspect and one measure ties them: a phrase of four characters, or in a short heading a
        subject, be it a word that proves nothing elsewhere."""
        titles = "\n".join([a.title for a in self.aspects if len(a.title) <= _HEADING])
        known = [word for word in self.known.subjects if word in titles]
        ours = [_phrases(a.title) | (_named(a.title, known) if len(a.title) <= _HEADING else set()) for a in self.aspects]
        theirs = [one.item.title[:_FORMULA] for one in self.measures]
        titles = "\n".join(theirs)
        spread = Counter([word for here in ours for word in here if word in titles])
        shorter = [title[:_HEADING] for title in theirs]
        where = {word: [m for m, title in enumerate(theirs if len(word) == _PHRASE else shorter) if word in title] for word in spread}
        for a, here in enumerate(ours):
            rarest: dict[int, int] = {}
            for word in here & where.keys():
                count = spread[word] * len(where[word])
                if count <= _EVERYWHERE:
                    rarest.update([(m, min(count, rarest.get(m, count))) for m in where[word]])
            for m, count in rarest.items():
                worth = self.options["heading-word"] / count
                self.scores[a][m] = 1.0 - (1.0 - self.scores[a].get(m, 0.0)) * (1.0 - worth)

    def _plans(self) -> None:
        """Ordinary business that an aspect does not speak of shares the objects of the field with it: that proves less."""
        for m, plans in enumerate(self.shares.plans):
            for a, row in enumerate(self.scores) if len(plans) > 1 else ():
                if m in row and self._unspoken(a, m) > 1:
                    row[m] *= self.options["business"]

    def _unspoken(self, a: int, m: int) -> int:
        """How many words of ordinary business measure ``m`` has that aspect ``a`` has not."""
        if (a, m) not in self._busy:
            text = self.aspects[a].text
            self._busy[a, m] = sum([word not in text for word in self.shares.plans[m]])
        return self._busy[a, m]

    def _claims(self) -> None:
        """A clause that one aspect has claimed answers another only with more than scraps: the weaker scores that it stands behind
        shrink."""
        keep = 1.0 - (1.0 - self.options["claimed"]) * self.ground.solid
        for m, limit in enumerate(self.limits):
            scores = {a: row[m] for a, row in enumerate(self.scores) if m in row}
            first = max(scores, key=lambda a: (scores[a], -a), default=-1)
            if first < 0 or scores[first] < limit:
                continue
            spoken, clauses = self.shares.spoken[m].get(first, -1), self.shares.spoken[m]
            for a, score in scores.items():
                if score < scores[first] and clauses.get(a, -1) in (spoken, -1):
                    self.scores[a][m] = score * keep

    def _decide(self, before: list[dict[int, float]]) -> None:
        """What words leave open, decided by all ways to give the measures to the aspects (see :mod:`lint_cmm.outline.pairing.chances`): of aspects that no measure
        answers with much to spare, those are answered that likely have a measure; being left makes no answer of words that stand everywhere.
        ``before`` are the scores before claims."""
        sure = self.options["sure-margin"] if self.ground.solid >= self.options["solid-share"] else 0.0
        left = [a for a, row in enumerate(self.scores) if all(score < self.limits[m] + sure for m, score in row.items())]
        left = [a for a in left if not any(a in one.references for one in self.measures)]
        if not left or not self.measures or len(self.aspects) * len(self.measures) > _EVERYWHERE:
            return
        chances = meant(self._odds(before), self._idle(), self.known.habits)
        for a in left:
            row = self.scores[a]
            if chances.without[a] > self.options["unanswered"]:
                row.update([(m, _SHORT * self.limits[m]) for m, score in row.items() if score >= self.limits[m]])
            else:
                m = max(range(len(self.measures)), key=lambda m: (chances.given[m][a], -m))
                if row.get(m, 0.0) >= self.options["generic-said"] or self._general(m) <= self.options["generic"]:
                    row[m] = max(row.get(m, 0.0), self.limits[m])

    def _odds(self, before: list[dict[int, float]]) -> list[list[float]]:
        """What speaks for every measure and aspect: words and themes, characters that only these two use, and how long both are: the longer
        two texts, the more is said by their sharing little."""
        o = self.options
        none, words, more, characters, length = (o[f"odds-{name}"] for name in ("none", "words", "more", "characters", "length"))
        usual, most, lost, business = (o[f"odds-{name}"] for name in ("usual", "most", "lost", "business"))
        ours = [item.text[len(item.number) :] for item in self.aspects]
        theirs = [one.item.text[len(one.item.number) :] for one in self.measures]
        tied = telling(ours, theirs, self.known.plain)
        sizes = [len(item.text) for item in self.aspects]
        found = []
        for m, (limit, plans) in enumerate(zip(self.limits, self.shares.plans, strict=True)):
            scale, size = o["answer-threshold"] / limit, len(self.measures[m].item.text) / usual
            named, told, own = self.measures[m].references, m in self.merged, []
            for a, row in enumerate(before):
                value, share = none, 0.0
                if m in row:
                    proof = -log(1.0 - min(_CERTAIN, row[m] * scale))
                    share = min(1.0, proof / most)
                    value += words * sqrt(share) + more * max(0.0, proof - most)
                if share < 1.0 and sizes[a] * size > 1.0 and not told:
                    value -= min(lost, length * log(sizes[a] * size)) * (1.0 - share)
                if (a, m) in tied:
                    value += characters * min(_MANY, tied[a, m])
                if len(plans) > 1:
                    value -= business * min(_BUSY, max(0, self._unspoken(a, m) - 1))
                own.append(exp(value + _FAR if a in named else value))
            found.append(own)
        return found

    def _idle(self) -> list[float]:
        """How likely each measure is meant for no aspect: a vague one, one of a theme that no aspect speaks of, one without a number beside
        those that have one."""
        o, series = self.options, set(self._series())
        found = []
        for m in range(len(self.measures)):
            strange = not self._claimed(m) and self._strange(m)
            value = o["idle-strange"] * strange + o["idle-vague"] * self._vague(m) + o["idle-apart"] * (m not in series)
            found.append(len(self.aspects) * o["idle"] * exp(value))
        return found

    def _series(self) -> list[int]:
        """The measures that stand in an order of their own: those with numbers; where none has one, the others, or the rows of a
        table that has as many as there are aspects (one of fewer rows is seldom made aspect by aspect)."""
        numbered = [m for m, one in enumerate(self.measures) if one.item.mark]
        rows = [m for m, one in enumerate(self.measures) if one.item.cells]
        if numbered or 2 * len(rows) <= len(self.measures) or len(rows) < len(self.aspects):
            return numbered or [m for m, one in enumerate(self.measures) if not one.item.cells]
        return rows

    def _subjects(self) -> None:
        """A vague measure that nobody has claimed answers, wherever it stands, the one aspect without an answer whose heading has a subject
        that it names."""
        without = [a for a, row in enumerate(self.scores) if all(score < self.limits[m] for m, score in row.items())]
        for m, measure in enumerate(self.measures) if without else ():
            if self._vague(m) and not self._claimed(m):
                named = [word for word in self.known.named if word in measure.item.text]
                meant = [a for a in without if any(word in self.aspects[a].title for word in named)]
                if len(meant) == 1:
                    self.scores[meant[0]][m] = self.limits[m]

    def _claimed(self, m: int) -> bool:
        """True where measure ``m`` answers an aspect."""
        return any(row.get(m, 0.0) >= self.limits[m] for row in self.scores)

    def _strange(self, m: int) -> bool:
        """True where a clause of measure ``m`` names a theme with three words of which no aspect speaks."""
        if m not in self._strangers:
            self._strangers[m] = self.shares.strange(m)
        return self._strangers[m]

    def _general(self, m: int) -> float:
        """The share of words that stand everywhere in measure ``m``."""
        if m not in self._generals:
            self._generals[m] = self.shares.general(m)
        return self._generals[m]

    def _vague(self, m: int) -> bool:
        """True for a measure without time, number or frequency that strings general words together."""
        return not any(self.solid[unit] for unit in self.theirs.own(m)) and self._general(m) >= self.options["vague-words"]

    def _named(self) -> None:
        """The writer's own references outweigh every guess."""
        for m, measure in enumerate(self.measures):
            for a in measure.references:
                if a < len(self.scores):
                    self.scores[a][m] = max(self.scores[a].get(m, 0.0), self.options["reference-score"])

    def result(self) -> tuple[Alignment, ...]:
        """The alignments; an aspect that carries its measure in itself (a row 问题 | 措施) is answered by itself."""
        evidence = self._evidence()
        found = []
        for a, aspect in enumerate(self.aspects):
            answers = [Answer(self.measures[m].item, round(-score, 3), evidence[a, m]) for score, m in sorted(self.good[a])]
            own = self_answer(aspect)
            if own:
                answers.insert(0, Answer(aspect, 1.0, (own,)))
            best = max([answer.score for answer in answers] + list(self.scores[a].values()), default=0.0)
            found.append(Alignment(aspect, tuple(answers), self._points(a), round(best, 3)))
        return tuple(found)

    def _points(self, a: int) -> tuple[Alignment, ...]:
        """The points of an aspect; their answers go without evidence, which nobody asks for.

        ``best`` is the score after sharing out; 1 where a clause of the aspect's measures is still free (it may be meant for the
        point in words that nothing here connects), or where the point would do well alone, or where most measures are vague: then
        a point wants no measure of its own, all of them want work.
        """
        points, measures, shares = [], self.measures, self.shares
        free = any(m in shares.loose for m, score in self.scores[a].items() if score >= self.limits[m])
        free = free or self.ground.solid < self.options["solid-share"]
        for unit, child in zip(self.ours.own(a)[1:], self.aspects[a].children, strict=False):
            good = shares.good[unit]
            answers = tuple([Answer(measures[m].item, round(-score, 3), ()) for score, m in sorted(good)]) if good else ()
            points.append(Alignment(child, answers, (), 1.0 if free or unit in shares.fit else round(shares.best[unit], 3)))
        return tuple(points)

    def _evidence(self) -> dict[tuple[int, int], tuple[str, ...]]:
        """The words that prove each answer, strongest first: shared words at full length, and for a theme one word of each side."""
        found = {}
        proofs = self.proofs or self.shares.proofs(self.groups)
        for ((a, m), met), (shared, named) in zip(self.met.items(), proofs, strict=True):
            words = list(zip([self.ours.units[unit] for unit, _ in met], shared, strict=True))
            found[a, m] = shown(named, words, self.measures[m].item.text, self.known)
        return found


def _phrases(title: str) -> set[str]:
    return {title[i : i + _PHRASE] for i in range(len(title) - _PHRASE + 1)}


def _named(title: str, subjects: list[str]) -> set[str]:
    return {word for word in subjects if word in title}

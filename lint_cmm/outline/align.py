"""Which measures answer which problem aspects, on what evidence.

A measure answers a problem in other words. Three witnesses are heard: rare words that both use, themes that both name
(``lexicon/themes.toml``), and the writer's own references (“针对第三个方面”). The measures are then shared out over all
aspects at once: what a clause says for the problem it answers best is spent there, so that a word which two aspects use
does not answer both, and a measure that one aspect has claimed answers another only with more than scraps. Last comes
order: a measure nobody has claimed, standing in the place of an aspect nobody has answered, may be meant for it, the more
likely the shorter both texts are. Thresholds and weights are the ``[options]`` of the table; ``bench/pairing.py`` shows
what they do.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from lint_cmm.data import Data
from lint_cmm.outline.align_items import promises, self_answer
from lint_cmm.outline.align_score import Index, Match, spent, weigh
from lint_cmm.outline.align_units import Thesaurus, Unit, clauses, thesaurus, units, words
from lint_cmm.outline.types import Alignment, Answer, Item, Outline
from lint_cmm.records import NamedTuple

_COUNTS = "0123456789一二三四五六七八九十两几每"
_HEADING = 16  # characters of a heading; in a longer one the fixed wording of the year's aspects says little
_FORMULA = 40  # … of one in the fixed wording
_NOTHING = Match(0.0, {}, {})
_EVERYWHERE = 2500  # headings with a word on one side times those on the other, from which on it ties none of them
_SHOWN = 6  # words of evidence with an answer


class _Side(NamedTuple):
    """A problem aspect with its units: unit 0 is the heading, the others its points (or its whole text)."""

    item: Item
    units: list[Unit]


class _Promise(NamedTuple):
    """A measure with its clauses and the numbers of the aspects it names itself."""

    item: Item
    units: list[Unit]
    references: frozenset[int]


def align(outline: Outline, data: Data) -> tuple[Alignment, ...]:
    """One alignment for every problem aspect, in reading order; its points inside.

    Without any measure every aspect is unanswered; the caller decides what that means (a missing section is another
    rule's matter). Pure: the same outline and data give the same alignment.
    """
    known = thesaurus(data)
    items = list(outline.items("problems"))
    if not items:
        return ()
    promised = promises(outline, known.promise_words)
    length = int(known.options["clause-length"])
    said = [[item.title, *([child.text for child in item.children] or [item.text])] for item in items]
    told = [clauses(promise.item.text, length) for promise in promised]
    ours, theirs = units([t for texts in said for t in texts], [t for texts in told for t in texts], known)
    aspects = [_Side(item, own) for item, own in zip(items, _dealt(ours, said), strict=True)]
    measures = [_Promise(one.item, own, one.references) for one, own in zip(promised, _dealt(theirs, told), strict=True)]
    return _Table(aspects, measures, known).result()


def unclaimed(outline: Outline, pairs: tuple[Alignment, ...], floor: float) -> tuple[Item, ...]:
    """The items of the measures section that are no aspect's best answer and reach ``floor`` (0 to 1) for no aspect of ``pairs`` and
    no point; rows of tables left out."""
    used = {pair.answers[0].measure.heading for pair in pairs if pair.answers}
    used |= {answer.measure.heading for pair in pairs for answer in pair.answers if answer.score >= floor}
    used |= {answer.measure.heading for pair in pairs for one in pair.points for answer in one.answers if answer.score >= floor}
    return tuple(item for item in outline.items("measures") if item.heading not in used and not item.cells)


def _dealt(found: list[Unit], texts: list[list[str]]) -> Iterator[list[Unit]]:
    """The units of all texts, given back to the owners of the texts."""
    rest = iter(found)
    return (list(islice(rest, len(own))) for own in texts)


class _Table:
    """Aspects against measures while the pairing is worked out. ``scores[a][m]`` is the score of measure m for aspect a, where
    they share anything; ``cells[a, m]`` has for every point the best score and the match behind it."""

    def __init__(self, aspects: list[_Side], measures: list[_Promise], known: Thesaurus) -> None:
        self.aspects = aspects
        self.measures = measures
        self.options = known.options
        units = [a.units for a in aspects]
        self.weights = weigh(units, [m.units for m in measures], known)
        low = known.options["answer-threshold-vague"]
        self.threshold = low + (known.options["answer-threshold"] - low) * self.weights.solid
        self.alone = [[0.0] * len(u) for u in units]  # the best score of every point when nothing is spent
        self.loose = [False] * len(measures)  # has a clause that fits no problem well
        self.cells: dict[tuple[int, int], list[tuple[float, Match]]] = {}
        index = Index(units, self.weights, known.options)
        for m in range(len(measures)):
            self._share(m, index)
        self.scores: list[dict[int, float]] = [{} for _ in aspects]
        for (a, m), cell in self.cells.items():
            self.scores[a][m] = self._sum(cell)
        self._headings(known)
        self._claims()
        self._places(known)
        self._named()

    def _share(self, m: int, index: Index) -> None:
        """Score every clause of measure ``m`` against the points it touches, and spend it on the aspect it answers best."""
        o, secondary, cells = self.options, self.options["secondary"], self.cells
        for clause in self.measures[m].units:
            found = index.matches(clause)
            tops: dict[int, Match] = {}
            best = _NOTHING
            for a, _, one in found:
                if a not in tops or one.score > tops[a].score:
                    tops[a] = one
            for one in tops.values():
                if one.score > best.score:
                    best = one
            self.loose[m] = self.loose[m] or (best.score < o["loose-threshold"] and clause.solid)
            for a, p, one in found:
                score = one.score
                if score > self.alone[a][p]:
                    self.alone[a][p] = score
                cell = cells.get((a, m))
                if cell is None:
                    cell = cells[a, m] = [(0.0, _NOTHING)] * len(self.aspects[a].units)
                mine = tops[a] is best
                if (score if mine else secondary * score) <= cell[p][0]:
                    continue  # what is left of it when something is spent is less still
                if not mine:
                    score = secondary * spent(one, best, o["consume"], self.weights.scale)
                if score > cell[p][0]:
                    cell[p] = (score, one)

    def _sum(self, cell: list[tuple[float, Match]]) -> float:
        """The score of an aspect from those of its heading and points: the best, and part of the second best."""
        first, second = sorted([score for score, _ in cell], reverse=True)[:2]
        return 1.0 - (1.0 - first) * (1.0 - self.options["support"] * second)

    def _headings(self, known: Thesaurus) -> None:
        """What stands in the headings of one aspect and one measure ties them: a phrase of four characters, or in a short heading a
        subject, be it a word that proves nothing elsewhere."""
        ours = [_phrases(a.item.title) | (_named(a.item.title, known) if len(a.item.title) <= _HEADING else set()) for a in self.aspects]
        theirs = [_phrases(one.item.title[:_FORMULA]) | _named(one.item.title[:_HEADING], known) for one in self.measures]
        spread = Counter(w for words in ours for w in words)
        where: dict[str, list[int]] = {}
        for m, there in enumerate(theirs):
            for word in there:
                where.setdefault(word, []).append(m)
        for a, here in enumerate(ours):
            rarest: dict[int, int] = {}
            for word in here & where.keys():
                count = spread[word] * len(where[word])
                if count <= _EVERYWHERE:
                    rarest.update([(m, min(count, rarest.get(m, count))) for m in where[word]])
            for m, count in rarest.items():
                worth = self.options["heading-word"] / count
                self.scores[a][m] = 1.0 - (1.0 - self.scores[a].get(m, 0.0)) * (1.0 - worth)

    def _claims(self) -> None:
        """A measure that one aspect has claimed answers another only with more than scraps: its weaker scores shrink."""
        keep = 1.0 - (1.0 - self.options["claimed"]) * self.weights.solid
        firsts = [0.0] * len(self.measures)
        for row in self.scores:
            for m, score in row.items():
                firsts[m] = max(firsts[m], score)
        for row in self.scores:
            for m, score in row.items():
                if score < firsts[m] and firsts[m] >= self.threshold:
                    row[m] = score * keep

    def _places(self, known: Thesaurus) -> None:
        """The benefit of order. Between two pairs already found, as many aspects without a measure as measures without an aspect
        belong to each other in turn, even in words that nothing connects; a single measure among more aspects belongs to the one
        that clearly shares most with it. The shorter two texts, the less proves that they share nothing, the more so where
        aspects and measures are equally many in the whole."""
        o = self.options
        own = [m for m, one in enumerate(self.measures) if one.item.mark]
        reach = o["diagonal-length"] if len(own) == len(self.scores) else o["inner-length"]
        told = {theme for side in self.aspects for one in side.units for theme in one.themes}
        for aspects, measures in self._gaps(own):
            if len(measures) == 1 < len(aspects):
                aspects = self._clearest(aspects, measures[0])
            if len(aspects) != len(measures):
                continue
            for a, m in zip(aspects, measures, strict=True):
                if not self._business(a, m, told, known):
                    length = len(self.aspects[a].item.text) + len(self.measures[m].item.text)
                    self.scores[a][m] = self.scores[a].get(m, 0.0) + o["diagonal"] * min(1.0, reach / length)

    def _clearest(self, aspects: list[int], m: int) -> list[int]:
        """The one aspect that shares at least twice as much with measure ``m`` as any other, and enough; or none."""
        first, second = sorted(aspects, key=lambda a: (-self.scores[a].get(m, 0.0), a))[:2]
        score = self.scores[first].get(m, 0.0)
        return [first] if score >= max(self.options["slot-floor"], 2 * self.scores[second].get(m, 0.0)) else []

    def _gaps(self, own: list[int]) -> list[tuple[list[int], list[int]]]:
        """Runs of unanswered aspects with the measures of ``own`` that stand in the same place and that nobody has claimed.
        Nothing where the measures do not keep the order of the aspects."""
        taken = {m for row in self.scores for m, score in row.items() if score >= self.threshold}
        found: list[tuple[list[int], list[int]]] = []
        aspects: list[int] = []
        behind = -1
        for a, row in enumerate(self.scores):
            top = max(row, key=lambda m: (row[m], -m), default=-1)
            if top < 0 or row[top] < self.threshold:
                aspects.append(a)
                continue
            if top < behind:
                return []
            inner = own[bisect_right(own, behind) : bisect_left(own, top)]
            found.append((aspects, [m for m in inner if m not in taken]))
            aspects, behind = [], top
        return [*found, (aspects, [m for m in own if m > behind and m not in taken])]

    def _business(self, a: int, m: int, told: set[int], known: Thesaurus) -> bool:
        """True for a measure of words that stand everywhere, of ordinary business that the aspect does not speak of, or of a theme that
        is not among those ``told`` of in any aspect."""
        pairs = [w for one in self.measures[m].units for w in words(one.text, known.common, known.plain)]
        said = [w for w in known.plans if w in self.measures[m].item.text and w not in self.aspects[a].item.text]
        if any(len(named) > 2 and theme not in told for one in self.measures[m].units for theme, named in one.themes.items()):
            return True
        return len(said) > 1 or sum(known.common.get(w, 1.0) == 0.0 for w in pairs) > self.options["diagonal-generic"] * len(pairs)

    def _named(self) -> None:
        """The writer's own references outweigh every guess."""
        for m, measure in enumerate(self.measures):
            for a in measure.references:
                if a < len(self.scores):
                    self.scores[a][m] = max(self.scores[a].get(m, 0.0), self.options["reference-score"])

    def result(self) -> tuple[Alignment, ...]:
        """The alignments; an aspect that carries its measure in itself (a row 问题 | 措施) is answered by itself."""
        found = []
        for a, side in enumerate(self.aspects):
            row = self.scores[a]
            order = sorted(row, key=lambda m: (-row[m], m))
            answers = [self._answer(a, m) for m in order if row[m] >= self.threshold]
            own = self_answer(side.item)
            if own:
                answers.insert(0, Answer(side.item, 1.0, (own,)))
            best = max([answer.score for answer in answers] + list(row.values()), default=0.0)
            found.append(Alignment(side.item, tuple(answers), self._points(a), round(best, 3)))
        return tuple(found)

    def _answer(self, a: int, m: int) -> Answer:
        matches = [one for _, one in self._cell(a, m)]
        return Answer(self.measures[m].item, round(self.scores[a][m], 3), self._evidence(matches, self.aspects[a].units, m))

    def _points(self, a: int) -> tuple[Alignment, ...]:
        """The points of an aspect; their answers go without evidence, which nobody asks for.

        ``best`` is the score after sharing out; 1 where a clause of the aspect's measures is still free (it may be meant for the
        point in words that nothing here connects), or where the point would do well alone, or where most measures are vague: then
        a point wants no measure of its own, all of them want work.
        """
        points = []
        free = any(self.loose[m] for m, score in self.scores[a].items() if score >= self.threshold)
        cells = [(m, self.cells[a, m]) for m in self.scores[a] if (a, m) in self.cells]
        for p, child in enumerate(self.aspects[a].item.children, 1):
            scores = sorted([(-cell[p][0], m) for m, cell in cells])
            answers = tuple([Answer(self.measures[m].item, round(-s, 3), ()) for s, m in scores if -s >= self.options["point-threshold"]])
            sure = free or self.weights.solid < self.options["solid-share"] or self.alone[a][p] >= self.options["alone-threshold"]
            points.append(Alignment(child, answers, (), 1.0 if sure else round(-scores[0][0], 3) if scores else 0.0))
        return tuple(points)

    def _cell(self, a: int, m: int) -> list[tuple[float, Match]]:
        return self.cells.get((a, m)) or [(0.0, _NOTHING)] * len(self.aspects[a].units)

    def _telling(self, word: str) -> bool:
        """False for everyday words and small numbers, which are shown only where nothing else is."""
        return self.weights.common.get(word, 1.0) > self.options["everyday-word"] and not (word[0] in _COUNTS and len(word) < 3)

    def _evidence(self, matches: list[Match], units: list[Unit], m: int) -> tuple[str, ...]:
        """The words that prove an answer, strongest first: shared words at full length, and for a theme one word of each side."""
        worth: dict[str, float] = {}
        for one, here in zip(matches, units, strict=True):
            for word, value in _joined(one.words, here.text) if one.words else ():
                worth[word] = max(value, worth.get(word, 0.0))
            for theme, value in one.themes.items():
                said = next((u.themes[theme] for u in self.measures[m].units if theme in u.themes), here.themes[theme])
                for word in (here.themes[theme][0], said[0]):
                    worth[word] = max(value, worth.get(word, 0.0))
        order = sorted(worth, key=lambda w: (-worth[w], w))
        telling = [w for w in order if self._telling(w)]
        kept: list[str] = []
        for word in telling or order:
            if len(kept) == _SHOWN:
                break
            if not any(word in other or other in word for other in kept):
                kept.append(word)
        return tuple(kept)


def _phrases(title: str) -> set[str]:
    return {title[i : i + 4] for i in range(len(title) - 3)}


def _named(title: str, known: Thesaurus) -> set[str]:
    return {word for word in known.subjects if word in title}


def _joined(words: dict[str, float], text: str) -> list[tuple[str, float]]:
    """Overlapping pairs that stand together in ``text`` as the words they come from: 青龙 龙水 水库 is 青龙水库."""
    found: list[tuple[str, float]] = [(w.lstrip("“"), v) for w, v in words.items() if len(w) > 2]
    for word, value in words.items():
        if len(word) == 1:  # shown with the character beside it
            start = max(0, min(text.find(word), len(text) - 2))
            found.append((text[start : start + 2], value))
    stop = 0
    for at in sorted([at for word in words if len(word) == 2 for at in _places(word, text)]):
        if at < stop:
            continue
        end, value = at + 1, 0.0
        while text[end - 1 : end + 1] in words and end < len(text):
            value += words[text[end - 1 : end + 1]]
            end += 1
        found.append((text[at:end], value))
        stop = end
    return found


def _places(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)

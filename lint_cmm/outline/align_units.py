"""Cutting problems and measures into small units and finding what each speaks of.

A unit is a point of a problem or a clause of a measure. It has *words* (pairs of Han characters, numbers with their
unit, quoted terms) and *themes* (entries of ``lexicon/themes.toml``). No segmentation: pairs of neighbouring
characters inside runs of Han characters do the same work here (see ``bench/pairing.py``).
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from operator import add
from typing import Any

from lint_cmm import patterns as re
from lint_cmm.data import Data
from lint_cmm.records import NamedTuple

# Characters that bind words and never belong to a telling one: runs are cut there.
_BINDERS = (
    "的了在和与是不没有把被就也都还对从以及等个我他她它这那只而但则并或其之于向由到给让使再又已将会要能可每各该至着过地得很更最太年月日"
)
_BETWEEN = "\n\0"  # between texts that are read in one pass; no document holds it
_END = _BETWEEN[-1]
_EDGES = [0x4DFF, *sorted(map(ord, _BINDERS)), 0xA000]
_HAN = "".join([f"{chr(a + 1)}-{chr(b - 1)}" for a, b in zip(_EDGES, _EDGES[1:], strict=False) if b - a > 1])  # … without the binders
_RUN = re.compile(f"[{_HAN}]{{2,200}}|{_END}")
_NUMBER = re.compile(r"[0-9](?<![0-9.].)[0-9]{0,8}(?:\.[0-9]{1,4})?(?![0-9.月日号时点])[\u4e00-\u9fff]")
_QUOTED = re.compile("[“《]([^“”《》\n]{2,14})[”》]")
_SOLID = re.compile("[0-9]|每[年月周季日旬晚天半两逢]|[一二三四五六七八九十两半][次个项名户家份篇天年月周]|《")
_MANY = 6  # documents after which building automata pays
_SEAM = "，"  # between runs: no word holds it
_CLAUSE = re.compile("[。；;！!？?\n]")


class Unit(NamedTuple):
    """What one stretch of text speaks of. ``themes`` maps a theme's index to the distinct words that name it.

    ``words`` are those that the other side may use as well: no other word ties anything.
    """

    text: str
    words: frozenset[str]
    themes: dict[int, list[str]]
    solid: bool = True  # a measure that names a time, number or frequency


Said = tuple[int, str, int]  # where a word begins, the word, its theme
Entries = dict[str, list[tuple[str, int]]]  # a word's first two characters -> words and the theme that each names


class Lighter(dict[str, float]):
    """What a word of a theme lacks of one in naming the theme, 0 to 1: something where it is common. Worked out when asked for."""

    def __init__(self, common: dict[str, float], light: float) -> None:
        super().__init__()
        self._common, self._most = common, 1.0 - light

    def __missing__(self, word: str) -> float:
        worth = self[word] = max(0.0, min(self._most, 0.9 - self._common.get(word, 1.0)))
        return worth


class Thesaurus(NamedTuple):
    """``lexicon/themes.toml`` and ``lexicon/background.txt``, ready for use.

    Words are found by their first two characters: building that costs a tenth of an automaton's building, which a run
    over one file would notice, and reading a document costs half a millisecond more.
    """

    options: dict[str, float]
    names: tuple[str, ...]
    weights: tuple[float, ...]
    problem: Entries
    measure: Entries
    promise_words: tuple[str, ...]
    small: float  # the worth of a number below ten with its unit
    counted: float  # the worth of a pair that begins with a numeral: 三次, 一人
    plans: tuple[str, ...]  # words of ordinary business
    subjects: tuple[str, ...]  # words that tell headings apart
    plain: frozenset[str]  # characters that prove nothing when they stand alone
    common: dict[str, float]  # a word pair's worth, 0 to 1, where it is less than 1
    lighter: Lighter
    scanners: tuple[Scanner, Scanner] | None = None  # for problems and for measures, in a run over many documents


def thesaurus(data: Data) -> Thesaurus:
    """The thesaurus of ``data``, built on first use and kept in ``data.memo``; asked for once a document."""
    found: Thesaurus | None = data.memo.get("align")
    if found is None:
        found = data.memo["align"] = _build(data)
    asked = data.memo["align.asked"] = data.memo.get("align.asked", 0) + 1
    if asked == _MANY:
        found = data.memo["align"] = found._replace(scanners=(Scanner(found.problem), Scanner(found.measure)))
    return found


class Scanner:
    """An automaton over the words of one side, for a run over many documents."""

    def __init__(self, entries: Entries) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        owners: dict[str, list[tuple[int, str, int]]] = {}
        for listed in entries.values():
            for number, (word, home) in enumerate(listed):
                if len(word) < 2:
                    continue  # nor does _read find it: the result must not depend on how many documents went before
                owners.setdefault(word, []).append((number, word, home))
        self._owners = list(owners.values())
        self._automaton = AhoCorasick(list(owners), matchkind=MatchKind.Standard, store_patterns=False)

    def read(self, text: str) -> list[Said]:
        """The same as :func:`_read`."""
        owners = self._owners
        found = [
            (start, *owner)
            for index, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True)
            for owner in owners[index]
        ]
        found.sort()
        return [(start, word, home) for start, _, word, home in found]


def _read(text: str, entries: Entries) -> list[Said]:
    """The words of ``entries`` in ``text`` with their themes, in the order in which they begin, then in that of the entries."""
    return [
        (at, word, home)
        for at in [at for at, pair in enumerate(map(add, text, text[1:])) if pair in entries]
        for word, home in entries[text[at : at + 2]]
        if text.startswith(word, at)
    ]


def _build(data: Data) -> Thesaurus:
    table = data.table("themes")
    themes: list[dict[str, Any]] = table["theme"]
    background = data.lexicon("background")
    size = len(background)
    common = {word: 0.3 + 0.6 * rank / size for rank, word in enumerate(background)}
    everyday: float = table["options"]["everyday-word"]
    for word in table["everyday"]["words"].split():
        common[word] = min(everyday, common.get(word, everyday))
    for word in table["generic"]["words"].split():
        for at in range(len(word) - 1):
            common[word[at : at + 2]] = 0.0
    return Thesaurus(
        table["options"],
        tuple(t["name"] for t in themes),
        tuple(t["weight"] for t in themes),
        _side(themes, "problem"),
        _side(themes, "measure"),
        tuple(table["promise"]["words"].split()),
        table["options"]["small-number"],
        table["options"]["counted-word"],
        tuple(table["plan"]["words"].split()),
        tuple(table["heading"]["words"].split()),
        frozenset("".join(background) + table["everyday"]["characters"]),
        common,
        Lighter(common, table["options"]["light-word"]),
    )


def _side(themes: list[dict[str, Any]], side: str) -> Entries:
    entries: Entries = {}
    for index, theme in enumerate(themes):
        for word in (theme.get("both", "") + " " + theme.get(side, "")).split():
            head = word[:2]
            if head in entries:
                entries[head].append((word, index))
            else:
                entries[head] = [(word, index)]
    return entries


class Runs:
    """The runs of Han characters of many texts, read in one pass, and the pairs of neighbours in them."""

    def __init__(self, texts: list[str]) -> None:
        self.text = _BETWEEN.join(texts)
        runs = f"{_SEAM}{_SEAM.join(_RUN.findall(self.text))}{_SEAM}"
        self.distinct = set(runs)
        self.pairs = list(map(add, runs, runs[1:]))
        self.distinct.update(self.pairs)
        self._pieces = runs.split(_END)[: len(texts)]
        self._ends = list(accumulate([len(piece) + 1 for piece in self._pieces]))
        self._bounds = list(accumulate([len(text) + len(_BETWEEN) for text in texts]))

    def words(self, wanted: set[str], common: dict[str, float]) -> list[set[str]]:
        """The pairs and single characters of every text that are ``wanted``, its numbers with their unit and its quoted terms.

        A pair that is no known word and laps over one that is (化营 in 优化营商) is an accident of the cut and left out.
        """
        pairs, ends, found = self.pairs, self._ends, [wanted.intersection(piece) for piece in self._pieces]
        for at in [at for at, pair in enumerate(pairs) if pair in wanted]:
            pair = pairs[at]
            if pair in common or not (pairs[at - 1] in common or pairs[at + 1] in common):
                found[bisect_right(ends, at)].add(pair)
        for match in _NUMBER.finditer(self.text):
            found[self.number(match.start())].add(match[0])
        for match in _QUOTED.finditer(self.text):
            found[self.number(match.start())].add("“" + match[1])
        return found

    def number(self, at: int) -> int:
        """Which text the offset ``at`` of all texts lies in."""
        return bisect_right(self._bounds, at)

    def themes(self, said: list[Said]) -> list[dict[int, list[str]]]:
        """The themes of every text and the distinct words that name them, from what is ``said`` in all, in its order."""
        found: list[dict[int, list[str]]] = []
        stop = 0
        for at, word, home in said:
            while at >= stop:
                stop = self._bounds[len(found)]
                found.append({})
                here = found[-1]
            if home not in here:
                here[home] = [word]
            elif word not in here[home]:
                here[home].append(word)
        return found + [{} for _ in self._bounds[len(found) :]]


def words(text: str, common: dict[str, float], plain: frozenset[str] | None = None) -> frozenset[str]:
    """The words of ``text``: character pairs, numbers with their unit, quoted terms, and single Han characters not ``plain``."""
    runs = Runs([text.replace(_END, "\n")])
    wanted = _without_seams(runs.distinct)
    wanted -= {one for one in wanted if len(one) == 1} if plain is None else plain
    return frozenset(runs.words(wanted, common)[0])


def _without_seams(found: set[str]) -> set[str]:
    return {one for one in found if _SEAM not in one and _END not in one}


def units(problems: list[str], measures: list[str], known: Thesaurus) -> tuple[list[Unit], list[Unit]]:
    """What each text speaks of, read as problems and as measures."""
    ours, theirs = [Runs([text.replace(_END, "\n") for text in texts]) for texts in (problems, measures)]
    shared = _without_seams(ours.distinct & theirs.distinct) - known.plain
    return _units(problems, ours, shared, known, False), _units(measures, theirs, shared, known, True)


def _units(texts: list[str], runs: Runs, shared: set[str], known: Thesaurus, measure: bool) -> list[Unit]:
    said = known.scanners[measure].read(runs.text) if known.scanners else _read(runs.text, known.measure if measure else known.problem)
    found = zip(texts, runs.words(shared, known.common), runs.themes(said), strict=True)
    return [Unit(text, frozenset(own), named, not measure or _SOLID.search(text) is not None) for text, own, named in found]


def clauses(text: str, length: int) -> list[str]:
    """``text`` cut at full stops, semicolons and line ends.

    A sentence without time, number or frequency strings many subjects together: it is cut at the first comma after
    ``length`` characters as well. Very short pieces go to the piece before them.
    """
    found: list[str] = []
    for sentence in _CLAUSE.split(text):
        if _SOLID.search(sentence):
            found.append(sentence)
            continue
        piece = ""
        for part in sentence.split("，"):
            piece = f"{piece}，{part}" if piece else part
            if len(piece) >= length:
                found.append(piece)
                piece = ""
        piece = piece.strip()
        if len(piece) >= 8 or (piece and not found):
            found.append(piece)
        elif piece:
            found[-1] += "，" + piece
    return found

"""Cutting problems and measures into small units and finding what each speaks of.

A unit is a point of a problem or a clause of a measure. It has *words* (pairs of Han characters, numbers with their
unit, quoted terms) and *themes* (entries of ``lexicon/themes.toml``). No segmentation: pairs of neighbouring
characters inside runs of Han characters do the same work here (see ``bench/pairing.py``).
"""

from __future__ import annotations

from operator import add
from typing import Any

from lint_cmm import patterns as re
from lint_cmm.data import Data
from lint_cmm.records import NamedTuple

# Characters that bind words and never belong to a telling one: runs are cut there.
_BINDERS = "的了在和与是不没有把被就也都还对从以及等个我他她它这那只而但则并或其之于向由到给让使再又已将会要能可每各该至着过地得很更最太年月日"
_RUN = re.compile("[\u4e00-\u9fff]{2,200}")
_NUMBER = re.compile(r"(?<![0-9.])[0-9]{1,9}(?:\.[0-9]{1,4})?(?![0-9.月日号时点])[\u4e00-\u9fff]")
_QUOTED = re.compile("[“《]([^“”《》\n]{2,14})[”》]")
_SOLID = re.compile("[0-9]|每[年月周季日旬晚天半两逢]|[一二三四五六七八九十两半][次个项名户家份篇天年月周]|《")
_BREAK = str.maketrans(dict.fromkeys(_BINDERS, "，"))
_MANY = 6  # documents after which building automata pays
_SEAM = "，"  # between runs: no word holds it
_CLAUSE = re.compile("[。；;！!？?\n]")


class Unit(NamedTuple):
    """What one stretch of text speaks of. ``themes`` maps a theme's index to the distinct words that name it."""

    text: str
    words: frozenset[str]
    themes: dict[int, list[str]]
    solid: bool = True  # a measure that names a time, number or frequency


Entries = dict[str, list[tuple[str, int]]]  # a word's first two characters -> words and the theme that each names


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

    def read(self, text: str) -> list[tuple[str, int]]:
        """The same as :func:`_read`."""
        owners = self._owners
        found = [
            (start, *owner) for index, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True) for owner in owners[index]
        ]
        found.sort()
        return [(word, home) for _, _, word, home in found]


def _read(text: str, entries: Entries) -> list[tuple[str, int]]:
    """The words of ``entries`` in ``text`` with their themes, in the order in which they begin, then in that of the entries."""
    return [
        (word, home)
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


def words(text: str, common: dict[str, float], plain: frozenset[str] | None = None) -> frozenset[str]:
    """The words of ``text``: character pairs, numbers with their unit, quoted terms, and single Han characters not ``plain``.

    A pair that is no known word and laps over one that is (化营 in 优化营商) is an accident of the cut and left out.
    """
    runs = _SEAM.join(_RUN.findall(text.translate(_BREAK)))
    pairs = list(map(add, runs, runs[1:]))
    known = [pair in common for pair in pairs]
    beside = zip(pairs, [False, *known], known, [*known[1:], False], strict=False)
    found = {pair for pair, before, here, after in beside if (here or not (before or after)) and _SEAM not in pair}
    if plain is not None:
        found.update(set(runs).difference(plain, _SEAM))
    found.update(_NUMBER.findall(text))
    found.update(["“" + q for q in _QUOTED.findall(text)])
    return frozenset(found)


def unit(text: str, known: Thesaurus, *, measure: bool) -> Unit:
    """What ``text`` speaks of, read as a measure or as a problem."""
    themes: dict[int, list[str]] = {}
    said = known.scanners[measure].read(text) if known.scanners else _read(text, known.measure if measure else known.problem)
    for word, home in said:
        if home not in themes:
            themes[home] = [word]
        elif word not in themes[home]:
            themes[home].append(word)
    return Unit(text, words(text, known.common, known.plain), themes, not measure or _SOLID.search(text) is not None)


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

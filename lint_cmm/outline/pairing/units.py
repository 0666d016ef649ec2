"""Cutting problems and measures into small units and finding what each speaks of.

A unit is a point of a problem or a clause of a measure. It has *words* (pairs of Han characters, numbers with their
unit, quoted terms) and *themes* (entries of ``lexicon/themes.toml``). No segmentation: pairs of neighbouring
characters inside runs of Han characters do the same work here (see ``bench/pairing.py``). The units of both sides are
read in one pass, and listed under the words and themes, not these under the units.
"""

from __future__ import annotations

from bisect import bisect_right
from codecs import utf_32_le_decode
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate, compress
from re import Pattern
from typing import TYPE_CHECKING

from lint_cmm.data import Data
from lint_cmm.kit import patterns as re
from lint_cmm.kit.heads import LEAST, Groups, code, cut, pairs
from lint_cmm.kit.records import NamedTuple
from lint_cmm.outline.pairing.chances import Habits
from lint_cmm.outline.themes import BINDERS, LONGEST, PAIR, common, meant, worth

if TYPE_CHECKING:
    from lint_cmm.outline.pairing.tree import Tree

_PLAIN = BINDERS + "0123456789一二三四五六七八九十 \u3000\n，。；：、（）“”《》.—-!?！？%"  # characters that stand anywhere
_NUMBER = re.compile(r"[0-9](?<![0-9.].)[0-9]{0,8}(?:\.[0-9]{1,4})?(?![0-9.月日号时点])[\u4e00-\u9fff]")
_QUOTED = re.compile("[“《]([^“”《》\n]{2,14})[”》]")
_LEAD = re.compile(r"[ \u3000]{0,4}[（(]?[0-9]{1,2}[.．、）)](?![0-9])")
_LED = 8  # characters of it, at most
_SOLID = re.compile(  # a set first: the matcher skips to its characters
    "[0-9《每一二三四五六七八九十两半](?:(?<=[0-9《])|(?<=每)[年月周季日旬晚天半两逢]|(?<![做当].)(?<!每)[次个项名户家份篇天年月周])"
)
_KEPT = 20_000  # powers kept from document to document
_FIRST = 40_000  # pairs of characters after which it pays to cut all words of the thesaurus
_CLAUSE = re.compile("[。；;！!？?\n]")


class Side(NamedTuple):
    """What the units of all problem aspects, or of all measures, speak of."""

    words: dict[str, list[int]]  # a word that both sides use -> the units that use it; in order, single characters last
    themes: dict[int, dict[int, list[str]]]  # a theme that both sides name -> the units that do -> the distinct words for it; in order
    told: set[int]  # all themes that the side names


Said = tuple[int, int, str, int]  # where a word begins, its number among those that begin alike, the word, its theme


class Entries:
    """The words of a side by the pair with which they begin: in ``words`` these, in ``signs`` a character for each, which tells what is
    ``meant`` by it; both at first only where a text asks for it.

    ``compiled`` is the side's compiled form, see :mod:`lint_cmm.outline.themes`. Cutting it all takes as long as reading a document.
    """

    def __init__(self, compiled: list[str]) -> None:
        self._groups: Groups | None = Groups(compiled)
        self._left = _FIRST
        self.words: dict[bytes, tuple[str, ...]] = {}
        self.signs: dict[bytes, str] = {}

    def learn(self, standing: set[bytes]) -> None:
        """Have the words at hand that begin with one of the pairs ``standing``."""
        self._left -= len(standing)
        if self._left < 0:
            self.whole()
        elif self._groups:
            self._take(self._groups.begun_by(standing))

    def whole(self) -> Entries:
        """The same with all words, as in a run over many documents."""
        if self._groups:
            self._take(self._groups.all())
            self._groups = None
        return self

    def __iter__(self) -> Iterator[list[tuple[str, int]]]:
        """The words at hand that begin alike, with the theme that each names."""
        for words, signs in zip(self.words.values(), self.signs.values(), strict=True):
            yield [(word, meant(sign)[0]) for word, sign in zip(words, signs, strict=True)]

    def _take(self, some: Iterable[tuple[bytes, str]]) -> None:
        for head, group in some:
            if head not in self.words:
                words = group.split(" ")
                self.signs[head] = words.pop()
                self.words[head] = tuple(words)


class Common(dict[str, str]):
    """Word pairs that prove little, each with its rank, see :func:`lint_cmm.outline.themes.common`."""

    def __init__(self, words: str, ranks: str, size: int, everyday: float) -> None:
        super().__init__(zip(words.split(" "), ranks, strict=True))
        self._size, self._everyday = size, everyday

    def worth(self, word: str) -> float:
        """What any word is worth, 0 to 1."""
        if word not in self:
            return 1.0
        rank, size = ord(self[word]) - LEAST, self._size
        return worth(rank, size) if rank < size else self._everyday if rank == size else 0.0


class Lighter(dict[str, float]):
    """What a word lacks of one in naming a theme, 0 to 1: something where it is common, or names several. Worked out when asked for."""

    def __init__(self, common: Common, options: dict[str, float], sides: tuple[Entries, Entries]) -> None:
        super().__init__()
        self._common, self._most, self._several = common, 1.0 - options["light-word"], options["several-themes"]
        self._sides = sides

    def __missing__(self, word: str) -> float:
        common = max(0.0, min(self._most, 0.9 - self._common.worth(word)))
        head = code(word[:2])
        named = [side.signs[head][side.words[head].index(word)] for side in self._sides if word in side.words.get(head, ())]
        lack = self[word] = common + self._several * (1.0 - 1.0 / meant(named[0])[1] if named else 0.0)
        return lack


class Sure(dict[float, float]):
    """How surely a theme is spoken of when so many distinct words name it, to the power at which two sides are multiplied."""

    def __init__(self, options: dict[str, float]) -> None:
        super().__init__()
        self._doubt, self._power = 1.0 - options["single-word"], options["theme-power"]

    def __missing__(self, hits: float) -> float:
        if len(self) > _KEPT:
            self.clear()
        value = self[hits] = float((1.0 - self._doubt**hits) ** self._power)
        return value


class Thesaurus(NamedTuple):
    """``lexicon/themes.toml`` and ``lexicon/background.txt``, ready for use.

    Words are found by their first two characters: an automaton would cost ten times as much to build, which a run over one file would
    notice, and a run over many reads with :mod:`lint_cmm.outline.pairing.arrays`.
    """

    options: dict[str, float]
    weights: tuple[float, ...]
    problem: Entries
    measure: Entries
    promise_words: tuple[str, ...]
    small: float  # the worth of a number below ten with its unit
    counted: float  # the worth of a pair that begins with a numeral: 三次, 一人
    plans: tuple[str, ...]  # words of ordinary business
    subjects: tuple[str, ...]  # words that tell headings apart
    named: tuple[str, ...]  # these, and those that a vague measure names an aspect with
    rare: Pattern[str]  # a character that proves something although it stands alone
    common: Common
    pieces: frozenset[str]  # those of these pairs that are no words but stand in longer ones
    pairs: frozenset[bytes]  # the same pairs, but for those with binders
    worthless: frozenset[bytes]  # those whose worth is 0
    lighter: Lighter
    sure: Sure
    habits: Habits
    plain: frozenset[str]  # characters that prove nothing alone: they stand anywhere, or in words that do
    tree: Tree | None = None  # the same for numpy, in a run over many documents


def without_tree(data: Data) -> Thesaurus:
    """The thesaurus of ``data`` as a run over one file has it."""
    table = data.table("themes")
    ready = data.index["common"] if data.index else common(data)
    little = Common(ready["words"], ready["ranks"], len(data.lexicon("background")), table["options"]["everyday-word"])
    sides = Entries(table["problem"]), Entries(table["measure"])
    return Thesaurus(
        table["options"],
        tuple(table["weights"]),
        *sides,
        tuple(table["promise"]["words"].split()),
        table["options"]["small-number"],
        table["options"]["counted-word"],
        tuple(table["plan"]["words"].split()),
        tuple(table["heading"]["words"].split()),
        (*table["heading"]["words"].split(), *table["heading"]["vague"].split()),
        re.compile(ready["rare"]),
        little,
        frozenset(table["pieces"]["pairs"].split()),
        frozenset(cut(ready["pairs"])),
        frozenset(cut(ready["worthless"])),
        Lighter(little, table["options"], sides),
        Sure(table["options"]),
        Habits(*[table["options"][name] for name in ("again", "without", "idle", "in-order", "order-trust")]),
        frozenset(_PLAIN + table["generic"]["words"]),
    )


class Texts:
    """The units of all problem aspects, or of all measures, numbered through, to be read in one pass."""

    def __init__(self, owned: list[list[str]]) -> None:
        self.firsts = list(accumulate([len(own) for own in owned], initial=0))  # of each: its first unit; then the number of all units
        self.owners = [n for n, own in enumerate(owned) for _ in own]  # of every unit: the number of its aspect or measure
        self.units = [text for own in owned for text in own]
        self.text = "\n".join(["", *self.units, ""])  # every character has neighbours
        self.ends = list(accumulate([len(text) + 1 for text in self.units], initial=1))[1:]

    @property
    def size(self) -> int:
        """How many aspects or measures there are."""
        return len(self.firsts) - 1

    def own(self, number: int) -> range:
        """The units of an aspect or a measure."""
        return range(self.firsts[number], self.firsts[number + 1])

    @cached_property
    def pairs(self) -> list[bytes]:
        """All pairs of neighbouring characters."""
        return pairs(self.text)

    def words(self, wanted: set[bytes], known: Thesaurus) -> dict[str, list[int]]:
        """The units that use the ``wanted`` pairs, numbers with their unit, quoted terms, and last the rare characters.

        A pair that is no known word and laps over one that is (化营 in 优化营商) is an accident of the cut and left out.
        """
        text, pairs, listed = self.text, self.pairs, known.pairs
        found = [
            (at, text[at : at + 2])
            for at in compress(range(len(pairs)), map(wanted.__contains__, pairs))
            if pairs[at] in listed or not (pairs[at - 1] in listed or pairs[at + 1] in listed)
        ]
        found += longer(text)
        found += [(match.start(), match[0]) for match in known.rare.finditer(text)]
        used: dict[str, list[int]] = {}
        for at, word in found:
            unit = bisect_right(self.ends, at)
            if word not in used:
                used[word] = [unit]
            elif used[word][-1] != unit:
                used[word].append(unit)
        return used

    def themes(self, said: list[Said], wanted: set[int]) -> dict[int, dict[int, list[str]]]:
        """The units that name each of the ``wanted`` themes with the distinct words that do, from what is ``said`` in all, in its order."""
        found: dict[int, dict[int, list[str]]] = {}
        unit, end = -1, 0
        for at, _, word, theme in said:
            if theme not in wanted:
                continue
            while at >= end:
                unit += 1
                end = self.ends[unit]
            named = found.get(theme)
            if named is None:
                found[theme] = {unit: [word]}
            elif unit not in named:
                named[unit] = [word]
            elif word not in named[unit]:
                named[unit].append(word)
        return found


def longer(text: str) -> list[tuple[int, str]]:
    """Numbers with their unit and quoted terms, with their places."""
    found = [(match.start(), match[0]) for match in _NUMBER.finditer(text)]
    return found + [(match.start(), "“" + match[1]) for match in _QUOTED.finditer(text)]


def longer_at(text: str, places: list[int]) -> list[tuple[int, str]]:
    """The same of those that begin at these places."""
    found = []
    for at in places:
        quoted = text[at] in "“《"
        match = (_QUOTED if quoted else _NUMBER).match(text, at)
        if match:
            found.append((at, "“" + match[1] if quoted else match[0]))
    return found


def _words(some: Iterable[bytes]) -> set[bytes]:
    """Those of some pairs that can be words: two Han characters, neither of them a binder."""
    words = PAIR.findall(utf_32_le_decode(b"\n\0\0\0".join(some), "surrogatepass")[0])
    return set(cut("".join(words)))


def sides(ours: Texts, theirs: Texts, known: Thesaurus) -> tuple[Side, Side]:
    """What problems, and what measures, speak of."""
    shared = _words(set(theirs.pairs).intersection(ours.pairs) - known.worthless)
    our_words, their_words = ours.words(shared, known), theirs.words(shared, known)
    words = sorted([word for word in our_words if word in their_words], key=lambda word: (len(word) == 1, word))
    standing = {*ours.pairs, *theirs.pairs}
    known.problem.learn(standing)
    known.measure.learn(standing)
    our_said, their_said = heard(ours.text, ours.pairs, known.problem), heard(theirs.text, theirs.pairs, known.measure)
    our_told, their_told = {one[3] for one in our_said}, {one[3] for one in their_said}
    themes = sorted(our_told & their_told)
    our_themes, their_themes = ours.themes(our_said, our_told & their_told), theirs.themes(their_said, our_told & their_told)
    return (
        Side({word: our_words[word] for word in words}, {theme: our_themes[theme] for theme in themes}, our_told),
        Side({word: their_words[word] for word in words}, {theme: their_themes[theme] for theme in themes}, their_told),
    )


def heard(text: str, standing: list[bytes], entries: Entries) -> list[Said]:
    """The words of ``entries`` in ``text`` with their themes, in the order in which they begin, then in that of the entries. These must
    have learnt the text's pairs."""
    found: list[Said] = []
    for at in compress(range(len(standing)), map(entries.words.__contains__, standing)):
        words, rest = entries.words[standing[at]], text[at : at + LONGEST]
        if rest.startswith(words):
            signs = entries.signs[standing[at]]
            for number in compress(range(len(words)), map(rest.startswith, words)):
                found.append((at, number, words[number], meant(signs[number])[0]))
    return found


def words(text: str, known: Thesaurus) -> set[str]:
    """The words of ``text``, whatever they are worth."""
    texts = Texts([[text]])
    return set(texts.words(_words(texts.pairs), known))


def general(text: str, known: Thesaurus) -> float:
    """The share of words in ``text`` that stand everywhere."""
    said = words(text, known)
    return sum([known.common.worth(word) == 0.0 for word in said]) / max(1, len(said))


def strange(text: str, told: set[int], known: Thesaurus) -> bool:
    """True where ``text`` names a theme with three words, other than those ``told``."""
    said = {(word, theme) for _, _, word, theme in heard(text, pairs(text), known.measure) if theme not in told}
    return any(count > 2 for count in Counter(theme for _, theme in said).values())


def clauses(text: str, length: int) -> list[tuple[str, bool]]:
    """``text`` cut at full stops, semicolons and line ends; of each piece, whether it names a time, a number or a frequency.

    The number that it begins with is none; the first piece, as a rule the heading, is as firm as any behind it. A sentence without
    strings many subjects together: it is cut at the first comma after ``length`` characters as well. Very short pieces go to the
    piece before them.
    """
    found: list[tuple[str, bool]] = []
    for sentence in _CLAUSE.split(text):
        sign = _SOLID.search(sentence)
        number = _LEAD.match(sentence) if sign and sign.start() < _LED else None
        if sign and not (number and not _SOLID.search(sentence, number.end())):
            found.append((sentence, True))
            continue
        piece = sentence.lstrip("，")
        if len(piece) >= length:
            piece = ""
            for part in sentence.split("，"):
                piece = f"{piece}，{part}" if piece else part
                if len(piece) >= length:
                    found.append((piece, False))
                    piece = ""
        piece = piece.strip()
        if len(piece) >= 8 or (piece and not found):
            found.append((piece, False))
        elif piece:
            before, solid = found[-1]
            found[-1] = f"{before}，{piece}", solid
    if any(solid for _, solid in found):
        found[0] = found[0][0], True
    return found

"""Causes that say a problem over again: P209."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from codecs import utf_16_le_encode
from functools import cached_property
from itertools import accumulate, compress

from lint_cmm import arrays
from lint_cmm.checks import codes
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.restating import Measure, after_lead, aspect, restating
from lint_cmm.checks.units import lines, pattern, points
from lint_cmm.model.sentences import sentences
from lint_cmm.records import NamedTuple


class RestateOptions(NamedTuple):
    """``share``: the part of a cause sentence's character triples (0 to 1) that one problem point must hold, ``gathered``
    that of which all points of one aspect together. ``least``: shorter
    sentences (characters) are not judged. ``official``: quoted or official wording that many sentences share.
    ``clause``, ``near``, ``heading``, ``telling``, ``alone``, ``slight``, ``reason``, ``motive`` and ``stock`` are the measure of single
    clauses (:class:`lint_cmm.checks.restating.Measure`)."""

    share: float = 0.6
    gathered: float = 0.7
    least: int = 14
    official: str = ""
    clause: float = 0.66
    near: float = 0.28
    heading: float = 0.75
    telling: int = 9
    alone: int = 11
    slight: str = ""
    reason: str = ""
    motive: str = ""
    stock: str = ""


_TRACE = 3  # triples known from the problems, without which no two clauses of a sentence say them again
_CLOSE = 20  # characters in which that many triples stand close together
_OWN = 2  # of them, of words that are not in everybody's mouth


def restated(context: Context, options: RestateOptions) -> Issues:
    """Sentences of the causes whose wording stands in one problem point, on the sentence; else the clauses in a row that say the
    points of one aspect over again, shortened or in other order, on the clauses.

    Character triples for sentences, so small changes do not hide a copy, pairs for clauses; titles and quoted sayings are left
    out on both sides.
    """
    problems = _Problems(context, options)
    own_causes = set(context.outline.items("problems"))  # told under the problem itself
    causes = [lines(context, item) for item in context.outline.items("causes") if item not in own_causes]
    told = [line for cause in causes for line in cause]
    sole = [len(cause) == 1 for cause in causes for _ in cause]
    if not problems.texts or not told:
        return
    text = "\n".join([line.text for line in told])
    starts = list(accumulate([len(line.text) + 1 for line in told], initial=0))
    known = _known(text, problems.whole)
    spans: list[tuple[int, int]] = []  # of sentences that say something over again or may do so
    traced: list[tuple[str, bool]] = []  # the latter, and whether each is all of its cause
    stretches: list[tuple[int, int] | None] = []
    for start, end in sentences(text):
        traces = known.count(1, start, max(start, end - 2))
        if traces < _TRACE:
            continue
        words = text[start:end]
        if problems.hold(text, start, end, known[start:end], traces):
            stretches.append((0, end - start))
        elif problems.traced(words, known[start : end - 2]):
            line = bisect_right(starts, start) - 1
            traced.append((words, sole[line] and end - start == len(told[line].text)))
            stretches.append(None)
        else:
            continue
        spans.append((start, end))
    said = iter(problems.said(traced) if traced else ())
    for (start, end), stretch in zip(spans, stretches, strict=True):
        found = stretch or next(said)
        if found:
            line = bisect_right(starts, start) - 1
            first = start + found[0] + (0 if found[0] else after_lead(text[start:end]))
            last = len(text[: start + found[1]].rstrip("。；！ \u3000"))
            yield Issue(told[line].cut(first - starts[line], last - starts[line]))


class _Problems:
    """The problems as causes are compared with them; what a comparison needs is worked out when a sentence asks for it."""

    def __init__(self, context: Context, options: RestateOptions) -> None:
        self.grouped = [[one.text for one in points(item)] for item in context.outline.items("problems")]
        self.texts = [text for group in self.grouped for text in group]
        self.whole = "\n".join(self.texts)
        self.options = options
        slight = frozenset(options.slight)
        self.measure = Measure(
            options.clause,
            options.near,
            options.heading,
            options.telling,
            options.alone,
            slight,
            options.reason,
            options.motive,
            options.stock,
        )
        self.data = context.data
        self.once: bytes | None = None  # the triples of causes that are different for sure

    def hold(self, text: str, start: int, end: int, known: bytes, traces: int) -> bool:
        """Whether one point, or all points of one aspect together, hold most of the triples of a sentence of ``text``, all that causes tell;
        ``traces`` of them are ``known`` from problems."""
        few = self.options.least - 4  # triples under which a sentence is not judged
        share = min(self.options.share, self.options.gathered)
        if end - start < self.options.least or traces < share * few:
            return False
        words = text[start:end]
        if arrays.ready():
            if self.once is None:
                self.once = codes.telling(text)
            sure = self.once.count(1, start, end - 2)
            if traces < share * sure:  # nearly always
                left_out = pattern(self.options.official).finditer(words) if self.options.official else ()
                if traces < share * (sure - sum([hit.end() - hit.start() + 2 for hit in left_out])):
                    return False
        own = _triples(words, self.options.official)
        least = share * len(own)
        if len(own) < few or len(own.intersection(compress(_windows(words), known))) < least or len(own & self.all) < least:
            return False
        return max([len(own & other) for other in self.points]) >= self.options.share * len(own) or _drawn(
            own, self.gathered
        ) >= self.options.gathered * len(own)

    def traced(self, words: str, known: bytes) -> bool:
        """Whether as many known triples as two short clauses have stand close together, some of no everyday words."""
        places = list(compress(range(len(words) - 2), known))
        if not _close(places, _TRACE):
            return False
        common = self.common
        return _close([at for at in places if words[at : at + 2] not in common and words[at + 1 : at + 3] not in common], _OWN)

    @cached_property
    def all(self) -> set[int]:
        return set(_windows(self.whole))

    @cached_property
    def points(self) -> list[set[int]]:
        return [_triples(text, self.options.official) for text in self.texts]

    @cached_property
    def gathered(self) -> list[set[int]]:
        return _aspects(self.points, [len(group) for group in self.grouped])

    def said(self, told: list[tuple[str, bool]]) -> list[tuple[int, int] | None]:
        """For each sentence the clauses that say the points of one aspect over again; with each whether it is all of its cause."""
        aspects = [aspect(group, self.measure.slight) for group in self.grouped]
        return restating(told, aspects, self.common, self.options.official, self.measure)

    @cached_property
    def common(self) -> frozenset[str]:
        held: frozenset[str] | None = self.data.memo.get("background")
        if held is None:
            held = self.data.memo["background"] = frozenset(self.data.lexicon("background"))
        return held


def _close(places: list[int], count: int) -> bool:
    """Whether ``count`` of the ascending ``places`` are close together."""
    return any(b - a < _CLOSE for a, b in zip(places, places[count - 1 :], strict=False))


def _known(text: str, whole: str) -> bytes:
    """Which of the triples of ``text`` stand in ``whole``, too: a 1 for each that does."""
    if arrays.ready():
        return codes.triples_shared(text, whole)
    own = _windows(text)
    return bytes(map(set(own).intersection(_windows(whole)).__contains__, own))


def _aspects(problems: list[set[int]], counts: list[int]) -> list[set[int]]:
    """The triples of aspects with several points, from those of all points in order."""
    found, at = [], 0
    for count in counts:
        if count > 1:
            found.append(set().union(*problems[at : at + count]))
        at += count
    return found


def _drawn(own: set[int], aspects: list[set[int]]) -> int:
    """The most triples of ``own`` that one aspect has."""
    return max([len(own & other) for other in aspects], default=0)


def _triples(text: str, official: str) -> set[int]:
    """The different triples of Han characters and digits in ``text``, as numbers."""
    if official:
        text = pattern(official).sub("\n", text)
    found: set[int] = set()
    for run in pattern("[\u4e00-\u9fff0-9]{3,400}").findall(text):
        found.update(_windows(run))
    return found


def _windows(text: str) -> list[int]:
    """All triples of characters in ``text``, in order, each as a number: a third of the time that as many short strings take.

    Characters beyond U+FFFF (there are none in Chinese prose) share a number.
    """
    plain = utf_16_le_encode(text, "surrogatepass")[0]  # by its name it would load a module of its own
    if len(plain) > 2 * len(text):
        plain = utf_16_le_encode("".join([c if c < "\U00010000" else "\ufffd" for c in text]), "surrogatepass")[0]
    single = array("H", plain)
    size = max(len(single) - 2, 0)
    quads = array("H", bytes(8 * size))
    for i in range(3):
        quads[i::4] = single[i : size + i]
    return memoryview(quads).cast("B").cast("Q").tolist()

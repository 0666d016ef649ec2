"""Causes that say a problem over again: P209."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from itertools import accumulate, compress

from lint_cmm import arrays
from lint_cmm.checks import codes
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.units import lines, pattern, points
from lint_cmm.model.sentences import sentences
from lint_cmm.records import NamedTuple


class RestateOptions(NamedTuple):
    """``share``: the part of a cause sentence's character triples (0 to 1) that one problem point must hold, ``gathered``
    that of which all points of one aspect together. ``least``: shorter
    sentences (characters) are not judged. ``official``: quoted or official wording that many sentences share."""

    share: float = 0.6
    gathered: float = 0.7
    least: int = 14
    official: str = ""


def restated(context: Context, options: RestateOptions) -> Issues:
    """Sentences of the causes whose wording stands in one problem point, on the sentence.

    Character triples, so small changes do not hide a copy; titles and quoted sayings are left out on both sides.
    """
    texts = [one.text for aspect in context.outline.items("problems") for one in points(aspect)]
    own_causes = set(context.outline.items("problems"))  # told under the problem itself
    told = [line for item in context.outline.items("causes") if item not in own_causes for line in lines(context, item)]
    if not texts or not told:
        return
    others: set[int] = set()  # worked out when a sentence needs them, like the next two
    problems: list[set[int]] = []
    aspects: list[set[int]] = []
    few = options.least - 4  # triples under which a sentence is not judged
    share = min(options.share, options.gathered)
    text = "\n".join([line.text for line in told])
    starts = list(accumulate([len(line.text) + 1 for line in told], initial=0))
    whole = "\n".join(texts)
    known = _known(text, whole)
    for start, end in sentences(text):
        if end - start < options.least or sum(known[start : end - 2]) < share * few:
            continue
        words = text[start:end]
        own = _triples(words, options.official)
        needed = options.share * len(own)
        least = share * len(own)
        if len(own) < few or len(own.intersection(compress(_windows(words), known[start:end]))) < least:
            continue
        others = others or set(_windows(whole))
        if len(own & others) < least:
            continue
        problems = problems or [_triples(text, options.official) for text in texts]
        aspects = aspects or _aspects(problems, [len(points(a)) for a in context.outline.items("problems")])
        if max([len(own & other) for other in problems]) >= needed or _drawn(own, aspects) >= options.gathered * len(own):
            lead = pattern(
                r"[ \u3000]{0,4}(?:[（(][一二三四五六七八九十0-9]{1,3}[）)]|[一二三四五六七八九十][是、]|[0-9]{1,2}[.．、])?[ \u3000]{0,4}"
            ).match(words)
            line = bisect_right(starts, start) - 1
            first = start - starts[line] + (lead.end() if lead else 0)
            yield Issue(told[line].cut(first, len(text[:end].rstrip("。；！ \u3000")) - starts[line]))


def _known(text: str, whole: str) -> list[bool]:
    """Which of the triples of ``text`` stand in ``whole``, too; in a long run by chance a few more."""
    if arrays.ready():
        known: list[bool] = codes.shared(codes.grams(codes.read(text), 3), codes.grams(codes.read(whole), 3)).tolist()
        return known
    own = _windows(text)
    return list(map(set(own).intersection(_windows(whole)).__contains__, own))


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
    plain = text.encode("utf-16-le", "surrogatepass")
    if len(plain) > 2 * len(text):
        plain = "".join([c if c < "\U00010000" else "\ufffd" for c in text]).encode("utf-16-le", "surrogatepass")
    single = array("H", plain)
    size = max(len(single) - 2, 0)
    quads = array("H", bytes(8 * size))
    for i in range(3):
        quads[i::4] = single[i : size + i]
    return memoryview(quads).cast("B").cast("Q").tolist()

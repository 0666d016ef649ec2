"""Causes that say a problem over again: P209."""

from __future__ import annotations

from collections.abc import Iterator
from operator import add

from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.units import lines, pattern, points
from lint_cmm.model.sentences import sentences
from lint_cmm.records import NamedTuple


class RestateOptions(NamedTuple):
    """``share``: the part of a cause sentence's character triples (0 to 1) that one problem point must hold. ``least``: shorter
    sentences (characters) are not judged. ``official``: quoted or official wording that many sentences share."""

    share: float = 0.6
    least: int = 14
    official: str = ""


def restated(context: Context, options: RestateOptions) -> Issues:
    """Sentences of the causes whose wording stands in one problem point, on the sentence.

    Character triples, so small changes do not hide a copy; titles and quoted sayings are left out on both sides.
    """
    texts = [one.text for aspect in context.outline.items("problems") for one in points(aspect)]
    if not texts:
        return
    problems: list[frozenset[str]] = []  # worked out when a sentence needs them
    every = frozenset(_all_triples("\n".join(texts)))
    merged = set(context.outline.items("problems")) | set(context.outline.items("measures"))
    for item in context.outline.items("causes"):
        if item in merged:
            continue
        for line in lines(context, item):
            for start, end in sentences(line.text):
                words = line.text[start:end]
                own = _triples(words, options.official)
                if len(words) < options.least or len(own) < options.least - 4:
                    continue
                needed = options.share * len(own)
                if len(own & every) < needed:
                    continue
                problems = problems or [_triples(text, options.official) for text in texts]
                if max([len(own & other) for other in problems]) >= needed:
                    lead = pattern(
                        r"[ \u3000]{0,4}(?:[（(][一二三四五六七八九十0-9]{1,3}[）)]|[一二三四五六七八九十][是、]|[0-9]{1,2}[.．、])?[ \u3000]{0,4}"
                    ).match(words)
                    first = start + (lead.end() if lead else 0)
                    yield Issue(line.cut(first, len(line.text[:end].rstrip("。；！ \u3000"))))


def _triples(text: str, official: str) -> frozenset[str]:
    if official:
        text = pattern(official).sub("\n", text)
    found: set[str] = set()
    for run in pattern("[\u4e00-\u9fff]{3,400}").findall(text):
        found.update(_all_triples(run))
    return frozenset(found)


def _all_triples(text: str) -> Iterator[str]:
    return map(add, map(add, text, text[1:]), text[2:])

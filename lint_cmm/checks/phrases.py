"""Wrong phrases with the right ones and the guards under which they are surely wrong: one Aho–Corasick pass for all of them.

An entry of a table is one line::

    wrong→right | after a,b | not-after c | before d | not-before e | near f,g | not-near h | as variant

``after`` / ``before``: the text right behind / right before the phrase must end or begin with one of the words (the matched word
behind it becomes part of the span and of the replacement); ``not-…`` must not; ``near``: one of the words must stand within
:data:`WINDOW` characters in the same paragraph. ``@name`` stands for the words of the set of that name in the table's ``[sets]``.
A phrase with curly quotation marks is looked for without them and with straight or single ones, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lint_cmm.checks import scan
from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from lint_cmm.checks.api import Context
    from lint_cmm.data import Data

WINDOW = 60
_GUARDS = ("after", "not-after", "before", "not-before", "near", "not-near")
_MARKS = "，。、；：“"
_QUOTES = (("“", "”"), ("", ""), ('"', '"'), ("‘", "’"))


class Phrase(NamedTuple):
    """A wrong phrase, the right one, its guards (empty tuples: none) and the rule variant it is reported as."""

    wrong: str
    right: str
    after: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    not_near: tuple[str, ...] = ()
    variant: str = ""


class Found(NamedTuple):
    """A phrase that stands in a text under its guards: ``text[start:end]``, and what should stand there."""

    start: int
    end: int
    wrong: str
    right: str
    variant: str


class Phrases(NamedTuple):
    """The lines of a table by the phrase that they are about, in each of its spellings.

    A line is parsed when its phrase is met: few of a thousand are.
    """

    owners: dict[str, list[str]]
    sets: dict[str, list[str]]
    parsed: dict[str, Phrase]

    def phrase(self, line: str) -> Phrase:
        """The phrase of a line, parsed once. Raises ValueError like :func:`parse`."""
        found = self.parsed.get(line)
        if found is None:
            found = self.parsed[line] = parse(line, self.sets)
        return found


def parse(line: str, sets: dict[str, list[str]]) -> Phrase:
    """One entry line. Raises ValueError for a line without an arrow, an unknown guard or an unknown set."""
    head, *guards = line.split(" | ")
    wrong, arrow, right = head.partition("→")
    if not arrow or not wrong or wrong == right:
        raise ValueError(f"not an entry: {line!r}")
    fields: dict[str, Any] = {}
    for guard in guards:
        name, _, words = guard.strip().partition(" ")
        if name == "as":
            fields["variant"] = words.strip()
        elif name in _GUARDS:
            fields[name.replace("-", "_")] = tuple(_words(words, sets))
        else:
            raise ValueError(f"unknown guard {name!r} in {line!r}")
    return Phrase(wrong.strip(), right.strip(), **fields)


def _words(words: str, sets: dict[str, list[str]]) -> Iterator[str]:
    for word in words.split(","):
        if word.startswith("@"):
            if word[1:] not in sets:
                raise ValueError(f"unknown set {word}")
            yield from sets[word[1:]]
        else:
            yield word


def by_spelling(table: dict[str, Any]) -> dict[str, Any]:
    """The table with the lines of its ``phrases`` by these, in each spelling: worked out when the rules are compiled."""
    owners: dict[str, list[str]] = {}
    for line in table["phrases"]:
        for text in spellings(line.partition("→")[0].strip()):
            owners.setdefault(text, []).append(line)
    return table | {"phrases": owners}


def compiled(data: Data, name: str) -> Phrases:
    """The phrases of the table ``name``, built once."""
    key = f"phrases:{name}"
    if key not in data.memo:
        table = data.table(name)
        data.memo[key] = Phrases(table["phrases"], table["sets"], {})
    built: Phrases = data.memo[key]
    return built


def announce(name: str) -> None:
    """Have the phrases of the table ``name`` looked for in the one pass over a text. Called at import time by check modules."""
    scan.register_words(f"phrases:{name}", lambda data: compiled(data, name).owners)


def spellings(phrase: str) -> list[str]:
    """``phrase`` with its curly quotation marks, without any, and with straight and single ones."""
    if "“" not in phrase and "”" not in phrase:
        return [phrase]
    return list(dict.fromkeys(phrase.replace("“", left).replace("”", right) for left, right in _QUOTES))


def find(context: Context, name: str, text: str) -> list[Found]:
    """The phrases of the announced table ``name`` in ``text`` whose guards hold, leftmost and longest first, none overlapping."""
    known = compiled(context.data, name)
    found: list[Found] = []
    for start, end, said in scan.words(context, f"phrases:{name}", text):
        for line in known.owners[said]:
            phrase = known.phrase(line)
            stop = _holds(phrase, text, start, end)
            if stop >= 0:
                found.append(Found(start, stop, phrase.wrong, phrase.right + text[end:stop], phrase.variant))
                break
    found.sort(key=lambda f: (f.start, -f.end))
    kept: list[Found] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _holds(phrase: Phrase, text: str, start: int, end: int) -> int:
    """The end of the span when all guards hold, else -1."""
    stop = end
    if phrase.after:
        word = next((w for w in phrase.after if text.startswith(w, end)), None)
        if word is None:
            return -1
        stop = end + len(word.rstrip(_MARKS))
    if phrase.not_after and text.startswith(phrase.not_after, end):
        return -1
    low = max(0, start - 16)
    if phrase.before and not text.endswith(phrase.before, low, start):
        return -1
    if phrase.not_before and text.endswith(phrase.not_before, low, start):
        return -1
    if phrase.near or phrase.not_near:
        around = _around(text, start, end)
        if phrase.near and not any(word in around for word in phrase.near):
            return -1
        if any(word in around for word in phrase.not_near):
            return -1
    return stop


def _around(text: str, start: int, end: int) -> str:
    low, high = max(0, start - WINDOW), min(len(text), end + WINDOW)
    line = text.rfind("\n", low, start) + 1
    stop = text.find("\n", end, high)
    low, high = max(low, line), stop if stop >= 0 else high
    return text[low:start] + "\0" + text[end:high]  # the phrase itself proves nothing about its surroundings

"""One Aho–Corasick pass over a story for all the word lists that checks ask for.

A check module names its lexicons when it is imported (:func:`register`); the first question builds one automaton for
all registered names, and each text is read once for all of them. A thousand more entries make the automaton larger,
not the pass longer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from lint_cmm.records import NamedTuple

if TYPE_CHECKING:
    from lint_cmm.checks.api import Context
    from lint_cmm.data import Data

_names: list[str] = []  # in the order of registration; only ever grows
_cues: set[str] = set()  # lexicons of which only presence is asked
_sources: dict[str, Callable[[Data], Iterable[str]]] = {}  # words that stand in no lexicon but in a table


class Hit(NamedTuple):
    """An entry of a lexicon found in a text: ``text[start:end] == entry``."""

    start: int
    end: int
    entry: str


def register(*names: str) -> None:
    """Announce lexicons (stems of ``rules/lexicon/*.txt``) that will be asked for. Called at import time by check modules."""
    for name in names:
        if name not in _names:
            _names.append(name)


def register_cues(*names: str) -> None:
    """Announce lexicons of which only :func:`present` is asked: one hit an entry is kept, however often it stands in a text."""
    register(*names)
    _cues.update(names)


def register_words(name: str, source: Callable[[Data], Iterable[str]]) -> None:
    """Announce words that a check takes from its own table, to be asked for by :func:`words`. Called at import time by check modules."""
    _sources[name] = source
    register(name)


def _entries(data: Data, name: str) -> Iterable[str]:
    return _sources[name](data) if name in _sources else data.lexicon(name)


class _Scanner:
    """The automaton over several lexicons. ``owners[i]`` are the lexicons that hold ``entries[i]``."""

    def __init__(self, data: Data, names: tuple[str, ...]) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        owners: dict[str, list[str]] = {}
        for name in names:
            for entry in _entries(data, name):
                holders = owners.setdefault(entry, [])
                if name not in holders:
                    holders.append(name)
        self.names = names
        self.entries = list(owners)
        self.owners = list(owners.values())
        # Overlapping matches need the standard kind; which of them count is settled for each lexicon apart.
        self.automaton = AhoCorasick(self.entries, matchkind=MatchKind.Standard, store_patterns=False) if owners else None

    def read(self, text: str) -> dict[str, list[Hit]]:
        """All hits in ``text`` by lexicon, sorted; some may overlap."""
        found: dict[str, list[Hit]] = {}
        seen: set[int] = set()
        if self.automaton is None or not text:
            return found
        for index, start, end in self.automaton.find_matches_as_indexes(text, overlapping=True):
            hit = None
            for name in self.owners[index]:
                if name in _cues:
                    if index in seen:
                        continue
                    seen.add(index)
                hit = hit or Hit(start, end, self.entries[index])
                found.setdefault(name, []).append(hit)
        return found


def _leftmost_longest(hits: list[Hit]) -> list[Hit]:
    """``hits`` without those that overlap an earlier one, the longest kept where several begin together."""
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    kept: list[Hit] = []
    at = -1
    for hit in hits:
        if hit.start >= at:
            kept.append(hit)
            at = hit.end
    return kept


def _scanner(data: Data, name: str) -> _Scanner:
    """The automaton that knows ``name``, built once for ``data`` and again only when a new lexicon is asked for."""
    held: _Scanner | None = data.memo.get("scan")
    if held is None or name not in held.names:
        register(name)
        known: list[str] = []
        for each in _names:
            try:
                _entries(data, each)
            except KeyError:  # registered by a check whose rule folder is not loaded here
                if each == name:
                    raise
                continue
            known.append(each)
        held = data.memo["scan"] = _Scanner(data, tuple(known))
    return held


def find(data: Data, name: str, text: str) -> list[Hit]:
    """Hits of the lexicon ``name`` in any ``text``: leftmost, longest, not overlapping; offsets into ``text``.

    Raises KeyError for a lexicon that does not exist.
    """
    return _leftmost_longest(_scanner(data, name).read(text).get(name, []))


def present(context: Context, name: str, part: str = "body") -> frozenset[str]:
    """The entries of the lexicon ``name`` that stand anywhere in the story ``part``, those inside longer ones too."""
    return frozenset([hit.entry for hit in _raw(context, name, part)])


def present_in(data: Data, name: str, text: str) -> frozenset[str]:
    """The same for any text."""
    return frozenset([hit.entry for hit in _scanner(data, name).read(text).get(name, [])])


def hits(context: Context, name: str, part: str = "body") -> list[Hit]:
    """Hits of the lexicon ``name`` in the joined text of the story ``part``; offsets into ``story.text``. Not to be changed.

    Every story is read once for all lexicons. A part that the document does not have gives an empty list.
    """
    kept: dict[tuple[str, str], list[Hit]] = context.memo.setdefault("scan.hits", {})
    if (name, part) not in kept:
        kept[name, part] = _leftmost_longest(_raw(context, name, part))
    return kept[name, part]


def words(context: Context, name: str, text: str) -> list[Hit]:
    """All hits of what was announced as ``name`` in ``text``, overlapping ones too, in the order in which they end. Not to be changed."""
    part = next((part for part, story in context.document.stories.items() if story.text is text), None)
    return _scanner(context.data, name).read(text).get(name, []) if part is None else _raw(context, name, part)


def _raw(context: Context, name: str, part: str) -> list[Hit]:
    """All hits of a lexicon in a story, from the one pass over it."""
    story = context.document.stories.get(part)
    if story is None:
        return []
    scanner = _scanner(context.data, name)
    held: dict[str, Any] = context.memo.setdefault("scan", {})
    if part not in held or held[part][0] is not scanner:
        held[part] = (scanner, scanner.read(story.text))
    found: dict[str, list[Hit]] = held[part][1]
    return found.get(name, [])

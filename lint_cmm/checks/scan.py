"""One Aho–Corasick pass over a story for all the word lists that checks ask for.

A check module names its lexicons when it is imported (:func:`register`); the first question builds one automaton for
all registered names, and each text is read once for all of them. A thousand more entries make the automaton larger,
not the pass longer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import compress, repeat
from typing import TYPE_CHECKING, Any

from lint_cmm.data import SEPARATOR
from lint_cmm.kit.heads import LEAST, Groups, folded, pairs
from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from lint_cmm.checks.api import Context
    from lint_cmm.data import Data

_FIRST = 60_000  # characters that are read before an automaton pays

_names: list[str] = []  # in the order of registration; only ever grows
_cues: set[str] = set()  # names whose places nobody asks for
_options: dict[str, Callable[[Any], Iterable[str]]] = {}  # words that stand in a rule's options, by check
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


def register_words(name: str, source: Callable[[Data], Iterable[str]]) -> None:
    """Announce words that a check takes from its own table, to be asked for by :func:`words`. Called at import time by check modules."""
    _sources[name] = source
    register(name)


def register_cues(name: str, source: Callable[[Data], Iterable[str]]) -> None:
    """Announce words of which only ``standing`` is asked: what must stand in a text before a check looks at it more closely."""
    register_words(name, source)
    _cues.add(name)


class Pass:
    """What one pass over a text found, not to be changed: ``hits`` by name, in the order in which they end, some of them overlapping; and
    ``standing``, every word, whoever announced it, that stands there."""

    __slots__ = ("hits", "standing", "_starts")

    def __init__(self, hits: dict[str, list[Hit]], starts: dict[str, list[int]]) -> None:
        self.hits = hits
        self.standing = set(starts)
        self._starts = starts

    def starts(self, words: Iterable[str]) -> list[int]:
        """Where one of ``words``, all of them announced, begins in the text, sorted."""
        found = [start for word in self.standing.intersection(words) for start in self._starts[word]]
        found.sort()
        return found


def register_options(check: str, words: Callable[[Any], Iterable[str]]) -> None:
    """Announce that the check ``check`` (as rule files name it) will ask :func:`sought` for words of its options. Called at import time."""
    _options[check] = words


def announce(data: Data, check: str, options: Any) -> None:
    """Have the words of a check's options among those looked for; called when the rule is loaded, before any text is read."""
    told = data.memo.setdefault("scan.told", {})
    if check in _options and told.get(check) is not options:
        told[check] = options
        known: dict[str, dict[str, None]] = data.memo.setdefault("scan.options", {})
        held = known.setdefault(check, {})
        words = dict.fromkeys(_options[check](options))
        if not held.keys() >= words.keys():
            held.update(words)
            data.memo.pop("scan", None)  # the scanner is built anew for the next text


def lists(data: Data) -> dict[str, list[str]]:
    """All words that are looked for, each once, by the name under which they were announced."""
    found: dict[str, list[str]] = {}
    for name in (*data.memo.get("scan.options", ()), *_names):
        with suppress(KeyError):  # registered by a check whose rule folder is not loaded here
            found[name] = list(dict.fromkeys(_entries(data, name)))
    return found


def _entries(data: Data, name: str) -> Iterable[str]:
    if name in _options:
        announced: Iterable[str] = data.memo["scan.options"][name]
        return announced
    return _sources[name](data) if name in _sources else data.lexicon(name)


def index(lists: dict[str, list[str]]) -> dict[str, Any]:
    """The words of ``lists`` under their first two characters, as the first texts of a process are read with. It goes into the compiled rules.

    A group ends with a character for each of its words, which tells its list; ``single`` has the words of one character, in such a group.
    """
    groups: dict[str, list[tuple[str, str]]] = {"": []}
    for number, words in enumerate(lists.values()):
        for word in words:
            groups.setdefault(word[:2] if len(word) > 1 else "", []).append((word, chr(LEAST + number)))
    told = {head: SEPARATOR.join([*[word for word, _ in some], "".join([number for _, number in some])]) for head, some in groups.items()}
    options = {name: SEPARATOR.join(words) for name, words in lists.items() if name in _options}
    return {"names": list(lists), "options": options, "single": told.pop(""), "groups": folded(told)}


class _Scanner:
    """Looks for the entries of several lexicons at once. ``askers[i]`` asks for the places of ``entries[i]``; "" where nobody does.

    An automaton over all of them takes longer to build than a document to read, so it comes after the first texts. These are read with
    an ``index`` of which only those entries are cut that can stand there.
    """

    def __init__(self, index: dict[str, Any], lists: Callable[[], dict[str, list[str]]]) -> None:
        self.names = frozenset(index["names"])
        self.entries: list[str] = []  # those of several lexicons several times
        self.askers: list[str] = []
        self._left = _FIRST  # characters that may yet be read without the automaton
        self._automaton: Any = None
        self._lists = lists
        self._known = {chr(LEAST + number): "" if name in _cues else name for number, name in enumerate(index["names"])}  # by their signs
        self._groups = Groups(index["groups"])
        self._by_head: dict[bytes, tuple[range, tuple[str, ...]]] = {}  # entries and their numbers by the pair with which they begin
        self._signs = self._learn(index["single"])

    def read(self, text: str) -> Pass:
        """All that stands in ``text``."""
        found: dict[str, list[Hit]] = {}
        starts: dict[str, list[int]] = {}
        raw = self._places(text)
        entries, askers, make = self.entries, self.askers, tuple.__new__  # as Hit(...), in half the time
        for index, start, end in raw:
            entry = entries[index]
            if entry not in starts:
                starts[entry] = [start]
            elif starts[entry][-1] != start:  # not told by another list already
                starts[entry].append(start)
            if name := askers[index]:
                hit = make(Hit, (start, end, entry))
                if name in found:
                    found[name].append(hit)
                else:
                    found[name] = [hit]
        return Pass(found, starts)

    def _places(self, text: str) -> list[tuple[int, int, int]]:
        """(number of an entry, start, end) of all that stands in ``text``, in the order in which they end, the longest first."""
        if not text:
            return []
        self._left -= len(text)
        if self._left >= 0:
            return self._first_places(text)
        if self._automaton is None:
            self._automaton = self._built()
        found: list[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return found

    def _built(self) -> Any:
        """The automaton over all entries, which are numbered anew."""
        from ahocorasick_rs import AhoCorasick, MatchKind

        known = self._lists()
        self.names = frozenset(known)
        self.entries = [word for words in known.values() for word in words]
        self.askers = ["" if name in _cues else name for name, words in known.items() for _ in words]
        # Overlapping matches need the standard kind; which of them count is settled for each lexicon apart.
        return AhoCorasick(self.entries, matchkind=MatchKind.Standard, store_patterns=False)

    def _first_places(self, text: str) -> list[tuple[int, int, int]]:
        """The same, looked for where two characters stand that begin an entry."""
        here = pairs(text)
        for head, group in self._groups.begun_by({*here} - self._by_head.keys()):
            self._by_head[head] = self._learn(group)
        by_head, found = self._by_head, []
        for start in compress(range(len(here)), map(by_head.__contains__, here)):
            numbers, words = by_head[here[start]]
            if text.startswith(words, start):
                standing = compress(numbers, map(text.startswith, words, repeat(start)))
                found += [(start + len(self.entries[i]), start, i) for i in standing]
        for i, sign in zip(*self._signs, strict=True):
            at = text.find(sign)
            while at >= 0:
                found.append((at + 1, at, i))
                at = text.find(sign, at + 1)
        return [(i, start, end) for end, start, i in sorted(found)]

    def _learn(self, group: str) -> tuple[range, tuple[str, ...]]:
        """The entries of a group of the index, with the numbers that they get."""
        words = group.split(SEPARATOR)
        signs = words.pop()
        first = len(self.entries)
        self.entries += words
        self.askers += map(self._known.__getitem__, signs)
        return range(first, len(self.entries)), tuple(words)


def leftmost_longest(hits: list[Hit]) -> list[Hit]:
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
        if name not in _options:
            register(name)
        ready = data.index if held is None else None
        if ready is None or name not in ready["names"] or not _covers(ready, data):
            known = lists(data)
            if name not in known:
                raise KeyError(name)
            ready = index(known)
        held = data.memo["scan"] = _Scanner(ready, lambda: lists(data))
    return held


def _covers(ready: dict[str, Any], data: Data) -> bool:
    """Whether an index made when the rules were compiled has the words of the options that these rules have here."""
    return all(
        check in ready["options"] and words.keys() <= {*ready["options"][check].split(SEPARATOR)}
        for check, words in data.memo.get("scan.options", {}).items()
    )


def find(data: Data, name: str, text: str) -> list[Hit]:
    """Hits of the lexicon ``name`` in any ``text``: leftmost, longest, not overlapping; offsets into ``text``.

    Raises KeyError for a lexicon that does not exist.
    """
    return leftmost_longest(list(read_text(data, name, text).hits.get(name, ())))


def hits(context: Context, name: str, part: str = "body") -> list[Hit]:
    """Hits of the lexicon ``name`` in the joined text of the story ``part``; offsets into ``story.text``. Not to be changed.

    Every story is read once for all lexicons. A part that the document does not have gives an empty list.
    """
    kept: dict[tuple[str, str], list[Hit]] = context.memo.setdefault("scan.hits", {})
    if (name, part) not in kept:
        kept[name, part] = leftmost_longest(list(read(context, name, part).hits.get(name, ())))
    return kept[name, part]


def words(context: Context, name: str, text: str) -> list[Hit]:
    """All hits of what was announced as ``name`` in ``text``, overlapping ones too, in the order in which they end. Not to be changed."""
    part = next((part for part, story in context.document.stories.items() if story.text is text), None)
    found = read_text(context.data, name, text) if part is None else read(context, name, part)
    return found.hits.get(name, [])


def sought(context: Context, check: str, options: Any, part: str = "body") -> list[Hit]:
    """All hits, in a story, of the words of a check's options and perhaps of words of the same check's other options, overlapping ones
    too, in the order in which they end. Not to be changed."""
    announce(context.data, check, options)
    return read(context, check, part).hits.get(check, [])


def read(context: Context, name: str, part: str = "body") -> Pass:
    """The one pass over the story ``part``, with ``name`` among what is looked for; nothing for a part that the document does not have."""
    story = context.document.stories.get(part)
    if story is None:
        return Pass({}, {})
    scanner = _scanner(context.data, name)
    held: dict[str, tuple[_Scanner, Pass]] = context.memo.setdefault("scan", {})
    if part not in held or held[part][0] is not scanner:
        held[part] = (scanner, scanner.read(story.text))
    return held[part][1]


def read_text(data: Data, name: str, text: str) -> Pass:
    """The same over any text; one asked for again and again is read once."""
    scanner = _scanner(data, name)
    last: tuple[_Scanner, str, Pass] | None = data.memo.get("scan.last")
    if last is None or last[0] is not scanner or last[1] != text:
        last = data.memo["scan.last"] = (scanner, text, scanner.read(text))
    return last[2]

"""Who stands in whom, over the intake and earlier years: relations between submissions, and the findings they make."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any, NamedTuple

from lint_cmm.batch.journal import Journal
from lint_cmm.batch.records import Record, Trace
from lint_cmm.batch.roster import same_unit
from lint_cmm.batch.similarity.judge import Frame, Limits, Relation, compare
from lint_cmm.batch.similarity.passages import Passage
from lint_cmm.batch.similarity.prints import Prints, unpacked
from lint_cmm.engine.promote import Promoter
from lint_cmm.findings import Finding, Related
from lint_cmm.model.types import Span
from lint_cmm.rulebook import RuleBook
from lint_cmm.rulebook.intake import options_of, wanted
from lint_cmm.settings import Settings

_CLOSING = "）)】」』”’》〉。，、；：,.;:"
_KEPT = 256  # texts kept at hand, a few megabytes


class Holder(NamedTuple):
    """A file with comparable text: its path as reported, its record's key, who wrote it, whether it is from outside the intake
    (``previous``: an earlier year, or with ``reference`` a template)."""

    path: str
    key: str
    unit: str
    name: str
    previous: bool = False
    reference: bool = False


class Tie(NamedTuple):
    """What one submission has to do with another: seen from ``holder``."""

    holder: Holder
    other: Holder
    code: str
    variant: str
    share: float
    other_share: float
    passages: tuple[Passage, ...]  # sides as seen from ``holder``


class _Texts:
    """The distinct texts of an intake, read from the journal one at a time."""

    def __init__(self, journal: Journal, keys: list[str]) -> None:
        self._journal, self._keys = journal, keys
        self._last: tuple[int, Any] = (-1, None)

    def __len__(self) -> int:
        return len(self._keys)

    def _data(self, document: int) -> Any:
        if self._last[0] != document:
            self._last = (document, self._journal.data(self._keys[document]))
        return self._last[1]

    def text(self, document: int) -> str:
        found: str = self._data(document)[2]
        return found

    def frame(self, document: int) -> Frame:
        return tuple((s, e) for s, e in self._data(document)[3])

    def prints(self, document: int) -> Prints:
        return unpacked(self._journal.brief(self._keys[document]).prints)


class Ties:
    """All ties of an intake. Relations are kept as numbers; texts are read again when a finding is worded."""

    def __init__(self, journal: Journal, holders: list[Holder], book: RuleBook, lang: str, settings: Settings | None = None) -> None:
        self._journal, self._book, self._lang = journal, book, lang
        settings = settings or Settings()
        self._wanted = wanted(book, settings)
        near, copied, last_year = (options_of(book.rules[code], settings) for code in ("X901", "X902", "X903"))
        self._last_year, self._others = last_year.share, int(book.data.table("batch")["limits"]["others"])
        self._members: list[list[Holder]] = []
        self._traces: dict[str, Trace] = {}  # of those who share text only
        self._texts: dict[str, str] = {}
        self._number: dict[str, int] = {}
        keys = self._gather(holders)
        self._relations: dict[int, list[Relation]] = {}
        old = [all(h.previous for h in members) for members in self._members]
        measure = Limits(near.share, near.own, copied.passage, copied.passage_own, copied.run, copied.telling)
        for relation in compare(_Texts(journal, keys), measure, lambda a, b: old[a] and old[b]):
            self._relations.setdefault(relation.a, []).append(relation)
            self._relations.setdefault(relation.b, []).append(relation)

    def _gather(self, holders: list[Holder]) -> list[str]:
        """Number the distinct texts; gives a key for each."""
        numbers: dict[str, int] = {}
        keys: list[str] = []
        known: dict[str, int] = {}
        for holder in holders:
            if holder.key not in known:
                digest = self._journal.brief(holder.key).digest
                if digest not in numbers:
                    numbers[digest] = len(keys)
                    keys.append(holder.key)
                    self._members.append([])
                known[holder.key] = numbers[digest]
            self._number[holder.path if not holder.previous else f"\0{holder.path}"] = known[holder.key]
            self._members[known[holder.key]].append(holder)
        return keys

    def of(self, holder: Holder) -> list[Tie]:
        """The ties of a submission that are asked for, the strongest first."""
        number = self._number[holder.path]
        found = [t for other in self._members[number] if other != holder for t in self._same(holder, other)]
        for relation in self._relations.get(number, ()):
            mine = relation if relation.a == number else _turned(relation)
            for other in self._members[mine.b]:
                found += self._different(holder, other, mine)
        found = [t for t in found if t.code in self._wanted]
        return sorted(found, key=lambda t: (-t.share, t.other.previous, t.other.path))[: self._others]

    def _same(self, holder: Holder, other: Holder) -> list[Tie]:
        """Two files with the very same text."""
        length = len(self.text(holder))
        whole = (Passage(0, length, 0, length, length, length, length, length, length, length),)
        one_person = not other.reference and (same_person(holder, other) or not holder.name or not other.name)
        if other.previous:
            code, variant = ("X903", "") if one_person else ("X901", "")
        elif holder.key == other.key:
            code, variant = "X901", "same-file" if one_person else "other-person"
        else:
            code, variant = "X901", "versions" if same_person(holder, other) else self._direction(holder, other)
        return [Tie(holder, other, code, variant, 1.0, 1.0, whole)]

    def _different(self, holder: Holder, other: Holder, mine: Relation) -> list[Tie]:
        tie = Tie(holder, other, "", "", mine.share_a, mine.share_b, mine.passages)
        if other.previous and not other.reference and (same_person(holder, other) or _stem(holder) == _stem(other)):
            return [tie._replace(code="X903")] if mine.share_a >= self._last_year else []
        if same_person(holder, other):
            return [tie._replace(code="X901", variant="versions")] if mine.most_a or mine.most_b else []
        if mine.most_a:
            return [tie._replace(code="X901", variant="" if other.previous else self._direction(holder, other))]
        return [tie._replace(code="X902")]

    def _direction(self, holder: Holder, other: Holder) -> str:
        """Who was first, as far as the files' properties tell."""
        mine, theirs = self._trace(holder), self._trace(other)
        if other.name and mine.author == other.name and holder.name != other.name:
            return "author"
        if mine.modified and theirs.modified and mine.modified != theirs.modified:
            return "later" if mine.modified > theirs.modified else "earlier"
        return ""

    def _trace(self, holder: Holder) -> Trace:
        if holder.key not in self._traces:
            self._traces[holder.key] = self._journal.brief(holder.key).trace
        return self._traces[holder.key]

    def text(self, holder: Holder) -> str:
        """The text of a submission; the last few are kept."""
        if holder.key not in self._texts:
            if len(self._texts) >= _KEPT:
                del self._texts[next(iter(self._texts))]
            self._texts[holder.key] = self._journal.data(holder.key)[2]
        return self._texts[holder.key]

    def finding(self, tie: Tie, record: Record) -> Finding:
        """The finding for a tie. X901 and X903 speak of the whole document; X902 stands on the longest piece of the passages.

        A passage is what stands together in both, over several paragraphs too; its entry in ``related`` is its longest piece.
        """
        text, theirs = record.text, self.text(tie.other)
        rule = self._book.rules[tie.code]
        passages = [grown(passage, text, theirs) for passage in tie.passages]
        pieces = [longest_piece(theirs, passage.start_b, passage.end_b) for passage in passages]
        related = tuple(Related(tie.other.path, "body", *piece) for piece in pieces)
        span, quote = None, ""
        if tie.code == "X902":
            best = max((longest_piece(text, p.start_a, p.end_a) for p in passages), key=lambda p: p[2] - p[1])
            span, quote = Span("body", best[0], best[1], best[2]), best[3]
        facts = {
            "other": _called(tie.other),
            "share": f"{tie.share:.0%}",
            "passages": str(len(tie.passages)),
            "characters": str(sum(p.end_a - p.start_a for p in tie.passages)),
        }
        severity, fix, title, message, suggestion = Promoter.words(rule, tie.variant, facts, quote, self._lang)
        mark = blake2b("\n".join((tie.code, tie.other.path)).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        return Finding(
            rule.code,
            rule.name,
            title,
            severity,
            message,
            suggestion,
            fix,
            mark,
            "body",
            span,
            quote,
            None,
            None,
            related,
            tie.share,
            facts,
        )


def _called(holder: Holder) -> str:
    """What the other submission is called in a sentence."""
    return holder.path


def same_person(one: Holder, other: Holder) -> bool:
    """Same name, and the same unit where both are known; from another year only the name counts."""
    if not one.name or one.name != other.name:
        return False
    return one.previous or other.previous or not one.unit or not other.unit or same_unit(one.unit, other.unit)


def _stem(holder: Holder) -> str:
    return holder.path.rpartition("/")[2].rpartition(".")[0]


def _turned(relation: Relation) -> Relation:
    """The same relation seen from the other side."""
    passages = tuple(Passage(p.start_b, p.end_b, p.start_a, p.end_a, *p[4:]) for p in relation.passages)
    return Relation(relation.b, relation.a, relation.share_b, relation.share_a, relation.most_b, relation.most_a, tuple(sorted(passages)))


def grown(passage: Passage, text: str, theirs: str) -> Passage:
    """A passage with what is the same around it on both sides (punctuation, a number), but for what closes something before it."""
    start_a, end_a, start_b, end_b = passage[:4]
    while start_a and start_b and text[start_a - 1] == theirs[start_b - 1] and text[start_a - 1] not in "\n\v":
        start_a, start_b = start_a - 1, start_b - 1
    while end_a < len(text) and end_b < len(theirs) and text[end_a] == theirs[end_b] and text[end_a] not in "\n\v":
        end_a, end_b = end_a + 1, end_b + 1
    while start_a < end_a and text[start_a] in _CLOSING and text[start_a] == theirs[start_b]:
        start_a, start_b = start_a + 1, start_b + 1
    return passage._replace(start_a=start_a, end_a=end_a, start_b=start_b, end_b=end_b)


def longest_piece(text: str, start: int, end: int) -> tuple[int, int, int, str]:
    """The longest stretch of ``text[start:end]`` in one paragraph, the first of equal ones: (number, start, end, quote)."""
    found: list[tuple[int, int, int, str]] = []
    paragraph = text.count("\n", 0, start) + 1
    at = text.rfind("\n", 0, start) + 1
    while at < end:
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        low, high = max(at, start), min(stop, end)
        if high > low:
            found.append((paragraph, low - at, high - at, text[low:high].replace("\v", "\n")))
        at, paragraph = stop + 1, paragraph + 1
    return max(found, key=lambda p: p[2] - p[1])


def clusters(ties: list[tuple[str, str]]) -> list[list[str]]:
    """Connected groups of paths, the largest first."""
    parent: dict[str, str] = {}

    def root(path: str) -> str:
        while parent.setdefault(path, path) != path:
            parent[path] = parent[parent[path]]
            path = parent[path]
        return path

    for a, b in ties:
        one, other = root(a), root(b)
        parent[max(one, other)] = min(one, other)
    groups: dict[str, list[str]] = {}
    for path in sorted(parent):
        groups.setdefault(root(path), []).append(path)
    return sorted(groups.values(), key=lambda g: (-len(g), g[0]))

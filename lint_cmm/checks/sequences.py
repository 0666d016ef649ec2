"""Enumerations that have an official order and number: 政治意识、大局意识、核心意识、看齐意识."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint_cmm.checks import scan
from lint_cmm.checks.phrases import Found
from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from lint_cmm.checks.api import Context
    from lint_cmm.data import Data

_JOINS = ("、", "，", "；", "和", "与", "及", "以及", "、和", "”“", "”、“", "，以", "、以", "，务必", "、务必", "")
_STRANGER = 10  # longest stranger in an enumeration, in characters
_UNLIKE = -2  # the place of a stranger that has nothing of the member it stands for but the length


class Sequence(NamedTuple):
    """An official enumeration: see ``[sequences]`` of ``formulations.toml``."""

    name: str
    members: tuple[str, ...]
    order: str
    suffix: str
    prefix: str
    names: tuple[str, ...]


class Item(NamedTuple):
    """A member (``place`` in the official order) or a stranger (-1, :data:`_UNLIKE`) of an enumeration in a text."""

    start: int
    end: int
    place: int


class Table(NamedTuple):
    """The sequences, and (sequence, index) pairs by member."""

    owners: dict[str, list[tuple[int, int]]]
    sequences: list[Sequence]


def _table(data: Data, name: str) -> Table:
    key = f"sequences:{name}"
    if key not in data.memo:
        known: list[Sequence] = []
        owners: dict[str, list[tuple[int, int]]] = {}
        for raw in data.table(name)["sequences"]:
            suffix, prefix = raw.get("suffix", ""), raw.get("prefix", "")
            known.append(Sequence(raw["name"], tuple(raw["members"]), raw["order"], suffix, prefix, tuple(raw["names"])))
            for index, member in enumerate(raw["members"]):
                owners.setdefault(member, []).append((len(known) - 1, index))
        data.memo[key] = Table(owners, known)
    table: Table = data.memo[key]
    return table


def announce(name: str) -> None:
    """Have the members of the table's sequences looked for in the one pass over a text. Called at import time by check modules."""
    scan.register_words(f"sequences:{name}", lambda data: _table(data, name).owners)


def find(context: Context, name: str, text: str) -> list[Found]:
    """Enumerations in ``text`` in a wrong order, with a stranger among them, or short of a member that their name announces."""
    table = _table(context.data, name)
    hits: dict[int, list[Item]] = {}
    for start, end, member in scan.words(context, f"sequences:{name}", text):
        for owner, index in table.owners[member]:
            hits.setdefault(owner, []).append(Item(start, end, index))
    found: list[Found] = []
    for number, items in hits.items():
        sequence = table.sequences[number]
        if len(items) >= 2:
            for run in _runs(text, sorted(items), sequence):
                variant = _verdict(text, run, sequence)
                if variant is not None:
                    right = "、".join(sequence.members)
                    found.append(Found(run[0].start, run[-1].end, _wrong(text, run, sequence), right, variant))
    return found


def _wrong(text: str, run: list[Item], sequence: Sequence) -> str:
    """The stranger in the run that only resembles a member, else the run."""
    for item in run:
        word = text[item.start : item.end]
        if item.place < 0 and not (
            sequence.suffix and word.endswith(sequence.suffix) or sequence.prefix and word.startswith(sequence.prefix)
        ):
            return word
    return text[run[0].start : run[-1].end]


def _runs(text: str, items: list[Item], sequence: Sequence) -> list[list[Item]]:
    runs: list[list[Item]] = []  # one member alone proves nothing, whatever stands beside it
    run = [items[0]]
    for item in items[1:]:
        between = text[run[-1].end : item.start] if item.start - run[-1].end <= _STRANGER + 2 else None
        stranger = None if between is None or between in _JOINS else _stranger(text, run[-1].end, item.start, sequence, run[-1].place + 1)
        if between is not None and item.start >= run[-1].end and (between in _JOINS or stranger):
            run += [stranger, item] if stranger else [item]
            continue
        if len(run) > 1:
            runs.append(_widened(text, run, sequence))
        run = [item]
    if len(run) > 1:
        runs.append(_widened(text, run, sequence))
    return runs


def _stranger(text: str, start: int, end: int, sequence: Sequence, place: int) -> Item | None:
    """The stranger that fills ``text[start:end]`` between two joins, where the member ``place`` belongs."""
    if text.endswith("务必", start, end):
        end -= 2
    if end - start < 4 or text[start] not in "、，和" or text[end - 1] not in "、，和":
        return None
    named = _named(text, start + 1, end - 1, sequence, place)
    alike = 0 < place < len(sequence.members) and end - start - 2 == len(sequence.members[place])
    if named or not alike or any(c in "、，。；：“”（）\n" for c in text[start + 1 : end - 1]):
        return named
    return Item(start + 1, end - 1, _UNLIKE)


def _named(text: str, start: int, end: int, sequence: Sequence, place: int) -> Item | None:
    """``text[start:end]`` as a stranger where the member ``place`` belongs: it ends or begins as all members do, or is nearly that one."""
    if sequence.prefix:
        end = min(end, start + len(sequence.members[0]))
    word = text[start:end]
    if not 2 <= len(word) <= _STRANGER or any(c in "、，。；：“”（）\n" for c in word):
        return None
    if sequence.suffix and word.endswith(sequence.suffix) or sequence.prefix and word.startswith(sequence.prefix):
        return Item(start, end, -1)
    if 0 <= place < len(sequence.members) and resembles(word, sequence.members[place]):
        return Item(start, end, -1)
    return None


def resembles(word: str, member: str) -> bool:
    """Whether half of the characters of a word of the same length, at least, stand where they stand in ``member``."""
    same = sum(a == b for a, b in zip(word, member, strict=False))
    return word != member and len(word) == len(member) >= 2 and 2 * same >= len(member)


def _widened(text: str, run: list[Item], sequence: Sequence) -> list[Item]:
    """``run`` with one stranger right before and one right behind it, where there are any."""
    after = run[-1].end
    if text[after : after + 1] and text[after] in "、和":
        stops = [i for i in (text.find(c, after + 1, after + 2 + _STRANGER) for c in "、，。；：“”（）\n和的等") if i > 0]
        place = run[-1].place + 1
        if place == len(sequence.members) - 1:  # the last one ends where the member would, whatever follows
            stops.append(after + 1 + len(sequence.members[place]))
        if sequence.prefix:
            stops.append(after + 1 + len(sequence.members[0]))
        behind = next((n for n in (_named(text, after + 1, i, sequence, place) for i in sorted(set(stops))) if n), None)
        if behind:
            run = [*run, behind]
    before = run[0].start
    if before > 1 and text[before - 1] in "、和":
        low = max(0, before - 2 - _STRANGER)
        place = run[0].place - 1
        starts = [max(text.rfind(c, low, before - 1) for c in "、，。；：“（\n和") + 1]
        if place == 0:
            starts.append(before - 1 - len(sequence.members[0]))
        ahead = next((n for n in (_named(text, i, before - 1, sequence, place) for i in starts if i > low) if n), None)
        if ahead:
            run = [ahead, *run]
    return run


def _verdict(text: str, run: list[Item], sequence: Sequence) -> str | None:
    """None when the enumeration is right or proves nothing, else the variant it is reported as."""
    indices = [item.place for item in run]
    size = len(sequence.members)
    if _UNLIKE in indices and (size < 4 or not _spoken_of(text, run[0].start, sequence)):
        return None
    if len(run) == size:
        if indices == list(range(size)):
            return None
        strangers = [i for i, index in enumerate(indices) if index != i]
        if sorted(indices) == list(range(size)):
            return {"error": "", "loose": "loose"}.get(sequence.order)
        if size >= 4 and sequence.order == "error" and len(set(range(size)) - {*indices}) == 1 and _moved(indices):
            return "" if _spoken_of(text, run[0].start, sequence) and not _longer(text, run, sequence) else None
        if len(strangers) == 1 and size >= 3 and not _longer(text, run, sequence):
            place = strangers[0]
            said, member = text[run[place].start : run[place].end], sequence.members[place]
            slip = len(said) == len(member) > 2 and sum(a != b for a, b in zip(said, member, strict=True)) == 1
            if sequence.order == "error" or slip:
                return ""
            return "loose" if sequence.suffix or sequence.prefix else None
        return None
    if (
        len(run) == size - 1
        and size >= 4
        and -1 not in indices
        and indices == sorted(set(indices))
        and _announced(text, run[0].start, sequence)
    ):
        return None if text.startswith("等", run[-1].end) else "loose" if sequence.order != "error" else ""
    return None


def _moved(indices: list[int]) -> bool:
    """Whether one stranger has pushed the member beside it to its own place: 敢于斗争、不怕牺牲 for 不怕牺牲、英勇斗争."""
    wrong = [i for i, index in enumerate(indices) if index != i]
    return len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sum(indices[i] < 0 for i in wrong) == 1


def _longer(text: str, run: list[Item], sequence: Sequence) -> bool:
    """Whether the enumeration goes on beyond the run, so that its number proves nothing."""
    return text.startswith(("、", "和", "等", "以及", "与"), run[-1].end) or text.endswith("、", max(0, run[0].start - 1), run[0].start)


def _spoken_of(text: str, start: int, sequence: Sequence) -> bool:
    """Whether the enumeration's name stands before it in the same sentence."""
    low = max(text.rfind("。", 0, start), text.rfind("\n", 0, start), start - 24, 0)
    return any(text.find(name, low, start) >= 0 for name in sequence.names)


def _announced(text: str, start: int, sequence: Sequence) -> bool:
    """Whether the enumeration's name stands right before it: “四个意识”，即…, “四个意识”（…."""
    low, at = max(0, start - 16), start
    while at > low and text[at - 1] in "即，：（(—“”是":
        at -= 1
    return bool(sequence.names) and at < start and text.endswith(sequence.names, low, at)

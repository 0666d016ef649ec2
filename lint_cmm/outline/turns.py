"""Where sections begin that have no heading: by the aspects that stand one after the other, and by the words that turn to causes and measures."""

from __future__ import annotations

from itertools import islice

from lint_cmm.data import Data
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple
from lint_cmm.outline.lines import Line
from lint_cmm.outline.places import FAULT, PROMISE, REASON, reads_like
from lint_cmm.outline.types import Mark

_ASPECTS = 3  # paragraphs that open with an aspect or a number, from which on they are the problems
_SAID = re.compile("[。；！？\n]")
_SHORT = 30  # characters of a heading
_COLUMN = re.compile("问题|措施")


class Turns(NamedTuple):
    """The patterns of ``[turns]`` in ``lexicon/headings.toml``, in their order."""

    aspect: re.Pattern[str]
    what: re.Pattern[str]
    why: re.Pattern[str]
    why_asked: re.Pattern[str]
    hence: re.Pattern[str]
    hence_asked: re.Pattern[str]
    label: re.Pattern[str]
    own: re.Pattern[str]


def _load(data: Data) -> Turns:
    """The patterns, compiled where a text asks for them first: most have a heading over everything."""
    kept = data.memo.get("outline.turns")
    if not isinstance(kept, Turns):
        table = data.table("headings")["turns"]
        kept = data.memo["outline.turns"] = Turns(*[re.compile(table[name.replace("_", "-")]) for name in Turns._fields])
    return kept


def speaks_of(role: str, text: str, data: Data) -> bool:
    """Whether a text that has hardly a heading tells problems, causes, measures or a disclosure somewhere: in their words, or of
    causes by name."""
    turns = _load(data)
    if role == "causes":
        named = any(turns.why.match(said) or turns.why_asked.match(said) for said in _SAID.split(text))
        return named or len(REASON.findall(text)) >= _ASPECTS
    if role == "disclosure":
        return len(set(turns.own.findall(text))) >= _ASPECTS
    if role == "measures":
        return len(PROMISE.findall(text)) >= _ASPECTS
    return len(FAULT.findall(text)) >= _ASPECTS


def told(lines: list[Line], found: dict[int, tuple[str, ...]], data: Data) -> dict[int, tuple[str, ...]]:
    """The lines in which problems, causes and measures begin without a heading, with their roles; ``found`` has the headings.

    Problems: at least three paragraphs that open with an aspect (在…方面，…), hold labels (问题：…) or are numbered and read like problems; a
    table of problems and measures; the paragraph that says that they follow. Causes and measures: behind the last of these, or the last
    number, a paragraph that turns to them (究其原因，…; 今后怎么改？…), measures where what follows reads like them. Where every aspect has
    such a turn of its own, none begins a section.
    """
    turns = _load(data)
    have = {role for names in found.values() for role in names}
    made: dict[int, tuple[str, ...]] = {}
    stop = min((i for i, names in found.items() if {"causes", "measures"} & set(names)), default=len(lines))
    aspects = [i for i, line in enumerate(lines[:stop]) if line.cell is None and turns.aspect.match(line.words)]
    if "problems" not in have:
        aspects = aspects if len(aspects) >= _ASPECTS else []
        aspects = aspects or labelled(lines[:stop], data) or _counted(lines[:stop]) or _announced(lines[:stop], turns)
        if not aspects or any(i > aspects[0] for i in found if i < stop):
            return {}
        made[aspects[0]] = ("problems",)
    start = min([*made, *[i for i, names in found.items() if "problems" in names]], default=0)
    begun = [i for i, line in enumerate(lines[:stop]) if i in found or line.number and line.cell is None]
    floor = max(aspects + begun, default=0)
    end = next((i for i in sorted(found) if i > floor), len(lines))
    for role, turn, asked in (("measures", turns.hence, turns.hence_asked), ("causes", turns.why, turns.why_asked)):
        if role not in have:
            turned = [i for i in range(end) if _turns(lines[i], turn, asked)]
            first = next((i for i in turned if i > floor), None)
            alone = not any(start < i <= floor for i in turned)  # otherwise every aspect has its own
            if first is not None and alone and _goes_on(lines[first:end], role, asked):
                made[first] = (role,)
                end = first
    return made


def _counted(lines: list[Line]) -> list[int]:
    """The paragraphs that open with 1, 2, 3 … on one level, where they read like problems; empty where fewer than three do."""
    opened = [(i, mark) for i, line in enumerate(lines) if line.cell is None and (mark := _number(line))]
    level = next((mark.level for _, mark in opened), 0)
    run = [(i, mark.value) for i, mark in opened if mark.level == level]
    if len(run) < _ASPECTS or [value for _, value in run] != [*range(1, len(run) + 1)]:
        return []
    told = [i for i, _ in run]
    return told if reads_like("problems", "\n".join([line.text for line in lines[told[0] : told[-1] + 1]])) else []


def labelled(lines: list[Line], data: Data) -> list[int]:
    """Where aspects begin under each of which 问题：, 原因： and 整改： stand: with the heading over the first, the first itself otherwise."""
    label = _load(data).label
    found = [i for i, line in enumerate(lines) if line.cell is None and label.match(line.words)]
    if len(found) < _ASPECTS:
        return []
    over = lines[found[0] - 1] if found[0] else None
    return [found[0] - 1 if over and 0 < len(over.text.strip()) < _SHORT and over.text.strip()[-1] not in "。：:" else found[0]]


def _announced(lines: list[Line], turns: Turns) -> list[int]:
    """The first row of a table of problems and measures, else the paragraph that says that problems follow."""
    columns = [(line.cell.table, found[0]) for line in lines if line.cell and line.cell.row == 0 and (found := _COLUMN.search(line.text))]
    if len({name for _, name in columns}) > 1:
        return [next(i for i, line in enumerate(lines) if line.cell and line.cell.table == columns[0][0])]
    return [i for i, line in enumerate(lines) if line.number is None and line.cell is None and turns.what.match(line.words)][:1]


def _number(line: Line) -> Mark | None:
    """The number or enumeration word that a line begins with."""
    return line.mark or next((point for point in line.points if not line.text[: point.span.start - line.start].strip()), None)


def _turns(line: Line, turn: re.Pattern[str], asked: re.Pattern[str]) -> bool:
    plain = line.number is None and line.cell is None and line.align != "right"
    return plain and bool(turn.match(line.words) or asked.match(line.words))


def _goes_on(lines: list[Line], role: str, asked: re.Pattern[str]) -> bool:
    """Whether what follows reads like the role; a question, once asked, is answered, and causes are named as such."""
    return role == "causes" or bool(asked.match(lines[0].words)) or reads_like(role, "\n".join([line.text for line in islice(lines, 12)]))

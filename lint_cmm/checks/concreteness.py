"""Whether problems name instances and measures something that can be checked: P204, P205."""

from __future__ import annotations

from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.scan import find, register
from lint_cmm.checks.units import Line, denies, empty, lines, pattern, table_pattern
from lint_cmm.kit.records import NamedTuple
from lint_cmm.model.types import Span
from lint_cmm.outline.pairing.items import run_in, task_cell
from lint_cmm.outline.types import Item

register("slogans")

_LONG = 24  # characters of a measure that has had room to name a deed,
_FAINT = 0.2  # … so that this part of the usual share of stock phrases is enough where it names none


class VagueOptions(NamedTuple):
    """``share``: the part of a measure's characters (0 to 1) that stock phrases must fill before it is called vague."""

    share: float = 0.25


def vague(context: Context, options: VagueOptions) -> Issues:
    """Measures without time, number, frequency or paper that are mostly stock phrases, on the measure's heading.

    A measure with points is vague when all of it is, else each of its points that is. A closing promise, in the closing or in a paragraph behind the last
    measure, is judged only where it is all that answers an aspect. A row of a table is vague where its measure is and no other column
    names a time or number.
    """
    measures = context.outline.items("measures")
    items = [item for item in measures if not item.in_table and not item.cells]
    causes = set(map(id, context.outline.items("causes")))
    for item in items:
        told = lines(context, item)
        if item is items[-1] and not item.children and told and (run_in(item) or told[0].text.rstrip().endswith("。")):
            told = told[:1]  # the paragraphs after it speak of all measures
        if id(item) in causes:
            continue
        if is_vague(context, told, options.share):
            yield Issue(item.heading, {"measure": item.title})
        else:
            for child in item.children:
                if is_vague(context, lines(context, child), options.share):
                    yield Issue(child.heading, {"measure": child.title})
    for item in measures:
        if item.cells and _vague_row(context, item, options.share):
            measure = task_cell(item)
            cell = next((line.span for line in lines(context, item) if line.text and measure.startswith(line.text)), item.heading)
            yield Issue(cell, {"measure": measure})
    seen = set(map(id, items))
    headings = {item.heading for item in measures}
    for pair in context.alignment:
        only = [answer.measure for answer in pair.answers]
        if only and all(_closing(context, one, headings) for one in only) and id(only[0]) not in seen:
            seen.add(id(only[0]))
            if is_vague(context, lines(context, only[0]), options.share):
                yield Issue(only[0].heading, {"measure": pair.problem.title})


def _vague_row(context: Context, row: Item, share: float) -> bool:
    """True for a row whose measure is vague and whose time, aim and people are not told in figures either."""
    measure = task_cell(row)
    beside = [cell for name, cell in row.cells if cell != measure and not cell.isdigit() and "问题" not in name]
    solid = table_pattern(context, "solid")
    return _stock_alone(context, measure, share) and not any(solid.search(cell) for cell in beside)


def _closing(context: Context, item: Item, headings: set[Span]) -> bool:
    """True for a promise that is none of the measures with these ``headings``."""
    roles = ("closing", "measures") if headings else ("closing",)
    return item.heading not in headings and any(item.heading in section.spans for role in roles for section in context.outline.of(role))


def is_vague(context: Context, told: list[Line], share: float) -> bool:
    """True when ``told`` has no time, number, frequency or paper and stock phrases fill ``share`` of it (0 to 1), or less if it tells of no deed."""
    return _stock_alone(context, "\n".join(line.text for line in told), share)


def _stock_alone(context: Context, text: str, share: float) -> bool:
    text = text[text.find("）") + 1 :] if text.startswith(("（", "(")) else text
    size = sum(map(len, text.split()))
    if not size or table_pattern(context, "solid").search(_unnumbered(text)):
        return False
    promised = [False] * len(text)
    for start, end in [hit.span() for hit in table_pattern(context, "promise").finditer(text)]:
        promised[start:end] = [True] * (end - start)
    for hit in find(context.data, "slogans", text):
        promised[hit.start : hit.end] = [True] * (hit.end - hit.start)
    stock = sum(promised)
    return stock >= share * size or size >= _LONG and stock >= _FAINT * share * size and not table_pattern(context, "deed").search(text)


def _unnumbered(text: str) -> str:
    """``text`` without the numbers of headings and points (1. （1） ①), which are no figures."""
    number = pattern(r"[ \u3000]{0,4}[（(]?[0-9]{1,2}[.．、）)]")
    return "\n".join([line[found.end() :] if (found := number.match(line)) else line for line in text.split("\n")])


class InstanceOptions(NamedTuple):
    """``least``: aspects with fewer non-blank characters in the body are left to the rules on empty and short aspects."""

    least: int = 20


def instance(context: Context, options: InstanceOptions) -> Issues:
    """Problem aspects that name no person, matter, time, place, paper or number, on the aspect's heading.

    Silent for aspects that are empty or only deny. Limits: a matter told without any of these is not seen as one.
    """
    for item in context.outline.items("problems"):
        if empty(context, item) or denies(context, item) or item.cells:
            continue
        told = lines(context, item)
        text = _unnumbered("\n".join(line.text for line in told))
        heading = context.document.quote(item.heading)
        if item.body and text.startswith(heading):
            text = text[len(heading) :]
        told_of = table_pattern(context, "instance").search(text) or sum(map(len, text.split())) < options.least
        if not told_of and not _place(context, text):
            yield Issue(item.heading, {"aspect": item.title})


_LINKING = "的对于在到从各本该此其等是把给按与"  # no name of a place ends with these,
_LEADING = "的对是把被"  # none begins with these


def _place(context: Context, text: str) -> bool:
    """True when a village, firm or work with a name of its own is mentioned: the pair before the word is no common word, and no part
    of the sentence (对支行, 等镇里, 同本村)."""
    common = _common(context)
    for hit in pattern(f"(?:{context.data.table('pairing')['places']})").finditer(text):
        before = text[max(0, hit.start() - 2) : hit.start()]
        if len(before) < 2 or not all("\u4e00" <= c <= "\u9fff" for c in before) or before in common:
            continue
        if before[0] in _LEADING or before[1] in _LINKING:
            continue
        whole = text[max(0, hit.start() - 2) : hit.end()]
        if not any(word in whole for word in context.data.table("pairing")["generic-places"].split() if len(word) > 1):
            return True
    return False


def _common(context: Context) -> frozenset[str]:
    held: frozenset[str] | None = context.data.memo.get("pairing-common")
    if held is None:
        words = context.data.table("themes")["generic"]["words"].split()
        held = frozenset(context.data.lexicon("background")) | {w[i : i + 2] for w in words for i in range(len(w) - 1)}
        context.data.memo["pairing-common"] = held
    return held

"""Sections: missing, out of order, empty, too small a share; title, signature, length."""

from __future__ import annotations

from functools import cache

from lint_cmm.checks import scan
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.text import places, windows
from lint_cmm.checks.units import names_only
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple
from lint_cmm.outline import kinds as genres
from lint_cmm.outline.choose import addresses
from lint_cmm.outline.pairing.items import self_answer
from lint_cmm.outline.turns import speaks_of
from lint_cmm.outline.types import Item, Section


class NoOptions(NamedTuple):
    """A check without settings."""


class NamesOptions(NamedTuple):
    """What the roles are called in messages, role → name."""

    names: dict[str, str] = {}


_BODY = {"problems", "causes", "measures"}
_CAUSE = re.compile(  # as it is told with its problem
    "(?:根子|根源|病根|根由|原因|症结)(?:还?是|就?在|在于|[：:])|之所以|究其|^为什么|追到根|【(?:刨根|根源|原因|根子|剖析|病根)】"
)
_CAUSE_COLUMN = re.compile("原因|根源|成因|根子|症结")


def present(context: Context, role: str) -> bool:
    """Whether the material has a section of ``role``, also as a sub-section, (上年度整改) a sentence of the opening, told with every problem or,
    where headings tell little, anywhere in the text."""
    outline = context.outline
    if outline.of(role):
        return True
    if role == "previous":
        return outline.previous_in_opening is not None
    if role in ("cases", "disclosure"):
        from lint_cmm.outline import roles

        table = roles.load(context.data)
        titles = [i.title for s in outline.sections if s.role != "opening" for i in s.items]
        if any(roles.names(t, role, table) for t in titles):
            return True
    problems = outline.items("problems")
    if role == "measures" and len(problems) > 1 and all(map(self_answer, problems)):  # told behind every problem
        return True
    if role == "causes" and any(map(_has_reason, (*problems, *outline.items("measures")))):
        return True
    if role == "causes" and sum([bool(_CAUSE.search(item.text)) for item in problems]) * 2 > len(problems):
        return True
    headed = {name for section in outline.sections if section.heading for name in section.roles} & _BODY
    return (
        len(headed) < 2
        and role in {*_BODY, "disclosure"}
        and speaks_of(role, "\n".join([section.text for section in outline.sections]), context.data)
    )


def _has_reason(item: Item) -> bool:
    """Whether a row of a table has something in its column of causes."""
    return any(_CAUSE_COLUMN.search(name) and text for name, text in item.cells)


def missing(context: Context, options: NamesOptions) -> Issues:
    """S101: a required or expected section that is absent. The disclosure is D301's."""
    profile = context.profile
    for role in (*profile.required, *profile.expected):
        if role == "disclosure" or present(context, role):
            continue
        variant = "expected" if role in profile.expected else ""
        yield Issue(None, {"section": options.names.get(role, role), "profile": profile.title}, variant=variant)


def order(context: Context, options: NamesOptions) -> Issues:
    """S102: sections that stand before one they should follow; the finding stands on the later one's heading."""
    wanted = context.profile.order
    rank = {role: i for i, role in enumerate(wanted)}
    seen: dict[str, Section] = {}  # the first section of each role
    for section in context.outline.sections:
        if section.role not in rank or section.heading is None:
            continue
        first = next((s for role, s in seen.items() if rank[role] > rank[section.role]), None)
        if first and section.role not in seen:
            facts = {"section": options.names.get(section.role, section.role), "other": options.names.get(first.role, first.role)}
            yield Issue(section.heading, facts, (first.heading,) if first.heading else ())
        seen.setdefault(section.role, section)


_BARE = 50  # characters of the longest line that may be a mere heading
_HEADLIKE = ("情况", "方面")  # ends of a line that says nothing by itself: one fellow with text under its heading is enough


def missing_aspect(context: Context, options: NoOptions) -> Issues:
    """S106: an aspect the profile demands that no problem item addresses. Silent where no problem section was found.

    The variant "unsure" is for a profile whose aspects were taken from published accounts: the notice itself is to be looked at.
    """
    sections = context.outline.of("problems")
    if not context.profile.aspects or not sections:
        return
    items = context.outline.items("problems")
    headings = [i.title for i in items]
    # a title in other words: the keyword may stand at the beginning of an item or, without items, in the text
    opens = [i.text[: len(i.title) + 12] for i in items] or [s.text for s in sections]
    aspects = context.profile.aspects
    missing = [a for a in aspects if not _addressed(headings, a.keywords) and not _addressed(opens, a.keywords)]
    if not missing:
        return
    hints = {hint for aspect in missing for hint in aspect.hints}
    free = [h for h in headings if any(hint in h for hint in hints) and not any(_addressed([h], a.keywords) for a in aspects)]
    for aspect in missing:
        hinted = next((h for h in free if any(hint in h for hint in aspect.hints)), None)
        if hinted is None:
            unsure = "unsure" if context.profile.confidence == "low" else ""
            yield Issue(None, {"aspect": aspect.name, "profile": context.profile.title}, variant=unsure)
        else:
            free.remove(hinted)


def _addressed(texts: list[str], keywords: tuple[str, ...]) -> bool:
    """Whether one of ``texts`` names an aspect; a keyword of one part is looked for in all of them at once."""
    whole = texts[0] if len(texts) == 1 else "\n".join(texts)
    single, several = _parted(keywords)
    return any(keyword in whole for keyword in single) or bool(several) and any(addresses(text, several) for text in texts)


@cache
def _parted(keywords: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Keywords of one part, and of several."""
    return tuple([k for k in keywords if "+" not in k]), tuple([k for k in keywords if "+" in k])


# An item of nothing but an instruction to the writer.
_INSTRUCTION = re.compile(
    r"^[^\[【（(]{0,6}(?:[（(][一二三四五六七八九十0-9]{1,3}[）)])?[ \u3000]{0,2}[\[【][^\]】\n]{4,80}[\]】][。：:]?$"
)
_CLOSING = 60  # characters of the longest closing formula
_LAST_WORDS = ("结束语", "结语", "结尾", "最后", "表态")  # a heading over it


def empty(context: Context, options: NoOptions) -> Issues:
    """S109: a heading with nothing under it. An empty disclosure is D302's."""
    sections = context.outline.sections
    for section, following in zip(sections, (*sections[1:], None), strict=False):  # none at all: nothing
        if section.heading is None:
            continue
        if not section.text.strip() and section.role != "disclosure":
            if following and following.heading is None and (following.characters > _CLOSING or section.title in _LAST_WORDS):
                continue  # the section's own text: more than a formula, though it begins like a closing, or what the heading announces
            yield Issue(section.heading, {"heading": section.title})
        else:
            yield from _empty_items(section.items)


def _empty_items(items: tuple[Item, ...]) -> Issues:
    """An item that is a bare heading where its fellows have text under theirs."""
    filled = sum(bool(i.body) for i in items)
    most = filled * 2 > len(items)
    for item in items:
        if (
            not item.body
            and not item.in_table
            and (item.mark and item.mark.level <= 3 or item.title.endswith("方面"))
            and (most or (filled and item.text.rstrip().endswith(_HEADLIKE)))
            and _bare(item)
        ):
            yield Issue(item.heading, {"heading": item.title})


def _bare(item: Item) -> bool:
    text = item.text.strip()
    if _INSTRUCTION.search(text):
        return False  # H601 or W512 says it
    return len(text) <= _BARE and not text.endswith("？") and names_only(text)


class ProportionOptions(NamedTuple):
    """``roles`` count as the share; texts under ``least`` characters are S115's."""

    roles: tuple[str, ...] = ()
    least: int = 0


def proportion(context: Context, options: ProportionOptions) -> Issues:
    """S110: problems and causes are less than the profile's share of the text (non-blank characters, headings included)."""
    outline = context.outline
    counted = [s for s in outline.sections if s.role in options.roles or set(s.roles) & set(options.roles)]
    if not outline.of("problems") or outline.characters < options.least:
        return
    share = sum(s.characters for s in counted) / outline.characters
    if share < context.profile.share:
        place = next((s.heading for s in counted if s.heading), None)
        yield Issue(place, {"share": f"{int(share * 100)}%", "wanted": f"{context.profile.share:.0%}"})


def title(context: Context, options: NoOptions) -> Issues:
    """S113: no title above the text."""
    if context.outline.title is None and context.outline.characters:
        yield Issue(None)


def signature(context: Context, options: NoOptions) -> Issues:
    """S114: no name or no date where the profile wants them; a team signs with the name in its title."""
    if not context.profile.signature:
        return
    outline = context.outline
    if outline.date is None:
        yield Issue(None, variant="date")
    if outline.signature is None and context.profile.kind == "personal" and not re.search(r"同志|[（(].{2,4}[）)]", outline.title_text):
        yield Issue(None, variant="name")


def length(context: Context, options: NoOptions) -> Issues:
    """S115: shorter or longer than the profile allows, in non-blank characters of the visible body."""
    least, most = context.profile.length
    count = context.outline.characters
    if count and (count < least or count > most):
        yield Issue(None, {"count": str(count), "least": str(least), "most": str(most)}, variant="short" if count < least else "long")


class BalanceOptions(NamedTuple):
    """An aspect shorter than ``share`` of its fellows' median and under ``least`` characters is too short."""

    share: float = 0.0
    least: int = 0


def imbalance(context: Context, options: BalanceOptions) -> Issues:
    """S116: one aspect far shorter than the others."""
    items = [i for i in context.outline.items("problems") if not i.in_table and i.mark and i.mark.level <= 2]
    if len(items) < 3:
        return
    sizes = [sum(map(len, i.text.split())) for i in items]
    middle = sorted(sizes)[len(sizes) // 2]
    for item, size in zip(items, sizes, strict=True):
        if size < middle * options.share and size < options.least and item.body:
            yield Issue(item.heading, {"count": str(size), "typical": str(middle)})


_PARTY = re.compile("党(?:员|性|支部|组|委|工委)|支部|班子")
_SPEECH = "speech-cues"
scan.register_cues(_SPEECH, lambda data: genres.load(data).speech_cues)


class KindOptions(NamedTuple):
    """How far the signs of another kind must outweigh those of this one. Problems and causes of less than ``share`` of the text are no
    sign of a self-examination that looks for causes."""

    margin: float = 0.0
    most: float = 0.0
    share: float = 0.0


def wrong_kind(context: Context, options: KindOptions) -> Issues:
    """S111: not this kind of material at all; stands on the title where there is one."""
    outline = context.outline
    kinds = genres.load(context.data)
    roles = {r for s in outline.sections for r in s.roles}
    text = "\n".join([s.text for s in outline.sections])
    cues = scan.read(context, _SPEECH).standing.intersection(kinds.speech_cues)
    spoken = windows([(at, at) for at in places(text, cues)], genres.TURN, len(text))
    turns = sum([len(kinds.speech.findall(text, low, high)) for low, high in spoken])
    own = sum(s.characters for s in outline.sections if {"problems", "causes"} & set(s.roles))
    if own < options.share * outline.characters:
        roles.discard("causes")  # a report that spends a sentence on them
    seen = genres.evidence(outline.title_text, text[: genres.OPENING], turns, roles, kinds)
    strange = seen.genre <= options.most and (bool(seen.words) or not _examines(context, text))
    if strange or seen.other > seen.genre + options.margin:
        yield Issue(outline.title, {"kind": seen.words}, variant="" if seen.words else "unknown")


def _examines(context: Context, text: str) -> bool:
    """Whether a text under a title of its own (四季自省) tells of a party member's or body's problems and of what is to come."""
    return bool(_PARTY.search(text)) and all(speaks_of(role, text, context.data) for role in ("problems", "measures"))


def several(context: Context, options: NoOptions) -> Issues:
    """S112: further documents behind the first; one finding, on the first line of the second one."""
    starts = context.outline.further
    if starts:
        yield Issue(starts[0], {"count": str(len(starts) + 1)}, starts[1:])

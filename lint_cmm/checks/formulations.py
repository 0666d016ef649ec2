"""T704 official formulations that were miswritten: their words, their order, their number.

Everything is data (``rules/lexicon/formulations.toml``): wrong phrases with guards, enumerations in their official order, names
with one spelling, titles of party rules. What is only unusual is reported with the variant "loose", as information.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint_cmm.checks import fixednames, phrases, sequences
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.surfaces import PROSE, judged, stories
from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lint_cmm.checks.phrases import Found
    from lint_cmm.model.types import Story

TABLE = "formulations"


phrases.announce(TABLE)
sequences.announce(TABLE)
fixednames.announce(TABLE)


class FormulationOptions(NamedTuple):
    """``parts``: the stories read."""

    parts: tuple[str, ...] = (*PROSE, "header")


def miswritten(context: Context, options: FormulationOptions) -> Issues:
    """One issue for each miswritten formulation; ``wrong`` is what stands there, ``right`` the official wording."""
    for story in stories(context, options.parts):
        kept: list[Found] = []
        for found in sorted(_all(context, story), key=lambda f: (f.start, -f.end, f.variant)):
            if kept and found.start < kept[-1].end:
                if kept[-1].variant and not found.variant:  # what is sure goes before what is only unusual
                    kept[-1] = found
                continue
            kept.append(found)
        for found in kept:
            if judged(story, found.start):
                facts = {"wrong": story.text[found.start : found.end], "right": found.right}
                yield Issue(story.span(found.start, found.end), facts, variant=found.variant)


def _all(context: Context, story: Story) -> Iterator[Found]:
    text = story.text
    known = phrases.find(context, TABLE, text)
    yield from known
    sure = [each for each in known if not each.variant]
    for found in sequences.find(context, TABLE, text):
        # A member that is only nearly the right one, and known as a slip for itself, is shown on its own words.
        alone = not found.variant and len(found.wrong) < found.end - found.start
        if not (alone and any(found.start <= each.start and each.end <= found.end for each in sure)):
            yield found
    yield from fixednames.congresses(context, text, story.part)
    table = context.data.table(TABLE)
    if "习近平" in text:
        yield from fixednames.thoughts(text, tuple(table["thoughts"]))
    yield from fixednames.near_names(context, text, TABLE)
    yield from fixednames.counted(context, text, TABLE)
    if "《" in text:
        yield from fixednames.titles(context, text, TABLE)

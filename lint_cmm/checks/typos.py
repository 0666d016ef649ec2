"""T705 common confusions: a wrong word with the guards under which it is surely wrong (``rules/lexicon/confusions.toml``), and slips in set phrases."""

from __future__ import annotations

from lint_cmm.checks import phrases, slips
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.surfaces import PROSE, judged, stories
from lint_cmm.kit.records import NamedTuple

TABLE = "confusions"


phrases.announce(TABLE)


class TypoOptions(NamedTuple):
    """``parts``: the stories read."""

    parts: tuple[str, ...] = PROSE


def confusions(context: Context, options: TypoOptions) -> Issues:
    """One issue for each confusion; ``wrong`` is what stands there, ``right`` what should."""
    for story in stories(context, options.parts):
        listed = phrases.find(context, TABLE, story.text)
        heard = [
            each
            for each in slips.find(context, story.text)
            if not any(each.start < known.end and known.start < each.end for known in listed)
        ]
        for found in [*listed, *heard]:
            if judged(story, found.start):
                facts = {"wrong": story.text[found.start : found.end], "right": found.right}
                yield Issue(story.span(found.start, found.end), facts, variant=found.variant)

"""Which stories a rule on the words reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lint_cmm.checks.api import Context
    from lint_cmm.model.types import Story

PROSE = ("body", "textbox", "footnote", "endnote")


def stories(context: Context, parts: tuple[str, ...]) -> Iterator[Story]:
    """The stories of ``parts`` that the document has and that hold any text, in the order of ``parts``."""
    for part in parts:
        story = context.document.stories.get(part)
        if story is not None and story.text:
            yield story


def judged(story: Story, start: int) -> bool:
    """Whether a hit at ``start`` stands in text that a reader sees as text (not in a picture description or the like)."""
    return not story.at(start)[0].origin

"""The heading path of a place: "二/（一）" for people, and one that survives renumbering for fingerprints."""

from __future__ import annotations

from bisect import bisect_right

from lint_cmm.kit.records import NamedTuple
from lint_cmm.model.types import Span
from lint_cmm.outline.types import LEVEL_WORDS, Outline

_CLOSING = "、.．,，:： 　"
_TITLE_LENGTH = 12  # characters of an unnumbered heading shown in a path


class Place(NamedTuple):
    """``shown`` is the path of numbers; ``stable`` names the section by its heading's words instead of its number."""

    shown: str
    stable: str


_NOWHERE = Place("", "")


class HeadingPaths:
    """Looks up the heading path of any place of the body. Built once per document from the outline's sections and marks."""

    def __init__(self, outline: Outline) -> None:
        events: list[tuple[int, int, int, str, str]] = []  # paragraph, offset, level, shown, stable
        for section in outline.sections:
            span = section.heading
            number = section.mark.text.strip(_CLOSING) if section.mark else section.title.strip()[:_TITLE_LENGTH]
            at = (span.paragraph, span.start) if span else (section.first, section.start)
            events.append(
                (*at, 0 if section.mark is None or section.mark.level == 1 else section.mark.level, number, section.title.strip())
            )
        starts = {event[:2] for event in events}  # a section's own number stands behind "### " in some headings
        starts.update((s.mark.span.paragraph, s.mark.span.start) for s in outline.sections if s.mark)
        for mark in outline.marks:
            if mark.level < LEVEL_WORDS and (at := (mark.span.paragraph, mark.span.start)) not in starts:
                number = mark.text.strip(_CLOSING)
                events.append((*at, mark.level, number, number))
        events.sort(key=lambda e: e[:2])
        self._starts = [event[:2] for event in events]
        self._places: list[Place] = []
        above: list[tuple[int, Place]] = []
        for _, _, level, shown, stable in events:
            while above and above[-1][0] >= level:
                above.pop()
            over = above[-1][1] if above else _NOWHERE
            place = Place(_below(over.shown, shown), _below(over.stable, stable))
            above.append((level, place))
            self._places.append(place)

    def at(self, span: Span | None) -> Place:
        """The path of the heading that ``span`` stands under; empty outside the body and before the first heading."""
        if span is None or span.part != "body":
            return _NOWHERE
        i = bisect_right(self._starts, (span.paragraph, span.start)) - 1
        return self._places[i] if i >= 0 else _NOWHERE


def _below(path: str, own: str) -> str:
    return f"{path}/{own}" if path and own else path or own

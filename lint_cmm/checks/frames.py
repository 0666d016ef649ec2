"""B402 one turn of phrase far more often than the rest: … 还不够 …, … 还不够 …."""

from __future__ import annotations

from collections import Counter

from lint_cmm.checks import scan
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.repetition import judged_range
from lint_cmm.kit.records import NamedTuple


class FrameOptions(NamedTuple):
    """``frames``: the turns counted; one that is part of another counts only beside it. ``times``: from how many on it is reported,
    ``rate``: from how many in 1,000 characters on.
    """

    frames: tuple[str, ...] = ()
    times: int = 10
    rate: float = 2.0


_CHECK = "frames.overused"
scan.register_options(_CHECK, lambda options: options.frames)


def overused(context: Context, options: FrameOptions) -> Issues:
    """One issue for each overused frame, on its first occurrence; ``count`` and ``rate`` are in the facts."""
    story = context.document.body
    low, high = judged_range(context)
    text = story.text
    hits = [hit for hit in scan.sought(context, _CHECK, options) if low <= hit.start and hit.end <= high]
    counts = Counter([hit.entry for hit in hits])
    often = [frame for frame in options.frames if counts[frame] >= options.times]
    size = sum([high - low, *[-text.count(blank, low, high) for blank in "\n \u3000"]]) if often else 0
    for frame in often:
        starts = _own(text, frame, [hit.start for hit in hits if hit.entry == frame], options.frames)
        count = len(starts)
        if count >= options.times and size and count * 1000 >= options.rate * size:
            at = min(starts)
            yield Issue(story.span(at, at + len(frame)), {"frame": frame, "count": str(count), "rate": f"{count * 1000 / size:.1f}"})


def _own(text: str, frame: str, starts: list[int], frames: tuple[str, ...]) -> list[int]:
    """The ``starts`` of a frame at which no longer one stands around it."""
    longer = [(other, other.find(frame)) for other in frames if frame in other and other != frame]
    return [at for at in starts if not any(text.startswith(other, at - shift) for other, shift in longer if at >= shift)]

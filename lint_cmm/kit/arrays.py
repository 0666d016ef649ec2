"""numpy in runs over many documents. Importing it takes as long as checking a dozen, so a short run does without.

Whoever has two ways, a loop and arrays, gives the same result by both.
"""

from __future__ import annotations

from sys import modules

AFTER = 32  # documents of a process after which arrays pay; a quarter of that where numpy is loaded anyway, as in an intake

_seen = 0  # of this process


def another() -> None:
    """Count a document."""
    global _seen
    _seen += 1


def ready() -> bool:
    """Whether this process has checked so many documents that it may use numpy."""
    return _seen > (AFTER // 4 if "numpy" in modules else AFTER)

"""The ways in which a call itself can be wrong: all of them end in exit status 2, none of them in a traceback."""

from __future__ import annotations


class UsageError(Exception):
    """The call is wrong: an option, a path, a setting. The text is for the user."""


class RuleFileError(UsageError):
    """A rule, profile, lexicon or configuration file is wrong: where, and what to write instead."""

    def __init__(self, path: str, line: int | None, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}" if line else f"{path}: {message}")


def nearest(word: str, known: list[str] | tuple[str, ...]) -> str:
    """ "; did you mean X?" for the known name most like ``word``, or "" when none is near."""
    from difflib import get_close_matches  # only ever needed on the way to exit 2

    found = get_close_matches(word, known, 1, 0.6)
    return f"; did you mean {found[0]!r}?" if found else ""

"""The ways in which a call itself can be wrong: all of them end in exit status 2, none of them in a traceback."""

from __future__ import annotations


class UsageError(Exception):
    """The call is wrong: an option, a path, a setting.

    ``text`` is for the user as it stands, or a key of the message catalogue ("error.path") with the ``values`` of its
    fields, so that the command line can say it in the user's language.
    """

    def __init__(self, text: str, **values: str) -> None:
        super().__init__(f"{text} {values}" if values else text)
        self.text = text
        self.values = values


class RuleFileError(UsageError):
    """A rule, profile, lexicon or configuration file is wrong: where, and what to write instead."""

    def __init__(self, path: str, line: int | None, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}" if line else f"{path}: {message}")


def closest(word: str, known: list[str] | tuple[str, ...]) -> str:
    """The known name most like ``word``, or "" when none is near."""
    from difflib import get_close_matches  # only ever needed on the way to exit 2

    found = get_close_matches(word, known, 1, 0.6)
    return found[0] if found else ""


def nearest(word: str, known: list[str] | tuple[str, ...]) -> str:
    """The words “did you mean X?” for the known name most like ``word``, or ""."""
    found = closest(word, known)
    return f"; did you mean {found!r}?" if found else ""

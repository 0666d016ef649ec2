"""The ways in which a call itself can be wrong: all of them end in exit status 2, none of them in a traceback.

What is said of them stands in :mod:`lint_cmm.messages.errors`, in Chinese and English; only what is wrong travels here, so
that the command line can say it in the user's language. ``str()`` of an error is English.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Said(NamedTuple):
    """Words of the catalogue: a key, and the values of its fields (texts, numbers, names to list, or words again)."""

    key: str
    values: Mapping[str, object]

    def told(self, lang: str) -> str:
        """The words in ``lang`` ("zh" or "en")."""
        from lint_cmm.messages.errors import told  # only ever needed on the way to exit 2

        return told(self.key, self.values, lang)


class Telling(Exception):
    """An error whose words stand in the catalogue under ``key``; ``values`` are those of its fields."""

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key)
        self.said = Said(key, values)

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.__dict__)  # errors cross from worker processes as they are

    def __str__(self) -> str:
        return self.told("en")

    def told(self, lang: str) -> str:
        """What is wrong, in ``lang`` ("zh" or "en"); not yet made harmless for a terminal."""
        return self.said.told(lang)


def _again(kind: type[Telling], content: dict[str, Any]) -> Telling:
    """An error as it was before it crossed the border of a process."""
    error = kind.__new__(kind)
    error.__dict__.update(content)
    return error


class UsageError(Telling):
    """The call is wrong: an option, a path, a setting."""


class RuleFileError(UsageError):
    """A rule, profile, lexicon or configuration file is wrong: where (``line`` None: the file as a whole), and what."""

    def __init__(self, path: str, line: int | None, key: str, /, **values: object) -> None:
        super().__init__(key, **values)
        self.path, self.line = path, line

    def told(self, lang: str) -> str:
        """What is wrong, behind the file and the line."""
        place = {"path": self.path, "what": self.said}
        return Said("error.line", {**place, "line": self.line}).told(lang) if self.line else Said("error.file", place).told(lang)


def closest(word: str, known: list[str] | tuple[str, ...]) -> str:
    """The known name most like ``word``, or "" when none is near: a code with letters for its figures, a near one, one that begins so."""
    from difflib import get_close_matches  # only ever needed on the way to exit 2

    code = word.upper().translate(str.maketrans("OIL", "011"))
    if code in known:
        return code
    found = get_close_matches(word, known, 1, 0.6) or [k for k in known if len(word) > 1 and k.startswith(word)]
    return found[0] if found else ""


def hint(word: str, known: list[str] | tuple[str, ...], verb: str) -> dict[str, str]:
    """What helps whoever has named something that there is not: the nearest name, else the ``verb`` that lists all."""
    near = closest(word, known)
    return {"near": near, "list": "" if near else f"lint-cmm {verb}"}


def reason(error: OSError) -> Said:
    """Why the system refused a file."""
    from errno import errorcode

    from lint_cmm.messages.errors import known

    key = f"os.{errorcode.get(error.errno or 0)}"  # the names are the same on every system, the texts are not
    return Said(key, {}) if known(key) else Said("os.other", {"why": error.strerror or str(error)})

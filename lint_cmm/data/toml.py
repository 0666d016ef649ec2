"""TOML files with line numbers for what is wrong in them: tomllib keeps none, so the line of a key is looked up by text."""

from __future__ import annotations

import re
import tomllib
from typing import Any, NamedTuple

from lint_cmm.errors import RuleFileError, closest, reason

MOST = 4_000_000  # characters of a file
_TABLE = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*(?:"([^"]+)"|'([^']+)'|([A-Za-z0-9_-]+))\s*[=.]""")


class Toml(NamedTuple):
    """A parsed file with its text, so that a mistake can be told by line."""

    path: str
    text: str
    content: dict[str, Any]

    def error(self, key: str, /, *keys: str | int, **values: object) -> RuleFileError:
        """A mistake at the key path ``keys`` (table names, array positions, key names): the words of ``key`` with ``values``."""
        return RuleFileError(self.path, line_of(self.text, keys), key, **values)

    def typed(self, value: Any, hint: Any, *keys: str | int) -> Any:
        """``value``, which stands at ``keys``, as the type ``hint`` (see :func:`lint_cmm.data.convert.convert`), or a mistake raised."""
        from lint_cmm.data.convert import ConversionError, convert

        try:
            return convert(value, hint)
        except ConversionError as error:
            keys = (*keys, *error.keys)
            name = next((key for key in reversed(keys) if isinstance(key, str)), "")
            raise self.error("file.value", *keys, name=name, what=error.said) from None

    def unknown_keys(self, table: Any, known: tuple[str, ...], *keys: str | int) -> None:
        """Raise when ``table`` (at ``keys``) is none, or for its first key that is not ``known``, naming the nearest one that is."""
        for key in self.typed(table, dict[str, Any], *keys):
            if key not in known:
                raise self.error("file.key", *keys, key, name=key, near=closest(key, known))


def read_toml(path: str) -> Toml:
    """The file at ``path``. Raises RuleFileError when it cannot be read or parsed."""
    try:
        with open(path, encoding="utf-8-sig") as file:
            text = file.read(MOST + 1)
        if len(text) > MOST:
            raise RuleFileError(path, None, "file.long", most=MOST)
        return Toml(path, text, tomllib.loads(text))
    except OSError as error:
        raise RuleFileError(path, None, "file.unread", why=reason(error)) from None
    except UnicodeDecodeError:
        raise RuleFileError(path, None, "file.utf8") from None
    except RecursionError:
        raise RuleFileError(path, None, "file.deep") from None
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise RuleFileError(path, line, "file.toml", why=str(error)) from None


def line_of(text: str, keys: tuple[str | int, ...]) -> int:
    """The 1-based line where the key path begins, or that of the longest part of it that is found, or 1."""
    lines = _keys_by_line(text)
    for length in range(len(keys), 0, -1):
        found = lines.get(keys[:length])
        if found:
            return found
    return 1


def _keys_by_line(text: str) -> dict[tuple[str | int, ...], int]:
    """The first line of every table and key. Lines within multi-line strings are passed over."""
    found: dict[tuple[str | int, ...], int] = {}
    counts: dict[str, int] = {}
    table: tuple[str | int, ...] = ()
    quote = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if quote:
            quote = "" if quote in line else quote
            continue
        head = _TABLE.match(line)
        if head:
            names = [part.strip().strip("\"'") for part in head[2].split(".")]
            table = tuple(names)
            if head[1] == "[[":
                counts[head[2]] = counts.get(head[2], -1) + 1
                table += (counts[head[2]],)
            elif len(names) > 1 and names[0] in counts:
                table = (names[0], counts[names[0]], *names[1:])
            found.setdefault(table, number)
            continue
        key = _KEY.match(line)
        if key:
            found.setdefault((*table, key[1] or key[2] or key[3]), number)
        for mark in ('"""', "'''"):
            if line.count(mark) % 2:
                quote = mark
    return found

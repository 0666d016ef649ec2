"""What is kept of one checked content: its result, the text for comparison, who wrote it by its own account.

Records travel between processes and into the journal as JSON; :func:`pack` and :func:`unpack` keep the types.
"""

from __future__ import annotations

import types
from typing import Any, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from lint_cmm.findings import Result

T = TypeVar("T")

CHECKED = "ok"  # the status of a content; else the E code of a file not (fully) checked, or what became of its worker


class Identity(NamedTuple):
    """Who wrote it, by the title block or the signature; "" where the text does not say."""

    unit: str = ""
    name: str = ""


class Trace(NamedTuple):
    """What the file's properties tell of its history. Times as the file has them (ISO), "" where absent."""

    created: str = ""
    modified: str = ""
    author: str = ""
    editor: str = ""
    rsids: tuple[str, ...] = ()


class Record(NamedTuple):
    """One content. ``text``: the body's paragraphs joined with line feeds (soft breaks as vertical tabs), so that line n is paragraph n.
    ``frame``: stretches of it that do not count when documents are compared."""

    status: str
    result: Result
    text: str = ""
    frame: tuple[tuple[int, int], ...] = ()


class Brief(NamedTuple):
    """What the intake as a whole needs of a content, so that no record is read for it: who wrote it, what the file's properties tell,
    a digest of the text ("" without any) and its prints (see ``similarity.prints``)."""

    identity: Identity = Identity()
    trace: Trace = Trace()
    digest: str = ""
    prints: str = ""


class Entry(NamedTuple):
    """What a worker gives for a file, and the journal keeps."""

    brief: Brief
    record: Record


def pack(value: Any) -> Any:
    """``value`` as JSON data; records become lists."""
    if isinstance(value, tuple):
        return [pack(v) for v in value]
    if isinstance(value, dict):
        return {key: pack(v) for key, v in value.items()}
    return value


def unpack(kind: type[T], data: Any) -> T:
    """The value of ``kind`` that :func:`pack` made ``data`` from."""
    found: T = _unpack(kind, data)
    return found


_HINTS: dict[Any, tuple[Any, ...]] = {}


def _unpack(hint: Any, data: Any) -> Any:
    if data is None or not isinstance(data, (list, dict)):
        return data
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _unpack(next(a for a in get_args(hint) if a is not type(None)), data)
    if hasattr(hint, "_fields"):
        if hint not in _HINTS:
            hints = get_type_hints(hint)
            _HINTS[hint] = tuple(hints[field] for field in hint._fields)
        return hint(*[_unpack(h, d) for h, d in zip(_HINTS[hint], data, strict=True)])
    if origin is tuple:
        arguments = get_args(hint)
        if arguments[-1] is Ellipsis:
            return tuple(_unpack(arguments[0], d) for d in data)
        return tuple(_unpack(a, d) for a, d in zip(arguments, data, strict=True))
    return data

"""TOML and JSON values to declared types: the one validator for rule options, profiles and configuration."""

from __future__ import annotations

import types
from typing import Any, Union, get_args, get_origin, get_type_hints


class ConversionError(Exception):
    """A value has not the declared type; the text says what was expected."""


def convert(value: Any, hint: Any) -> Any:
    """``value`` as the type ``hint``, in a form that JSON can keep (tuples as lists, records as tables).

    Known types: bool, int, float, str, X | None, tuple[X, ...], tuple[X, Y], dict[str, X], NamedTuples, Any.
    Raises ConversionError.
    """
    if hint is Any:
        return value
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return convert(value, next(a for a in arguments if a is not type(None)))
    if origin is tuple:
        return _sequence(value, arguments)
    if origin is dict:
        if not isinstance(value, dict):
            raise ConversionError(f"must be a table, not {_kind(value)}")
        return {key: convert(v, arguments[1]) for key, v in value.items()}
    if hasattr(hint, "_fields"):
        return _record(value, hint)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint) or isinstance(value, bool) and hint is not bool:
        raise ConversionError(f"must be {_NAMES.get(hint, hint)}, not {_kind(value)}")
    return value


_NAMES = {str: "a text", int: "a whole number", float: "a number", bool: "true or false", list: "a list", dict: "a table"}


def _kind(value: Any) -> str:
    return _NAMES.get(type(value), type(value).__name__)


def _sequence(value: Any, arguments: tuple[Any, ...]) -> list[Any]:
    if not isinstance(value, (list, tuple)):
        raise ConversionError(f"must be a list, not {_kind(value)}")
    if arguments[-1] is Ellipsis:
        return [convert(v, arguments[0]) for v in value]
    if len(value) != len(arguments):
        raise ConversionError(f"must have {len(arguments)} entries, not {len(value)}")
    return [convert(v, a) for v, a in zip(value, arguments, strict=True)]


def _record(value: Any, hint: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ConversionError(f"must be a table, not {_kind(value)}")
    hints = get_type_hints(hint)
    for key in value:
        if key.replace("-", "_") not in hints:
            raise ConversionError(f"has an unknown key {key!r}")
    for field in hint._fields:
        if field not in hint._field_defaults and field.replace("_", "-") not in value and field not in value:
            raise ConversionError(f"needs the key {field.replace('_', '-')!r}")
    return {key.replace("-", "_"): convert(v, hints[key.replace("-", "_")]) for key, v in value.items()}

"""TOML and JSON values to declared types: the one validator for rule options, profiles and configuration."""

from __future__ import annotations

import types
from typing import Any, Union, get_args, get_origin, get_type_hints

from lint_cmm.errors import Said, Telling, closest


class ConversionError(Telling):
    """A value has not the declared type; it says what was expected. ``keys`` lead to it from the value that was to be converted."""

    keys: tuple[str | int, ...] = ()


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
            raise _not_a(dict, value)
        return {key: _inner(v, arguments[1], key) for key, v in value.items()}
    if hasattr(hint, "_fields"):
        return _record(value, hint)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint) or isinstance(value, bool) and hint is not bool:
        raise _not_a(hint, value)
    return value


def _inner(value: Any, hint: Any, key: str | int) -> Any:
    """``value``, which stands at ``key`` of a greater one, as the type ``hint``."""
    try:
        return convert(value, hint)
    except ConversionError as error:
        error.keys = (key, *error.keys)
        raise


def _not_a(hint: type, value: Any) -> ConversionError:
    found = Said("type.fraction", {}) if isinstance(value, float) else _kind(type(value))
    return ConversionError("value.type", wanted=_kind(hint), found=found)


def _kind(kind: type) -> Said | str:
    """What a type is called."""
    from lint_cmm.messages.errors import known

    key = f"type.{kind.__name__}"
    return Said(key, {}) if known(key) else kind.__name__


def _sequence(value: Any, arguments: tuple[Any, ...]) -> list[Any]:
    if not isinstance(value, (list, tuple)):
        raise _not_a(list, value)
    if arguments[-1] is Ellipsis:
        return [_inner(v, arguments[0], i) for i, v in enumerate(value)]
    if len(value) != len(arguments):
        raise ConversionError("value.entries", wanted=len(arguments), found=len(value))
    return [_inner(v, a, i) for i, (v, a) in enumerate(zip(value, arguments, strict=True))]


def _record(value: Any, hint: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _not_a(dict, value)
    hints = get_type_hints(hint)
    for key in value:
        if key.replace("-", "_") not in hints:
            names = [field.replace("_", "-") for field in hint._fields]
            raise ConversionError("value.key", name=key, near=closest(key, names))
    for field in hint._fields:
        if field not in hint._field_defaults and field.replace("_", "-") not in value and field not in value:
            raise ConversionError("value.needs", name=field.replace("_", "-"))
    return {key.replace("-", "_"): _inner(v, hints[key.replace("-", "_")], key) for key, v in value.items()}

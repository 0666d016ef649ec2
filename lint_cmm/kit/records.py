"""``NamedTuple`` whose classes are made quickly: one check imports more than a hundred of them.

``typing.NamedTuple`` compiles every annotation into a ForwardRef, and ``collections.namedtuple`` a constructor for each class:
together a seventh of a cold start. Type checkers see the original; at run time the annotations stay text
(``typing.get_type_hints`` reads both), constructors of as many fields share their code, and the other methods stand in one
base class. For modules with ``from __future__ import annotations``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from _collections import _tuplegetter
    from types import CodeType, FunctionType

    _new = tuple.__new__
    _ready = (  # constructors of few fields, which nearly all records have: compiling these at every start takes a hundredth of it
        lambda _cls, a: _new(_cls, (a,)),
        lambda _cls, a, b: _new(_cls, (a, b)),
        lambda _cls, a, b, c: _new(_cls, (a, b, c)),
        lambda _cls, a, b, c, d: _new(_cls, (a, b, c, d)),
        lambda _cls, a, b, c, d, e: _new(_cls, (a, b, c, d, e)),
        lambda _cls, a, b, c, d, e, f: _new(_cls, (a, b, c, d, e, f)),
        lambda _cls, a, b, c, d, e, f, g: _new(_cls, (a, b, c, d, e, f, g)),
        lambda _cls, a, b, c, d, e, f, g, h: _new(_cls, (a, b, c, d, e, f, g, h)),
        lambda _cls, a, b, c, d, e, f, g, h, i: _new(_cls, (a, b, c, d, e, f, g, h, i)),
        lambda _cls, a, b, c, d, e, f, g, h, i, j: _new(_cls, (a, b, c, d, e, f, g, h, i, j)),
        lambda _cls, a, b, c, d, e, f, g, h, i, j, k: _new(_cls, (a, b, c, d, e, f, g, h, i, j, k)),
        lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m: _new(_cls, (a, b, c, d, e, f, g, h, i, j, k, m)),
        lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n: _new(_cls, (a, b, c, d, e, f, g, h, i, j, k, m, n)),
    )
    _codes: dict[int, CodeType] = {number: ready.__code__ for number, ready in enumerate(_ready, 1)}  # by number of fields

    def _constructor(fields: tuple[str, ...], defaults: tuple[object, ...]) -> FunctionType:
        """``__new__`` with the fields as parameters."""
        code = _codes.get(len(fields))
        if code is None:
            names = "".join(f"_{i}, " for i in range(len(fields)))
            code = _codes[len(fields)] = eval(f"lambda _cls, {names}: _new(_cls, ({names}))").__code__
        return FunctionType(code.replace(co_varnames=("_cls", *fields)), {"_new": _new}, "__new__", defaults)

    class _Record(tuple):
        """What all records share; ``namedtuple`` writes the same into each class."""

        __slots__ = ()

        @classmethod
        def _make(cls, values):
            return cls(*values)

        def _replace(self, /, **named):
            values = list(self)
            for name, value in named.items():
                values[self._fields.index(name)] = value  # ValueError for an unknown name, as namedtuple raises
            return tuple.__new__(type(self), values)

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            return f"{type(self).__name__}({', '.join(f'{f}={v!r}' for f, v in zip(self._fields, self, strict=True))})"

        def __reduce__(self):  # a quarter less to pickle than by __getnewargs__
            return type(self), tuple(self)

    class _Maker(type):
        def __new__(cls, name: str, bases: tuple[type, ...], content: dict[str, object]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, content)
            fields = tuple(content.get("__annotations__", ()))
            defaults = {f: content[f] for f in fields if f in content}
            if tuple(defaults) != fields[len(fields) - len(defaults) :]:
                raise TypeError(f"{name}: a field without a default follows one with a default")
            for number, field in enumerate(fields):
                content[field] = _tuplegetter(number, "")
            content |= {"__new__": _constructor(fields, tuple(defaults.values())), "__slots__": ()}
            content |= {"_fields": fields, "__match_args__": fields, "_field_defaults": defaults}
            return type(name, (_Record,), content)

    class NamedTuple(metaclass=_Maker):
        """See the module."""

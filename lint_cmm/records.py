"""``NamedTuple`` whose classes are made quickly.

``typing.NamedTuple`` compiles every annotation into a ForwardRef; with the hundred records that one check imports this was a
tenth of a cold start. Type checkers see the original; at run time the classes are those of ``collections.namedtuple`` with the
annotations left as text (``typing.get_type_hints`` reads both). For modules with ``from __future__ import annotations``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from collections import namedtuple

    _OURS = frozenset(("__annotations__", "__module__", "__qualname__", "__classcell__"))

    class _Maker(type):
        def __new__(cls, name: str, bases: tuple[type, ...], content: dict[str, object]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, content)
            fields = content.get("__annotations__", {})
            made = namedtuple(name, fields, defaults=[content[f] for f in fields if f in content], module=content["__module__"])
            made.__annotations__ = fields
            made.__qualname__ = content["__qualname__"]
            for key, value in content.items():
                if key not in fields and key not in _OURS:
                    setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_Maker):
        """See the module."""

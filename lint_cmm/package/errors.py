"""The one exception of the door: an input that cannot be checked."""

from __future__ import annotations


class InputRejected(Exception):
    """An input is refused.

    ``code`` is a rule code ("E001" … "E004"), ``kind`` a stable word that picks the sentence in the rule file
    (``[variants.KIND]``), ``facts`` fill that sentence. A kind never changes its meaning.
    """

    def __init__(self, code: str, kind: str, facts: dict[str, str] | None = None) -> None:
        super().__init__(f"{code} {kind}")
        self.code = code
        self.kind = kind
        self.facts = facts or {}

    def __reduce__(self) -> tuple[type[InputRejected], tuple[str, str, dict[str, str]]]:
        return InputRejected, (self.code, self.kind, self.facts)


def over(limit: str, most: int) -> InputRejected:
    """The refusal of an input that passes ``limit`` (a field of :class:`Limits`, dashed), whose value is ``most``."""
    return InputRejected("E004", f"limit:{limit}", {"limit": limit, "most": f"{most:,}"})

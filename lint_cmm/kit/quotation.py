"""Quotation marks within quotation marks (GB/T 15834). Few texts have any: loaded when one has."""

from __future__ import annotations

_INNER = str.maketrans("“”‘’", "‘’“”")
_CLOSES = {"”": "“", "’": "‘"}


def quoted(text: str) -> str:
    """``text`` as it stands within quotation marks: its own become those of the second level, and theirs of the first (GB/T 15834).

    Marks that have no partner are what is spoken of, and stay.
    """
    before = []
    for mark in text:
        if mark in "“‘":
            before.append(mark)
        elif mark in _CLOSES and (not before or before.pop() != _CLOSES[mark]):
            return text
    return text if before else text.translate(_INNER)


def requote(template: str, fields: dict[str, str]) -> str:
    """``template`` with the fields that stand within quotation marks and have such marks themselves filled in."""
    for name, value in fields.items():
        if "“" in value and (field := f"“{{{name}}}”") in template:
            template = template.replace(field, f"“{quoted(value).replace('{', '{{').replace('}', '}}')}”")
    return template

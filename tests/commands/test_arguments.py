"""How a call is read."""

from __future__ import annotations

import pytest

from lint_cmm.commands.arguments import parse


@pytest.mark.parametrize(
    ("call", "field", "value"),
    [
        ("a.docx -oX b.docx", "output", "X"),
        ("a.docx -o=X", "output", "X"),
        ("a.docx -o -", "output", "-"),
        ("a.docx --output= b.docx", "output", ""),
        ("a.docx -qvo X", "output", "X"),
        ("a.docx -qvoX", "verbose", True),
        ("a.docx --select P --select=S201", "select", ["P", "S201"]),
        ("a.docx", "quiet", None),
        ("a.docx", "no_config", False),
        ("a.docx --lang en - -- -b.docx", "paths", ["a.docx", "-", "-b.docx"]),
        ("rule -v P201", "name", "P201"),
        ("batch --jobs 2 d", "jobs", 2),
    ],
)
def test_options_are_read_as_elsewhere(call: str, field: str, value: object) -> None:
    assert getattr(parse(call.split()), field) == value

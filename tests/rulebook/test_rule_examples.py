"""Every [[valid]] and [[invalid]] example of every rule, straight to the model and once more through a real .docx."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support import checker, rule_book

from lint_cmm.findings import Finding
from lint_cmm.notation import to_document
from lint_cmm.notation.docx import to_docx
from lint_cmm.rulebook import Rule, freeze
from lint_cmm.rulebook.explain import Example, prose


def examples() -> Iterator[object]:
    """(rule, example, expected quotes) for every example that one document can show; X rules need several."""
    for rule in rule_book().rules.values():
        if rule.family == "X":
            continue
        told = prose(rule)
        for kind, entries in (("valid", told.valid), ("invalid", told.invalid)):
            for i, example in enumerate(entries):
                yield pytest.param(rule, example, id=f"{rule.code}-{kind}-{i}")


def run(rule: Rule, example: Example, route: str) -> list[Finding]:
    """The findings of ``rule`` in an example, all other rules running too, as in a real check."""
    values = freeze({k.replace("-", "_"): v for k, v in example.options.items()})
    known: dict[str, object] = {"inline_suppression": True, "allow_domains": example.allow}
    known |= {} if rule.enabled else {"select": ("ALL",)}
    own = checker(example.profile, **known)
    if values or example.references:
        own = type(own)(own.settings._replace(rules=((rule.code, values),) if values else ()), own.book)
        own._references = tuple((f"reference-{i}", text) for i, text in enumerate(example.references))
    if route == "model":
        found = own.check_document("example.docx", to_document(example.doc)).findings
    else:
        found = own.check_bytes("example.docx", to_docx(example.doc)).findings
    assert not [f.message for f in found if f.code == "E006" != rule.code]
    return [f for f in found if f.code == rule.code]


@pytest.mark.parametrize(("rule", "example"), list(examples()))
def test_example_gives_the_expected_quotes_by_both_routes(rule: Rule, example: Example) -> None:
    through_word = run(rule, example, "docx")
    assert [f.quote for f in through_word] == list(example.expect), [f.message for f in through_word]
    if rule.family != "E":
        assert run(rule, example, "model") == through_word

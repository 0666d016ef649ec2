"""The examples of the X rules: several documents each, checked and compared as in an intake."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support import rule_book

from lint_cmm.batch.compare import Holder, Ties
from lint_cmm.batch.identity import Names
from lint_cmm.batch.journal import Journal
from lint_cmm.batch.records import pack
from lint_cmm.batch.worker import Common, Job, check
from lint_cmm.engine import Checker
from lint_cmm.notation.docx import to_docx
from lint_cmm.rulebook import Rule
from lint_cmm.rulebook.explain import Example, prose


def examples() -> Iterator[object]:
    for rule in rule_book().rules.values():
        if rule.family == "X":
            told = prose(rule)
            assert told.valid and len(told.invalid) >= 2
            for kind, entries in (("valid", told.valid), ("invalid", told.invalid)):
                for i, example in enumerate(entries):
                    yield pytest.param(rule, example, id=f"{rule.code}-{kind}-{i}")


@pytest.mark.parametrize(("rule", "example"), list(examples()))
def test_example_gives_the_expected_quotes(rule: Rule, example: Example, tmp_path: Path) -> None:
    """In X903 the first document is the earlier one of the same person."""
    checker = Checker(book=rule_book())
    names, common = Names(checker.book.data.table("batch")), Common(checker.book)
    journal = Journal(tmp_path / "journal.jsonl", "run")
    holders = []
    paths = [tmp_path / f"{i}.docx" for i in range(len(example.docs))]
    for path, doc in zip(paths, example.docs, strict=True):
        path.write_bytes(to_docx(doc))
    for i, entry in enumerate(check(checker, names, common, [Job("check", str(path), path.name) for path in paths])):
        path = paths[i]
        journal.add(str(i), *pack(entry))
        earlier = rule.code == "X903"
        holders.append(Holder(path.name, str(i), "", "林致远" if earlier else f"林{i}", earlier and i == 0))
    ties = Ties(journal, holders, checker.book, "zh")
    found = [ties.finding(tie, journal.record(h.key)) for h in holders if not h.previous for tie in ties.of(h)]
    journal.close()
    assert [f.quote for f in found if f.code == rule.code] == list(example.expect)
    assert bool(example.expect) or all(f.code != rule.code for f in found)

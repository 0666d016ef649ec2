"""A part that is known from another document is charged and refused as if it had been read."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from ooxml import package, para, run

from lint_cmm.model.read import read
from lint_cmm.package.archive import Archive
from lint_cmm.package.errors import InputRejected
from lint_cmm.package.kept import Kept
from lint_cmm.package.limits import DEFAULT
from lint_cmm.package.opc import Package

DATA = package(para(run("问题")))


def test_the_last_parts_are_kept_and_neither_inflated_nor_parsed_again() -> None:
    made = []
    kept = Kept(lambda root, name: made.append(name) or root.tag, most=1)  # type: ignore[func-returns-value]
    main, relations = "word/document.xml", "_rels/.rels"
    first = kept.of(Package(DATA), main)
    with patch.object(Archive, "read", side_effect=AssertionError):
        assert kept.of(Package(DATA), main) == first
    assert kept.of(Package(DATA), relations) != first
    assert kept.of(Package(package(para(run("措施")))), main) == first
    assert made == [main, relations, main]


def test_what_is_kept_counts_against_the_limits() -> None:
    read(DATA)
    for limits in (DEFAULT._replace(part_size=20), DEFAULT._replace(xml_size=900)):
        with pytest.raises(InputRejected) as first:
            read(DATA, limits)
        with pytest.raises(InputRejected) as second:
            read(DATA, limits)
        assert (first.value.code, first.value.kind) == (second.value.code, second.value.kind)
        assert first.value.code == "E004"


def test_a_budget_is_spent_by_what_is_kept() -> None:
    kept = Kept(lambda root, name: root.tag)
    size = len(Package(DATA).bytes("word/document.xml"))
    opened = Package(DATA, DEFAULT._replace(xml_size=2 * size))
    for _ in range(2):
        kept.of(opened, "word/document.xml")
    with pytest.raises(InputRejected):
        kept.of(opened, "word/document.xml")

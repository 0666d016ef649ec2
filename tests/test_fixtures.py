"""The project's own documents: everything labelled is found, nothing else is reported, a careful text stays clean."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from labels import judge
from support import ROOT

FIXTURES = sorted((ROOT / "fixtures").glob("*.toml"))


@pytest.mark.parametrize("labels", FIXTURES, ids=lambda p: p.stem)
def test_a_fixture_gets_what_its_labels_say(labels: Path) -> None:
    judged = judge(labels)
    assert judged.missed == []
    assert judged.alarms == []
    if tomllib.loads(labels.read_text(encoding="utf-8"))["clean"]:
        assert judged.errors == []


def test_there_are_clean_and_defective_fixtures() -> None:
    kinds = {tomllib.loads(p.read_text(encoding="utf-8"))["clean"] for p in FIXTURES}
    assert kinds == {True, False}

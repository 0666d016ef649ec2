"""Lines of phrase tables are parsed when they are met: here all of them are."""

from __future__ import annotations

import pytest

from lint_cmm.checks.phrases import compiled, parse
from lint_cmm.rulebook.source import load


@pytest.mark.parametrize("name", ["confusions", "formulations"])
def test_every_line_of_the_tables_can_be_parsed(name: str) -> None:
    known = compiled(load().data, name)
    lines = {line for owners in known.owners.values() for line in owners}
    assert len(lines) > 20
    for line in lines:
        phrase = known.phrase(line)
        assert line.startswith(phrase.wrong) and known.phrase(line) is phrase


@pytest.mark.parametrize("line", ["错", "错→错", "错→对 | beside 字", "错→对 | after @none"])
def test_a_malformed_line_is_refused(line: str) -> None:
    with pytest.raises(ValueError):
        parse(line, {})

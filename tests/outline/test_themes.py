"""What is worked out when the rules are compiled is what a run would work out."""

from __future__ import annotations

from lint_cmm.outline.pairing.units import without_tree
from lint_cmm.outline.themes import common
from lint_cmm.rulebook.source import load


def test_words_that_prove_little_are_the_same_compiled_and_not() -> None:
    data = load().data
    assert data.index and data.index["common"] == common(data)


def test_a_word_is_worth_the_least_of_what_is_said_of_it() -> None:
    data = load().data
    known, background, table = without_tree(data).common, data.lexicon("background"), data.table("themes")
    everyday, generic = table["everyday"]["words"].split(), table["generic"]["words"]
    listed = [word for word in background if word not in generic and word not in everyday]
    assert 0.3 <= known.worth(listed[0]) < known.worth(listed[-1]) < 0.9
    assert all(known.worth(word) <= table["options"]["everyday-word"] for word in everyday)
    assert known.worth(generic[:2]) == 0.0
    assert known.worth("鼗鼓") == known.worth("一个生词") == 1.0

"""Words under the two characters with which they begin."""

from __future__ import annotations

from lint_cmm.kit.heads import Groups, cut, folded, pairs


def test_pairs_of_neighbours() -> None:
    assert pairs("甲乙\U0001f600丙") == [*cut("甲乙"), *cut("乙\U0001f600"), *cut("\U0001f600丙")]
    assert pairs("甲") == pairs("") == cut("") == []


def test_what_is_folded_comes_out_as_it_was() -> None:
    groups = {"甲乙": "甲乙 甲乙丙", "\U0001f600丁": "", "丙丁": "丙丁" * 300}
    held = Groups(folded(groups))
    assert dict(held.all()) == {cut(head)[0]: group for head, group in groups.items()}
    assert list(held.begun_by({*pairs("丙丁甲")})) == [(cut("丙丁")[0], "丙丁" * 300)]

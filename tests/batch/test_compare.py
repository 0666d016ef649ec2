"""What two submissions have in common, as it is shown: whole passages, their longest piece, groups, who is who."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lint_cmm.batch.compare import Holder, clusters, grown, longest_piece, same_person
from lint_cmm.batch.similarity.passages import Passage

texts = st.text("甲乙。\n\v", max_size=12)
CLOSING = "。"


@given(texts, texts, texts, texts, st.text("甲乙丙", min_size=1, max_size=8), st.integers(0, 7), st.integers(0, 7))
@example("甲", "乙", "。丙。甲", "。丙。甲", "丙", 0, 0)
def test_a_passage_takes_in_what_is_the_same_around_it(
    before: str, other: str, after: str, behind: str, same: str, skip: int, leave: int
) -> None:
    low = min(skip, len(same) - 1)
    high = max(low + 1, len(same) - leave)
    text, theirs = before + same + after, other + same + behind
    at, there = len(before), len(other)
    found = grown(Passage(at + low, at + high, there + low, there + high, 1, 1, 1, 1), text, theirs)
    a, b = text[found.start_a : found.end_a], theirs[found.start_b : found.end_b]
    assert a == b and same in a and "\n" not in a.replace(same, "")
    assert not a.startswith(CLOSING), "what closes the sentence before is not of it"
    ends = text[found.end_a : found.end_a + 1], theirs[found.end_b : found.end_b + 1]
    assert ends[0] != ends[1] or ends[0] in ("", "\n", "\v")
    starts = text[: found.start_a][-1:], theirs[: found.start_b][-1:]
    assert starts[0] != starts[1] or starts[0] in ("", "\n", "\v", CLOSING)


@given(st.lists(st.text("甲乙丙", max_size=6), min_size=1, max_size=5), st.data())
def test_the_longest_piece_of_a_passage_stands_in_one_paragraph(lines: list[str], data: st.DataObject) -> None:
    text = "\n".join(lines)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    pieces = text[start:end].split("\n")
    if not any(pieces):
        return
    paragraph, low, high, quote = longest_piece(text, start, end)
    assert lines[paragraph - 1][low:high] == quote == max(pieces, key=len)
    assert text[:start].count("\n") + 1 + pieces.index(quote) == paragraph, "the first of equal ones"


names = st.sampled_from("abcdefgh")


@given(st.lists(st.tuples(names, names), max_size=8))
def test_groups_are_what_hangs_together(ties: list[tuple[str, str]]) -> None:
    groups = clusters(ties)
    assert sorted(p for group in groups for p in group) == sorted({p for tie in ties for p in tie})
    assert groups == sorted(([*sorted(group)] for group in groups), key=lambda g: (-len(g), g)), "the largest first"
    where = {path: i for i, group in enumerate(groups) for path in group}
    assert all(where[a] == where[b] for a, b in ties)
    for group in groups:  # and no two that do not
        reached, grew = {group[0]}, True
        while grew:
            more = {p for tie in ties if reached & set(tie) for p in tie} | reached
            grew, reached = more != reached, more
        assert reached == set(group)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("水务局", "王春山"), ("水务局", "王春山"), True),
        (("水务局", "王春山"), ("松江县水务局", "王春山"), True),
        (("水务局", "王春山"), ("教育局", "王春山"), False),
        (("水务局", "王春山"), ("", "王春山"), True),
        (("水务局", "王春山"), ("水务局", "李明"), False),
        (("水务局", ""), ("水务局", ""), False),
    ],
)
def test_a_person_is_a_name_in_a_unit(one: tuple[str, str], other: tuple[str, str], same: bool) -> None:
    first, second = Holder("a.docx", "1", *one), Holder("b.docx", "2", *other)
    assert same_person(first, second) is same_person(second, first) is same
    moved = one[1] == other[1] != ""
    assert same_person(first, second._replace(previous=True)) is same_person(second._replace(previous=True), first) is moved

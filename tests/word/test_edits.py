"""Edits as such: what is replaced, in what order, and that two steps made one come to the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lint_cmm.findings import Finding, Result
from lint_cmm.model.types import Document, Paragraph, Span, Story
from lint_cmm.word.edits import Edit, Edits, compose, derive, mended

texts = st.text("甲乙丙a，（） \u200b", min_size=1, max_size=14)


def document(text: str) -> Document:
    """A document of one paragraph."""
    return Document({"body": Story("body", (Paragraph("body", 1, text),))}, checked=("body",))


def derived(text: str, *found: tuple[int, int, str | None], fix: str = "safe", code: str = "T705", movement: str = "") -> tuple[Edit, ...]:
    """The edits for findings on stretches of ``text`` with their replacements."""
    findings = [
        Finding(
            code,
            "",
            "",
            "error",
            "",
            "",
            fix,
            "",
            "body",
            Span("body", 1, a, b),
            text[a:b],
            facts={} if right is None else {"right": right},
        )
        for a, b, right in found
    ]
    result = Result("a.docx", "", "reject", (), None, tuple(findings), document=document(text))
    return derive(result, {code: movement}).edits


@given(texts, st.data())
def test_edits_stand_in_order_apart_and_change_as_little_as_possible(text: str, data: st.DataObject) -> None:
    places = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 4), st.text("甲乙丁", max_size=4))
    found = [(a, min(len(text), a + n), right) for a, n, right in data.draw(st.lists(places, max_size=4))]
    edits = derived(text, *found)
    for edit in edits:
        old = text[edit.start : edit.end]
        assert 0 <= edit.start <= edit.end <= len(text) and old != edit.right
        if old and edit.right:
            assert old[0] != edit.right[0] and old[-1] != edit.right[-1]
    for one, other in zip(edits, edits[1:], strict=False):
        assert one.end <= other.start
    if len(found) == 1:
        a, b, right = found[0]
        after = mended(text, edits)
        assert after == text[:a] + right + text[b:] or (edits[0].whole and not after)
    assert derived(text, *found, fix="unsafe") == ()


@given(texts, st.data())
def test_two_steps_at_once_come_to_the_same(text: str, data: st.DataObject) -> None:
    def step(of: str) -> list[Edit]:
        cuts = sorted(data.draw(st.lists(st.integers(0, len(of)), max_size=6)))
        words = st.text("甲丁戊", max_size=3)
        made = [Edit("body", 1, a, b, data.draw(words), ("T705",)) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
        return [e for i, e in enumerate(made) if i == 0 or e.start > made[i - 1].end]

    first = step(text)
    between = mended(text, first)
    second = step(between)
    after = mended(between, second)
    found = compose(Edits(tuple(first), ()), Edits(tuple(second), ()), document(text)).edits
    assert mended(text, found) == after or (any(e.whole for e in found) and not any(c in "甲乙丙丁戊a" for c in after))
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))


def test_what_is_left_of_a_paragraph_decides_whether_it_goes() -> None:
    for text, whole in (("——www.x.cn——", True), ("（www.x.cn）", True), ("www.x.cn 甲", False), ("1．www.x.cn", False)):
        at = text.index("w")
        [edit] = derived(text, (at, at + 8, None), movement="delete")
        assert edit.whole is whole and (edit.start, edit.end) == ((0, len(text)) if whole else (edit.start, edit.end)), text


def test_a_finding_whose_words_are_not_there_is_left_alone() -> None:
    empty = Finding("T705", "", "", "error", "", "", "safe", "", "body", Span("body", 1, 1, 1), "", facts={"right": "丁"})
    moved = empty._replace(span=Span("body", 1, 0, 1), quote="乙")
    for finding in (empty, moved):
        assert not derive(Result("a.docx", "", "reject", (), None, (finding,), document=document("甲乙")), {})


def test_blanks_go_between_chinese_and_stay_beside_anything_else() -> None:
    for text, after in (("甲 乙", "甲乙"), ("甲 a", "甲 a"), ("a 甲", "a 甲"), ("甲， 乙", "甲，乙"), ("甲 ", "甲 ")):
        at = text.index(" ")
        edits = derived(text, (at, at + 1, None), movement="strip")
        assert mended(text, edits) == after, text

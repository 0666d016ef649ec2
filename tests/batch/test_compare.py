"""What two submissions have in common, as it is shown: whole passages, their longest piece, groups, who is who."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support import rule_book

from lint_cmm.batch.compare import Holder, Ties, clusters, grown, longest_piece, same_person
from lint_cmm.batch.journal import Journal
from lint_cmm.batch.records import Brief, Record, Trace, pack
from lint_cmm.batch.similarity.passages import Passage
from lint_cmm.batch.similarity.prints import packed, prints_of
from lint_cmm.findings import Related, Result
from lint_cmm.model.types import Span

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
    found = grown(Passage(at + low, at + high, there + low, there + high, 1, 1, 1, 1, 1, 1), text, theirs)
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


TEXT = "".join(chr(0x4E00 + i * 7) for i in range(900))
ZHANG, LI, NOBODY = ("水务局", "张三"), ("教育局", "李四"), ("", "")
OLD, NEW = Trace(modified="2026-01-02T08:00:00Z"), Trace(modified="2026-01-09T08:00:00Z")


def ties(folder: Path, *files: tuple[Holder, str, Trace]) -> dict[tuple[str, str], tuple[str, str]]:
    """Code and variant of what every two files of an intake have to do with each other, seen from the first."""
    journal = Journal(folder / "journal.jsonl", "")
    for holder, text, trace in files:
        prints = packed(prints_of(text, ()))
        journal.add(
            holder.key,
            pack(Brief(digest=str(hash(text)), trace=trace, prints=prints)),
            pack(Record("ok", Result("", "", "", (), None, ()), text)),
        )
    found = Ties(journal, [holder for holder, _, _ in files], rule_book(), "zh")
    told = {(h.path, t.other.path): (t.code, t.variant) for h, _, _ in files if not h.previous for t in found.of(h)}
    journal.close()
    return told


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (ZHANG, ZHANG, "same-file"), (ZHANG, LI, "other-person"), (ZHANG, NOBODY, "same-file"), (NOBODY, NOBODY, "same-file"),
        (ZHANG, ("教育局", "张三"), "other-person"), (("", "张三"), ZHANG, "same-file"),
    ],
)  # fmt: skip
def test_one_file_handed_in_twice_is_one_persons_or_two(tmp_path: Path, one: tuple[str, str], other: tuple[str, str], told: str) -> None:
    files = [(Holder(path, "k", *who), TEXT, OLD) for path, who in (("a", one), ("b", other))]
    assert ties(tmp_path, *files) == {("a", "b"): ("X901", told), ("b", "a"): ("X901", told)}


@pytest.mark.parametrize(
    ("one", "other", "traces", "told"),
    [
        (ZHANG, ZHANG, (OLD, NEW), ("versions", "versions")),
        (ZHANG, LI, (OLD, NEW), ("earlier", "later")),
        (ZHANG, LI, (OLD, OLD), ("", "")),
        (ZHANG, LI, (OLD, Trace()), ("", "")),
        (ZHANG, LI, (OLD, OLD._replace(author="张三")), ("", "author")),
        (ZHANG, ("教育局", "张三"), (OLD._replace(author="张三"), OLD), ("", "")),
    ],
)
@pytest.mark.parametrize("changed", ["", "另有一句。" * 9])
def test_of_two_with_one_text_it_is_told_who_was_first_as_far_as_the_files_tell(
    tmp_path: Path, one: tuple[str, str], other: tuple[str, str], traces: tuple[Trace, Trace], told: tuple[str, str], changed: str
) -> None:
    files = (Holder("a", "k", *one), TEXT, traces[0]), (Holder("b", "l", *other), changed + TEXT, traces[1])
    assert ties(tmp_path, *files) == {("a", "b"): ("X901", told[0]), ("b", "a"): ("X901", told[1])}


@pytest.mark.parametrize("changed", ["", "另有一句。" * 9])
def test_what_was_there_before_the_intake_is_ones_own_anothers_or_a_template(tmp_path: Path, changed: str) -> None:
    mine = Holder("甲/a.docx", "k", *ZHANG), TEXT, OLD
    earlier = Holder("旧/b.docx", "l", *ZHANG, previous=True), changed + TEXT, NEW
    others = Holder("旧/c.docx", "m", *LI, previous=True), changed + TEXT, NEW
    template = Holder("范文/d", "n", "", "", previous=True, reference=True), changed + TEXT, NEW
    unsigned = Holder("旧/a.docx", "o", "", "", previous=True), changed + TEXT, NEW
    found = ties(tmp_path, mine, earlier, others, template, unsigned)
    assert {there: told for (_, there), told in found.items()} == {
        "旧/b.docx": ("X903", ""),
        "旧/c.docx": ("X901", ""),
        "旧/a.docx": ("X903", ""),
        "范文/d": ("X901", ""),
    }


def test_a_draft_and_what_became_of_it_are_told_apart_from_both(tmp_path: Path) -> None:
    long = TEXT[:500] + "".join(chr(0x4E00 + i * 7) for i in range(1000, 1900))
    files = (Holder("a", "k", *ZHANG), TEXT[:500], OLD), (Holder("b", "l", *ZHANG), long, NEW)
    assert ties(tmp_path, *files) == {("a", "b"): ("X901", "versions"), ("b", "a"): ("X901", "versions")}
    draft = Holder("c", "m", *LI), TEXT[:500], OLD
    (tmp_path / "others").mkdir()
    assert ties(tmp_path / "others", draft, files[1]) == {("c", "b"): ("X901", "earlier"), ("b", "c"): ("X902", "")}


def test_a_passage_is_told_with_its_places_in_both(tmp_path: Path) -> None:
    shared = (TEXT[:90], TEXT[90:300])
    one = "\n".join(["题目", f"我的话。{shared[0]}", *shared[1:], chr(0x9000) * 9])
    other = "\n".join([chr(0x9001) * 5, "另一个开头。", shared[0], f"{shared[1]}别的话"])
    journal = Journal(tmp_path / "journal.jsonl", "")
    holders = Holder("甲/a.docx", "k", *ZHANG), Holder("乙/b.docx", "l", *LI)
    records = [Record("ok", Result("", "", "", (), None, ()), text) for text in (one, other)]
    for holder, record in zip(holders, records, strict=True):
        prints = packed(prints_of(record.text, ()))
        journal.add(holder.key, pack(Brief(digest=record.text[:9], prints=prints)), pack(record))
    found = Ties(journal, list(holders), rule_book(), "zh")
    (tie,) = found.of(holders[0])
    told = found.finding(tie._replace(code="X902"), records[0])
    assert told.span == Span("body", 3, 0, 210) and told.quote == shared[1], "on the longest piece"
    assert told.related == (Related("乙/b.docx", "body", 4, 0, 210, shared[1]),) and "乙/b.docx" in told.message
    assert (told.facts["passages"], told.share) == ("1", tie.share) and int(told.facts["characters"]) >= 290
    whole = found.finding(tie._replace(code="X901", variant=""), records[0])
    assert (whole.span, whole.quote, whole.part) == (None, "", "body")
    assert told.fingerprint == "62477bc4ab93fa7e" != whole.fingerprint, "the same in every version"
    journal.close()


def test_a_part_in_common_is_a_passage_and_nothing_between_texts_of_one_person(tmp_path: Path) -> None:
    def text(start: int) -> str:
        return TEXT[:100] + "。" + TEXT[100:200] + "".join(chr(0x4E00 + i * 7) for i in range(start, start + 900))

    files = (
        (Holder("a", "k", *ZHANG), text(1000), OLD),
        (Holder("b", "l", *LI), text(1900), NEW),
        (Holder("c", "m", *ZHANG), text(2000), NEW),
    )
    found = ties(tmp_path, *files)
    assert found[("a", "b")] == found[("b", "a")] == ("X902", "") and ("a", "c") not in found

"""Groups of alike submissions: what the third sheet and the page show of them, and in which order."""

from __future__ import annotations

import pytest
from support import rule_book

from lint_cmm.batch.compare import Holder, Tie
from lint_cmm.batch.groups import Groups
from lint_cmm.batch.rows import Row, Words
from lint_cmm.batch.similarity.passages import Passage

WORDS = Words(rule_book().data.table("batch"))
SHARED = [chr(0x4E00 + 40 * i) * (20 + i) for i in range(10)]
TEXTS = {name: "\n".join(f"{name}{piece}。" for piece in SHARED) for name in "甲乙丙丁戊己"}


def holder(key: str, **known: bool | str) -> Holder:
    return Holder(f"局/{key}.docx", key, **({"unit": "水务局", "name": key * 2} | known))  # type: ignore[arg-type]


def tie(one: str, other: str, code: str = "X901", share: float = 0.9, variant: str = "", many: int = 1, **known: bool | str) -> Tie:
    """A tie over the first pieces that both texts have."""
    passages = []
    for piece in SHARED[:many]:
        a, b = TEXTS[one].index(piece), TEXTS[other].index(piece)
        passages.append(Passage(a, a + len(piece), b, b + len(piece), len(piece), len(piece), 0, 0, 0, 0))
    return Tie(holder(one), holder(other, **known), code, variant, share, share - 0.1, tuple(passages))


def groups(*ties: Tie, texts: dict[str, str] = TEXTS) -> Groups:
    return Groups({(t.holder.path, t.other.path): t for t in ties}, lambda h: texts[h.key], WORDS)


def rows(made: Groups) -> dict[str, Row]:
    return {path: Row(path, "水务局", path[2] * 2, "reject", "ok", "", 0, -1.0, 0, 0, 0, 0, "", "", "", "") for path in made.shown}


def test_the_sheet_goes_by_groups_the_largest_first_and_by_pairs_within() -> None:
    made = groups(tie("戊", "己"), tie("乙", "丙", share=0.5), tie("甲", "乙", code="X902", share=0.3))
    assert [(line[0], line[2], line[7], line[4], line[5]) for line in made.table()] == [
        (1, "乙乙", "丙丙", "整份雷同", 0.5), (1, "甲甲", "乙乙", "整段相同", 0.3), (2, "戊戊", "己己", "整份雷同", 0.9)
    ]  # fmt: skip
    assert made.more == 0 and [(g.number, g.size, g.hidden) for g in made.drawn(rows(made))] == [(1, 3, 0), (2, 2, 0)]


def test_the_page_does_not_depend_on_the_order_in_which_pairs_were_found() -> None:
    ties = [tie("甲", "乙", share=0.5), tie("甲", "丙", code="X902"), tie("乙", "丙", share=0.7), tie("丁", "甲", share=0.6)]
    one, other = groups(*ties), groups(*ties[::-1])
    assert one.drawn(rows(one)) == other.drawn(rows(other)) and list(one.table()) == list(other.table())
    assert [pair.first_share for pair in one.drawn(rows(one))[0].pairs] == [0.7, 0.6, 0.5, 0.9], "copies before passages, the nearest first"


def test_a_file_of_another_year_has_no_page_but_a_name() -> None:
    made = groups(tie("甲", "乙", code="X903", previous=True))
    own = {path: row for path, row in rows(made).items() if "甲" in path}
    ((pair,),) = (group.pairs for group in made.drawn(own))
    assert (pair.first.name, pair.second.name, pair.second.page) == ("甲甲", "乙乙（往年）", "")


def test_of_a_pair_the_longest_passages_stand_in_the_order_of_the_text_with_their_places() -> None:
    lines = list(groups(tie("甲", "乙", many=10)).table())
    assert [line[-1] for line in lines[:-1]] == [f"{piece}。" for piece in SHARED[2:]]
    assert [line[6] for line in lines[:-1]] == [line[10] for line in lines[:-1]] == [f"第 {n} 段" for n in range(3, 11)]
    assert lines[-1][-1] == "另有较短的相同文字 2 处，未列出" and lines[-1][6] == ""
    assert len(list(groups(tie("甲", "乙", many=8)).table())) == 8


def test_who_did_not_say_is_called_so_and_files_from_elsewhere_are_told_apart() -> None:
    (line,) = groups(tie("甲", "乙")._replace(holder=holder("甲", unit="", name=""), other=holder("乙", name=""))).table()
    assert (line[1], line[2], line[3], line[7], line[8]) == ("（未注明单位）", "（未注明姓名）", "甲.docx", "（未注明姓名）", "乙.docx")
    ((earlier,), (template,)) = (groups(tie("甲", "乙", previous=True, reference=known)).table() for known in (False, True))
    assert (earlier[7], template[7]) == ("乙乙（往年）", "乙乙（范文）")


def test_a_soft_break_within_a_passage_is_a_line() -> None:
    texts = {"甲": "甲相同的话\v又一句\n（一）甲", "乙": "乙相同的话\v又一句\n（一）乙"}
    (line,) = groups(tie("甲", "乙")._replace(passages=(Passage(1, 13, 1, 13, 12, 12, 0, 0, 0, 0),)), texts=texts).table()
    assert line[-1] == "相同的话\n又一句" and line[6] == "第 1 段", "without the number of the next paragraph"


def test_a_long_passage_is_cut_where_there_is_no_room() -> None:
    long = "长" * 3000
    texts = {"甲": f"甲{long}", "乙": f"乙{long}"}
    one = tie("甲", "乙")._replace(passages=(Passage(1, 3001, 1, 3001, 3000, 3000, 0, 0, 0, 0),))
    made = groups(one, texts=texts)
    (line,) = made.table()
    assert line[-1] == "长" * 1999 + "…"
    ((pair,),) = (group.pairs for group in made.drawn(rows(made)))
    assert pair.texts == ("长" * 159 + "…",) and (pair.first_share, pair.second_share, pair.most) == (0.9, 0.8, True)


@pytest.mark.parametrize("first", ["later", "author"])
def test_an_arrow_leads_from_who_was_first_to_who_was_later(first: str) -> None:
    def picture(one: Tie) -> str:
        made = groups(one)
        return str(made.drawn(rows(made))[0].picture)

    later = picture(tie("甲", "乙", variant=first))
    assert later == picture(tie("乙", "甲", variant="earlier"))
    assert len({later, picture(tie("甲", "乙", variant="earlier")), picture(tie("甲", "乙"))}) == 3

"""Family S: what its messages say, and counts that are announced."""

from __future__ import annotations

import pytest
from support import checker

from lint_cmm.notation import to_document


def test_a_share_just_below_the_limit_is_not_called_the_limit() -> None:
    head = "#title 个人对照检查材料\n一、存在的主要问题\n（一）学习方面。一是读书少，全年读完2本。"
    for more in range(1200, 1500):
        text = f"{head}{'学' * 1000}\n二、原因剖析\n懒。\n三、整改措施\n每月读1本。{'做' * (more - 220)}\n"
        found = [f for f in checker("personal").check_document("a.docx", to_document(text)).findings if f.code == "S110"]
        if found:
            assert "占全文的49%" in found[0].message
            return
    raise AssertionError("no share below the limit was tried")


@pytest.mark.parametrize(
    ("announced", "titles", "wrong"),
    [
        ("两", ("学习方面", "作风方面"), False),
        ("三", ("学习方面", "作风方面"), True),
        ("两", ("学习方面", "作风方面", "廉洁方面"), True),
        ("两", ("学习方面", "作风方面", "其他方面"), False),
        ("三", ("学习方面", "作风方面", "其他方面"), False),
        ("四", ("学习方面", "作风方面", "其他方面"), True),
    ],
)
def test_aspects_are_as_many_as_announced_and_others_need_not_be_counted(announced: str, titles: tuple[str, ...], wrong: bool) -> None:
    aspects = "".join(f"（{n}）{title}。一是读书少。二是笔记少。\n" for n, title in zip("一二三", titles, strict=False))
    text = f"#title 个人对照检查材料\n现报告如下。\n一、存在的主要问题\n对照要求，我从{announced}个方面作了检查。\n{aspects}"
    found = checker("personal").check_document("a.docx", to_document(text)).findings
    assert [f.code for f in found if f.code == "S107"] == ["S107"] * wrong


TITLE = "2022年度民主生活会个人对照检查材料"


@pytest.mark.parametrize(
    ("profile", "head", "missing"),
    [
        ("2022-annual", [TITLE], ["日期", "署名"]),
        ("2022-annual", [TITLE, "水务局　王春山"], ["日期"]),
        ("2022-annual", [TITLE, "水务局　王春山", "（2023年1月）"], []),
        ("2022-annual", ["王春山同志" + TITLE], ["日期"]),
        ("2022-annual", [TITLE + "（王春山）", "（2023年1月）"], []),
        ("2022-annual-team", [TITLE.replace("个人", "班子")], ["日期"]),
        ("personal", [TITLE], []),
    ],
)
def test_a_name_and_a_date_are_asked_for_where_the_profile_wants_them(profile: str, head: list[str], missing: list[str]) -> None:
    text = "#title " + "\n".join(head) + "\n现报告如下。\n一、存在的主要问题\n（一）学习方面。一是读书少，全年读完2本。\n"
    found = [f.message for f in checker(profile).check_document("a.docx", to_document(text)).findings if f.code == "S114"]
    assert len(found) == len(missing) and all(word in message for word, message in zip(missing, found, strict=True)), found


@pytest.mark.parametrize(("characters", "found"), [(1999, "short"), (2000, ""), (8000, ""), (8001, "long")])
def test_a_length_at_the_limit_is_within_it(characters: int, found: str) -> None:
    head = "个人对照检查材料"
    text = f"#title {head}\n{'学' * (characters - len(head))}\n"
    messages = [f.message for f in checker("personal").check_document("a.docx", to_document(text)).findings if f.code == "S115"]
    assert [("short" if "2000" in message else "long") for message in messages] == [found] * bool(found)
    assert all(str(characters) in message for message in messages)


READ, LATE = "读书少，全年只读2本。", "开会迟到3次。"


@pytest.mark.parametrize(
    ("items", "empty"),
    [
        (("（一）学习方面", READ, "（二）作风方面"), ["作风方面"]),
        (("（一）学习方面", READ, "（二）怕得罪人"), []),  # of two, one without text may be all there is to say
        (("（一）学习方面", READ, "（二）纪律方面", LATE, "（三）怕得罪人"), ["怕得罪人"]),
        (("（一）学习不深", READ, "（二）怕得罪人", "（三）下乡太少"), []),
        (("（一）学习方面", "（二）作风方面"), []),
    ],
)
def test_a_heading_is_empty_where_its_fellows_have_text(items: tuple[str, ...], empty: list[str]) -> None:
    text = "\n".join(("#title 个人对照检查材料", "一、存在的主要问题", *items, ""))
    found = [f for f in checker("personal").check_document("a.docx", to_document(text)).findings if f.code == "S109"]
    assert [f.quote.partition("）")[2] for f in found] == empty


@pytest.mark.parametrize(
    ("headings", "missing"),
    [
        (("领悟“两个确立”不深", "践行初心使命不够", "践行宗旨不够", "防范风险不够", "自我革命不够"), []),
        (("领悟“两个确立”不深", "践行初心使命不够", "防范风险不够", "自我革命不够"), ["践行以人民为中心"]),
        (("领悟“两个确立”不深", "践行初心使命不够", "联系群众不够", "防范风险不够", "自我革命不够"), []),  # in other words
        (("领悟“两个确立”不深", "践行初心使命不够", "联系群众不够", "防范风险不够"), ["正反两方面经验"]),
        (("领悟“两个确立”不深", "守初心不够", "防范风险不够", "自我革命不够"), ["践行以人民为中心"]),
        (("领悟“两个确立”不深", "践行初心使命不够", "践行宗旨不够", "联系群众不够", "防范风险不够"), ["正反两方面经验"]),
        (("领悟“两个确立”不深", "践行初心使命不够", "汲取历史教训不够", "防范风险不够"), ["践行以人民为中心"]),
    ],
)
def test_a_heading_in_other_words_stands_for_the_one_aspect_it_hints_at(headings: tuple[str, ...], missing: list[str]) -> None:
    items = "".join(f"（{n}）{heading}。一是办法少，全年只试过1次。\n" for n, heading in zip("一二三四五", headings, strict=False))
    text = f"#title 2021年度民主生活会个人对照检查材料\n现报告如下。\n一、存在的主要问题\n{items}"
    found = [f.message for f in checker("2021-annual").check_document("a.docx", to_document(text)).findings if f.code == "S106"]
    assert len(found) == len(missing) and all(name in message for name, message in zip(missing, found, strict=True)), found


ONE_BREATH = (
    "今年我的毛病有三个，一个是学习不上心，书没有拆封；一个是讲情面，违章没有开单；再一个是账目松，只登记了一半。"
    "为什么会有这些毛病，是我把身份当摆设。毛病找着了就得改，从下月起每周领读一次，春节前把罚单补上，往后每月盘库一次，15号以前贴出来。"
)
ROWS = "#table 存在的问题 | 原因 | 整改措施\n#table 只读了2本书 | 怕费脑子 | 每月读1本\n#table 只走了33户 | 怕麻烦 | 6月底前走完\n"
OWN = "".join(
    f"{n}.{name}。没有做到位，拖了2次。根子是怕麻烦。\n怎么改：每月自查1次，支部书记签字。\n"
    for n, name in enumerate(("学习", "作风", "纪律"), 1)
)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (ONE_BREATH, []),
        (ROWS, []),
        (f"一、存在的问题\n{OWN}", []),
        (f"一、存在的问题\n{OWN}".replace("根子是怕麻烦。", ""), ["原因剖析"]),
        (f"一、存在的问题\n{OWN}".replace("怎么改：每月自查1次，支部书记签字。", ""), ["努力方向和整改措施"]),
        (ONE_BREATH.partition("毛病找着了")[0], ["努力方向和整改措施"]),
        (ROWS.replace(" | 原因", " | 责任人"), ["原因剖析"]),
    ],
)
def test_a_section_without_a_heading_is_there_where_the_text_tells_it(text: str, missing: list[str]) -> None:
    document = to_document(f"#title 个人对照检查材料\n{text}")
    found = [
        f.message for f in checker("personal").check_document("a.docx", document).findings if f.code == "S101" and f.severity == "error"
    ]
    found = [message for message in found if "上年度" not in message]
    assert len(found) == len(missing) and all(name in message for name, message in zip(missing, found, strict=True)), found


@pytest.mark.parametrize(("numbers", "wrong"), [((1, 2, 3, 4, 5), []), ((1, 2, 4, 5, 6), ["4."])])
def test_numbers_may_count_on_through_all_sections(numbers: tuple[int, ...], wrong: list[str]) -> None:
    a, b, c, d, e = numbers
    text = f"查摆的问题\n{a}.读书少。\n{b}.下乡少。\n产生的原因\n{c}.怕费脑子。\n{d}.怕麻烦。\n整改措施\n{e}.每月读1本。\n{e + 1}.每月下乡2次。\n"
    document = to_document(f"#title 个人对照检查材料\n现报告如下。\n{text}")
    assert [f.quote for f in checker("personal").check_document("a.docx", document).findings if f.code == "S104"] == wrong


@pytest.mark.parametrize(("said", "missing"), [("我和爱人名下住房1套，儿子在外省上班，没有人经商。", False), ("孩子在外省上班。", True)])
def test_a_disclosure_without_a_heading_is_one(said: str, missing: bool) -> None:
    document = to_document(f"#title 个人对照检查材料\n{ONE_BREATH}{said}")
    codes = [f.code for f in checker("personal").check_document("a.docx", document).findings]
    assert ("D301" in codes) == missing

"""Where the rules of family P meet: what silences what, and where findings stand."""

from __future__ import annotations

import pytest
from local_patterns import assert_begun, assert_local
from support import checker, rule_book

from lint_cmm.checks.openings import opening
from lint_cmm.findings import Finding
from lint_cmm.notation import to_document

HEAD = "#title 个人对照检查材料\n会前到6个科室听取意见18条，谈心谈话15人次，现报告如下。\n"
CAUSES = "二、原因剖析\n（一）把没有出事当成不会出事。总觉得手里的担子不重，慢慢放松了对自己的要求。\n"
READ = "（一）静下心来读。每周三晚读书2小时，6月底前补齐4本，每季度写1篇心得。\n"
BOOKS = "（一）理论学习方面。一是读书不成系统。全年定了6本书，只读完2本。\n"


def found(problems: str, measures: str = "", *, profile: str = "personal", title: str = "") -> dict[str, list[Finding]]:
    """The findings of family P by code in a small material."""
    head = HEAD.replace("个人对照检查材料", title) if title else HEAD
    text = f"{head}一、存在的主要问题\n{problems}{CAUSES}" + (f"三、努力方向和整改措施\n{measures}" if measures else "")
    by_code: dict[str, list[Finding]] = {}
    for finding in checker(profile).check_document("a.docx", to_document(text)).findings:
        if finding.code.startswith("P"):
            by_code.setdefault(finding.code, []).append(finding)
    return by_code


def quotes(findings: list[Finding]) -> list[str]:
    """What findings stand on."""
    return [finding.quote for finding in findings]


def test_a_material_without_measures_section_has_no_unanswered_problem() -> None:
    assert "P201" not in found(BOOKS)


def test_an_aspect_that_only_denies_wants_no_measure_and_no_instance() -> None:
    denial = "（二）保密工作方面。经认真对照，没有发现违反保密规定的问题。\n"
    given = found(BOOKS + denial, READ)
    assert quotes(given["P208"]) == ["（二）保密工作方面。"]
    assert "P201" not in given and "P205" not in given


def test_an_aspect_that_denies_and_then_names_a_lack_wants_a_measure() -> None:
    given = found(BOOKS + "（二）保密工作方面。没有发现泄密问题，但3台涉密机没有张贴标识。\n", READ)
    assert "P208" not in given
    assert quotes(given["P201"]) == ["（二）保密工作方面。"]


def test_an_empty_aspect_wants_no_measure() -> None:
    assert "P201" not in found(
        BOOKS + "（二）保密工作方面\n（三）值班值守方面。一是带班离岗。国庆当晚离岗2小时。\n",
        READ + "（二）值班不离人。带班每两小时签到1次。\n",
    )


def test_a_vague_measure_that_names_the_subject_is_vague_and_answers() -> None:
    duty = "（二）工作纪律方面。一是值班值守不到位。台风当晚应到4人、实到2人。\n"
    vague = "（二）进一步严肃工作纪律。切实提高思想认识，不断增强责任意识，努力把值班值守工作提高到新的水平。\n"
    given = found(BOOKS + duty, READ + vague)
    assert quotes(given["P204"]) == ["（二）进一步严肃工作纪律。"]
    assert "P201" not in given


def test_paragraphs_after_the_last_measure_do_not_make_it_solid() -> None:
    vague = (
        "（二）进一步改进工作作风。切实提高思想认识，不断增强责任意识，努力推动工作再上新台阶。\n以上措施每季度公布一次，由办公室负责。\n"
    )
    assert quotes(found(BOOKS, READ + vague)["P204"]) == ["（二）进一步改进工作作风。"]


def test_a_closing_promise_that_alone_answers_an_aspect_is_vague() -> None:
    gifts = "（二）廉洁自律方面。一是接待用餐超标。9月陪餐多花320元。\n"
    given = found(BOOKS + gifts, READ + "以上检查，请批评指正，今后我将进一步严格要求自己，切实做到廉洁自律、严守接待用餐标准。\n")
    assert "P201" not in given
    assert len(given["P204"]) == 1


def test_others_are_named_only_against_personal_materials() -> None:
    fault = "（一）工作作风方面。一是作风不实。有的科室负责人工作敷衍，年内3次迟报数据。\n"
    assert quotes(found(fault, READ)["P206"]) == ["有的科室负责人工作敷衍"]
    assert "P206" not in found(fault, READ, profile="team", title="临江局领导班子对照检查材料")


def test_taking_it_on_oneself_within_the_point_is_no_deflection() -> None:
    owned = "（一）工作作风方面。一是作风不实。有的科室负责人工作敷衍，我知道后只在会上提了一句。\n"
    assert "P206" not in found(owned, READ)


def test_what_is_put_on_circumstances_is_one_finding() -> None:
    blamed = "（一）队伍建设方面。一是比武没人报名，现在的风气就是干多干少一个样，公司的奖金办法摆在那里，谁还有心思练手艺。"
    one = found(blamed, READ)
    assert "P206" in one and "P211" not in one


def test_a_vague_example_is_no_instance_and_a_person_is_one() -> None:
    vague = "（一）担当作为方面。一是劲头不足。比如，在推进重点工作时，统筹协调还不够到位，跟踪问效还不够有力。\n"
    person = "（一）担当作为方面。一是劲头不足。那天一位老大娘拄着拐杖来问低保的事，当场就被推给了别的科室。\n"
    assert quotes(found(vague, READ)["P205"]) == ["（一）担当作为方面。"]
    assert "P205" not in found(person, READ)


def test_a_place_with_a_name_is_an_instance_and_a_general_one_is_not() -> None:
    named = "（一）群众工作方面。一是走访少。桐岭村的污水沟臭了很久，总想等上级拨款再去看看，乡亲们意见很大。\n"
    general = "（一）群众工作方面。一是走访少。对农村的情况了解不够，深入乡镇、社区听取意见不多，思路不够宽。\n"
    assert "P205" not in found(named, READ)
    assert quotes(found(general, READ)["P205"]) == ["（一）群众工作方面。"]


def test_what_blames_begins_as_its_openings_say():
    table = rule_book().data.table("blame")
    for name, keys in {"people": ("staff", "clients"), "lead": ("marks", "joints"), "verbal": ("verbal",), "inside": ("inside",)}.items():
        for key in keys:
            assert_begun(table[key], table["openings"][name])


def test_what_blames_circumstances_holds_its_cues():
    options = rule_book().rules["P211"].options
    assert_local(options["resigned"], options["cues"], 20)


def test_an_opening_is_of_two_characters_at_most():
    assert opening("人(?!事)|[部科]长|村.{2,3}户|(?:大|小)?队伍") == "[人村]|[大小科部队][伍长队]"
    assert opening("[^，]员|人") == ""


def test_a_cause_points_at_a_line_of_the_aspect_that_it_says_over_again() -> None:
    problems = "（一）学习方面。一是会议传达走样，没有落到一个项目上。\n（二）质量把控方面。一是出库检验松，4月有两批次芽率偏低就发了货。"
    [one] = found(problems + "\n二、原因剖析\n（一）质量把控出了纰漏，主要是在质量把控上没有做到位，检验的口子开得松。")["P209"]
    assert [place.quote for place in one.related] == ["一是出库检验松，4月有两批次芽率偏低就发了货。"]


DENIED = "（二）其他方面\n1.过紧日子思想树得不牢，文印费比预算超出4.3%。\n2.统计和保密方面未发现突出问题。\n"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (DENIED, False),  # one point of two tells of something
        (DENIED.replace("过紧日子思想树得不牢，文印费比预算超出4.3%。", "节约方面没有发现突出问题。"), True),
        ("（二）其他方面\n未发现突出问题。\n", True),
    ],
)
def test_an_aspect_only_denies_where_every_point_does(text: str, wrong: bool) -> None:
    document = to_document(
        f"#title 个人对照检查材料\n一、存在的问题\n（一）学习不深。全年只读了2本书。\n{text}二、整改措施\n（一）每月读1本书。\n"
    )
    assert ("P208" in [f.code for f in checker("personal").check_document("a.docx", document).findings]) == wrong


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ("查摆的问题均已整改：公务接待费下降34%；报表清理17张，保留6张；展览停办1个，节约9.6万元。", False),
        ("查摆的问题均已整改：高度重视；狠抓落实；成效明显。", True),
        ("查摆的问题均已整改，取得明显成效。", True),
    ],
)
def test_a_list_behind_a_colon_answers_item_by_item(told: str, wrong: bool) -> None:
    text = f"#title 个人对照检查材料\n一、上年度整改落实情况\n{told}\n二、存在的问题\n（一）学习不深。全年只读了2本书。\n"
    assert ("P210" in [f.code for f in checker("personal").check_document("a.docx", to_document(text)).findings]) == wrong

"""Numbers at the beginning of a line and enumeration words inside it."""

from __future__ import annotations

import pytest

from lint_cmm.outline.numerals import breaks, chinese, leading, words


@pytest.mark.parametrize(
    ("text", "level", "value"),
    [
        ("一、存在的问题", 1, 1),
        ("二、2024年度整改", 1, 2),
        ("十二、其他", 1, 12),
        ("第三部分　原因", 1, 3),
        ("（二）作风方面", 2, 2),
        ("( 三 )纪律", 2, 3),
        ("（ 一 ）学习", 2, 1),
        ("3.读书少", 3, 3),
        ("4、下乡少", 3, 4),
        ("（5）会议多", 4, 5),
        ("⑥文件长", 4, 6),
        ("　　**（一）理论根基不牢。**", 2, 1),
        ("### 五、努力方向", 1, 5),
        ("一是读书少", 5, 1),
        ("首先，学习不够", 5, 1),
        ("第二，作风不实", 5, 2),
    ],
)
def test_a_leading_number_is_read(text: str, level: int, value: int) -> None:
    found = leading(text)
    assert found is not None
    assert (found.level, found.value) == (level, value)


@pytest.mark.parametrize(
    "text", ["3.5米宽的路", "2024年，我", "一把手负责", "二十大报告", "十九届六中全会", "（本人）", "1147人", "一线干部"]
)
def test_ordinary_words_are_no_numbers(text: str) -> None:
    assert leading(text) is None


def test_enumeration_words_are_found_after_marks_of_punctuation() -> None:
    assert [n.text for n in words("主要有：一是读书少，二是求稳；三是要求不高。")] == ["一是", "二是", "三是"]


@pytest.mark.parametrize("text", ["唯一是学习", "这一要求很高", "第一要务是发展", "万一是真的"])
def test_words_that_only_look_like_enumerations_are_left_alone(text: str) -> None:
    assert words(text) == []


def test_numbers_after_a_sentence_break_the_line() -> None:
    text = "（一）学起来。每周2小时。（二）走下去。"
    assert [text[at:] for at, level in breaks(text) if level == 2] == ["（二）走下去。"]


@pytest.mark.parametrize(("text", "value"), [("十", 10), ("十二", 12), ("二十", 20), ("三十六", 36), ("一二", 0), ("好", 0)])
def test_chinese_numerals(text: str, value: int) -> None:
    assert chinese(text) == value


def test_numbers_named_in_passing_begin_nothing() -> None:
    assert breaks("三是开会多。（一）月例会、（二）周调度会、（三）现场会，一个月开了21次。") == []
    assert [level for _, level in breaks("现报告如下。（一）学习方面。读书少。（二）作风方面。下乡少。")] == [2, 2]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("规定：“（四）遵守纪律。（五）维护团结。”（二）作风方面。", 1),
        ("怕落下“贱卖的名声，三次上会。（二）学了“三农”论述。", 1),  # the first pair is not closed
        ("读书少。2.2023年没有出国。3.2024年没有受处分。", 2),
    ],
)
def test_numbers_of_what_is_quoted_begin_nothing_but_numbers_before_years_do(text: str, found: int) -> None:
    assert len(breaks(text)) == found

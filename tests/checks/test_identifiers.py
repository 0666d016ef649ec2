"""H604: numbers that identify a person, told by their check digits and not by their length alone. All are made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import checker

from lint_cmm.checks.identifiers import is_identity, kind, luhn
from lint_cmm.notation import to_document

STARTS = ("62", "4")


def reported(text: str) -> list[tuple[str, str]]:
    """The quotes of H604 in a text, and the masked numbers in its messages."""
    found = checker().check_document("a.docx", to_document(f"#title 个人对照检查材料\n{text}\n")).findings
    return [(f.quote, f.facts["number"]) for f in found if f.code == "H604"]


def check_character(digits: str) -> str:
    """The last character of an identity number by ISO 7064 (MOD 11-2), digit by digit."""
    rest = 0
    for digit in digits:
        rest = (rest + int(digit)) * 2 % 11
    return "0123456789X"[(12 - rest) % 11]


bodies = st.builds(
    lambda place, year, month, day, serial: f"{place}{year}{month:02}{day:02}{serial:03}",
    st.integers(110000, 659999), st.integers(1900, 2099), st.integers(1, 12), st.integers(1, 31), st.integers(0, 999),
)  # fmt: skip


@given(bodies, st.integers(0, 16), st.integers(1, 9))
def test_an_identity_number_has_its_check_character_and_no_other(body: str, at: int, more: int) -> None:
    last = check_character(body)
    assert is_identity(body + last)
    wrong = body[:at] + str((int(body[at]) + more) % 10) + body[at + 1 :]
    assert not is_identity(wrong + last), "one digit changed"


@pytest.mark.parametrize("born", ["18991231", "20011301", "20010001", "20010100", "20010132", "21000101"])
def test_what_is_no_day_of_birth_makes_no_identity_number(born: str) -> None:
    body = f"110105{born}002"
    assert not is_identity(body + check_character(body))
    assert not is_identity("0" + body[1:] + check_character("0" + body[1:]))


@pytest.mark.parametrize(
    ("written", "variant"),
    [
        ("13900139000", "mobile"), ("139 0013 9000", "mobile"), ("139-0013-9000", "mobile"), ("8613900139000", "mobile"),
        ("12900139000", None), ("1390013900", None), ("139001 39000", None), ("1 3900139000", None),
        ("6222021234567894", "card"), ("6222 0212 3456 7894", "card"), ("6222021234567890128", "card"),
        ("6222021234567895", None), ("622202 1234567894", None), ("5222021234567896", None), ("622202123456784", None),
    ],
)  # fmt: skip
def test_numbers_are_grouped_as_people_group_them(written: str, variant: str | None) -> None:
    assert kind(written.replace(" ", "").replace("-", ""), written, STARTS) == variant


def test_the_check_digit_of_a_card_is_its_last() -> None:
    for body in ("622202123456789", "453201511283036", "62220212345678901"):
        assert [luhn(body + str(last)) for last in range(10)].count(True) == 1
        right = next(body + str(last) for last in range(10) if luhn(body + str(last)))
        assert not luhn(right[:3] + str((int(right[3]) + 1) % 10) + right[4:])


def test_a_message_shows_three_characters_and_four() -> None:
    text = "身份证11010519491231002x，手机139 0013 9000，卡号6222 0212 3456 7894。"
    assert reported(text) == [
        ("11010519491231002x", "110***********002X"), ("139 0013 9000", "139****9000"), ("6222 0212 3456 7894", "622*********7894"),
    ]  # fmt: skip
    assert reported("编号139\n00139000\n") == [], "over the end of a paragraph there is no number"

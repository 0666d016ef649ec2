"""Numbers that identify a person are told in full to programs only."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lint_cmm import reporters
from lint_cmm.commands import run
from lint_cmm.notation.docx import to_docx
from lint_cmm.reporters.private import masked

IDENTITY, MOBILE, CARD = "11010519491231002X", "13912345678", "6222021234567890128"
TEXT = f"身份证号{IDENTITY}，手机{MOBILE},卡号{CARD}。"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (IDENTITY, "110***********002X"),
        (f"电话{MOBILE}。", "电话139****5678。"),
        ("139 1234 5678", "139 **** 5678"),
        ("6222 0212 3456 7890 128", "622* **** **** ***0 128"),
        ("１３９１２３４５６７８", "１３９****５６７８"),
        ("139\u200b12345678", "139\u200b****5678"),
        ("…91231002X，手机139123456…", "…*****002X，手机139******…"),
        ("…31002X，到2023年…", "…**002X，到2023年…"),
        ("合同20260112000012345，2024-01-01 2024-12-31，热线12345", "合同20260112000012345，2024-01-01 2024-12-31，热线12345"),
        ("138****8000", "138****8000"),
    ],
)
def test_the_middle_of_a_number_is_masked_and_the_text_stays_as_long(text: str, shown: str) -> None:
    assert masked(text) == shown and len(shown) == len(text)


@pytest.mark.parametrize("name", [name for name in reporters.FORMATS if name not in reporters.EXACT])
def test_reports_for_people_mask_what_json_tells(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.docx").write_bytes(to_docx(TEXT))
    run(["--no-config", "a.docx", "--output-format", f"{name}=out.{name}", "--output-format", "json=out.json"])
    found = json.loads((tmp_path / "out.json").read_text("utf-8"))["files"][0]["findings"]
    quotes = [f["location"]["quote"] for f in found]
    assert {IDENTITY, MOBILE, CARD} <= set(quotes), "the report for programs has the exact text"
    shown = (tmp_path / f"out.{name}").read_bytes()
    if name == "xlsx":
        import openpyxl

        shown = "\n".join(str(c.value) for sheet in openpyxl.load_workbook(tmp_path / f"out.{name}") for row in sheet for c in row).encode()
    assert not [number for number in (IDENTITY, MOBILE, CARD) for part in (number, number[4:-4]) if part.encode() in shown]
    assert b"110***********002X" in shown.replace(b"\\", b"")


def test_private_use_characters_are_named_where_they_would_be_empty_boxes() -> None:
    from lint_cmm.kit.neutral import acting, visible

    assert visible("习\ue123不\U0010fffd") == "习⟨U+E123⟩不⟨U+10FFFD⟩" and not acting("\ue123"), "JSON keeps them as they are"

"""Limits: one place, a sentence each, lowered freely, raised by name in the configuration only."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ooxml import members, package, para, zipped
from support import rule_book

from lint_cmm.commands import run
from lint_cmm.config import read_config, settings_of
from lint_cmm.engine import Checker
from lint_cmm.errors import RuleFileError
from lint_cmm.model.read import read
from lint_cmm.package.limits import DEFAULT, FIXED, MIB, NAMES, limits_of
from lint_cmm.settings import Settings

TABLE = "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
MATERIAL = ["2025年度民主生活会个人对照检查材料", "一、存在的问题", "（一）学习不深。", "（二）调研不够。", "二、整改措施"]
MATERIAL += ["（一）每月读1本书。", "（二）每月到村里2天。"]
PARTS = "".join(f'<mc:AlternateContent><mc:Choice Requires="wps"/></mc:AlternateContent>{i}' for i in range(3))
SMALL = package(
    "".join(map(para, MATERIAL)) + TABLE + para(f"<w:r>{PARTS}<w:t>，，，,，</w:t></w:r>"),
    links=[("a", "image", "a.png"), ("b", "image", "b.png")],
)
SWOLLEN = zipped(members(para("甲")) | {"word/media/a.bmp": bytes(2 * MIB)})
MANY_NODES = zipped(members(para("甲") * 60_000))
LOWERED = {  # a value that SMALL passes, for every limit
    "file-size": 100,
    "members": 2,
    "directory-size": 50,
    "part-size": 300,
    "xml-size": 1500,
    "swollen-size": 2 * MIB - 1,
    "xml-nodes": 1000,
    "namespace-lookups": 2,
    "depth": 4,
    "text-node": 5,
    "relationships": 1,
    "paragraphs": 3,
    "cells": 1,
    "characters": 9,
    "findings": 1,
    "pairs": 1,
}


def refusal(name: str, value: int) -> tuple[str, str]:
    """The code and message of the finding about a limit, where it is lowered to ``value``."""
    data = {"xml-nodes": MANY_NODES, "swollen-size": SWOLLEN}.get(name, SMALL)
    path = Path(__file__)
    checker = Checker(Settings(limits=limits_of({name: value})), rule_book())
    result = checker.check_path(str(path)) if name == "file-size" else checker.check_bytes("a.docx", data)
    assert not result.complete and result.verdict == "reject"
    return next((f.code, f.message) for f in result.findings if f.code == "E004")


def test_the_small_document_passes_no_limit_as_they_stand() -> None:
    assert Checker(Settings(), rule_book()).check_bytes("a.docx", SMALL).complete


@pytest.mark.parametrize("name", NAMES)
def test_every_limit_can_be_lowered_and_says_which_it_is(name: str) -> None:
    value = LOWERED[name]
    code, message = refusal(name, value)
    own = rule_book().rules["E004"].variants[f"limit:{'namespaces' if name == 'namespace-lookups' else name}"]
    assert (code, message) == ("E004", own.zh.message.format(most=f"{value:,}"))


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("file-size", len(SMALL)),
        ("members", 4),
        ("relationships", 3),
        ("paragraphs", len(MATERIAL) + 3),
        ("cells", 2),
        ("characters", sum(len(p.text) for p in read(SMALL).body.paragraphs)),
        ("pairs", 4),
    ],
)
def test_what_a_limit_names_is_let_through_and_one_more_is_not(name: str, most: int, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(SMALL)
    for value in (most, most - 1):
        result = Checker(Settings(limits=limits_of({name: value})), rule_book()).check_path(str(tmp_path / "a.docx"))
        assert result.complete is (value == most)


def test_a_bomb_in_a_part_that_is_not_read_is_refused_and_a_big_picture_is_not() -> None:
    def codes(picture: bytes, **limits: int) -> list[str]:
        data = zipped(members(para("甲")) | {"word/media/a.bmp": picture})
        checker = Checker(Settings(limits=DEFAULT._replace(**limits)), rule_book())
        return [f.code for f in checker.check_bytes("a.docx", data).findings if f.code[0] == "E"]

    assert codes(bytes(200_000_000)) == ["E004"]
    assert codes(b"\xff" * 104 * MIB) == [], "a page scanned at 600 dpi on which there is nothing"
    lines = (b"\xff" * 1_000 + bytes(5) + b"\xff" * 700 + bytes(9)) * 2_000
    assert codes(lines, swollen_size=MIB) == [], "one with a few lines, however big"


def test_no_two_limits_share_a_sentence() -> None:
    variants = rule_book().rules["E004"].variants
    told = [v.zh.message for v in variants.values()] + [v.en.message for v in variants.values()]
    assert len(set(told)) == len(told) == 2 * (len(NAMES) + 1)


def configured(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "lint-cmm.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_raising_takes_the_table_of_the_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.docx").write_bytes(package(para("".join(f"<w:r><w:t>{'甲' * 100_000}</w:t></w:r>" for _ in range(6)))))

    def codes() -> set[str]:
        run(["a.docx", "--select", "T7", "--output-format", "json=a.json"])
        return {f["code"] for f in json.loads(Path("a.json").read_text(encoding="utf-8"))["files"][0]["findings"]}

    assert codes() == {"E004"}
    configured(tmp_path, "[limits]\ncharacters = 700_000\n")
    assert codes() == set()
    monkeypatch.setattr("sys.stdin", type("Input", (), {"buffer": (tmp_path / "a.docx").open("rb")})())
    configured(tmp_path, "[limits]\nfile-size = 100\n")
    assert run(["-", "-q"]) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[limits]\nparagraph = 5\n", "lint-cmm.toml:2: unknown key 'paragraph'; did you mean 'paragraphs'?"),
        ("[limits]\nspan = 5\n", "unknown key 'span'"),
        ("[limits]\npairs = 0\n", "the limit 'pairs' must be at least 1"),
        ("[limits]\ndepth = 1000\n", "the limit 'depth' can only be lowered"),
        ("[limits]\ntext-node = 100_000_000\n", "the limit 'text-node' can only be lowered"),
        ('[limits]\ncells = "many"\n', "lint-cmm.toml:2: 'cells'"),
    ],
)
def test_a_wrong_limit_is_a_wrong_call(tmp_path: Path, text: str, told: str) -> None:
    path = configured(tmp_path, text)
    with pytest.raises(RuleFileError) as caught:
        read_config(str(path))
    assert told in str(caught.value)
    (tmp_path / "a.docx").write_bytes(SMALL)
    assert run([str(tmp_path / "a.docx")]) == 2


def test_settings_hold_the_limits_of_the_configuration(tmp_path: Path) -> None:
    path = configured(tmp_path, "[limits]\nparagraphs = 7\n")
    assert settings_of(read_config(str(path))).limits == DEFAULT._replace(paragraphs=7)
    assert set(FIXED) < set(NAMES)

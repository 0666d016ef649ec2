"""Real packages with changed bytes and changed XML: a report or a refusal, never an exception, never a rule that fails."""

from __future__ import annotations

import random
from functools import cache

import mutations
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ooxml import package, para, run
from support import ROOT, checker

from lint_cmm.findings import Result, Run, summarise
from lint_cmm.reporters import render

SOUND = {"E001", "E002", "E003", "E004", "E005"}


@cache
def packages() -> tuple[bytes, ...]:
    """The fixtures, and one with every part that the reader opens."""
    cells = f"<w:tbl><w:tr><w:tc>{para('无')}</w:tc><w:tc>{para('XX')}</w:tc></w:tr></w:tbl>"
    numbers = '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    full = package(
        para("2025年度民主生活会个人对照检查材料")
        + para("存在的问题", '<w:pStyle w:val="a"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
        + para(
            f'{run("来源")}<w:commentRangeStart w:id="1"/><w:ins w:id="2" w:author="甲">{run("www.example.com")}</w:ins><w:commentRangeEnd w:id="1"/>'
        )
        + cells,
        headers={"default": para("页眉"), "first": para("首页")},
        footers={"default": para(run("1"))},
        styles='<w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>',
        numbering=numbers,
        footnotes=f'<w:footnote w:id="2">{para("注")}</w:footnote>',
        comments=f'<w:comment w:id="1" w:author="乙">{para("看")}</w:comment>',
        settings='<w:rsids><w:rsid w:val="00AA"/></w:rsids>',
        links=[("x", "hyperlink", "ext:http://www.example.com/")],
    )
    return (*((ROOT / "fixtures" / f"{name}.docx").read_bytes() for name in ("sample", "clean-library-2024")), full)


def look_through(data: bytes) -> Result:
    """The result, after all that a result must be."""
    result = checker().check_bytes("a.docx", data)
    codes = {f.code for f in result.findings}
    assert not codes & {"E006", "E007"}, [f.message for f in result.findings if f.code in ("E006", "E007")]
    if not result.complete:
        assert codes & SOUND and result.verdict == "reject"
    return result


@given(which=st.integers(0, 2), seed=st.integers(0, 2**32))
def test_changed_bytes_end_as_a_result(which: int, seed: int) -> None:
    look_through(mutations.mutate_bytes(packages()[which], random.Random(seed)))


@given(which=st.integers(0, 2), seed=st.integers(0, 2**32))
def test_changed_markup_ends_as_a_result_that_can_be_shown(which: int, seed: int) -> None:
    result = look_through(mutations.mutate_xml(packages()[which], random.Random(seed)))
    told = Run((result,), summarise((result,)), "0", "zh")
    assert render("json", told) and render("full", told)


@pytest.mark.parametrize("name", ["fuzz seeds"])
def test_the_seeds_of_the_fuzzer_end_as_a_result(name: str) -> None:
    import importlib.util

    spec = importlib.util.spec_from_file_location("fuzz_packages", ROOT / "fuzz" / "packages.py")
    assert spec and spec.loader, name
    seeds = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(seeds)
    count = 0
    for _, data in seeds.seeds():
        look_through(seeds.file_of(data))
        count += 1
    assert count > 100

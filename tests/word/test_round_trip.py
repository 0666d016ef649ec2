"""Annotating and mending whole corpora: the labelled documents, and real Word files from many programs."""

from __future__ import annotations

import importlib.util
import io
import random
from pathlib import Path
from types import ModuleType

import docx as python_docx
import pytest
from support import SHARED, checker, rule_book

from lint_cmm.findings import Result
from lint_cmm.model.read import read
from lint_cmm.package.errors import InputRejected
from lint_cmm.word.annotate import annotate, texts
from lint_cmm.word.mend import fresh_findings, mend
from lint_cmm.word.notes import plan

CORPUS = SHARED / "corpus"
DEV = sorted((CORPUS / "dev").glob("*.txt"))
REAL = sorted(p for p in (CORPUS / "docx").glob("*.*") if p.suffix in (".docx", ".docm", ".dotx"))
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not here")


def builder() -> ModuleType:
    """The corpus's own tool."""
    spec = importlib.util.spec_from_file_location("build_docx", CORPUS / "tools" / "build_docx.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def dev(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder, tool, found = tmp_path_factory.mktemp("dev"), builder(), {}
    for source in DEV:
        tool.build(source, folder / f"{source.stem}.docx")
        found[source.stem] = (folder / f"{source.stem}.docx").read_bytes()
    return found


def holds(data: bytes, result: Result) -> None:
    """The annotated copy says the same and has the comments that its first one states."""
    out = annotate(data, result)
    document = read(out)
    assert texts(document) == texts(read(data))
    own = [c for c in document.comments if c.author == "lint-cmm"]
    wanted = plan(result).notes if document.stories["body"].paragraphs else ()
    assert len(own) == len(wanted)
    assert not own or f"文中另有批注 {len(own) - 1} 条" in own[0].text
    assert annotate(out, result) == out
    assert len(out) < len(data) + 200_000


@pytest.mark.parametrize("stem", [s.stem for s in DEV])
def test_labelled_documents_read_the_same_when_annotated(stem: str, dev: dict[str, bytes]) -> None:
    result = checker().check_bytes(f"{stem}.docx", dev[stem], keep_document=True)
    holds(dev[stem], result)
    out = annotate(dev[stem], result)
    assert len(list(python_docx.Document(io.BytesIO(out)).comments)) >= len(plan(result).notes)
    own = [c for c in read(out).comments if c.author == "lint-cmm"]
    for note, comment in zip(plan(result).notes, own, strict=True):
        if note.paragraph is not None and note.end > note.start:
            assert comment.span is not None
            assert read(out).quote(comment.span) == read(dev[stem]).body.paragraphs[note.paragraph - 1].text[note.start : note.end]


@pytest.mark.parametrize("path", REAL, ids=lambda p: p.name)
def test_real_files_read_the_same_when_annotated(path: Path) -> None:
    data = path.read_bytes()
    try:
        read(data)
    except InputRejected:
        with pytest.raises(InputRejected):
            annotate(data, checker().check_bytes(path.name, data))
        return
    result = checker().check_bytes(path.name, data, keep_document=True)
    holds(data, result)
    try:
        python_docx.Document(io.BytesIO(data))
    except Exception:  # noqa: BLE001 - whatever python-docx cannot open before, it need not open after
        return
    python_docx.Document(io.BytesIO(annotate(data, result)))


@pytest.mark.parametrize("clean", [False, True], ids=["revisions", "clean"])
@pytest.mark.parametrize("stem", [s.stem for s in DEV])
def test_mended_documents_have_fewer_findings_and_no_new_ones(stem: str, clean: bool, dev: dict[str, bytes]) -> None:
    found = mend(f"{stem}.docx", dev[stem], checker(), clean=clean)
    assert fresh_findings(found.before, found.after, found.edits, rule_book().rules, clean=clean) == []
    codes = {code for edit in found.edits.edits for code in edit.codes}
    for code in codes:
        before, after = [sum(f.code == code for f in result.findings) for result in (found.before, found.after)]
        assert (
            after < before or before == after == 0
        )  # 0 before: it came to light when other words were taken out, and was mended with them
    assert mend(f"{stem}.docx", found.data, checker(), clean=clean).data == found.data
    if not found.edits:
        assert found.data == dev[stem]
    python_docx.Document(io.BytesIO(found.data))


SCRAPS = [
    "根据安排,",
    "学习不够;深入。。",
    "（www.bgzjy.cn）",
    "www.bgzjy.cn",
    "学\u200b习",
    "第 一时间",
    "做的很好",
    "更多资料请访问",
    "(一)",
    "二、",
    "来源：第一范文网",
    "。",
    "，，",
    "[待补充具体事例]",
    "XX",
    "\xa0",
    "⏎",
    "⇥",
    "**重点**",
    "写写帮www.xiexiebang.com ",
    "QQ：123456789",
    "微信公众号：文秘帮",
]
LINES = (
    "",
    "#split ",
    "#sdt ",
    "#ins ",
    "#del ",
    "#h1 ",
    "#header ",
    "#footer ",
    "#table ",
    "#hidden ",
    "#footnote ",
    "#textbox ",
    "#wordart ",
)


@pytest.mark.parametrize("seed", range(8))
def test_documents_put_together_at_random_are_mended_once_and_for_all(seed: int) -> None:
    from lint_cmm.notation.docx import to_docx

    rng = random.Random(seed)
    lines = ["#title 2025年度民主生活会个人对照检查材料", "开头一段"]
    lines += [rng.choice(LINES if rng.random() < 0.5 else LINES[:2]) + "".join(rng.choices(SCRAPS, k=rng.randint(1, 6))) for _ in range(12)]
    data = to_docx("\n".join(lines) + "\n")
    for clean in (False, True):
        found = mend("a.docx", data, checker(), clean=clean)
        assert fresh_findings(found.before, found.after, found.edits, rule_book().rules, clean=clean) == []
        assert mend("a.docx", found.data, checker(), clean=clean).data == found.data
    holds(data, checker().check_bytes("a.docx", data, keep_document=True))

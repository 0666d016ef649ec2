"""`lint-cmm fix`: only what is safe, as revisions or plainly, proved, and no more the second time."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import SimpleNamespace
from types import SimpleNamespace as Namespace
from typing import Any

import pytest
from support import checker
from word.helpers import W, body_texts, docx, finding, part, result, with_body

from lint_cmm.commands import fix
from lint_cmm.data import Data
from lint_cmm.data.toml import read_toml
from lint_cmm.errors import UsageError
from lint_cmm.findings import Result
from lint_cmm.model.read import read
from lint_cmm.settings import Settings
from lint_cmm.word.edits import Edit, Edits, PropertyEdit, derive
from lint_cmm.word.mend import Mended, Unfaithful, mend, write

HOW = {"W501": "delete", "T706": "strip", "W511": "close-up", "W506": "delete", "W509": "property"}
SITE = r"www\.bgzjy\.cn"


class PatternChecker:
    """Stands for the engine: a finding for every match of every pattern, in every part."""

    def __init__(self, *rules: tuple[str, str, str | None]) -> None:
        self.rules = rules
        self.book = SimpleNamespace(data=Data({}, {"edits": {"how": HOW}}), rules={})

    def check_bytes(self, name: str, data: bytes, *, keep_document: bool = False) -> Result:
        document = read(data)
        found = []
        for code, pattern, right in self.rules:
            for story in document.stories.values():
                for paragraph in story.paragraphs:
                    for m in re.finditer(pattern, paragraph.text):
                        facts = {} if right is None else {"right": m.expand(right)}
                        fix = "none" if code == "H601" else "safe"
                        found.append(finding(paragraph.span(*m.span()), m.group(), code, facts=facts, fix=fix))
        return result(data, *found)._replace(path=name)


def mended(data: bytes, *rules: tuple[str, str, str | None], clean: bool = False) -> Mended:
    return mend("a.docx", data, PatternChecker(*rules), clean=clean)  # type: ignore[arg-type]


BOTH = pytest.mark.parametrize("clean", [False, True], ids=["revisions", "clean"])


@BOTH
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("工作有成效www.bgzjy.cn。再查", "工作有成效。再查"),
        ("读书少。更多见www.bgzjy.cn。再查", "读书少。再查"),
        ("读书少，更多资料请访问：www.bgzjy.cn。再查", "读书少。再查"),
        ("读书少。www.bgzjy.cn独家整理", "读书少。"),
        ("读书少，www.bgzjy.cn，再查", "读书少，再查"),
        ("读书少（更多范文请访问www.bgzjy.cn）怕难", "读书少怕难"),
        ("读书少——来源：www.bgzjy.cn 独家整理怕难", "读书少——怕难"),
        ("全年读书2本，www.bgzjy.cn。", "全年读书2本。"),
        ("读书少。www.bgzjy.cn。再查", "读书少。再查"),
        ("www.bgzjy.cn，再查", "再查"),
        ("7月到村，www.bgzjy.cn只住了1晚。", "7月到村，只住了1晚。"),
        ("我常从www.bgzjy.cn下载范文。", "我常从下载范文。"),
        ("工作有成效（www.bgzjy.cn）。", "工作有成效。"),
        ("工作有成效【 www.bgzjy.cn 】。", "工作有成效。"),
        ("工作有成效。 www.bgzjy.cn", "工作有成效。"),
        ("www.bgzjy.cn　工作有成效。", "工作有成效。"),
        ("工作www.bgzjy.cnwww.bgzjy.cn有成效", "工作有成效"),
        ("更多见www.bgzjy.cn。再查", "再查"),
        ("读书少，由www.bgzjy.cn提供。再查", "读书少。再查"),
        ("读书少，由www.bgzjy.cn提供，再查", "读书少，再查"),
        ("读书少（来源www.bgzjy.cn）。再查", "读书少。再查"),
        ("读书少（ 本文由 www.bgzjy.cn 整理 ）再查", "读书少再查"),
        ("读书少（见www.bgzjy.cn上的通知）再查", "读书少（见上的通知）再查"),
        ("读书少，" + "认识不深" * 6 + "由www.bgzjy.cn提供。再查", "读书少，" + "认识不深" * 6 + "由提供。再查"),
    ],
)
def test_an_address_goes_with_what_held_only_it(before: str, after: str, clean: bool) -> None:
    found = mended(docx(f"#title 题\n{before}\n尾"), ("W501", SITE, None), clean=clean)
    assert body_texts(found.data) == ["题", after, "尾"]


@BOTH
def test_a_paragraph_that_was_only_an_advertisement_goes(clean: bool) -> None:
    found = mended(docx("#title 题\n——www.bgzjy.cn——\n尾"), ("W501", SITE, None), clean=clean)
    assert body_texts(found.data) == ["题", "尾"]
    assert found.edits.edits[0].whole


@BOTH
def test_paragraphs_that_go_in_several_parts_make_no_other_finding_a_new_one(clean: bool) -> None:
    text = "#title 题\nwww.bgzjy.cn\n甲XX\n\nwww.bgzjy.cn\n\n乙XX\nwww.bgzjy.cn\n#header www.bgzjy.cn\n#header 眉XX\n#footer www.bgzjy.cn"
    found = mended(docx(text), ("W501", SITE, None), ("Z999", "XX", None), clean=clean)
    assert [e.paragraph for e in found.edits.edits if e.whole] == [2, 5, 8, 1, 1] and found.left == 3
    assert body_texts(found.data) == ["题", "甲XX", "", "", "乙XX", ""]


@BOTH
def test_the_last_paragraph_of_a_cell_stays_empty(clean: bool) -> None:
    found = mended(docx("题\n#table 甲 | www.bgzjy.cn\n尾"), ("W501", SITE, None), clean=clean)
    assert body_texts(found.data) == ["题", "甲", "", "尾"]


@BOTH
def test_halfwidth_marks_of_a_pair_change_and_nothing_between_them(clean: bool) -> None:
    data = docx("#split 经过查摆(一)学习不够,还有")
    found = mended(data, ("T701", r"\((.)\)", r"（\1）"), ("T701", ",", "，"), clean=clean)
    assert body_texts(found.data) == ["经过查摆（一）学习不够，还有"]
    assert [(e.start, e.end) for e in found.edits.edits] == [(4, 5), (6, 7), (11, 12)]


@BOTH
def test_only_the_wrong_letter_is_revised(clean: bool) -> None:
    found = mended(docx("工作做的很好"), ("T705", "做的很好", "做得很好"), clean=clean)
    assert found.edits.edits == (Edit("body", 1, 3, 4, "得", ("T705",)),)
    assert body_texts(found.data) == ["工作做得很好"]


@BOTH
def test_invisible_characters_go_and_blanks_between_chinese(clean: bool) -> None:
    rules = (("T706", "[\u200b\u202e]+", None), ("T706", "\u00a0", None), ("T706", "\ue000", None))
    found = mended(docx("学\u200b习\u202e不够\u00a0深入 A\u00a0B \ue000"), *rules, clean=clean)
    assert body_texts(found.data) == ["学习不够深入 A\u00a0B \ue000"]


@BOTH
def test_a_blank_inside_a_word_is_closed_up(clean: bool) -> None:
    found = mended(docx("我第 一时间赶到"), ("W511", "第 一时间", None), clean=clean)
    assert body_texts(found.data) == ["我第一时间赶到"]


@BOTH
def test_what_is_not_safe_is_left_alone(clean: bool) -> None:
    data = docx("某某同志，XX单位")
    found = mended(data, ("H601", "XX", "甲"), ("Z999", "单位", None), clean=clean)
    assert found.data == data
    assert not found.edits


@BOTH
def test_the_look_of_untouched_runs_stays(clean: bool) -> None:
    bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>甲，,乙</w:t></w:r>"
    plain = '<w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve"> 丙</w:t></w:r>'
    data = with_body(f"<w:p>{bold}{plain}</w:p>")
    found = mended(data, ("T703", "，,", "，"), clean=clean)
    assert body_texts(found.data) == ["甲，乙 丙"]
    runs = list(part(found.data, "word/document.xml").iter(W + "r"))
    assert all((r.find(f"{W}rPr/{W}b") is not None) == ("丙" not in "".join(r.itertext())) for r in runs)


def test_revisions_are_the_tools_and_need_no_date() -> None:
    found = mended(docx("工作做的很好"), ("T705", "做的", "做得"))
    root = part(found.data, "word/document.xml")
    marks = [*root.iter(W + "ins"), *root.iter(W + "del")]
    assert [m.get(W + "author") for m in marks] == ["lint-cmm"] * 2
    assert len({m.get(W + "id") for m in marks}) == 2
    assert [t.text for t in root.iter(W + "delText")] == ["的"]
    assert {r.kind for r in read(found.data).revisions} == {"insert", "delete"}


def test_a_revision_inside_somebodys_insertion_is_not_nested_in_it() -> None:
    data = with_body('<w:p><w:ins w:id="9" w:author="某"><w:r><w:t>工作做的很好</w:t></w:r></w:ins></w:p>')
    found = mended(data, ("T705", "做的", "做得"))
    assert body_texts(found.data) == ["工作做得很好"]
    root = part(found.data, "word/document.xml")
    assert not [i for i in root.iter(W + "ins") if any(a.tag == W + "ins" for a in i.iterancestors())]
    assert [i.get(W + "author") for i in root.iter(W + "ins")] == ["某", "lint-cmm", "某"]


@BOTH
@pytest.mark.parametrize(
    "markup",
    [
        '<w:p><w:fldSimple w:instr="PAGE"><w:r><w:t>做的</w:t></w:r></w:fldSimple></w:p>',
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>zuo</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>做的</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
        '<w:p><w:r><w:t>做</w:t><w:footnoteReference w:id="1"/><w:t>的</w:t></w:r></w:p>',
        '<w:p><w:moveTo w:id="1" w:author="某"><w:r><w:t>做的</w:t></w:r></w:moveTo></w:p>',
    ],
    ids=["field", "ruby", "note within", "moved"],
)
def test_constructs_that_mean_more_than_their_text_are_left_alone(markup: str, clean: bool) -> None:
    data = with_body(markup)
    found = mended(data, ("T705", "做的", "得"), clean=clean)
    assert found.data == data
    assert found.left == 1


@BOTH
def test_headers_footers_notes_wordart_and_properties(clean: bool) -> None:
    text = "#header www.bgzjy.cn\n#footer 第一页www.bgzjy.cn\n#wordart www.bgzjy.cn\n#textbox 见www.bgzjy.cn\n#prop author=www.bgzjy.cn\n正文\n"
    found = mended(docx(text), ("W506", SITE, None), ("W509", "^" + SITE + "$", None), clean=clean)
    texts = {name: [p.text for p in story.paragraphs] for name, story in read(found.data).stories.items()}
    assert not any("bgzjy" in t for story in texts.values() for t in story)
    assert "第一页" in texts["footer"]
    assert "见" in texts["textbox"]
    assert [(type(e), e.value, e.codes) for e in found.edits.properties] == [(PropertyEdit, "www.bgzjy.cn", ("W509",))]


@BOTH
def test_running_it_twice_changes_nothing_more(clean: bool) -> None:
    rules = (("W501", SITE, None), ("T701", ",", "，"), ("T705", "做的很好", "做得很好"))
    once = mended(docx("#title 题\nwww.bgzjy.cn\n工作做的很好,www.bgzjy.cn再查\n尾"), *rules, clean=clean)
    assert body_texts(once.data) == ["题", "工作做得很好，再查", "尾"]
    assert mended(once.data, *rules, clean=clean).data == once.data


@BOTH
def test_an_edit_that_brings_a_new_finding_is_dropped(clean: bool) -> None:
    rules = (("W501", SITE, None), ("Z999", "的的", None))
    found = mended(docx("好的www.bgzjy.cn的\n又www.bgzjy.cn好"), *rules, clean=clean)
    assert body_texts(found.data) == ["好的www.bgzjy.cn的", "又好"]


def test_a_file_that_reads_otherwise_than_the_edits_say_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    other = docx("完全不同的文字")
    monkeypatch.setattr("lint_cmm.word.mend.write", lambda data, edits, clean, limits: (other, edits))
    with pytest.raises(Unfaithful):
        mended(docx("工作做的很好"), ("T705", "做的", "做得"))


def test_overlapping_edits_do_not_both_happen() -> None:
    data = docx("甲乙丙丁")
    document = read(data)
    first = finding(document.body.paragraphs[0].span(0, 3), "甲乙丙", "T705", facts={"right": "一"})
    second = finding(document.body.paragraphs[0].span(2, 4), "丙丁", "T705", facts={"right": "二"})
    assert derive(result(data, first, second), {}).edits == (Edit("body", 1, 0, 3, "一", ("T705",)),)


def test_every_how_is_a_known_movement_and_every_code_a_rule_of_its_kind() -> None:
    from lint_cmm.rulebook.folder import rules_folder

    how: dict[str, Any] = read_toml(str(Path(rules_folder()) / "lexicon" / "edits.toml")).content["how"]
    assert set(how.values()) <= {"delete", "strip", "close-up", "property"}
    assert all(re.fullmatch("[WT][0-9]{3}", code) for code in how)


@BOTH
def test_every_stretch_of_every_real_file_can_be_written(shared_docx: Path, clean: bool) -> None:
    """Edits on arbitrary words of real documents are made as said or not at all."""
    from lint_cmm.package.errors import InputRejected
    from lint_cmm.word.mend import _prove

    tried = 0
    for path in sorted(shared_docx.glob("*.docx")):
        data = path.read_bytes()
        try:
            document = read(data)
        except InputRejected:
            continue
        edits = []
        for name in ("body", "header", "footer", "textbox", "footnote"):
            story = document.stories.get(name)
            for paragraph in (story.paragraphs if story else ())[:400]:
                if len(paragraph.text) > 3 and paragraph.origin == "":
                    edits += [Edit(name, paragraph.index, 0, 1, "", ("W501",)), Edit(name, paragraph.index, 2, 3, "新", ("T705",))]
        out, made = write(data, Edits(tuple(edits), ()), clean=clean)
        _prove(document, read(out), made)
        tried += len(made.edits)
    assert tried > 400


def call(tmp_path: Path, **known: Any) -> Namespace:
    values = {
        "file": str(tmp_path / "a.docx"),
        "output": None,
        "clean": False,
        "diff": False,
        "quiet": False,
        "no_color": True,
        "fail_on": None,
    }
    return Namespace(**{**values, **known})


def test_the_verb_writes_a_copy_and_never_the_original(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("lint_cmm.engine.Checker", lambda settings: PatternChecker(("T705", "做的", "做得")))
    data = docx("工作做的很好")
    (tmp_path / "a.docx").write_bytes(data)
    assert fix.main(call(tmp_path), Settings()) == 0
    assert (tmp_path / "a.docx").read_bytes() == data
    assert body_texts((tmp_path / "a-fixed.docx").read_bytes()) == ["工作做得很好"]
    assert "改正 1 处" in capsys.readouterr().err
    with pytest.raises(UsageError):
        fix.main(call(tmp_path, output=str(tmp_path / "a.docx")), Settings())


def test_what_is_left_decides_the_status_where_fail_on_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("lint_cmm.engine.Checker", lambda settings: PatternChecker(("T705", "做的", "做得"), ("H601", "很好", None)))
    (tmp_path / "a.docx").write_bytes(docx("工作做的很好"))
    assert fix.main(call(tmp_path), Settings()) == 0
    statuses = {level: fix.main(call(tmp_path, fail_on=level), Settings()) for level in ("error", "info", "never")}
    assert statuses == {"error": 1, "info": 1, "never": 0}
    assert "另有 1 处" in capsys.readouterr().err


def test_a_copy_without_anything_to_mend_is_called_what_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("lint_cmm.engine.Checker", lambda settings: PatternChecker())
    (tmp_path / "a.docx").write_bytes(data := docx("工作很好"))
    fix.main(call(tmp_path), Settings())
    assert "未写文件" in capsys.readouterr().err and not (tmp_path / "a-fixed.docx").exists()
    fix.main(call(tmp_path, output=str(tmp_path / "b.docx")), Settings())
    assert "未写文件" not in capsys.readouterr().err and (tmp_path / "b.docx").read_bytes() == data


def test_safe_findings_that_cannot_be_mended_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("lint_cmm.engine.Checker", lambda settings: PatternChecker(("T701", ",", "，"), ("W501", "甲，乙", None)))
    (tmp_path / "a.docx").write_bytes(docx("甲,乙"))
    fix.main(call(tmp_path), Settings())
    assert "有 1 处可以放心改正，但" in capsys.readouterr().err and not (tmp_path / "a-fixed.docx").exists()


def test_diff_shows_and_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    monkeypatch.setattr("lint_cmm.engine.Checker", lambda settings: PatternChecker(("T705", "做的", "做得"), ("W501", "\x1b|\u202e", None)))
    (tmp_path / "a.docx").write_bytes(docx("工作做的\u202e很好"))
    assert fix.main(call(tmp_path, diff=True), Settings()) == 0
    sys.stdout.flush()
    shown = capfdbinary.readouterr().out.decode("utf-8")
    assert "-工作做[-的-]⟨U+202E⟩很好" in shown
    assert "+工作做{+得+}⟨U+202E⟩很好" in shown
    assert [p.name for p in tmp_path.iterdir()] == ["a.docx"]


@BOTH
def test_what_a_deletion_brings_to_light_is_mended_with_it(clean: bool) -> None:
    rules = (("W501", SITE, None), ("W506", "扫码领取素材$", None))
    found = mended(docx("#title 题\n工作有成效。扫码领取素材www.bgzjy.cn\n尾"), *rules, clean=clean)
    assert body_texts(found.data) == ["题", "工作有成效。", "尾"]
    assert len(found.edits.edits) == 1


@BOTH
def test_a_rule_that_wakes_up_over_a_mended_mark_deletes_nothing(clean: bool) -> None:
    rules = (("T701", ",", "，"), ("W501", "甲，乙", None))
    data = docx("甲,乙\n丙,丁")
    assert body_texts(mended(data, *rules, clean=clean).data) == ["甲,乙", "丙，丁"]


@BOTH
@pytest.mark.parametrize(
    "mark",
    [
        "更多范文请访问www.bgzjy.cn",
        "（更多范文请访问www.bgzjy.cn）",
        "更多资料请关注www.xyfw.com/a/1.html独家整理",
        "——青禾文稿网www.qhwengao.com",
    ],
)
@pytest.mark.parametrize("words", ["全年读书{}9月仍有4座没开工，招标停了。", "一是下村少。{}全年读书2本，到村3次。", "不敢碰硬{}"])
def test_only_the_watermark_goes_wherever_it_stands(words: str, mark: str, clean: bool) -> None:
    found = mend("a.docx", docx("#title 题\n" + words.format(mark) + "\n尾"), checker(select=("W",)), clean=clean)
    assert body_texts(found.data)[1].replace("—", "") == words.format("")


@BOTH
def test_a_collection_of_speeches_is_mended_although_its_parts_are_told_by_other_signs_then(clean: bool) -> None:
    speech = "在全县安全生产会上的讲话【第{}篇】\n同志们：\n下面,我讲两点意见。\n一、认清形势\n隐患不少。\n二、抓好落实\n限期整改。\n"
    before = docx("".join(speech.format(n) for n in "一二三"))
    found = mend("a.docx", before, checker(), clean=clean)
    assert {f.code for f in found.before.findings} >= {"S112", "W504", "T701"}
    assert not {f.code for f in found.after.findings} & {"W504", "T701"}
    assert [t for t in body_texts(found.data) if "讲话" in t] == ["在全县安全生产会上的讲话"] * 3

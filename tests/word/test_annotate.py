"""Annotated copies: comments on exactly the words, text untouched, nothing else changed."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import docx as python_docx
import pytest
from word.helpers import W, body_texts, docx, finding, names, on, part, result, with_body

from lint_cmm.errors import UsageError
from lint_cmm.findings import Finding, Suppressed
from lint_cmm.model.read import read
from lint_cmm.word.annotate import annotate, annotate_file, texts
from lint_cmm.word.notes import plan

TEXT = """#title 2025年度民主生活会个人对照检查材料
根据安排www.bgzjy.cn作对照检查，再看www.bgzjy.cn一处。
二、存在的问题
"""


def anchored(data: bytes) -> list[str]:
    """The words each comment of the tool stands on, in the order of the comments."""
    document = read(data)
    return [document.quote(c.span) if c.span else "" for c in document.comments if c.author == "lint-cmm"]


def lines(data: bytes) -> list[str]:
    return [c.text for c in read(data).comments if c.author == "lint-cmm"]


def test_a_comment_stands_on_exactly_the_words() -> None:
    data = docx(TEXT)
    out = annotate(data, result(data, on(data, "bgzjy")))
    assert anchored(out) == ["2025年度民主生活会个人对照检查材料", "bgzjy"]
    assert texts(read(out)) == texts(read(data))


def test_the_first_comment_is_the_verdict_with_the_figures() -> None:
    data = docx(TEXT)
    out = annotate(data, result(data, on(data, "bgzjy"), finding(None, "", "S101")))
    assert lines(out)[0].startswith("检查结论：不达标\n共发现 2 处：错误 2、警告 0、提示 0。")
    assert "文中另有批注 2 条" in lines(out)[0]
    assert len(lines(out)) == 3


@pytest.mark.parametrize("by", ["comment", "config", "baseline"])
def test_the_first_comment_counts_what_was_silenced(by: str) -> None:
    data = docx(TEXT)
    known = result(data, on(data, "bgzjy"))
    assert "已忽略" not in lines(annotate(data, known))[0]
    silenced = known._replace(suppressed=(Suppressed(known.findings[0], by, "已核实"),) * 2)
    assert "\n已忽略 2 处。\n" in lines(annotate(data, silenced))[0]
    assert "\n2 suppressed.\n" in lines(annotate(data, silenced, "en"))[0]


def test_an_annotated_copy_has_the_findings_of_the_original() -> None:
    from support import checker

    data = docx(TEXT + "（一）学习不深。\n详见www.diyifanwen.com\n来电13812345678联系，证件11010519491231002X。\n")
    first = checker().check_bytes("a.docx", data)
    again = checker().check_bytes("a.docx", annotate(data, first))
    assert {"W501", "H604"} <= {f.code for f in first.findings}
    assert {"文中有手机号码 138****5678", "文中有身份证号 110***********002X"} <= {f.message for f in first.findings}
    assert [(f.code, f.span, f.quote) for f in again.findings] == [(f.code, f.span, f.quote) for f in first.findings]


def test_one_rule_in_one_paragraph_is_one_comment() -> None:
    data = docx(TEXT)
    story = read(data).body
    spans = [story.span(i, i + 4) for i in range(len(story.text)) if story.text.startswith("www.", i)]
    out = annotate(data, result(data, *(finding(s, "www.") for s in spans)))
    assert len(lines(out)) == 2
    assert "本段同类还有 1 处：“www.”" in lines(out)[1]


def test_further_findings_of_few_characters_show_where_they_are() -> None:
    data = docx("#title 材料\n会前研讨3次,听取意见34条,谈心38人次，照着旧的办*处。\n")
    story = read(data).body
    commas = [story.span(i, i + 1) for i, c in enumerate(story.text) if c == ","]
    out = annotate(data, result(data, *(finding(s, ",", "T701") for s in commas)))
    assert "本段同类还有 1 处：“…取意见34条,谈心38人次…”" in lines(out)[1]
    spans = [story.span(story.text.index(w), story.text.index(w) + 2) for w in ("会前", "谈心")]
    told = [finding(s, w, "B402")._replace(message=f"“{w}”用了 {n} 次") for s, w, n in zip(spans, ("会前", "谈心"), (8, 22), strict=True)]
    assert "本段同类还有 1 处：“谈心”用了 22 次" in lines(annotate(data, result(data, *told)))[1]


def test_findings_beside_the_body_stand_on_the_first_paragraph_and_say_where() -> None:
    data = docx(TEXT + "#header 下载自www.x.com\n#footnote 脚注里的www.y.cn\n")
    out = annotate(data, result(data, on(data, "www.x.com", "W506"), on(data, "www.y.cn", "W506")))
    assert anchored(out)[1:] == ["2025年度民主生活会个人对照检查材料"] * 2
    assert any("位置：页眉“www.x.com”" in line for line in lines(out))
    assert any("位置：脚注“www.y.cn”" in line for line in lines(out))


def test_annotating_again_replaces_the_tools_comments() -> None:
    data = docx(TEXT)
    found = result(data, on(data, "bgzjy"))
    once = annotate(data, found)
    assert annotate(once, found) == once


def test_every_comment_has_its_range_and_behind_it_the_mark_by_which_word_shows_it() -> None:
    link = '<w:p><w:pPr/><w:hyperlink w:anchor="a"><w:r><w:t>网址在链接里</w:t></w:r></w:hyperlink><w:r><w:t>尾</w:t></w:r></w:p>'
    for data in (docx(TEXT + "网址在链接里"), with_body(link), with_body("<w:p/>" + link)):
        out = annotate(data, result(data, on(data, "链接"), on(data, "网址"), finding(None, "", "S101")))
        body = part(out, "word/document.xml")
        ids = [c.get(W + "id") for c in part(out, "word/comments.xml")]
        assert len(ids) >= 3
        places = {e: i for i, e in enumerate(body.iter())}
        for number in ids:
            start, end, mark = (
                next(e for e in body.iter(f"{W}comment{kind}") if e.get(W + "id") == number)
                for kind in ("RangeStart", "RangeEnd", "Reference")
            )
            assert places[start] < places[end] < places[mark]
            assert mark.getparent().tag == W + "r" and mark.getparent().getparent().tag == W + "p", "never within a link"


def test_a_mark_that_shares_its_run_with_words_leaves_them_there() -> None:
    data = docx(TEXT)
    once = annotate(data, result(data, on(data, "bgzjy")))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in names(once):
            content = zipfile.ZipFile(io.BytesIO(once)).read(name)
            shared = content.replace(b"</w:r>", "<w:t>共</w:t></w:r>".encode()) if name == "word/document.xml" else content
            target.writestr(name, shared)
    before = body_texts(out.getvalue())
    assert "共" in "".join(before)
    again = annotate(out.getvalue(), result(out.getvalue(), on(out.getvalue(), "bgzjy")))
    assert body_texts(again) == before


def test_other_peoples_comments_stay_with_their_ids() -> None:
    data = docx(TEXT + "请领导审阅这句话\n#comment 审阅 | 已阅\n")
    out = annotate(data, result(data, on(data, "审阅")))
    comments = part(out, "word/comments.xml")
    ids = [c.get(W + "id") for c in comments]
    assert len(ids) == len(set(ids)) == 3
    assert [c.text for c in read(out).comments if c.author != "lint-cmm"] == ["已阅"]
    assert anchored(out)[1] == "审阅"


def test_the_same_input_gives_the_same_bytes_and_no_date() -> None:
    data = docx(TEXT)
    found = result(data, on(data, "bgzjy"))
    out = annotate(data, found)
    assert annotate(data, found) == out
    assert all(c.get(W + "date") is None for c in part(out, "word/comments.xml"))
    assert zipfile.ZipFile(io.BytesIO(out)).getinfo("word/comments.xml").date_time == (1980, 1, 1, 0, 0, 0)


def test_untouched_members_keep_their_bytes() -> None:
    data = docx(TEXT)
    out = annotate(data, result(data, on(data, "bgzjy")))
    before, after = zipfile.ZipFile(io.BytesIO(data)), zipfile.ZipFile(io.BytesIO(out))
    changed = {n for n in before.namelist() if before.read(n) != after.read(n)}
    assert changed <= {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml", "word/styles.xml", "word/comments.xml"}
    assert "word/document.xml" in changed
    assert after.testzip() is None


def test_the_styles_that_comments_use_are_defined_once() -> None:
    data = docx(TEXT)
    out = annotate(annotate(data, result(data)), result(data))
    ids = [s.get(W + "styleId") for s in part(out, "word/styles.xml").iter(W + "style")]
    assert ids.count("CommentReference") == ids.count("CommentText") == 1


def test_a_split_run_keeps_its_look_and_its_other_children() -> None:
    data = with_body(
        '<w:p><w:r w:rsidR="00AB"><w:rPr><w:b/><w:color w:val="FF0000"/></w:rPr><w:t>甲乙</w:t><w:lastRenderedPageBreak/>'
        "<w:t>丙丁</w:t><w:tab/><w:t>戊</w:t></w:r></w:p>"
    )
    out = annotate(data, result(data, on(data, "乙丙")))
    runs = [r for r in part(out, "word/document.xml").iter(W + "r") if r.find(W + "commentReference") is None]
    assert ["".join(r.itertext()) for r in runs] == ["甲", "乙丙", "丁戊"]
    assert all(r.find(f"{W}rPr/{W}color").get(W + "val") == "FF0000" for r in runs)  # type: ignore[union-attr]
    assert [len(list(r.iter(W + "lastRenderedPageBreak"))) for r in runs] == [0, 1, 0]
    assert body_texts(out) == ["甲乙丙丁\t戊"]


CONSTRUCTS = {
    "table": "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲乙丙</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>",
    "block control": "<w:sdt><w:sdtContent><w:p><w:r><w:t>甲乙丙</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    "inline control": "<w:p><w:sdt><w:sdtContent><w:r><w:t>甲乙丙</w:t></w:r></w:sdtContent></w:sdt></w:p>",
    "link": '<w:p><w:hyperlink w:anchor="x"><w:r><w:t>甲乙丙</w:t></w:r></w:hyperlink></w:p>',
    "insertion": '<w:p><w:ins w:id="1" w:author="某"><w:r><w:t>甲乙丙</w:t></w:r></w:ins></w:p>',
    "smart tag": '<w:p><w:smartTag w:element="x"><w:r><w:t>甲乙</w:t></w:r></w:smartTag><w:r><w:t>丙</w:t></w:r></w:p>',
    "one character a run": "<w:p>" + "".join(f"<w:r><w:t>{c}</w:t></w:r>" for c in "甲乙丙") + "</w:p>",
    "comment within the text": "<w:p><w:r><w:t>甲<!-- x -->乙丙</w:t></w:r></w:p>",
    "blanks that Word drops": "<w:p><w:r><w:t>  甲乙丙  </w:t></w:r></w:p>",
    "field": '<w:p><w:fldSimple w:instr="PAGE"><w:r><w:t>甲乙丙</w:t></w:r></w:fldSimple></w:p>',
    "joined paragraphs": '<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="某"/></w:rPr></w:pPr><w:r><w:t>甲乙</w:t></w:r></w:p><w:p><w:r><w:t>丙</w:t></w:r></w:p>',
    "beside a deletion": '<w:p><w:r><w:t>甲</w:t></w:r><w:del w:id="1" w:author="某"><w:r><w:delText>旧</w:delText></w:r></w:del><w:r><w:t>乙丙</w:t></w:r></w:p>',
}


@pytest.mark.parametrize("markup", CONSTRUCTS.values(), ids=CONSTRUCTS.keys())
def test_every_construct_can_be_commented_on(markup: str) -> None:
    data = with_body(markup)
    out = annotate(data, result(data, on(data, "乙")))
    assert anchored(out)[1:] == ["乙"]
    assert texts(read(out)) == texts(read(data))


def test_a_construct_that_cannot_be_cut_is_commented_on_as_a_whole() -> None:
    ruby = "<w:r><w:ruby><w:rt><w:r><w:t>yi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>甲乙</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    data = with_body(f"<w:p><w:r><w:t>前</w:t></w:r>{ruby}<w:r><w:t>后</w:t></w:r></w:p>")
    out = annotate(data, result(data, on(data, "乙")))
    assert anchored(out)[1:] == ["甲乙"]
    assert body_texts(out) == ["前甲乙后"]


def test_an_empty_document_and_an_empty_paragraph() -> None:
    data = with_body("<w:p/>")
    assert lines(annotate(data, result(data, finding(None, "", "E005"))))[0].startswith("检查结论")
    nothing = with_body("<w:sectPr/>")
    assert lines(annotate(nothing, result(nothing, finding(None, "", "E005")))) == []


def test_hostile_words_end_up_as_harmless_comments() -> None:
    data = docx(TEXT)
    hostile = "\x00\x0b\ud800‮</w:t>&<script>"
    out = annotate(data, result(data, on(data, "bgzjy", message=hostile, suggestion=hostile, title=hostile)))
    text = lines(out)[1]
    assert "⟨U+0000⟩⟨U+000B⟩\ufffd⟨U+202E⟩</w:t>&<script>" in text
    assert len(list(python_docx.Document(io.BytesIO(out)).comments)) == 2


def test_the_cap_keeps_the_most_severe_and_says_how_many_are_left_out() -> None:
    data = docx("\n".join(["#title 题"] + [f"第{i}段文字" for i in range(300)]))
    story = read(data).body
    found = [finding(p.span(0, 1), "第", "T701", "warning" if p.index % 2 else "error") for p in story.paragraphs[1:]]
    planned = plan(result(data, *found))
    out = annotate(data, result(data, *found))
    assert len(planned.notes) == len(lines(out)) == 200
    assert planned.left_out == 101
    assert "另有 101 条" in lines(out)[0]
    assert sum(line.startswith("【错误】") for line in lines(out)) == 150


def test_random_spans_never_change_the_text() -> None:
    rng = random.Random(7)
    data = docx(TEXT + "#split 这一段文字每两个字断开一次\n#table 甲格子 | 乙格子\n#ins 插入的文字\n#sdt 控件里的文字\n前⏎后⇥尾\n")
    document = read(data)
    found: list[Finding] = []
    for paragraph in document.body.paragraphs:
        for _ in range(6):
            a, b = sorted(rng.randint(0, len(paragraph.text)) for _ in range(2))
            found.append(finding(paragraph.span(a, b), paragraph.text[a:b], rng.choice(["W501", "T701", "H601"])))
    out = annotate(data, result(data, *found))
    assert texts(read(out)) == texts(document)
    assert len(lines(out)) == len(plan(result(data, *found)).notes)


def test_a_strict_document_stays_strict(shared_docx: Path) -> None:
    data = (shared_docx / "strict.docx").read_bytes()
    out = annotate(data, result(data))
    archive = zipfile.ZipFile(io.BytesIO(out))
    for name in ("word/document.xml", "word/comments.xml"):
        assert b"purl.oclc.org" in archive.read(name)
        assert b"schemas.openxmlformats.org/wordprocessingml" not in archive.read(name)
    assert len(lines(out)) == 1


def test_the_original_is_never_written_to(tmp_path: Path) -> None:
    source = tmp_path / "甲.docx"
    source.write_bytes(docx(TEXT))
    with pytest.raises(UsageError):
        annotate_file(source, source, result(source.read_bytes()))
    with pytest.raises(UsageError):
        annotate_file(source, tmp_path / "." / "甲.docx", result(source.read_bytes()))
    before = source.read_bytes()
    annotate_file(source, tmp_path / "乙.docx", result(before))
    assert source.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(["甲.docx", "乙.docx"])


def test_a_copy_that_reads_differently_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "a.docx"
    source.write_bytes(docx(TEXT))
    monkeypatch.setattr("lint_cmm.word.annotate.annotate", lambda *_, **__: docx("别的文字"))
    with pytest.raises(UsageError):
        annotate_file(source, tmp_path / "b.docx", result(source.read_bytes()))
    assert [p.name for p in tmp_path.iterdir()] == ["a.docx"]


def test_a_file_that_is_no_package_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "a.docx"
    source.write_bytes(b"not a zip")
    with pytest.raises(UsageError):
        annotate_file(source, tmp_path / "b.docx", result(docx(TEXT)))


def test_traces_of_removed_comments_go_from_the_parts_word_keeps_beside_them() -> None:
    data = docx(TEXT)
    out = annotate(data, result(data, on(data, "bgzjy")))
    saved = as_word_saves_it(out)
    again = annotate(saved, result(saved, on(saved, "bgzjy")))
    extended = part(again, "word/commentsExtended.xml")
    assert [{k.rpartition("}")[2]: v for k, v in e.attrib.items()} for e in extended] == [{"paraId": "0B000001"}]
    assert "word/commentsExtended.xml" in names(again)


def as_word_saves_it(data: bytes) -> bytes:
    """The package as Word would keep it: paragraph ids on our comments and a thread list, with somebody's answer."""
    w14 = "http://schemas.microsoft.com/office/word/2010/wordml"
    source, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    root = part(data, "word/comments.xml")
    for i, paragraph in enumerate(root.iter(W + "p")):
        paragraph.set(f"{{{w14}}}paraId", f"0A{i:06d}")
    from lxml import etree

    last = [c[-1].get(f"{{{w14}}}paraId") for c in root]
    entries = "".join(f'<w15:commentEx w15:paraId="{i}" w15:done="0"/>' for i in last)
    entries += f'<w15:commentEx w15:paraId="0B000001" w15:paraIdParent="{last[0]}"/>'
    extended = f'<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">{entries}</w15:commentsEx>'
    with zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            body = source.read(name)
            if name == "word/comments.xml":
                body = etree.tostring(root)
            elif name == "word/_rels/document.xml.rels":
                relation = '<Relationship Id="rIdEx" Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended" Target="commentsExtended.xml"/>'
                body = body.replace(b"</Relationships>", relation.encode() + b"</Relationships>")
            target.writestr(name, body)
        target.writestr("word/commentsExtended.xml", extended)
    return out.getvalue()

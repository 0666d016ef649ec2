"""Headers, notes, comments, properties, links, revisions, active content."""

from __future__ import annotations

import pytest
from ooxml import package, para, run, zipped

from lint_cmm.model.read import SURFACES, read
from lint_cmm.model.types import Active, Comment, Document, Link, Revision, Span
from lint_cmm.package.errors import InputRejected


def document(content: str = "<w:p/>", **known: object) -> Document:
    return read(package(content, **known))


def shown(found: Document, part: str) -> list[tuple[str, str]]:
    return [(p.text, p.origin) for p in found.stories[part].paragraphs] if part in found.stories else []


def test_headers_and_footers_of_every_kind_are_read() -> None:
    found = document(
        headers={"default": para("常"), "first": f"<w:tbl><w:tr><w:tc>{para('首')}</w:tc></w:tr></w:tbl>", "even": para("偶")},
        footers={"default": f"<w:sdt><w:sdtContent>{para('脚')}</w:sdtContent></w:sdt>"},
    )
    assert shown(found, "header") == [("常", "header:default"), ("首", "header:first"), ("偶", "header:even")]
    assert shown(found, "footer") == [("脚", "footer:default")]
    assert found.checked == SURFACES


def test_a_header_shared_by_sections_is_read_once() -> None:
    section = para("甲", '<w:sectPr><w:headerReference w:type="default" r:id="headerdefault"/></w:sectPr>')
    assert shown(document(section + section, headers={"default": para("眉")}), "header") == [("眉", "header:default")]


def test_missing_picture_and_theme_are_no_error() -> None:
    found = document(para("甲"), links=[("p1", "image", "NULL"), ("t1", "theme", "gone.xml")])
    assert found.checked == SURFACES and not found.refused


@pytest.mark.parametrize(
    ("links", "content", "surface", "name"),
    [
        ([("h1", "header", "gone.xml")], "", "headers", "word/gone.xml"),
        ([], '<w:sectPr><w:footerReference w:type="default" r:id="h1"/></w:sectPr>', "footers", "footer h1"),
        ([("n1", "endnotes", "gone.xml")], "", "notes", "word/gone.xml"),
        ([("c1", "comments", "gone.xml")], "", "comments", "word/gone.xml"),
    ],
)
def test_a_missing_story_is_told_and_the_rest_is_read(links: list[tuple[str, str, str]], content: str, surface: str, name: str) -> None:
    found = document(para("甲") + content, links=links)
    assert found.body.text == "甲" and set(SURFACES) - set(found.checked) == {surface}
    assert [(r.code, r.kind, r.facts) for r in found.refused] == [("E001", "part-missing", {"name": name})]


def test_of_many_parts_that_are_not_read_some_are_told_and_each_once() -> None:
    links = [(f"h{i}", "aFChunk", f"x{i // 2}.html") for i in range(200)]
    chunks = "".join(f'<w:altChunk r:id="h{i}"/>' for i in range(200)) + '<w:sectPr><w:headerReference r:id="z"/></w:sectPr>' * 200
    found = document(para("甲") + chunks, links=links)
    assert len({r.facts["name"] for r in found.refused}) == len(found.refused) == 20


def test_what_stands_above_a_word_is_read_beside_the_text() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('某')}{run('网')}</w:rt><w:rubyBase>{run('字')}</w:rubyBase></w:ruby></w:r>"
    found = document(para(run("甲") + ruby) + para("乙"), headers={"default": para(ruby)})
    assert found.body.text == "甲字\n乙"
    assert shown(found, "textbox") == [("某网", "ruby")]
    assert shown(found, "header") == [("字", "header:default"), ("某网", "ruby")]


def test_notes_are_read_without_their_separators() -> None:
    notes = '<w:footnote w:id="0" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    notes += f'<w:footnote w:id="2">{para("注一")}{para("续")}</w:footnote>'
    found = document(footnotes=notes, endnotes=f'<w:endnote w:id="1">{para("尾注")}</w:endnote>')
    assert [t for t, _ in shown(found, "footnote")] == ["注一", "续"]
    assert [t for t, _ in shown(found, "endnote")] == ["尾注"]


COMMENTS = f'<w:comment w:id="5" w:author="张某">{para("请改")}{para("再改")}</w:comment>'


@pytest.mark.parametrize(
    ("content", "span"),
    [
        (para(run("甲") + '<w:commentRangeStart w:id="5"/>' + run("乙丙") + '<w:commentRangeEnd w:id="5"/>'), (1, 1, 3)),
        (para(run("甲") + '<w:commentRangeStart w:id="5"/>' + run("乙")) + para(run("丙") + '<w:commentRangeEnd w:id="5"/>'), (1, 1, 2)),
        (para(run("甲") + '<w:commentRangeStart w:id="5"/>') + para(run("丙") + '<w:commentRangeEnd w:id="5"/>'), (2, 0, 1)),
        ('<w:commentRangeStart w:id="5"/>' + para("甲") + '<w:commentRangeEnd w:id="5"/>', (1, 0, 1)),
        (para(run("甲") + '<w:r><w:commentReference w:id="5"/></w:r>'), (1, 1, 1)),
        (para("甲") + '<w:commentRangeStart w:id="5"/>', (1, 1, 1)),
        (para("甲"), None),
    ],
)
def test_comments_stand_on_the_text_they_are_anchored_to(content: str, span: tuple[int, int, int] | None) -> None:
    found = document(content, comments=COMMENTS)
    assert found.comments == (Comment("请改\n再改", "张某", Span("body", *span) if span else None),)
    assert [t for t, _ in shown(found, "comment")] == ["请改", "再改"]


def test_properties_are_read_under_their_usual_names() -> None:
    core = '<p:coreProperties xmlns:p="urn:p" xmlns:dc="urn:dc"><dc:title>题</dc:title><dc:creator>某网_x000D_站</dc:creator></p:coreProperties>'
    app = "<Properties><Company>单位</Company><Pages>3</Pages></Properties>"
    custom = '<Properties xmlns:v="urn:v"><property name="来源"><v:lpwstr>资料网</v:lpwstr></property></Properties>'
    found = document(core=core, app=app, custom=custom)
    expected = [("题", "property:title"), ("某网\n站", "property:author"), ("单位", "property:Company"), ("资料网", "property:来源")]
    assert shown(found, "properties") == expected
    assert found.properties["Pages"] == "3" and found.properties["来源"] == "资料网"


def test_halves_of_characters_in_properties_are_put_together() -> None:
    core = '<p:coreProperties xmlns:p="urn:p" xmlns:dc="urn:dc"><dc:title>甲_xD83D__xDE00_乙_xD83D_丙</dc:title></p:coreProperties>'
    assert shown(document(core=core), "properties") == [("甲\U0001f600乙\ufffd丙", "property:title")]


def test_broken_properties_are_said_not_to_be_checked() -> None:
    assert document(core="<broken").checked == tuple(s for s in SURFACES if s != "properties")


def test_links_stand_over_their_text() -> None:
    found = document(
        para(run("见") + f'<w:hyperlink r:id="l1">{run("此")}</w:hyperlink>'),
        links=[("l1", "hyperlink", "ext:http://a.example/"), ("i1", "image", "ext:http://b.example/x.png")],
    )
    assert found.links == (
        Link("hyperlink", "http://a.example/", Span("body", 1, 1, 2)),
        Link("image", "http://b.example/x.png", None),
    )


@pytest.mark.parametrize(
    ("instruction", "target"),
    [
        (' HYPERLINK "http://a.example/" ', "http://a.example/"),
        (" HYPERLINK http://a.example/ \\o 提示", "http://a.example/"),
        (' INCLUDEPICTURE "http://a.example/p.png" \\d', "http://a.example/p.png"),
        (' HYPERLINK \\l "书签" ', None),
        (" PAGE ", None),
        ("", None),
    ],
)
def test_addresses_in_field_instructions_are_kept(instruction: str, target: str | None) -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    half = len(instruction) // 2
    words = "".join(f'<w:r><w:instrText xml:space="preserve">{w}</w:instrText></w:r>' for w in (instruction[:half], instruction[half:]))
    content = para(run("见") + mark.format("begin") + words + mark.format("separate") + run("此处") + mark.format("end"))
    found = document(content)
    assert found.body.text == "见此处"
    assert found.links == ((Link("field", target, Span("body", 1, 1, 3)),) if target else ())


def test_revisions_are_recorded_with_their_place() -> None:
    found = document(
        para(
            run("甲")
            + f'<w:ins w:id="1" w:author="审" w:date="d">{run("新")}</w:ins><w:ins w:id="2" w:author="审" w:date="d">{run("增")}</w:ins>'
            + '<w:del w:id="3" w:author="审"><w:r><w:delText>旧</w:delText></w:r></w:del>'
        )
    )
    assert found.revisions == (
        Revision("insert", Span("body", 1, 1, 3), "新增", "审"),
        Revision("delete", Span("body", 1, 3, 3), "旧", "审"),
    )


def test_what_was_deleted_as_a_whole_stands_where_it_stood() -> None:
    gone = f'<w:del w:id="3" w:author="审">{para(run("旧").replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText "))}</w:del>'
    for content, span in ((gone + para("甲"), Span("body", 1, 0, 0)), (para("甲") + gone + para("乙"), Span("body", 1, 1, 1))):
        assert document(content).revisions == (Revision("delete", span, "旧", "审"),)


ACTIVE = {
    "macro": (
        {"links": [("m", "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin")]},
        "word/vbaProject.bin",
    ),
    "ole": ({"links": [("o", "oleObject", "embeddings/o.bin")]}, "word/embeddings/o.bin"),
    "activex": ({"links": [("a", "control", "activeX/a.xml")]}, "word/activeX/a.xml"),
}


@pytest.mark.parametrize("kind", ACTIVE)
def test_active_parts_are_seen(kind: str) -> None:
    known, name = ACTIVE[kind]
    assert document(parts={name: b"\0"}, **known).active == (Active(kind, name),), "by the name that the file gives it"


def test_alt_chunk_and_dde_are_seen() -> None:
    content = '<w:altChunk r:id="h"/>' + para('<w:fldSimple w:instr=" DDEAUTO excel x "/>')
    found = document(content, links=[("h", "aFChunk", "x.html")], parts={"word/x.html": "<html/>"})
    assert found.active == (Active("altchunk", "word/x.html"), Active("dde", "DDEAUTO excel x"))


@pytest.mark.parametrize(
    ("target", "remote"),
    [
        ("http://t.example/a.dotm", True),
        ("\\\\host\\share\\a.dotm", True),
        ("file://host/share/a.dotm", True),
        ("file:///C:\\Users\\a\\Normal.dotm", False),
        ("C:\\a.dotm", False),
    ],
)
def test_only_templates_of_other_machines_are_remote(target: str, remote: bool) -> None:
    rels = package("<w:p/>", settings="")
    assert rels
    found = read(_with_template(target))
    assert (Active("remote-template", target) in found.active) is remote
    assert Link("template", target, None) in found.links


def _with_template(target: str) -> bytes:
    from ooxml import members, relationships

    found = members(para("甲"), settings="")
    return zipped(found | {"word/_rels/settings.xml.rels": relationships([("t1", "attachedTemplate", "ext:" + target)])})


def test_bookmarks_list_texts_and_rsids_are_kept() -> None:
    numbering = '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:lvlText w:val="某网%1"/></w:lvl></w:abstractNum>'
    settings = '<w:rsids><w:rsidRoot w:val="00A1"/><w:rsid w:val="00B2"/></w:rsids>'
    found = document(para('<w:bookmarkStart w:id="0" w:name="书签"/>'), numbering=numbering, settings=settings)
    assert (found.bookmarks, found.list_texts, found.rsids) == (("书签",), ("某网%1",), ("00A1", "00B2"))


@pytest.mark.parametrize("second", ['w:val="00B2C3D4"', "w:val='00B2C3D4'", 'w:other="1" w:val="00B2C3D4"'])  # as Word writes it, and not
def test_editing_sessions_are_read_however_they_are_written(second: str) -> None:
    settings = f'<w:zoom w:percent="100"/><w:rsids><w:rsidRoot w:val="00A1B2C3"/><w:rsid {second}/></w:rsids><w:compat/>'
    assert document(para("甲"), settings=settings).rsids == ("00A1B2C3", "00B2C3D4")
    with pytest.raises(InputRejected):
        document(para("甲"), settings=settings + "<w:odd>")


def test_what_stands_on_a_story_without_paragraphs_has_no_place() -> None:
    found = document(f'<w:del w:id="1">{para(run("旧"))}</w:del><w:commentRangeStart w:id="5"/>', comments=COMMENTS)
    assert found.body.paragraphs == () and found.revisions == () and found.comments[0].span is None

"""The real files of the shared corpus: each has one right outcome."""

from __future__ import annotations

import pytest
from support import SHARED

from lint_cmm.model.read import SURFACES, read
from lint_cmm.package.errors import InputRejected

FOLDER = SHARED / "corpus" / "docx"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the shared corpus is not here")

REFUSED = {
    "encrypted-agile.docx": ("E002", "encrypted"),
    "encrypted-standard.docx": ("E002", "encrypted"),
    "external-entity.docx": ("E001", "doctype"),
    "fuzzed-bad-central-directory.docx": ("E001", "broken-zip"),
    "ms932.rtf": ("E003", "rtf"),
    "truncated.docx": ("E001", "broken-zip"),
    "word97.doc": ("E003", "doc"),
    "works.wps": ("E003", "works"),
    "~$zh-owner-lock.docx": ("E003", "owner-file"),
}
# paragraphs of each story, and (story, paragraph, what it says: label and text, or a part of it)
READ: dict[str, tuple[dict[str, int], list[tuple[str, int, str]]]] = {
    "altchunk-html.docx": ({"body": 0}, []),
    "altchunk.docx": ({"body": 3, "comment": 1}, [("comment", 1, "Comment in Test.docx")]),
    "checkboxes.docx": ({"body": 16, "header": 3, "footer": 3}, [("body", 1, "This is a small test for checkboxes ")]),
    "content-controls.docx": ({"body": 5}, [("body", 4, "☐"), ("body", 5, "Two")]),
    "external-refs.docx": ({"body": 4}, [("body", 1, "Testing INCLUDEPICTURE:[Image placeholder]")]),
    "features.docx": ({"body": 3, "comment": 2}, [("body", 3, "This is hidden text.")]),
    "fldsimple.docx": ({"body": 1}, [("body", 1, "FldSimple.docx")]),
    "fuzzed-bad-crc.docx": ({"body": 3}, [("body", 3, "Content control that is the entire paragraph")]),
    "grid-offset-error.docx": ({"body": 5}, [("body", 2, "Merged B1-B3")]),
    "hidden-run.docx": ({"body": 1}, []),
    "letterhead-watermark.docx": ({"body": 12, "textbox": 1}, [("textbox", 1, "DEMO"), ("body", 7, "Company Web")]),
    "macro.docm": ({"body": 1}, [("body", 1, "This is a macro word processing document")]),
    "mergefield.docx": ({"body": 9}, [("body", 1, "Hallo, lower «Kundenname»")]),
    "office365-document2.docx": ({"body": 1}, [("body", 1, "This is a sample file")]),
    "renamed-main-part.docx": ({"body": 1}, [("body", 1, "This is a link to my website.")]),
    "ruby.docx": ({"body": 2}, [("body", 1, "東京")]),
    "smartart.docx": ({"body": 4, "textbox": 3}, [("textbox", 1, "From here"), ("textbox", 3, "And then here.")]),
    "smarttag.docx": ({"body": 5}, [("body", 1, "Carnegie")]),
    "strict.docx": ({"body": 1}, [("body", 1, "Test")]),
    "symbols.docx": ({"body": 1}, [("body", 1, "∞×÷≥≤±™®©")]),
    "table-in-text-box.docx": ({"body": 5, "textbox": 11}, [("textbox", 1, "This is a test"), ("textbox", 8, "footer, cover page")]),
    "template.dotx": (
        {"body": 18, "textbox": 9, "header": 2, "footer": 1},
        [("body", 5, "[Dates From - To]"), ("textbox", 1, "Contact Info")],
    ),
    "text-boxes-header-footer.docx": (
        {"body": 1, "textbox": 3, "header": 1, "footer": 1},
        [("textbox", 1, "text box in the body"), ("textbox", 2, "text box in the head"), ("textbox", 3, "text box in the foot")],
    ),
    "toc-in-sdt.docx": ({"body": 10}, [("body", 1, "Contents")]),
    "tracked-ins-del.docx": ({"body": 23}, [("body", 2, "A Nepalese name for Tilaka")]),
    "tracked-moves.docx": ({"body": 6}, [("body", 2, "You can also type"), ("body", 3, "When you click")]),
    "utf8-bom.docx": ({"body": 1}, [("body", 1, "This XML has a byte order mark.")]),
    "zh-announcement-template.docx": ({"body": 22, "textbox": 5, "footer": 2}, [("textbox", 1, "XXXX人民政府公告"), ("footer", 2, "—1—")]),
    "zh-automatic-numbering.docx": (
        {"body": 3483},
        [("body", 1, "一|1"), ("body", 20, "二十|20"), ("body", 99, "九十九|99"), ("body", 101, "一〇一|101")],
    ),
    "zh-content-controls.docx": ({"body": 46}, [("body", 4, "目的地：[您要去哪儿？]")]),
    "zh-form-white-text.docx": ({"body": 25}, [("body", 2, "套头文件单")]),
    "zh-header-wordart-watermark.docx": ({"body": 1, "header": 4, "footer": 3}, [("header", 3, "保密")]),
    "zh-minutes-template.docx": ({"body": 20, "textbox": 6, "footer": 2}, [("textbox", 2, "会议纪要")]),
    "zh-news-smarttags.docx": ({"body": 33}, [("body", 5, "2007年4月20日，东莞")]),
    "zh-notice-python-docx.docx": ({"body": 20}, [("body", 4, "一、《财富的真相》"), ("body", 5, "（一）财富")]),
    "zh-notice-template.docx": ({"body": 22, "textbox": 2, "footer": 4}, [("textbox", 2, "XXXX人民政府")]),
    "zh-table-form.docx": ({"body": 104, "textbox": 1}, [("textbox", 1, "附件五"), ("body", 8, "出生日期")]),
    "zh-vertical-text.docx": ({"body": 13}, [("body", 2, "蜀道难 ")]),
}


def test_every_file_has_an_outcome() -> None:
    files = {p.name for p in FOLDER.iterdir() if p.is_file() and p.suffix != ".tsv"}
    assert files == set(REFUSED) | set(READ)


@pytest.mark.parametrize("name", REFUSED)
def test_unreadable_file_is_refused_for_what_it_is(name: str) -> None:
    with pytest.raises(InputRejected) as caught:
        read((FOLDER / name).read_bytes())
    assert (caught.value.code, caught.value.kind) == REFUSED[name]


@pytest.mark.parametrize("name", READ)
def test_readable_file_is_read(name: str) -> None:
    counts, words = READ[name]
    found = read((FOLDER / name).read_bytes())
    assert {part: len(found.stories[part].paragraphs) if part in found.stories else 0 for part in counts} == counts
    for part, index, expected in words:
        paragraph = found.stories[part].paragraphs[index - 1]
        assert expected in paragraph.label + paragraph.text
    assert found.checked == SURFACES


def test_what_stands_beside_the_text_of_real_files() -> None:
    def of(name: str):  # type: ignore[no-untyped-def]
        return read((FOLDER / name).read_bytes())

    assert [a.kind for a in of("macro.docm").active] == ["macro"]
    assert [a.kind for a in of("altchunk-html.docx").active] == ["altchunk"]
    assert [link.target for link in of("external-refs.docx").links] == [
        "http://example.com/tracking.png", "http://example.org/payload.txt", "http://example.net/exploit.wmf", "http://test.invalid/cmd.docx",
    ]  # fmt: skip
    assert [r.kind for r in of("tracked-moves.docx").revisions] == ["move-from", "move-to"]
    assert {p.format.hidden for p in of("hidden-run.docx").body.paragraphs[0].pieces} == {True, False}
    white = [p for q in of("zh-form-white-text.docx").body.paragraphs for p in q.pieces if p.format.color == "FFFFFF"]
    assert white
    comment = of("features.docx").comments[0]
    assert comment.author == "Kyle Reese" and comment.span is not None and comment.span.part == "body"
    assert of("renamed-main-part.docx").links[0].span is not None

"""The walker and the model are one: atoms lead from offsets back to elements."""

from __future__ import annotations

from ooxml import package, para, run

from lint_cmm.model.read import read
from lint_cmm.model.stories import Reading

CONTENT = (
    para(run("甲") + "<w:r><w:tab/><w:t> 乙 </w:t><w:br/></w:r>" + f'<w:ins w:id="1">{run("丙")}</w:ins>', "<w:rPr><w:del/></w:rPr>")
    + para(run("丁") + f"<w:sdt><w:sdtContent>{run('戊')}</w:sdtContent></w:sdt>")
    + f"<w:tbl><w:tr><w:tc>{para(run('格'))}</w:tc></w:tr></w:tbl>"
    + para(
        '<w:r><w:pict><v:shape alt="像"><v:textbox><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>'
    )
)


def test_atoms_cover_every_paragraph_and_lead_back_to_their_elements() -> None:
    data = package(CONTENT, headers={"default": para("眉")}, footnotes=f'<w:footnote w:id="2">{para("注")}</w:footnote>')
    document, reading = read(data), Reading(data, keep=True)
    assert set(document.stories) == {part for part, blocks in reading.walker.stories.items() if blocks}
    for part, story in document.stories.items():
        blocks = reading.walker.stories[part]
        assert [b.index for b in blocks] == [p.index for p in story.paragraphs]
        for block, paragraph in zip(blocks, story.paragraphs, strict=True):
            at = 0
            for element, start, text, holder, _ in block.atoms:
                assert start == at and paragraph.text[start : start + len(text)] == text
                assert holder is None or element.getparent() is holder
                at += len(text)
            assert at == block.length == len(paragraph.text)


def test_joined_paragraphs_keep_all_their_elements() -> None:
    body = Reading(package(CONTENT)).walker.stories["body"]
    assert [len(block.elements) for block in body] == [2, 1, 1]
    assert body[0].text == "甲\t乙\n丙丁戊"


def test_reading_twice_gives_the_same() -> None:
    data = package(CONTENT)
    first, second = read(data), read(data)
    assert [repr(p) + str(p.pieces) for p in first.body.paragraphs] == [repr(p) + str(p.pieces) for p in second.body.paragraphs]


def test_markup_that_changes_nothing_changes_nothing() -> None:
    plain = read(package(para(run("问题不少", "<w:b/>") + run("措施"))))
    split = "".join(run(c, "<w:b/>") for c in "问题不少")
    noise = '<w:proofErr w:type="x"/><w:bookmarkStart w:id="0" w:name="b"/><!-- 注 --><w:bookmarkEnd w:id="0"/>'
    wrapped = f'<mc:AlternateContent><mc:Choice Requires="w14">{run("措施")}</mc:Choice><mc:Fallback>{run("措施")}</mc:Fallback></mc:AlternateContent>'
    other = read(package(para(split + noise + wrapped, "<w:rPr><w:ins w:id='3'/></w:rPr>")))
    assert other.body.text == plain.body.text
    assert other.body.paragraphs[0].pieces == plain.body.paragraphs[0].pieces

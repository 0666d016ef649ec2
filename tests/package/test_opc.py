"""Parts and their relationships: which part a target means, and what a package with odd relationships still gives."""

from __future__ import annotations

import pytest
from ooxml import members, package, para, relationships, zipped

from lint_cmm.model.read import read
from lint_cmm.package.errors import InputRejected
from lint_cmm.package.opc import Package, Relationship, resolve


@pytest.mark.parametrize(
    ("folder", "target", "part"),
    [
        ("word", "header1.xml", "word/header1.xml"),
        ("word", "./media/../Header1.XML", "word/header1.xml"),
        ("word", "../customXml/item1.xml", "customxml/item1.xml"),
        ("word", "../../../word/a.xml", "word/a.xml"),
        ("word", "/word/a.xml", "word/a.xml"),
        ("word/sub", "a.xml", "word/sub/a.xml"),
        ("", "word/document.xml", "word/document.xml"),
        ("word", "media\\image%201.png#x", "word/media/image 1.png"),
        ("word", "%E9%A1%B5%E7%9C%89.xml", "word/页眉.xml"),
        ("word", "", "word"),
    ],
)
def test_a_target_means_a_part_however_it_is_written(folder: str, target: str, part: str) -> None:
    assert resolve(folder, target) == part


def test_relationships_are_those_of_their_part_in_the_order_of_the_file() -> None:
    links = [("b", "header", "h.xml"), ("a", "hyperlink", "ext:http://X.cn/A"), ("c", "header", "gone.xml")]
    own = Package(package(para("甲"), links=links, headers={"default": para("乙")}))
    assert own.main() == "word/document.xml" and own.has_main() and own.owners() == ["", "word/document.xml"]
    found = own.relationships("word/document.xml")
    assert [*found][:3] == ["b", "a", "c"]
    assert found["a"] == Relationship("a", "hyperlink", "http://X.cn/A", True), "an address is kept as it is written"
    assert [r.target for r in own.related("word/document.xml", "header")] == ["word/h.xml", "word/gone.xml", "word/header-default.xml"]
    assert own.relationships("word/header-default.xml") == {}
    assert "word/gone.xml" not in own and own.called("word/gone.xml") == "word/gone.xml"
    assert own.called("[content_types].xml") == "[Content_Types].xml"


def test_a_relationship_without_its_attributes_is_passed_over() -> None:
    odd = relationships([("a", "header", "h.xml")]).replace("<Relationship Id", '<Relationship/><Relationship Id="x"/><Relationship Id', 1)
    document = read(zipped(members(para("甲")) | {"word/_rels/document.xml.rels": odd}))
    assert document.body.text == "甲"


def test_the_document_is_the_first_main_part_that_is_there() -> None:
    roots = [("a", "officeDocument", "word/gone.xml"), ("b", "officeDocument", "ext:word/document.xml")]
    with pytest.raises(InputRejected) as refused:
        Package(zipped(members(para("甲")) | {"_rels/.rels": relationships(roots)})).main()
    assert (refused.value.code, refused.value.kind) == ("E001", "no-main-part")
    there = relationships([*roots, ("c", "officeDocument", "/WORD/Document.xml")])
    assert Package(zipped(members(para("甲")) | {"_rels/.rels": there})).main() == "word/document.xml"

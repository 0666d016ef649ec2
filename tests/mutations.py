"""Real packages taken apart: changed bytes, changed XML, and changes that mean nothing.

A harmless change is one that Word itself makes at every save, or that another program adds: it must not change what is
found. Each of ``HARMLESS`` changes the tree of a document part in place.
"""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from copy import deepcopy
from io import BytesIO

from lxml import etree
from ooxml import W, zipped

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_W = f"{{{W}}}"
Node = etree._Element


def unzipped(data: bytes) -> dict[str, bytes]:
    """The members of a package, in order."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(data: bytes, change: Callable[[Node], None], part: str = "word/document.xml") -> bytes:
    """The package with the tree of one part changed."""
    members = unzipped(data)
    root = etree.fromstring(members[part])
    change(root)
    members[part] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return zipped(members)


def _runs(root: Node) -> list[Node]:
    """The runs that hold nothing but texts, outside fields and text boxes."""
    found = []
    for paragraph in root.iter(f"{_W}p"):
        if paragraph.find(f".//{_W}fldChar") is None and paragraph.find(f".//{_W}txbxContent") is None:
            found += [r for r in paragraph.findall(f"{_W}r") if {c.tag for c in r} <= {f"{_W}rPr", f"{_W}t"} and len(r)]
    return found


def split_runs(root: Node) -> None:
    """Every run of one text with more than one character becomes two, somewhere in the middle."""
    for run in _runs(root):
        texts = run.findall(f"{_W}t")
        if len(texts) == 1 and len(texts[0].text or "") > 1:
            text = texts[0].text or ""
            second = deepcopy(run)
            second.tail = None
            at = len(text) * 2 // 5 or 1
            for node, piece in ((texts[0], text[:at]), (second.find(f"{_W}t"), text[at:])):
                assert node is not None
                node.text = piece
                node.set(XML_SPACE, "preserve")
            run.addnext(second)


def rsids(root: Node) -> None:
    """Revision save ids, as Word gives them to everything."""
    for i, node in enumerate(root.iter(f"{_W}p", f"{_W}r")):
        node.set(f"{_W}rsidR", f"{i:08X}")
        if node.tag == f"{_W}p":
            node.set(f"{_W}rsidRDefault", f"{i * 7:08X}")


def comments(root: Node) -> None:
    """XML comments and processing instructions between runs and inside texts."""
    for i, node in enumerate(list(root.iter(f"{_W}t"))):
        if len(node.text or "") > 2:
            text = node.text or ""
            mark = etree.Comment(" 甲 ") if i % 2 else etree.ProcessingInstruction("x", "甲")
            node.text, mark.tail = text[:2], text[2:]
            node.append(mark)
    for run in _runs(root):
        run.addnext(etree.Comment("乙"))


def proofing(root: Node) -> None:
    """Marks of the spelling checker around every run."""
    for run in _runs(root):
        for kind, add in (("spellStart", run.addprevious), ("spellEnd", run.addnext)):
            add(etree.Element(f"{_W}proofErr", {f"{_W}type": kind}))


def bookmarks(root: Node) -> None:
    """A bookmark around every run."""
    for i, run in enumerate(_runs(root)):
        run.addprevious(etree.Element(f"{_W}bookmarkStart", {f"{_W}id": str(5000 + i), f"{_W}name": f"_Toc{i}"}))
        run.addnext(etree.Element(f"{_W}bookmarkEnd", {f"{_W}id": str(5000 + i)}))


def empty_runs(root: Node) -> None:
    """Empty runs between the runs."""
    for run in _runs(root):
        run.addnext(etree.Element(f"{_W}r"))


def _wrap(run: Node, outer: Node, inner: Node) -> None:
    parent = run.getparent()
    assert parent is not None
    parent.replace(run, outer)
    inner.append(run)


def alternatives(root: Node) -> None:
    """Every run as the choice of an AlternateContent whose fallback is the same run."""
    for run in _runs(root):
        outer = etree.Element(
            f"{{{MC}}}AlternateContent", nsmap={"mc": MC, "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"}
        )
        copy = deepcopy(run)
        _wrap(run, outer, etree.SubElement(outer, f"{{{MC}}}Choice", Requires="wps"))
        etree.SubElement(outer, f"{{{MC}}}Fallback").append(copy)


def smart_tags(root: Node) -> None:
    """Every run in a smart tag, in custom XML and in a content control."""
    for i, run in enumerate(_runs(root)):
        if i % 3 < 2:
            name = ("smartTag", "customXml")[i % 3]
            outer = inner = etree.Element(_W + name, {f"{_W}element": "x", f"{_W}uri": "urn:x"})
        else:
            outer = etree.Element(f"{_W}sdt")
            etree.SubElement(outer, f"{_W}sdtPr")
            inner = etree.SubElement(outer, f"{_W}sdtContent")
        _wrap(run, outer, inner)


def block_controls(root: Node) -> None:
    """Every paragraph of the body in a content control of its own."""
    body = root.find(f"{_W}body")
    assert body is not None
    for paragraph in body.findall(f"{_W}p"):
        outer = etree.Element(f"{_W}sdt")
        etree.SubElement(outer, f"{_W}sdtPr")
        _wrap(paragraph, outer, etree.SubElement(outer, f"{_W}sdtContent"))


def cdata(root: Node) -> None:
    """Texts as CDATA: another writing of the same characters."""
    for node in root.iter(f"{_W}t"):
        if node.text and "]]>" not in node.text:
            node.text = etree.CDATA(node.text)


HARMLESS: tuple[Callable[[Node], None], ...] = (
    split_runs,
    rsids,
    comments,
    proofing,
    bookmarks,
    empty_runs,
    alternatives,
    smart_tags,
    block_controls,
    cdata,
)

VALUES = ("", "0", "-1", "1", "2000000000", "9" * 40, "1e9999", "nan", "二", "none", "auto", "\u202e", "%1%2", "begin", "end", "restart")


def mutate_bytes(data: bytes, chance: random.Random) -> bytes:
    """A file with some bytes flipped, cut out, doubled or overwritten, or its end cut off."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at, size = chance.randrange(len(found)), chance.randint(1, 32)
        kind = chance.randrange(5)
        if kind == 0:
            found[at] ^= 1 << chance.randrange(8)
        elif kind == 1 and len(found) > size + 64:
            del found[at : at + size]
        elif kind == 2:
            found[at:at] = found[at : at + size]
        elif kind == 3:
            found[at : at + size] = bytes([chance.choice((0, 255, 80, 60))]) * size
        elif chance.random() < 0.2:
            del found[max(at, 64) :]
    return bytes(found)


def mutate_xml(data: bytes, chance: random.Random) -> bytes:
    """A sound zip file with one part whose elements were deleted, doubled, moved, renamed or given odd values."""
    members = unzipped(data)
    names = [n for n in members if n.endswith((".xml", ".rels")) and n != "[Content_Types].xml"]
    name = "word/document.xml" if chance.random() < 0.6 else chance.choice(names)
    root = etree.fromstring(members[name])
    for _ in range(chance.randint(1, 12)):
        _change(root, [n for n in root.iter() if isinstance(n.tag, str)], chance)
    content = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    members[name] = content if chance.random() < 0.9 else mutate_bytes(content, chance)
    return zipped(dict(members))


def _change(root: Node, nodes: list[Node], chance: random.Random) -> None:
    node, other = chance.choice(nodes), chance.choice(nodes)
    parent, kind = node.getparent(), chance.randrange(8)
    if kind == 0 and parent is not None:
        parent.remove(node)
    elif kind in (1, 2) and parent is not None and node is not other and node not in other.iterancestors() and len(nodes) < 20_000:
        other.insert(chance.randint(0, len(other)), deepcopy(node) if kind == 1 else node)
    elif kind == 3 and parent is not None:
        wrapper = etree.Element(other.tag)
        parent.replace(node, wrapper)
        wrapper.append(node)
    elif kind == 4:
        node.tag = other.tag
    elif kind == 5:
        node.text = chance.choice(("", "甲", "\t\n", "PAGE", "www.a.com", "\u200b\u202e", "XX", other.text or ""))
    elif node.attrib and kind == 6:
        node.set(chance.choice(list(node.attrib)), chance.choice(VALUES))
    elif other.attrib:
        key = chance.choice(list(other.attrib))
        node.set(key, other.get(key) or "")

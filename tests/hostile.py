"""Hostile inputs, made on the spot: a name, the bytes, and what the reader must answer.

``CASES`` maps a name to (maker, outcome): "E001:doctype" for a refusal (code and kind), or "read" where the input is odd
but sound. An unexpected pass is as wrong as an unexpected refusal.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

from ooxml import DECLARATION, NAMESPACES, TYPES, W, members, package, para, relationships, run, zipped

MAIN = "word/document.xml"
MIB = 1024 * 1024


def with_main(document: str | bytes, **more: str | bytes) -> bytes:
    """A package whose main part has these bytes."""
    return zipped(members("<w:p/>") | {MAIN: document} | more)


def document(inside: str, head: str = DECLARATION) -> str:
    return f"{head}<w:document {NAMESPACES}><w:body>{inside}</w:body></w:document>"


def raw_zip(entries: list[tuple[str, bytes]], *, method: int = 8, flags: int = 0, size: int | None = None, crc: int | None = None) -> bytes:
    """A zip written by hand; sizes and checksums may lie."""
    out, directory = b"", b""
    for name, content in entries:
        machine = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = content if method == 0 else machine.compress(content) + machine.flush()
        told = (crc if crc is not None else zlib.crc32(content), len(packed), size if size is not None else len(content))
        encoded = name.encode("utf-8")
        at = len(out)
        out += struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, flags, method, 0, 33, *told, len(encoded), 0) + encoded + packed
        directory += (
            struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, flags, method, 0, 33, *told, len(encoded), 0, 0, 0, 0, 0, at) + encoded
        )
    return out + directory + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, len(entries), len(entries), len(directory), len(out), 0)


def plain_members() -> list[tuple[str, bytes]]:
    return [(n, c.encode() if isinstance(c, str) else c) for n, c in members(para("甲")).items()]


def duplicate() -> bytes:
    return raw_zip([*plain_members(), ("WORD/Document.xml", b"<x/>")])


def overlap() -> bytes:
    """Every entry of the directory points at one and the same member (quoted overlap)."""
    data = raw_zip(plain_members())
    at = data.rindex(b"PK\x05\x06")
    start = struct.unpack_from("<L", data, at + 16)[0]
    entries = data[start:at]
    name = b"word/media/a.png"
    first = entries.index(b"PK\x01\x02", 4)
    extra = bytearray(entries[:first][:46]) + name
    struct.pack_into("<H", extra, 28, len(name))
    directory = entries + bytes(extra) * 1
    count = len(plain_members()) + 1
    return data[:start] + directory + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(directory), start, 0)


def descriptor() -> bytes:
    """Sizes after the data (flag bit 3), as streaming writers do."""
    import io
    import zipfile

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, piece) -> int:  # type: ignore[no-untyped-def]
            self.data += piece
            return len(piece)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[arg-type]
        for name, content in plain_members():
            archive.writestr(name, content)
    return bytes(pipe.data)


def styles_cycle() -> bytes:
    styles = "".join(f'<w:style w:type="paragraph" w:styleId="s{i}"><w:basedOn w:val="s{(i + 1) % 2000}"/></w:style>' for i in range(2000))
    return package("".join(para("甲", f'<w:pStyle w:val="s{i}"/>') for i in range(2000)), styles=styles)


def numbered(identity: int) -> str:
    return f'<w:p><w:pPr><w:numPr><w:numId w:val="{identity}"/></w:numPr></w:pPr></w:p>'


def listed(identity: int) -> str:
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val=""/></w:num>'


def many_lists() -> bytes:
    count = range(1, 20_001)
    levels = '<w:lvl w:ilvl="0"><w:lvlText w:val="%1"/></w:lvl>' * len(count)
    numbering = f"<w:abstractNum>{levels}</w:abstractNum>{''.join(map(listed, count))}"
    return package("".join(map(numbered, count)), numbering=numbering)


def namespaces() -> bytes:
    declared = " ".join(f'xmlns:n{i}="urn:{i}"' for i in range(2000))
    choices = '<mc:AlternateContent><mc:Choice Requires="n1"/></mc:AlternateContent>' * 20_000
    return with_main(document(para(choices)).replace("<w:document ", f"<w:document {declared} "))


def chain() -> bytes:
    """1,500 parts, each related to the next one: nothing walks there."""
    parts: dict[str, str | bytes] = {}
    for i in range(1500):
        parts[f"word/c{i}.xml"] = "<x/>"
        parts[f"word/_rels/c{i}.xml.rels"] = relationships([("r", "customXml", f"c{i + 1}.xml")])
    return package(para("甲"), links=[("r", "customXml", "c0.xml")], parts=parts)


LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "' + "&b;" * 50 + '">]>'
ENTITY = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
LOOSE = "<document><body/></document>"
DEEP = "<w:sdt><w:sdtContent>"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
UTF16_DOCTYPE = ('<?xml version="1.0" encoding="UTF-16"?>' + LAUGHS + document("", "")).encode("utf-16")
GRID = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
NULLS = [("a", "image", "NULL"), ("b", "styles", "NULL"), ("c", "numbering", "../../../etc/passwd"), ("d", "comments", "")]

CASES: dict[str, tuple[Callable[[], bytes], str]] = {
    # not a Word file at all
    "nothing": (lambda: b"", "E001:empty-file"),
    "zero bytes": (lambda: b"\0" * 4096, "E001:zero-bytes"),
    "noise": (lambda: bytes(range(256)) * 9, "E003:unknown"),
    "text": (lambda: "一、存在的问题".encode(), "E003:text"),
    "html": (lambda: b"\xef\xbb\xbf <html><body>", "E003:html"),
    "html in UTF-16": (lambda: "<html>".encode("utf-16"), "E003:html"),
    "mhtml": (lambda: b"MIME-Version: 1.0\r\n", "E003:mht"),
    "flat xml": (lambda: b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><x/>', "E003:flat-xml"),
    "rtf": (lambda: b"{\\rtf1}", "E003:rtf"),
    "pdf": (lambda: b"%PDF-1.7", "E003:pdf"),
    "picture": (lambda: b"\x89PNG\r\n", "E003:image"),
    "lfs pointer": (lambda: b"version https://git-lfs.github.com/spec/v1\n", "E003:lfs-pointer"),
    "owner file": (lambda: b"\x03abc" + b" " * 158, "E003:owner-file"),
    "doc": (lambda: OLE2 + "WordDocument".encode("utf-16-le"), "E003:doc"),
    "doc that ends in a zip": (lambda: OLE2 + "WordDocument".encode("utf-16-le") + package("<w:p/>"), "E003:doc"),
    "encrypted": (lambda: OLE2 + "EncryptedPackage".encode("utf-16-le"), "E002:encrypted"),
    "other compound file": (lambda: OLE2, "E003:ole2"),
    "plain zip": (lambda: zipped({"a.txt": "x"}), "E003:zip"),
    "workbook": (lambda: zipped({"[Content_Types].xml": TYPES, "xl/workbook.xml": "<x/>"}), "E003:xlsx"),
    "open document": (lambda: zipped({"mimetype": "x", "content.xml": "<x/>"}), "E003:odt"),
    # zip structure
    "truncated": (lambda: package(para("甲"))[:-100], "E001:broken-zip"),
    "long tail of zeros": (lambda: package(para("甲")) + b"\0" * 70_000, "E001:broken-zip"),
    "leading junk": (lambda: b"junk" + package(para("甲")), "E001:broken-zip"),
    "comment full of end marks": (lambda: package(para("甲"))[:-2] + struct.pack("<H", 400) + b"PK\x05\x06" * 100, "E001:broken-zip"),
    "duplicate names": (duplicate, "E001:duplicate-member"),
    "overlapping members": (overlap, "E001:overlap"),
    "name that climbs": (lambda: raw_zip([*plain_members(), ("../../x", b"")]), "E001:bad-name"),
    "absolute name": (lambda: raw_zip([*plain_members(), ("/etc/x", b"")]), "E001:bad-name"),
    "name with a backslash": (lambda: raw_zip([*plain_members(), ("word\\x", b"")]), "E001:bad-name"),
    "name with a NUL": (lambda: raw_zip([*plain_members(), ("word/a\0.xml", b"")]), "E001:bad-name"),
    "lying size": (lambda: raw_zip(plain_members(), size=7), "E001:bad-checksum"),
    "lying checksum": (lambda: raw_zip(plain_members(), crc=7), "E001:bad-checksum"),
    "encrypted members": (lambda: raw_zip(plain_members(), flags=1), "E002:encrypted-zip"),
    "unknown method": (lambda: raw_zip(plain_members(), method=99), "E001:compression-method"),
    "bad deflate": (lambda: raw_zip(plain_members(), method=0).replace(b"\0\0\0\0\x21\0", b"\x08\0\0\0\x21\0"), "E001:broken-zip"),
    "stored": (lambda: raw_zip(plain_members(), method=0), "read"),
    "data descriptors": (descriptor, "read"),
    "too many members": (lambda: raw_zip([*plain_members(), *((f"x{i}", b"") for i in range(10_001))]), "E004:limit:members"),
    # package
    "no main part": (lambda: zipped({k: v for k, v in members("<w:p/>").items() if k != MAIN}), "E001:no-main-part"),
    "no content types": (
        lambda: zipped({k: v for k, v in members("<w:p/>").items() if k != "[Content_Types].xml"}),
        "E001:no-content-types",
    ),
    "no relationships": (lambda: zipped({k: v for k, v in members("<w:p/>").items() if k != "_rels/.rels"}), "E001:no-main-part"),
    "relationships to nowhere": (lambda: package(para("甲"), links=NULLS), "read"),
    "chain of relationships": (chain, "read"),
    "20,000 relationships": (lambda: package(para("甲"), links=[(f"r{i}", "image", f"m{i}.png") for i in range(20_000)]), "read"),
    "too many relationships": (
        lambda: package(para("甲"), links=[(f"r{i}", "image", "m.png") for i in range(66_000)]),
        "E004:limit:relationships",
    ),
    "main part in capitals": (
        lambda: zipped(members(para("甲")) | {"_rels/.rels": relationships([("r", "officeDocument", "/Word/./Docu%6Dent.XML")])}),
        "read",
    ),
    # XML
    "doctype": (lambda: with_main(document(para("甲"), LAUGHS)), "E001:doctype"),
    "external entity": (lambda: with_main(document(para("&b;"), ENTITY)), "E001:doctype"),
    "doctype in UTF-16": (lambda: with_main(UTF16_DOCTYPE), "E001:doctype"),
    "doctype in a header": (
        lambda: zipped(members("<w:p/>", headers={"default": ""}) | {"word/header-default.xml": LAUGHS + "<a/>"}),
        "E001:doctype",
    ),
    "UTF-16": (lambda: with_main(document(para("甲"), '<?xml version="1.0" encoding="UTF-16"?>').encode("utf-16")), "read"),
    "odd prefix": (
        lambda: with_main(document(para("甲")).replace("xmlns:w=", "xmlns:n=").replace("<w:", "<n:").replace("</w:", "</n:")),
        "read",
    ),
    "GB18030": (lambda: with_main(document(para("甲"), '<?xml version="1.0" encoding="GB18030"?>').encode("gb18030")), "read"),
    "unknown encoding": (lambda: with_main(document(para("甲"), '<?xml version="1.0" encoding="X-99"?>')), "E001:broken-xml"),
    "invalid UTF-8": (lambda: with_main(document("<w:p/>").encode() + b"\xff\xfe"), "E001:broken-xml"),
    "control characters": (lambda: with_main(document(para("&#0;\x01"))), "E001:broken-xml"),
    "surrogate": (lambda: with_main(document(para("&#xD800;"))), "E001:broken-xml"),
    "leading white space": (lambda: with_main(" " + document("<w:p/>")), "E001:broken-xml"),
    "empty part": (lambda: with_main(""), "E001:broken-xml"),
    "no namespace": (lambda: with_main(LOOSE), "E001:no-main-part"),
    "workbook as main part": (lambda: with_main("<x:workbook xmlns:x='urn:x'/>"), "E003:xlsx"),
    "no body": (lambda: with_main(f'<w:document xmlns:w="{W}"/>'), "E001:no-body"),
    "depth": (lambda: with_main(document(DEEP * 5000)), "E004:limit:depth"),
    "depth within the limit": (lambda: package(DEEP * 110 + para("甲") + "</w:sdtContent></w:sdt>" * 110), "read"),
    "nested tables": (lambda: package("<w:tbl><w:tr><w:tc>" * 80 + para("甲") + "</w:tc></w:tr></w:tbl>" * 80), "read"),
    # size
    "bomb in the main part": (lambda: with_main(b"<a>" + b" " * (40 * MIB)), "E004:limit:part-size"),
    "bomb that lies": (
        lambda: raw_zip([(n, b" " * (40 * MIB) if n == MAIN else c) for n, c in plain_members()], size=99),
        "E001:bad-checksum",
    ),
    "bomb in a picture": (lambda: package(para("甲"), links=[("i", "image", "a.png")], parts={"word/a.png": b"\0" * (40 * MIB)}), "read"),
    "huge text": (lambda: package(para("甲" * 12_000_000)), "E004:limit:part-size"),
    "huge text node": (lambda: package(para("a" * 11_000_000)), "E004:limit:text-node"),
    "6 million elements": (lambda: with_main(document("<w:p/>" * 5_000_000)), "E004:limit:xml-nodes"),
    "many paragraphs": (lambda: package("<w:p/>" * 50_001), "E004:limit:paragraphs"),
    "many cells": (lambda: package("<w:tbl><w:tr>" + "<w:tc/>" * 50_001 + "</w:tr></w:tbl>"), "E004:limit:cells"),
    "long paragraph of many runs": (lambda: package(para(run("甲" * 9) * 50_000)), "read"),
    "a paragraph of 50 megabytes": (lambda: with_main(document(para(run("甲" * 500) * 33_000))), "E004:limit:part-size"),
    "a paragraph of 30 megabytes": (lambda: package(para(run("甲" * 500) * 19_000)), "E004:limit:characters"),
    "200,000 paragraphs of text": (lambda: package(para("甲") * 200_000), "E004:limit:paragraphs"),
    # claims
    "grid": (lambda: package(GRID), "read"),
    "style cycle": (styles_cycle, "read"),
    "unclosed fields": (lambda: package(para('<w:r><w:fldChar w:fldCharType="begin"/></w:r>甲' * 20_000) * 2), "read"),
    "a definition of 20,000 levels in 20,000 lists": (many_lists, "read"),
    "namespaces by the thousand": (namespaces, "E004:limit:namespaces"),
    "insertions by the ten thousand": (lambda: package(para('<w:ins w:author="a"><w:r><w:t>甲</w:t></w:r></w:ins>' * 50_000)), "read"),
    "a label of a megabyte": (
        lambda: package(
            numbered(1) * 3000, numbering=f'<w:abstractNum><w:lvl><w:lvlText w:val="{"%1" * 500_000}"/></w:lvl></w:abstractNum>{listed(1)}'
        ),
        "read",
    ),
}

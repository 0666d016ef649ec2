"""What a file is, by its content, whatever its suffix says."""

from __future__ import annotations

from lint_cmm.package.errors import InputRejected

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))  # characters that stand in no text
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# First bytes of what is often handed in under a .docx name, and the kind of refusal.
_MAGIC = (
    (b"{\\rtf", "rtf"),
    (b"%PDF-", "pdf"),
    (b"version https://git-lfs", "lfs-pointer"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"\xdb\xa5-", "word2"),
    (b"\xfeWPC", "wordperfect"),
)
# Names of streams in the directory of a compound file (UTF-16), most telling first.
_STREAMS = (
    ("EncryptedPackage", "E002", "encrypted"),
    ("EncryptionInfo", "E002", "encrypted"),
    ("DRMEncryptedDataSpace", "E002", "encrypted"),
    ("WordDocument", "E003", "doc"),
    ("MatOST", "E003", "works"),
    ("Workbook", "E003", "xls"),
    ("PowerPoint Document", "E003", "ppt"),
    ("HwpSummaryInformation", "E003", "hwp"),
    ("Microsoft Works", "E003", "works"),
)


def sniff(data: bytes) -> None:
    """Return when ``data`` begins like a zip file; else raise :class:`InputRejected` with what it is."""
    if data.startswith(b"PK\x03\x04"):
        return
    if not data:
        raise InputRejected("E001", "empty-file")
    if data.startswith(_OLE2):
        raise _compound(data)
    if _is_owner_file(data):
        raise InputRejected("E003", "owner-file")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise InputRejected("E003", kind)
    if not data.strip(b"\0"):
        raise InputRejected("E001", "zero-bytes")
    raise _text(data)


def _is_owner_file(data: bytes) -> bool:
    """Word's lock file ``~$name.docx``: 162 bytes, the user's name behind its length, then again in UTF-16."""
    return len(data) == 162 and 0 < data[0] <= 53 or len(data) == 165 and 0 < data[0] <= 55


def _compound(data: bytes) -> InputRejected:
    """Which OLE2 file it is, by the names of its streams."""
    for name, code, kind in _STREAMS:
        if name.encode("utf-16-le") in data:
            if kind == "doc" and _word_is_encrypted(data):
                return InputRejected("E002", "encrypted-doc")
            return InputRejected(code, "wps" if kind == "doc" and b"WPS" in data[-4096:] else kind)
    return InputRejected("E003", "ole2")


def _word_is_encrypted(data: bytes) -> bool:
    """The fEncrypted bit of a Word 97 file information block ([MS-DOC] 2.5.2), where the block is at its usual place."""
    return data[512:514] == b"\xec\xa5" and bool(data[523] & 0x01)


def _text(data: bytes) -> InputRejected:
    """HTML, MHTML, XML or plain text, else unknown."""
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode("utf-8")
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if b"schemas.microsoft.com/office/2006/xmlpackage" in head or b"<?mso-application" in head:
        return InputRejected("E003", "flat-xml")
    if head.startswith(b"<!doctype html") or b"<html" in head:
        return InputRejected("E003", "mht" if b"mime-version" in head else "html")
    if head.startswith(b"mime-version") or b"multipart/related" in head:
        return InputRejected("E003", "mht")
    if head.startswith(b"<?xml"):
        return InputRejected("E003", "xml")
    if b"PK\x05\x06" in data[-65_557:]:
        return InputRejected("E001", "broken-zip", {"detail": "leading bytes"})
    if len(head.translate(None, _CONTROLS)) == len(head):
        return InputRejected("E003", "text")
    return InputRejected("E003", "unknown")


def other_zip(names: set[str] | frozenset[str]) -> InputRejected:
    """What a zip file without a Word main part is, by the (case-folded) names of its members."""
    for name, kind in (
        ("xl/workbook.xml", "xlsx"),
        ("xl/workbook.bin", "xlsx"),
        ("ppt/presentation.xml", "pptx"),
        ("ofd.xml", "ofd"),
        ("content.xml", "odt"),
        ("meta-inf/container.xml", "epub"),
    ):
        if name in names:
            return InputRejected("E003", kind)
    if "[content_types].xml" in names or "_rels/.rels" in names:
        return InputRejected("E001", "no-main-part")
    return InputRejected("E003", "zip")

"""Hostile input ends as one stable refusal, or is read where it is only odd; in bounded time."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path

import pytest
from hostile import CASES, OLE2
from ooxml import package, para, zipped

from lint_cmm.model.read import read
from lint_cmm.package.errors import InputRejected
from lint_cmm.package.limits import DEFAULT
from lint_cmm.package.source import open_path

SECONDS = 10
LINUX = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX file system")


def outcome(data: bytes) -> str:
    try:
        read(data)
    except InputRejected as refusal:
        return f"{refusal.code}:{refusal.kind}"
    return "read"


@pytest.mark.parametrize("name", CASES)
def test_hostile_input_ends_as_expected(name: str) -> None:
    make, expected = CASES[name]
    data = make()
    started = time.perf_counter()
    assert outcome(data) == expected
    assert time.perf_counter() - started < SECONDS


def compound(*streams: str, head: bytes = b"", tail: bytes = b"") -> bytes:
    """An OLE2 file with streams of these names."""
    return (OLE2 + head).ljust(1024, b"\0") + b"".join(name.encode("utf-16-le") for name in streams) + tail


FOREIGN = [
    *((magic + b" 1.4", "E003:image") for magic in (b"\xff\xd8\xff", b"GIF8", b"BM")),
    (b"Rar!\x1a", "E003:rar"), (b"7z\xbc\xaf\x27\x1c", "E003:7z"), (b"\x1f\x8b\x08", "E003:gzip"),
    (b"\xdb\xa5-\0", "E003:word2"), (b"\xfeWPC", "E003:wordperfect"),
    (compound("EncryptionInfo"), "E002:encrypted"), (compound("DRMEncryptedDataSpace"), "E002:encrypted"),
    (compound("EncryptedPackage", "WordDocument"), "E002:encrypted"), (compound("WordDocument", tail=b"WPS Office"), "E003:wps"),
    (compound("WordDocument", head=b"\xec\xa5" + bytes(9) + b"\x01"), "E002:encrypted-doc"),
    (compound("WordDocument", head=b"\xec\xa5" + bytes(9) + b"\x02"), "E003:doc"),
    (compound("MatOST"), "E003:works"), (compound("Microsoft Works"), "E003:works"), (compound("Workbook"), "E003:xls"),
    (compound("PowerPoint Document"), "E003:ppt"), (compound("HwpSummaryInformation"), "E003:hwp"),
    (b"\x37" + b"a" * 164, "E003:owner-file"), (b"\x38" + b"a" * 164, "E003:text"), (b"\x35" + b"a" * 161, "E003:owner-file"),
    (b"<!DOCTYPE HTML><p>", "E003:html"), (b"\n<HTML>", "E003:html"), (b"From: a\nMIME-Version: 1.0\n\n<html>", "E003:mht"),
    (b"From: a\nContent-Type: multipart/related\n", "E003:mht"), (b'<?xml version="1.0"?><a/>', "E003:xml"),
    (b'<a xmlns="http://schemas.microsoft.com/office/2006/xmlPackage"/>', "E003:flat-xml"),
    ("对照检查".encode("utf-16"), "E003:text"), (b"a\0b", "E003:unknown"),
    ("对照\t检查\r\n材料\f\x1a".encode("gbk"), "E003:text"), (b"\x8f\x03\xd1\x10", "E003:unknown"),
    (zipped({"xl/workbook.bin": b""}), "E003:xlsx"), (zipped({"ppt/presentation.xml": b""}), "E003:pptx"),
    (zipped({"OFD.xml": b""}), "E003:ofd"), (zipped({"META-INF/container.xml": b""}), "E003:epub"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "told"), FOREIGN)
def test_what_is_no_word_file_is_told_by_its_content(data: bytes, told: str) -> None:
    assert outcome(data) == told


def refused(path: Path, limits: object = DEFAULT) -> str:
    with pytest.raises(InputRejected) as caught:
        open_path(path, limits)  # type: ignore[arg-type]
    return f"{caught.value.code}:{caught.value.kind}"


def test_a_folder_a_missing_file_and_a_name_with_a_nul_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path) == "E001:folder"
    assert refused(tmp_path / "gone.docx") == "E001:missing"
    assert refused(Path("a\0b")) == "E001:missing"
    assert refused(tmp_path / ("x" * 300)) == "E001:missing"


@LINUX
def test_what_is_no_regular_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.docx")
    assert refused(tmp_path / "fifo.docx") == "E001:fifo"
    (tmp_path / "loop.docx").symlink_to(tmp_path / "loop.docx")
    assert refused(tmp_path / "loop.docx") == "E001:symlink-loop"
    (tmp_path / "zero.docx").symlink_to("/dev/zero")
    assert refused(tmp_path / "zero.docx") == "E001:device"
    (tmp_path / "dangling.docx").symlink_to(tmp_path / "nowhere")
    assert refused(tmp_path / "dangling.docx") == "E001:missing"
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(str(tmp_path / "s"))
        assert refused(tmp_path / "s") == "E001:socket"


@LINUX
@pytest.mark.skipif(os.name != "nt" and os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"x")
    (tmp_path / "a.docx").chmod(0)
    assert refused(tmp_path / "a.docx") == "E001:unreadable"


def test_a_sparse_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "big.docx").open("wb") as file:
        file.truncate(DEFAULT.file_size + 1)
    assert refused(tmp_path / "big.docx") == "E004:limit:file-size"


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"abc")
    true_fstat = os.fstat

    def growing(descriptor: int) -> os.stat_result:
        status = true_fstat(descriptor)
        with path.open("ab") as file:
            file.write(b"more")
        return status

    monkeypatch.setattr(os, "fstat", growing)
    assert refused(path) == "E001:changed"


def test_a_file_with_an_odd_name_is_read(tmp_path: Path) -> None:
    data = package(para("甲"))
    for name in ("-rf --help.docx", "a$(id).docx", "材料 （1）.docx"):
        (tmp_path / name).write_bytes(data)
        assert open_path(tmp_path / name) == data


def test_limits_can_be_lowered() -> None:
    data = package(para("甲乙丙") * 3)
    for name, kind in (("paragraphs", "paragraphs"), ("characters", "characters"), ("part_size", "part-size"), ("members", "members")):
        with pytest.raises(InputRejected) as caught:
            read(data, DEFAULT._replace(**{name: 2}))
        assert (caught.value.code, caught.value.kind) == ("E004", f"limit:{kind}")


def test_every_kind_of_refusal_has_a_sentence() -> None:
    from support import rule_book

    for _, expected in (*CASES.values(), *FOREIGN):
        if expected != "read":
            code, _, kind = expected.partition(":")
            assert kind in rule_book().rules[code].variants, expected

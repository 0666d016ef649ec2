"""Plain runs read by pattern give the very document that reading every element gives, whatever stands between them."""

from __future__ import annotations

import random

import pytest
from ooxml import DECLARATION, NAMESPACES, W, package, para, run, zipped

from lint_cmm.model import plain, stories
from lint_cmm.model.read import read
from lint_cmm.package.archive import Archive
from lint_cmm.package.errors import InputRejected

BOLD, SMALL = "<w:b/>", '<w:rFonts w:eastAsia="仿宋" w:hint="eastAsia"/><w:sz w:val="21"/>'
RSID = '<w:r w:rsidR="00A1B2C3" w:rsidRPr="00000001">'
FILLED = "<w14:textFill><w14:solidFill><w14:schemeClr w14:val='tx1'/></w14:solidFill></w14:textFill>"
PLAIN = run("问题", BOLD) + run("不少", SMALL) + f"{RSID}<w:rPr>{BOLD}</w:rPr><w:t>，</w:t></w:r>" + "<w:r><w:t>措施</w:t></w:r>"


@pytest.fixture(autouse=True)
def _however_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain runs are read by pattern even where they are a small part of the markup."""
    monkeypatch.setattr(plain, "_DENSE", 1 << 20)
    monkeypatch.setattr(plain, "_MOST_LEFT", 1)


def seen(data: bytes) -> object:
    """All that a reading gives, for comparison; a refusal as it is worded."""
    try:
        document = read(data)
    except InputRejected as refusal:
        return refusal.code, refusal.kind, refusal.facts
    paragraphs = [[getattr(p, name) for name in p.__slots__] for s in document.stories.values() for p in s.paragraphs]
    return paragraphs, [getattr(document, name) for name in document.__slots__ if name != "stories"]


def both(data: bytes, monkeypatch: pytest.MonkeyPatch) -> tuple[object, object]:
    """What is read with plain runs by pattern, and without."""
    short = seen(data)
    with monkeypatch.context() as patched:
        patched.setattr(stories, "read_plain", lambda data, parse: None)
        return short, seen(data)


def main(data: bytes, change: tuple[str, str] = ("", "")) -> bytes:
    """The main part of a package, changed."""
    archive = Archive(data)
    return archive.read(archive.members["word/document.xml"]).replace(*[c.encode() for c in change], 1)


def with_main(data: bytes, markup: bytes) -> bytes:
    """The package with another main part."""
    archive = Archive(data)
    return zipped({m.name: markup if m.name == "word/document.xml" else archive.read(m) for m in archive.members.values()})


MARKER = f"w:{plain._NAME}"
ODD = {
    "plain": PLAIN,
    "spaces": "<w:r><w:t> 甲 </w:t></w:r>" + run(" 乙 ") + run("丙\n丁") + run("丙\t丁") + run("\u3000戊\u3000"),
    "references": "<w:r><w:t>A&amp;B</w:t></w:r>" + run("&#20013;") + PLAIN,
    "illegal character": PLAIN + run("\ufffe"),
    "not well-formed": PLAIN + "</w:r>",
    "end of a section": PLAIN + run("甲]]>乙"),
    "look not well-formed": f"<w:r><w:rPr><w:b w:val=1/></w:rPr><w:t>甲</w:t></w:r>{PLAIN}",
    "look with two values": f'<w:r><w:rPr><w:b w:val="1" w:val="0"/></w:rPr><w:t>甲</w:t></w:r>{PLAIN}',
    "look with signs of markup": run("甲", '<w:rFonts w:ascii="a/b"/>') + run("乙", '<w:b w:val="/>"/>') + run("丙", "<w:b <w:i/>") + PLAIN,
    "look with a comment": run("甲", "<w:b/><!-- <w:i/> --><w:b/>") + run("乙", "<!--/>") + run("丙", "<w14:a-->") + PLAIN,
    "look that ends in another": run("甲", '<w:b w:val="/>') + run("乙", '<w:i w:val="/>') + PLAIN,
    "undeclared": f"<w:r><w:rPr><no:b/></w:rPr><w:t>甲</w:t></w:r>{PLAIN}",
    "declared below": f'<x:y xmlns:no="urn:no"><w:r><w:rPr><no:b/></w:rPr><w:t>甲</w:t></w:r></x:y>{PLAIN}',
    "declared again": f'<w:smartTag xmlns:w ="urn:no">{PLAIN}</w:smartTag><w:r><w:rPr><w:b xmlns:w="urn:no"/></w:rPr><w:t>乙</w:t></w:r>{PLAIN}',
    "declared as w": f'<w:ins xmlns:x="{W}"><w:r><w:rPr><x:b/></w:rPr><w:t>甲</w:t></w:r></w:ins>{PLAIN}',
    "declared as default": f'<w:ins xmlns="{W}"><w:r><w:rPr><b/></w:rPr><w:t>甲</w:t></w:r></w:ins>{PLAIN}',
    "filled": PLAIN + run("甲", BOLD + FILLED) + run("乙", FILLED),
    "filled in two halves": run("甲", "<w14:textFill>") + run("乙", "</w14:textFill>") + PLAIN,
    "comment": f"<!-- {PLAIN} -->{PLAIN}",
    "instruction": f"<?x {PLAIN}?>{PLAIN}",
    "section": f"<w:r><w:t><![CDATA[甲</w:t></w:r>{PLAIN}]]></w:t></w:r>{PLAIN}",
    "section and marker": f"<w:r><w:t><![CDATA[甲</w:t></w:r>{PLAIN}]]></w:t></w:r><{MARKER}>乙</{MARKER}>",
    "marker": f"<{MARKER}>甲</{MARKER}>{PLAIN}",
    "moved": f'<w:moveFrom w:id="1" w:author="a">{PLAIN}</w:moveFrom><w:moveTo w:id="2">{PLAIN}</w:moveTo><w:del w:id="3">{PLAIN}</w:del>',
    "nested": f"<w:r>{PLAIN}</w:r><w:ins w:id='1'>{PLAIN}</w:ins><w:hyperlink r:id='rId9'>{PLAIN}</w:hyperlink>",
    "changed look": f'<w:r><w:rPr>{BOLD}<w:rPrChange w:id="1"><w:rPr>{SMALL}</w:rPr></w:rPrChange></w:rPr><w:t>甲</w:t></w:r>{PLAIN}',
    "field": '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "http://a.b"</w:instrText></w:r>'
    f'{PLAIN}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{PLAIN}<w:r><w:fldChar w:fldCharType="end"/></w:r>{PLAIN}',
    "break": f"{PLAIN}<w:r><w:rPr>{BOLD}</w:rPr><w:br/><w:t>甲</w:t></w:r>{PLAIN}",
    "box": f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{para(PLAIN)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>{PLAIN}",
}


@pytest.mark.parametrize("name", ODD)
def test_what_stands_between_plain_runs_does_not_matter(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    deleted = f"<w:tbl><w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr>{para(ODD[name])}</w:tc><w:tc>{para(ODD[name])}</w:tc></w:tr></w:tbl>"
    short, whole = both(package(para(ODD[name], "<w:rPr><w:del/></w:rPr>") + para(PLAIN) + deleted), monkeypatch)
    assert short == whole


@pytest.mark.parametrize(
    "change",
    [
        (DECLARATION, ""),
        (DECLARATION, "\ufeff" + DECLARATION),
        (DECLARATION, DECLARATION.replace("UTF-8", "GB18030")),
        (DECLARATION, '<!DOCTYPE a [<!ENTITY b "c">]>'),
        (f'xmlns:w="{W}"', f'xmlns:w="{W}" xmlns:q="{W}"'),
        (f'xmlns:w="{W}"', f'xmlns="{W}" xmlns:w="{W}"'),
        (f'xmlns:w="{W}"', f"xmlns:w='{W}'"),
        (f'xmlns:w="{W}"', f'xmlns:w="{W}" xml:space="preserve"'),
        (NAMESPACES, ""),
        ("</w:body>", ""),
    ],
)
def test_what_the_root_says_does_not_matter(change: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    data = package(para(PLAIN) + para("<w:r><w:t> 甲 </w:t></w:r>"))
    short, whole = both(with_main(data, main(data, change)), monkeypatch)
    assert short == whole


@pytest.mark.parametrize("runs", [run("甲"), PLAIN, PLAIN + run("甲", FILLED), run("甲", FILLED) * 2, run("甲", FILLED * 3)])
@pytest.mark.parametrize("depth", [*range(244, 256)])
def test_runs_are_as_deep_as_they_are(depth: int, runs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = package(para("<w:smartTag>" * depth + runs + "</w:smartTag>" * depth))
    short, whole = both(data, monkeypatch)
    assert short == whole


def test_most_runs_of_a_plain_text_are_read_by_pattern() -> None:
    small = plain._small(main(package(para(PLAIN) + para(run(" 甲") + PLAIN))))
    assert small and [len(runs) for runs in small.stretches] == [4, 4]


def test_mutated_markup_is_read_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of markup and single bytes deleted, doubled and moved at random."""
    data = package(para(PLAIN, "<w:rPr><w:ins w:id='3'/></w:rPr>") + para(ODD["references"] + ODD["break"]) + para(ODD["comment"]))
    whole = main(data)
    bits = [
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"]]>",
        b"<w:r>",
        b"</w:r>",
        b"<w:rPr>",
        b"</w:rPr>",
        b"<w:t>",
        b"</w:t>",
        b' xmlns:w="x"',
        b"&",
        b" ",
    ]
    chance = random.Random(7)
    for _ in range(400):
        markup = bytearray(whole)
        for _ in range(chance.choice([1, 1, 2, 3])):
            at, size = chance.randrange(len(NAMESPACES), len(markup)), chance.choice([0, 0, 1, 5, 30])
            markup[at : at + size] = chance.choice([b"", chance.choice(bits), markup[at : at + size] * 2])
        short, full = both(with_main(data, bytes(markup)), monkeypatch)
        assert short == full

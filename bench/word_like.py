"""A Word-like submission for measuring: text cut into runs as Word cuts it, with rsids, run properties and styles.

``build()`` gives the same bytes on every machine. The words are those of the labelled texts in ``bench/corpus``, so that every
rule has the work it has on a real submission.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import count
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PREFIXES = ("wpc", "cx", "mc", "o", "r", "m", "v", "wp14", "wp", "w10", "w", "w14", "w15", "w16", "wpg", "wpi", "wne", "wps")
URIS = {
    "w": W,
    "r": OFFICE,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}
NAMESPACES = " ".join(f'xmlns:{p}="{URIS.get(p, f"http://schemas.microsoft.com/office/word/x/{p}")}"' for p in PREFIXES)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NUMBERS = "一二三四五六七八九十"
_SETS = ("fresh", "fresh2", "held", "tune")  # always these, so that figures of different days are of the same documents


# role, heading, share of the text, characters of one item as in real submissions (six or seven aspects in 6,800 characters)
_SECTIONS = (
    ("problems", "二、查摆出的主要问题", 0.5, 480),
    ("causes", "三、产生问题的原因剖析", 0.2, 220),
    ("measures", "四、努力方向和整改措施", 0.3, 280),
)
_OPENING = [("2024年度民主生活会个人对照检查材料", False), ("按照安排，我征求意见20条，对照要求作了检查，现报告如下。", False)]
Lines = list[tuple[str, bool]]  # paragraphs, and whether each is a heading


def lines(characters: int, seed: int = 0) -> Lines:
    """A submission of about ``characters`` characters: paragraphs of the labelled texts beside this file, put together by section, other
    ones first with another ``seed``. Beyond some 60,000 characters they repeat.
    """
    made = [*_OPENING]
    for role, heading, share, usual in _SECTIONS:
        made.append((heading, True))
        texts = _pool()[role]
        size = 0
        for number, text in enumerate(_items((texts[i % len(texts)] for i in count(seed)), min(usual, characters * share)), 1):
            made.append((f"（{_numeral(number)}）{text}", False))
            size += len(text)
            if size >= characters * share:
                break
    return made


def series(documents: int, characters: int = 64_000) -> list[tuple[int, bytes]]:
    """The same words as so many documents of one size: the length of each, and its bytes.

    Every document takes its part of each section, so that all of them together hold what one document of all ``characters`` holds.
    """
    most = sum([len(text) for texts in _pool().values() for text in texts])
    made = []
    for number in range(documents):
        own = [*_OPENING]
        for role, heading, _, usual in _SECTIONS:
            own.append((heading, True))
            texts = _pool()[role]
            last = min(len(texts) * characters // most, len(texts))
            items = _items(iter(texts[last * number // documents : last * (number + 1) // documents]), usual)
            own += [(f"（{_numeral(i)}）{text}", False) for i, text in enumerate(items, 1)]
        size = sum([len(text) for text, _ in own])
        made.append((size, _packed(_members(_document(own, size * 580 // 6800)))))
    return made


def _items(texts: Iterator[str], least: float) -> Iterator[str]:
    """``texts`` put together to items of at least ``least`` characters; what is left in the end is the last."""
    item = ""
    for text in texts:
        item += text
        if len(item) >= least:
            yield item
            item = ""
    if item:
        yield item


@cache
def _pool() -> dict[str, list[str]]:
    """Problem aspects, causes and measures of the labelled texts, each as one paragraph without its number."""
    from lint_cmm.notation import to_document
    from lint_cmm.outline.build import build as outline_of
    from lint_cmm.rulebook.source import load

    found: dict[str, list[str]] = {"problems": [], "causes": [], "measures": []}
    for path in sorted(path for name in _SETS for path in (Path(__file__).parent / "corpus" / name).glob("*.txt")):
        outline = outline_of(to_document(path.read_text(encoding="utf-8")), load().data)
        for role, texts in found.items():
            for item in outline.items(role):
                text = item.text.replace("\n", "")
                if not item.in_table and len(text) > 60:
                    texts.append(text.replace(item.number, "", 1).replace("<", "").replace("&", ""))
    return found


def _numeral(n: int) -> str:
    tens, ones = divmod(n, 10)
    return ("" if tens == 0 else "十" if tens == 1 else NUMBERS[tens % 10 - 1] + "十") + (NUMBERS[ones - 1] if ones else "")


def _run(text: str, number: int, bold: bool) -> str:
    weight = "<w:b/><w:bCs/>" if bold else ""
    hint = (
        '<w:rFonts w:ascii="仿宋" w:eastAsia="仿宋"/>' if number % 2 else '<w:rFonts w:ascii="仿宋" w:eastAsia="仿宋" w:hint="eastAsia"/>'
    )
    return f'<w:r w:rsidRPr="00{number % 97:06X}"><w:rPr>{hint}{weight}<w:sz w:val="32"/></w:rPr><w:t>{text}</w:t></w:r>'


def _paragraph(text: str, runs: int, number: int, heading: bool) -> str:
    step = -(-len(text) // runs)
    pieces = [text[i : i + step] for i in range(0, len(text), step)]
    props = '<w:pPr><w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:rPr><w:sz w:val="32"/></w:rPr></w:pPr>'
    if heading:
        props = '<w:pPr><w:pStyle w:val="1"/></w:pPr>'
    inside = "".join(_run(piece, number * 31 + i, heading) for i, piece in enumerate(pieces))
    mark = "00A1B2C3"
    return f'<w:p w14:paraId="{number:08X}" w14:textId="77777777" w:rsidR="{mark}" w:rsidRDefault="{mark}" w:rsidP="{mark}">{props}{inside}</w:p>'


def _document(texts: Lines, runs: int) -> str:
    per = runs / sum(len(t) for t, _ in texts)
    out = [_paragraph(text, max(1, round(len(text) * per)), i + 1, heading) for i, (text, heading) in enumerate(texts)]
    section = '<w:sectPr w:rsidR="00A1B2C3"><w:footerReference w:type="default" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    return f"{HEAD}<w:document {NAMESPACES}><w:body>{''.join(out)}{section}</w:body></w:document>"


def _styles() -> str:
    """Styles of the size that Word writes: latent styles and some forty definitions."""
    latent = "".join(
        f'<w:lsdException w:name="Style Name {i}" w:semiHidden="1" w:uiPriority="{i % 99}" w:unhideWhenUsed="1"/>' for i in range(260)
    )
    fonts = '<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"/>'
    own = '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:jc w:val="both"/></w:pPr></w:style>'
    own += (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:next w:val="a"/><w:qFormat/>'
        '<w:pPr><w:keepNext/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:bCs/><w:kern w:val="44"/><w:sz w:val="44"/></w:rPr></w:style>'
    )
    own += "".join(
        f'<w:style w:type="{"character" if i % 2 else "paragraph"}" w:customStyle="1" w:styleId="x{i}"><w:name w:val="style {i}"/>'
        f'<w:basedOn w:val="a"/><w:uiPriority w:val="99"/><w:rPr><w:sz w:val="{18 + i}"/></w:rPr></w:style>'
        for i in range(40)
    )
    defaults = f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
    return f'{HEAD}<w:styles xmlns:w="{W}">{defaults}<w:latentStyles w:count="260">{latent}</w:latentStyles>{own}</w:styles>'


def _relationships(entries: list[tuple[str, str, str]]) -> str:
    rows = "".join(f'<Relationship Id="{i}" Type="{k if "://" in k else f"{OFFICE}/{k}"}" Target="{t}"/>' for i, k, t in entries)
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def _members(document: str) -> dict[str, str]:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    parts = [("rId1", "styles", "styles.xml"), ("rId2", "settings", "settings.xml"), ("rId3", "fontTable", "fontTable.xml")]
    parts += [("rId4", "theme", "theme/theme1.xml"), ("rId5", "footer", "footer1.xml")]
    page = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    rsids = "".join(f'<w:rsid w:val="00{i:06X}"/>' for i in range(97))
    drawing = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    scheme = '<a:font script="Hans" typeface="等线"/>' + "".join(f'<a:font script="S{i}" typeface="F{i}"/>' for i in range(30))
    fonts = f'<a:{{0}}Font><a:latin typeface="等线"/><a:ea typeface=""/>{scheme}</a:{{0}}Font>'
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": _relationships(
            [
                ("rId1", "officeDocument", "word/document.xml"),
                ("rId2", core, "docProps/core.xml"),
                ("rId3", "extended-properties", "docProps/app.xml"),
            ]
        ),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relationships(parts),
        "word/styles.xml": _styles(),
        "word/settings.xml": f'{HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:rsids><w:rsidRoot w:val="00A1B2C3"/>{rsids}</w:rsids></w:settings>',
        "word/fontTable.xml": f'{HEAD}<w:fonts xmlns:w="{W}"><w:font w:name="仿宋_GB2312"/></w:fonts>',
        "word/theme/theme1.xml": f"{HEAD}<a:theme {drawing}><a:fontScheme>{fonts.format('major')}{fonts.format('minor')}</a:fontScheme></a:theme>",
        "word/footer1.xml": f"{HEAD}<w:ftr {NAMESPACES}><w:p><w:r><w:t>— </w:t></w:r>{page}<w:r><w:t> —</w:t></w:r></w:p></w:ftr>",
        "docProps/core.xml": f'{HEAD}<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="urn:dc"><dc:title>对照检查材料</dc:title></cp:coreProperties>',
        "docProps/app.xml": f"{HEAD}<Properties><Pages>9</Pages><Application>Microsoft Office Word</Application></Properties>",
    }


def build(characters: int = 6800, runs: int = 580, seed: int = 0) -> bytes:
    """A .docx with about this many characters in about this many runs; another ``seed`` gives another text of the same size."""
    return _packed(_members(_document(lines(characters, seed), runs)))


def _packed(members: dict[str, str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()


if __name__ == "__main__":
    import sys

    sys.stdout.buffer.write(build())

"""The notation as a Word file: for rule examples, fixtures and screenshots. The same text gives the same bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from lint_cmm.notation import COMMENTER, REVIEWER, Line, NotationError, cells, parse, plain, property_of
from lint_cmm.notation.look import Look, look_of, page_of, pieces

WHEN = datetime(2026, 1, 5, 9, 0, 0)
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
NUMBERING = {"auto1": (90, "%1、"), "auto2": (91, "（%1）")}
FIRST_LIST = 200  # numbering instances of their own, so that each list starts again at one
VML = nsdecls("w") + ' xmlns:v="urn:schemas-microsoft-com:vml"'
HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def to_docx(text: str) -> bytes:
    """The .docx of a notation text. Raises NotationError."""
    writer = _Writer()
    for line in parse(text):
        writer.write(line)
    buffer = BytesIO()
    writer.document.save(buffer)
    return _settled(buffer, writer.footnotes)


class _Writer:
    """One python-docx document, written line by line."""

    def __init__(self) -> None:
        self.document = docx.Document()
        self.footnotes: list[str] = []
        self.last: Any = None
        self.table: Any = None
        self.look = Look()
        self.lists: dict[str, int] = {}
        self.list_count = 0
        properties = self.document.core_properties
        properties.author = properties.comments = ""
        properties.created = properties.modified = WHEN
        self._define_numbering()

    def write(self, line: Line) -> None:
        """Add one line."""
        if line.word != "table":
            self.table = None
        handlers: dict[str, Callable[[Line], None]] = {
            "table": self._row,
            "header": self._running,
            "footer": self._running,
            "wordart": self._running,
            "textbox": self._textbox,
            "link": self._link,
            "footnote": self._footnote,
            "comment": self._comment,
            "prop": self._property,
            "pagebreak": self._pagebreak,
            "ins": self._revision,
            "del": self._revision,
            "look": self._look,
            "page": self._page,
            "pagenumber": self._running,
        }
        try:
            handlers.get(line.word, self._paragraph)(line)
        except NotationError:
            raise
        except ValueError as error:
            raise NotationError(f"line {line.number}: {error}") from None

    def _paragraph(self, line: Line) -> None:
        word = line.word
        heading = word in ("h1", "h2", "h3")
        self.last = self.document.add_paragraph(style=f"Heading {word[1]}" if heading else None)
        for text, look in pieces(line.text, self.look):
            known = len(self.last.runs)
            _add_text(self.last, text, 2 if word == "split" else 0)
            for run in self.last.runs[known:]:
                _dress(run, look)
        _space(self.last, self.look)
        if word in ("title", "right"):
            self.last.alignment = WD_ALIGN_PARAGRAPH.CENTER if word == "title" else WD_ALIGN_PARAGRAPH.RIGHT
        elif word in NUMBERING:
            self._number(word)
        elif word == "sdt":
            p = self.last._p
            sdt = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
            p.addprevious(sdt)
            sdt[1].append(p)
        for run in self.last.runs:
            if word == "title" and run.font.size is None:
                run.font.size = Pt(22)
            elif word == "hidden":
                run.font.hidden = True
            elif word == "white":
                run.font.color.rgb = RGBColor(255, 255, 255)
            elif word == "tiny":
                run.font.size = Pt(1)

    def _define_numbering(self) -> None:
        root = self.document.part.numbering_part.element
        for number, text in NUMBERING.values():
            root.insert(
                0,
                parse_xml(
                    f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
                    f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/>'
                    f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
                ),
            )

    def _number(self, kind: str) -> None:
        if kind == "auto1":
            self.lists.pop("auto2", None)
        if kind not in self.lists:
            self.list_count += 1
            self.lists[kind] = FIRST_LIST + self.list_count
            self.document.part.numbering_part.element.append(
                parse_xml(
                    f'<w:num {nsdecls("w")} w:numId="{self.lists[kind]}"><w:abstractNumId w:val="{NUMBERING[kind][0]}"/>'
                    f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
                )
            )
        properties = self.last._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{self.lists[kind]}"/></w:numPr>'))

    def _row(self, line: Line) -> None:
        texts = cells(line.text)
        if self.table is None or len(self.table.columns) != len(texts):
            self.table = self.document.add_table(rows=0, cols=len(texts))
        for cell, text in zip(self.table.add_row().cells, texts, strict=True):
            _add_text(cell.paragraphs[0], text)
            self.last = cell.paragraphs[0]

    def _running(self, line: Line) -> None:
        section = self.document.sections[0]
        part = section.footer if line.word in ("footer", "pagenumber") else section.header
        first = part.paragraphs[0]
        paragraph = part.add_paragraph() if len(first._p) > (first._p.pPr is not None) else first
        if line.word == "pagenumber":
            _add_page_number(paragraph, line.text)
            return
        if line.word != "wordart":
            _add_text(paragraph, line.text)
            return
        shape = '<v:shape id="PowerPlusWaterMarkObject1" type="#_x0000_t136" style="width:400pt;height:80pt;rotation:315">'
        words = f'<v:textpath style="font-family:宋体" string={quoteattr(plain(line.text))}/>'
        paragraph._p.append(parse_xml(f"<w:r {VML}><w:pict>{shape}{words}</v:shape></w:pict></w:r>"))

    def _textbox(self, line: Line) -> None:
        self.last = self.document.add_paragraph()
        inner = f'<w:p><w:r><w:t xml:space="preserve">{escape(plain(line.text))}</w:t></w:r></w:p>'
        box = f"<v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox>"
        shape = f'<v:shape type="#_x0000_t202" style="width:200pt;height:30pt">{box}</v:shape>'
        self.last._p.append(parse_xml(f"<w:r {VML}><w:pict>{shape}</w:pict></w:r>"))

    def _revision(self, line: Line) -> None:
        self.last = self.document.add_paragraph()
        tag = "w:t" if line.word == "ins" else "w:delText"
        run = f'<w:r><{tag} xml:space="preserve">{escape(plain(line.text))}</{tag}></w:r>'
        known = f'w:id="7" w:author="{REVIEWER}" w:date="{WHEN:%Y-%m-%dT%H:%M:%SZ}"'
        self.last._p.append(parse_xml(f"<w:{line.word} {nsdecls('w')} {known}>{run}</w:{line.word}>"))

    def _link(self, line: Line) -> None:
        url, _, text = line.text.partition(" ")
        self.last = self.document.add_paragraph()
        target = self.document.part.relate_to(url, HYPERLINK, is_external=True)
        run = f'<w:r><w:t xml:space="preserve">{escape(plain(text))}</w:t></w:r>'
        self.last._p.append(parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{target}">{run}</w:hyperlink>'))

    def _footnote(self, line: Line) -> None:
        self.footnotes.append(plain(line.text))
        self.last._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="{len(self.footnotes)}"/></w:r>'))

    def _comment(self, line: Line) -> None:
        quote, _, text = line.text.partition(" | ")
        whole, quote = self.last.text, plain(quote)
        at = whole.find(quote)
        if at < 0:
            raise NotationError(f"line {line.number}: {quote!r} does not stand in the paragraph before")
        for run in self.last.runs:
            run._r.getparent().remove(run._r)
        before, middle, after = (self.last.add_run(t) for t in (whole[:at], quote, whole[at + len(quote) :]))
        comment = self.document.add_comment(runs=middle, text=plain(text), author=COMMENTER, initials="Z")
        comment._comment_elm.date = WHEN

    def _property(self, line: Line) -> None:
        setattr(self.document.core_properties, *property_of(line))

    def _look(self, line: Line) -> None:
        self.look = look_of(line.text)

    def _page(self, line: Line) -> None:
        section, wanted = self.document.sections[0], page_of(line.text)
        for name, size in {"page_width": wanted.width, "page_height": wanted.height}.items():
            setattr(section, name, Mm(size or 0))
        for name in ("top", "right", "bottom", "left"):
            setattr(section, f"{name}_margin", Mm(getattr(wanted, name)))

    def _pagebreak(self, line: Line) -> None:
        self.last = self.document.add_paragraph()
        self.last.add_run().add_break(WD_BREAK.PAGE)


def _add_text(paragraph: Any, text: str, step: int = 0) -> None:
    """Append ``text`` as runs, cut after ``step`` characters when given; ⏎ becomes a line break within the paragraph."""
    for i, piece in enumerate(text.replace("␠", " ").replace("⇥", "\t").split("⏎")):
        if i:
            paragraph.add_run().add_break()
        for k in range(0, len(piece), step or len(piece) or 1):
            paragraph.add_run(piece[k : k + (step or len(piece))])


def _dress(run: Any, look: Look) -> None:
    """Give a run its typefaces and size."""
    if look.size:
        run.font.size = Pt(float(look.size))
    names = {"eastAsia": look.font, "ascii": look.latin, "hAnsi": look.latin}
    if any(names.values()):
        fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
        for name, value in names.items():
            if value:
                fonts.set(qn(f"w:{name}"), value)


def _space(paragraph: Any, look: Look) -> None:
    """Give a paragraph its spacing and indent."""
    layout = look.layout
    properties: Any = paragraph._p.get_or_add_pPr() if look.line or look.indent else None
    if look.line:
        rule = {"auto": "auto", "exact": "exact", "least": "atLeast"}[layout.rule]
        line = round(layout.line * (240 if layout.rule == "auto" else 20))
        spacing = properties.get_or_add_spacing()
        spacing.set(qn("w:line"), str(line))
        spacing.set(qn("w:lineRule"), rule)
    if look.indent:
        ind = properties.get_or_add_ind()
        if layout.first_chars:
            ind.set(qn("w:firstLineChars"), str(round(layout.first_chars * 100)))
        ind.set(qn("w:firstLine"), str(round((layout.first or layout.first_chars * float(look.size or 10.5)) * 20)))


def _add_page_number(paragraph: Any, text: str) -> None:
    """Append ``text``, a field for the page's number in the place of "#"."""
    for i, part in enumerate(text.split("#")):
        if i:
            paragraph._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
        _add_text(paragraph, part)


def _settled(buffer: BytesIO, footnotes: list[str]) -> bytes:
    """The package with fixed member dates, and with the footnotes part that python-docx cannot write."""
    out = BytesIO()
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        members = {name: old.read(name) for name in old.namelist()}
        if footnotes:
            _add_footnotes(members, footnotes)
        for name, data in members.items():
            info = zipfile.ZipInfo(name, ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, data)
    return out.getvalue()


def _add_footnotes(members: dict[str, bytes], texts: list[str]) -> None:
    notes = "".join(
        f'<w:footnote w:id="{i}"><w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:footnote>'
        for i, text in enumerate(texts, start=1)
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    members["word/footnotes.xml"] = f"{head}<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>".encode()
    types, relations = "[Content_Types].xml", "word/_rels/document.xml.rels"
    override = f'<Override PartName="/word/footnotes.xml" ContentType="{FOOTNOTES_TYPE}"/></Types>'
    members[types] = members[types].replace(b"</Types>", override.encode())
    relation = f'<Relationship Id="rIdFn" Type="{FOOTNOTES}" Target="footnotes.xml"/></Relationships>'
    members[relations] = members[relations].replace(b"</Relationships>", relation.encode())

"""Names of the markup that the reader knows (ECMA-376 part 1 and 4, transitional; strict is mapped to it while parsing)."""

from __future__ import annotations

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

P, RUN, T, RPR, PPR, TBL, TR, TC = (W + n for n in ("p", "r", "t", "rPr", "pPr", "tbl", "tr", "tc"))
DEL, INS, MOVE_FROM, MOVE_TO = (W + n for n in ("del", "ins", "moveFrom", "moveTo"))
SECT_PR, VAL, ID, AUTHOR, DATE, TYPE = (W + n for n in ("sectPr", "val", "id", "author", "date", "type"))
PSTYLE, RSTYLE, JC, OUTLINE, NUM_PR, NUM_ID, ILVL, SHD = (
    W + n for n in ("pStyle", "rStyle", "jc", "outlineLvl", "numPr", "numId", "ilvl", "shd")
)
RID = R + "id"
ALTERNATE, CHOICE, FALLBACK = (MC + n for n in ("AlternateContent", "Choice", "Fallback"))

# Namespaces whose mc:Choice this reader understands well enough to find the text in it.
UNDERSTOOD = frozenset(
    [
        "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingInk",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
        "http://schemas.microsoft.com/office/word/2010/wordml",
        "http://schemas.microsoft.com/office/word/2012/wordml",
        "http://schemas.microsoft.com/office/drawing/2010/main",
        "http://schemas.microsoft.com/office/drawing/2014/chartex",
        "http://schemas.microsoft.com/office/drawing/2014/main",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ]
)


def local(tag: str) -> str:
    """The name of a tag or attribute without its namespace."""
    return tag.rpartition("}")[2]

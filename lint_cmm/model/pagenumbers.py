"""Page numbers: the fields PAGE of a header or footer as they are printed (ECMA-376 part 1, 17.16.5.44)."""

from __future__ import annotations

from lint_cmm import patterns as re
from lint_cmm.model.names import DEL, MOVE_FROM, RUN, P, T, W
from lint_cmm.package.xml import Element

NUMBER = "#"  # stands for the number of the page
_DASHED = "-#-"  # the number's own form "- 1 -"
_DIGITS = re.compile(r"\d+")
_MARK, _INSTRUCTION, _SIMPLE, _PAGE, _TAB, _BREAK = (W + n for n in ("fldChar", "instrText", "fldSimple", "pgNum", "tab", "br"))


def page_number(paragraph: Element, form: str) -> str | None:
    """The text of a w:p with "#" for the page's number, None where it holds none.

    ``form`` is the section's w:fmt. Text boxes anchored in the paragraph are paragraphs of their own. A number that is worked out by another
    field, in whose instruction PAGE stands, counts as well.
    """
    line = _Line(form)
    line.read(paragraph)
    text = "".join(line.out)
    return (text if NUMBER in text else _DIGITS.sub(NUMBER, text)) if line.found else None


class _Line:
    """Puts the printed text together. ``_open`` are the open fields: [instruction so far, whether the result has begun]."""

    def __init__(self, form: str) -> None:
        self.out: list[str] = []
        self.found = False
        self._dashed = form == "numberInDash"
        self._open: list[tuple[list[str], list[bool]]] = []

    def read(self, element: Element) -> None:
        """Take in all runs below ``element`` but those of paragraphs within."""
        for node in element:
            tag = node.tag
            if tag == _SIMPLE and self._is_page(node.get(W + "instr") or ""):
                self._number(node.get(W + "instr") or "")
            elif tag == RUN:
                self._run(node)
            elif tag not in (P, DEL, MOVE_FROM):
                self.read(node)

    def _run(self, run: Element) -> None:
        for node in run:
            tag = node.tag
            if tag == _MARK:
                self._mark(node.get(W + "fldCharType") or "")
            elif tag == _INSTRUCTION and self._open:
                self._open[-1][0].append(node.text or "")
            elif tag == T and not self._inside():
                self.out.append(node.text or "")
            elif tag == _PAGE:
                self._number("")
            elif tag in (_TAB, _BREAK) and not self._inside():
                self.out.append(" ")

    def _inside(self) -> bool:
        """Whether text that stands here is an instruction, or the kept result of a page's number."""
        return any(not begun or self._is_page("".join(words)) for words, (begun,) in self._open)

    def _mark(self, kind: str) -> None:
        if kind == "begin":
            self._open.append(([], [False]))
        elif kind == "separate" and self._open:
            self._open[-1][1][0] = True
        elif kind == "end" and self._open:
            instruction = "".join(self._open.pop()[0])
            if self._is_page(instruction):
                self._number(instruction)

    def _is_page(self, instruction: str) -> bool:
        return instruction.upper().split(None, 1)[:1] == ["PAGE"]

    def _number(self, instruction: str) -> None:
        self.found = True
        if not self._inside():
            self.out.append(_DASHED if self._dashed or "arabicdash" in instruction.lower() else NUMBER)

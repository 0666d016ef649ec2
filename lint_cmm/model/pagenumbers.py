"""Page numbers: the fields PAGE of a header or footer as they are printed (ECMA-376 part 1, 17.16.5.44)."""

from __future__ import annotations

from lint_cmm.kit import patterns as re
from lint_cmm.model.names import DEL, MOVE_FROM, RUN, P, T, W
from lint_cmm.package.xml import Element

NUMBER = "#"  # stands for the number of the page
_DASHED = "-#-"  # the number's own form "- 1 -"
_DEEPEST = 20  # fields within fields
_LONGEST = 200  # characters of an instruction that are looked at
_DIGITS = re.compile(r"\d+")
_MARK, _INSTRUCTION, _SIMPLE, _PAGE, _TAB, _BREAK = (W + n for n in ("fldChar", "instrText", "fldSimple", "pgNum", "tab", "br"))


def page_number(paragraph: Element, dashed: bool) -> str | None:
    """The text of a w:p with "#" for the page's number, None where it holds none.

    ``dashed``: whether the section writes its numbers "- 1 -". Text boxes anchored in the paragraph are paragraphs of their own.
    A number that another field works out, in whose instruction PAGE stands, counts as well.
    """
    line = _Line(dashed)
    line.read(paragraph)
    text = "".join(line.out)
    return (text if NUMBER in text else _DIGITS.sub(NUMBER, text)) if line.found else None


class _Field:
    """An open field: its instruction so far, whether its result has begun, whether it is a page's number."""

    __slots__ = ("words", "begun", "page")

    def __init__(self) -> None:
        self.words: list[str] = []
        self.begun = self.page = False


class _Line:
    """Puts the printed text together."""

    def __init__(self, dashed: bool) -> None:
        self.out: list[str] = []
        self.found = False
        self._dashed = dashed
        self._open: list[_Field] = []

    def read(self, element: Element) -> None:
        """Take in all runs below ``element`` but those of paragraphs within."""
        for node in element:
            tag = node.tag
            if tag == _SIMPLE and _is_page(node.get(W + "instr") or ""):
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
                self._open[-1].words.append(node.text or "")
            elif tag == T and not self._inside():
                self.out.append(node.text or "")
            elif tag == _PAGE:
                self._number("")
            elif tag in (_TAB, _BREAK) and not self._inside():
                self.out.append(" ")

    def _inside(self) -> bool:
        """Whether text that stands here is an instruction, or the kept result of a page's number."""
        return any(not field.begun or field.page for field in self._open)

    def _mark(self, kind: str) -> None:
        if kind == "begin" and len(self._open) < _DEEPEST:
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            field = self._open[-1]
            field.begun, field.page = True, _is_page("".join(field.words))
        elif kind == "end" and self._open:
            instruction = "".join(self._open.pop().words)
            if _is_page(instruction):
                self._number(instruction)

    def _number(self, instruction: str) -> None:
        self.found = True
        if not self._inside():
            self.out.append(_DASHED if self._dashed or "arabicdash" in instruction.lower() else NUMBER)


def _is_page(instruction: str) -> bool:
    return instruction[:_LONGEST].upper().split(None, 1)[:1] == ["PAGE"]

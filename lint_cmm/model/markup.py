"""Small questions about single elements: which branch is read, what is transparent, what a text shows."""

from __future__ import annotations

from lint_cmm.model.names import ALTERNATE, CHOICE, FALLBACK, INS, MOVE_TO, UNDERSTOOD, XML_SPACE, T, W
from lint_cmm.model.plain import PLAIN
from lint_cmm.package.xml import Element

_NEAR = 4  # w:t, its run and paragraph, and what wraps them: the elements on which xml:space is looked for, beside the root
_BLANK = " \t\r\n"
TRANSPARENT = frozenset([INS, MOVE_TO, W + "smartTag", W + "customXml", W + "dir", W + "bdo"])


def chosen(element: Element) -> Element | None:
    """The branch of an mc:AlternateContent that is read: the first Choice that is understood, else the Fallback."""
    for branch in element:
        if branch.tag == CHOICE:
            known = branch.nsmap
            if all(known.get(prefix) in UNDERSTOOD for prefix in (branch.get("Requires") or "").split()):
                return branch
        elif branch.tag == FALLBACK:
            return branch
    return None


def content(element: Element) -> Element | None:
    """The element whose children a transparent container contributes, None when it is no such container."""
    tag = element.tag
    if tag == W + "sdt":
        return element.find(W + "sdtContent")
    if tag == ALTERNATE:
        return chosen(element)
    return element if tag in TRANSPARENT else None


def shown(node: Element, text: str) -> str:
    """The text as Word shows it: outer white space only where it is preserved, line ends and tabs as spaces."""
    if text[0] in _BLANK or text[-1] in _BLANK:
        holder: Element | None = node
        space = None
        for _ in range(_NEAR):
            space = None if holder is None else holder.get(XML_SPACE)
            if holder is None or space is not None:
                break
            holder = holder.getparent()
        space = space or node.getroottree().getroot().get(XML_SPACE)
        if space != "preserve":
            text = text.strip(_BLANK)
    return text.replace("\n", " ").replace("\t", " ").replace("\r", " ")


def deleted_text(element: Element) -> str:
    """The words of a deletion, without field instructions."""
    return "".join([node.text or "" for node in element.iter(W + "delText", T, PLAIN)])

"""One way to parse XML: no DOCTYPE, no entity, no network, libxml2's own limits, a budget of nodes.

A DOCTYPE is refused outright: no word processor writes one, and an internal entity hides text from readers that do not
expand it. Comments and processing instructions are dropped while parsing, so that text around them is one text.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from lxml import etree

from lint_cmm.package.errors import InputRejected, over
from lint_cmm.package.limits import DEFAULT, Limits

Element: TypeAlias = etree._Element

_UNSUSPECTED = 1024 * 1024  # bytes that cannot hold enough nodes to matter, whatever is in them: counting them costs time
_STRICT = "http://purl.oclc.org/ooxml/"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/"
# ISO 29500 strict namespaces and what the transitional schema calls them.
_TRANSITIONAL = {
    _STRICT + "wordprocessingml/main": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    _STRICT + "officeDocument/relationships": _OFFICE + "relationships",
    _STRICT + "officeDocument/math": _OFFICE + "math",
    _STRICT + "officeDocument/extendedProperties": _OFFICE + "extended-properties",
    _STRICT + "officeDocument/customProperties": _OFFICE + "custom-properties",
    _STRICT + "officeDocument/docPropsVTypes": _OFFICE + "docPropsVTypes",
    _STRICT + "drawingml/main": _DRAWING + "main",
    _STRICT + "drawingml/chart": _DRAWING + "chart",
    _STRICT + "drawingml/diagram": _DRAWING + "diagram",
    _STRICT + "drawingml/picture": _DRAWING + "picture",
    _STRICT + "drawingml/wordprocessingDrawing": _DRAWING + "wordprocessingDrawing",
}


class XmlBudget:
    """What is left of the package's XML nodes; :meth:`parse` takes from it."""

    def __init__(self, limits: Limits = DEFAULT) -> None:
        self._limits = limits
        self._left = limits.xml_nodes
        self._unsuspected = _UNSUSPECTED
        self._parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
        )

    def parse(self, data: bytes, name: str) -> Element:
        """The root of the XML in ``data``; strict namespaces are given their transitional names.

        Raises :class:`InputRejected`: E001 "doctype" or "broken-xml", E004 "limit:…". ``name`` is the part's name.
        """
        self.charge(data)
        return self.tree(data, name)

    def charge(self, data: bytes) -> None:
        """Take what parsing ``data`` costs from the budget."""
        self._unsuspected -= len(data)
        if self._unsuspected < 0:
            # An upper bound of elements and attributes: each costs a node, and a text may stand behind each.
            self._left -= data.count(b"<") + data.count(b'="') + data.count(b"='")
            if self._left < 0:
                raise over("xml-nodes", self._limits.xml_nodes)
        self._check_namespaces(data)

    def tree(self, data: bytes, name: str) -> Element:
        """:meth:`parse` for bytes that are charged already, or stand for ones that are."""
        root = self._parse(data, name)
        if root.tag.startswith("{" + _STRICT):
            root = self._parse(_to_transitional(etree.tostring(root, encoding="UTF-8")), name)
        if self._limits.depth < DEFAULT.depth or self._limits.text_node < DEFAULT.text_node:
            self._check_lowered(root)
        return root

    def _check_lowered(self, root: Element) -> None:
        """Depth and lengths where they are to be less than libxml2's own."""
        depth = 0
        for event, node in etree.iterwalk(root, events=("start", "end")):
            if event == "end":
                depth -= 1
                continue
            depth += 1
            if depth > self._limits.depth:
                raise over("depth", self._limits.depth)
            if max(map(len, (node.text or "", node.tail or "", *node.attrib.values()))) > self._limits.text_node:
                raise over("text-node", self._limits.text_node)

    def _check_namespaces(self, data: bytes) -> None:
        """Every alternative asks for all namespaces in scope: refused where both are claimed by the thousand."""
        if b"\0" in data[:4]:
            data = data.replace(b"\0", b"")
        alternatives = data.count(b"AlternateContent")
        if alternatives and alternatives * data.count(b"xmlns") > self._limits.namespace_lookups:
            raise over("namespaces", self._limits.namespace_lookups)

    def _parse(self, data: bytes, name: str) -> Element:
        try:
            root: Element = etree.fromstring(data, self._parser)
        except (etree.XMLSyntaxError, ValueError, LookupError) as error:
            raise self._refusal(data, name, error) from None
        if root is None:
            raise InputRejected("E001", "broken-xml", {"name": name, "detail": "empty"})
        if root.getroottree().docinfo.internalDTD is not None:
            raise InputRejected("E001", "doctype", {"name": name})
        return root

    def _refusal(self, data: bytes, name: str, error: Exception) -> InputRejected:
        """Which refusal a parser's error is."""
        if b"<!DOCTYPE" in data or "<!DOCTYPE".encode("utf-16-le") in data or "<!DOCTYPE".encode("utf-16-be") in data:
            return InputRejected("E001", "doctype", {"name": name})
        text = str(error)
        if "depth" in text:
            return over("depth", self._limits.depth)
        if "Huge" in text or "huge" in text or "too long" in text:
            return over("text-node", self._limits.text_node)
        return InputRejected("E001", "broken-xml", {"name": name, "detail": text[:120]})


def _to_transitional(data: bytes) -> bytes:
    """The same XML with the namespace declarations of the strict schema replaced."""

    def swap(match: re.Match[bytes]) -> bytes:
        name = match[2].decode("utf-8", "replace")
        return match[1] + _TRANSITIONAL.get(name, name).encode("utf-8")

    return re.sub(rb'(xmlns(?::[\w.-]{1,64})?=")(http://purl\.oclc\.org/ooxml/[A-Za-z/]{1,80})(?=")', swap, data)

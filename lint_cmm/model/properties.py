"""Document properties: core, extended (app) and custom (ECMA-376 part 2 section 11, part 1 section 22.2 and 22.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lint_cmm.kit import patterns as re
from lint_cmm.model.blocks import Place
from lint_cmm.model.names import local
from lint_cmm.package.errors import InputRejected
from lint_cmm.package.xml import Element

if TYPE_CHECKING:
    from lint_cmm.model.stories import Reading

_KINDS = ("core-properties", "extended-properties", "custom-properties")
# What programs count and stamp by themselves: in Document.properties, but no text that anybody wrote.
_TECHNICAL = frozenset(
    [
        "created",
        "modified",
        "lastPrinted",
        "revision",
        "version",
        "Pages",
        "Words",
        "Characters",
        "CharactersWithSpaces",
        "Lines",
        "Paragraphs",
        "TotalTime",
        "DocSecurity",
        "Application",
        "ScaleCrop",
        "LinksUpToDate",
        "SharedDoc",
        "HyperlinksChanged",
        "AppVersion",
        "Template",
        "HeadingPairs",
        "KSOProductBuildVer",
        "KSOTemplateUUID",
        "KSOTemplateDocerSaveRecord",
        "KSORubyTemplateID",
        "ICV",
        "ContentTypeId",
        "commondata",
    ]
)
# Core properties go by the names that python-docx and Word's own dialogs know.
_CORE = {"creator": "author", "description": "comments", "lastModifiedBy": "last_modified_by", "contentStatus": "content_status"}
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def read_properties(reading: Reading) -> None:
    """Put the properties into ``reading.properties``, and those that people write into the story "properties"."""
    walker = reading.walker
    walker.stories.setdefault("properties", [])
    for kind in _KINDS:
        for relationship in reading.package.related("", kind):
            if relationship.external or relationship.target not in reading.package:
                continue
            try:
                root = reading.package.root(relationship.target)
            except InputRejected as refusal:
                reading.pass_over("properties", relationship.target, refusal)
                continue
            place = Place("properties", relationship.target, {})
            for tag, element, value in _values(root):
                name = _CORE.get(tag, tag) if kind == "core-properties" else tag
                if value.strip():
                    reading.properties.setdefault(name, value)
                    if name not in _TECHNICAL:
                        walker.add_text(place, "property:" + name, element, value)


def _values(root: Element) -> Iterator[tuple[str, Element, str]]:
    """(name, element, value) of each property; a custom one is named by its own attribute."""
    for node in root:
        name = node.get("name") if local(node.tag) == "property" else local(node.tag)
        words = [text for text in node.itertext() if text.strip()]
        yield name or "", node, _unescape("\n".join(words) if len(node) else node.text or "")


def _unescape(text: str) -> str:
    """The text with ``_x000D_`` and its like read as the characters they stand for (ECMA-376 part 1, 22.9.2.19)."""
    if "_x" not in text:
        return text
    read = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text).replace("\r\n", "\n").replace("\r", "\n")
    return read.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")  # halves of a character; one alone is none

"""Open Packaging Conventions: parts, relationships, the main part (ECMA-376 part 2).

Only what the reader asks for is inflated: pictures, thumbnails and embedded files never are. A relationship that leads
nowhere is no error here; the caller decides whether it needs the part.
"""

from __future__ import annotations

import builtins

from lint_cmm.kit.records import NamedTuple
from lint_cmm.package.archive import Archive
from lint_cmm.package.errors import InputRejected, over
from lint_cmm.package.kept import Kept
from lint_cmm.package.limits import DEFAULT, Limits
from lint_cmm.package.xml import Element, XmlBudget

CONTENT_TYPES = "[content_types].xml"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Relationship(NamedTuple):
    """A relationship of a part. ``kind`` is the last segment of its type ("header", "hyperlink" …).

    ``target`` is the name of a part as the archive holds it (case-folded), or of a part that is missing; for an external
    one the address as written.
    """

    id: str
    kind: str
    target: str
    external: bool


class Package:
    """A Word package: parts by case-folded name, parsed on demand."""

    def __init__(self, data: bytes, limits: Limits = DEFAULT) -> None:
        self.limits = limits
        self.archive = Archive(data, limits)
        self.xml = XmlBudget(limits)
        self._relationships: dict[str, dict[str, Relationship]] = {}
        self._count = 0

    def __contains__(self, name: str) -> bool:
        return name in self.archive.members

    def called(self, name: str) -> str:
        """A part's name as the file writes it, where it is there."""
        member = self.archive.members.get(name)
        return member.name if member else name

    def bytes(self, name: str) -> builtins.bytes:
        """The inflated bytes of a part that is there (KeyError else)."""
        return self.archive.read(self.archive.members[name])

    def root(self, name: str) -> Element:
        """The parsed root element of a part that is there."""
        return self.xml.parse(self.bytes(name), name)

    def parse(self, data: builtins.bytes, name: str) -> Element:
        """The root of bytes already read."""
        return self.xml.parse(data, name)

    def relationships(self, name: str) -> dict[str, Relationship]:
        """The relationships of a part by id, in file order; those of the package for the name ""."""
        if name not in self._relationships:
            self._relationships[name] = self._relationships_of(name)
        return self._relationships[name]

    def _relationships_of(self, name: str) -> dict[str, Relationship]:
        folder, _, file = name.rpartition("/")
        where = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
        found = _relations.of(self, where) if where in self else {}
        self._count += len(found)
        if self._count > self.limits.relationships:
            raise over("relationships", self.limits.relationships)
        return found

    def related(self, name: str, kind: str) -> list[Relationship]:
        """The relationships of a part that have one kind, in file order."""
        return [r for r in self.relationships(name).values() if r.kind == kind]

    def owners(self) -> list[str]:
        """The names of the parts that have relationships, "" for the package, sorted."""
        names = []
        for member in self.archive.members:
            folder, _, file = member.rpartition("/")
            if file.endswith(".rels") and (folder == "_rels" or folder.endswith("/_rels")):
                names.append(f"{folder[:-5]}{file[:-5]}".lstrip("/") if folder != "_rels" else file[:-5])
        return sorted(names)

    def has_main(self) -> bool:
        """Whether the package says which part is its document."""
        return "_rels/.rels" in self and bool(self.related("", "officeDocument"))

    def main(self) -> str:
        """The name of the main document part, found by relationship, never by name."""
        targets = self.related("", "officeDocument")
        for target in targets:
            if not target.external and target.target in self:
                return target.target
        raise InputRejected("E001", "no-main-part", {})


def resolve(folder: str, target: str) -> str:
    """The part name that ``target`` means as seen from ``folder``: percent-decoded, without dots, case-folded."""
    target = target.partition("#")[0].replace("\\", "/")
    if "%" in target:
        from urllib.parse import unquote

        target = unquote(target, errors="replace")
    steps = [] if target.startswith("/") else folder.split("/")
    for step in target.split("/"):
        if step == "..":
            if steps:
                steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(s for s in steps if s).casefold()


def _read_relationships(root: Element, name: str) -> dict[str, Relationship]:
    """The relationships in the part ``name``: FOLDER/_rels/FILE.rels."""
    folder = name.rpartition("/")[0][: -len("/_rels")]
    found: dict[str, Relationship] = {}
    for node in root:
        get = node.get
        kind = (get("Type") or "").rpartition("/")[2]
        target = get("Target") or ""
        external = (get("TargetMode") or "").lower() == "external"
        if not external:
            target = resolve(folder, target)
        found[get("Id") or ""] = Relationship(get("Id") or "", kind, target, external)
    return found


_relations = Kept(_read_relationships, most=16)

"""What acts or points outside: macros, embedded objects, remote templates, external relationships."""

from __future__ import annotations

from lint_cmm.model.stories import Reading
from lint_cmm.model.types import Active, Link

_KINDS = {"hyperlink": "hyperlink", "image": "image", "attachedTemplate": "template", "oleObject": "ole"}
_ACTIVE_PARTS = {"vbaProject": "macro", "wordVbaProject": "macro", "oleObject": "ole", "control": "activex", "subDocument": "subdocument"}


def find_active(reading: Reading) -> tuple[list[Active], list[Link]]:
    """Active content by relationship, and the external addresses that stand over no text."""
    active: list[Active] = []
    links: list[Link] = []
    package = reading.package
    for owner in package.owners():
        for relationship in package.relationships(owner).values():
            kind = _ACTIVE_PARTS.get(relationship.kind)
            if kind and (relationship.external or relationship.target in package):
                active.append(Active(kind, package.called(relationship.target)))
            if not relationship.external:
                continue
            if relationship.kind == "attachedTemplate" and is_remote(relationship.target):
                active.append(Active("remote-template", relationship.target))
            if (owner, relationship.id) not in reading.walker.used:
                links.append(Link(_KINDS.get(relationship.kind, "other"), relationship.target, None))
    if not any(a.kind == "macro" for a in active):
        active += [Active("macro", package.called(m)) for m in package.archive.members if m.endswith("vbaproject.bin")]
    return active, links


def is_remote(address: str) -> bool:
    """Whether an address leads to another machine: http, ftp, a share; not a path on the writer's own disk."""
    low = address.lower().replace("\\", "/")
    if low.startswith("file:"):
        low = low[5:]
        return low.startswith("//") and not low.startswith("///") and low[2:3] != "" and ":" not in low[2:5]
    return low.startswith("//") or "://" in low

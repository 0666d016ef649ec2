"""Mending a file: edits from the findings, written, read again and judged again before anybody gets them.

What comes back is proved: the mended file reads as the edits say, paragraph by paragraph, and it has no finding that
the submission had not. An edit that would bring a new one is dropped, with all edits of its paragraph.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from lint_cmm.findings import Finding, Result
from lint_cmm.model.types import Document
from lint_cmm.word.container import Container
from lint_cmm.word.edits import Edit, Edits, PropertyEdit, derive, mended
from lint_cmm.word.names import local
from lint_cmm.word.revise import Reviser

if TYPE_CHECKING:
    from lint_cmm.engine import Checker

ROUNDS = 5  # how often edits that bring new findings are dropped before all of them are
_REVISIONS = "H602"  # tracked edits are open revisions: that is what was asked for


class Mended(NamedTuple):
    """``data`` is the mended file (the very bytes given where nothing was mended); ``edits`` what was done to it.

    ``before`` and ``after`` are the results of both; ``left`` counts safe findings that could not be mended.
    """

    data: bytes
    edits: Edits
    before: Result
    after: Result
    left: int


class Unfaithful(RuntimeError):
    """The written file does not read as the edits say: a fault of the program, nothing may be written."""


def mend(name: str, data: bytes, checker: Checker, *, clean: bool = False) -> Mended:
    """The file of these bytes with everything mended that is safe to mend; as revisions unless ``clean``."""
    before = checker.check_bytes(name, data, keep_document=True)
    wanted = derive(before, _table(checker)) if before.document is not None else Edits((), ())
    safe = sum(f.fix == "safe" for f in before.findings)
    for _ in range(ROUNDS):
        if not wanted:
            break
        out, made = write(data, wanted, clean=clean)
        if not made:
            break
        after = checker.check_bytes(name, out, keep_document=True)
        _prove(before.document, after.document, made)
        fresh = _fresh(before, after, clean=clean)
        if not fresh:
            left = sum(f.fix == "safe" for f in after.findings)
            return Mended(out, made, before, after, left)
        wanted = _without(wanted, fresh, made, before)
    return Mended(data, Edits((), ()), before, before, safe)


def write(data: bytes, edits: Edits, *, clean: bool) -> tuple[bytes, Edits]:
    """The bytes of DATA with EDITS made, and those of them that could be made."""
    package = Container(data)
    made: list[Edit] = []
    by_source: dict[str, list[Edit]] = {}
    for edit in edits.edits:
        blocks = package.blocks(edit.part)
        if edit.paragraph <= len(blocks):
            by_source.setdefault(blocks[edit.paragraph - 1].source, []).append(edit)
    for source, group in sorted(by_source.items()):
        root = package.root(source)
        reviser = Reviser(root, clean=clean)
        for part in sorted({e.part for e in group}):
            blocks = [b for b in package.blocks(part) if b.source == source]
            reviser.apply(blocks, [e for e in group if e.part == part])
        if reviser.made:
            made.extend(reviser.made)
            package.write(source, root)
    properties = tuple(e for e in edits.properties if _empty_property(package, e))
    if not made and not properties:
        return data, Edits((), ())
    order = {edit: i for i, edit in enumerate(edits.edits)}
    return package.to_bytes(), Edits(tuple(sorted(made, key=lambda e: order[e])), properties)


def _empty_property(package: Container, edit: PropertyEdit) -> bool:
    """Empty the first property of this name and value; False where there is none."""
    for block in package.blocks("properties"):
        if block.origin == f"property:{edit.name}" and block.text == edit.value:
            element = block.elements[0]
            for holder in (element, *element.iter()):
                if isinstance(holder.tag, str) and local(holder.tag) not in ("vector", "variant"):
                    holder.text = None
            package.write(block.source, element.getroottree().getroot())
            return True
    return False


def _table(checker: Checker) -> Mapping[str, str]:
    """How findings of each code are mended (``rules/lexicon/edits.toml``)."""
    how: Mapping[str, str] = checker.book.data.table("edits")["how"]
    return how


def _fresh(before: Result, after: Result, *, clean: bool) -> list[Finding]:
    """Findings of the mended file that the submission had not, by code and quote."""
    known = Counter((f.code, f.quote) for f in before.findings)
    fresh = []
    for finding in after.findings:
        key = (finding.code, finding.quote)
        if known[key] > 0:
            known[key] -= 1
        elif clean or finding.code != _REVISIONS:
            fresh.append(finding)
    return fresh


def _without(edits: Edits, fresh: list[Finding], made: Edits, before: Result) -> Edits:
    """EDITS without those of paragraphs where new findings came up; none at all where that cannot be told."""
    if any(f.span is None for f in fresh):
        return Edits((), ())
    gone = _gone(before.document, made)
    touched = {(e.part, e.paragraph) for e in edits.edits}
    bad: set[tuple[str, int]] = set()
    for finding in fresh:
        assert finding.span is not None
        index = finding.span.paragraph
        for paragraph in sorted(i for part, i in gone if part == finding.part):
            index += paragraph <= index
        near = {(finding.part, index + d) for d in (-1, 0, 1)} & touched
        bad |= {(finding.part, index)} & touched or near
    if not bad:
        return Edits((), ())
    return Edits(tuple(e for e in edits.edits if (e.part, e.paragraph) not in bad), edits.properties)


def _gone(document: Document | None, made: Edits) -> set[tuple[str, int]]:
    """Paragraphs that an edit took as a whole."""
    return set() if document is None else {(e.part, e.paragraph) for e in made.edits if e.whole}


def _prove(before: Document | None, after: Document | None, made: Edits) -> None:
    """Raise :class:`Unfaithful` unless every paragraph reads as the edits say; one taken whole is empty or gone."""
    if before is None or after is None:
        raise Unfaithful("unreadable")
    for part in before.stories:
        if part in ("comment", "properties"):
            continue
        by_paragraph: dict[int, list[Edit]] = {}
        for edit in made.edits:
            if edit.part == part:
                by_paragraph.setdefault(edit.paragraph, []).append(edit)
        expected = []
        for paragraph in before.stories[part].paragraphs:
            edits = by_paragraph.get(paragraph.index, [])
            expected.append((mended(paragraph.text, edits), any(e.whole for e in edits)))
        story = after.stories.get(part)
        if not _reads_as(expected, [p.text for p in story.paragraphs] if story else []):
            raise Unfaithful(part)


def _reads_as(expected: list[tuple[str, bool]], found: list[str]) -> bool:
    """Whether FOUND are the expected paragraphs; those marked may be missing."""
    reached = {0}  # how many of FOUND may have been passed so far
    for text, optional in expected:
        passed = {at + 1 for at in reached if at < len(found) and found[at] == text}
        reached = passed | reached if optional else passed
    return len(found) in reached

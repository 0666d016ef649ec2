"""Mending a file: edits from the findings, written, read again and judged again before anybody gets them.

What comes back is proved: the mended file reads as the edits say, paragraph by paragraph, and it has no finding that
the submission had not. An edit that would bring a new one is dropped, with all edits of its paragraph.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from lint_cmm.findings import Finding, Result
from lint_cmm.kit.records import NamedTuple
from lint_cmm.model.types import Document
from lint_cmm.package.limits import DEFAULT, Limits
from lint_cmm.word.container import Container
from lint_cmm.word.edits import Edit, Edits, PropertyEdit, compose, derive, mended
from lint_cmm.word.names import local
from lint_cmm.word.revise import Reviser

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lint_cmm.engine import Checker
    from lint_cmm.rulebook import Rule

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


def mend(name: str, data: bytes, checker: Checker, *, clean: bool = False, limits: Limits = DEFAULT) -> Mended:
    """The file of these bytes with everything mended that is safe to mend; as revisions unless ``clean``."""
    before = checker.check_bytes(name, data, keep_document=True)
    safe = sum(f.fix == "safe" for f in before.findings)
    nothing = Mended(data, Edits((), ()), before, before, safe)
    if before.document is None:
        return nothing
    wanted = _settled(name, data, checker, before, limits)
    for _ in range(ROUNDS):
        out, made = write(data, wanted, clean=clean, limits=limits) if wanted else (data, wanted)
        if not made:
            break
        after = checker.check_bytes(name, out, keep_document=True)
        _prove(before.document, after.document, made)
        fresh = fresh_findings(before, after, made, checker.book.rules, clean=clean)
        if not fresh:
            return Mended(out, made, before, after, sum(f.fix == "safe" for f in after.findings))
        wanted = _without(wanted, fresh)
    return nothing


def _settled(name: str, data: bytes, checker: Checker, before: Result, limits: Limits) -> Edits:
    """The edits after which nothing is left to mend: what mending brings to light is mended too, where that is safe.

    Words around a deleted address may only now be an advertisement of their own. Tried plainly and with every
    paragraph kept, so that places stay comparable.
    """
    how = checker.book.data.table("edits")["how"]
    document = before.document
    assert document is not None
    derived = derive(before, how)
    # A shape's words go with the shape and its paragraph: such edits wait for the last trial.
    shapes = tuple(e for e in derived.edits if e.whole and document.stories[e.part].paragraphs[e.paragraph - 1].origin == "wordart")
    wanted = derived._replace(edits=tuple(e for e in derived.edits if e not in shapes))
    given_up = {(e.part, e.paragraph) for e in shapes}
    for _ in range(ROUNDS):
        trial = Edits(tuple(e._replace(whole=False) for e in wanted.edits), wanted.properties)
        if not trial:
            break
        out, made = write(data, trial, clean=True, limits=limits)
        given_up |= {(e.part, e.paragraph) for e in set(trial.edits) - set(made.edits)}
        wanted = wanted._replace(edits=tuple(e for e in wanted.edits if e._replace(whole=False) in made.edits))
        after = checker.check_bytes(name, out, keep_document=True)
        fresh = fresh_findings(before, after, made, checker.book.rules, clean=True)
        # Only where words were taken out: a rule that wakes up over a mended mark has to be looked at by a person.
        cut = {(e.part, e.paragraph) for e in wanted.edits if any(how.get(c) == "delete" for c in e.codes)}
        more = derive(after, how)
        more = Edits(tuple(e for e in more.edits if (e.part, e.paragraph) not in given_up), ())
        places = {(e.part, e.paragraph) for e in more.edits} & cut
        stuck = [f for f in fresh if f.span is None or (f.span.part, f.span.paragraph) not in places]
        if stuck:
            kept = _without(wanted, stuck)
            given_up |= {(e.part, e.paragraph) for e in wanted.edits} - {(e.part, e.paragraph) for e in kept.edits}
            wanted = kept
        elif more.edits:
            wanted = compose(wanted, more, document)
        else:
            break
    return wanted._replace(edits=tuple(sorted(wanted.edits + shapes)))


def write(data: bytes, edits: Edits, *, clean: bool, limits: Limits = DEFAULT) -> tuple[bytes, Edits]:
    """The bytes of DATA with EDITS made, and those of them that could be made."""
    package = Container(data, limits)
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


def fresh_findings(before: Result, after: Result, made: Edits, rules: Mapping[str, Rule], *, clean: bool) -> list[Finding]:
    """Findings of the mended file that the submission had not, with their spans' paragraphs as numbered in the submission.

    A finding was there before when its rule spoke of the same words in the same paragraph, or of words there that it
    cannot have mended and that an edit may have changed. One that nobody can mend here may have moved, or come to
    light as another one went: once 【第二篇】 is gone, where further documents begin (S112) is seen by other signs, or S111 stands alone.
    """
    known: dict[tuple[str, str, int], list[Finding]] = {}
    for finding in before.findings:
        known.setdefault(_place(finding, ()), []).append(finding)
    gone = tuple(sorted({(e.part, e.paragraph) for e in made.edits if e.whole}))
    if before.document is not None and after.document is not None:
        gone = _removed(before.document, after.document, gone)
    fresh = []
    for finding in after.findings:
        place = _place(finding, gone)
        olds = known.get(place, [])
        same = next((f for f in olds if f.quote == finding.quote), None) or next((f for f in olds if f.fix != "safe"), None)
        if same is not None:
            olds.remove(same)
        elif clean or finding.code != _REVISIONS:
            fresh.append(finding._replace(span=finding.span._replace(paragraph=place[2])) if finding.span else finding)
    lost = [f for olds in known.values() for f in olds]
    return [f for f in fresh if not _moved(f, lost, rules)]


def _moved(finding: Finding, lost: list[Finding], rules: Mapping[str, Rule]) -> bool:
    """Whether a finding stands for one that is no longer there or that hid it, which is taken from LOST."""
    codes = {finding.code, *(rules[finding.code].hidden_beside if finding.code in rules else ())}
    old = next((f for f in lost if f.code in codes and "safe" not in (f.fix, finding.fix)), None)
    if old is not None:
        lost.remove(old)
    return old is not None


def _removed(before: Document, after: Document, emptied: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:
    """Those of the paragraphs that lost all their words that went with them; as a revision some stay, empty, until it is accepted."""
    removed: list[tuple[str, int]] = []
    for part in sorted({part for part, _ in emptied}):
        story = after.stories.get(part)
        left = [p.text for p in story.paragraphs] if story else []
        texts = [p.text for p in before.stories[part].paragraphs]
        removed += [(part, number) for number in _not_among(texts, left, {number for home, number in emptied if home == part})]
    return tuple(removed)


def _not_among(texts: list[str], left: list[str], emptied: set[int]) -> list[int]:
    """Which of the EMPTIED of paragraphs with these TEXTS are not among those LEFT; of empty ones in a row the last are taken to be gone."""
    found: list[int] = []
    number, at = 1, 0
    while number <= len(texts):
        row = list(takewhile(lambda n: n in emptied or not texts[n - 1], range(number, len(texts) + 1)))
        empty = len(list(takewhile(lambda text: not text, left[at:])))
        staying = empty - sum(n not in emptied for n in row)
        found += [n for n in row if n in emptied][max(0, staying) :]
        number, at = number + len(row) + 1, at + empty + 1  # and the one behind them, which has words
    return found


def _place(finding: Finding, gone: tuple[tuple[str, int], ...]) -> tuple[str, str, int]:
    """Rule, part and paragraph of a finding, counted as if the paragraphs GONE were still there."""
    index = finding.span.paragraph if finding.span else 0
    for part, paragraph in gone:
        if part == finding.part and index:
            index += paragraph <= index
    return finding.code, finding.part, index


def _without(edits: Edits, fresh: list[Finding]) -> Edits:
    """EDITS without those near new findings; none at all where that cannot be told."""
    touched = {(e.part, e.paragraph) for e in edits.edits}
    bad: set[tuple[str, int]] = set()
    for finding in fresh:
        near = {(finding.part, finding.span.paragraph + d) for d in (0, 1, -1)} & touched if finding.span else set()
        exact = {(finding.part, finding.span.paragraph)} & touched if finding.span else set()
        if not near:
            return Edits((), ())
        bad |= exact or near
    return Edits(tuple(e for e in edits.edits if (e.part, e.paragraph) not in bad), edits.properties)


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

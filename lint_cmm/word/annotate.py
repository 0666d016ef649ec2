"""A copy of a submission with every finding as a Word comment on exactly its words.

Only anchors are added, runs are split where an anchor has to begin or end inside one, and the tool's own earlier
comments are taken out; no character of the text is touched, and :func:`annotate_file` proves it by reading the copy
again before it gets its name. Word knows comments in the main story only: findings in headers, notes, text boxes and
properties stand on the first paragraph and say where they are.

Known limit of a reader: LibreOffice 7.4 does not show the words before a comment in a paragraph that a content control
holds as a block (any comment, also Word's own); the file is right and Word shows all of it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from lint_cmm.errors import UsageError
from lint_cmm.findings import Result
from lint_cmm.kit import filenames
from lint_cmm.model.blocks import Block
from lint_cmm.model.types import Document
from lint_cmm.package.errors import InputRejected
from lint_cmm.package.limits import DEFAULT, Limits
from lint_cmm.word import comments
from lint_cmm.word.container import Container
from lint_cmm.word.names import local
from lint_cmm.word.notes import CAP, Planned, plan
from lint_cmm.word.runs import Runs, runs_of


def annotate(data: bytes, result: Result, lang: str = "zh", cap: int = CAP, limits: Limits = DEFAULT) -> bytes:
    """The bytes of DATA (the file RESULT is about) with comments, at most CAP of them.

    Pure: the same input gives the same bytes. Raises :class:`InputRejected` when the package cannot be read. A file
    without a paragraph in its body comes back without comments.
    """
    package = Container(data, limits)
    document = package.root(package.main)
    name, root = comments.comments_root(package)
    removed, paragraphs = comments.remove_own(root, document)
    comments.forget(package, paragraphs)
    blocks = [b for b in package.blocks("body") if b.elements]
    if blocks:
        by_index = {b.index: b for b in blocks}
        first = next((b for b in blocks if b.text.strip()), blocks[0])
        notes = plan(result, lang, cap, {b.index: b.text for b in blocks}).notes
        number = max(comments.used_ids(root, document), default=-1) + 1
        for i, note in enumerate(notes):
            comments.add_comment(root, comments.Note(number + i, note.lines))
        _anchor(notes, number, by_index, first)
        comments.define_styles(package)
    if blocks or removed:
        comments.save_comments(package, name, root)
        package.write(package.main, document)
    return package.to_bytes()


def _anchor(notes: Iterable[Planned], number: int, blocks: dict[int, Block], first: Block) -> None:
    """Put the anchors of NOTES into the document, numbered from NUMBER on."""
    cutters: dict[int, Runs] = {}
    for note in notes:
        block = blocks.get(note.paragraph or 0, first)
        whole = note.paragraph is None or note.paragraph not in blocks
        start, end = (0, block.length) if whole or note.start >= note.end else (note.start, note.end)
        cutter = cutters.get(block.index)
        if cutter is None:
            cutter = cutters[block.index] = runs_of(block)
        cutter.cut(start)
        cutter.cut(end)
        runs = cutter.within(start, end)
        paragraph = next((e for e in block.elements if local(e.tag) == "p"), None)
        if runs:
            comments.place(runs[0], runs[-1], block.elements[0], number)
        elif paragraph is not None:
            comments.place(None, None, paragraph, number)
        number += 1


def annotate_file(
    source: str | Path, target: str | Path, result: Result, lang: str = "zh", data: bytes | None = None, limits: Limits = DEFAULT
) -> None:
    """Write the annotated copy of SOURCE to TARGET, never over SOURCE.

    The copy is written aside, read again, and renamed only when every paragraph of every story reads as in the
    original. ``data`` saves reading SOURCE again. Raises :class:`UsageError` when TARGET is SOURCE or the file has
    no readable text, ``OSError`` when writing fails.
    """
    source, target = Path(source), Path(target)
    if target.exists() and target.resolve() == source.resolve() or target.absolute() == source.absolute():
        raise UsageError("annotate.original", path=str(source))
    before = source.read_bytes() if data is None else data
    try:
        after = annotate(before, result, lang, limits=limits)
        same = texts(_read(before, limits)) == texts(_read(after, limits))
    except InputRejected as refused:
        raise UsageError("annotate.unreadable", path=str(source)) from refused
    if not same:
        raise UsageError("annotate.changed", path=str(source))
    write_aside(target, after)


def write_aside(target: Path, data: bytes) -> None:
    """Write DATA to TARGET by way of a file beside it, so that TARGET is never half written."""
    aside = Path(filenames.aside(str(target)))
    try:
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, target)
    finally:
        aside.unlink(missing_ok=True)


def texts(document: Document) -> dict[str, list[tuple[str, str]]]:
    """Number and text of every paragraph by part; comments are left out, they are what changes."""
    return {
        part: [(p.label, p.text) for p in story.paragraphs]
        for part, story in document.stories.items()
        if part != "comment" and story.paragraphs
    }


def _read(data: bytes, limits: Limits) -> Document:
    from lint_cmm.model.read import read

    return read(data, limits)

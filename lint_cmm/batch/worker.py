"""The life of a worker process: contents in, records out."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any, NamedTuple

from lint_cmm.batch.identity import Names
from lint_cmm.batch.records import CHECKED, Brief, Entry, Record, Trace, pack, unpack
from lint_cmm.batch.rows import Words, discreet
from lint_cmm.batch.similarity.prints import packed, prints_of
from lint_cmm.engine import Checker
from lint_cmm.errors import UsageError
from lint_cmm.findings import Result, Run, summarise
from lint_cmm.kit import filenames
from lint_cmm.kit.workers import MIB, Serve, serve
from lint_cmm.model.types import Document
from lint_cmm.rulebook import RuleBook
from lint_cmm.settings import Settings

_HEADING = re.compile(r"[ \u3000]*(?:第?[一二三四五六七八九十]{1,3}[、．.章节]|[（(][一二三四五六七八九十]{1,3}[)）])")
_HEADING_LENGTH = 60
_FORMULAIC = {"opening": 0.25, "closing": 0.25, "disclosure": 0.5}  # formulaic parts, as long as they are no larger part of the text
_QUOTED = re.compile(r"“[^“”\n]{24,}”|《[^《》\n]{24,}》")  # what is quoted at length: a regulation, a leader


class Job(NamedTuple):
    """What to do: "check" a file, or "render" a finished result (``data``, packed) into ``page`` and ``copy`` ("" for none)."""

    kind: str
    path: str  # where the file lies
    shown: str  # as it is called in the report
    data: Any = None
    page: str = ""
    copy: str = ""


def work(pipe: Any, settings: Settings, memory: int, version: str) -> None:
    """Serve jobs from ``pipe`` until it closes. ``memory`` is the cap in MiB, kept by the system where it can."""
    sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - a traceback could hold words of a submission
    limit_memory(memory)

    def begin() -> Serve:
        checker = Checker(settings)
        names = Names(checker.book.data.table("batch"))
        common = Common(checker.book)
        words = Words(checker.book.data.table("batch"), settings.lang)

        def jobs(hand: list[Job]) -> Iterator[Any]:
            if hand[0].kind == "check":
                yield from (pack(entry) for entry in check(checker, names, common, hand))
            else:
                yield from (render(job, settings, version, words) for job in hand)

        return jobs

    serve(pipe, begin, UsageError)


def limit_memory(mib: int) -> None:
    """Cap this process's address space where the system can (not on Windows; macOS takes no notice: the parent watches)."""
    try:
        import resource
    except ImportError:
        return
    if sys.platform == "darwin":
        return
    limit = mib * MIB
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (ValueError, OSError):
        return


def check(checker: Checker, names: Names, common: Common, hand: list[Job]) -> Iterator[Entry]:
    """The entries of some files, in their order. Raises MemoryError when a step ran out of memory."""
    for job, result in zip(hand, checker.check_paths([job.path for job in hand], keep_document=True), strict=True):
        if any(f.code == "E006" and f.facts.get("error") == "MemoryError" for f in result.findings) or _says_memory(result):
            raise MemoryError
        yield _entry(result._replace(path=job.shown), names, common)


def _entry(result: Result, names: Names, common: Common) -> Entry:
    document, result = result.document, result._replace(document=None)
    status = CHECKED if result.complete else next((f.code for f in result.findings if f.code[0] == "E"), "E006")
    if document is None:
        return Entry(Brief(), Record(status, result))
    text = "\n".join(p.text.replace("\n", "\v") for p in document.body.paragraphs)
    lines = [line for line in (p.text.strip() for p in document.body.paragraphs) if line]
    frame = frame_of(text, result, common)
    brief = brief_of(text, frame)._replace(identity=names.in_text(lines), trace=_trace(document))
    return Entry(brief, Record(status, result, text, frame))


def _is_title(text: str) -> bool:
    """Whether a numbered line is no more than a title: short, and shorter still when it is a sentence."""
    text = text.rstrip()
    return len(text) <= (_HEADING_LENGTH // 2 if text.endswith("。") else _HEADING_LENGTH)


def brief_of(text: str, frame: tuple[tuple[int, int], ...] = ()) -> Brief:
    """Digest and prints of a text."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest() if text else ""
    return Brief(digest=digest, prints=packed(prints_of(text, frame)))


def _says_memory(result: Result) -> bool:
    return not result.complete and any("MemoryError" in f.message for f in result.findings)


def _trace(document: Document) -> Trace:
    known = document.properties
    return Trace(
        known.get("created", ""), known.get("modified", ""), known.get("author", ""), known.get("last_modified_by", ""), document.rsids
    )


class Common:
    """Wording that is nobody's own: long entries of the lists of official and stock wording, and the names of aspects."""

    def __init__(self, book: RuleBook) -> None:
        import ahocorasick_rs

        limits = book.data.table("batch")["limits"]
        found = {aspect.name for profile in book.profiles.values() for aspect in profile.aspects}
        for name in limits["stock-lexicons"]:
            try:
                found.update(book.data.lexicon(name))
            except KeyError:  # a rules folder of the user's own may do without
                continue
        self._automaton = ahocorasick_rs.AhoCorasick(sorted(p for p in found if len(p) >= limits["stock-length"]))

    def stretches(self, text: str) -> list[tuple[int, int]]:
        """Where such wording stands in ``text``."""
        return [(start, end) for _, start, end in self._automaton.find_matches_as_indexes(text)]


def frame_of(text: str, result: Result, common: Common) -> tuple[tuple[int, int], ...]:
    """The stretches of ``text`` that anybody may share: title block, headings, aspect titles, a short opening and closing, the disclosure
    (everybody has no secretary and no car), long quotations, set phrases."""
    starts, at = [], 0
    lines = text.split("\n")
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    frame = [(s, s + len(line)) for s, line in zip(starts, lines, strict=True) if _HEADING.match(line) and _is_title(line)]
    if result.info and result.info.sections:
        sections = result.info.sections
        first = sections[0].paragraph - 1
        frame.append((0, starts[first] if first < len(starts) else 0))
        for section, after in zip(sections, [*[s.paragraph for s in sections[1:]], len(lines) + 1], strict=True):
            begin = section.paragraph - 1
            if begin < len(lines):
                if section.heading and lines[begin].startswith(section.heading):
                    frame.append((starts[begin], starts[begin] + len(section.heading)))
                end = starts[after - 1] if after <= len(lines) else len(text)
                if end - starts[begin] <= _FORMULAIC.get(section.role, 0) * len(text):
                    frame.append((starts[begin], end))
    frame += [
        (starts[p.span.paragraph - 1] + p.span.start, starts[p.span.paragraph - 1] + p.span.end)
        for p in result.alignment
        if p.span.part == "body" and _is_title(lines[p.span.paragraph - 1][p.span.start : p.span.end])
    ]
    frame += [found.span() for found in _QUOTED.finditer(text)]
    return tuple(sorted({(s, e) for s, e in (*frame, *common.stretches(text)) if e > s}))


def render(job: Job, settings: Settings, version: str, words: Words) -> Any:
    """Write the page, which is for the office, and the annotated copy, which goes back. Gives the names of what could not be made."""
    result = unpack(Result, job.data)
    failed: list[str] = []
    from lint_cmm.model.read import read
    from lint_cmm.package.errors import InputRejected
    from lint_cmm.package.source import open_path

    document = None
    try:
        data = open_path(job.path, settings.limits)
        if result.info:
            document = read(data, settings.limits)
    except InputRejected:
        data = b""
    if job.page:
        from lint_cmm.reporters import html
        from lint_cmm.reporters.private import veiled

        shown = (veiled(result)._replace(document=document),)
        index = "../" * (job.shown.count("/") + 1) + "index.html"
        _write(job.page, html.render(Run(shown, summarise(shown), version, settings.lang), index))
    if job.copy and document is not None:
        from lint_cmm.word.annotate import annotate_file

        try:
            told = result._replace(findings=discreet(result.findings, words))
            annotate_file(job.path, job.copy, told, settings.lang, data=data, limits=settings.limits)
        except (UsageError, InputRejected, OSError, ValueError) as error:  # the copy is counted as missing
            failed.append(type(error).__name__)
    return failed


def _write(path: str, data: bytes) -> None:
    aside = filenames.aside(path)
    with open(aside, "wb") as file:
        file.write(data)
    os.replace(aside, path)

"""What a run found: plain frozen records, made by the engine, changed by filters, shown by reporters."""

from __future__ import annotations

from lint_cmm.kit.records import NamedTuple
from lint_cmm.model.types import PARTS, Document, Span

SEVERITIES = ("error", "warning", "info")
VERDICTS = ("reject", "revise", "pass")
PART_ORDER = {part: i for i, part in enumerate(PARTS)}


class Related(NamedTuple):
    """Another place of a finding; ``path`` only when it is another file. Offsets as in :class:`Span`."""

    path: str | None
    part: str
    paragraph: int
    start: int
    end: int
    quote: str


class Finding(NamedTuple):
    """One defect at one place.

    ``span`` is None for a finding about the whole document, whose ``part`` is then "body" or "package".
    ``title`` is the rule's title in the language of the run. ``share`` is for X findings: the part (0 to 1) of this
    document's own text that stands in the other one.
    """

    code: str
    name: str
    title: str
    severity: str
    message: str
    suggestion: str
    fix: str
    fingerprint: str
    part: str
    span: Span | None
    quote: str
    page: int | None = None
    section: str | None = None
    related: tuple[Related, ...] = ()
    share: float | None = None
    facts: dict[str, str] = {}  # what the check reported beside the span; "right" is the replacement where one is sure
    context: tuple[str, str] = ("", "")  # up to 12 characters of the paragraph before and after the quote, "…" where it goes on


class Suppressed(NamedTuple):
    """A finding that somebody silenced: ``by`` is "comment", "config" or "baseline"; ``reason`` is theirs."""

    finding: Finding
    by: str
    reason: str


class SectionInfo(NamedTuple):
    """A section as the report states it: ``paragraph`` of its heading (or its first), non-blank ``characters``."""

    role: str
    heading: str
    paragraph: int
    characters: int


class DocumentInfo(NamedTuple):
    """What the document was taken for. ``profile_reason`` says, in the language of the run, why this profile."""

    title: str
    kind: str
    profile: str
    profile_title: str
    profile_reason: str
    characters: int
    sections: tuple[SectionInfo, ...]
    profile_title_en: str = ""

    def profile_named(self, lang: str) -> str:
        """The profile's title in ``lang``, in Chinese where it has no other."""
        return self.profile_title_en if lang == "en" and self.profile_title_en else self.profile_title


class AlignedMeasure(NamedTuple):
    """A measure that answers a problem. ``evidence``: the words that prove it, strongest first."""

    number: str
    heading: str
    span: Span
    score: float
    evidence: tuple[str, ...]


class AlignedProblem(NamedTuple):
    """A problem aspect and the measures that answer it; none when it is unanswered."""

    number: str
    heading: str
    span: Span
    measures: tuple[AlignedMeasure, ...]


class Result(NamedTuple):
    """One file's outcome. ``complete`` is False when it was not fully checked: such a file never passes.

    ``info`` is None when the file could not be read. ``document`` is kept only for reporters that show the text.
    """

    path: str
    sha256: str
    verdict: str
    checked: tuple[str, ...]
    info: DocumentInfo | None
    findings: tuple[Finding, ...]
    alignment: tuple[AlignedProblem, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    complete: bool = True
    document: Document | None = None

    def count(self, severity: str) -> int:
        """How many findings have ``severity``."""
        return sum(f.severity == severity for f in self.findings)


class Summary(NamedTuple):
    """The figures of a run."""

    files: int
    reject: int
    revise: int
    passed: int
    errors: int
    warnings: int
    infos: int


class Help(NamedTuple):
    """What a rule says of itself, whatever it found: why it is there and how to mend."""

    why: str
    how: str


class Run(NamedTuple):
    """Everything a reporter gets. ``lang`` is "zh" or "en". ``help`` holds the rules' own words by code, for formats that give them.

    ``fail_on`` says of each result how heavy a finding makes the call fail ("error" where it is shorter than ``results``).
    """

    results: tuple[Result, ...]
    summary: Summary
    version: str
    lang: str = "zh"
    help: dict[str, Help] = {}
    fail_on: tuple[str, ...] = ()


def failing(finding: Finding, fail_on: str) -> bool:
    """Whether ``finding`` is as heavy as ``fail_on`` or heavier; nothing is as heavy as "never"."""
    return fail_on in SEVERITIES[SEVERITIES.index(finding.severity) :]


def summarise(results: tuple[Result, ...]) -> Summary:
    """The figures of ``results``."""
    verdicts = [r.verdict for r in results]
    severities = [f.severity for r in results for f in r.findings]
    return Summary(
        len(results),
        *(verdicts.count(v) for v in VERDICTS),
        *(severities.count(s) for s in SEVERITIES),
    )


def verdict(findings: tuple[Finding, ...] | list[Finding]) -> str:
    """reject 不达标 with any error, else revise 需修改 with any warning, else pass 基本达标."""
    severities = {f.severity for f in findings}
    if "error" in severities:
        return "reject"
    return "revise" if "warning" in severities else "pass"


def in_package(code: str, name: str, words: tuple[str, str, str, str, str], facts: dict[str, str] | None = None) -> Finding:
    """A finding about the file as such. ``words``: severity, fix, title, message, suggestion. Its fingerprint is its code."""
    severity, fix, title, message, suggestion = words
    return Finding(code, name, title, severity, message, suggestion, fix, code.lower(), "package", None, "", facts=facts or {})


def order(finding: Finding) -> tuple[int, int, int, str, int, str]:
    """The sort key of all reports: part, paragraph, start, code; end and message make it total."""
    span = finding.span
    place = (span.paragraph, span.start) if span else (0, 0)
    return (PART_ORDER[finding.part], *place, finding.code, span.end if span else 0, finding.message)

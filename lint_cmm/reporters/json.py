"""The JSON report, ``lint-cmm/1``: one line a file, so that reports can be compared line by line."""

from __future__ import annotations

import json
from typing import Any

from lint_cmm.findings import AlignedProblem, DocumentInfo, Finding, Related, Result, Run, Suppressed
from lint_cmm.kit.neutral import acting, utf8

SCHEMA = "lint-cmm/1"
Json = dict[str, Any]


def render(run: Run) -> bytes:
    """The run as one JSON document, UTF-8."""
    files = ",\n".join(dumps(file_object(result)) for result in run.results)
    s = run.summary
    summary = {
        "files": s.files,
        "reject": s.reject,
        "revise": s.revise,
        "pass": s.passed,
        "errors": s.errors,
        "warnings": s.warnings,
        "infos": s.infos,
    }
    head = f'"schema": {dumps(SCHEMA)}, "version": {dumps(run.version)}'
    return utf8(f'{{{head}, "files": [\n{files}\n], "summary": {dumps(summary)}}}\n')


def dumps(value: Any) -> str:
    """One line of JSON; Chinese stays readable, characters that act on a terminal or turn a line round are escaped."""
    return harmless(json.dumps(value, ensure_ascii=False))


def harmless(text: str) -> str:
    """JSON text with the same meaning, in which nothing acts on whoever looks at it."""
    if text.isprintable():
        return text
    return text.translate({ord(c): json.dumps(c)[1:-1] for c in acting(text)})


def file_object(result: Result) -> Json:
    """One entry of ``files``. ``suppressed`` is there only when something was silenced."""
    found: Json = {
        "path": result.path,
        "sha256": result.sha256,
        "verdict": result.verdict,
        "checked": list(result.checked),
        "document": _document(result.info) if result.info else None,
        "findings": [finding_object(f) for f in result.findings],
        "alignment": [_alignment(a) for a in result.alignment],
    }
    if result.suppressed:
        found["suppressed"] = [_suppressed(s) for s in result.suppressed]
    return found


def finding_object(finding: Finding) -> Json:
    """One finding of the report."""
    span = finding.span
    found: Json = {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "fix": finding.fix,
        "fingerprint": finding.fingerprint,
        "location": {
            "part": finding.part,
            "paragraph": span.paragraph if span else None,
            "start": span.start if span else None,
            "end": span.end if span else None,
            "page": finding.page,
            "section": finding.section,
            "quote": finding.quote,
        },
        "related": [_related(r) for r in finding.related],
    }
    if finding.share is not None:
        found["share"] = finding.share
    return found


def _related(related: Related) -> Json:
    found: Json = {} if related.path is None else {"path": related.path}
    return found | {
        "part": related.part,
        "paragraph": related.paragraph,
        "start": related.start,
        "end": related.end,
        "quote": related.quote,
    }


def _document(info: DocumentInfo) -> Json:
    return {
        "title": info.title,
        "kind": info.kind,
        "profile": info.profile,
        "profile_reason": info.profile_reason,
        "characters": info.characters,
        "sections": [s._asdict() for s in info.sections],
    }


def _alignment(aligned: AlignedProblem) -> Json:
    return {
        "problem": {"number": aligned.number, "heading": aligned.heading, "paragraph": aligned.span.paragraph},
        "measures": [{"paragraph": m.span.paragraph, "score": m.score, "evidence": list(m.evidence)} for m in aligned.measures],
    }


def _suppressed(suppressed: Suppressed) -> Json:
    return {"by": suppressed.by, "reason": suppressed.reason, **finding_object(suppressed.finding)}

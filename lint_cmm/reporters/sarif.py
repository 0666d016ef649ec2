"""SARIF 2.1.0 (OASIS), for code-scanning dashboards.

A Word file has no lines: a result carries the file, the heading path as logical locations, and the words found; its
region, where there is one, counts characters of the text as the reader gives it (section 3.30.9), never lines. A
service that insists on ``startLine`` gets the paragraph's number there when ``pseudo_lines`` is asked for.
"""

from __future__ import annotations

import json
from typing import Any

from lint_cmm.findings import Finding, Related, Result, Run
from lint_cmm.kit.neutral import one_line, uri, visible
from lint_cmm.messages import say
from lint_cmm.messages.reports import name_of
from lint_cmm.model.types import Document, Span
from lint_cmm.reporters.markdown import escape
from lint_cmm.reporters.places import where, where_related

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
Json = dict[str, Any]


def render(run: Run, *, pseudo_lines: bool = False) -> bytes:
    """The run as SARIF. ``pseudo_lines``: give each located result a ``startLine`` that is its paragraph's number."""
    rules: dict[str, Json] = {}
    results: list[Json] = []
    for result in run.results:
        everything = [(f, None) for f in result.findings] + [(s.finding, s) for s in result.suppressed]
        for finding, silenced in everything:
            rules.setdefault(finding.code, _rule(finding, run))
            entry = _result(result, finding, run.lang, pseudo_lines)
            if silenced is not None:
                kind = "inSource" if silenced.by == "comment" else "external"
                entry["suppressions"] = [{"kind": kind, "status": "accepted", "justification": visible(silenced.reason)}]
            results.append(entry)
    codes = sorted(rules)
    for entry in results:
        entry["ruleIndex"] = codes.index(entry["ruleId"])
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "lint-cmm", "version": run.version, "rules": [rules[c] for c in codes]}},
                "columnKind": "unicodeCodePoints",
                "artifacts": [_artifact(r) for r in run.results],
                "invocations": [_invocation(run)],
                "results": results,
            }
        ],
    }
    return (json.dumps(log, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _rule(finding: Finding, run: Run) -> Json:
    """The rule as far as a finding knows it, with its own words where the run has them."""
    entry: Json = {
        "id": finding.code,
        "name": finding.name,
        "shortDescription": {"text": visible(finding.title)},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
    }
    if finding.code in run.help:
        said = [(say(f"rule.{key}", run.lang), words) for key, words in run.help[finding.code]._asdict().items() if words]
        if said:
            text = "\n".join(f"{head}{': ' if run.lang == 'en' else '：'}{words}" for head, words in said)
            entry["help"] = {"text": visible(text), "markdown": "\n\n".join(f"**{head}**\n\n{escape(words)}" for head, words in said)}
    return entry


def _artifact(result: Result) -> Json:
    """The file as an artifact, with its hash and verdict."""
    entry: Json = {"location": {"uri": uri(result.path)}, "properties": {"verdict": result.verdict}}
    if result.sha256:
        entry["hashes"] = {"sha-256": result.sha256}
    return entry


def _result(result: Result, finding: Finding, lang: str, pseudo_lines: bool) -> Json:
    """One finding as a SARIF result."""
    words = visible(finding.message)
    if finding.suggestion:
        words += "\n" + visible(finding.suggestion)
    entry: Json = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": words},
        "locations": [_location(result, finding, lang, pseudo_lines)],
        "partialFingerprints": {"lintCmm/v1": finding.fingerprint},
    }
    if finding.related:
        entry["relatedLocations"] = [_related(i, r, result.path, lang, pseudo_lines) for i, r in enumerate(finding.related, start=1)]
    properties: Json = {"part": finding.part, "fix": finding.fix, "quote": visible(finding.quote)}
    if finding.span is not None:
        properties.update(paragraph=finding.span.paragraph, start=finding.span.start, end=finding.span.end)
    if finding.page is not None:
        properties["page"] = finding.page
    if finding.share is not None:
        properties["share"] = finding.share
    entry["properties"] = properties
    return entry


def _physical(path: str, quote: str, span: Span | None, document: Document | None, pseudo_lines: bool) -> Json:
    """The physical location. Its region, where the text was kept, is in characters of the part's text as the reader gives it."""
    physical: Json = {"artifactLocation": {"uri": uri(path)}}
    region: Json = {}
    if pseudo_lines:
        region["startLine"] = span.paragraph if span else 1
    elif span is not None and document is not None and span.part in document.stories:
        region["charOffset"] = document.stories[span.part].starts[span.paragraph - 1] + span.start
        region["charLength"] = span.end - span.start
    if quote and region:
        region["snippet"] = {"text": visible(quote)}
    if region:
        physical["region"] = region
    return physical


def _location(result: Result, finding: Finding, lang: str, pseudo_lines: bool) -> Json:
    """Where a finding is: the file, and the heading path in words."""
    paragraph = finding.span.paragraph if finding.span else None
    location: Json = {"physicalLocation": _physical(result.path, finding.quote, finding.span, result.document, pseudo_lines)}
    logical: list[Json] = [{"name": name_of("part", finding.part, lang), "fullyQualifiedName": finding.part, "kind": "namespace"}]
    if finding.section:
        steps = one_line(finding.section)
        logical.append({"name": steps.rpartition("/")[2], "fullyQualifiedName": f"{finding.part}/{steps}", "kind": "element"})
    if paragraph:
        logical.append({"name": where(finding, lang), "fullyQualifiedName": f"{finding.part}#{paragraph}", "kind": "element"})
    location["logicalLocations"] = logical
    return location


def _related(number: int, related: Related, path: str, lang: str, pseudo_lines: bool) -> Json:
    """Another place of a finding."""
    span = Span(related.part, related.paragraph, related.start, related.end)
    return {
        "id": number,
        "physicalLocation": _physical(related.path or path, related.quote, span, None, pseudo_lines),
        "message": {"text": where_related(related, lang)},
    }


def _invocation(run: Run) -> Json:
    """How the run went: a file that could not be fully checked makes it unsuccessful and is named."""
    notifications = []
    for result in run.results:
        if result.complete:
            continue
        for finding in result.findings or ():
            if finding.code.startswith("E"):
                notifications.append(
                    {
                        "level": "error",
                        "message": {"text": visible(finding.message)},
                        "descriptor": {"id": finding.code},
                        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(result.path)}}}],
                    }
                )
    entry: Json = {"executionSuccessful": all(r.complete for r in run.results)}
    if notifications:
        entry["toolExecutionNotifications"] = notifications
    return entry

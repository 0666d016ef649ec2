"""JUnit XML for dashboards: a test suite a file, a test case a finding; a clean file is one passing case."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from lint_cmm.findings import Finding, Result, Run
from lint_cmm.kit.neutral import one_line, visible
from lint_cmm.messages.reports import name_of, say
from lint_cmm.reporters.places import COMMENT, listed, silenced, where


def render(run: Run) -> bytes:
    """The run as one ``testsuites`` document. Only errors and warnings are failures; infos are passing cases with output."""
    root = ET.Element("testsuites", {"name": "lint-cmm"})
    total = failed = 0
    for result in run.results:
        cases, failures = _suite(root, result, run.lang)
        total += cases
        failed += failures
    root.set("tests", str(total))
    root.set("failures", str(failed))
    root.set("errors", "0")
    ET.indent(root)
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


def _suite(root: ET.Element, result: Result, lang: str) -> tuple[int, int]:
    """Append the suite of one file; gives its cases and failures."""
    path = one_line(result.path)
    suite = ET.SubElement(root, "testsuite", {"name": path})
    properties = ET.SubElement(suite, "properties")
    for name, value in (("verdict", result.verdict), ("sha256", result.sha256), ("profile", result.info.profile if result.info else "")):
        ET.SubElement(properties, "property", {"name": name, "value": visible(value)})
    failures = 0
    for finding in result.findings:
        failures += _case(suite, path, finding, lang)
    cases = len(result.findings)
    if not result.findings:
        ET.SubElement(suite, "testcase", {"classname": path, "name": name_of("verdict", result.verdict, lang)})
        cases = 1
    for suppressed in listed(result, COMMENT):
        case = ET.SubElement(suite, "testcase", {"classname": path, "name": _name(suppressed.finding, lang)})
        ET.SubElement(case, "skipped", {"message": silenced(suppressed, lang)})
        cases += 1
    suite.set("tests", str(cases))
    suite.set("failures", str(failures))
    suite.set("errors", "0")
    suite.set("skipped", str(len(listed(result, COMMENT))))
    return cases, failures


def _case(suite: ET.Element, path: str, finding: Finding, lang: str) -> int:
    """Append the case of one finding; gives 1 when it is a failure."""
    place = where(finding, lang)
    case = ET.SubElement(suite, "testcase", {"classname": path, "name": _name(finding, lang)})
    words = visible(finding.message)
    if finding.suggestion:
        words += "\n" + say("annotate.suggestion", lang, suggestion=visible(finding.suggestion))
    words += "\n" + say("annotate.where", lang, places=place)
    if finding.quote:
        words += "\n" + say("quote", lang, quote=visible(finding.quote))
    if finding.severity == "info":
        ET.SubElement(case, "system-out").text = words
        return 0
    failure = ET.SubElement(case, "failure", {"type": f"{finding.severity}.{finding.code}", "message": one_line(finding.message)})
    failure.text = words
    return 1


def _name(finding: Finding, lang: str) -> str:
    return f"{finding.code} {one_line(finding.title)} · {where(finding, lang)}"

"""JUnit XML for dashboards: a test suite a file, a test case a finding; a clean file is one passing case.

What fails here is what makes the call fail: findings as heavy as ``--fail-on``. A file that was not fully checked is an error, any other
such finding a failure; lighter ones are passing cases with output.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from lint_cmm.findings import Finding, Result, Run, failing
from lint_cmm.kit.neutral import one_line, visible
from lint_cmm.messages.reports import name_of, say
from lint_cmm.reporters.places import COMMENT, listed, silenced, where


def render(run: Run) -> bytes:
    """The run as one ``testsuites`` document."""
    root = ET.Element("testsuites", {"name": "lint-cmm"})
    for result, fail_on in zip(run.results, (*run.fail_on, *["error"] * len(run.results)), strict=False):
        _suite(root, result, run.lang, fail_on)
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    ET.indent(root)
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


def _suite(root: ET.Element, result: Result, lang: str, fail_on: str) -> None:
    """Append the suite of one file."""
    path = one_line(result.path)
    suite = ET.SubElement(root, "testsuite", {"name": path})
    properties = ET.SubElement(suite, "properties")
    for name, value in (("verdict", result.verdict), ("sha256", result.sha256), ("profile", result.info.profile if result.info else "")):
        ET.SubElement(properties, "property", {"name": name, "value": visible(value)})
    for finding in result.findings:
        _case(suite, path, finding, lang, failing(finding, fail_on))
    if not result.findings:
        ET.SubElement(suite, "testcase", {"classname": path, "name": name_of("verdict", result.verdict, lang)})
    for suppressed in listed(result, COMMENT):
        case = ET.SubElement(suite, "testcase", {"classname": path, "name": _name(suppressed.finding, lang)})
        ET.SubElement(case, "skipped", {"message": silenced(suppressed, lang)})
    for count, tag in (
        ("tests", "testcase"),
        ("failures", "testcase/failure"),
        ("errors", "testcase/error"),
        ("skipped", "testcase/skipped"),
    ):
        suite.set(count, str(len(suite.findall(tag))))


def _case(suite: ET.Element, path: str, finding: Finding, lang: str, fails: bool) -> None:
    """Append the case of one finding."""
    place = where(finding, lang)
    case = ET.SubElement(suite, "testcase", {"classname": path, "name": _name(finding, lang)})
    words = visible(finding.message)
    if finding.suggestion:
        words += "\n" + say("annotate.suggestion", lang, suggestion=visible(finding.suggestion))
    words += "\n" + say("annotate.where", lang, places=place)
    if finding.quote:
        words += "\n" + say("quote", lang, quote=visible(finding.quote))
    if not fails:
        ET.SubElement(case, "system-out").text = words
        return
    kind = {"type": f"{finding.severity}.{finding.code}", "message": one_line(finding.message)}
    ET.SubElement(case, "error" if finding.code[0] == "E" else "failure", kind).text = words


def _name(finding: Finding, lang: str) -> str:
    return f"{finding.code} {one_line(finding.title)} · {where(finding, lang)}"

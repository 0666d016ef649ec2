"""The figures and short words of an intake: what a line of the workbook says of a submission, a unit and a rule."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from support import rule_book

from lint_cmm.batch.compare import Holder, Tie
from lint_cmm.batch.records import Record
from lint_cmm.batch.roster import Person
from lint_cmm.batch.rows import Words, cells_of, discreet, main_problems, person, row_of, similar
from lint_cmm.batch.tally import Tally
from lint_cmm.findings import SEVERITIES, VERDICTS, DocumentInfo, Finding, Related, Result, SectionInfo, in_package, verdict
from lint_cmm.model.types import Span

WORDS = Words(rule_book().data.table("batch"))


def found(code: str, severity: str, title: str = "") -> Finding:
    return in_package(code, code.lower(), (severity, "none", title or f"题{code}", "", ""))


def holder(path: str, unit: str = "", name: str = "", **known: bool) -> Holder:
    return Holder(path, path, unit, name, **known)


def tie(one: str, other: str, code: str = "X901", share: float = 0.9, variant: str = "") -> Tie:
    return Tie(holder(one), holder(other), code, variant, share, share, ())


def test_a_line_names_the_heaviest_problems_and_of_these_the_most_frequent_first() -> None:
    findings = (
        *(found("T701", "warning") for _ in range(9)), found("W501", "error"), found("W501", "error"), found("S101", "error"),
        found("S102", "warning"), *(found("P202", "info") for _ in range(9)), found("B401", "warning"), found("B404", "warning"),
    )  # fmt: skip
    assert main_problems(findings, WORDS) == "题W501 2 处、题S101、题T701 9 处、题B401"
    assert main_problems(findings[-3:-2] * 3, WORDS) == "", "hints are no problems"


def test_a_line_says_who_is_nearest_and_how_many_more() -> None:
    assert similar([], WORDS) == ""
    assert similar([tie("a", "b", share=0.876)], WORDS).endswith(" 88%")
    for n in (1, 2):
        assert similar([tie("a", other) for other in "bcd"[: n + 1]], WORDS).endswith(f" 90% +{n}")
    kinds = [("X901", ""), ("X901", "same-file"), ("X901", "versions"), ("X902", ""), ("X903", "")]
    assert len({similar([tie("a", "b", code, 1.0, variant)], WORDS) for code, variant in kinds}) == 5


def test_a_submission_is_called_by_its_writer_or_its_file() -> None:
    assert [person(holder(path, "", name), WORDS) for path, name in (("甲/a.docx", "张三"), ("甲/a.b.docx", ""))] == ["张三", "a.b"]


def test_a_line_counts_what_the_document_has() -> None:
    sections = (SectionInfo("problems", "", 1, 300), SectionInfo("causes", "", 2, 100), SectionInfo("measures", "", 3, 400))
    info = DocumentInfo("", "personal", "personal", "个人", "", 1000, sections, "Personal")
    findings = (found("W501", "error"), found("T701", "warning"), found("T702", "warning"), found("P202", "info"))
    result = Result("a.docx", "", "reject", (), info, findings)
    row = row_of(holder("a.docx", "水务局", "张三"), Record("ok", result), result, [], ("p", "c"), WORDS)
    assert row == ("a.docx", "水务局", "张三", "reject", "ok", row.main, 1000, 0.4, 1, 2, 1, 0, "个人", "", "p", "c")
    assert row_of(holder("a.docx"), Record("ok", result), result, [], ("", ""), Words(WORDS.table, "en")).profile == "Personal"
    unread = row_of(holder("a.docx"), Record("E001", result._replace(info=None)), result._replace(info=None), [], ("", ""), WORDS)
    assert (unread.characters, unread.share, unread.profile) == (0, -1.0, "")


def test_a_unit_reads_of_other_writers_by_number_only() -> None:
    def copied(code: str, other: str) -> Finding:
        related = (Related(other, "body", 1, 0, 2, "甲乙"),)
        return found(code, "error")._replace(message=f"与“{other}”相同", facts={"other": other}, related=related)

    own = found("W501", "error")._replace(message="有“乙/李四.docx”", facts={"other": "乙/李四.docx"})
    told = discreet((copied("X901", "乙/李四.docx"), copied("X902", "丙/王五.docx"), own, copied("X902", "乙/李四.docx")), WORDS)
    assert not any(name in f.message or f.related for f in (*told[:2], told[3]) for name in ("李四", "王五"))
    assert told[0].message == told[3].message != told[1].message and told[2] == own
    (alone,) = discreet((copied("X901", "乙/李四.docx"),), WORDS)
    assert "李四" not in alone.message and alone.message != told[0].message, "of one there is no number"
    earlier = copied("X903", "去年/张三.docx")
    assert discreet((earlier,), WORDS) == (earlier,), "one's own of another year is named"


def test_a_rule_is_as_heavy_as_its_worst_finding_and_is_called_as_that_one() -> None:
    tally = Tally()
    for number, findings in enumerate(
        ((found("W502", "info", "甲"),), (found("W502", "warning", "乙"), found("W502", "error", "丙")), (found("W502", "error", "丁"),))
    ):
        result = Result(f"{number}.docx", "", verdict(findings), (), None, findings)
        tally.add(row_of(holder(result.path), Record("ok", result), result, [], ("", ""), WORDS), result, [])
    assert tally.rules() == [{"code": "W502", "title": "丙", "severity": "error", "documents": 3, "count": 4}]


def test_the_workbook_tells_like_findings_of_a_place_once_and_names_whose_they_are() -> None:
    def comma(paragraph: int, quote: str = ",") -> Finding:
        return found("T701", "warning")._replace(part="body", span=Span("body", paragraph, 0, 1), quote=quote)

    findings = (found("W501", "error"), comma(3), comma(3), comma(5), comma(6, "长" * 301))
    result = Result("甲/a.docx", "", "reject", (), None, findings)
    row = row_of(holder(result.path), Record("ok", result), result, [], ("", ""), WORDS)
    cells = cells_of(row, result, WORDS)
    assert {cell[:3] for cell in cells} == {("（未注明单位）", "（未注明姓名）", "a.docx")}
    assert [cell.place for cell in cells[1:]] == ["第 3 段，2 处", "第 5 段", "第 6 段"] and cells[-1].quote == "长" * 300
    assert cells_of(row._replace(unit="水务局", name="张三"), result, WORDS)[0][:2] == ("水务局", "张三")


submissions = st.lists(
    st.tuples(st.sampled_from(["水务局", "教育局", ""]), st.lists(st.sampled_from(["W501", "T701", "P202"]), max_size=4)), max_size=6
)


@given(submissions)
def test_the_sums_are_those_of_the_lines(some: list[tuple[str, list[str]]]) -> None:
    weight = {"W501": "error", "T701": "warning", "P202": "info"}
    tally, rows, results = Tally(), [], []
    for number, (unit, codes) in enumerate(some):
        findings = tuple(found(code, weight[code]) for code in codes)
        result = Result(f"{number}.docx", "", verdict(findings), (), None, findings)
        row = row_of(holder(result.path, unit), Record("ok" if number % 3 else "E001", result), result, [], ("", ""), WORDS)
        before = f"{number - 1}.docx"  # the one before has a passage of this one, which is a copy of the first
        ties = [tie(result.path, "0.docx", "X902", 0.2), tie("0.docx", result.path, "X901", 0.7), tie(before, result.path, "X902", 0.1)]
        tally.add(row, result, ties if number else [])
        rows.append(row)
        results.append(result)
    totals = tally.totals(1)
    assert totals.rows == len(rows) and totals.not_copied == 1 and sum(totals.statuses.values()) == len(rows)
    assert totals.verdicts == {v: sum(r.verdict == v for r in rows) for v in VERDICTS}
    assert totals.statuses.get("ok", 0) == sum(r.status == "ok" for r in rows)
    assert totals.severities == {f.severity for r in results for f in r.findings}
    copies, neighbours = max(0, len(rows) - 1), max(0, len(rows) - 2)
    assert (totals.most, totals.part, totals.own) == (copies, neighbours, 0), "of two submissions the stronger tie counts"
    listed = tally.rules()
    for rule in listed:
        assert rule["documents"] == sum(rule["code"] in codes for _, codes in some)
        assert rule["count"] == sum(codes.count(rule["code"]) for _, codes in some)
    ranks = [(r["severity"] == "info", -r["documents"], SEVERITIES.index(r["severity"])) for r in listed]
    assert ranks == sorted(ranks) and {r["code"] for r in listed} == {c for _, codes in some for c in codes}

    missing = (Person("县水务局", "张三"), Person("水务局", "李四"), Person("档案馆", "王五"), Person("信访局", "赵六"))
    units = tally.units(missing, WORDS)
    assert sum(u["missing"] for u in units) == len(missing) and sum(u["total"] for u in units) == len(rows)
    assert [u["missing"] for u in units if u["name"] == "水务局"] == ([2] if "水务局" in dict(some) else [1])
    assert all(u["total"] == sum(u[v] for v in VERDICTS) for u in units)
    order = [(u["name"] == WORDS("no-unit"), u["total"] == 0, u["name"]) for u in units]
    assert order == sorted(order) and all(u["name"] for u in units) and len({u["name"] for u in units}) == len(units)

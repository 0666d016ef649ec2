"""The rules between submissions heed the configuration and the call as every other rule does."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from batch_support import batch
from support import rule_book

from lint_cmm.batch.intake import run_signature
from lint_cmm.package.limits import DEFAULT
from lint_cmm.rulebook.intake import KINDS, options_of, wanted
from lint_cmm.settings import Settings, Suppression


@pytest.fixture(scope="module")
def copies(small_intake: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four submissions: one twice under two names, one once more by its own writer, one alone."""
    some = sorted(p for p in small_intake.rglob("*.docx") if p.name[0] not in "~ba")
    folder = tmp_path_factory.mktemp("copies") / "in"
    folder.mkdir()
    for name, source in (("张海波", 0), ("李文国", 0), ("王春山", 5), ("陈立诚", 9)):
        (folder / f"{name}.docx").write_bytes(some[source].read_bytes())
    return folder


def found(folder: Path, out: Path, *arguments: object, config: str = "") -> tuple[dict[str, int], str]:
    """How often each X rule reports, by code and severity; and what the console says."""
    (out.parent / "c.toml").write_text(config, encoding="utf-8")
    process = batch(folder, "-o", out, "--config", out.parent / "c.toml", "--no-annotate", *arguments)
    lines = [json.loads(line) for line in (out / "report.jsonl").read_text(encoding="utf-8").splitlines()]
    assert process.stdout
    counts = Counter(f"{f['code']} {f['severity']}" for line in lines for f in line["findings"] if f["code"][0] == "X")
    return dict(counts), process.stdout.read()


def test_severities_and_suppressions_hold(copies: Path, tmp_path: Path) -> None:
    config = '[severity]\nX901 = "info"\n[[suppress]]\npath = "李文国.docx"\nrules = ["X901"]\nreason = "本人核实"\n'
    assert found(copies, tmp_path / "out", config=config)[0] == {"X901 info": 1}
    [gone] = [x for line in (tmp_path / "out/report.jsonl").read_text("utf-8").splitlines() for x in json.loads(line).get("suppressed", ())]
    assert (gone["code"], gone["reason"]) == ("X901", "本人核实")
    openpyxl = pytest.importorskip("openpyxl")
    head, *rows = openpyxl.load_workbook(tmp_path / "out/report.xlsx")["汇总"].values
    counts = {row[head.index("文件")]: row[head.index("已忽略")] for row in rows}
    assert counts["李文国.docx"] == 1 and [*counts.values()].count(None) == 3
    assert '<th class="n">已忽略</th>' in (tmp_path / "out/index.html").read_text(encoding="utf-8")
    found(copies, tmp_path / "all")
    assert "已忽略" not in (tmp_path / "all/index.html").read_text(encoding="utf-8"), "a column for nothing"


def test_what_is_passed_over_in_one_file_is_told_of_its_copy(copies: Path, tmp_path: Path) -> None:
    ignored = '[per-file-ignores]\n"李文国.docx" = ["ALL"]\n'
    suppressed = '[[suppress]]\npath = "李文国.docx"\nrules = ["ALL"]\nreason = "已核实"\n'
    for number, config in enumerate((ignored, suppressed)):
        out = tmp_path / str(number) / "out"
        out.parent.mkdir()
        found(copies, out, "--ignore", "X,H608", config=config)
        lines = map(json.loads, (out / "report.jsonl").read_text(encoding="utf-8").splitlines())
        told = {line["path"]: (line["verdict"], len(line["findings"])) for line in lines}
        assert told["李文国.docx"] == ("pass", 0) and told["张海波.docx"][0] != "pass" and told["张海波.docx"][1]


def test_suppressions_of_no_use_are_reported_once(copies: Path, tmp_path: Path) -> None:
    entry = '[[suppress]]\npath = "{}"\nrules = ["{}"]\nreason = "{}"\n'
    of_use, of_none = entry.format("李文国.docx", "X901", "本人核实"), entry.format("*.docx", "E002", "从来没有")
    late = entry.format("王春山.docx", "S", "早过了") + 'until = "2020-01-01"\n'
    found(copies, tmp_path / "out", config=of_use + of_none + late)
    lines = [json.loads(line) for line in (tmp_path / "out/report.jsonl").read_text(encoding="utf-8").splitlines()]
    told = {line["path"]: [f["message"] for f in line["findings"] if f["code"] == "H608"] for line in lines}
    assert "从来没有" in told[lines[0]["path"]][0] and "早过了" in told["王春山.docx"][-1]
    assert sum(map(len, told.values())) == 2 and "H608" in (tmp_path / "out/index.html").read_text(encoding="utf-8")


def test_options_hold(copies: Path, tmp_path: Path) -> None:
    assert found(copies, tmp_path / "out")[0] == {"X901 error": 2}
    narrow = "[rules.X902]\npassage = 20\npassage-own = 5\nrun = 20\n"
    assert set(found(copies, tmp_path / "narrow", config=narrow)[0]) == {"X901 error", "X902 warning"}


def test_a_rule_that_is_not_asked_for_does_not_report(copies: Path, tmp_path: Path) -> None:
    assert found(copies, tmp_path / "out", "--ignore", "near-duplicate")[0] == {}
    counts, told = found(copies, tmp_path / "none", "--select", "W")
    assert counts == {} and "未比对" in told
    assert "未比对" in (tmp_path / "none/index.html").read_text(encoding="utf-8")


def test_the_options_stand_in_the_rule_files() -> None:
    book = rule_book()
    rules = [r for r in book.rules.values() if r.family == "X"]
    assert {r.check for r in rules} == set(KINDS) and wanted(book, Settings()) == {r.code for r in rules}
    assert all(set(r.options) == set(KINDS[r.check]._fields) for r in rules)
    given = Settings(rules=(("X901", {"share": 0.7}),))
    assert options_of(book.rules["X901"], given)._asdict() == {"share": 0.7, "own": 260}


def test_reports_of_every_format_are_about_the_whole_intake(copies: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    wanted = [f"--output-format={name}={tmp_path / name}" for name in ("json", "html", "sarif", "junit", "xlsx")]
    shown, said = batch(copies, "-o", out, "--no-annotate", *wanted, "--output-format=jsonl", wait=False).communicate(timeout=120)
    lines = [json.loads(line) for line in (out / "report.jsonl").read_text(encoding="utf-8").splitlines()]
    told = json.loads((tmp_path / "json").read_text(encoding="utf-8"))
    assert told["files"] == [{k: v for k, v in line.items() if k not in ("unit", "name")} for line in lines]
    assert told["summary"]["files"] == 4 and "X901" in (tmp_path / "html").read_text(encoding="utf-8")
    assert [json.loads(line)["path"] for line in shown.splitlines()] == [line["path"] for line in lines]
    assert str(out) in said, "what the console is told goes to standard error then"
    assert all((tmp_path / name).stat().st_size for name in ("sarif", "junit", "xlsx"))


def test_a_configuration_may_name_the_folder_and_go_on(copies: Path) -> None:
    (copies / "lint-cmm.toml").write_text('out = "结果"\nresume = true\nno-annotate = true\n', encoding="utf-8")
    for _ in range(2):
        shown, said = batch(copies, wait=False).communicate(timeout=120)
        assert (copies / "结果" / "report.jsonl").read_text(encoding="utf-8").count("\n") == 4, shown + said
        (copies / "结果" / ".work" / "done").unlink()  # as if it had been stopped
    (copies / "lint-cmm.toml").unlink()


@pytest.mark.parametrize("here", [".", "./."])
def test_results_lie_beside_the_folder_however_it_is_spelled(copies: Path, monkeypatch: pytest.MonkeyPatch, here: str) -> None:
    from lint_cmm.commands import batch as cli

    monkeypatch.chdir(copies)
    assert cli._beside(here) == f"{copies}-report" and cli._beside("甲/") == "甲-report"


OTHER = {
    "profile": "team", "select": ("W",), "ignore": ("W",), "severity": (("W501", "info"),), "per_file_ignores": (("*", ("W501",)),),
    "suppress": (Suppression("*", ("W501",), "已核实"),), "inline_suppression": True, "allow_domains": ("example.cn",),
    "rules_dir": ("ours",), "rules": (("X901", {"share": 0.7}),), "baseline": (("a.docx", (("f", 1),)),), "reference": "范文",
    "lang": "en", "deadline": 3.0, "limits": DEFAULT._replace(pairs=7),
}  # fmt: skip


def test_a_run_goes_on_only_with_what_the_same_rules_and_settings_made(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.toml").write_text("x", encoding="utf-8")

    def sign(version: str = "1", extra: str = "", **known: object) -> str:
        return run_signature(version, Settings(**known), (str(tmp_path),), extra)  # type: ignore[arg-type]

    assert set(OTHER) == set(Settings._fields) - {"today", "root"}, "what changes a result"
    signs = [sign(), sign("2"), sign(extra="x"), *(sign(**{name: value}) for name, value in OTHER.items())]
    assert len(set(signs)) == len(signs)
    assert sign(today="2026-01-02", root="/a") == sign(today="2026-01-03", root="/b") == sign(), "neither the day nor the place does …"
    ends = (Suppression("*", ("W501",), "已核实", "2026-01-02"),)
    assert sign(suppress=ends, today="2026-01-02") != sign(suppress=ends, today="2026-01-03"), "… but where a suppression ends"
    (tmp_path / "sub" / "a.toml").write_text("y", encoding="utf-8")
    assert sign() != signs[0], "a rule file has changed"
    (tmp_path / "sub" / "b.toml").write_text("", encoding="utf-8")
    assert len({signs[0], sign()}) == 2
    before = sign()
    (tmp_path / "sub" / "c.py").write_text("", encoding="utf-8")
    (tmp_path / "sub" / "b.toml").rename(tmp_path / "sub" / "d.toml")
    assert sign() != before, "or has another name"

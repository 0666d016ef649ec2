"""The published schemas and what is really written and read stay in step."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from reporters.helpers import HOSTILE, result, run, unreadable
from support import GOOD_TEXT, ROOT, checker

from lint_cmm.commands import schema
from lint_cmm.config import Config, read_config
from lint_cmm.errors import RuleFileError, UsageError
from lint_cmm.findings import Run, summarise
from lint_cmm.notation.docx import to_docx
from lint_cmm.reporters import json as json_reporter

RULES = sorted(p for p in (ROOT / "rules").glob("*/*.toml") if p.parent.name not in ("lexicon", "profiles"))
PROFILES = sorted((ROOT / "rules" / "profiles").glob("*.toml"))


def runs() -> list[Run]:
    real = checker().check_bytes("a.docx", to_docx(GOOD_TEXT + "#header 下载自www.x.com\n见www.bgzjy.cn，XX单位\n"))
    broken = checker().check_bytes("b.docx", b"PK\x03\x04")
    results = (real, broken)
    return [run(), run(result(), unreadable()), run(result(hostile=HOSTILE)), Run(results, summarise(results), "0.1.0")]


@pytest.mark.parametrize("some", range(4))
def test_real_reports_decode_strictly(some: int) -> None:
    data = json_reporter.render(runs()[some])
    report = msgspec.json.decode(data, type=schema.Report)
    assert len(report.files) == report.summary.files
    assert msgspec.json.decode(msgspec.json.encode(report)) == json.loads(data)


@pytest.mark.parametrize("some", range(4))
def test_real_reports_keep_to_the_published_schema(some: int) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator(schema.schema("report")).validate(json.loads(json_reporter.render(runs()[some])))


def test_a_key_that_the_types_do_not_know_is_an_error() -> None:
    data = json.loads(json_reporter.render(run(result())))
    data["files"][0]["findings"][0]["colour"] = "red"
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(data, schema.Report)


@pytest.mark.parametrize("path", RULES, ids=lambda p: p.stem)
def test_rule_files_keep_to_their_schema(path: Path) -> None:
    msgspec.convert(tomllib.loads(path.read_text("utf-8")), schema.TYPES["rule"])


@pytest.mark.parametrize("path", PROFILES, ids=lambda p: p.stem)
def test_profiles_keep_to_their_schema(path: Path) -> None:
    msgspec.convert(tomllib.loads(path.read_text("utf-8")), schema.TYPES["profile"])


CONFIGS = {
    "good": (
        'fail-on = "warning"\noutput-format = ["json=a.json", "html"]\n[severity]\nT701 = "info"\n[rules.W501]\nparts = ["body"]',
        True,
    ),
    "suppress": ('[[suppress]]\npath = "*.docx"\nrules = ["W501"]\nreason = "样例"', True),
    "no reason": ('[[suppress]]\npath = "*.docx"\nrules = ["W501"]', False),
    "unknown key": ('colour = "red"', False),
    "wrong level": ('[severity]\nT701 = "loud"', False),
    "wrong choice": ('fail-on = "loud"', False),
    "wrong type": ('jobs = "two"', False),
}


@pytest.mark.parametrize(("text", "good"), CONFIGS.values(), ids=CONFIGS.keys())
def test_the_configuration_schema_agrees_with_the_program(text: str, good: bool, tmp_path: Path) -> None:
    path = tmp_path / "lint-cmm.toml"
    path.write_text(text, "utf-8")
    if good:
        msgspec.convert(tomllib.loads(text), schema.TYPES["config"])
        read_config(str(path))
        return
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(tomllib.loads(text), schema.TYPES["config"])
    with pytest.raises(RuleFileError):
        read_config(str(path))


def test_every_key_of_the_configuration_is_in_its_schema() -> None:
    properties: dict[str, Any] = schema.schema("config")["$defs"]["Config"]["properties"]
    assert set(properties) == {field.replace("_", "-") for field in Config._fields}


@pytest.mark.parametrize("name", schema.TYPES)
def test_schemas_are_schemas_and_printed_whole(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    assert schema.main(name) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == schema.schema(name)
    jsonschema.Draft202012Validator.check_schema(printed)


def test_an_unknown_schema_is_a_wrong_call() -> None:
    with pytest.raises(UsageError, match="report"):
        schema.main("raport")

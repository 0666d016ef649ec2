"""Labelled documents: NAME.txt in the notation beside NAME.toml with what must, may and must not be reported."""

from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path
from typing import Any, NamedTuple

from support import checker

from lint_cmm.findings import Finding
from lint_cmm.notation.docx import to_docx


class Judged(NamedTuple):
    """What a check of a labelled document missed, what it reported without a label, and its errors."""

    missed: list[str]
    alarms: list[str]
    errors: list[str]


def squeeze(text: str) -> str:
    """NFKC without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def answers(label: dict[str, Any], finding: Finding) -> bool:
    """Whether a finding answers a label: one of its codes, and text that touches its quote."""
    if finding.code not in label["codes"]:
        return False
    if "quote" not in label:
        return True
    want, got = squeeze(label["quote"]), squeeze(finding.quote)
    return bool(finding.quote) and (finding.quote in label["quote"] or bool(got) and (want in got or got in want))


def judge(labels: Path, families: str = "ESPDBWHTX") -> Judged:
    """Check the document beside ``labels`` through a real .docx and compare. Infos count only where a label names their code."""
    spec = tomllib.loads(labels.read_text(encoding="utf-8"))
    own = checker(spec.get("profile", ""), inline_suppression="inline-suppression" in spec.get("config", ""))
    findings = own.check_bytes(labels.stem, to_docx(labels.with_suffix(".txt").read_text(encoding="utf-8"))).findings
    expected = [e for e in spec.get("expect", []) if e["codes"][0][0] in families]
    named = {c for e in expected for c in e["codes"]}
    shown = [f for f in findings if f.code[0] in families and (f.severity != "info" or f.code in named)]
    missed = [
        f"{'/'.join(e['codes'])} {e.get('quote', '')}"
        for e in expected
        if e.get("must", True) and sum(answers(e, f) for f in findings) < e.get("count", 1)
    ]
    alarms = [f"{f.code} {f.quote}: {f.message}" for f in shown if not any(answers(e, f) for e in expected)]
    return Judged(missed, alarms, [f"{f.code} {f.quote}" for f in findings if f.severity == "error"])

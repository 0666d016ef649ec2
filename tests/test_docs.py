"""The generated rule reference is in step with the rule files."""

from __future__ import annotations

import importlib.util

from support import ROOT


def test_the_rule_reference_is_what_the_rule_files_say() -> None:
    spec = importlib.util.spec_from_file_location("make_rules", ROOT / "docs" / "make_rules.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == module.text(), "run python docs/make_rules.py"

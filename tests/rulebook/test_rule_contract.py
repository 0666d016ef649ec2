"""What every rule file has to have, whoever writes it."""

from __future__ import annotations

import re
import time
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from support import ROOT, rule_book

from lint_cmm.rulebook import Rule
from lint_cmm.rulebook.explain import prose
from lint_cmm.rulebook.folder import FAMILIES

RULES = list(rule_book().rules.values())
BY_CODE = [pytest.param(rule, id=rule.code) for rule in RULES]
BEYOND_NOTATION = ("H605",)  # macros and embedded objects cannot be written in the notation; the reader's tests make them
SIZE = 80_000
SECONDS = 0.2
GROWTH = 8  # a slow pattern may take this many times as long for four times the text; a quadratic one takes sixteen
ADVERSARIES = ("一", "1", "a", " ", "（", "“", "X", "第1年", "a.", "1.", "一、", "，。", "万元", "www.", "要是不", "　")


@pytest.mark.parametrize("rule", BY_CODE)
def test_rule_stands_in_the_folder_of_its_family(rule: Rule) -> None:
    assert Path(rule.path).parent.name == FAMILIES[rule.family]


@pytest.mark.parametrize("rule", BY_CODE)
def test_rule_says_why_where_from_and_where_it_ends(rule: Rule) -> None:
    told = prose(rule)
    assert told.why and told.source and told.limits
    assert told.why_en and not re.search("[一-龥]{12,}", told.why_en), "and in English, too"
    assert len(told.limits_en) == len(told.limits)
    for limit in told.limits_en:
        assert not re.search("[，。；：]|[一-龥]{12,}", limit) and len(re.findall("[一-龥]", limit)) < len(re.findall("[A-Za-z]", limit))
    assert not re.search(r"/work/|/home/|\\\\", told.source)


@pytest.mark.parametrize("rule", [p for p in BY_CODE if p.values[0].family not in "EX" and p.values[0].code not in BEYOND_NOTATION])  # type: ignore[attr-defined]
def test_rule_has_examples_of_both_kinds(rule: Rule) -> None:
    told = prose(rule)
    assert len(told.valid) >= 1
    assert len(told.invalid) >= 2
    assert all(e.expect for e in told.invalid)
    assert not any(e.expect for e in told.valid)


@pytest.mark.parametrize("rule", BY_CODE)
def test_rule_speaks_chinese_and_english(rule: Rule) -> None:
    for variant in rule.variants.values():
        assert re.search("[一-龥]", variant.zh.title) and all(variant.zh)
        assert all(len(re.findall("[一-龥]", text)) < len(re.findall("[A-Za-z]", text)) for text in variant.en)


@pytest.mark.parametrize("rule", BY_CODE)
def test_rule_refers_to_rules_that_exist(rule: Rule) -> None:
    assert {*rule.prefers, *rule.silent_after} <= set(rule_book().rules)


def flat(value: Any) -> list[str]:
    """All texts in a nested option value."""
    if isinstance(value, str):
        return [value]
    values = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ()
    return [text for v in values for text in flat(v)]


def patterns() -> list[Any]:
    """Every pattern of the rules' options, of the tables, and of the modules that read texts."""
    found: dict[str, str] = {}
    tables = {f"lexicon/{name}": table for name, table in rule_book().data._tables.items()}
    for owner, values in {**{r.code: r.options for r in RULES}, **tables}.items():
        for key, value in values.items():
            if "pattern" in key:
                found |= dict.fromkeys(flat(value), f"{owner}-{key}")
    for folder in ("checks", "outline", "model"):
        for module in iter_modules([str(ROOT / "lint_cmm" / folder)]):
            for name, value in vars(import_module(f"lint_cmm.{folder}.{module.name}")).items():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    found[value.pattern] = f"{folder}.{module.name}.{name}"
    return [pytest.param(text, id=owner) for text, owner in found.items()]


@pytest.mark.parametrize("pattern", patterns())
def test_pattern_is_linear_on_adversarial_text(pattern: str) -> None:
    compiled = re.compile(pattern)
    for seed in ADVERSARIES:
        text = seed * (SIZE // len(seed))
        seconds = scan(compiled, text)
        assert seconds < SECONDS or seconds < GROWTH * scan(compiled, text[: SIZE // 4]), seed


def scan(pattern: re.Pattern[str], text: str) -> float:
    """The seconds it takes to find everything."""
    started = time.perf_counter()
    for _ in pattern.finditer(text):
        pass
    return time.perf_counter() - started

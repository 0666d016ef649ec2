"""The catalogues: both languages say the same with the same fields, and nothing in them is left over."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from string import Formatter

import pytest
from support import ROOT, rule_book
from test_errors import CASES

from lint_cmm import messages
from lint_cmm.commands import help as helps
from lint_cmm.kit.fill import fill, unfilled
from lint_cmm.kit.quotation import quoted, requote
from lint_cmm.messages import errors, reports

PACKAGE = ROOT / "lint_cmm"
CATALOGUES = {
    "messages/__init__.py": messages._WORDS,
    "messages/reports.py": reports.CATALOGUE,
    "messages/errors.py": errors._WORDS,
    "commands/help.py": helps._WORDS,
}
ALL = [(name, key) for name, catalogue in CATALOGUES.items() for key in catalogue]
NAMES_ONLY = {"column.sha256", "output-format"}  # there is nothing to translate
# What takes more than a few files to bring about, or a mistake of ours.
UNTOLD = {"annotate.changed", "annotate.unreadable", "fix.unfaithful", "file.leads-out", "pattern.slow"}
UNTOLD |= {"batch.lost"}


def fields(text: str) -> set[str]:
    """The names of the fields in a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize(("name", "key"), ALL)
def test_both_languages_have_words_with_the_same_fields(name: str, key: str) -> None:
    zh, en = CATALOGUES[name][key]
    assert zh and en and fields(zh) == fields(en)
    own = Formatter().vformat(zh, (), dict.fromkeys(fields(zh), "")) if "," not in zh else zh
    assert key in NAMES_ONLY or not own.strip() or re.search(r"[一-龥，：、“”【]", own)
    assert not re.search("[，。：；（）？一-龥]", re.sub("民主生活会|组织生活会", "", en))


def english() -> Iterator[str]:
    """Every English sentence that has fields: the catalogues, the words of an intake, the rules."""
    for catalogue in CATALOGUES.values():
        yield from (en for _, en in catalogue.values())
    yield from rule_book().data.table("batch")["en"].values()
    for rule in rule_book().rules.values():
        for variant in rule.variants.values():
            yield from (variant.en.message, variant.en.suggestion)


def test_one_of_a_kind_is_told_in_the_singular() -> None:
    texts = [text for text in english() if "{" in text and ":,}" not in text]  # large numbers, never 1
    many = {spec.partition("|")[2] for text in texts for _, _, spec, _ in Formatter().parse(text) if spec and "|" in spec}
    assert {"files", "errors", "passages", "submissions"} <= many
    plural = re.compile(rf"\b1 (?:{'|'.join(sorted(many - {'are', 'need'}))})\b")
    for text in texts:
        names = fields(text)
        assert not plural.search(fill(text, dict.fromkeys(names, 1))), text
        assert not plural.search(fill(text, dict.fromkeys(names, "1"))), text
    assert fill("{n:file|files}, {m:,}, {what!r}", {"n": 0, "m": 1000, "what": "a"}) == "0 files, 1,000, 'a'"
    assert unfilled("{n:file|files} in {folder}") == "… files in …"


def test_quotation_marks_within_others_are_single() -> None:
    assert quoted("坚定“四个自信”") == "坚定‘四个自信’" and quoted("他说“要‘三严三实’”") == "他说‘要“三严三实”’"
    assert [quoted(text) for text in ("”", "”两个大局“", "说“好", "“好’")] == ["”", "”两个大局“", "说“好", "“好’"], "these are spoken of"
    fields = {"wrong": "“四个意思”{0}", "right": "“四个意识”", "quote": "“四个意思”"}
    told = fill(requote("“{wrong}”应作“{right}”：{quote}", fields), fields)
    assert told == "“‘四个意思’{0}”应作“‘四个意识’”：“四个意思”"


def source(but: str) -> str:
    """Everything that may use a key: the code and the templates, ``but`` for the catalogue itself."""
    files = [p for p in PACKAGE.rglob("*") if p.suffix in (".py", ".html", ".j2") and p != PACKAGE / but]
    return "\n".join(p.read_text(encoding="utf-8") for p in files)


@pytest.mark.parametrize("name", CATALOGUES)
def test_no_key_is_left_over(name: str) -> None:
    text = source(name)
    quoted = set(re.findall(r"""["']([\w.-]+)["']""", text))
    made = set(re.findall(r"""["'](\w+\.)(?:\{|["'] [+~])""", text)) | {
        f"{group}." for group in re.findall(r"""name_of\(["'](\w+)""", text)
    }
    parts = {"error.near", "error.help", "error.list", *(key for key in CATALOGUES[name] if key.startswith("regex."))}
    assert [key for key in CATALOGUES[name] if key not in quoted | parts and key.partition(".")[0] + "." not in made] == []


def test_every_way_of_being_wrong_has_a_case() -> None:
    def said(text: str, lines: list[str]) -> bool:
        pattern = "".join(re.escape(literal) + ("(?s:.*)" if name else "") for literal, name, _, _ in Formatter().parse(text))
        return any(re.search(pattern, line) for line in lines)

    lines = [case.zh for case in CASES]
    told = {key for key, (zh, _) in errors._WORDS.items() if said(zh, lines)}
    untold = {key for key in errors._WORDS if key not in told and not key.startswith("os.")}
    assert untold == UNTOLD


def test_errors_of_the_system_have_names_that_there_are() -> None:
    names = {key[3:] for key in errors._WORDS if key.startswith("os.")}
    assert names - set(errno.errorcode.values()) == {"other", "not-a-file"}

"""The one pass over a text for all word lists."""

from __future__ import annotations

import random
from typing import Any

import pytest

from lint_cmm.checks import scan
from lint_cmm.checks.api import Context
from lint_cmm.data import Data
from lint_cmm.engine import Checker
from lint_cmm.model.types import Document, Paragraph, Story
from lint_cmm.notation import to_document
from lint_cmm.rulebook.source import load
from lint_cmm.settings import Settings


def context(data: Data, *texts: str) -> Context:
    body = Story("body", tuple(Paragraph("body", i, text) for i, text in enumerate(texts, 1)))
    return Context(Document({"body": body}), None, None, data)  # type: ignore[arg-type]


def test_longest_entry_at_the_leftmost_place_wins() -> None:
    data = Data({"a": ("公文", "公文网", "文网站")}, {})
    assert scan.find(data, "a", "来自公文网站") == [(2, 5, "公文网")]


def test_lexicons_do_not_hide_each_other() -> None:
    data = Data({"a": ("公文网",), "b": ("文网站", "公文网")}, {})
    scan.register("a", "b")
    assert scan.find(data, "a", "公文网站") == [(0, 3, "公文网")]
    assert scan.find(data, "b", "公文网站") == [(0, 3, "公文网")]
    assert scan.find(data, "b", "论文网站") == [(1, 4, "文网站")]


def test_hits_are_offsets_into_the_joined_story() -> None:
    data = Data({"a": ("台账",)}, {})
    here = context(data, "建台账。", "查台账。")
    assert [here.document.body.text[h.start : h.end] for h in scan.hits(here, "a")] == ["台账", "台账"]
    assert scan.hits(here, "a")[1].start == 6
    assert scan.hits(here, "a", "footer") == []


def test_unknown_lexicon_is_an_error() -> None:
    with pytest.raises(KeyError):
        scan.find(Data({}, {}), "no such list", "文")


def test_a_lexicon_asked_for_late_is_still_found() -> None:
    data = Data({"a": ("甲乙",), "late": ("丙丁",)}, {})
    here = context(data, "甲乙丙丁")
    assert scan.hits(here, "a")
    assert scan.hits(here, "late") == [(2, 4, "丙丁")]


def test_the_first_texts_are_read_as_all_others() -> None:
    """Without the automaton, which comes later, the same entries stand at the same places in the same order."""
    chance = random.Random(5)
    entries = ["一是", "一", "是要", "一是要", "要", "\U0001f600", "\U0001f600要", "ab", "abcd", "bc", "\0"]
    lists = {"a": entries[::2], "b": entries}
    first, later = (scan._Scanner(scan.index(lists), lambda: lists) for _ in range(2))
    later._left = 0
    for _ in range(500):
        text = "".join([chance.choice([*entries, "，", "d", "要是"]) for _ in range(chance.randrange(12))])
        one, other = first.read(text), later.read(text)
        assert (one.hits, one.standing, one.starts(entries)) == (other.hits, other.standing, other.starts(entries))
    assert first._automaton is None and later._automaton is not None


@pytest.mark.parametrize(("rules", "anew"), [((), 0), ((("B402", {"frames": ("从来没有人问的套话",)}),), 1)])
def test_the_compiled_index_serves_while_it_has_all_that_is_asked_for(monkeypatch: pytest.MonkeyPatch, rules: Any, anew: int) -> None:
    book = load()
    made: list[dict[str, list[str]]] = []
    monkeypatch.setattr(scan, "index", lambda lists, index=scan.index: made.append(lists) or index(lists))
    Checker(Settings(rules=rules), book).check_document("a.docx", to_document("#title 发言提纲\n我们要提高政治站位。"))
    assert [words["frames.overused"] for words in made] == [["从来没有人问的套话"]] * anew

"""A long run looks at texts as arrays; it finds what a short one does."""

import random

import numpy as np
import pytest
from support import ROOT

from lint_cmm.checks import codes
from lint_cmm.checks.api import Context
from lint_cmm.engine import Checker
from lint_cmm.kit import arrays
from lint_cmm.reporters.json import dumps, file_object

CHARACTERS = "理论学习不够深入一二。！？!?；;\n”’」』）)，、：“（( 　12Xa…"
CLAUSES = ("党组会议研究不深入", "一是理论学习抓得不紧", "，", "。", "；", "\n", "”", "？！", "（", "）", "首先，", "服务群众主动性不够")


def texts():
    chance = random.Random(7)
    for _ in range(300):
        yield "".join(chance.choices(CHARACTERS, k=chance.randint(1, 60)))
        yield "".join(chance.choices(CLAUSES, k=chance.randint(1, 40)))
    yield "学" * 9000 + "。" * 20 + "”学"


def test_places_of_an_array_are_those_of_the_text():
    Checker().check_path(str(ROOT / "fixtures" / "sample.docx"))  # all kinds are registered
    for text in texts():
        known = codes.Codes(text, codes.read(text))
        for kind in codes._kinds:
            places = codes.finder(text)(kind)
            assert known.are(kind, np.arange(len(text))).nonzero()[0].tolist() == places
            if kind in codes._rare:
                assert known.at(kind) == places
            if kind in codes._common:
                assert known.marks(kind).tolist() == places


def test_grams_that_stand_twice_are_among_those_told():
    for text in texts():
        numbers = codes.read(text)
        if len(text) < 8:
            continue
        own = [text[i : i + 3] for i in range(len(text) - 2)]
        grams = codes.grams(numbers, 3)
        assert all(told or own.count(gram) == 1 for gram, told in zip(own, codes.repeated(grams), strict=True))
        assert codes.twins(grams, np.arange(len(own))) == [i for i, gram in enumerate(own) if own.count(gram) > 1]
        for size in (1, 2, 6):
            own = [text[i : i + size] for i in range(len(text) - size + 1)]
            known = codes.Codes(text, numbers).grams(size)
            assert codes.grams(numbers, size).tolist() == known.tolist()
            assert len(set(zip(own, known.tolist(), strict=True))) == len(set(own))


def test_triples_of_words_that_stand_once_are_told():
    for text in texts():
        own = [text[i : i + 3] for i in range(len(text) - 2)]
        told = codes.telling(text)
        assert len(told) == len(own)
        plain = [all("\u4e00" <= c < "\ua000" or c in "0123456789" for c in gram) for gram in own]
        assert all(known and own.count(gram) == 1 for gram, known, once in zip(own, plain, told, strict=True) if once)


@pytest.mark.parametrize("astral", ["", "😀"])
def test_a_text_beyond_the_plane_is_read_character_by_character(monkeypatch, astral):
    monkeypatch.setattr(arrays, "AFTER", -1)
    monkeypatch.setattr(codes, "SHORT", 1)
    text = "学习X光" * 100 + astral
    context = Context.__new__(Context)
    context.memo = {}
    assert (codes.of(context, text) is None) == bool(astral)
    assert codes.at(context, text, codes.LETTERS) == [i for i, c in enumerate(text) if c == "X"]


@pytest.mark.parametrize("path", sorted((ROOT / "fixtures").glob("*.docx")), ids=lambda p: p.stem)
def test_a_long_run_reports_what_a_short_one_does(monkeypatch, path):
    checker, reports = Checker(), []
    monkeypatch.setattr(codes, "SHORT", 1)
    for after in (10**9, -1):
        monkeypatch.setattr(arrays, "AFTER", after)
        reports.append(dumps(file_object(checker.check_path(str(path)))))
    assert reports[0] == reports[1]


def test_a_kind_may_be_registered_after_a_text_was_looked_up(monkeypatch):
    monkeypatch.setattr(codes, "_kinds", dict(codes._kinds))
    known = codes.Codes("理论？学习", codes.read("理论？学习"))
    assert known.at(codes.LETTERS) == []
    assert known.at(codes.register("test", "？")) == [2]

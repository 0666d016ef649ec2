"""The words that are shown as proof of an answer."""

from __future__ import annotations

import pytest

from lint_cmm.outline.pairing.shown import shown
from lint_cmm.outline.pairing.ways import thesaurus
from lint_cmm.rulebook.source import load

KNOWN = thesaurus(load().data)
KNOWN.problem.whole()
KNOWN.measure.whole()


def proof(ours: str, theirs: str, *words: str, themes: tuple[str, ...] = ()) -> tuple[str, ...]:
    """What is shown of ``words`` that both texts share and of the words of themes, the first ones being worth most."""
    worth = {word: 1.0 - 0.01 * i for i, word in enumerate(words)}
    return shown(dict.fromkeys(themes, 0.5), [(ours, worth)], theirs, KNOWN)


@pytest.mark.parametrize(
    ("ours", "theirs", "words", "whole"),
    [
        ("学习教育走过场，读书会开了2次。", "读书会每月1次。", ("读书", "书会"), ("读书会",)),
        ("两名同志多领补助4.7万元。", "补助4.7万元6月底前退清。", ("4.7万",), ("4.7万元",)),
        ("有65名青工没有师傅带。", "给65名青工各定1名师傅。", ("名青", "青工"), ("青工",)),
        ("带头全面从严治党政治责任方面。", "落实全面从严治党责任。", ("严治", "治党"), ("从严治党",)),
        ("二十届三中全会精神没有学透。", "二十届三中全会决定逐条读。", ("二十", "十届", "届三"), ("二十届三中全会",)),
        (
            "图书馆制度没有上墙，青龙水库没有去看。",
            "档案馆制度修订完，青龙水库每月去1次。",
            ("馆制", "青龙", "龙水", "水库"),
            ("青龙水库",),
        ),
    ],
)
def test_proofs_end_where_words_end(ours: str, theirs: str, words: tuple[str, ...], whole: tuple[str, ...]) -> None:
    assert proof(ours, theirs, *words) == whole


def test_a_single_character_is_shown_as_the_word_it_stands_in() -> None:
    assert proof("汛期值班漏岗3次。", "防汛值班每日查1次。", "汛") == ("防汛",)


def test_what_is_no_word_is_shown_only_where_nothing_else_is() -> None:
    assert proof("鼗没有修，先定后议。", "修好鼗，集体决策。", "鼗", themes=("民主集中制",)) == ("民主集中制",)
    assert proof("鼗没有修。", "修好鼗。", "鼗") == ("鼗",)


def test_a_verb_with_its_particle_is_shown_only_where_nothing_else_is() -> None:
    ours, theirs = "分馆开放压了又压。", "分馆每日开放，压了的时段补上。"
    assert proof(ours, theirs, "分馆", themes=("压了",)) == ("分馆",)
    assert proof(ours, theirs, themes=("压了",)) == ("压了",)

"""The automata of a long run hear the same words as the look-up of a short one."""

from lint_cmm.outline.align_units import Scanner, _build, _read
from lint_cmm.rulefile import load

TEXT = "理论学习不够深入，调查研究走马观花，服务群众不够主动；每月到村里住两天，建立台账，逐项销号，加强监督执纪问责。"


def test_scanners_hear_the_same_words_in_the_same_order():
    known = _build(load().data)
    for entries in (known.problem, known.measure):
        assert Scanner(entries).read(TEXT) == _read(TEXT, entries) != []

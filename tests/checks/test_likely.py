"""What may stand in a problem aspect is asked of all aspects at once; nothing that does stand there is missed."""

import random

import pytest

from lint_cmm import arrays
from lint_cmm.checks.likely import BITS, Likely, covering


def test_bits_are_counted_in_all_numbers_at_once():
    chance = random.Random(5)
    for _ in range(300):
        held = [chance.getrandbits(BITS) for _ in range(chance.randint(1, 20))]
        share, size = chance.choice((0.5, 0.67, 0.75)), chance.randint(1, 20)
        wanted = sum(1 << bit for bit in range(BITS) if sum(number >> bit & 1 for number in held) >= share * size)
        assert covering(held, share, size) & ((1 << BITS) - 1) == wanted


@pytest.mark.parametrize("after", [-1, 10**9])
def test_aspects_with_a_pair_or_a_heading_are_told(monkeypatch, after):
    monkeypatch.setattr(arrays, "AFTER", after)
    chance = random.Random(6)
    texts = ["".join(chance.choices("理论学习不够深入作风漂浮", k=30)) for _ in range(BITS + 8)]
    told = "".join(chance.choices("理论学习不够深入作风漂浮一二三", k=80))
    headings = [(frozenset(text[:6]),) for text in texts]
    likely = Likely(texts, headings, told, 0.75)
    assert len(likely.pairs) == len(told) - 1
    for at, bits in enumerate(likely.pairs):
        assert all(bits >> number % BITS & 1 for number, text in enumerate(texts) if told[at : at + 2] in text)
    characters = frozenset(told[:9])
    named = {n for n, (own,) in enumerate(headings) if len(own) >= 4 and len(own & characters) >= 0.75 * len(own)}
    assert likely.named(characters) == named

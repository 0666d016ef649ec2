"""What a sentence may say over again is asked of all aspects at once; none that it does say is left out."""

import random
from itertools import accumulate

import pytest

from lint_cmm.checks.likely import BITS, MOST, PART, Enough, clauses, likely, often, told
from lint_cmm.kit import arrays

SLIGHT = frozenset("不，")
GAIN, LEAST, ENOUGH = 2, 12, 5


def test_bits_are_counted_in_all_numbers_at_once():
    chance = random.Random(5)
    for _ in range(300):
        held = [chance.getrandbits(BITS) for _ in range(chance.randint(1, 20))]
        least = chance.randint(1, 20)
        assert often(held, least) == sum(1 << bit for bit in range(BITS) if sum(number >> bit & 1 for number in held) >= least)


def test_aspects_of_a_bit_are_told_in_order_and_not_too_many():
    assert told(0b1010, 5) == [1, 3]
    assert told(0b1010, BITS + 3) == [1, 3, BITS + 1]
    assert len(told((1 << BITS) - 1, 1000 * BITS)) == MOST


def _held(text: str, aspect: str) -> set[int]:
    """The characters that stand in the aspect with their neighbour."""
    hits = [at for at in range(len(text) - 1) if not SLIGHT & {*text[at : at + 2]} and text[at : at + 2] in aspect]
    return {*hits, *[at + 1 for at in hits]}


def _near(text: str, spans: list[tuple[int, int]], aspect: str) -> bool:
    inside = [at for span in spans for at in range(*span) if text[at] not in SLIGHT]
    held = len(_held(text, aspect).intersection(inside))
    return held >= ENOUGH and held * PART >= len(inside)


def _gain(text: str, spans: list[tuple[int, int]], aspect: str) -> int:
    """The most that clauses in a row gain."""
    says = [c not in SLIGHT for c in text]
    held = _held(text, aspect)
    gains = [sum((GAIN if at in held else -1) for at in range(*span) if says[at]) for span in spans]
    return max([sum(gains[i:j]) for i in range(len(gains)) for j in range(i + 1, len(gains) + 1)], default=0)


@pytest.mark.parametrize("after", [-1, 10**9])
def test_aspects_that_clauses_say_are_told(monkeypatch, after):
    monkeypatch.setattr("lint_cmm.checks.likely.MOST", 2 * BITS)
    monkeypatch.setattr(arrays, "AFTER", after)
    chance = random.Random(6)
    some = "理论学习不够深入作风漂浮调查研究走马观花\U00020000"
    aspects = ["".join(chance.choices(some, k=chance.randint(6, 60))) for _ in range(BITS + 8)]
    texts = ["".join(chance.choices(some + "，一二", k=chance.randint(1, 40))) for _ in range(60)]
    texts += [text[:9] + "，一" + text[9:20] for text in aspects[:20]] + [
        "",
        "，",
        aspects[0] * 12,
        "一是" + aspects[1][:12],
        "（2）" + aspects[2],
    ]
    text = "。".join(texts)
    ends = list(accumulate([len(said) + 1 for said in texts]))
    places = [(end - 1 - len(said), end - 1) for said, end in zip(texts, ends, strict=True) if said]
    found = {one.start: one for one in likely(text, places, aspects, SLIGHT, GAIN, LEAST, Enough(lambda _: ENOUGH, 1))}
    assert found and len(found) < len(places)
    for start, end in places:
        said = text[start:end]
        wanted = {number for number, aspect in enumerate(aspects) if _gain(said, clauses(said), aspect) >= LEAST}
        near = {number for number, aspect in enumerate(aspects) if _near(said, clauses(said), aspect)}
        one = found.get(start)
        assert {*(told(one.said, len(aspects)) if one else ())} >= wanted
        assert {*(told(one.near, len(aspects)) if one else ())} >= near
        for at, bits in enumerate(one.pairs if one else ()):
            held = {number for number, aspect in enumerate(aspects) if said[at : at + 2] in aspect}
            assert held <= {number for number in range(len(aspects)) if bits >> number % BITS & 1}
    assert likely("，", [(0, 1)], aspects, SLIGHT, GAIN, LEAST, Enough(lambda _: ENOUGH, ENOUGH)) == []

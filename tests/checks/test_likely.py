"""What may stand in a problem aspect is asked of all aspects at once; nothing that does stand there is missed."""

import random

import pytest

from lint_cmm import arrays
from lint_cmm.checks.likely import BITS, Bounds, covering, holding, suspects

SLIGHT = frozenset("不，")
BOUNDS = Bounds(SLIGHT, 0.66, 0.28, 0.85, 3, 6)


def test_bits_are_counted_in_all_numbers_at_once():
    chance = random.Random(5)
    for _ in range(300):
        held = [chance.getrandbits(BITS) for _ in range(chance.randint(1, 20))]
        share, size = chance.choice((0.5, 0.67, 0.75)), chance.randint(1, 20)
        wanted = sum(1 << bit for bit in range(BITS) if sum(number >> bit & 1 for number in held) >= share * size)
        assert covering(held, share, size) & ((1 << BITS) - 1) == wanted


def _clauses(text: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for clause in text.split("，"):
        if clause:
            spans.append((at, at + len(clause)))
        at += len(clause) + 1
    return spans


def _sizes(text: str, first: int, last: int, aspect: str) -> tuple[int, int]:
    """Telling characters of a clause, and those that stand in the aspect in pairs."""
    says = [c not in SLIGHT for c in text]
    hits = [at for at in range(len(text) - 1) if says[at] and says[at + 1] and text[at : at + 2] in aspect]
    return sum(says[first:last]), len({*hits, *[at + 1 for at in hits]} & set(range(first, last)))


def _said(text: str, spans: list[tuple[int, int]], aspect: str) -> bool:
    """Whether clauses beside each other, or one alone, have enough pairs."""
    sizes = [_sizes(text, *span, aspect) for span in spans]
    same = [size >= BOUNDS.few and held >= BOUNDS.share * size for size, held in sizes]
    near = [size >= BOUNDS.few and held >= BOUNDS.near * size for size, held in sizes]
    beside = any(same[i] and near[j] for i in range(len(spans)) for j in range(len(spans)) if 0 < abs(i - j) <= 2)
    return beside or any(size >= BOUNDS.size and held >= BOUNDS.alone * size for size, held in sizes)


@pytest.mark.parametrize("after", [-1, 10**9])
def test_aspects_whose_pairs_clauses_say_are_told(monkeypatch, after):
    monkeypatch.setattr(arrays, "AFTER", after)
    chance = random.Random(6)
    some = "理论学习不够深入作风漂浮调查研究走马观花\U00020000"
    aspects = ["".join(chance.choices(some, k=chance.randint(6, 60))) for _ in range(BITS + 8)]
    texts = ["".join(chance.choices(some + "，一二", k=chance.randint(1, 40))) for _ in range(60)]
    texts += [text[:9] + "，一" + text[9:20] for text in aspects[:20]] + ["", "，", aspects[0] * 12]
    read = [(text, _clauses(text)) for text in texts]
    found = suspects(read, aspects, BOUNDS)
    assert any(numbers for numbers, _ in found) and not all(numbers for numbers, _ in found)
    for (text, spans), (numbers, pairs) in zip(read, found, strict=True):
        assert numbers >= {number for number, aspect in enumerate(aspects) if _said(text, spans, aspect)}
        told = pairs()
        assert len(told) == max(len(text) - 1, 0)
        for at, bits in enumerate(told):
            if not SLIGHT & {*text[at : at + 2]}:
                assert all(bits >> number % BITS & 1 for number, aspect in enumerate(aspects) if text[at : at + 2] in aspect)


@pytest.mark.parametrize("after", [-1, 10**9])
def test_headings_that_stand_in_a_sentence_are_told(monkeypatch, after):
    monkeypatch.setattr(arrays, "AFTER", after)
    chance = random.Random(7)
    some = "理论学习不够深入作风漂浮调查研究走马观花\U00020000\uffff"
    headings = [tuple([frozenset(chance.choices(some, k=7)) for _ in range(chance.randint(0, 3))]) for _ in range(80)]
    sentences = ["".join(chance.choices(some, k=chance.randint(0, 18))) for _ in range(600)]
    found = holding(sentences, headings, 0.75)
    assert len(found) == len(sentences)
    for sentence, numbers in zip(sentences, found, strict=True):
        wanted = {n for n, own in enumerate(headings) if any(len(h) >= 4 and len(h & set(sentence)) >= 0.75 * len(h) for h in own)}
        assert numbers >= wanted
        if not {"\U00020000", "\uffff"} & set(sentence):
            assert numbers == wanted

"""B404 a phrase doubled by a slip: 服务市场服务市场."""

from __future__ import annotations

from codecs import utf_32_le_encode
from collections.abc import Iterator
from itertools import compress, pairwise

from lint_cmm.checks import codes, scan
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.punctuation import is_han
from lint_cmm.checks.text import within_one
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple


class StutterOptions(NamedTuple):
    """``longest``: the longest phrase looked for, in characters. ``pairs``: two-character words whose doubling is surely a slip, unless
    the second begins a longer word (``heads`` behind it: 社区社区书记) or the first ends one (``tails`` before it: 党组织组织). ``acts``: verbs,
    whose doubling is ordinary (再研究研究) but where one of ``said`` follows (推进推进慢) or of ``firm`` stands before (切实解决解决). ``single``: characters whose doubling is a slip, each
    with those before which and, behind a stroke, those behind which it is none. ``fine``: phrases of three characters and more that may
    be doubled. ``clause``: characters from which a clause that stands again behind a comma is a slip, too.
    """

    longest: int = 14
    clause: int = 6
    pairs: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    firm: tuple[str, ...] = ()
    single: tuple[str, ...] = ()
    fine: tuple[str, ...] = ()


_SIGNS = "，、；。！？：\n"
_MARKS = codes.register("clause-ends", "，、；。！？：\\n", common=True)
_BREAKS = re.compile(f"([{_SIGNS}])")
_CHECK = "stutter.stutters"
scan.register_options(
    _CHECK, lambda options: (word + word for word in (*options.pairs, *options.acts, *(entry[0] for entry in options.single)))
)


def stutters(context: Context, options: StutterOptions) -> Issues:
    """One issue for each phrase of Han characters that stands twice without anything between; the span is both."""
    fine = frozenset(options.fine)
    story = context.document.body
    text = story.text
    known = codes.of(context, text)
    done = 0
    doubled = [(hit.start, len(hit.entry) // 2) for hit in scan.sought(context, _CHECK, options) if _is_slip(text, hit, options)]
    for start, size in sorted([*doubled, *(_doubled(text, options.longest) if known is None else _seen_twice(known, options.longest))]):
        if start >= done and (size < 3 or _slip(text[start : start + size], text, start, start + 2 * size, fine)):
            done = start + 2 * size
            yield Issue(story.span(start, done), {"phrase": text[start : start + size], "right": text[start : start + size]})
    for start, middle, end in _clauses(text, options.clause) if known is None else _said_again(known, options.clause):
        if within_one(story, start, end):
            yield Issue(story.span(start, end), {"phrase": text[middle:end], "right": text[middle:end]})
    for start, middle, end in _sentences(text, options.clause, options.longest):
        yield Issue(story.span(start, end), {"phrase": text[start:middle], "right": text[start:middle]})


def _sentences(text: str, least: int, longest: int) -> Iterator[tuple[int, int, int]]:
    """Sentences of more than ``least`` characters that stand again, once or more, right behind themselves: start of the first and of the
    second, end of the last. Those above ``longest`` are B401's."""
    said = text.split("。")
    if not any(least < len(again) <= longest for again in compress(said[1:], map(str.endswith, said, said[1:]))):
        return
    at, run = 0, (0, 0, 0)
    for first, again in pairwise(said):
        at += len(first) + 1
        if least < len(again) <= longest and first.endswith(again) and _begins(first, len(first) - len(again)):
            if run[2] != at:
                if run[2]:
                    yield run
                run = at - 1 - len(again), at, at
            run = *run[:2], at + len(again) + 1
    if run[2]:
        yield run


def _begins(text: str, at: int) -> bool:
    """Whether a line begins at ``text[at]``, blanks left out, and no other behind it."""
    return text[:at].rstrip(" \t\u3000\xa0")[-1:] in ("", "\n") and "\n" not in text[at:]


def _clauses(text: str, least: int) -> Iterator[tuple[int, int, int]]:
    """Clauses of at least ``least`` Han characters that stand again behind a comma: start of the first, start and end of the second."""
    flat = text
    for sign in _SIGNS[1:]:
        flat = flat.replace(sign, _SIGNS[0])
    clauses = flat.split(_SIGNS[0])
    if not any(len(again) >= least for again in compress(clauses[1:], map(str.endswith, clauses, clauses[1:]))):
        return  # nearly always, at a fifth of what the pattern takes
    parts = _BREAKS.split(text)
    at = len(parts[0])
    for said, sign, again in zip(parts[::2], parts[1::2], parts[2::2], strict=False):
        at += 1
        if len(again) >= least and sign in "，、；" and said.endswith(again) and all(map(is_han, again)):
            yield at - 1 - len(again), at, at + len(again)
        at += len(again)


def _said_again(known: codes.Codes, least: int) -> Iterator[tuple[int, int, int]]:
    """The same as :func:`_clauses` from an array: where the ends of neighbouring clauses agree."""
    import numpy as np

    text, least = known.text, max(least, 1)
    ends = np.concatenate([(-1,), known.marks(_MARKS), (len(text),)])
    sizes = ends[1:] - ends[:-1] - 1
    pairs = ((sizes[1:] >= least) & (sizes[:-1] >= sizes[1:])).nonzero()[0]
    tails = known.grams(least)
    for pair in pairs[tails[ends[pairs + 1] - least] == tails[ends[pairs + 2] - least]].tolist():
        mark, end = int(ends[pair + 1]), int(ends[pair + 2])
        again = text[mark + 1 : end]
        if text[mark] in "，、；" and text.endswith(again, 0, mark) and all(map(is_han, again)):
            yield mark - len(again), mark + 1, end


def _is_slip(text: str, hit: scan.Hit, options: StutterOptions) -> bool:
    """Whether a character or a word of two that stands twice at ``hit`` is no word before or behind another, and no doubled verb."""
    size = len(hit.entry) // 2
    word = hit.entry[:size]
    if size == 1:
        entry = next((entry for entry in options.single if entry[0] == word), "")
        behind, _, before = entry.partition("|")  # the character itself is among the first: of three in a row none is told
        return bool(entry) and text[hit.start - 1 : hit.start] not in behind and text[hit.end : hit.end + 1] not in before + word
    if options.longest < 2 or not _first(text, hit.start):
        return False
    if word in options.acts:
        return text.startswith(options.said, hit.end) or text.endswith(options.firm, 0, hit.start)
    return word in options.pairs and not text.startswith(options.heads, hit.end) and not text.endswith(options.tails, 0, hit.start + size)


def _first(text: str, start: int) -> bool:
    """Whether the pair at ``start`` is not one of the other halves of a longer row (XYXYXY holds XY twice and YX once)."""
    at = start
    while at and text[at - 1] == text[at + 1]:
        at -= 1
    return (start - at) % 2 == 0


# By the upper byte of a character: 0 where it may be a Han character, 1 where it is none.
_NO_HAN = bytes([not (high == 0x30 or 0x34 <= high <= 0x9F or 0xF9 <= high <= 0xFA) for high in range(256)])
_SIZES = ((3, 4), (5, 6), (7, 8), (9, 10, 11))  # looked for together; from there on by three


def _doubled(text: str, longest: int) -> Iterator[tuple[int, int]]:
    """(start, size) of stretches of ``size`` Han characters, 3 to ``longest``, that stand twice in a row; overlapping ones are thinned.

    The text, a byte of each character, laid over itself ``size`` characters further on and subtracted bit by bit leaves zeros where
    both agree: a few operations on whole texts instead of a loop over characters. What is left of several sizes is put together, zero
    where any of them is (or, seldom, all by chance), so that it is looked through once.
    """
    wide = utf_32_le_encode(text, "surrogatepass")[0]
    plain = wide[::4]
    number = int.from_bytes(plain, "little")
    strange = wide[1::4].translate(_NO_HAN)
    others = int.from_bytes(strange, "little")
    longest = min(longest, len(text) // 2)
    for sizes in (*_SIZES, *(range(low, low + 3) for low in range(12, longest + 1, 3))):
        wanted = [size for size in sizes if size <= longest]
        if not wanted:
            return
        left = number ^ (number >> (8 * wanted[0]))
        for size in wanted[1:]:
            left &= number ^ (number >> (8 * size))
        agree, zeros = (left | others).to_bytes(len(plain), "little"), bytes(wanted[0])
        free = dict.fromkeys(wanted, 0)  # where the next stretch may begin
        at = agree.find(zeros)
        while at >= 0:
            for size in wanted:
                if at >= free[size] and text.startswith(text[at : at + size], at + size) and not any(strange[at : at + size]):
                    yield at, size
                    free[size] = at + size
            at = agree.find(zeros, max(at + 1, min(free.values())))


def _seen_twice(known: codes.Codes, longest: int) -> Iterator[tuple[int, int]]:
    """The same from an array: where a triple of characters stands again ``size`` characters further on."""
    import numpy as np

    text = known.text
    triples = (known.grams(3) >> np.uint32(16)).astype(np.uint16)  # half of a number does
    for size in range(3, min(longest, len(text) // 2) + 1):
        agree = (triples[:-size] == triples[size:]).tobytes()
        at = agree.find(1)
        while at >= 0:
            phrase = text[at : at + size]
            if text.startswith(phrase, at + size) and all(map(_may_be_han, phrase)):
                yield at, size
                at += size - 1
            at = agree.find(1, at + 1)


def _may_be_han(character: str) -> bool:
    return not _NO_HAN[ord(character) >> 8 & 255]


def _slip(phrase: str, text: str, start: int, end: int, fine: frozenset[str]) -> bool:
    if not all(is_han(c) for c in phrase):
        return False
    if phrase in fine or len(set(phrase)) == 1 or phrase[0] == "一" or phrase[: len(phrase) // 2] * 2 == phrase:
        return False
    # Three times and more is a chant or a filler, and 〇〇 a placeholder: other rules look at those.
    return not (text.startswith(phrase, end) or text.endswith(phrase, 0, start) or set(phrase) <= set("一二三四五六七八九十百千万〇零某"))

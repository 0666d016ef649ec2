"""A copy of a text without its disguises, and the way back to the original offsets.

Full-width, circled, mathematical, superscript and look-alike letters become plain ones, invisible characters go, text behind a
right-to-left override is read as it is shown. Used for finding only: what is reported is always the original stretch.
Characters of ordinary Chinese text are never touched, so most texts come back as they are.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from lint_cmm.checks import codes
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from lint_cmm.checks.api import Context

# Everything but ASCII, Latin-1 marks that cannot be part of an address, general and CJK punctuation, Han, full-width marks.
# Characters outside this set are looked at one by one.
_ODD_SET = (
    r"^\x00-\x7e\u00b0\u00b1\u00b7\u00d7\u00f7\u2010-\u2027\u2030-\u205e\u2190-\u2319\u2500-\u2bff"
    r"\u3000-\u303f\u4e00-\u9fff\uff01-\uff0d\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff61"
)
_ODD = re.compile(f"[{_ODD_SET}]")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# The number of a point, no disguise of a figure: it stands alone before a word that is no unit.
_POINT = re.compile(rf"[{_CIRCLED}](?<![^。；：，、！？“（ \u3000\n\u4e00-\u9fff].)(?=[\u4e00-\u9fff])(?![篇页字份元币豆贝券点分次])")
_STRANGE = codes.register("odd", _ODD_SET)
_FEW = 20  # up to so many odd characters are replaced one by one, in a tenth of the time of translate()
_OVERRIDE = "\u202e"  # right-to-left override
_POP = "\u202c"
# Letters of other scripts that look like Latin ones: Cyrillic, Greek, Armenian.
_ALIKE = {
    ord(odd): to
    for odds, to in (
        ("ѠѡԜԝѿ", "w"),
        ("АаΑα", "a"),
        ("ВΒβ", "b"),
        ("СсϲϹ", "c"),
        ("ԁժ", "d"),
        ("ЕеЁёΕε", "e"),
        ("Ѕѕ", "s"),
        ("ІіΙιıյ", "i"),
        ("Јј", "j"),
        ("КкΚκ", "k"),
        ("МмΜ", "m"),
        ("НΗһҺհ", "h"),
        ("ОоΟοօ", "o"),
        ("РрΡρ", "p"),
        ("ТтΤτ", "t"),
        ("УуΥγүҮ", "y"),
        ("ХхΧχ", "x"),
        ("Ζ", "z"),
        ("ԛզ", "q"),
        ("пոη", "n"),
        ("гᴦ", "r"),
        ("ц", "u"),
        ("υսμ", "u"),
        ("νѵ", "v"),
        ("ӏІ", "l"),
        ("ɡց", "g"),
        ("Νռ", "n"),
    )
    for odd in odds
}


class Folded(NamedTuple):
    """``text`` without disguises. ``starts[i]``/``ends[i]`` bound, in the original, what ``text[i]`` stands for; None: the same."""

    text: str
    starts: list[int] | None = None
    ends: list[int] | None = None

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The original stretch behind ``text[start:end]`` (not empty)."""
        if self.starts is None or self.ends is None:
            return start, end
        return min(self.starts[start:end]), max(self.ends[start:end])


@cache
def plain(char: str) -> str:
    """What one odd character stands for: a plain ASCII form, "" for an invisible one, itself when there is nothing to fold."""
    if unicodedata.category(char) in ("Cf", "Mn", "Me"):
        return ""
    alike = char.translate(_ALIKE)
    if alike != char:
        return alike
    forms: tuple[Literal["NFKC", "NFKD"], ...] = ("NFKC", "NFKD")
    for form in forms:
        folded = unicodedata.normalize(form, char)
        ascii_only = "".join(c for c in folded if c.isascii())
        if ascii_only and (folded.isascii() or form == "NFKD"):
            return ascii_only.strip("()") or ascii_only
    return char


def folded(context: Context, text: str) -> Folded:
    """:func:`fold`, told by the document's codes where there is something to do; once a text."""
    held: dict[str, Folded] = context.memo.setdefault("folded", {})
    if text not in held:
        held[text] = _fold(text, codes.at(context, text, _STRANGE))
    return held[text]


def plain_places(context: Context, text: str, kind: str) -> list[int]:
    """Where characters of a registered kind stand in ``folded(context, text).text``, in order."""
    plain, found = folded(context, text), codes.at(context, text, kind)
    if plain.text is text:
        return found
    if plain.starts is not None:
        return codes.finder(plain.text)(kind)
    changed = [at for at in codes.at(context, text, _STRANGE) if plain.text[at] != text[at]]  # the rest is not looked at again
    gone, more = codes.those(text, kind, changed), codes.those(plain.text, kind, changed)
    return found if gone == more else sorted({*found}.difference(gone).union(more))


@lru_cache(maxsize=4)
def fold(text: str) -> Folded:
    """``text`` without disguises; the very same string where it has none."""
    return _fold(text, [match.start() for match in _ODD.finditer(text)])


def _fold(text: str, places: list[int]) -> Folded:
    """The same, told where its odd characters stand."""
    odd = {text[at] for at in places}
    if not odd.isdisjoint(_CIRCLED) and all(_POINT.match(text, at) for at in places if text[at] in _CIRCLED):
        odd.difference_update(_CIRCLED)
    table = {c: plain(c) for c in odd}
    table = {c: to for c, to in table.items() if to != c}
    if not table:
        return Folded(text)
    if _OVERRIDE not in odd and all(len(to) == 1 for to in table.values()):
        if len(table) > _FEW:
            return Folded(text.translate({ord(c): to for c, to in table.items()}))
        for c, to in table.items():
            text = text.replace(c, to)
        return Folded(text)
    out: list[str] = []
    starts: list[int] = []
    if _OVERRIDE not in odd:
        last = 0
        for at in places:
            folded = table.get(text[at], text[at])
            out += (text[last:at], folded)
            starts += range(last, at)
            starts += [at] * len(folded)
            last = at + 1
        out.append(text[last:])
        starts += range(last, len(text))
    else:
        for at in _shown(text):
            for c in table.get(text[at], text[at]):
                out.append(c)
                starts.append(at)
    return Folded("".join(out), starts, [at + 1 for at in starts])


def _shown(text: str) -> list[int]:
    """The offsets of ``text`` in the order in which they are shown: stretches behind an override run backwards to its end or the line's."""
    if _OVERRIDE not in text:
        return list(range(len(text)))
    order: list[int] = []
    at = 0
    while at < len(text):
        if text[at] != _OVERRIDE:
            order.append(at)
            at += 1
            continue
        end = at + 1
        while end < len(text) and text[end] not in (_POP, "\n"):
            end += 1
        order.append(at)
        order.extend(range(end - 1, at, -1))
        at = end
    return order

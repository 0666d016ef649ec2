"""Identity numbers, mobile numbers and bank cards in the text (H604)."""

from __future__ import annotations

from lint_cmm.checks import codes
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.fold import folded, plain_places
from lint_cmm.checks.text import is_ours, matches, stories, within_one
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple

_DIGITS = re.compile(r"[0-9](?<![0-9A-Za-z.].)(?:[ \-]?[0-9]){10,18}[Xx]?(?![0-9A-Za-z])")
_LEAST = 11
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


class IdentifierOptions(NamedTuple):
    """``card_starts``: how the numbers of bank cards begin. ``parts``: parts read."""

    card_starts: tuple[str, ...] = ()
    parts: tuple[str, ...] = ("body", "footnote", "endnote", "textbox", "header", "footer", "comment")


def identifier(context: Context, options: IdentifierOptions) -> Issues:
    """Numbers that identify a person: 18 digits with the right check digit (GB 11643), 11 digits of a mobile, 16 to 19 of a card (Luhn).

    The variants are "" for an identity, "mobile" and "card". Masked numbers are not numbers; the fact ``number`` is masked, as messages
    go into letters and lists that more people read than the material.
    """
    for story in stories(context, options.parts):
        bare = folded(context, story.text)
        for m in _long(bare.text, plain_places(context, story.text, codes.DIGITS)):
            said = m.group().replace(" ", "").replace("-", "").upper()
            variant = kind(said, m.group(), options.card_starts)
            start, end = bare.back(m.start(), m.end())
            if variant is not None and within_one(story, start, end) and not is_ours(context, story.at(start)[0]):
                yield Issue(story.span(start, end), {"number": masked(said)}, variant=variant)


def masked(number: str) -> str:
    """``number`` with its first three and last four characters only."""
    return f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"


def _long(text: str, digits: list[int]) -> list[re.Match[str]]:
    """The numbers of 11 digits and more; ``digits``: where these stand."""
    most = 2 * _LEAST - 1  # characters of eleven digits with as many blanks or dashes between them
    return matches(_DIGITS, text, [at for at, last in zip(digits, digits[_LEAST - 1 :], strict=False) if last - at < most])


def kind(digits: str, written: str, card_starts: tuple[str, ...] = ("",)) -> str | None:
    """The variant for a number, or None. ``written`` has the blanks and dashes that group it; cards begin with one of ``card_starts``."""
    if len(digits) == 18 and is_identity(digits):
        return ""
    if digits.endswith("X"):
        return None
    if re.fullmatch(r"(?:86)?1[3-9][0-9]{9}", digits) and re.fullmatch(r"(?:86[ -]?)?[0-9]{3}[ -]?[0-9]{4}[ -]?[0-9]{4}", written):
        return "mobile"
    grouped = re.fullmatch(r"[0-9]+|[0-9]{4}(?:[ -][0-9]{4}){3}(?:[ -][0-9]{1,3})?", written)
    if 16 <= len(digits) <= 19 and grouped and digits.startswith(card_starts) and luhn(digits) and not _dated(digits):
        return "card"
    return None


def is_identity(digits: str) -> bool:
    """Whether 18 characters are an identity number: a place, a day of birth and the check digit of GB 11643-1999."""
    if not re.fullmatch(r"[1-9][0-9]{16}[0-9X]", digits) or not _dated(digits):
        return False
    return "10X98765432"[sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=False)) % 11] == digits[17]


def _dated(digits: str) -> bool:
    """Whether the characters 7 to 14 are a day of birth."""
    return bool(re.fullmatch(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])", digits[6:14]))


def luhn(digits: str) -> bool:
    """Whether a card number has the right check digit (ISO/IEC 7812-1)."""
    total = 0
    for i, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if i % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0

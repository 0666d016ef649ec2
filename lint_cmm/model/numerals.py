"""Numbers as Word's list formats write them (ECMA-376 part 1, 17.18.59 ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"


def _roman(value: int) -> str:
    if not 0 < value < 32_768:
        return str(value)
    out = ""
    for weight, letters in (
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"),
        (4, "iv"), (1, "i"),
    ):  # fmt: skip
        count, value = divmod(value, weight)
        out += letters * count
    return out


def _letter(value: int) -> str:
    """a … z, aa, bb … zz, aaa: Word repeats the letter."""
    return chr(97 + (value - 1) % 26) * ((value - 1) // 26 + 1) if 0 < value <= 780 else str(value)


def _counting(value: int, digits: str, units: tuple[str, ...], one_before: bool) -> str:
    """A number below 100,000,000 with units; ``one_before`` writes 一百 rather than 百."""
    if value == 0:
        return digits[0]
    if not 0 < value < 100_000_000:
        return str(value)
    if value >= 10_000:
        high, low = divmod(value, 10_000)
        tail = _counting(low, digits, units, one_before) if low else ""
        return _counting(high, digits, units, one_before) + units[3] + (digits[0] if 0 < low < 1000 and one_before else "") + tail
    out, zero = "", False
    for power in (3, 2, 1, 0):
        digit, value = divmod(value, 10**power)
        if digit:
            bare = digit == 1 and power and (not one_before or (power == 1 and not out and digits is _ZERO))
            out += (
                (digits[0] if zero and out and one_before else "") + ("" if bare else digits[digit]) + (units[power - 1] if power else "")
            )
            zero = False
        else:
            zero = True
    return out


_ZERO = "零一二三四五六七八九"
_UNITS = ("十", "百", "千", "万")
_LEGAL_UNITS = ("拾", "佰", "仟", "萬")


def chinese(value: int) -> str:
    """一, 十, 十一, 二十, 一百零一, 一千."""
    return _counting(value, _ZERO, _UNITS, True)


def _chinese_counting(value: int) -> str:
    """Like :func:`chinese` to 99, digit by digit from 100 on."""
    return chinese(value) if 0 < value < 100 else _digital(value)


def _digital(value: int) -> str:
    return "".join(_DIGITS[int(d)] for d in str(value)) if value >= 0 else str(value)


def _cycle(letters: str) -> Callable[[int], str]:
    return lambda value: letters[value - 1] if 0 < value <= len(letters) else str(value)


def _circled(value: int) -> str:
    for first, start, last in ((1, 0x2460, 20), (21, 0x3251, 35), (36, 0x32B1, 50)):
        if first <= value <= last:
            return chr(start + value - first)
    return str(value)


def _full_width(value: int) -> str:
    return "".join(chr(ord(d) + 0xFEE0) for d in str(value))


def _ordinal(value: int) -> str:
    tens = value % 100
    return f"{value}{'th' if 10 < tens < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"


def _up_to_20(start: int) -> Callable[[int], str]:
    return lambda value: chr(start + value - 1) if 0 < value <= 20 else str(value)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _up_to_20(0x2488),
    "decimalEnclosedParen": _up_to_20(0x2474),
    "upperRoman": lambda value: _roman(value).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda value: _letter(value).upper(),
    "lowerLetter": _letter,
    "ordinal": _ordinal,
    "numberInDash": lambda value: f"- {value} -",
    "hex": lambda value: f"{value:X}",
    "chineseCounting": _chinese_counting,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": _chinese_counting,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": lambda value: _counting(value, _DIGITS, _UNITS, False),
    "japaneseDigitalTenThousand": _digital,
    "taiwaneseDigital": _digital,
    "ideographDigital": _digital,
    "koreanDigital2": _digital,
    "chineseLegalSimplified": lambda value: _counting(value, _LEGAL, _LEGAL_UNITS, True),
    "ideographLegalTraditional": lambda value: _counting(value, _LEGAL, _LEGAL_UNITS, True),
    "japaneseLegal": lambda value: _counting(value, _LEGAL, _LEGAL_UNITS, True),
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    "ideographEnclosedCircle": _cycle("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "none": lambda value: "",
    "bullet": lambda value: "",
}


def numeral(value: int, form: str) -> str:
    """``value`` in the number format ``form``; plain digits for a format that is not known."""
    return _FORMATS.get(form, str)(value)

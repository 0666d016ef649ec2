"""w:sym: a character of a symbol font as the Unicode character that looks like it (ECMA-376 part 1, 17.3.3.30)."""

from __future__ import annotations

UNKNOWN = "\N{REPLACEMENT CHARACTER}"

# Adobe Symbol, codes 0x61–0x7A and 0x41–0x5A, then the signs that turn up in office documents.
_GREEK_SMALL = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_GREEK_LARGE = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_SYMBOL = {0x61 + i: c for i, c in enumerate(_GREEK_SMALL)} | {0x41 + i: c for i, c in enumerate(_GREEK_LARGE)}
_SYMBOL |= {
    0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•",
    0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…", 0xD4: "™", 0xD2: "®", 0xD3: "©", 0xD5: "∏", 0xD6: "√", 0xE5: "∑",
}  # fmt: skip
_WINGDINGS = {
    0x20: " ", 0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x34: "✋", 0x4A: "☺", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑",
    0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9F: "•", 0xA1: "○", 0xA4: "◉", 0xA7: "▪", 0xA8: "□", 0xAB: "★",
    0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS |= {0x81 + i: chr(0x2460 + i) for i in range(10)} | {0x8C + i: chr(0x2776 + i) for i in range(10)}
_WINGDINGS2 = {0x50: "✓", 0x51: "✗", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x2A: "□", 0x30: "☑", 0x97: "●", 0xA3: "□"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS2, "wingdings 3": {}, "webdings": {}}


def symbol(font: str, code: str) -> str:
    """The character for hexadecimal ``code`` in ``font``; U+FFFD where it has no known likeness."""
    try:
        value = int(code, 16)
    except ValueError:
        return UNKNOWN
    low = value - 0xF000 if 0xF000 <= value <= 0xF0FF else value
    table = _FONTS.get(font.strip().lower())
    if table is not None and low < 0x100:
        return table.get(low) or UNKNOWN
    if 0xF020 <= value <= 0xF07E:
        return chr(low)
    private = 0xE000 <= value <= 0xF8FF or 0xD800 <= value <= 0xDFFF or not 0x20 <= value < 0xF0000
    return UNKNOWN if private else chr(value)

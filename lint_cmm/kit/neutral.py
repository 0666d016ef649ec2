"""Making text harmless before it is shown: what stands in a submission, its name or its properties is never trusted.

A file name or a quote may hold terminal escapes, bidirectional controls that turn a line round, lone surrogates that
no encoder takes, or characters that XML forbids. Markup is escaped where markup is written (templates, ElementTree);
this module takes out what no escaping helps against.
"""

from __future__ import annotations

# Characters that act instead of being seen: C0, DEL, C1, zero-width and bidirectional controls, tags, non-characters.
_RANGES = (
    (0x00, 0x08),
    (0x0B, 0x1F),
    (0x7F, 0x9F),
    (0xAD, 0xAD),
    (0x61C, 0x61C),
    (0x180E, 0x180E),
    (0x200B, 0x200F),
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFB),
    (0xFFFE, 0xFFFF),
    (0xE0000, 0xE007F),
)


# Private-use characters, which are shown as empty boxes where they are shown at all.
_PRIVATE = ((0xE000, 0xF8FF), (0xF0000, 0xFFFFD), (0x100000, 0x10FFFD))


class _Visible(dict[int, str]):
    """A translation table that names an acting or private-use character and leaves every other one alone."""

    def __missing__(self, code: int) -> str:
        if 0xD800 <= code <= 0xDFFF:
            found = "\ufffd"
        elif any(low <= code <= high for low, high in (*_RANGES, *_PRIVATE)):
            found = f"⟨U+{code:04X}⟩"
        else:
            found = chr(code)
        self[code] = found  # looked up once for each character there is
        return found


_VISIBLE = _Visible()


def visible(text: str) -> str:
    """TEXT with every acting or private-use character named (``⟨U+202E⟩``) and lone surrogates as U+FFFD; tabs and newlines are kept."""
    return text if text.isprintable() else text.translate(_VISIBLE)  # none of the acting ones is printable in Unicode's sense


def acting(text: str) -> set[str]:
    """The characters of TEXT that act instead of being seen, lone surrogates left out."""
    return {c for c in set(text) if any(low <= ord(c) <= high for low, high in _RANGES)}


def one_line(text: str) -> str:
    """TEXT made visible and on one line: newlines as ``⏎``, tabs as ``⇥``."""
    return visible(text.replace("\r\n", "\n").replace("\r", "\n")).replace("\n", "⏎").replace("\t", "⇥")


def clean_xml(text: str) -> str:
    """TEXT with what XML 1.0 (section 2.2) cannot hold, and what would turn a line round, made visible."""
    return visible(text)


def utf8(text: str) -> bytes:
    """TEXT as UTF-8, lone surrogates (file names that were not UTF-8) as U+FFFD: strict readers take no other way of writing them."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.translate(dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)).encode()


def shorten(text: str, limit: int) -> str:
    """TEXT cut in the middle to at most LIMIT characters, the gap marked with ``…``."""
    if len(text) <= limit:
        return text
    head = (limit - 1) * 2 // 3
    return f"{text[:head]}…{text[len(text) - (limit - 1 - head) :]}"


def uri(path: str) -> str:
    """PATH as a relative URI reference (RFC 3986): slashes forward, everything else percent-encoded as UTF-8.

    A lone surrogate (a file name that was not UTF-8) is encoded as the byte it stands for.
    """
    from urllib.parse import quote

    slashed = path.replace("\\", "/")
    raw = slashed.encode("utf-8", "surrogateescape") if _encodable(slashed) else slashed.encode("utf-8", "replace")
    return quote(raw, safe="/-._~")


def _encodable(text: str) -> bool:
    """Whether every lone surrogate in TEXT stands for a byte (PEP 383)."""
    return all(not 0xD800 <= ord(c) <= 0xDFFF or 0xDC80 <= ord(c) <= 0xDCFF for c in text)

"""Finding web addresses, disguised ones too. What they mean is for the checks to say.

Every repeat is bounded and every pattern refuses to start inside a run of its own characters, so that a hostile text of any
length is read in linear time (robustness.md 5). Letters and digits are ASCII classes: Han text glued to an address stays out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from lint_cmm.checks.fold import fold

if TYPE_CHECKING:
    from lint_cmm.data import Data

_GAP = r"[ \t\u3000]{0,2}"
# A dot, or what stands for one between the labels of an address.
_DOT = rf"{_GAP}(?:[.。．｡·•・‧∙⋅﹒․]|点|[(（\[【{{<]{_GAP}(?:dot|DOT|点|\.){_GAP}[)）\]】}}>]|[ \t]dot[ \t]|%2[Ee]|&#46;){_GAP}"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
# What any address shows: a letter behind a dot or what stands for one, www, a scheme, letters spaced out.
_HINT = re.compile(
    r"[A-Za-z0-9][ \t\u3000]{0,2}(?:[.。．｡·•・‧∙⋅﹒․点)）\]】,，、_\-]|[(（\[【{<]|%2|&#|dot)[ \t\u3000\n]{0,3}[A-Za-z(（\[【点.d4Ee;]"
    r"|[Ww]{3}|[Tt]{2}[Pp]|[A-Za-z0-9][ \u3000\t\n]{1,3}[A-Za-z]{1,40}[ \u3000\t\n.。]"
)
_TAIL = r"(?::\d{2,5})?(?:[/?#][A-Za-z0-9\-._~:/?#@!$&'*+,;=%]{0,300})?"
_BEFORE = r"(?<![A-Za-z0-9@._~/\-])"
_SCHEME = rf"(?:h[tx]{{2}}ps?|ftp){_GAP}[:：]{_GAP}[/／\\]{{1,2}}{_GAP}"


class Address(NamedTuple):
    """An address at ``[start, end)`` of the text searched; ``host`` in lower case with plain dots, "" when it cannot be read."""

    start: int
    end: int
    host: str


class _Patterns(NamedTuple):
    full: re.Pattern[str]
    loose: re.Pattern[str]
    spaced: re.Pattern[str]
    host: re.Pattern[str]


def _patterns(data: Data) -> _Patterns:
    held: _Patterns | None = data.memo.get("address")
    if held is None:
        strong = "|".join(sorted(data.table("addresses")["strong"], key=len, reverse=True))
        domains = f"(?i:{strong})"
        full = (
            rf"{_BEFORE}(?:"
            rf"{_SCHEME}(?:{_LABEL}{_DOT}){{1,8}}[A-Za-z0-9]{{1,24}}(?![A-Za-z0-9]){_TAIL}"
            rf"|(?i:www){_DOT}(?:{_LABEL}{_DOT}){{1,8}}[A-Za-z]{{2,24}}(?![A-Za-z0-9]){_TAIL}"
            rf"|(?i:www){_DOT}[\u4e00-\u9fff]{{2,10}}\.(?:{domains}|中国|公司|网络)(?![A-Za-z0-9])"
            rf"|(?:{_LABEL}{_DOT}){{1,8}}{domains}(?![A-Za-z0-9@]|-[A-Za-z0-9]|\.[A-Za-z]){_TAIL}"
            rf"|(?i:www){_DOT}[A-Za-z0-9-]{{3,63}}(?![A-Za-z0-9])"
            rf")"
        )
        # Dots lost or replaced: www bgzjy cn, www,bgzjy,cn, wwwbgzjycn.
        loose = (
            rf"{_BEFORE}(?i:www)(?:[ \t\u3000,，、_\-]{{1,3}}[A-Za-z0-9-]{{2,40}}[ \t\u3000,，、_\-.]{{1,3}}{domains}(?![A-Za-z0-9])"
            r"|[a-z0-9]{3,40}(?<=com|net|org|.cn|top)(?![A-Za-z0-9]))"
        )
        spaced = r"(?<![A-Za-z0-9.])[A-Za-z0-9.\-:/]{1,40}(?:[ \t\u3000\n]{1,3}[A-Za-z0-9.\-:/。．·]{1,40}){1,60}"
        held = data.memo["address"] = _Patterns(*(re.compile(p) for p in (full, loose, spaced, rf"(?:{_LABEL}\.)+[A-Za-z0-9]+")))
    return held


def _host(data: Data, text: str) -> str:
    """The host of an address as written, in plain lower case."""
    text = re.sub(rf"^{_SCHEME}", "", text)
    text = re.split(r"[/?#]", re.sub(_DOT, ".", text), maxsplit=1)[0]
    return text.split(":")[0].lower().strip(".")


def addresses(data: Data, text: str, listed: frozenset[str] = frozenset()) -> list[Address]:
    """All addresses in ``text``, in order, offsets into ``text`` itself. ``listed`` are domains known to be template sites."""
    folded = fold(text)
    if not _HINT.search(folded.text):
        return []
    found = [Address(*folded.back(m.start(), m.end()), _host(data, m.group())) for m in _matches(data, folded.text, listed)]
    return _merged(found)


class _Match(NamedTuple):
    """A stretch of the folded text with what it says when read plainly."""

    first: int
    last: int
    said: str

    def start(self) -> int:
        return self.first

    def end(self) -> int:
        return self.last

    def group(self) -> str:
        return self.said


def _matches(data: Data, text: str, listed: frozenset[str]) -> Iterator[_Match]:
    patterns = _patterns(data)
    for m in patterns.full.finditer(text):
        if not _is_name_of_software(m.group()):
            yield _Match(m.start(), m.end(), m.group())
    low = "www" in text or "WWW" in text or "Www" in text
    if low:
        for m in patterns.loose.finditer(text):
            yield _Match(m.start(), m.end(), re.sub(r"[ \t\u3000,，、_\-]+", ".", m.group()))
    yield from _spaced(patterns, text, listed)
    if ".www" in text or ".ptth" in text or "//:" in text:
        yield from _backwards(patterns, text)


def _spaced(patterns: _Patterns, text: str, listed: frozenset[str]) -> Iterator[_Match]:
    """Addresses with blanks between their letters: read without the blanks, and taken only when they begin with www or are listed."""
    if " " not in text and "\u3000" not in text and "\t" not in text and "\n" not in text:
        return
    for m in patterns.spaced.finditer(text):
        squeezed, places = [], []
        for at in range(m.start(), m.end()):
            if text[at] not in " \t\u3000\n":
                squeezed.append("." if text[at] in "。．·" else text[at])
                places.append(at)
        plain = "".join(squeezed)
        for n in patterns.full.finditer(plain):
            host = re.sub(r"^(?:https?://)?", "", n.group()).split("/")[0].lower()
            broken = places[n.end() - 1] - places[n.start()] + 1 > n.end() - n.start()
            known = host in listed or host.removeprefix("www.") in listed
            single = " " in text[places[n.start()] : places[n.end() - 1]] and host.startswith("www.")
            if broken and (known or single or host.startswith("www.")):
                yield _Match(places[n.start()], places[n.end() - 1] + 1, n.group())


def _backwards(patterns: _Patterns, text: str) -> Iterator[_Match]:
    """Addresses typed back to front."""
    for line in re.finditer(r"[A-Za-z0-9.\-:/]{8,200}", text):
        whole = line.group()[::-1]
        for n in patterns.full.finditer(whole):
            if n.group().startswith(("www.", "http")):
                yield _Match(line.end() - n.end(), line.end() - n.start(), n.group())


def _is_name_of_software(said: str) -> bool:
    """ASP.NET, ADO.NET, VB.NET: no addresses."""
    return bool(re.fullmatch(r"(?:ASP|ADO|VB|C#)?\.(?:NET|net|Net)", said))


def _merged(found: list[Address]) -> list[Address]:
    """Overlapping finds as one, the longest kept."""
    out: list[Address] = []
    for each in sorted(found, key=lambda a: (a.start, -a.end)):
        if out and each.start < out[-1].end:
            if each.end - each.start > out[-1].end - out[-1].start:
                out[-1] = each
        else:
            out.append(each)
    return out

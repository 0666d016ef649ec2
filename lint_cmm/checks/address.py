"""Finding web addresses, disguised ones too. What they mean is for the checks to say.

Every repeat is bounded and every pattern refuses to start inside a run of its own characters, so that a hostile text of any
length is read in linear time. Letters and digits are ASCII classes: Han text glued to an address stays out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lint_cmm.checks import codes
from lint_cmm.checks.fold import Folded, fold
from lint_cmm.checks.text import matches, places, windows
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from lint_cmm.data import Data

# Marks that stand for others, one for one, so that offsets stay: the patterns below see lower-case ASCII and Han only.
_PLAIN = {
    **dict.fromkeys("。．｡·•・‧∙⋅﹒․▪●丶⊙点◆◇◦◉🔸🔹", "."),
    **dict.fromkeys("（【〔[{<", "("),
    **dict.fromkeys("）】〕]}>", ")"),
    **dict.fromkeys("\u3000\t", " "),
    "：": ":",
    "／": "/",
    "\\": "/",
}
# A dot between the labels of an address, or what stands for one.
_DOT = r" {0,2}(?:\.|\( ?(?:dot|dian|\.) ?\)| dot | dian |%2e|&#46;) {0,2}"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_TAIL = r"(?::[0-9]{2,5})?(?:[/?#][a-z0-9\-._~:/?#@!$&'*+,;=%]{0,300})?"
# Letters before it, or a mark of an address, make it the rest of one; a single mark behind something else does not (材料_wenmi.com, //wenmi.com).
_BEFORE = r"(?<![a-z0-9@.])(?:(?<![._~/\-])|(?<=[^a-z0-9@._~/\-][_~/\-])|(?<=[^a-z0-9:/]//))"
_SCHEME = r"(?:h[tx]{2}ps?|ftp) {0,2}: {0,2}/{1,2} {0,2}"
# What any address shows: a letter behind a dot or what stands for one, www, a scheme, letters spaced out.
_HINT = re.compile(
    r"[A-Za-z0-9](?:[ \t\u3000]{0,2}(?:[.。．｡·•・‧∙⋅﹒․▪●丶⊙点◆◇◦◉🔸🔹)）\]】,，、_\-]|[(（\[【{<]|%2|&#|dot)[ \t\u3000\n]{0,3}[A-Za-z(（\[【点]"
    r"|[ \t\u3000]{0,2}(?:[(（\[【{<]|%2|&#|dot)[ \t\u3000\n]{0,3}[.4;]"
    r"|(?<=[Ww])[Ww]{2}|(?<=[Tt])[Tt][Pp]|[ \u3000\t\n]{1,3}[A-Za-z]{1,40}[ \u3000\t\n.。])"
)
# In a text with a scheme an address may have figures only.
_SLASHES = ("/", "／", "\\")
_FIGURE = re.compile(r"[A-Za-z0-9][ \t\u3000]{0,2}[.。．｡·•・‧∙⋅﹒․▪●丶⊙点◆◇◦◉🔸🔹)）\]】,，、_\-][ \t\u3000\n]{0,3}[.4;]")
_RUN = re.compile("[a-z0-9]{1,4000}")  # an address begins where such a run does
_GAP = re.compile(r"[a-z0-9.\-:/][ \n]{1,3}[a-z0-9.\-:/]")
_CLOSING = re.compile(r"\.(?<![a-z0-9 ()]\.)")  # a full stop behind Han is no dot of an address
_REST = 4  # characters behind an address that may show it
_REACH = 40  # characters on either side in which Han may belong to an address (www.中文.公司)
_EDGE = re.compile("[\u4e00-\u70b8\u70ba-\u9fff]")  # Han, but 点
# A site's name in Han for its label: 文稿阁.com, 文稿阁点com. It fills the words before it.
_NAMED = re.compile(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,8}(?:(?:(?<![用以是为有叫的了和及或个])[.．·]|点)(?:com|cn|net)|。com)"
    r"(?![A-Za-z0-9@.-]|域名|后缀|结尾|格式|接?口|[串端窗]口)"
)
_NAME = 16  # characters around its ending in which such a name lies, and what is looked at behind it
_NAMED_HINTS = ("com", "cn", "net")
_SOFTWARE = re.compile(r"(?:ASP|ADO|VB|C#)?\.(?:NET|net|Net)|(?:[01]?[0-9]|2[0-4])点[A-Za-z]{2,8}")  # no addresses, nor 8点COM口例检


class Address(NamedTuple):
    """An address at ``[start, end)`` of the text searched; ``host`` in lower case with plain dots, "" when it cannot be read."""

    start: int
    end: int
    host: str


class _Patterns(NamedTuple):
    full: re.Pattern[str]
    loose: re.Pattern[str]
    spaced: re.Pattern[str]


def _patterns(data: Data) -> _Patterns:
    held: _Patterns | None = data.memo.get("address")
    if held is None:
        strong = "|".join(sorted(data.table("addresses")["strong"], key=len, reverse=True))
        domains = f"(?:{strong})"
        full = (
            rf"{_BEFORE}(?:"
            rf"{_SCHEME}(?:{_LABEL}{_DOT}){{1,8}}[a-z0-9]{{1,24}}(?![a-z0-9]){_TAIL}"
            rf"|www{_DOT}(?:{_LABEL}{_DOT}){{1,8}}[a-z]{{2,24}}(?![a-z0-9]){_TAIL}"
            rf"|w\.w\.w{_DOT}(?:{_LABEL}{_DOT}){{1,8}}[a-z]{{1,24}}(?![a-z0-9])"
            rf"|[a-z0-9-]{{4,40}}[,，](?:com|cn|net)(?![a-z0-9@])"
            rf"|www{_DOT}[\u4e00-\u9fff]{{2,10}}[.。](?:{domains}|中国|公司|网络)(?![a-z0-9])"  # _plain makes the dot behind Han a full stop
            rf"|(?:{_LABEL}{_DOT}){{1,8}}{domains}(?![a-z@]|[0-9]{{1,3}}(?![0-9年月日个件项])|[0-9]{{4}}(?![0-9年])|[0-9]{{5}}|-[a-z0-9]|\.[a-z]){_TAIL}"
            rf"|www{_DOT}[a-z0-9-]{{3,63}}(?![a-z0-9])"
            rf")"
        )
        # Dots lost or replaced: www bgzjy cn, www,bgzjy,cn, wwwbgzjycn.
        loose = (
            rf"{_BEFORE}www(?:[ ,，、_\-]{{1,3}}[a-z0-9-]{{2,40}}[ ,，、_\-.]{{1,3}}{domains}(?![a-z0-9])"
            r"|[a-z0-9]{3,40}(?<=com|net|org|.cn|top)(?![a-z0-9]))"
        )
        spaced = r"(?<![a-z0-9.\-:/])[a-z0-9.\-:/]{1,40}(?:[ \n]{1,3}[a-z0-9.\-:/]{1,40}){1,60}"
        held = data.memo["address"] = _Patterns(*(re.compile(p) for p in (full, loose, spaced)))
    return held


def _host(text: str) -> str:
    """The host of an address as written."""
    text = re.sub(rf"^{_SCHEME}", "", text).replace("。", ".")
    return re.split(r"[/?#:]", re.sub(_DOT, ".", text), maxsplit=1)[0].strip(".")


def addresses(
    data: Data, text: str, listed: frozenset[str] = frozenset(), folded: Folded | None = None, letters: list[int] | None = None
) -> list[Address]:
    """All addresses in ``text``, in order, offsets into ``text`` itself. ``listed`` are domains known to be template sites; ``folded`` and
    ``letters``: the text without disguises, and where its letters stand, where they are known."""
    folded = folded or fold(text)
    found: list[Address] = []
    if letters is None:
        letters = codes.finder(folded.text)(codes.LETTERS)
    if not letters:
        return found
    if any(hint in folded.text for hint in _NAMED_HINTS):
        around = windows([(at, at + 1) for at in places(folded.text, _NAMED_HINTS)], _NAME, len(folded.text))
        names = [m for first, last in around for m in _NAMED.finditer(folded.text, first, last)]
        found = [Address(*folded.back(*m.span()), re.sub("[．·点。]", ".", m.group())) for m in names]
    for first, last in _stretches(folded.text, letters):
        written = folded.text[first:last]
        near = folded.text[first : last + _REST]
        if not _HINT.search(near) and not (any(mark in near for mark in _SLASHES) and _FIGURE.search(near)):
            continue
        matched = _matches(data, _plain(written), listed, written)
        found += [Address(*folded.back(first + m.start(), first + m.end()), _host(m.group())) for m in matched]
    return _merged(found)


def _stretches(text: str, letters: list[int]) -> list[tuple[int, int]]:
    """The stretches of ``text`` around its letters in which addresses lie whole: they end at Han characters that belong to none."""
    found: list[tuple[int, int]] = []
    for first, last in windows([(at, at + 1) for at in letters], _REACH, len(text)):
        done = found[-1][1] if found else 0
        while first > done and not _EDGE.match(text, first):
            first -= 1
        edge = _EDGE.search(text, last)
        last = edge.start() if edge else len(text)
        if found and first <= done:
            found[-1] = (found[-1][0], max(done, last))
        else:
            found.append((first, last))
    return found


def _plain(text: str) -> str:
    """``text`` in lower case, marks that stand for others replaced by them, one for one."""
    for mark, to in _PLAIN.items():  # a fifth of the time of translate()
        if mark in text:
            text = text.replace(mark, to)
    low = text.lower()
    return _CLOSING.sub("。", low if len(low) == len(text) else text)


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


def _matches(data: Data, text: str, listed: frozenset[str], written: str) -> Iterator[_Match]:
    patterns = _patterns(data)
    for m in matches(patterns.full, text, [run.start() for run in _RUN.finditer(text)]):
        if not _SOFTWARE.fullmatch(written[m.start() : m.end()]):
            yield _Match(m.start(), m.end(), m.group())
    if "www" in text:
        for m in patterns.loose.finditer(text):
            yield _Match(m.start(), m.end(), re.sub(r"[ ,，、_\-]{1,3}", ".", m.group()))
    if _GAP.search(text):
        yield from _spaced(patterns, text, listed)
    if ".www" in text or ".ptth" in text or "//:" in text:
        yield from _backwards(patterns, text)


def _spaced(patterns: _Patterns, text: str, listed: frozenset[str]) -> Iterator[_Match]:
    """Addresses with blanks between their letters: read without the blanks, and taken only when they begin with www or are listed."""
    for first, last in (lines for m in patterns.spaced.finditer(text) for lines in _lines(patterns, text, *m.span())):
        squeezed, places = [], []
        for at in range(first, last):
            if text[at] not in " \n":
                squeezed.append(text[at])
                places.append(at)
        plain = "".join(squeezed)
        for n in patterns.full.finditer(plain):
            host = re.sub(r"^(?:https?://)?", "", n.group()).split("/")[0]
            broken = places[n.end() - 1] - places[n.start()] + 1 > n.end() - n.start()
            known = host in listed or host.removeprefix("www.") in listed
            if broken and (known or host.startswith("www.")):
                yield _Match(places[n.start()], places[n.end() - 1] + 1, n.group())


def _lines(patterns: _Patterns, text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """A stretch with blanks, cut between two lines where one of them holds an address of its own: that goes on in no other line."""
    begin, whole = first, False
    for line in re.finditer(r"[^\n]{1,4000}", text[first:last]):
        at, squeezed = first + line.start(), line.group().replace(" ", "")
        own = any(n.group().startswith(("www.", "http")) for n in patterns.full.finditer(squeezed))
        if at > begin and (own or whole):
            yield begin, at
            begin = at
        whole = own
    yield begin, last


def _backwards(patterns: _Patterns, text: str) -> Iterator[_Match]:
    """Addresses typed back to front."""
    for line in re.finditer(r"[a-z0-9.\-:/]{8,200}", text):
        whole = line.group()[::-1]
        for n in patterns.full.finditer(whole):
            if n.group().startswith(("www.", "http")):
                yield _Match(line.end() - n.end(), line.end() - n.start(), n.group())


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

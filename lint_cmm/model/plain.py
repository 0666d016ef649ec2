"""Plain runs, read by pattern: most of a Word file are runs that hold one text in one of a few looks.

Every stretch of neighbouring plain runs is replaced by one marker before the markup is parsed, and their w:rPr, each once, are
parsed beside it. What is left is a small tree, and the walker takes a stretch's runs from here instead of from their elements.

Nothing is read otherwise than from the whole markup. A plain run is well-formed by its pattern, but for its text, which the
marker holds, and for its w:rPr, which is parsed as a child of the same root; a marker is as deep as its runs. Where it stands
in anything but an element (a comment, a CDATA section), a marker is missing in the tree. Then, and whenever the smaller
markup is refused, the whole is parsed.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import compress
from operator import ne

from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple
from lint_cmm.model.names import W
from lint_cmm.package.errors import InputRejected
from lint_cmm.package.xml import Element

_NAME = "lint-cmm-plain-runs"  # the markers' name: markup in which it occurs is parsed whole
PLAIN = W + _NAME
_START, _END = f"<w:{_NAME}>", f"</w:{_NAME}>"
# The start of the root. Any other encoding, and any other prefix for Word's namespace, is left to the parser.
_ROOT = re.compile(
    r"""(?:\xef\xbb\xbf)?(?:<\?xml version=["']1\.0["'] encoding=["'](?:UTF|utf)-8["'](?: standalone=["']yes["'])?\?>\s*)?"""
    r"""(<w:document(?: [^<>]*)? xmlns:w="http://schemas\.openxmlformats\.org/wordprocessingml/2006/main"[^<>]*>)"""
)
_DECLARED = re.compile(r"xmlns(:[^\s=]+)?\s*=")
_RUN = re.compile(  # "(?:…|)" takes the matcher less time than "(?:…)?", a set of one sign less than a larger one, "*+" less than "*"
    r'<w:r(?:| w:rsidRPr="\w{8}"| w:rsidR="\w{8}"(?: w:rsidRPr="\w{8}"|))>(?:<w:rPr>((?:<w[^>]+/>|</?w14:[^<>/]*>)*+)</w:rPr>|)'
    r'<w:t(?:>| xml:space="preserve">)(?! )([^<]++)(?<! )</w:t></w:r>'
)
_ODD = ">&\t\r\n"  # signs in a text that the parser is asked about, as the matcher would be slowed down by looking for them
_HINT = re.compile(' w:hint="[A-Za-z]*"')  # which of its typefaces a run means: nothing that is asked

_DENSE = 400  # bytes of markup for each run: in a sparser text plain runs cannot be most of it
_MOST_LEFT = 0.7  # of the markup that may be left for the second parse to pay

Runs = list[tuple[str, Element | None]]  # text and w:rPr of each; neighbours that say the same of their look are one


class _Small(NamedTuple):
    """Markup with markers, the looks under a root of their own, and for every marker its runs: text, and number of the look or -1."""

    markup: bytes
    looks: bytes
    stretches: list[list[tuple[str, int]]]


def read_plain(data: bytes, parse: Callable[[bytes], Element]) -> tuple[Element, dict[Element, Runs]] | None:
    """The root of a main part with markers for plain runs, and the runs of each marker; None where the whole must be parsed."""
    try:
        small = _small(data)
        if small is None:
            return None
        root, looks = parse(small.markup), [*parse(small.looks), None]
    except (InputRejected, UnicodeDecodeError):
        return None
    markers = list(root.iter(PLAIN))
    if len(markers) != len(small.stretches):
        return None
    return root, {m: [(text, looks[i]) for text, i in runs] for m, runs in zip(markers, small.stretches, strict=True)}


def _small(data: bytes) -> _Small | None:
    if data.count(b"</w:t></w:r>") * _DENSE < len(data):
        return None
    markup = data.decode("latin-1")  # a character for each byte: only texts need to be told from UTF-8
    root = _ROOT.match(markup)
    if root is None or _NAME in markup:
        return None
    pieces = _RUN.split(markup)
    if sum(map(len, pieces[::3])) > _MOST_LEFT * len(markup):
        return None
    befores, given, texts = pieces[:-1:3], pieces[1::3], pieces[2::3]
    whole = "".join(texts)
    if any(sign in whole for sign in _ODD):
        return None
    looks = [look for look in dict.fromkeys(given) if look is not None]
    alike: dict[str, int] = {}
    numbers: dict[str | None, int] = {look: alike.setdefault(_HINT.sub("", look), i) for i, look in enumerate(looks)}
    numbers[None] = -1
    said = [numbers[look] for look in given]
    # A marker is as deep as any of the looks may be, its text's depth and theirs included.
    deep = 2 + max([look.count("</") for look in looks], default=0)
    close = "<w:x>" * deep + "</w:x>" * deep + _END
    changes = map(ne, said[1:], said)
    turns = sorted({*compress(range(len(said)), befores), *compress(range(1, len(said)), changes)})
    stretches: list[list[tuple[str, int]]] = []
    out: list[str] = []
    for start, end in zip(turns, [*turns[1:], len(texts)], strict=False):
        if befores[start]:
            out += (close if stretches else "", befores[start], _START)
            stretches.append([])
        text = "".join(texts[start:end])
        out.append(text)
        stretches[-1].append((text.encode("latin-1").decode(), said[start]))
    out += (close if stretches else "", pieces[-1])
    own = "".join([f"<w:rPr>{look}</w:rPr>" for look in looks])
    small, declared = "".join(out), {"", *_DECLARED.findall(root[1])}
    # A prefix that means something else below would mean another thing in a look that is parsed under the root.
    if not (declared.isdisjoint(_DECLARED.findall(small, root.end())) and declared.isdisjoint(_DECLARED.findall(own))):
        return None
    return _Small(small.encode("latin-1"), f"{root[1]}{own}</w:document>".encode("latin-1"), stretches)

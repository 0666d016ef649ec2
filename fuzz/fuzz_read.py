"""Coverage-guided fuzzing of the door and the reader: whatever the bytes are, a document or one InputRejected.

    pip install -e ".[fuzz]"
    python fuzz/fuzz_read.py --corpus=DIR -runs=1000000 -max_len=65536

``--corpus=DIR`` is filled with the seeds of :mod:`packages`; every other option is libFuzzer's. Half of the mutations
change bytes (with ``docx.dict``), half change the tree of one part: elements deleted, doubled, moved, nested, renamed,
attributes given odd values. What is read is also checked for what the model promises: spans within their paragraphs.
"""

from __future__ import annotations

import random
import sys
from copy import deepcopy
from pathlib import Path

import atheris

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent)]

with atheris.instrument_imports(include=["lint_cmm"]):
    from lint_cmm.model.read import read
    from lint_cmm.package.errors import InputRejected
    from lint_cmm.package.limits import DEFAULT

import packages  # noqa: E402 - after the path is set, and what is instrumented
from lxml import etree  # noqa: E402

LIMITS = DEFAULT._replace(paragraphs=2000, cells=2000, xml_nodes=100_000, part_size=1 << 20)
VALUES = (
    "",
    "0",
    "1",
    "-1",
    "2000000000",
    "9" * 30,
    "1e9999",
    "nan",
    "二",
    "none",
    "auto",
    "\u202e",
    "%1%2%9",
    "begin",
    "separate",
    "end",
    "restart",
    "a",
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TAGS = (
    "p",
    "r",
    "t",
    "tab",
    "br",
    "sdt",
    "sdtContent",
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "hyperlink",
    "fldSimple",
    "fldChar",
    "instrText",
    "tbl",
    "tr",
    "tc",
    "txbxContent",
    "pict",
    "smartTag",
    "ruby",
)


def test_one_input(data: bytes) -> None:
    """One execution. Raises whatever the reader should not have let out."""
    try:
        document = read(packages.file_of(data), LIMITS)
    except InputRejected:
        return
    for part, story in document.stories.items():
        length = [len(p.text) for p in story.paragraphs]
        for i, paragraph in enumerate(story.paragraphs, start=1):
            assert (paragraph.part, paragraph.index) == (part, i)
            assert all(0 <= piece.start <= length[i - 1] for piece in paragraph.pieces)
        story.text.encode("utf-8", "strict")
        for thing in (*document.links, *document.revisions, *document.comments):
            span = thing.span
            if span is not None and span.part == part:
                assert 0 <= span.start <= span.end <= length[span.paragraph - 1]


def mutate(data: bytes, most: int, seed: int) -> bytes:
    """libFuzzer's own mutation, or one of the tree of a part."""
    chance = random.Random(seed)
    if data[:1] != b"P" or chance.random() < 0.5:
        return bytes(atheris.Mutate(data, most))
    parts = data[1:].split(b"\xff")
    i = 0 if chance.random() < 0.6 else chance.randrange(len(parts))
    try:
        root = etree.fromstring(parts[i], etree.XMLParser(resolve_entities=False, recover=True))
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        return bytes(atheris.Mutate(data, most))
    try:
        for _ in range(chance.randint(1, 4)):
            _change(root, chance)
        parts[i] = etree.tostring(root, encoding="utf-8").replace(b"\xff", b"")
    except (etree.LxmlError, ValueError):
        return bytes(atheris.Mutate(data, most))
    mutated = data[:1] + b"\xff".join(parts)
    return mutated if len(mutated) <= most else bytes(atheris.Mutate(data, most))


def _change(root: etree._Element, chance: random.Random) -> None:
    nodes = [n for n in root.iter() if isinstance(n.tag, str)]
    node, other = chance.choice(nodes), chance.choice(nodes)
    parent = node.getparent()
    kind = chance.randrange(8)
    if kind == 0 and parent is not None:
        parent.remove(node)
    elif kind in (1, 2) and parent is not None and node is not other and node not in other.iterancestors():
        other.insert(chance.randint(0, len(other)), deepcopy(node) if kind == 1 else node)
    elif kind == 3 and parent is not None:
        wrapper = etree.Element(_W + chance.choice(_TAGS))
        parent.replace(node, wrapper)
        wrapper.append(node)
    elif kind == 4:
        node.tag = chance.choice((_W + chance.choice(_TAGS), other.tag))
    elif kind == 5:
        node.text = chance.choice(("", "甲", "\t\n", "PAGE", 'HYPERLINK "x"', "\u200b", other.text or ""))
    elif node.attrib and kind == 6:
        node.set(chance.choice(list(node.attrib)), chance.choice(VALUES))
    elif other.attrib:
        name = chance.choice(list(other.attrib))
        node.set(name, other.get(name))


def main() -> None:
    """Fill the corpus and hand over to libFuzzer."""
    folders = [a.partition("=")[2] for a in sys.argv if a.startswith("--corpus=")]
    arguments = [a for a in sys.argv if not a.startswith("--corpus=")]
    for folder in folders:
        print(f"{packages.write_seeds(Path(folder))} seeds in {folder}", file=sys.stderr)
    words = f"-dict={Path(__file__).resolve().parent / 'docx.dict'}"
    atheris.Setup([*arguments, words, *folders], test_one_input, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

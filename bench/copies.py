"""Who copied whom in a small intake by a stranger's hand: `python bench/copies.py [FOLDER]`, by default the texts of `bench/copies`.

Thirty-two submissions for one meeting, most of them independent; among them copies as people make them (names exchanged, sentences reworded,
one paragraph taken, cut up, put elsewhere) and what only looks like it (the same regulation quoted, the same slogans, duties and denials).
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from lint_cmm.batch.similarity.judge import Relation, compare, listed
from lint_cmm.batch.worker import Common, frame_of
from lint_cmm.engine import Checker
from lint_cmm.notation import to_document

FOLDER = Path(__file__).resolve().parent / "copies"


class Pair(NamedTuple):
    """What is known of two submissions: how the one came from the other, or what only looks like it."""

    a: str
    b: str
    kind: str
    copied: bool
    must: bool


def pairs(folder: Path = FOLDER) -> list[Pair]:
    """The pairs of which something is known."""
    return [Pair(**pair) for pair in tomllib.loads((folder / "truth.toml").read_text(encoding="utf-8"))["pair"]]


def relations(folder: Path = FOLDER) -> dict[tuple[str, str], Relation]:
    """What the comparison reports, by the names of both."""
    checker = Checker()
    common = Common(checker.book)
    names, texts, frames = [], [], []
    for path in sorted(folder.glob("*.txt")):
        result = checker.check_document(path.stem, to_document(path.read_text(encoding="utf-8")), keep_document=True)
        assert result.document is not None
        text = "\n".join(p.text for p in result.document.body.paragraphs)
        names.append(path.stem)
        texts.append(text)
        frames.append(frame_of(text, result, common))
    return {(names[r.a], names[r.b]): r for r in compare(listed(texts, frames))}


def main() -> None:
    """Print every known pair with what was found, then what was found besides."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    found, known = relations(folder), pairs(folder)
    for pair in known:
        relation = found.pop((pair.a, pair.b), None) or found.pop((pair.b, pair.a), None)
        said = f"{relation.share_a:.2f} {relation.share_b:.2f}" if relation else "–"
        print(f"{'copied' if pair.copied else 'alike'}\t{'must' if pair.must else ''}\t{pair.kind}\t{said}")
    for a, b in found:
        print(f"unrelated\t\t{a} {b}")


if __name__ == "__main__":
    main()

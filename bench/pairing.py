"""Precision and recall of unanswered problem aspects (P201) against the threshold.

    python bench/pairing.py [--sets seeds,dev,tune] [--held] [--segment pairs|jieba] [--out FILE.tsv]

Sets: ``seeds`` and ``dev`` of the shared corpus, ``tune`` and ``held`` beside this file, ``pairs`` of the tests, and ``cut``: every
answered aspect of ``dev`` whose measures answer nothing else, once more without them (so the truth is known). The held set
is opened only with --held. The truth are the labels with code P201: must = true is unanswered, must = false is not counted,
an aspect without label is answered. --segment jieba replaces character pairs by jieba's words (needs jieba).
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from lint_cmm.data import Data  # noqa: E402
from lint_cmm.notation import to_document  # noqa: E402
from lint_cmm.outline.build import build  # noqa: E402
from lint_cmm.outline.pairing import align  # noqa: E402
from lint_cmm.outline.pairing import units as align_units  # noqa: E402
from lint_cmm.outline.types import Alignment, Item, Outline  # noqa: E402
from lint_cmm.rulebook.source import load  # noqa: E402

SHARED = HERE.parent.parent / "shared" / "corpus"
FOLDERS = sorted(f for place in ("corpus", "short") for f in (HERE / place).iterdir() if f.is_dir())
SETS = {"seeds": SHARED / "seeds", "dev": SHARED / "dev"} | {f.name: f for f in FOLDERS}
PAIRS = HERE.parent / "tests" / "outline" / "pairing" / "pairs.toml"
TITLE = 10  # characters of a label's quote that must agree with the aspect's heading


class Aspect(NamedTuple):
    """One judged aspect: its best score, less the document's own threshold, and whether it is unanswered in truth."""

    document: str
    title: str
    score: float
    unanswered: bool


def truth(item: Item, labels: list[dict[str, object]]) -> bool | None:
    """Whether the labels call the aspect unanswered; None when they leave it open."""
    for label in labels:
        quote = str(label.get("quote", ""))
        words = quote[quote.find("）") + 1 :] if quote.startswith("（") else quote
        if words and (words[:TITLE] in item.title or (len(item.title) >= 4 and item.title[:TITLE] in words)):
            codes = label["codes"]
            if isinstance(codes, list) and set(codes) & {"P208", "S109"}:
                return None
            return True if label.get("must", True) else None
    return False


def margin(pair: Alignment, threshold: float) -> float:
    """The aspect's score, put on the scale where ``threshold`` parts answered and not, whatever the document's own threshold."""
    if pair.answers:
        return max(pair.best, threshold)
    return min(pair.best, threshold - 0.001)


def documents(name: str) -> Iterator[tuple[str, Outline, list[dict[str, object]]]]:
    """The outlines of a set with their labels of P201, P208 and S109."""
    for labels in sorted(SETS[name].glob("*.toml")):
        source = labels.with_suffix(".txt")
        if source.exists():
            spec = tomllib.loads(labels.read_text(encoding="utf-8"))
            wanted = [e for e in spec.get("expect", []) if set(e["codes"]) & {"P201", "P208", "S109"}]
            silent = any(set(e["codes"]) & {"S111"} for e in spec.get("expect", []))
            if not silent:
                yield labels.stem, build(to_document(source.read_text(encoding="utf-8")), data()), wanted


def data() -> Data:
    """The built-in word lists."""
    if not _held:
        _held.append(load().data)
    return _held[0]


_held: list[Data] = []


def judged(name: str) -> list[Aspect]:
    """All aspects of a set that the labels decide on."""
    found: list[Aspect] = []
    threshold = float(data().table("themes")["options"]["answer-threshold"])
    if name == "pairs":
        for case in tomllib.loads(PAIRS.read_text(encoding="utf-8"))["case"]:
            pairs = align(outline_of(case), data())
            found += [Aspect(case["name"], p.problem.title, margin(p, threshold), i in case["unanswered"]) for i, p in enumerate(pairs, 1)]
        return found
    if name == "cut":
        return cut(threshold)
    for stem, outline, labels in documents(name):
        if not outline.items("measures"):
            continue
        for pair in align(outline, data()):
            known = truth(pair.problem, labels)
            if known is not None:
                found.append(Aspect(stem, pair.problem.title, margin(pair, threshold), known))
    return found


def outline_of(case: dict[str, str]) -> Outline:
    """A case of ``tests/outline/pairing/pairs.toml`` as a small material."""
    text = f"#title 个人对照检查材料\n一、存在的主要问题\n{case['problems'].strip()}\n二、努力方向和整改措施\n{case['measures'].strip()}\n"
    return build(to_document(text), data())


def cut(threshold: float) -> list[Aspect]:
    """Documents of ``dev`` with one measure taken out for every aspect that it alone answers and that answers it alone."""
    found = []
    for stem, outline, labels in documents("dev"):
        problems, measures = outline.items("problems"), tuple(m for m in outline.items("measures") if not m.in_table)
        if len(problems) != len(measures) or any(truth(p, labels) is not False for p in problems):
            continue  # only documents that answer aspect i with measure i, as a look at them shows
        for gone in range(len(measures)):
            rest = tuple(m for i, m in enumerate(measures) if i != gone)
            sections = tuple(s._replace(items=rest) if s.role == "measures" else s for s in outline.sections if s.role != "closing")
            pairs = align(outline._replace(sections=sections), data())
            found += [Aspect(stem, p.problem.title, margin(p, threshold), i == gone) for i, p in enumerate(pairs)]
    return found


def table(aspects: list[Aspect]) -> list[tuple[float, int, int, int]]:
    """For every threshold: threshold, unanswered found, missed, answered called unanswered."""
    rows = []
    for step in range(10, 75, 4):
        at = step / 100
        right = sum(a.unanswered and a.score < at for a in aspects)
        missed = sum(a.unanswered and a.score >= at for a in aspects)
        alarms = sum(not a.unanswered and a.score < at for a in aspects)
        rows.append((at, right, missed, alarms))
    return rows


def with_jieba() -> None:
    """Use jieba's words (its default dictionary) where the program uses character pairs."""
    import jieba

    def words(texts: align_units.Texts, _wanted: object, _known: object) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, text in enumerate(texts.units):
            for word in {w for w in jieba.cut(text) if len(w) > 1}:
                found.setdefault(word, []).append(number)
        return found

    align_units.Texts.words = words  # type: ignore[method-assign,assignment]


def main() -> int:
    """Print one table a set, and write them all when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", default="seeds,dev,tune,pairs,cut")
    parser.add_argument("--held", action="store_true", help="score the held-out set as well")
    parser.add_argument("--segment", choices=("pairs", "jieba"), default="pairs")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--verbose", action="store_true", help="list every aspect that is judged wrongly")
    args = parser.parse_args()
    if args.segment == "jieba":
        with_jieba()
    chosen = float(data().table("themes")["options"]["answer-threshold"])
    lines = ["set\tthreshold\tprecision\trecall\tf1\tfound\tmissed\talarms"]
    for name in [*args.sets.split(","), *(["held"] if args.held else [])]:
        if name in SETS and not SETS[name].is_dir():
            print(f"{name}: not here")
            continue
        aspects = judged(name)
        print(f"{name}: {sum(a.unanswered for a in aspects)} unanswered, {sum(not a.unanswered for a in aspects)} answered aspects")
        for at, right, missed, alarms in table(aspects):
            precision = right / (right + alarms) if right + alarms else 1.0
            recall = right / (right + missed) if right + missed else 1.0
            f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
            mark = "  <" if at <= chosen < at + 0.04 else ""
            print(f"  {at:.2f}  precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  alarms {alarms}{mark}")
            lines.append(f"{name}\t{at:.2f}\t{precision:.3f}\t{recall:.3f}\t{f1:.3f}\t{right}\t{missed}\t{alarms}")
        for a in aspects if args.verbose else ():
            if a.unanswered != (a.score < chosen):
                print(f"    {'MISS' if a.unanswered else 'ALARM'} {a.score:.2f} {a.document} {a.title}")
    if args.out:
        args.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

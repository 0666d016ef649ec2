"""What other ways to write the same document down do to its findings.

    python bench/restyled.py [--styles N] [--seed N] [--verbose]

The labelled documents are written once more with indents, blank lines and soft breaks, which must change nothing, and, where problems and
measures are plain lists, with other numbers: sections 一、 1. （一） 【】 or none, aspects with or without numbers, in lines of their own or
not, points 一是 1. （1） ① or plain. Printed for each way: how many documents were looked at, how many got other findings of the
families S and P, and which codes came (+) or went (-). Points without numbers are none, so that their P202 goes.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pairing import SETS, data

from lint_cmm.engine import Checker
from lint_cmm.notation import to_document
from lint_cmm.outline.build import build
from lint_cmm.outline.types import Item

NUMERALS = "一二三四五六七八九十"
# Of lengths, levels of numbers, and what is written in other words by another number.
LEFT_OUT = {"S105", "S110", "S114", "S115", "S116", "P203", "P204", "P205", "P207"}
SLIPS = {"S103", "S104", "S107", "S108", "S111", "S112"}  # documents with these have numbers that are wrong
NUMBERS: dict[str, tuple[Callable[[int], str], int]] = {  # what is written, and its level
    "一、": (lambda k: f"{_han(k)}、", 1),
    "一．": (lambda k: f"{_han(k)}．", 1),
    "第一部分": (lambda k: f"第{_han(k)}部分 ", 1),
    "#h1": (lambda k: "#h1 ", 1),
    "bare": (lambda k: "", 1),
    "（一）": (lambda k: f"（{_han(k)}）", 2),
    "(一)": (lambda k: f"({_han(k)})", 2),
    "#h2": (lambda k: "#h2 ", 2),
    "none": (lambda k: "", 2),
    "1.": (lambda k: f"{k}.", 3),
    "1、": (lambda k: f"{k}、", 3),
    "（1）": (lambda k: f"（{k}）", 4),
    "①": (lambda k: chr(0x245F + k), 4),
    "一是": (lambda k: f"{_han(k)}是", 5),
    "第一，": (lambda k: f"第{_han(k)}，", 5),
    "plain": (lambda k: "", 6),
}
SECTIONS = ("一、", "一．", "第一部分", "#h1", "bare", "（一）", "1.", "1、")
ASPECTS = ("（一）", "(一)", "#h2", "none", "1.", "1、", "（1）", "①", "第一，")
POINTS = ("1.", "（1）", "①", "一是", "第一，", "plain")
MEASURES = ("（一）", "(一)", "none", "1.", "1、", "（1）", "①", "一是", "第一，")
INDENTS = {"two wide blanks": "　　", "four blanks": "    ", "tab": "⇥"}
_NUMBER = re.compile(
    r"^(?:第[一二三四五六七八九十]部分|[（(][一二三四五六七八九十0-9]{1,2}[）)]|[一二三四五六七八九十]{1,2}[、．是]|[0-9]{1,2}[、.](?![0-9](?!0[0-9]{2}年))|[①-⑳]|第[一二三四五六七八九十]，)?\s*"
)


class Listed(NamedTuple):
    """An aspect, cause or measure: its heading, and its points or paragraphs."""

    title: str
    points: list[str]


Part = tuple[str, str, list[Listed], list[str]]  # role, title, what is listed, other lines


def _han(k: int) -> str:
    return NUMERALS[k - 1] if k <= len(NUMERALS) else f"十{NUMERALS[k - 11]}"


def sources() -> Iterator[tuple[str, str, set[str]]]:
    """Name, text and labelled codes of all labelled documents."""
    for folder in SETS.values():
        for labels in sorted(folder.glob("*.toml")):
            if labels.with_suffix(".txt").exists():
                expect = tomllib.loads(labels.read_text(encoding="utf-8")).get("expect", [])
                yield (
                    f"{folder.name}/{labels.stem}",
                    labels.with_suffix(".txt").read_text(encoding="utf-8"),
                    {c for e in expect for c in e["codes"]},
                )


def findings(checker: Checker, text: str, families: str) -> set[tuple[str, str]]:
    """The findings of ``families``: code, and the words that they stand on without their number."""
    found = checker.check_document("x", to_document(text)).findings
    return {
        (f.code, re.split("[。：:，】\n]", _NUMBER.sub("", f.quote.strip("【 　\t")))[0].strip()[:12])
        for f in found
        if f.code[0] in families
    }


def dressed(text: str) -> Iterator[tuple[str, str]]:
    """The text with blanks and breaks that mean nothing."""
    lines = text.split("\n")
    for name, blanks in INDENTS.items():
        yield name, "\n".join([blanks + line if line and line[0] != "#" else line for line in lines])
    yield "blank lines", re.sub(r"\n(?!#table|#comment|#footnote)", "\n\n", text)
    yield "blanks behind", "\n".join([f"{line}　" if line and line[0] != "#" else line for line in lines])


def parts(text: str) -> list[Part]:
    """The document by its sections; [] where they are not plain lists of numbered items."""
    document = to_document(text)
    outline = build(document, data())
    found: list[Part] = []
    for section in outline.sections:
        items = [_listed(item) for item in section.items] if section.role in ("problems", "causes", "measures") else []
        whole = [item for item in items if item]
        if section.shares or len(whole) < len(items) or (section.role in ("problems", "measures") and not items):
            return []
        found.append((section.role, section.title, whole, [] if items else section.text.split("\n")))
    plain = bool(outline.title) and not any(p.cell for p in document.body.paragraphs)
    return found if plain and {"problems", "measures"} <= {part[0] for part in found} else []


def _listed(item: Item) -> Listed | None:
    body = item.text.removeprefix(item.number).strip()
    if item.cells or not item.mark or item.mark.level > 4 or not 2 <= len(item.title) <= 60 or not body.startswith(item.title):
        return None
    rest = body[len(item.title) :].lstrip("。：: \n　")
    if not item.children:
        return Listed(item.title, [line for line in rest.split("\n") if line.strip()])
    if any(not child.mark or child.mark.level < 5 for child in item.children) or not rest.startswith(item.children[0].number):
        return None
    return Listed(item.title, [child.text.removeprefix(child.number).lstrip("，,：: ").replace("\n", "") for child in item.children])


def written(title: str, found: list[Part], style: dict[str, str], apart: bool) -> str:
    """The document in this style; ``apart``: headings of aspects stand in lines of their own."""
    lines, number = [f"#title {title}"], 0
    for role, heading, items, rest in found:
        if role not in ("opening", "closing"):
            number += 1
            lines.append(NUMBERS[style["section"]][0](number) + heading)
        lines += [f"#right {line}" if role in ("opening", "closing") and len(line) < 20 else line for line in rest if line.strip()]
        for k, item in enumerate(items, 1):
            first = NUMBERS[style["measure" if role == "measures" else "aspect"]][0](k) + item.title
            if role != "problems":
                lines.append(f"{first}。{''.join(item.points)}")
                continue
            points = [NUMBERS[style["point"]][0](j) + point if len(item.points) > 1 else point for j, point in enumerate(item.points, 1)]
            lines += [first, *points] if apart else [f"{first}。", *points]
    return "\n".join(lines)


def styles(chance: random.Random, many: int) -> Iterator[tuple[dict[str, str], bool]]:
    """Styles whose levels go down from sections to points."""
    while many:
        style = {
            key: chance.choice(among)
            for key, among in (("section", SECTIONS), ("aspect", ASPECTS), ("point", POINTS), ("measure", MEASURES))
        }
        levels = {key: NUMBERS[name][1] for key, name in style.items()}
        if levels["section"] < levels["aspect"] < levels["point"] and levels["section"] < levels["measure"]:
            many -= 1
            yield style, style["aspect"] in ("#h2", "none") or chance.random() < 0.5


def main() -> int:
    """Print one line a way of writing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--styles", type=int, default=6, help="styles tried on each document")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verbose", action="store_true", help="list every finding that came or went")
    args = parser.parse_args()
    chance, checker = random.Random(args.seed), Checker()
    seen: Counter[str] = Counter()
    other: Counter[str] = Counter()
    codes: dict[str, Counter[str]] = {}
    told: list[str] = []

    def compare(name: str, ways: list[str], before: set[tuple[str, str]], after: set[tuple[str, str]]) -> None:
        changes = [f"+{code} {words}" for code, words in after - before] + [f"-{code} {words}" for code, words in before - after]
        for way in ways:
            seen[way] += 1
            other[way] += bool(changes)
            codes.setdefault(way, Counter()).update([change.split(" ")[0] for change in changes])
        told.extend([f"{name}\t{' '.join(ways)}\t{change}" for change in changes])

    for name, text, labelled in sources():
        base = findings(checker, text, "SPDBH")
        for way, changed in dressed(text):
            compare(name, [way], base, findings(checker, changed, "SPDBH"))
        found = [] if labelled & SLIPS else parts(text)
        title = build(to_document(text), data()).title_text
        first = {"section": "一、", "aspect": "（一）", "point": "一是", "measure": "（一）"}
        base = {one for one in findings(checker, written(title, found, first, True), "SP") if one[0] not in LEFT_OUT} if found else set()
        for style, apart in styles(chance, args.styles) if found else ():
            after = {one for one in findings(checker, written(title, found, style, apart), "SP") if one[0] not in LEFT_OUT}
            compare(name, [f"{key} {value}" for key, value in style.items()] + ["apart" if apart else "run in"], base, after)
    for way in sorted(seen):
        print(f"{way:24} {seen[way]:5} documents {other[way]:4} otherwise  {dict(codes[way].most_common(8)) or ''}")
    if args.verbose:
        print("\n".join(told))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

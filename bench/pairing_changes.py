"""What small changes to a document do to its unanswered aspects (P201).

    python bench/pairing_changes.py [--verbose]

Changes that leave every answer in the document (a measure inserted, doubled, moved, numbered otherwise …) must not create a P201; an
aspect whose only measure is taken away must get one. Looked at are the aspects of all labelled sets that have an answer before the change,
in labels and by the program. Printed for each change: how many aspects were looked at, and how many went wrong.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pairing import SETS, data, truth

from lint_cmm.notation import to_document
from lint_cmm.outline.build import build
from lint_cmm.outline.pairing import align
from lint_cmm.outline.pairing.items import references
from lint_cmm.outline.pairing.ways import thesaurus
from lint_cmm.outline.types import Item, Outline

# Measures that answer no aspect of the labelled sets: with figures, of ordinary business, vague.
EXTRAS = (
    "办好职工运动会。10月底前组织1次职工运动会，设跳绳、拔河等5个项目，每人至少参加1项。",
    "抓好机关节能。下班前由值班人员关灯断电，每月抄表1次，全年用电量下降5%。",
    "做好义务植树。3月12日前后在河滩种树300棵，由工会认养管护，成活率年底统计1次。",
    "怕担责任的毛病逐步改，各项工作统筹推进、常抓不懈。",
)
CLOSINGS = (
    "今后，我将以这次会议为新的起点，正视不足，立行立改，以实际行动回报组织的关心。",
    "对以上措施，我将逐项抓好落实，请同志们监督。",
)
MEASURES = ("努力方向和改进措施", "下一步整改措施", "今后努力方向及整改措施", "改进措施")
PROBLEMS = ("存在的主要问题", "查摆的突出问题", "对照检查存在的问题")
STYLES: dict[str, Callable[[int], str]] = {
    "1.": lambda k: f"{k}.",
    "第一，": lambda k: f"第{'一二三四五六七八九十'[k - 1]}，",
    "（一）": lambda k: f"（{'一二三四五六七八九十'[k - 1]}）",
    "none": lambda k: "",
}


class Case(NamedTuple):
    """A document: its source, its outline, and the aspects (by heading title) that are answered in truth."""

    name: str
    source: str
    outline: Outline
    answered: frozenset[str]


def cases() -> Iterator[Case]:
    """All labelled documents with answered aspects."""
    folders = [*SETS.values(), Path(__file__).resolve().parent.parent / "fixtures"]
    for folder in folders:
        for labels in sorted(folder.glob("*.toml")):
            text = labels.with_suffix(".txt")
            if not text.exists():
                continue
            spec = tomllib.loads(labels.read_text(encoding="utf-8"))
            if folder.name == "fixtures" and not spec.get("clean"):
                continue
            wanted = [e for e in spec.get("expect", []) if set(e["codes"]) & {"P201", "P204", "P208", "S109", "S111"}]
            if any("S111" in e["codes"] for e in wanted):
                continue
            source = text.read_text(encoding="utf-8")
            outline = build(to_document(source), data())
            labelled = [e for e in wanted if set(e["codes"]) & {"P201", "P208", "S109"}]
            good = [p.problem.title for p in align(outline, data()) if p.answers and truth(p.problem, labelled) is False]
            if good and outline.items("measures") and len(set(good)) == len(good):
                yield Case(f"{folder.name}/{labels.stem}", source, outline, frozenset(good))


def alone(outline: Outline) -> int:
    """Which section holds all measures and nothing else, or -1."""
    found = [k for k, s in enumerate(outline.sections) if s.role == "measures" or "measures" in s.roles]
    return found[0] if len(found) == 1 and not outline.sections[found[0]].shares and outline.sections[found[0]].items else -1


def put(outline: Outline, items: list[Item], role: str = "measures") -> Outline:
    """The outline with other items in its only section of ``role``."""
    at = next(k for k, s in enumerate(outline.sections) if s.role == role)
    sections = list(outline.sections)
    sections[at] = sections[at]._replace(items=tuple(items))
    return outline._replace(sections=tuple(sections))


def kept(case: Case) -> Iterator[tuple[str, Outline]]:
    """Changes after which every answer is still there."""
    at = alone(case.outline)
    if at >= 0:
        yield from _items(case, list(case.outline.sections[at].items))
        yield from _lines(case)
    problems = [s for s in case.outline.sections if "problems" in s.roles or s.role == "problems"]
    if len(problems) == 1 and not problems[0].shares and at >= 0:
        own = list(problems[0].items)
        if not any(references(m.text) for m in case.outline.items("measures")):
            for k in range(len(own) - 1):
                yield "aspects swapped", put(case.outline, own[:k] + [own[k + 1], own[k]] + own[k + 2 :], "problems")
            yield "aspects reversed", put(case.outline, own[::-1], "problems")


def _items(case: Case, own: list[Item]) -> Iterator[tuple[str, Outline]]:
    for place in range(len(own) + 1):
        like = own[min(place, len(own) - 1)]
        for text in EXTRAS:
            one = like._replace(title=text.split("。")[0], text=text, cells=_row(like, text), children=())
            kind = "inserted, vague" if text is EXTRAS[-1] else "inserted"
            yield kind + ", row" * bool(like.cells), put(case.outline, own[:place] + [one] + own[place:])
    for k, one in enumerate(own):
        yield "doubled", put(case.outline, own[: k + 1] + [one._replace()] + own[k + 1 :])
        yield "doubled at the end", put(case.outline, [*own, one._replace()])
        turned = _turned(one)
        if turned != one and not one.children:
            yield "sentences turned", put(case.outline, own[:k] + [turned] + own[k + 1 :])
    for k in range(len(own) - 1):
        yield "swapped", put(case.outline, own[:k] + [own[k + 1], own[k]] + own[k + 2 :])
    if len(own) > 1:
        yield "reversed", put(case.outline, own[::-1])


def _row(like: Item, text: str) -> tuple[tuple[str, str], ...]:
    """The cells of a row like this one with nothing but a measure."""
    columns = [name for name, _ in like.cells]
    at = next((k for k, name in enumerate(columns) if re.search("措施|举措|打算|怎么改|如何改", name)), len(columns) - 1)
    return ((columns[at], text),) if columns else ()


def _turned(item: Item) -> Item:
    first, *rest = re.findall("[^。；]+[。；]?", item.text)
    return item._replace(text=first + "".join(rest[::-1])) if len(rest) > 1 else item


def _lines(case: Case) -> Iterator[tuple[str, Outline]]:
    """Changes to the source."""
    document = to_document(case.source)
    lines = [line for line in case.source.split("\n") if not line.startswith("#comment ")]
    where: dict[int, int] = {}
    at = 0
    for paragraph in document.body.paragraphs:
        begin = paragraph.text[:20]
        found = next((k for k in range(at, len(lines)) if begin and begin in lines[k] and paragraph.cell is None), -1)
        if found >= 0:
            where[paragraph.index], at = found, found + 1
    section = case.outline.sections[alone(case.outline)]
    own = [item for item in section.items if item.mark and not item.mark.automatic and item.heading.paragraph in where]
    starts = [where[item.heading.paragraph] for item in own]
    texts = [lines[at] for at in starts]
    if (
        own
        and len(own) == len(section.items)
        and len(set(starts)) == len(starts)
        and all(t.startswith(i.mark.text) for t, i in zip(texts, own, strict=True) if i.mark)
    ):
        if len(own) <= 10 and not any(i.children for i in own):
            for name, style in STYLES.items():
                changed = lines.copy()
                for k, (at, item) in enumerate(zip(starts, own, strict=True), 1):
                    changed[at] = style(k) + lines[at][len(item.mark.text if item.mark else "") :]
                yield f"numbered {name}", read(changed)
        for k in range(len(own) - 1):
            if starts[k + 1] == starts[k] + 1 and all(i.heading.paragraph == i.body[-1].paragraph for i in own[k : k + 2] if i.body):
                yield "two in one paragraph", read(lines[: starts[k]] + [lines[starts[k]] + lines[starts[k + 1]]] + lines[starts[k] + 2 :])
    if section.heading and section.heading.paragraph in where:
        yield from _titled("title of measures", MEASURES, lines, where[section.heading.paragraph], section.title)
    problems = [s for s in case.outline.sections if s.role == "problems"]
    if len(problems) == 1 and problems[0].roles == ("problems",) and problems[0].heading and problems[0].heading.paragraph in where:
        yield from _titled("title of problems", PROBLEMS, lines, where[problems[0].heading.paragraph], problems[0].title)
    closing = case.outline.of("closing")
    if closing and closing[0].first in where and case.outline.sections[-2] is section:
        last = where[closing[0].first]
        for promise in CLOSINGS:
            yield "closing promise", read(lines[:last] + [promise] + lines[last:])


def _titled(name: str, titles: tuple[str, ...], lines: list[str], at: int, title: str) -> Iterator[tuple[str, Outline]]:
    if title and lines[at].rstrip().endswith(title):
        for other in titles:
            yield name, read(lines[:at] + [lines[at].replace(title, other)] + lines[at + 1 :])


def read(lines: list[str]) -> Outline:
    """The outline of a source."""
    return build(to_document("\n".join(lines)), data())


def vaguely(case: Case) -> Iterator[tuple[str, str, Outline]]:
    """An aspect's only measure replaced by a vague one that names its subject: answered (P204 says the rest)."""
    subjects = thesaurus(data()).subjects
    for kind, title, outline in broken(case):
        named = [word for word in subjects if word in title]
        if kind == "replaced by the unrelated" and named:
            own = list(outline.items("measures"))
            at = next(k for k, m in enumerate(own) if m.text.endswith(EXTRAS[0]))
            for text in (f"切实加强{named[0]}，进一步提高认识、强化责任、狠抓落实。", f"今后要在{named[-1]}上严格要求，不断取得新的成效。"):
                one = own[at]._replace(text=text, title="", cells=_row(own[at], text))
                yield "vague, names the subject, in place", title, put(outline, own[:at] + [one] + own[at + 1 :])
                yield "vague, names the subject, at the end", title, put(outline, own[:at] + own[at + 1 :] + [one._replace(mark=None)])


def broken(case: Case) -> Iterator[tuple[str, str, Outline]]:
    """Changes that leave the named aspect without an answer: only in documents that answer aspect i with measure i, so far as can be seen."""
    at, problems = alone(case.outline), case.outline.items("problems")
    measures = case.outline.items("measures")
    pairs = align(case.outline, data())
    if at < 0 or not 1 < len(problems) == len(measures) or not all(p.problem.title in case.answered for p in pairs):
        return
    if any(p.answers[0].measure != m for p, m in zip(pairs, measures, strict=True)):
        return
    bare = case.outline._replace(sections=tuple(s for s in case.outline.sections if s.role != "closing"))
    own = list(measures)
    for k, pair in enumerate(pairs):
        if len(pair.answers) > 1:
            continue
        title = pair.problem.title
        yield "deleted", title, put(bare, own[:k] + own[k + 1 :])
        for other in {(k + 1) % len(own), (k - 1) % len(own)}:
            yield "replaced by another's", title, put(bare, own[:k] + [own[other]._replace()] + own[k + 1 :])
        extra = own[k]._replace(title=EXTRAS[0].split("。")[0], text=EXTRAS[0], cells=_row(own[k], EXTRAS[0]), children=())
        yield "deleted, one unrelated put in", title, put(bare, own[:k] + own[k + 1 :] + [extra])
        yield "replaced by the unrelated", title, put(bare, own[:k] + [extra] + own[k + 1 :])


def main() -> int:
    """Print one line a change."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verbose", action="store_true", help="list every aspect that goes wrong")
    args = parser.parse_args()
    seen: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    texts: list[str] = []
    given = list(cases())
    print(f"{len(given)} documents, {sum(len(c.answered) for c in given)} answered aspects")
    for case in given:
        for kind, outline in kept(case):
            pairs = align(outline, data())
            told = {p.problem.title: p for p in pairs}
            seen[kind] += len(case.answered)
            for title in sorted(case.answered):
                if title in told and not told[title].answers:
                    wrong[kind] += 1
                    texts.append(f"{kind}\t{case.name}\t{title}\t{told[title].best}")
                elif title not in told:
                    wrong[kind + " (aspect not seen)"] += 1
                    seen[kind + " (aspect not seen)"] += 1
    for case in given:
        for kind, title, outline in vaguely(case):
            seen[kind] += 1
            if not next(p for p in align(outline, data()) if p.problem.title == title).answers:
                wrong[kind] += 1
                texts.append(f"{kind}\t{case.name}\t{title}")
    for kind in seen:
        print(f"{kind:45} {seen[kind]:6} aspects  {wrong[kind]:5} new P201")
    seen, wrong = Counter(), Counter()
    for case in given:
        for kind, title, outline in broken(case):
            seen[kind] += 1
            if next(p for p in align(outline, data()) if p.problem.title == title).answers:
                wrong[kind] += 1
                texts.append(f"{kind}\t{case.name}\t{title}")
    for kind in seen:
        print(f"{kind:45} {seen[kind]:6} aspects  {wrong[kind]:5} missed P201")
    if args.verbose:
        print("\n".join(texts))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

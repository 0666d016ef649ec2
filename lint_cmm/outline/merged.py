"""Sections that hold two roles at once: 原因剖析及整改措施, 存在问题及原因."""

from __future__ import annotations

from lint_cmm.kit import patterns as re
from lint_cmm.model.types import Span
from lint_cmm.outline.lines import Line
from lint_cmm.outline.types import Item

# Labels inside a merged section's item, at the start of a sentence.
_LABELS = re.compile(
    r"(?:^|(?<=[。；！\n]))[ \u3000（(]{0,3}(?:"
    r"(?P<problems>(?:存在|查摆)?(?:的)?(?:主要|突出|具体)?(?:问题|表现|不足)(?:表现|是|有|在于)?[：:，]|【问题】)"
    r"|(?P<causes>(?:产生|问题|剖析|主要|深层|根本|思想)?(?:的)?(?:问题)?(?:的)?(?:原因|根源|症结|根子|病根)(?:剖析|分析)?(?:是|在于|在|有)?[：:，]|究其(?:原因|根源)[，：:]|【(?:原因|根源|症结)】)"
    r"|(?P<measures>(?:下一?步|今后)?(?:的)?(?:整改|改进|努力|解决|具体)?(?:的)?(?:措施|方向|打算|举措|办法|做法|对策|思路|拔法|改法)(?:是|有|为)?[：:，]|【(?:整改)?(?:措施|举措)】"
    r"|(?:今后|下一?步|下一阶段|接下来)[，,]?(?:我|本人|班子|支部)?(?:将|要|会|必须|争取)))"
)
_TITLE = {
    "causes": re.compile(r"原因|根源|成因"),
    "measures": re.compile(r"措施|方向|整改|改进|打算"),
    "problems": re.compile(r"问题|不足|差距"),
}


def split(items: tuple[Item, ...], roles: tuple[str, ...], lines: list[Line]) -> tuple[tuple[str, tuple[Item, ...]], ...]:
    """The items of a merged section by role.

    An item with run-in labels (原因：… 措施：…) is cut at them; an item whose title names one role belongs to it;
    every other item belongs to all roles of the section.
    """
    by_role: dict[str, list[Item]] = {role: [] for role in roles}
    for item in items:
        parts = _labelled(item, lines, roles[0])
        if parts:
            for role, part in parts:
                if role in by_role:
                    by_role[role].append(part)
            continue
        named = [r for r in roles if _TITLE[r].search(item.title)] if item.mark and item.mark.level <= 4 else []
        if len(named) == 1 and item.children and len(items) <= 4:
            by_role[named[0]] += item.children
        else:
            for role in named if len(named) == 1 else roles:
                by_role[role].append(item)
    return tuple((role, tuple(found)) for role, found in by_role.items())


def tabled(items: tuple[Item, ...]) -> tuple[tuple[str, tuple[Item, ...]], ...]:
    """Problems and measures of table rows that hold both (问题 | 整改措施); () when the table has no such columns."""
    problems, measures = [], []
    for item in items:
        problem = next((text for name, text in item.cells if re.search(r"问题|不足|表现", name)), "")
        measure = next((text for name, text in item.cells if re.search(r"措施|举措|整改内容|任务", name)), "")
        if item.in_table and problem and measure:
            problems.append(item._replace(text=problem, title=problem, cells=()))
            measures.append(item)
        elif not item.in_table:
            problems.append(item)
    return (("problems", tuple(problems)), ("measures", tuple(measures))) if measures else ()


def _labelled(item: Item, lines: list[Line], first: str) -> list[tuple[str, Item]]:
    cuts: list[tuple[str, int, int]] = []  # role, index of span, offset in it
    spans = (item.heading, *item.body)
    texts = [_text(s, lines) for s in spans]
    for k, text in enumerate(texts):
        cuts += [(hit.lastgroup or "", k, hit.start()) for hit in _LABELS.finditer(text)]
    if not cuts:
        return []
    if (cuts[0][1], cuts[0][2]) != (0, 0):
        cuts.insert(0, (first, 0, 0))
    made: list[tuple[str, Item]] = []
    for (role, k, at), following in zip(cuts, [*cuts[1:], None], strict=True):
        stop = (following[1], following[2]) if following else (len(spans) - 1, len(texts[-1]))
        pieces = _pieces(spans, texts, (k, at), stop)
        if len(cuts) > 1 and pieces == (item.heading,):
            continue  # nothing but the aspect's heading before the first label
        if pieces:
            words = "\n".join(_text(s, lines) for s in pieces)
            heading = item.heading if role == first else pieces[0]
            children = tuple(c for child in item.children if (c := _clipped(child, pieces, lines))) if role == first else ()
            part = Item(item.mark, heading, item.title, pieces, words, children, item.in_table)
            same = next((i for i, (_, other) in enumerate(made) if role == first and other.heading == heading), None)
            if same is None:
                made.append((role, part))
            else:  # （四）法治环境方面，衔接不紧。问题：…: one aspect, whatever of it stands before its label
                before = made[same][1]
                children = before.children + children
                made[same] = (role, before._replace(body=before.body + pieces, text=f"{before.text}\n{words}", children=children))
    return made


def _clipped(child: Item, pieces: tuple[Span, ...], lines: list[Line]) -> Item | None:
    """What of a point lies within a part of its aspect; None when it begins outside."""
    if not any(p.paragraph == child.heading.paragraph and p.start <= child.heading.start < p.end for p in pieces):
        return None
    body = []
    for span in child.body:
        for piece in pieces:
            low, high = max(span.start, piece.start), min(span.end, piece.end)
            if span.paragraph == piece.paragraph and low < high:
                body.append(span._replace(start=low, end=high))
    text = "\n".join(_text(s, lines) for s in (child.heading, *body))
    return child._replace(body=tuple(body), text=text)


def _pieces(spans: tuple[Span, ...], texts: list[str], start: tuple[int, int], stop: tuple[int, int]) -> tuple[Span, ...]:
    found = []
    for k in range(start[0], stop[0] + 1):
        a = start[1] if k == start[0] else 0
        b = stop[1] if k == stop[0] else len(texts[k])
        if texts[k][a:b].strip():
            found.append(spans[k]._replace(start=spans[k].start + a, end=spans[k].start + b))
    return tuple(found)


def _text(span: Span, lines: list[Line]) -> str:
    for line in lines:
        if line.paragraph == span.paragraph and line.start <= span.start and span.end <= line.end:
            return line.text[span.start - line.start : span.end - line.start]
    return ""

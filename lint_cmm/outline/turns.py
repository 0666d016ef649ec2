"""Where sections begin that have no heading: by the aspects that stand one after the other, and by the words that turn to causes and measures."""

from __future__ import annotations

from itertools import islice

from lint_cmm.kit import patterns as re
from lint_cmm.outline.lines import Line
from lint_cmm.outline.places import FAULT, PROMISE, REASON, reads_like
from lint_cmm.outline.types import Mark

_ASPECT = re.compile(
    r"[^。；：:]{2,48}方面(?:[。：:，,]|$)|[\u4e00-\u9fff、]{2,10}(?:上|这一块|这块|这一条)[，,：:]|从[^，。；]{2,12}(?:来看|看|来说|上说)[，,]"
    r"|关于[^，。；]{2,12}[，,：:]|[一二三四五六七八]看[^，。；]{2,10}[。，,：:]|再?说[^，。；]{2,6}[，,：:]"
)
_ASPECTS = 3  # paragraphs that open with an aspect or a number, from which on they are the problems
_WHY = re.compile(
    r"(?:究其|分析|剖析|深挖|反思|追根|存在|产生|出现|造成|以上|上述|上面|这些|问题|原因|根源|根子|病根|班子|我|自己)[^。；！？\n]{0,30}?(?:原因|根源|根子|根由|由头|缘由|病根|病因|症结|追到(?:思想|根))"
    r"|之所以|(?:问题的)?(?:根子|根源|病根|原因)[^。；！？\n]{0,6}(?:在|是)"
)
_WHY_ASKED = re.compile(
    r"(?:我?[^。；！？，\n]{0,6}(?:问|想)(?:过|了)?(?:我)?(?:自己|一遍)?)?(?:为什么|为何|何以|怎么会|(?:根子|根源|病根|原因|毛病)[^。；！？\n]{0,6}在哪)"
)
_WHAT = re.compile(r"[^。；！？，\n]{0,8}(?:说|谈|报告|检查|查摆|讲)[^。；！？，\n]{0,10}(?:问题|不足|毛病)[。：:，]")
_HENCE = re.compile(
    r"(?:今后|往后|以后|下一?步|下一阶段|接下来|从今天起|从现在起)(?!的)|(?:针对|对照)(?:以上|上述|上面|这些|存在)"
    r"|(?:病因|病根|症结|问题)[^。；！？\n]{0,8}[，,][^。；！？\n]{0,4}(?:药|方子)"
)
_OWN = re.compile("住房|房产|商铺|爱人|妻子|丈夫|配偶|子女|儿子|女儿|孩子|经商|做买卖|股票|理财|护照|出国")
_SAID = re.compile("[。；！？\n]")
_LABEL = re.compile(r"【?(?:存在)?(?:的)?(?:主要|突出)?(?:问题|表现|现象)(?:表现)?[】：:]")
_SHORT = 30  # characters of a heading
_COLUMN = re.compile("问题|措施")
_HENCE_ASKED = re.compile(
    r"整改[^。；！？，\n]{0,12}(?:说|讲|如下|报告)|(?:我|我们|班子)?(?:打算|准备|要|决心)(?:这样|这么|如何|怎么)[改做办]|(?:今后|往后|以后|下一?步|接下来|到底)?[^。；！？\n]{0,8}(?:怎么|如何)(?:[改办走做干]|整改|改进)"
)


def speaks_of(role: str, text: str) -> bool:
    """Whether a text that has hardly a heading tells problems, causes, measures or a disclosure somewhere: in their words, or of
    causes by name."""
    if role == "causes":
        return len(REASON.findall(text)) >= _ASPECTS or any(_WHY.match(said) or _WHY_ASKED.match(said) for said in _SAID.split(text))
    if role == "disclosure":
        return len(set(_OWN.findall(text))) >= _ASPECTS
    if role == "measures":
        return len(PROMISE.findall(text)) >= _ASPECTS
    return len(FAULT.findall(text)) >= _ASPECTS


def told(lines: list[Line], found: dict[int, tuple[str, ...]]) -> dict[int, tuple[str, ...]]:
    """The lines in which problems, causes and measures begin without a heading, with their roles; ``found`` has the headings.

    Problems: at least three paragraphs that open with an aspect (在…方面，…), hold labels (问题：…) or are numbered and read like problems; a
    table of problems and measures; the paragraph that says that they follow. Causes and measures: behind the last of these, or the last
    number, a paragraph that turns to them (究其原因，…; 今后怎么改？…), measures where what follows reads like them. Where every aspect has
    such a turn of its own, none begins a section.
    """
    have = {role for names in found.values() for role in names}
    made: dict[int, tuple[str, ...]] = {}
    stop = min((i for i, names in found.items() if {"causes", "measures"} & set(names)), default=len(lines))
    aspects = [i for i, line in enumerate(lines[:stop]) if line.cell is None and _ASPECT.match(line.words)]
    if "problems" not in have:
        aspects = (
            (aspects if len(aspects) >= _ASPECTS else []) or labelled(lines[:stop]) or _counted(lines[:stop]) or _announced(lines[:stop])
        )
        if not aspects or any(i > aspects[0] for i in found if i < stop):
            return {}
        made[aspects[0]] = ("problems",)
    start = min([*made, *[i for i, names in found.items() if "problems" in names]], default=0)
    begun = [i for i, line in enumerate(lines[:stop]) if i in found or line.number and line.cell is None]
    floor = max(aspects + begun, default=0)
    end = next((i for i in sorted(found) if i > floor), len(lines))
    for role, turn, asked in (("measures", _HENCE, _HENCE_ASKED), ("causes", _WHY, _WHY_ASKED)):
        if role not in have:
            turned = [i for i in range(end) if _turns(lines[i], turn, asked)]
            first = next((i for i in turned if i > floor), None)
            alone = not any(start < i <= floor for i in turned)  # otherwise every aspect has its own
            if first is not None and alone and _goes_on(lines[first:end], role, asked):
                made[first] = (role,)
                end = first
    return made


def _counted(lines: list[Line]) -> list[int]:
    """The paragraphs that open with 1, 2, 3 … on one level, where they read like problems; empty where fewer than three do."""
    opened = [(i, mark) for i, line in enumerate(lines) if line.cell is None and (mark := _number(line))]
    level = next((mark.level for _, mark in opened), 0)
    run = [(i, mark.value) for i, mark in opened if mark.level == level]
    if len(run) < _ASPECTS or [value for _, value in run] != [*range(1, len(run) + 1)]:
        return []
    told = [i for i, _ in run]
    return told if reads_like("problems", "\n".join([line.text for line in lines[told[0] : told[-1] + 1]])) else []


def labelled(lines: list[Line]) -> list[int]:
    """Where aspects begin under each of which 问题：, 原因： and 整改： stand: with the heading over the first, the first itself otherwise."""
    found = [i for i, line in enumerate(lines) if line.cell is None and _LABEL.match(line.words)]
    if len(found) < _ASPECTS:
        return []
    over = lines[found[0] - 1] if found[0] else None
    return [found[0] - 1 if over and 0 < len(over.text.strip()) < _SHORT and over.text.strip()[-1] not in "。：:" else found[0]]


def _announced(lines: list[Line]) -> list[int]:
    """The first row of a table of problems and measures, else the paragraph that says that problems follow."""
    columns = [(line.cell.table, found[0]) for line in lines if line.cell and line.cell.row == 0 and (found := _COLUMN.search(line.text))]
    if len({name for _, name in columns}) > 1:
        return [next(i for i, line in enumerate(lines) if line.cell and line.cell.table == columns[0][0])]
    return [i for i, line in enumerate(lines) if line.number is None and line.cell is None and _WHAT.match(line.words)][:1]


def _number(line: Line) -> Mark | None:
    """The number or enumeration word that a line begins with."""
    return line.mark or next((point for point in line.points if not line.text[: point.span.start - line.start].strip()), None)


def _turns(line: Line, turn: re.Pattern[str], asked: re.Pattern[str]) -> bool:
    plain = line.number is None and line.cell is None and line.align != "right"
    return plain and bool(turn.match(line.words) or asked.match(line.words))


def _goes_on(lines: list[Line], role: str, asked: re.Pattern[str]) -> bool:
    """Whether what follows reads like the role; a question, once asked, is answered, and causes are named as such."""
    return role == "causes" or bool(asked.match(lines[0].words)) or reads_like(role, "\n".join([line.text for line in islice(lines, 12)]))

"""What counts as a measure: the items of the measures section, rows of a 整改清单, a promise in the closing words."""

from __future__ import annotations

from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple
from lint_cmm.outline.numerals import chinese
from lint_cmm.outline.types import Item, Outline, Section

# “针对第三方面”, “对照问题（三）”, “关于第二个带头”, “先答第二问” where aspects are questions: the writer says which aspect a measure is for.
# “第三个问题” may count points: no.
_REFERENCE = re.compile(
    "(?:针对|对照|对应|围绕|关于|就|对|整改|答)[^。；，,\n]{0,10}?"
    "(?:第([一二三四五六七八九十]{1,2})(?:个|项|条)?(?:方面|带头|类|问(?!题))|[（(]([一二三四五六七八九十]{1,2})[）)])"
)
_SEVERAL = re.compile("第([一二三四五六七八九十])、(?:第)?([一二三四五六七八九十])(?:个)?方面")
# “问题1”, “针对问题一，” at a measure's beginning: numbers of aspects, where there are as many aspects.
_PROBLEM = re.compile(
    "[^一-龥]{0,6}(?:针对|对照|对应|围绕|关于|就|对|整改)?问题([0-9]{1,2}|[一二三四五六七八九十]{1,2})(?![0-9一二三四五六七八九十个条项户宗件])"
)
# A measure told inside the aspect: “整改措施：…” at the start of a sentence.
_OWN = re.compile(
    "(?:^|[。；！\n])[（(【]?(?:(?:整改|改进|下一?步)?(?:努力)?(?:方向|措施|打算|对策|办法)(?:是|和[一-龥]{2,6})?|整改|改进|怎么改|下一?步|今后)[：:】][^\n]{8}"
)
_LABELS = ("：", ":", "】")
_OWN_ENDS = ("方向", "措施", "打算", "对策", "办法", "改：", "改:", "改】", "进：", "步：", "后：")
_MEASURE_COLUMN = re.compile("措施|举措|整改情况|打算|怎么改|如何改")
_TASK_COLUMN = re.compile("任务|内容|事项")
# “制定如下措施，由我牵头”, “以上措施由办公室督办”: a line about all measures is none itself.
_OF_ALL = re.compile(
    "[^。；：]{0,40}(?:如下|以下|下列)[^，。；：]{0,8}(?:措施|举措|打算)[^：]{0,24}[：:]?|[^。；：]{0,16}(?:以上|上述)[^，。；：]{0,6}(?:措施|举措|打算|整改(?!问题))[^：]{0,60}"
)
# What stands around the name of an aspect: 对照群众纪律, 群众纪律方面的问题.
_ABOUT = re.compile("^(?:对照|针对|对应|围绕|关于|在|带头)|(?:方面|问题|的|上|。|：|；)+$")
_SENTENCE = re.compile("[^。！\\n]*[。！]|[^。！\\n]+$")
_CLAUSE = re.compile("[^。！；，\\n]*[。！；，]|[^。！；，\\n]+$")
_BREATH = 200  # sentences, more of which nobody tells without numbers; each is weighed against every aspect
_NAME = 4  # characters of an aspect's name, under which it may be a word of any measure


class Promise(NamedTuple):
    """A measure, with the numbers (from 0) of the aspects it names itself, by number or by name."""

    item: Item
    references: frozenset[int]


def promises(outline: Outline, words: tuple[str, ...]) -> list[Promise]:
    """All measures of the document, closing promises last. ``words`` are those a promise in the closing begins with."""
    items = list(outline.items("measures"))
    if any(measure_cell(item) for item in items):
        items = [item for item in items if not item.cells or measure_cell(item) or not _problem_row(item)]
    problems = outline.items("problems")
    numbered = [item for item in items if item.mark or item.cells]
    if len(items) < len(problems) and not numbered[1:] and not (numbered and numbered[0].cells):  # one alone (最后，) counts nothing
        items = [item for section in outline.of("measures") for item in _lines(section)]
        for cut in (_SENTENCE, _CLAUSE):  # told in one breath: every sentence, or clause, may be for another aspect
            parts = [part for item in items for part in _cut(item, cut)] if len(items) < len(problems) else []
            if 0 < len(parts) <= _BREATH:
                items = parts
    if items:
        items[-1:] = _without_tail(items[-1])
    if outline.of("measures"):
        items += [i for s in outline.of("closing") for i in _lines(s) if any(w in i.text for w in words)]
    items = [item for item in items if item.mark or item.cells or not _OF_ALL.fullmatch(item.text)] or items
    names = _names(problems)
    named = [_problem(item.text) for item in items]
    within = len(set(named) - {0}) > 1 and max(named) <= len(problems)
    found = [Promise(item, references(item.text) | {names[name] for name in _labels(item) if name in names}) for item in items]
    if within:
        found = [
            one._replace(references=one.references | {number - 1} if number else one.references)
            for one, number in zip(found, named, strict=True)
        ]
    return found


def _names(problems: tuple[Item, ...]) -> dict[str, int]:
    """The numbers of the aspects by their names, and by the parts of these, where no two share it."""
    found: dict[str, int] = {}
    for number, item in enumerate(problems):
        whole = _ABOUT.sub("", item.title)
        for name in {whole, *whole.replace("、", "，").split("，")}:
            if len(name) >= _NAME:
                found[name] = number if name not in found else -1
    return {name: number for name, number in found.items() if number >= 0}


def _labels(item: Item) -> list[str]:
    """What a measure is put under: a heading of its own, not one that it shares with its problem, and in a row the cells beside what is to be done."""
    beside = [cell for name, cell in item.cells if not _MEASURE_COLUMN.search(name)]
    return [_ABOUT.sub("", label) for label in ([item.title] if item.title in item.text[: len(item.title) + 8] else []) + beside]


def _without_tail(item: Item) -> list[Item]:
    """The last measure, and apart from it the paragraphs on all measures (who answers for them, where they are shown)
    that follow a measure written in one paragraph."""
    if not run_in(item) or item.children or "\n" not in item.text:
        return [item]
    first, *rest = item.text.split("\n")
    tail = tuple(span for span in item.body if span.paragraph != item.heading.paragraph)
    if not tail:
        return [item]
    own = item._replace(text=first)
    return [own, *[Item(None, tail[0], "", tail, text, ()) for text in ["\n".join(rest)]]]


def run_in(item: Item) -> bool:
    """True for an item whose body goes on in the paragraph of its heading."""
    return bool(item.body) and item.body[0].paragraph == item.heading.paragraph


def _problem(text: str) -> int:
    """The number of the problem that a measure names in its first words, or 0."""
    found = _PROBLEM.match(text) if "问题" in text[:16] else None
    return 0 if not found else int(found[1]) if found[1].isdecimal() else chinese(found[1])


def references(text: str) -> frozenset[int]:
    """The aspects (from 0) that a measure names by number in its first words."""
    head = text[:60]
    found = {chinese(m[1] or m[2]) - 1 for m in _REFERENCE.finditer(head)}
    if any(w in head for w in ("针对", "对照", "围绕", "对应")):
        found |= {chinese(n) - 1 for m in _SEVERAL.finditer(head) for n in m.groups()}
    return frozenset(n for n in found if n >= 0)


def self_answer(item: Item) -> str:
    """The words that show an aspect to carry its own measure (“整改措施：”, a filled column 措施), or ""."""
    if len(measure_cell(item)) >= 8:
        return measure_cell(item)[:20]
    labelled = any(mark in item.text for mark in _LABELS) and any(word in item.text for word in _OWN_ENDS)
    found = _OWN.search(item.text) if labelled else None
    return found[0].lstrip("。；！\n")[:20] if found else ""


def measure_cell(item: Item) -> str:
    """The words in a row's measure column; blank cells are not among ``cells``."""
    return next((cell for name, cell in item.cells if _MEASURE_COLUMN.search(name)), "")


def task_cell(item: Item) -> str:
    """What a row among the measures says is to be done: in a table without a measure column that of the tasks."""
    return measure_cell(item) or next((cell for name, cell in item.cells if _TASK_COLUMN.search(name)), "")


def _problem_row(item: Item) -> bool:
    """True for a row with a problem column: with nothing in its measure column it promises nothing."""
    return any("问题" in name for name, _ in item.cells)


def _lines(section: Section) -> list[Item]:
    """The lines of a section that has no items, each as an item."""
    lines = section.text.split("\n")
    if len(lines) != len(section.spans):
        return [Item(None, s, "", (s,), section.text, ()) for s in section.spans[:1] if section.text.strip()]
    return [Item(None, s, "", (s,), t, ()) for t, s in zip(lines, section.spans, strict=True) if t.strip()]


def _cut(line: Item, pattern: re.Pattern[str]) -> list[Item]:
    """The sentences or clauses of a line, each as an item."""
    found, start = [], line.heading.start
    for text in pattern.findall(line.text):
        span = line.heading._replace(start=start, end=start + len(text))
        start = span.end
        if text.strip():
            found.append(Item(None, span, "", (span,), text, ()))
    return found

"""Numbers of headings and enumerations: repeated, skipped, on the wrong level, announced and not kept."""

from __future__ import annotations

from collections.abc import Iterator

from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.sections import NoOptions
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple
from lint_cmm.model.types import Span
from lint_cmm.outline.numerals import chinese
from lint_cmm.outline.roles import is_aspect
from lint_cmm.outline.types import Item, Mark, Section


def _spot(context: Context, mark: Mark) -> Span:
    """Where a finding about a number stands: on the number, or on the paragraph whose number Word computes."""
    if not mark.automatic:
        return mark.span
    paragraph = context.document.paragraph(mark.span)
    return paragraph.span(0, min(len(paragraph.text), 40))


def _sequences(context: Context) -> list[list[list[Mark]]]:
    """The runs of numbers that belong together, level by level: of the sections, and of the items under each heading; each cut into lists."""
    known: list[list[list[Mark]]] | None = context.memo.get("sequences")
    if known is None:
        runs = [_first_level(context.outline.sections)]
        for section in context.outline.sections:
            runs += _of_items(() if _counts_on(section) else section.items)
        known = context.memo["sequences"] = [_lists(marks) for run in runs for marks in _styles(run)]
    return known


def _first_level(sections: tuple[Section, ...]) -> list[Mark]:
    """The numbers 一、 of the sections, and of the aspects over sections that have none of their own."""
    run: list[Mark] = []
    for section in sections:
        over = section.items[0].mark if section.items and section.mark is None else None
        mark = section.mark or over
        if mark and mark.level == 1 and mark not in run[-1:]:
            run.append(mark)
        if _counts_on(section):
            run += [item.mark for item in section.items if item.mark]
    return run


def _counts_on(section: Section) -> bool:
    """Whether the items of a section count on from its own number: the first of several aspects was taken for the heading of all."""
    first = section.items[0].mark if section.items else None
    own = section.mark
    return own is not None and first is not None and (first.level, first.value) == (own.level, own.value + 1)


def _of_items(items: tuple[Item, ...]) -> Iterator[list[Mark]]:
    run = [i.mark for i in items if i.mark and i.mark.level <= 4]
    if run:
        yield run
    parents = [item for item in items if item.children]
    if not parents:
        return
    through = _through(parents)
    if through:
        yield through
    for item in parents:
        yield from _of_items(item.children) if not through else (run for child in item.children for run in _of_items(child.children))


def _through(items: list[Item]) -> list[Mark]:
    """The numbers of all points under several items where they count on from one item to the next (1. | 2. 3. | 4.), else nothing."""
    marks = [child.mark for item in items for child in item.children if child.mark and child.mark.level <= 4]
    counted = [mark.value for mark in marks] == list(range(1, len(marks) + 1))
    return marks if counted and len({mark.level for mark in marks}) == 1 and len(marks) > max(len(item.children) for item in items) else []


def _styles(run: list[Mark]) -> list[list[Mark]]:
    """A run split by level, so that （1） inside 1. does not count among the 1. 2. 3."""
    levels: dict[int, list[Mark]] = {}
    for mark in run:
        levels.setdefault(mark.level, []).append(mark)
    return list(levels.values())


def duplicate(context: Context, options: NoOptions) -> Issues:
    """S103: the same number twice on one level under one heading; stands on the second. One that only counts on from it is none."""
    for lists in _sequences(context):
        for numbers in lists:
            for before, mark, earlier in zip(numbers, numbers[1:], _earlier(numbers)[1:], strict=False):
                if earlier and mark.value != before.value + 1:
                    yield Issue(_spot(context, mark), {"number": mark.text}, (_spot(context, earlier),))


def gap(context: Context, options: NoOptions) -> Issues:
    """S104: a number is skipped or goes back; stands on the number that goes wrong. A new 1 begins a new list, but not of sections."""
    last: dict[int, int] = {}  # of every level the last number: some count on through all sections
    for lists in _sequences(context):
        first = lists[0][0]
        through = last.get(first.level, 0) + 1 == first.value
        last[first.level] = lists[-1][-1].value
        if first.value > 1 and not through and (len(lists) > 1 or len(lists[0]) > 1):
            yield Issue(_spot(context, first), {"number": first.text, "before": "", "wanted": "1"}, variant="start")
        for before, numbers in zip([[], *lists], lists, strict=False):
            if before and numbers[0].level == 1:
                facts = {"number": numbers[0].text, "before": before[-1].text}
                yield Issue(_spot(context, numbers[0]), facts, (_spot(context, before[-1]),))
            yield from _gaps(context, numbers)


def _gaps(context: Context, numbers: list[Mark]) -> Issues:
    """What is skipped in one list. A number used before is a duplicate; one that has its own place again, or goes on from the last
    right one, is right, whatever precedes."""
    known = _earlier(numbers)
    most = sound = numbers[0].value
    for place, (before, mark) in enumerate(zip(numbers, numbers[1:], strict=False), start=1):
        right = {before.value + 1, sound + 1, place + 1, numbers[0].value + place, most + 1 if known[place - 1] else 0}
        if mark.value in right:
            sound = mark.value
        elif not known[place]:
            yield Issue(_spot(context, mark), {"number": mark.text, "before": before.text}, (_spot(context, before),))
        most = max(most, mark.value)


def _lists(marks: list[Mark]) -> list[list[Mark]]:
    """Marks of one level cut where a 1 begins a new list: not where the old one goes on behind it, as it does behind a slip."""
    found = [[marks[0]]]
    for before, mark, after in zip(marks, marks[1:], [*marks[2:], None], strict=False):
        slip = after is not None and after.value in (before.value + 1, before.value + 2) and after.value > 2
        if mark.value == 1 and before.value > 1 and not slip:
            found.append([mark])
        else:
            found[-1].append(mark)
    return found


def _earlier(numbers: list[Mark]) -> list[Mark | None]:
    """For each mark the last one before it with the same number."""
    last: dict[int, Mark] = {}
    found = []
    for mark in numbers:
        found.append(last.get(mark.value))
        last[mark.value] = mark
    return found


def level(context: Context, options: NoOptions) -> Issues:
    """S105: a level is skipped: （一） straight to （1）; 一、 straight to 1. is allowed. One finding a parent."""
    for section in context.outline.sections:
        for item in section.items:
            if item.mark and item.mark.level == 2 and item.children:
                child = item.children[0].mark
                if child and child.level == 4 and child.style == "（1）":
                    yield Issue(_spot(context, child), {"number": child.text, "parent": item.number})


def enumeration(context: Context, options: NoOptions) -> Issues:
    """S108: 一是 二是 … with a hole, a repeat or a lone 一是, item by item."""
    for section in context.outline.sections:
        if section.role in ("closing",):
            continue
        top = [i for i in section.items if i.mark and i.mark.level == 5]
        if top and len(top) == len([i for i in section.items if i.mark]):
            yield from _broken([i.mark for i in top if i.mark])
            groups = [i for i in section.items if i.mark and i.mark.level < 5]
        else:
            groups = list(section.items)
        for item in groups:
            yield from _broken(_words_of(context, item))


def _words_of(context: Context, item: Item) -> list[Mark]:
    """The 一是 二是 and 一要 二要 in an item, in order."""
    if "enumerations" not in context.memo:
        places: dict[int, list[Mark]] = {}
        for mark in context.outline.marks:
            if mark.style in ("一是", "一要"):
                places.setdefault(mark.span.paragraph, []).append(mark)
        context.memo["enumerations"] = places
    known: dict[int, list[Mark]] = context.memo["enumerations"]
    spans = (item.heading, *item.body)
    return [m for s in spans if s.paragraph in known for m in known[s.paragraph] if s.start <= m.span.start < s.end]


def _broken(found: list[Mark]) -> Issues:
    marks = [m for m in found if m.style in ("一是", "一要")]
    runs: list[list[Mark]] = []
    for mark in marks:
        # a new 一是 after a finished enumeration begins another one
        if not runs or (mark.value == 1 and len(runs[-1]) > 1) or (mark.value == 1 and mark.style != runs[-1][-1].style):
            runs.append([mark])
        else:
            runs[-1].append(mark)
    for run in runs:
        if len(run) == 1:
            if run[0].value == 1:
                yield Issue(run[0].span, {"number": run[0].text}, variant="lone")
            continue
        for before, mark in zip(run, run[1:], strict=False):
            if mark.value == before.value:
                yield Issue(mark.span, {"number": mark.text, "before": before.text}, (before.span,), "repeat")
            elif mark.value != before.value + 1:
                yield Issue(mark.span, {"number": mark.text, "before": before.text}, (before.span,))


_NUMBER = r"(?P<{0}>\d{{1,2}}|[一二三四五六七八九十两]{{1,3}})"
_PROBLEMS = re.compile(
    rf"(?:查摆|查找|检视|梳理|剖析|对照|存在|发现|认领|查|找|有)(?:出|到|了|着|检查|以下|如下|下列)*[^。；\n，,]{{0,12}}?{_NUMBER.format('n')}(?:(?:个|条|项|处|点)(?:方面)?|方面)(?:的)?(?:主要|突出|具体)?(?:问题|不足|差距)(?!线索|清单|台账|导向)"
    rf"|(?:查摆|检视|查找|梳理)(?:出)?(?:问题|不足)(?:共|合计)?{_NUMBER.format('m')}(?:个|条|项)"
)
_ASPECTS = re.compile(
    rf"(?:查摆|检视|梳理|查找)(?:了|出)?[^。；\n，,]{{0,6}}?{_NUMBER.format('n')}个方面"
    rf"|(?:从|对照|围绕|针对)[^。；\n，,]{{0,10}}?{_NUMBER.format('m')}个方面[^。；\n]{{0,14}}(?:查摆|检查|检视|剖析|对照)"
)
_MEASURES = re.compile(
    rf"(?:制定|提出|明确|细化|采取|拟定|落实|做好|抓好)(?:了|出|以下|如下|下列)*[^。；\n，,]{{0,8}}?{_NUMBER.format('n')}(?:条|项|个|点)(?:方面)?(?:的)?(?:整改|具体|改进)*(?:措施|举措)"
    rf"|(?:制定|提出|明确|细化|采取|拟定)(?:了|出)?[^。；\n，,]{{0,8}}(?:措施|举措)(?:共|合计)?{_NUMBER.format('m')}(?:条|项|个)"
    rf"|从(?:以下|如下|下列)?{_NUMBER.format('k')}个方面(?:[^。；\n，,]{{0,10}}(?:整改|改进|努力|加强|落实|提高)|入手|着手)"
)
_PART = re.compile(rf"(?:完成|到位|销号|解决|坚持|推进)(?:整改)?[了的]?{_NUMBER.format('n')}(?:项|个|条)")
_FEW = 2  # sentences, its heading's among them
_CAUSES = re.compile(
    rf"(?:原因|根源|症结)[^。；\n]{{0,10}}?(?:有|为|是|出|在)(?:以下|如下|下列)?{_NUMBER.format('n')}(?:个方面|点|条|方面)"
    rf"|(?:有|从|是)(?:以下|如下|下列)?{_NUMBER.format('m')}(?:个方面|点|条|方面)的?[^。；\n，,]{{0,6}}(?:原因|根源)"
)
# What is counted is not the material's own: what last year's meeting found, opinions that were gathered.
_OTHERS = re.compile(
    r"(?:上年度?|上一年度?|去年|上次|上级|巡[视察]组?|督导组|审计)[^。；，]{0,20}$|\d{4}年度(?:民主|组织)生活会[^。；，]{0,20}$"
)
_GATHERED = re.compile(r"(?:意见|建议)[^。；\n]{0,24}$")
_OWN = re.compile(r"对照|查摆|检视|剖析")  # … which is the writer's own again
_GIVEN = re.compile(r"反馈|指出")
_DONE = re.compile(r"[^。；，]{0,4}(?:已|全部|均|都)[^。；，]{0,4}(?:整改|销号|完成|解决)")
_STOPS = "，。；！\n"
_INLINE = re.compile(r"[：:，,]?\s{0,2}(?:一是|一方面|首先|第一|其一|①|1)")


class CountOptions(NamedTuple):
    """Sections in which counts are announced."""

    roles: tuple[str, ...] = ()


def declared(context: Context, options: CountOptions) -> Issues:
    """S107: the text announces N problems, aspects or measures and another number follows."""
    outline = context.outline
    problems = outline.items("problems")
    numbered = [i for i in problems if i.mark and not i.in_table]
    points = sum(len(i.children) or 1 for i in numbered)
    paragraphs = sum(len({s.paragraph for s in i.body}) or 1 for i in numbered)  # each of which may be a problem of its own
    whole = sum(bool(i.children) for i in numbered) * 2 > len(numbered)
    for section in outline.sections:
        if section.role in ("opening", "problems"):
            counts = {len(numbered), points} if whole else {len(numbered), paragraphs}
            if numbered and (whole or points == len(numbered)):
                found = list(_announced(context, section, _PROBLEMS, counts))
                yield from found or _announced(context, section, _ASPECTS, _aspect_counts(numbered))
    for section in outline.of("previous"):
        items = [i for i in section.items if i.mark]
        if len(items) > 1 and not _grouped(items) and len(items) not in _parts(section, items[0]):
            yield from _announced(context, section, _PROBLEMS, {len(items)})
    for section in outline.of("causes"):
        items = [i for i in section.items if i.mark]
        if len(items) > 1:
            yield from _announced(context, section, _CAUSES, {len(items), sum(len(i.children) for i in items)})
    for section in outline.of("measures"):
        items = [i for i in section.items if i.mark]
        counts = {len(items), sum(len(i.children) for i in items)}
        if len(items) > 1:
            yield from _announced(context, section, _MEASURES, counts)
            before = [s for s in outline.sections if section.heading and s.last < section.heading.paragraph]
            if before and before[-1].spans:
                yield from _in_line(context, before[-1], before[-1].spans[-1], _MEASURES, counts)


def _grouped(items: list[Item]) -> bool:
    """True for items that gather several things each under a field (思想政治方面)."""
    groups = sum([is_aspect(item.title) and item.text.count("。") > _FEW for item in items])
    return groups * 2 > len(items)


def _parts(section: Section, first: Item) -> set[int]:
    """Into how many done and how many under way a section parts its problems before its ``first`` item: only those of one part may be listed."""
    head = section.text[: max(0, section.text.find(first.title))]
    return {_value(word) for word in _PART.findall(head)}


def _aspect_counts(items: list[Item]) -> set[int]:
    """How many aspects there are; 其他方面 at the end need not be counted."""
    return {len(items), len(items) - 1} if "其他" in items[-1].title[:6] or "等其他" in items[-1].title else {len(items)}


def _announced(context: Context, section: Section, pattern: re.Pattern[str], counts: set[int]) -> Issues:
    """Announcements in the heading of a section and the lines before its first item."""
    first = section.items[0].heading if section.items else None
    for span in (section.heading, *section.spans):
        if span is None:
            continue
        if first and (span.paragraph, span.start) >= (first.paragraph, first.start):
            return
        stop = min(span.end, first.start) if first and span.paragraph == first.paragraph else span.end
        yield from _in_line(context, section, span._replace(end=stop), pattern, counts)


def _in_line(context: Context, section: Section, span: Span, pattern: re.Pattern[str], counts: set[int]) -> Issues:
    """Announcements in one line, or the first lines, of a section."""
    text = context.document.paragraph(span).text[span.start : span.end]
    for hit in pattern.finditer(text):
        if section.role != "previous" and _foreign(text, hit, pattern):
            continue
        if pattern is _CAUSES and _INLINE.match(text, hit.end()):
            continue  # told in the same sentence
        word = next(w for w in hit.groupdict().values() if w)
        value = _value(word)
        if value and value not in counts:
            first, last = _clause(text, hit.start(), hit.end())
            found = [str(c) for c in sorted(counts) if c]
            facts = {"announced": str(value), "found": "个或".join(found), "found_en": " or ".join(found)}
            yield Issue(span._replace(start=span.start + first, end=span.start + last), facts)


def _value(word: str) -> int:
    return int(word) if word.isdigit() else chinese(word.replace("两", "二"))


def _foreign(text: str, hit: re.Match[str], pattern: re.Pattern[str]) -> bool:
    """True where somebody else counts: last year's meeting, a superior, those who were asked for their opinion."""
    before = max(0, hit.start() - 40)
    if _OTHERS.search(text, before, hit.start()) or (pattern is _PROBLEMS and _GIVEN.search(hit[0])):
        return True
    if _DONE.match(text, hit.end()):
        return True
    return not _OWN.match(hit[0]) and bool(_GATHERED.search(text, before, hit.start()))


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the clause or clauses around ``text[start:end]``, without the marks."""
    first = max(text.rfind(sign, 0, start) for sign in _STOPS) + 1
    stops = [at for sign in _STOPS if (at := text.find(sign, end)) >= 0]
    return first, min(stops) if stops else len(text)

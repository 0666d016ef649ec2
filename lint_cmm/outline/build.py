"""From a document to its outline: title, sections with roles, items, marks."""

from __future__ import annotations

from lint_cmm.data import Data
from lint_cmm.kit import patterns as re
from lint_cmm.model.types import Document, Span
from lint_cmm.outline import kinds as genres
from lint_cmm.outline import roles as wording
from lint_cmm.outline.aspects import unnumbered
from lint_cmm.outline.items import items, rows, units
from lint_cmm.outline.lines import Line, count, lines
from lint_cmm.outline.merged import split, tabled
from lint_cmm.outline.sections import Head, heads
from lint_cmm.outline.several import starts
from lint_cmm.outline.types import LEVEL_WORDS, Item, Mark, Outline, Section

_PREVIOUS = re.compile(
    r"(?:上一?年度?|上一?次|去年|前次|20\d\d年度)[^。\n]{0,80}(?:问题|整改)[^。\n]{0,80}(?:整改|完成|落实|到位|销号|解决|推进|改好|已改|已经改|改完|改了|改正|改掉|改过来|纠正|继续改)"
    r"|(?:上一?年度?|去年|上次|20\d\d年度?)[^。\n]{0,20}(?:民主|组织)生活会[^\n]{0,160}?(?:改为|改了|已改|改好|改得|改到|办结|没有再|都改)"
)

_BODY = {"problems", "causes", "measures"}
_MARKING = re.compile(r"[★☆]|秘密|机密|绝密|内部|外传|来源|www\.|www|\.com")

_NOTHING = re.compile(
    r"(?:没有|无|暂无|未发现|不存在|无问题|没有问题|[/／—–-]{1,4})[。]?"
)  # of a row of a table that has no problem to name


def build(document: Document, data: Data) -> Outline:
    """The outline of ``document``. After several documents in one file only the first is judged."""
    kinds = genres.load(data)
    every = lines(document)
    others = starts(every, kinds, data)
    cut = others[0] if others else len(every)
    own = every[:cut]
    found = heads(own, data)
    stop = found[0].line if found else len(own)
    named = genres.title(own, stop, kinds)
    found = [h for h in found if named is None or h.line > named[1]]
    stop = found[0].line if found else len(own)
    begin = named[1] + 1 if named else 0
    closing = _closing(own, found, kinds)
    title_text = "".join(x.text.strip() for x in own[named[0] : named[1] + 1]) if named else ""
    title = own[named[0]].trimmed if named else None
    sections = _sections(own, found, begin, stop, closing, data)
    opening = "\n".join(x.text for x in own[begin:stop])
    date, signature = _signed(own, begin, stop, closing)
    return Outline(
        title,
        title_text,
        genres.kind(title_text, opening, kinds),
        sections,
        tuple(_marks(own)),
        sum([x.characters for x in own]),
        own[0].paragraph if own else 1,
        own[-1].paragraph if own else 1,
        _previous(own, begin, next((h.line for h in found if set(h.roles) & _BODY), stop)),
        signature,
        date,
        tuple([every[i].trimmed for i in others]),
    )


def _sections(own: list[Line], found: list[Head], begin: int, stop: int, closing: int, data: Data) -> tuple[Section, ...]:
    made: list[Section] = []
    if begin < stop:
        made.append(_plain("opening", own, begin, min(stop, closing) if not found else stop))
    aspect: Line | None = None
    several = sum(h.roles == ("problems",) for h in found) >= 3  # every aspect has a first-level heading of its own
    for k, head in enumerate(found):
        if _is_umbrella(own, found, k):
            aspect = own[head.line]
            continue
        if not head.roles or (aspect and _rank(own[head.line]) <= _rank(aspect)):
            aspect = None
        last = found[k + 1].line if k + 1 < len(found) else closing
        section = _section(own, head, max(last, head.line + 1), data)
        if several and head.roles == ("problems",):
            section = _with_causes(_under(own[head.line], section), own[head.line : last])
        made.append(_under(aspect, section) if aspect else section)
    if closing < len(own):
        made.append(_plain("closing", own, closing, len(own)))
    return tuple(made)


def _is_umbrella(own: list[Line], found: list[Head], k: int) -> bool:
    """Whether a heading without a role stands right over headings with roles: an aspect with its own problems and measures."""
    if found[k].roles or k + 1 >= len(found) or not found[k + 1].roles:
        return False
    return _rank(own[found[k].line]) < _rank(own[found[k + 1].line]) < LEVEL_WORDS


def _rank(line: Line) -> int:
    """The level of a heading by its number, else by its style; behind all others without either."""
    if line.number:
        return line.number.level
    return LEVEL_WORDS if line.level is None else line.level + 1


def _under(aspect: Line, section: Section) -> Section:
    """A section that speaks of one aspect only: its items are points under that aspect."""
    title = aspect.words.strip("　 *#。：:；;，,")
    item = Item(aspect.mark, aspect.trimmed, title, section.spans, f"{aspect.text}\n{section.text}", section.items)
    if section.role == "measures":
        item = item._replace(heading=section.items[0].heading if section.items else section.heading or aspect.trimmed)
    return section._replace(items=(item,))


def _with_causes(section: Section, lines: list[Line]) -> Section:
    """A section of one aspect that names its causes itself (究其原因，…) holds both roles."""
    shares = split(section.items, ("problems", "causes"), lines)
    causes = [item for item in dict(shares)["causes"] if item.heading != section.items[0].heading]
    if not causes:
        return section
    return section._replace(roles=("problems", "causes"), shares=shares)


def _plain(role: str, own: list[Line], first: int, last: int) -> Section:
    text = "\n".join(x.text for x in own[first:last])
    spans = tuple(x.span() for x in own[first:last])
    a, b = own[first], own[max(first, last - 1)]
    return Section(role, None, None, "", a.paragraph, b.paragraph, a.start, b.end, count(text), (), text, (role,), (), spans)


def _section(own: list[Line], head: Head, last: int, data: Data) -> Section:
    line = own[head.line]
    role = head.roles[0] if head.roles else "other"
    rest = line.text[head.end :]
    body = own[head.line + 1 : last]
    text = "\n".join([rest, *[x.text for x in body]] if rest.strip() else [x.text for x in body])
    lead = len(line.text) - len(line.text.lstrip())
    heading = line.span(lead, max(lead, head.end)) if head.end else None
    spans = ((line.span(head.end),) if rest.strip() else ()) + tuple(x.span() for x in body)
    made = _items(own, head, last, role)
    names = head.roles or ("other",)
    shares = split(made, names, own[head.line : last]) if len(names) > 1 else ()
    if names == ("problems",) and (shares := tabled(made)):
        names = ("problems", "measures")
    title = (wording.head(line.words).strip() or line.words) if head.end else ""
    end = body[-1] if body else line
    return Section(
        role,
        line.mark if head.end else None,
        heading,
        title,
        line.paragraph,
        end.paragraph,
        line.start,
        end.end,
        line.characters + sum([x.characters for x in body]),
        made,
        text,
        names,
        shares,
        spans,
    )


def _items(own: list[Line], head: Head, last: int, role: str) -> tuple[Item, ...]:
    line = own[head.line]
    found = units(own, head.line, head.line + 1)
    if head.end:
        found = [u._replace(level=9) if u.level < 5 else u for u in found if u.end > head.end]
        if found and found[0].start < head.end:
            found[0] = found[0]._replace(start=head.end, mark=None, level=9)
        found = [u for u in found if line.text[u.start : u.end].strip()]
    found += units(own, head.line + 1, last)
    found = [u for u in found if own[u.line].cell is None]
    found = unnumbered(own, found, role)
    told = items(own, found)
    listed = rows(own, head.line + bool(head.end), last)
    if role == "problems":
        if len(told) > 1 and not tabled(tuple(listed)):
            return told  # a table beside aspects that are told sums them up
        listed = [row for row in listed if not _NOTHING.fullmatch(row.title)]
    return (*told, *listed)


def _closing(own: list[Line], found: list[Head], kinds: genres.Kinds) -> int:
    """The index of the line where the closing begins: thanks, request for criticism, signature, date."""
    floor = (found[-1].line + 1) if found else 0
    at = len(own)
    while at > floor:
        line = own[at - 1]
        text = line.text.strip()
        signed = (
            line.align == "right" or genres.is_date(text) or (len(text) <= 4 and line.number is None and not re.search(r"[略无。]", text))
        )
        if line.cell is not None or not (
            signed or (len(text) < _farewell(at - 1, floor) and line.number is None and kinds.closing.search(text))
        ):
            break
        at -= 1
    # an appendix or a watermark behind the closing does not hide it
    for i in range(max(floor, at - 6), at):
        text = own[i].text.strip()
        if (
            own[i].number is None
            and own[i].cell is None
            and len(text) < _farewell(i, floor)
            and re.match(r"(?:以上|上述)", text)
            and kinds.closing.search(text)
        ):
            if all(x.number is None and x.cell is None for x in own[i:at]):
                return i
    return at


def _farewell(line: int, floor: int) -> int:
    """The characters of the longest closing line; what stands right under a heading says more than goodbye."""
    return 40 if floor and line == floor else 120


def _signed(own: list[Line], begin: int, stop: int, closing: int) -> tuple[Span | None, Span | None]:
    date = signature = None
    edge = own[max(0, begin - 3) : min(stop, begin + 4)] + own[closing:]
    for line in edge:
        text = line.text.strip()
        if _MARKING.search(text):
            continue
        if date is None and genres.is_date(text):
            date = line.trimmed
        elif signature is None and (
            (line.align == "right" and 2 <= len(text) <= 30)
            or re.search(r"[\s\u3000][\u4e00-\u9fff]{1,2}[\s\u3000]?[\u4e00-\u9fff]{1,2}[）)]?$", text)
            and len(text) <= 45
            or re.match(r"^[（(]?(?:汇报人|发言人|检查人|报告人|姓名)[：:]", text)
            or re.match(r"^[（(]?[\u4e00-\u9fff]{2,4}[）)]?$", text)
        ):
            signature = line.trimmed
    return date, signature


def _previous(own: list[Line], begin: int, stop: int) -> Span | None:
    for line in own[begin : max(stop, begin)]:
        found = _PREVIOUS.search(line.text)
        if found:
            return line.span(found.start(), found.end())
    return None


def _marks(own: list[Line]) -> list[Mark]:
    made: list[Mark] = []
    for line in own:
        if line.cell is not None:
            continue
        if line.mark and line.mark.level < LEVEL_WORDS:
            made.append(line.mark)
        made += line.points
    return made

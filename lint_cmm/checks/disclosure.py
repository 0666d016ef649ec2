"""个人有关事项: absent, empty, full of blanks, items missing, statements that contradict each other."""

from __future__ import annotations

from functools import cache

from lint_cmm.checks import placeholders
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.sections import NoOptions, present
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple
from lint_cmm.model.types import Span
from lint_cmm.outline.numerals import chinese
from lint_cmm.outline.types import Section


def missing(context: Context, options: NoOptions) -> Issues:
    """D301: no disclosure section where the profile requires (an error) or expects it (variant "expected")."""
    profile = context.profile
    thematic_team = profile.year is None and context.outline.kind in ("team", "branch")
    if profile.kind != "personal" or thematic_team or present(context, "disclosure"):
        return
    if "disclosure" in profile.required:
        yield Issue(None, {"profile": profile.title})
    elif "disclosure" in profile.expected:
        yield Issue(None, {"profile": profile.title}, variant="expected")


def _items(context: Context) -> dict[str, tuple[str, ...]]:
    table = context.data.table("disclosure")["items"]
    return {name: tuple(table[name]) for name in context.profile.disclosure_items or table if name in table}


class EmptyOptions(NamedTuple):
    """A section of at most ``short`` characters that names fewer than ``named`` items may be empty talk;
    up to ``evasive`` characters when it only refers elsewhere."""

    short: int = 0
    named: int = 0
    evasive: int = 0


def says_nothing(context: Context, section: Section, options: EmptyOptions) -> bool:
    """Whether a disclosure section is blank, a mere 略 / 无 / 同上, or puts the reader off without naming items."""
    text = re.sub(r"\s", "", section.text)
    table = context.data.table("disclosure")["empty"]
    if not text or any(_compiled(p).match(text) for p in table["words"]):
        return True
    named = sum(any(word in text for word in words) for words in _items(context).values())
    if _compiled(table["since"]).search(text):
        return False  # D304 asks for the items
    if len(text) <= options.short and named == 0:
        return True
    evasive = any(_compiled(p).search(text) for p in table["evasive"])
    return evasive and len(text) <= options.evasive and named < options.named


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def empty(context: Context, options: EmptyOptions) -> Issues:
    """D302: the section is there and says nothing; stands on its heading."""
    for section in context.outline.of("disclosure"):
        if section.heading and says_nothing(context, section, options):
            context.memo["disclosure.empty"] = True
            yield Issue(section.heading, {"heading": section.title})


# What is put off: 市值待补, 面积待填写平方米.
_PENDING = re.compile(r"待(?:补充?|填写?|核实?|完善)(?=[，。；、）)]|万元|平方米|平米|元|套|$)")


def blanks(context: Context, options: NoOptions) -> Issues:
    """D303: values left as * / XX / ＿＿ in the disclosure, or put off, one finding a blank."""
    for section in context.outline.of("disclosure"):
        for span in section.spans:
            paragraph = context.document.paragraph(span)
            said = paragraph.text[span.start : span.end]
            found = placeholders.find(context.data, said) if not placeholders.divides(paragraph) else []
            if "待" in said:
                found += [m.span() for m in _PENDING.finditer(said) if not any(s < m.end() and m.start() < e for s, e in found)]
            for start, end in sorted(found):
                spaces = not said[start:end].strip()
                yield Issue(span._replace(start=span.start + start, end=span.start + end), variant="spaces" if spaces else "")


class ItemsOptions(NamedTuple):
    """``empty`` are the options of D302, so that both agree on what says nothing; fewer than ``least`` missing items are let pass."""

    short: int = 0
    named: int = 0
    evasive: int = 0
    least: int = 1


def items(context: Context, options: ItemsOptions) -> Issues:
    """D304: items that the profile lists and the section does not mention, all in one finding on its heading."""
    if not context.profile.disclosure_items:
        return
    sections = context.outline.of("disclosure")
    if not sections or all(says_nothing(context, s, EmptyOptions(options.short, options.named, options.evasive)) for s in sections):
        return
    text = "\n".join(s.text for s in sections)
    absent = [name for name, words in _items(context).items() if not any(word in text for word in words)]
    if len(absent) >= options.least:
        yield Issue(sections[0].heading, {"items": "、".join(absent), "items_en": ", ".join(absent), "count": str(len(absent))})


_COUNT = r"(?P<n>\d{1,2}|[一二三四五六七八九十两])"
_ANNOUNCED = re.compile(
    rf"(?:现有)?(?:住房|房产|商品房|房屋)(?:共|共有|合计|现有|总共)?(?:计)?{_COUNT}(?:套|处)|{_COUNT.replace('?P<n>', '?P<m>')}(?:套|处)(?:住房|房产|商品房|房屋)"
)
_DESCRIBED = re.compile(
    r"(?:其中)?(?:(?:第[一二三四五六1-6]|(?<![租售卖出让住])[一1])套|另一套|另外?一套|还有一套|一处|另一处|一套)(?:住房|房产|商品房|房屋)?(?:为|是|系|位于|在|于|坐落|建筑面积|面积|，|：|:|(?=[0-9]{2,4}(?:\.[0-9]{1,2})?(?:平方米|平米|㎡)))"
)
_AREA = re.compile(r"(\d{1,4}(?:\.\d{1,2})?)\s{0,2}(?:平方米|平米|㎡|m²)")
_TOTAL = re.compile(
    r"(?:合计|共计|总计|总面积|面积共|合计面积|面积合计|总建筑面积)(?:为|约|达)?\s{0,2}(\d{1,5}(?:\.\d{1,2})?)\s{0,2}(?:平方米|平米|㎡|m²)"
)


def inconsistent(context: Context, options: NoOptions) -> Issues:
    """D305: figures that do not add up, a number of homes other than those described, a denial beside its contrary."""
    for section in context.outline.of("disclosure"):
        for span in section.spans:
            text = context.document.paragraph(span).text[span.start : span.end]
            for start, end, kind, facts in (*_homes(text), *_sums(text)):
                yield Issue(span._replace(start=span.start + start, end=span.start + end), facts, variant=kind)
        yield from _contradictions(context, section)


def _value(text: str) -> int:
    return int(text) if text.isdigit() else chinese(text.replace("两", "二"))


_TOPIC = re.compile(
    r"[。\n](?!(?:其中)?[一1][套处](?:在|于|坐落)|[^。\n]{0,30}(?:套|处)(?:住房|房产|商品房|为|是|位于))|[。；\n](?:儿子|女儿|子女|父亲|母亲|父母|岳父|岳母)|车位|商铺|股票|基金"
)
_FORMER = ("原", "原有", "曾", "曾有", "过去", "过去有", "此前有")
_TOLD = re.compile(r"[^，。；\n]*(?:，[^，。；\n]*\d[^，。；\n]*)*")  # what is said of a home: its clause and those with figures behind it
_SHOPS = re.compile(r"(\d|[一二三四五两])套(?=[^，。；]{0,4}(?:商业房|商铺))")


# Another home behind the one that is said to be all: 现有住房1套，…；另有2019年购买的市区住房89平方米. Somebody else's, or one let by the employer, is none.
_ANOTHER = re.compile(
    r"[，；](?:另|还)(?:外)?有(?![^，。；]{0,24}(?:父|母|岳|儿子|女儿|子女|租|周转|宿舍|公寓|继承|老家|祖|宅基))"
    r"[^，。；]{0,24}(?:住房|住宅|商品房|房屋)[^，。；\d]{0,8}\d{2,4}(?:\.\d{1,2})?(?:平方米|平米|㎡)"
)
# A home of a list behind a colon, by its year or its place: 2006年购买的家属院住房82平方米. What belongs to a home is none.
_BOUGHT = re.compile(
    r"(?<=[：:，；、])(?![^，。；、]{0,24}(?:阁楼|露台|车库|车位|储|地下|公摊|套内|使用面积|院子|其中|含))"
    r"(?:(?:19|20)\d{2}年[^，。；、]{0,4}(?:购|建|买|分得|继承)[^，。；、\d]{0,24}(?:，(?:建筑)?(?:面积)?)?"
    r"|[^，。；、\d]{1,14}(?:[路街院苑园湾城区里村府庭]|住房|公寓|小区|家属楼)(?:住房)?)\d{2,4}(?:\.\d{1,2})?(?:平方米|平米|㎡)"
)
_ALL = re.compile(r"(?:现|共|家庭|名下|夫妻|我家|一共|总共)有?$|有$")


def _homes(text: str) -> list[tuple[int, int, str, dict[str, str]]]:
    """The number of homes announced against those described after it, up to the end of the sentence or the next topic."""
    for hit in _ANNOUNCED.finditer(text):
        if text.endswith(_FORMER, 0, hit.start()):
            continue
        announced = _value(hit["n"] or hit["m"])
        tail = text[hit.end() : hit.end() + 400]
        stop = _TOPIC.search(tail)
        rest = tail[: stop.start()] if stop else tail
        described = list(_DESCRIBED.finditer(rest))
        listed = [a for a in _AREA.finditer(rest) if not re.search(r"(?:合计|共计|总计|总面积)[为约达]?$", rest[: a.start()])]
        if "分别" in rest[:6] and 2 <= len(listed) != announced >= 2:
            end = hit.end() + listed[-1].end()
            return [(hit.start(), end, "homes", {"announced": str(announced), "found": str(len(listed))})]
        bought = list(_BOUGHT.finditer(rest)) if rest[:1] in ("：", ":") and announced >= 2 else []
        if len(bought) > announced:
            return [(hit.start(), hit.end() + bought[-1].end(), "homes", {"announced": str(announced), "found": str(len(bought))})]
        another = (
            _ANOTHER.search(rest)
            if announced == 1 and (hit[0][0] == "现" or _ALL.search(text, max(0, hit.start() - 4), hit.start()))
            else None
        )
        if another:
            return [(hit.start(), hit.end() + another.end(), "homes", {"announced": "1", "found": "2"})]
        shops = sum(_value(count) for count in _SHOPS.findall(rest))
        if announced >= 2 and len(described) >= 2 and len(described) + shops != announced:
            last = _TOLD.match(rest, described[-1].end())
            end = hit.end() + (last or described[-1]).end()
            return [(hit.start(), end, "homes", {"announced": str(announced), "found": str(len(described))})]
    return []


def _sums(text: str) -> list[tuple[int, int, str, dict[str, str]]]:
    """A total area that is not the sum of the areas given for the homes around it."""
    total = _TOTAL.search(text)
    if not total:
        return []
    stop = re.search(r"办公|商铺|车位", text[total.end() :])
    window = text[max(0, text.rfind("\n", 0, total.start()) + 1) : total.end() + (stop.start() if stop else 300)]
    shift = max(0, text.rfind("\n", 0, total.start()) + 1)
    office = re.search(r"办公", window)
    areas = [float(m[1]) for m in _AREA.finditer(window) if m.end() + shift != total.end() and not (office and m.start() > office.start())]
    wanted = float(total[1])
    if len(areas) >= 2 and abs(sum(areas) - wanted) > 0.05:
        if any(abs(a + b - wanted) <= 0.05 for i, a in enumerate(areas) for b in areas[i + 1 :]):
            return []
        first = min(m.start() for m in _AREA.finditer(window))
        a = min(total.start(), shift + first)
        return [(a, total.end(), "sum", {"announced": total[1], "found": f"{sum(areas):g}"})]
    return []


def _contradictions(context: Context, section: Section) -> Issues:
    for rule in context.data.table("disclosure").get("contradiction", ()):
        denials = [d for d in _all(context, section, rule["denies"]) if not _of_the_rest(context, d[0])]
        for stated, thing in _all(context, section, rule["states"]) if denials else ():
            if _void(context, stated):
                continue
            against = next((d for d, _ in denials if not _touch(d, stated) and _same_matter(context, d, stated, thing)), None)
            if against:
                yield Issue(stated, {"item": rule["name"], "denial": context.document.quote(against)}, (against,), "contradiction")
                break


def _all(context: Context, section: Section, pattern: str) -> list[tuple[Span, str]]:
    """Every match with the thing it is about (the group ``w``, or ""); the first ones where there are hundreds, each meets each."""
    found = []
    for span in section.spans:
        text = context.document.paragraph(span).text[span.start : span.end]
        for hit in _compiled(pattern).finditer(text):
            found.append((span._replace(start=span.start + hit.start(), end=span.start + hit.end()), hit.groupdict().get("w") or ""))
            if len(found) == _MEETING:
                return found
    return found


_MEETING = 500
_OTHERS = re.compile(r"其他|其它|另外|别的|额外")
_BESIDES = re.compile(r"除(?:此|[^，。；]{1,16})(?:之|以)?外|此外")
_DENIED = re.compile(r"没有|未(?![婚成来])|不存在|从未|从不|并非|无(?!偿)|曾|原任|原兼任|原$")
_OVER = re.compile(
    r"(?:已|均|全部|现)(?:于[^，。；]{0,14})?(?:经)?(?:全部|主动|按规定|按要求|陆续)?"
    r"(?:辞去|辞掉|辞任|退出|退还|卖出|卖掉|清仓|注销|转让|出售|还清|结清|赎回|离任|卸任|不再|收回|归还|关闭|停业|回国|清退|免去)"
)
_PEOPLE = re.compile(
    r"(?P<self>本人|我(?!们))|(?P<spouse>妻子|丈夫|配偶|爱人)|(?P<child>儿子|女儿|子女)|(?P<all>均|都|家庭|家人)"
    r"|(?P<kin>女婿|儿媳|岳父|岳母|父亲|母亲|父母|公公|婆婆|兄弟|姐姐|妹妹|弟弟|哥哥|妻[弟妹兄哥姐]|内弟|舅|姐夫|妹夫|嫂|弟媳|侄|外甥|叔|伯|姑|姨|堂[兄弟姐妹]"
    r"|表[兄弟姐妹哥]|连襟|亲家|亲属|亲戚|朋友|同学|同事|下属|所属|干部|职工)"
)


_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年")
_AND = ("、", "和", "及", "与", "以及", "")


def _same_matter(context: Context, denied: Span, stated: Span, thing: str) -> bool:
    """Whether a denial covers what is stated: it names the same thing, and not another year or person than the statement does."""
    clause = _clause(context, denied)
    if thing and thing not in clause:
        return False
    when_denied, when_stated = _years(context, denied), _years(context, stated)
    if when_denied and when_stated and when_denied.isdisjoint(when_stated):
        return False
    who_denied, who_stated = _persons(context, denied), _persons(context, stated)
    if who_denied & who_stated or "kin" in who_denied | who_stated:
        return bool(who_denied & who_stated)
    return "all" in who_denied | who_stated or not who_denied or not who_stated


def _void(context: Context, stated: Span) -> bool:
    """Whether what is stated is denied in its own clause, or said to be over later in its sentence."""
    text = context.document.paragraph(stated).text
    start = max(text.rfind(sign, 0, stated.start) for sign in "，。；：\n") + 1
    stop = re.compile(r"[。；\n]").search(text, stated.end)
    return bool(_DENIED.search(text, start, stated.start) or _OVER.search(text, stated.end, stop.start() if stop else len(text)))


def _of_the_rest(context: Context, denied: Span) -> bool:
    """Whether only what has not been stated is denied: 没有其他…, 除此之外没有…."""
    text = context.document.paragraph(denied).text
    start = max(text.rfind(s, 0, denied.start) for s in "。；\n") + 1
    return bool(_OTHERS.search(_clause(context, denied)) or _BESIDES.search(text, start, denied.start))


def _clause(context: Context, span: Span) -> str:
    text = context.document.paragraph(span).text
    stop = re.compile(r"[，。；\n]").search(text, span.end)
    return text[span.start : stop.start() if stop else len(text)]


def _years(context: Context, span: Span) -> frozenset[str]:
    """The years that the clause around ``span`` names: 2016年因私赴日本旅游."""
    text = context.document.paragraph(span).text
    start = max(text.rfind(sign, 0, span.start) for sign in "，。；：\n") + 1
    return frozenset(_YEAR.findall(text[start : span.start] + _clause(context, span)))


def _persons(context: Context, span: Span) -> set[str]:
    """Whom the clause speaks of: the last person named before it in its sentence, with those named in one breath (本人、配偶和儿子)."""
    text = context.document.paragraph(span).text
    start = max(text.rfind(s, 0, span.start) for s in "。；\n") + 1
    found: set[str] = set()
    after = -1
    for person in reversed(list(_PEOPLE.finditer(text, start, span.end))):
        if after >= 0 and text[person.end() : after] not in _AND:
            break
        found.add(person.lastgroup or "")
        after = person.start()
    return found


def _touch(a: Span, b: Span) -> bool:
    return a.paragraph == b.paragraph and a.start < b.end and b.start < a.end

"""Stand-ins in words: 某某, 某单位, 【待补】, （此处填写…）. Part of :mod:`lint_cmm.checks.placeholders`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lint_cmm.checks.text import line, matches, places, sentence
from lint_cmm.kit import patterns as re

if TYPE_CHECKING:
    from lint_cmm.data import Data

# What stands in brackets, but for the number of a heading.
_BRACKET = re.compile(r"[（(【〔{<](?![一二三四五六七八九十0-9]{1,3}[）)])[^（）()【】〔〕{}<>\n]{1,60}[）)】〕}>]")
_WAITING = re.compile(r"(?<![有尚仍还亟等期接对看优招相])待(?:补|填|核|查证|写|续|确认|完善|更新|插入)(?![^）)】]{0,12}[0-9])")
_HERE = re.compile(r"此处|在此|这里")
_LONG = 40  # what is in brackets and longer tells something, it does not ask
_HEADED = re.compile(
    r"[ \u3000]{0,4}(?:[（(][一二三四五六七八九十0-9]{1,2}[）)]|[一二三四五六七八九十]{1,2}、|[0-9]{1,2}[.．、])([^\s。\n]{2,6})(?m:$)"
)
_ALONE = 30  # of the words of ``alone`` as many count on a line of their own
_FILL = re.compile("填(?![报补表平空满方充])[\u4e00-\u9fff、]{2,8}")  # （填单位）
# What a field asks for: （案例名称）, （具体措施）.
_FIELD = re.compile(
    "[\u4e00-\u9fff]{0,6}(?:名称|姓名)|具体[\u4e00-\u9fff]{0,4}(?:时间|日期|数字|数据|数量|事例|案例|内容|名称|问题|措施|地点|人员|情况|表现|事项|金额)"
)
# What a template tells whoever uses it: （结合自身岗位举例说明）.
_EXAMPLES = "举[一二两三四0-9]{0,2}[-—–至到]{0,2}[一二两三四0-9]{0,2}个?(?:例|例子|事例|实例)"  # 举1—2例
_ADAPT = re.compile(
    "可?(?:根据|结合|按照?|联系|参照)[^，。；0-9]{0,6}(?:自身|自己|本人|个人|各自|单位|岗位|分管|职责|实际)[^，。；0-9]{0,8}(?:(?:填写|补充|举例|展开|撰写|修改|列举|替换|调整|增减|增删)[^，。；0-9]{0,6}|"
    + _EXAMPLES
    + ")"
)
# What somebody is still to say: 【待王主任确认】; what the writer leaves himself to look up: （具体数字请核实）, （办公室补数）.
_AWAITED = re.compile(
    "[待等请][\u4e00-\u9fff]{1,8}(?:确认|核实|核对|核定|审定|提供|补充|补齐|回复|答复|填写|定稿|定|补|填|报来|给数)(?:后(?:填|补|定|改|更新))?"
)
_LOOK_UP = re.compile(
    "[\u4e00-\u9fff]{0,8}(?:数字|数据|时间|日期|年份|姓名|名字|人名|地名|名称|金额|次数|人数|户数|比例|文号|事例|案例|例子|出处)"
    "(?:(?:请|再|需|要|还要|还需|有待|由[\u4e00-\u9fff]{1,6})(?:核实|核对|核准|查证|确认)|(?:请|再|需|要)?(?:核一下|查一下|对一下|补上|补一下|补|存疑))"
    "|[\u4e00-\u9fff]{2,6}(?:补数|补数据|补数字|给数|报数|补材料|核数)|(?:再|还要|要)?(?:核一下|查一下|问一下|对一下|补一下|定一下|核实一下|确认一下)|请[\u4e00-\u9fff]{1,6}把关"
)
_LOOKED_UP = frozenset("实对准下证认上补疑数据字料关")  # what it ends with
# The choice that a form leaves: （党委/党组）, （上／下）半年.
_CHOICE = re.compile("[\u4e00-\u9fff]{1,5}(?:[ ]?[/／|｜][ ]?[\u4e00-\u9fff]{1,5}){1,4}")
_PARTS = re.compile("[ ]?[/／|｜][ ]?")
_HAN = re.compile("[\u4e00-\u9fff]")
_FIELDS = re.compile("[ \u3000、，,/／·+＋-]{1,4}")  # between fields of a line of its own: （单位　职务　姓名）
_BLANKS = re.compile("[ \u3000]{1,20}")
# What may go, or is to be worked on, before the text is handed in: （此段可删）.
_PART = re.compile(
    "(?:此|本|该|这|以上|以下|上|下)(?:段|句|条|例|节|部分|一段|一句)(?:可以?|请|应|需|要|再|宜|建议|酌情)?(?:删|不要|略|展开|补充|改写|重写|换掉|替换|简写|压缩|斟酌)[^，。]{0,4}"
)
_COUNTS = ("几", "若干", "多少", "几个", "数字", "数量", "个数", "次数", "金额", "人数")
_UNIT = re.compile("[项个次件户条名人篇场家万元天处份]")
_UNSIGNED = re.compile("[\u4e00-\u9fff]{2,14}[ \u3000]{3,20}")  # （市卫健委　　　）: the name is left out
_SLOT = tuple("由与向到在对经给请")  # 由（责任人）牵头: the bracket stands for a word
_NAMES = ("姓名", "名称", "名单", "人名", "地名")
_ORDERS = ("填写", "填入", "补充", "插入", "写明", "列出", "列举", "注明")


# Behind a stand-in in quotation marks these say that it is told of, as are those before one where a paper is named: 稿子里还留着“XX镇”字样.
_TOLD = re.compile(
    "(?:的)?(?:字样|字眼|二字|两字|[两三几]个字|等字|这样的|之类|一类|式的|一栏|栏|格式|空格|空白)"
    "|(?:还)?(?:没有?|未|忘了|忘记)(?:及时)?(?:替换|改|删|填|换)|[念读写错打看]成"
)
_LEFT_IN = ("留着", "留有", "残留", "残存", "写着", "还是", "印着", "标着", "填着", "有一处", "有几处", "有一句")
_PAPERS = (
    "稿",
    "模板",
    "材料",
    "报告",
    "通知",
    "文件",
    "合同",
    "表",
    "清单",
    "台账",
    "提纲",
    "方案",
    "手册",
    "日记本",
    "记录本",
    "登记簿",
    "系统",
)
_QUOTED = 24  # characters between a stand-in and the mark that opens or closes its quotation


def told(text: str, start: int, end: int) -> bool:
    """Whether the stand-in ``text[start:end]`` is quoted as what stood in some paper."""
    opened = text.rfind("“", max(0, start - _QUOTED), start)
    closed = text.find("”", end, end + _QUOTED)
    if opened < 0 or closed < 0 or any(mark in text[opened:closed] for mark in "”\n"):
        return False
    first, _ = sentence(text, start, end)
    papers = any(word in text[first:opened] for word in _PAPERS)
    return papers and (bool(_TOLD.match(text, closed + 1)) or text.endswith(_LEFT_IN, first, opened))


def cues(table: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """Words of ``placeholders.toml`` that :func:`find` wants to know of beforehand."""
    yield from table["anywhere"]
    yield from table["alone"][:_ALONE]
    yield from table["asked"]
    yield from table["headings"]


def find(data: Data, text: str, standing: set[str]) -> list[tuple[int, int]]:
    """Instructions to the writer and unfilled fields in ``text``, in which of the ``cues`` those of ``standing`` stand."""
    table = data.table("placeholders")
    asked = standing.intersection(table["asked"])
    found = []
    for m in _BRACKET.finditer(text):
        if _is_instruction(table, asked, m.group()[1:-1].strip(), m.group()[0], text, m.start(), m.end()) or _is_field_line(table, text, m):
            found.append((m.start(), m.end()))
    for words in standing.intersection(table["anywhere"]):
        at = text.find(words)
        while at >= 0:
            found.append((at, at + len(words)))
            at = text.find(words, at + len(words))
    if not standing.isdisjoint(table["alone"][:_ALONE]):
        alone = re.compile(r"[ \t\u3000]{0,4}([^\s。\n]{2,6})[。…]{0,2}[ \t\u3000]{0,4}(?=\n|$)")
        for m in matches(alone, text, [0, *[at + 1 for at in places(text, "\n")]]):
            if m.group(1) in table["alone"][:_ALONE]:
                found.append((m.start(1), m.end(1)))
    if not standing.isdisjoint(table["headings"]):
        for m in matches(_HEADED, text, [0, *[at + 1 for at in places(text, "\n")]]):
            if m[1] in table["headings"]:
                found.append((m.start(1), m.end(1)))
    return found


def _is_field_line(table: dict[str, tuple[str, ...]], text: str, match: re.Match[str]) -> bool:
    """Whether a bracket that is all of its line names what is to be filled in there (（单位　姓名）), or leaves it blank."""
    if text[match.end() : match.end() + 1] not in ("", "\n"):
        return False
    first, _ = line(text, match.start(), match.end())
    said = match.group()[1:-1]
    if text[first : match.start()].strip():
        return False
    if _UNSIGNED.fullmatch(said):
        return not any(sign in said for sign in "签章盖年")
    known = {*table["fields"], *table["bracketed-fields"], *table["slots"]}
    return known.issuperset(_FIELDS.split(said.strip())) or _BLANKS.sub("", said) in known


def _is_instruction(table: dict[str, tuple[str, ...]], asked: set[str], said: str, opener: str, text: str, start: int, end: int) -> bool:
    """Whether what stands in brackets tells the writer to do something or names an unfilled field. ``asked``: those of the table's words
    that stand anywhere in the text."""
    if said.startswith("："):
        return False
    if opener in "【〔{<" and (said in table["fields"] or said.startswith(("填写", "填入", "输入", "插入"))):
        return True
    if opener in "（(" and (said in table["bracketed-fields"] or _FIELD.fullmatch(said)) and text[start - 1 : start] not in ("", "\n"):
        first, last = line(text, start, start + 1)
        return last - first > len(said) + 12 and "：" not in text[first : first + 6]
    if opener in "（(" and said in table["slots"] and text[start - 1 : start] in _SLOT:
        return bool(re.match("[\u4e00-\u9fff]", text[start + len(said) + 2 : start + len(said) + 3]))
    if "待" in said and len(said) <= 20 and _WAITING.search(said):
        return True
    if len(said) <= 16 and (said[-1:] in _LOOKED_UP and _LOOK_UP.fullmatch(said) or opener in "【〔[{" and _AWAITED.fullmatch(said)):
        return True
    if len(said) <= 12 and (_PART.fullmatch(said) or said in _COUNTS and _UNIT.match(text, end)):
        return True
    if ("/" in said or "／" in said or "|" in said) and _CHOICE.fullmatch(said):
        return set(_PARTS.split(said)) <= set(table["choices"]) and bool(_HAN.match(text, end))
    here = _HERE.search(said) if "此" in said or "这里" in said else None
    if here and said[here.end() :].lstrip("，,").startswith(tuple(table["here"])):
        return True
    if here and here.start() == 0 and said.endswith(_NAMES):
        return True  # （此处由主持人宣读获奖者姓名）: what is to stand here
    if len(said) > _LONG:
        return False
    if _FILL.fullmatch(said) or _ADAPT.fullmatch(said):
        return True
    if any(words in said for words in asked):
        return not re.search(r"[0-9]", said)
    return said.startswith(_ORDERS) and bool(
        re.search(r"^..[^，。；]{0,12}(?:姓名|名称|职务|单位|时间|日期|数字|数据|内容|事例|案例|例子|地点|情况)$", said)
    )


def _in_case(data: Data, text: str, start: int, end: int, cases: list[tuple[int, int]]) -> bool:
    """Whether the place is part of a case report."""
    if any(s <= start < e for s, e in cases):
        return True
    first, last = sentence(text, start, end)
    return any(word in text[first:last] for word in data.table("placeholders")["case"])


def mou_mou(data: Data, text: str, start: int, end: int, cases: list[tuple[int, int]]) -> bool:
    """Whether 某某 at ``text[start:end]`` is a stand-in: not in a case report."""
    return not _in_case(data, text, start, end, cases)


def somebody(data: Data, text: str, cases: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """某单位, 某县, 某同志 in the writer's own account; 何某 and the language of case reports are names."""
    table, surnames = data.table("placeholders"), data.table("surnames")["single"]
    found = []
    starts = {w[0] for w in table["after-mou"] if w != "某"} | {w[0] for w in table["after-mou-person"]}
    at = text.find("某")
    while at >= 0:
        if text[at + 1 : at + 2] not in starts:
            at = text.find("某", at + 1)
            continue
        after, before = text[at + 1 : at + 6], text[max(at - 1, 0) : at]
        place = max((w for w in table["after-mou"] if w != "某" and after.startswith(w)), key=len, default="")
        person = max((w for w in table["after-mou-person"] if after.startswith(w)), key=len, default="")
        named = bool(before) and before in surnames and before not in "于向任时从和查因由为对把被给跟同与及管都能应相关经其连满用利通解"
        if place and text.endswith(tuple(table["elsewhere"]), 0, at):
            place = ""
        word = place or ("" if named else person)
        if word and before != "某" and not _in_case(data, text, at, at + 1, cases):
            found.append((at, at + 1 + len(word)))
        at = text.find("某", at + 1)
    return found

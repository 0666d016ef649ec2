"""Stand-ins that a reader would send back: marks, letters, blanks and instructions left to the writer (H601; D303 uses the finder).

``find`` needs the words of ``placeholders.toml``; every pattern is bounded, and those with a mark of their own are tried only where
the mark stands in the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint_cmm.checks import codes, placeholder_words, scan
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.text import before, line, matches, places, stories, within_one
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from lint_cmm.data import Data
    from lint_cmm.model.types import Paragraph, Story

_MARKS = "*＊×✕✖xXＸｘ△▲○◯□〇_＿#＃?？…某"  # every match of _RUN begins with one
_MARK = codes.register("stand-ins", _MARKS)
_UNDER = codes.register("tabs-and-lines", "_\\t")
_COLON = codes.register("colons", "：:")
_DATE_MARKS = "xXＸ×*＊某△○〇□_＿NM"  # every match of _DATE has one, its first at most _DATE_LEAD characters from its start
_DATE_LEAD = 4
# A run of marks, dates of marks (20XX年X月X日) taken together.
_DATE = re.compile(
    r"(?:(?:20|19|二〇|二○)?[xXＸ×*＊某△○〇□_＿NM]{1,4}|20[0-9]{1,2}[xXＸ×*＊○□_＿]{1,2})年"
    r"(?:(?:[xXＸ×*＊某△○□_＿NM]{1,3}|[0-9]{1,2})月(?:(?:[xXＸ×*＊某△○□_＿NM]{1,3}|[0-9]{1,2})日)?)?"
    r"|(?<![0-9A-Za-z])(?:[xXＸ×*＊△○□_＿]{1,3}月(?:[xXＸ×*＊△○□_＿]{1,3}|[0-9]{1,2})日|[0-9]{1,2}月[xXＸ×*＊△○□_＿]{1,3}日)"
)
_RUN = re.compile(
    r"[*＊]{1,200}(?:\+[*＊]{1,200})?|[×✕✖]{1,200}|(?<![A-Za-z])[xXＸｘ]{1,200}(?![A-Za-z])|[△▲○◯□〇]{1,200}|[_＿]{2,200}|＿"
    r"|[#＃]{1,200}|[?？]{2,200}|…{3,200}|某某{1,20}"
)
# Blanks where a figure or a date belongs.
_BLANK_DATE = re.compile(
    r"[（(]?[ \u3000]{0,6}(?:(?:19|20)[0-9]{2})?(?:(?<![ \u3000])[ \u3000_]{1,12})?年[ \u3000\t_]{1,12}月(?:[ \u3000\t_]{0,12}日)?[ \u3000]{0,6}[）)]?"
    r"|(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})月[ \u3000\t_]{1,12}日|(?<![0-9])(?:19|20)[ \u3000_]{1,8}年"
)
_NOTHING = ("（）", "()", "（)", "(）", "《》", "【】")  # what _EMPTY matches without a blank
_CUES = "placeholders"
scan.register_cues(_CUES, lambda data: (*_NOTHING, *placeholder_words.cues(data.table("placeholders"))))
_OPENERS = tuple("（(《“【[［〔")
_EMPTY = re.compile(
    r"[（(][ \u3000]{0,12}[）)]|《[ \u3000]{0,12}》|[\[［][ \u3000]{1,12}[\]］]|“[ \u3000]{1,12}”|【[ \u3000]{0,12}】|〔[ \u3000]{1,12}〕"
)
_GAP = re.compile(
    r"(?<=[\u4e00-\u9fff])[ \u3000]{2,12}(?=(?:平方米|万元|亿元|人次|个百分点|元|套住房|(?:套|次|人|户|件|条|个|名|项|篇|份|天|家|场)[，。；、]))"
)
_LETTER = re.compile(r"[A-ZＡ-Ｚ](?<![A-Za-z0-9+\-./&_%“].)(?=[\u4e00-\u9fff])")
_NUMBER = re.compile(r"[NMnＮ](?<![A-Za-z0-9+\-./&_].)(?=[\u4e00-\u9fff%％])")
_NEAR = 40
_ANY = re.compile(r"[+＋][NＮ]|[1一][名个位][\u4e00-\u9fff]{1,8}$")  # before an N that means any number: 1+N, 1名领导带N个企业
_CAPITAL = codes.register("capitals", "A-ZＡ-Ｚn")  # where a match of these two may begin
# Where a figure belongs, between Han and its unit, another sign: ◇◇平方米, ——万元, 00套, X.X亿元.
_UNIT = (
    r"(?=平方米|平米|㎡|万元|亿元|万[股件户人吨亩次个名平公立]|人次|公里|个百分点|(?:元|套|处|只|支|份|个|次|人|户|名|本|辆|台|间|股|笔|件|项|条|篇|场|批|家|起|天|年|岁|％|%)"
    r"(?:[，。；、）)：\n]|住房|房产|商品房|车位|股票|基金|$))"
)
_SLOT_SIGNS = r"—–\-~～…/／?？◇◆●◎◉■★☆※▢◻◼█▇⬜⬛♢◈▪▫╳✱✳∗﹡⁎@＠&＆‗﹍_"
_SLOT_START = codes.register("slots", f"{_SLOT_SIGNS}xXＸｘ×*＊○□＿")  # where a match of _SLOT may begin
_SLOT_ALIKE = codes.register("alike", "0A-Za-z")  # the same, if another of the same follows
_SLOT = re.compile(
    rf"(?:[{_SLOT_SIGNS}]{{1,12}}|[xXＸｘ×*＊○□_＿]{{1,4}}[.．][xXＸｘ×*＊○□_＿]{{1,3}}|0{{2,6}}"
    r"|(?P<letter>[A-Za-z])(?P=letter){1,3})[ \u3000]?" + _UNIT
)
# The same letter twice or more for a figure of a date or a name: YYYY年MM月, BB局.
_ALIKE = re.compile(
    r"(?<![A-Za-z0-9+\-./&_%@])(?:[Yy]{2,4}年(?:[Mm]{1,2}月(?:[Dd]{1,2}日)?)?|[Mm]{2}月(?:[Dd]{1,2}日)?|(?P<same>[A-WYZ])(?P=same){1,3}(?=[\u4e00-\u9fff]))"
)
_WEAK_SLOT = re.compile(r"[-–—…~～/／?？]+")  # signs that stand before a unit in other ways, too: 元/平方米
_VALUED = tuple(
    "积值额款价约共计为有房产金接治到了过行展织开办集查访谈议见题导研问习会求讲出成组参加"
)  # characters behind which a figure belongs
# Runs of solid shapes between words: 妻子●●●在◆◆单位工作.
_SHAPES = "◇◆●◎◉■※▢◻◼█▇⬜⬛♢◈▪▫╳"
_SHAPE = codes.register("shapes", _SHAPES)
_SOLID = re.compile(rf"[{_SHAPES}]{{2,12}}(?=[\u4e00-\u9fff，。；、）)])")
_LABELLED = re.compile(r"[：:][ \u3000_]{2,16}(?=[，。；、])")  # 妻子：　　　，
_BOXED = re.compile(r"[套辆处股](?![\u4e00-\u9fff])|平方米|平米|万元|亿元|元(?![\u4e00-\u9fff])")  # 住房□套，not the box of a form: 是□否□
_SIGNS = ("签字", "签名", "签章", "盖章", "审核人", "填表人", "审批人", "记录人")
_NOTED = (
    "注",
    "数据来源",
    "资料来源",
    "来源：",
    "说明",
    "备注",
    "统计口径",
    "不含",
    "表示",
    "标",
)  # what a note begins with behind its star
_NUMERALS = "一二三四五六七八九十零0123456789"
_OPERATOR_LEFT = re.compile(
    r"[0-9A-Za-z)）%％ｍ㎡米]$|(?:米|厘米|毫米|公里|吨|元|小时|天|年|人|次|分|倍|数|率|量|值|额|价|长|宽|高|重|权重|系数|得分)$"
)
_STARS = " *＊\u3000"
# Behind these X is the letter itself.
_VARIABLE = re.compile("(?:记作|记为|设为|叫作|叫做|称为|表示为|未知数|变量|系数|坐标|字母)$")
_KEYS = re.compile(r"[*＊][0-9]{2,5}[#＃]")  # what is dialled
_ID_MARKS = "*＊xX×"  # every match of _MASKED_ID has four of them running behind three to six figures
_MASKED_ID = re.compile(r"[0-9]{3,6}[*＊xX×]{4,12}[0-9Xx]{2,4}|(?<![0-9])[0-9]{3}[*＊×]{4}[0-9]{4}(?![0-9])")


class PlaceholderOptions(NamedTuple):
    """``parts``: parts read."""

    parts: tuple[str, ...] = ("body", "footnote", "endnote", "textbox", "header", "footer")


def placeholder(context: Context, options: PlaceholderOptions) -> Issues:
    """Every stand-in, one finding for what stands together. Those in the disclosure section are D303 alone."""
    for story in stories(context, options.parts):
        closed = _sections(context, story, "disclosure") if story.part == "body" else []
        case = _sections(context, story, "cases") if story.part == "body" else []
        text, standing = story.text, scan.read(context, _CUES, story.part).standing
        for start, end in find(context.data, text, case, standing, codes.finder(text, context)):
            if any(s <= start < e for s, e in closed) or not within_one(story, start, end) or placeholder_words.told(text, start, end):
                continue
            paragraph, _ = story.at(start)
            if divides(paragraph):
                continue
            if paragraph.cell is not None and paragraph.text.strip() in ("×", "✕", "✖", "○", "△", "□", "*", "/"):
                continue  # a tick box or the answer of a form
            yield Issue(story.span(start, end))


def divides(paragraph: Paragraph) -> bool:
    """Whether a paragraph of nothing but stars divides what is above it from what is below; in a cell of a table it stands for words."""
    return paragraph.cell is None and not paragraph.text.strip(_STARS)


def _sections(context: Context, story: Story, role: str) -> list[tuple[int, int]]:
    """The stretches of the body's joined text that the sections of a role take up, headings included."""
    return [
        (
            story.starts[(s.heading.paragraph if s.heading else s.first) - 1] + (s.heading.start if s.heading else s.start),
            story.starts[s.last - 1] + s.end,
        )
        for s in context.outline.of(role)
    ]


def find(
    data: Data, text: str, cases: list[tuple[int, int]] | None = None, standing: set[str] | None = None, at: codes.At | None = None
) -> list[tuple[int, int]]:
    """The stand-ins in ``text`` as sorted stretches that do not overlap. In ``cases`` (reports of cases) 某某 names people. ``standing``:
    what the pass over the text for all word lists found, ``at``: what gives the places of characters, where there were such."""
    at = at or codes.finder(text)
    if standing is None:
        standing = scan.read_text(data, _CUES, text).standing
    found: list[tuple[int, int]] = []
    found += _marks(data, text, cases or [], at)
    found += _blanks(text, standing, at)
    found += _letters(data, text, at)
    found += placeholder_words.find(data, text, standing)
    return _joined(text, found)


def _marks(data: Data, text: str, cases: list[tuple[int, int]], at: codes.At) -> list[tuple[int, int]]:
    marks = at(_MARK)
    dated = [at for at in marks if text[at] in _DATE_MARKS] + places(text, "NM")
    dates = matches(_DATE, text, before(dated, 0, _DATE_LEAD)) if "年" in text or "月" in text else []
    found = [
        (m.start(), m.end())
        for m in dates
        if _is_date(text, m) and not (("_" in m.group() or "＿" in m.group()) and _signed(text, m.start(), m.end()))
    ]
    masked = [(m.start(), m.end()) for m in matches(_MASKED_ID, text, before([at for at in marks if text[at] in _ID_MARKS], 3, 6))]
    for m in matches(_RUN, text, marks):
        if not any(s <= m.start() < e for s, e in masked) and _stands_in(data, text, m.start(), m.end(), cases):
            found.append((m.start(), m.end()))
    if "某" in text:
        found += placeholder_words.somebody(data, text, cases)
    return found + _slots(data, text, at)


def _slots(data: Data, text: str, at: codes.At) -> list[tuple[int, int]]:
    """Signs where a figure or a name belongs."""
    found = []
    same = at(_SLOT_ALIKE)
    alike = [one for one, following in zip(same, same[1:], strict=False) if following == one + 1 and text[one] == text[following]]
    for m in matches(_ALIKE, text, alike):
        if not m["same"] or _named(data, text, m.end()):
            found.append((m.start(), m.end()))
    starts = at(_SLOT_START)
    for m in matches(_SLOT, text, sorted(alike + starts) if alike else starts):
        said = m.group().rstrip(" \u3000")
        before = text[max(m.start() - 3, 0) : m.start()].rstrip(" \u3000")[-1:]
        if not (re.match(r"[\u4e00-\u9fff）”：]", before) or said[0] == "0" and re.match(r"[\u4e00-\u9fff]", before)):
            continue
        if not _WEAK_SLOT.fullmatch(said) or before in _VALUED:
            found.append((m.start(), m.start() + len(said)))
    for m in matches(_SOLID, text, at(_SHAPE)):
        first, last = line(text, m.start(), m.end())
        if re.search(r"[\u4e00-\u9fff]", text[first : m.start()]) and text[m.start() - 1] not in " \u3000。":
            found.append((m.start(), m.end()))
    found += [(m.start() + 1, m.end()) for m in matches(_LABELLED, text, at(_COLON)) if m.group().strip("：:")]
    return found


def _named(data: Data, text: str, end: int) -> bool:
    """Whether ``text[end:]`` begins with a word for a place, a body or a person: BB局."""
    table, after = data.table("placeholders"), text[end : end + 6]
    return after.startswith(tuple(table["after-letter"])) and not after.startswith(tuple(table["not-after-letter"]))


def _is_date(text: str, match: re.Match[str]) -> bool:
    said = match.group()
    if said.startswith(("二〇", "二○")) and not re.search(r"[xXＸ×*＊某△□_＿NM]", said):
        return False
    if not re.search(r"[xXＸ×*＊△○□_＿NM〇]|某年某月|某月某日", said):
        return False
    before = text[: match.start()][-1:]
    if before and (before in _NUMERALS or before in "第+" or before.isascii() and before.isalpha()):
        return False
    return not (said[0] in "○〇" and re.match(r"[○〇]{1,2}年", said) and before in _NUMERALS)


def _stands_in(data: Data, text: str, start: int, end: int, cases: list[tuple[int, int]]) -> bool:
    """Whether the run of marks ``text[start:end]`` is a stand-in."""
    mark, length = text[start], end - start
    before, after = text[max(0, start - 12) : start], text[end : end + 12]
    if mark in "*＊":
        return _star(text, start, end)
    if mark in "×✕✖":
        return length > 1 and not re.search(r"[=＝]", before + after) or length == 1 and _cross(text, start, end)
    if mark in "xXＸｘ":
        return _letter_x(data, text, start, end)
    if mark in "△▲○◯□〇":
        return _shape(text, start, end)
    if mark in "#＃":
        return _hash(text, start, end)
    if mark in "?？":
        return (
            bool(re.match(r"[\u4e00-\u9fff%]", after))
            and not after.startswith(("吗", "呢"))
            and (
                after[0] in "镇县村市区乡局万亿元个户名人年月日次件平套艘%同"
                or bool(re.match("[辆台吨亩座处条项家批份篇][，。；、]", after))
            )
        )
    if mark == "某":
        return placeholder_words.mou_mou(data, text, start, end, cases)
    if mark in "_＿":
        return not _signed(text, start, end) and not (
            before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii() and after[:1].isalnum()
        )
    return length >= 3


def _signed(text: str, start: int, end: int) -> bool:
    """Whether the line is one in which somebody is to sign."""
    first, last = line(text, start, end)
    said = text[first:last]
    return last - first <= 80 and "。" not in said and any(word in said for word in _SIGNS)


def _star(text: str, start: int, end: int) -> bool:
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    if after.isdigit() and (before.isdigit() or before and before in "人次台米元天" and end - start == 1):
        return False
    if end - start == 1 and (
        after in ("号", "键") or before in tuple("带标打画加") and after in tuple("的，、。") or _KEYS.match(text, start)
    ):
        return False  # the sign itself is meant: 带*的指标, 按*键, *100#
    first, last = line(text, start, end)
    head = text[first:start].strip()
    if end - start == 1 and before in ("%", "％") and after in tuple("，。；、）"):
        return False  # refers to a note
    if not head and (after in (" ", "\u3000") or text.startswith(_NOTED, end) or end - start == 1 and not text[end:last].strip(_STARS)):
        return False  # a footnote's sign, a bullet, a divider
    if before.isascii() and before.isalpha() and after.isascii() and after.isalpha():
        return False
    return not (after in ("\n", "") and end - start == 1 and before.isascii() and before.isalnum())


def _cross(text: str, start: int, end: int) -> bool:
    """Whether a single × is a stand-in and not a sign of multiplication, a tick or part of a programme's name."""
    before, after = text[max(0, start - 6) : start].rstrip(), text[end : end + 8].lstrip()
    if not after or after[0] in "0-9" or re.match(r"[0-9A-Za-z(（]", after) and _OPERATOR_LEFT.search(before):
        return not re.match(r"[0-9A-Za-z(（]", after) and bool(after)
    if before.endswith(tuple("打画划")) or re.match("[”’]?(?:号|代表|表示)", after) or before[-1:].isdigit() and after[0] in "长宽高厚深":
        return False  # the sign itself is meant
    if after[:1] in "”’》" and before and before[-1] not in "“‘《":
        return False  # “数据要素×”行动
    if not re.search(r"[\u4e00-\u9fff]", before[-1:] + after[:1]):
        return False
    first, last = line(text, start, end)
    around = text[max(first, start - 40) : min(last, end + 40)]
    return not re.search(r"[=＝√✓✔]", around)


def _letter_x(data: Data, text: str, start: int, end: int) -> bool:
    before, after = text[max(start - 1, 0) : start], text[end : end + 4]
    if end - start > 1:
        if after.startswith(("染色体", "综合征")):
            return False
        return not (text[start:end].isascii() and (after[:1] == "-" or before == "-") and after[1:2].isalnum())
    if after.startswith(tuple(data.table("placeholders")["after-x"])) or _of_several(text, start, after[:1]):
        return False
    if before in ("+", "＋", "-", "/", ".", "_", "&") or after[:1] in ("+", "＋", "-", "/", ".", "_", "&", "=", "＝"):
        return False
    if before.isdigit() and after[:1].isdigit() or before.isascii() and before.isalpha() or after[:1].isdigit():
        return False
    if before == " " and start > 1 and text[start - 2].isascii() and text[start - 2].isalpha():
        return False  # iPhone X
    if before.isdigit():
        return after[:1] in tuple("年月日万亿元个户名人次件%")
    if _VARIABLE.search(text, max(start - 3, 0), start):
        return False  # 把系数记作x
    near = bool(re.match(r"[\u4e00-\u9fff“”（）《》，、。%]", after)) or not after.strip()
    return near and (bool(re.match(r"[\u4e00-\u9fff“”（）《，、。：\s]", before)) or not before)


def _of_several(text: str, start: int, word: str) -> bool:
    """Whether an X before ``word`` is one of several letters that are told near it, or the X of 3+X: B班, X班."""
    near = text[max(0, start - _NEAR) : start + _NEAR]
    return "+X" in near or "＋X" in near or word not in "镇县村市乡局省区" and any(c + word in near for c in "ABCD")


def _shape(text: str, start: int, end: int) -> bool:
    said, before, after = text[start:end], text[max(start - 1, 0) : start], text[end : end + 2]
    if said[0] in "○〇◯" and (before in _NUMERALS and before or after[:1] in tuple("一二三四五六七八九")):
        return False
    if end - start > 1:
        first, last = line(text, start, end)
        return bool(text[first:start].strip() or text[end:last].strip(" \u3000△▲○◯□〇"))
    if said in "△▲○◯〇":
        bullet = text[line(text, start, end)[0] : start].strip() == ""
        return (
            after[:1] in tuple("镇县村市区乡局省")
            and not (bullet and said == "▲")
            or after in ("同志", "公司", "单位", "街道", "社区", "学校", "医院", "万元")
        )
    return "\u4e00" <= before <= "\u9fff" and bool(_BOXED.match(text, end))


def _hash(text: str, start: int, end: int) -> bool:
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    head = text[line(text, start, end)[0] : start].strip()
    if not head and after in (" ", "\u3000"):
        return False  # a Markdown heading
    if end - start > 1:
        return not (before.isascii() and before.isalnum())
    return bool(re.match(r"[\u4e00-\u9fff“《，、。]", before)) and after in tuple("镇县村市区乡局户名个万亿元项件次人年月日省路同")


def _blanks(text: str, standing: set[str], at: codes.At) -> list[tuple[int, int]]:
    found = []
    blanks = at(codes.BLANKS)
    if any(text[start + 1 : start + 2] in ("年", "月", "日") for start in blanks + at(_UNDER)):
        for m in _BLANK_DATE.finditer(text):
            said = m.group()
            start = m.start() + len(said) - len(said.lstrip(" \u3000"))
            if _signed(text, m.start(), m.end()):
                continue
            end = m.end() - (len(said) - len(said.rstrip(" \u3000")))
            while text[start] in "（(" and text[end - 1] not in "）)":
                start += 1
            found.append((start, end))
    opened = [start - 1 for start in blanks if text[start - 1 : start] in _OPENERS]
    empty = sorted(opened + places(text, [s for s in _NOTHING if s in standing]))
    found += [(m.start(), m.end()) for m in matches(_EMPTY, text, empty)]
    found += [(m.start(), m.end()) for m in matches(_GAP, text, blanks)]
    return found


def _letters(data: Data, text: str, at: codes.At) -> list[tuple[int, int]]:
    table = data.table("placeholders")
    found = []
    starts = at(_CAPITAL)
    for m in matches(_LETTER, text, starts):
        after = text[m.end() : m.end() + 6]
        if m.group() != "X" and after.startswith(tuple(table["after-letter"])) and not after.startswith(tuple(table["not-after-letter"])):
            word = max((w for w in table["after-letter"] if after.startswith(w)), key=len)
            found.append((m.start(), m.end() + len(word)))
    for m in matches(_NUMBER, text, starts):
        after = text[m.end() : m.end() + 6]
        if _ANY.search(text, max(0, m.start() - _NEAR), m.start()):
            continue
        if after.startswith(tuple(table["after-n"])) and not after.startswith(tuple(table["not-after-n"])):
            word = max((w for w in table["after-n"] if after.startswith(w)), key=len)
            found.append((m.start(), m.end() + len(word)))
    return found


def _joined(text: str, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted stretches; overlapping or adjoining ones as one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out

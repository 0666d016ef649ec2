"""Several documents pasted into one file: where the further ones begin."""

from __future__ import annotations

from lint_cmm.data import Data
from lint_cmm.kit import patterns as re
from lint_cmm.outline import kinds as genres
from lint_cmm.outline import roles as wording
from lint_cmm.outline.lines import Line

_SALUTATION = re.compile(r"^(?:尊敬的)?[^。，]{0,24}(?:同志们|各位领导|各位同志|各位代表|各位委员)[：:！!]?$")

# How documents without numbers begin: the head of minutes, an addressee, a sentence that announces what follows.
_OPENING = re.compile(
    r"^(?:(?:会议|活动|开会|谈话)?(?:时间|地点|日期)|(?:会议)?主持人?|(?:会议)?记录人?|(?:参加|参会|出席|与会|应到|到会|列席|缺席|谈话)(?:人员|人数|人|对象|同志)?)[ \u3000]{0,4}[：:]"
    r"|^(?:各|全体|广大|尊敬的|敬爱的|亲爱的)[^。]{1,40}[：:]$|^[^。，；]{2,16}(?:党委|党组|党支部|党总支|办公室|委员会|局|组织部)[：:]$"
    r"|^(?:甲方|乙方|申请人|承诺人|报告人|汇报人)[^。]{0,20}[：:（(]"
    r"|^(?:近日|根据|按照|为|近期|现将|现就|经|20[0-9]{2}年)[^\n]{0,120}(?:通知|通报|公告|报告|汇报|总结|函告|纪要|公示|安排|通告|述职)如下[：:。]?$"
)
_ATTACHED = re.compile(r"^附(?:件|表|录)?[0-9一二三四五六七八九十]{0,2}[ \u3000：:]?")


def starts(every: list[Line], kinds: genres.Kinds, data: Data) -> list[int]:
    """The indices of the lines where a further document begins, the first document's own start left out."""
    marked = [i for i, x in enumerate(every) if x.cell is None and kinds.collection.match(x.text.strip())]
    first = next((i for i, x in enumerate(every[:12]) if kinds.collection_first.search(x.text.strip())), None)
    marked = [i for i in marked if i > 3 or (first is not None and i > first)]
    if marked:
        return marked
    return _titles(every, kinds, data)


def _titles(every: list[Line], kinds: genres.Kinds, data: Data) -> list[int]:
    """Title-like lines after a full text, followed by a new beginning: 一、 again, or a salutation."""
    table = wording.load(data)
    found = []
    seen_measures = False
    for i, line in enumerate(every):
        if line.number and line.number.level == 1:
            seen_measures = seen_measures or bool({"measures", "causes"} & set(wording.of_heading(line.words, table)))
        if i < 8 or not genres.may_be_title(line) or line.align == "right":
            continue
        text = line.text.strip()
        named = (kinds.genre.search(text) and re.search(r"(?:材料|提纲|报告|发言|检查|检视)$", text)) or (
            kinds.other.search(text) and len(text) <= 40
        )
        if named and (seen_measures or i > 20) and _begins_again(every, i, table):
            found.append(i)
    return found


def _begins_again(every: list[Line], at: int, table: wording.Roles) -> bool:
    """Whether what follows begins a document: numbering restarts at 一 or a salutation stands near, after numbering had gone on."""
    before = next((x.number.value for x in reversed(every[:at]) if x.number and x.number.level == 1), 0)
    near = every[at + 1 : at + 8]
    if any(_ATTACHED.match(x.text.strip()) for x in every[max(0, at - 2) : at + 1]):
        return False
    if any(_OPENING.match(x.text.strip()) for x in near[:5]):
        return True
    if any(_SALUTATION.match(x.text.strip()) for x in near[:4]):
        return True
    after = next((x.number.value for x in every[at + 1 : at + 30] if x.number and x.number.level == 1), None)
    return before >= 2 and after == 1

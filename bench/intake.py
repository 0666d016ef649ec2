"""Generated intakes with known copies, for the similarity bench and for intake runs.

Every document is made of a skeleton that all share (the notice's wording: opening, headings, aspect titles), stock
sentences (share ``beta``, drawn with Zipf's law from 420) and sentences of its own. Planted among them: whole copies with 5, 15 and 30 per
cent of the sentences replaced, copies with two characters changed in every sentence, single copied sections, a family of 40 copies,
and one larger than the document-frequency cut. All of it is reproducible from the seed.

    python bench/intake.py 300 /tmp/intake            # .docx files in folders by unit, and truth.json
"""

from __future__ import annotations

import argparse
import json
import random
import zipfile
from functools import cache
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

_PLACE = "东西南北上下大小新老龙凤云石柳桃梅松竹青白金银玉清长平永安宁兴福和泰丰盛仁义德信江河湖溪泉岭坡湾口桥店镇庄台塘坝洲岗坪"
_SITE = [
    "村",
    "社区",
    "街道",
    "园区",
    "站",
    "学校",
    "卫生院",
    "工地",
    "市场",
    "厂区",
    "小区",
    "水库",
    "仓库",
    "大厅",
    "服务点",
    "林场",
    "车间",
    "河段",
    "路段",
    "灌区",
]
_FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛"
_GIVEN = "明亮春秋远山晓峰海波立诚思源学文国栋家和玉兰子涵志刚若水望舒伯言景行怀瑾知行守正向前长青"
_VERB = [
    "核对",
    "翻看",
    "催办",
    "走访",
    "抽查",
    "登记",
    "复核",
    "汇总",
    "测算",
    "协调",
    "接待",
    "答复",
    "起草",
    "修改",
    "讨论",
    "布置",
    "验收",
    "拖延",
    "搁置",
    "漏报",
    "误判",
    "转交",
    "退回",
    "推给",
    "应付",
    "压下",
    "补报",
    "重做",
    "评估",
    "公示",
    "张贴",
    "解释",
    "劝导",
    "约谈",
    "巡查",
    "检修",
    "清点",
    "盘点",
    "采购",
    "招标",
    "拨付",
    "结算",
    "归档",
    "录入",
    "更正",
    "追问",
    "旁听",
    "观摩",
    "试点",
    "推广",
    "对接",
    "催收",
]
_MATTER = [
    "低保名单",
    "灌溉渠修补",
    "停车位划线",
    "冷库用电",
    "路灯维修",
    "危房鉴定",
    "垃圾清运",
    "老旧电梯",
    "课后托管",
    "食堂账目",
    "疫苗台账",
    "公厕改造",
    "消防栓检测",
    "补贴发放",
    "合同续签",
    "档案移交",
    "图斑核实",
    "树木砍伐",
    "井盖松动",
    "噪声投诉",
    "校车线路",
    "药品采购",
    "工资拖欠",
    "项目验收",
    "土地流转",
    "信访件",
    "应急物资",
    "值班记录",
    "防汛沙袋",
    "水费减免",
    "取暖补助",
    "残疾证办理",
    "廉租房分配",
    "河道清淤",
    "扶贫车间",
    "数据填报",
    "会议纪要",
    "公务用车",
    "差旅报销",
    "固定资产",
    "绿化管护",
    "摊位搬迁",
    "夜市管理",
    "宅基地确权",
    "大棚保险",
    "农机维修",
    "村账代管",
    "集体分红",
    "旱厕拆除",
    "充电桩安装",
    "物业纠纷",
    "楼道杂物",
    "外卖柜选址",
    "门诊排班",
    "护理培训",
    "教研计划",
    "实验耗材",
    "招生咨询",
    "图书采购",
    "宿舍检修",
    "安全演练",
    "锅炉检验",
]
_PERSON = [
    "老支书",
    "会计",
    "驻村队员",
    "网格员",
    "护士长",
    "班组长",
    "老教师",
    "个体户",
    "返乡青年",
    "施工员",
    "值班员",
    "种粮大户",
    "退役军人",
    "保洁员",
    "司机",
    "窗口人员",
    "外来务工者",
    "独居老人",
    "学生家长",
    "合作社社长",
]
_HOW = [
    "只打了个电话",
    "没有到现场看",
    "凭老办法处理",
    "等上级先表态",
    "让别人代签了字",
    "当面答应背后忘了",
    "拿去年的数凑上",
    "照着旧表抄了一遍",
    "觉得不归自己管",
    "怕得罪人没吭声",
    "图省事合并办了",
    "开完会就放下了",
    "一拖再拖",
    "问了两句就走",
    "没有留下记录",
    "以为别人会办",
    "先办了好看的",
    "嫌麻烦绕开了",
    "看了照片就算查过",
    "只听汇报没有核实",
]
_RESULT = [
    "群众白跑了{n}趟",
    "晚了{n}天才办结",
    "多花了{n}百元",
    "被通报了{n}次",
    "返工{n}回",
    "有{n}户到年底还没落实",
    "影响了{n}人的手续",
    "账上对不上{n}笔",
    "漏了{n}项",
    "来回改了{n}稿",
    "窗口排队多等{n}十分钟",
    "有{n}处隐患没有消除",
    "误了{n}个节点",
    "少报了{n}份材料",
]
_THOUGHT = [
    "心里想的是先过关",
    "觉得这点小事误不了大局",
    "怕担责任的念头占了上风",
    "以为别人看不出来",
    "把面子看得比里子重",
    "总想着再等等看",
    "认为手头的事更要紧",
    "嘴上说重视心里没有当真",
    "习惯了老一套",
    "不愿意多走一步",
    "图的是清静",
    "生怕惹上麻烦",
]
_DEED = [
    "每月到{place}住一晚",
    "每周{day}上午接访",
    "逐户登记并张榜",
    "{month}月底前补齐台账",
    "请{person}当监督员",
    "两个工作日内回电话",
    "半年晒一次账",
    "每季度讲一次课",
    "建一本问题清单销号",
    "把{matter}写进月计划",
    "同{person}结对",
    "先试{n}个点再铺开",
    "当场能办的不过夜",
    "每次下村留下办理时限",
]

_STOCK_HEAD = [
    "政治站位还不够高",
    "理论学习不够深入系统",
    "宗旨意识有所淡化",
    "担当精神有所欠缺",
    "工作作风不够扎实",
    "创新意识有待增强",
    "纪律规矩绷得不紧",
    "调查研究不够深入",
    "斗争精神还不够强",
    "表率作用发挥不够",
    "大局观念需要提升",
    "攻坚克难劲头不足",
    "服务群众不够主动",
    "监督管理失之于宽",
    "制度执行不够严格",
]
_STOCK_MIDDLE = [
    "学用结合不够紧密",
    "存在浅尝辄止的现象",
    "满足于一般性完成任务",
    "对新形势新要求研究不多",
    "主动思考谋划不足",
    "习惯于按部就班",
    "深入一线不经常",
    "缺乏钉钉子的韧劲",
    "抓落实的力度不够大",
    "与群众的感情不够深",
    "对自身要求有所放松",
    "没有做到时时反思",
    "破解难题办法不多",
    "缺少敢闯敢试的劲头",
]
_STOCK_END = [
    "距离新时代党员干部的标准还有差距",
    "没有很好地把理论转化为推动工作的实际成效",
    "在一定程度上影响了工作的质量和效率",
    "根子上还是党性锻炼不够经常",
    "需要在今后的工作中认真加以改进",
    "归根到底是总开关拧得不够紧",
    "反映出自我革命的自觉性还不够强",
    "必须引起高度重视并切实加以解决",
    "说明思想深处的懈怠情绪还没有根除",
    "今后要进一步加强学习锤炼党性",
    "以更高标准更严要求做好本职工作",
    "坚持问题导向抓好整改落实",
]
_STOCK_JOIN = ["，有时", "，往往", "，还", "，总体上", "，客观地讲", "，从深层次看", "，特别是", "，一定程度上"]

_ASPECTS = (
    "带头强化政治忠诚、提高政治能力方面",
    "带头固本培元、增强党性方面",
    "带头敬畏人民、敬畏组织、敬畏法纪方面",
    "带头干事创业、担当作为方面",
    "带头坚决扛起管党治党责任方面",
    "其他需要对照检查的方面",
)
_OPENING = (
    "根据上级党委关于开好年度民主生活会的通知要求，会前我认真参加理论学习，按照规定的学习内容逐篇研读，广泛征求干部群众的意见建议，与班子成员和分管单位负责同志逐一谈心谈话，"
    "紧扣会议主题，对照通知列出的各个方面，联系岗位职责和思想工作实际，深入查找突出问题，深刻剖析原因，明确今后努力方向和整改措施。现将对照检查情况报告如下，请同志们批评指正。"
)
_CLOSING = "以上对照检查，如有不当之处，恳请各位领导和同志们批评指正。我将虚心接受，认真整改。"
_NUMBERS = "一二三四五六七八九"


class Made(NamedTuple):
    """A generated document: lines (one a paragraph) and which of them are frame (title, headings, opening, closing)."""

    unit: str
    name: str
    lines: tuple[str, ...]
    frame: tuple[int, ...]

    @property
    def text(self) -> str:
        """The paragraphs joined with line feeds."""
        return "\n".join(self.lines)

    def spans(self) -> tuple[tuple[int, int], ...]:
        """The frame lines as stretches of :attr:`text`."""
        starts, at = [], 0
        for line in self.lines:
            starts.append(at)
            at += len(line) + 1
        return tuple((starts[i], starts[i] + len(self.lines[i])) for i in self.frame)


class Intake(NamedTuple):
    """Documents and the truth: ``groups`` whole copies (document numbers), ``sections`` pairs that share one section."""

    documents: list[Made]
    groups: dict[str, list[list[int]]]
    sections: list[tuple[int, int]]


def stock_sentences(count: int = 420) -> list[str]:
    """The stock that every intake draws from, most used first."""
    rng = random.Random(7)
    found: dict[str, None] = {}
    while len(found) < count:
        middles = rng.sample(_STOCK_MIDDLE, rng.choice((1, 2)))
        found[rng.choice(_STOCK_HEAD) + rng.choice(_STOCK_JOIN) + "，".join(middles) + "，" + rng.choice(_STOCK_END) + "。"] = None
    return list(found)


def _fill(rng: random.Random, pattern: str) -> str:
    return pattern.format(
        n=rng.randint(2, 97),
        place=_place(rng),
        day=rng.choice("一二三四五"),
        month=rng.randint(1, 12),
        person=rng.choice(_PERSON),
        matter=rng.choice(_MATTER),
    )


def _place(rng: random.Random) -> str:
    return rng.choice(_PLACE) + rng.choice(_PLACE) + rng.choice(_SITE)


def own_sentence(rng: random.Random, measure: bool = False) -> str:
    """A sentence that nobody else has: places, persons, matters, figures put together anew."""
    if measure:
        return f"{rng.choice(_VERB)}{rng.choice(_MATTER)}，{_fill(rng, rng.choice(_DEED))}，{_fill(rng, rng.choice(_DEED))}，由{rng.choice(_PERSON)}每{rng.choice('周月季')}核对{rng.randint(1, 9)}次。"
    start = rng.choice(
        (
            f"{rng.randint(1, 12)}月{rng.randint(1, 28)}日到{_place(rng)}{rng.choice(_VERB)}{rng.choice(_MATTER)}",
            f"{_place(rng)}的{rng.choice(_PERSON)}问起{rng.choice(_MATTER)}",
            f"{rng.choice(_VERB)}{_place(rng)}{rng.choice(_MATTER)}那{rng.choice('次回段')}",
            f"去年{rng.choice('春夏秋冬')}天{rng.choice(_PERSON)}三番五次提到{_place(rng)}的{rng.choice(_MATTER)}",
        )
    )
    middle = f"{rng.choice(('我', '自己', '当时我', ''))}{rng.choice(_HOW)}"
    last = rng.choice(
        (
            _fill(rng, rng.choice(_RESULT)),
            rng.choice(_THOUGHT),
            f"{rng.choice(_PERSON)}说{rng.choice(_VERB)}{rng.choice(_MATTER)}等了{rng.randint(2, 60)}天",
        )
    )
    return f"{start}，{middle}，{last}。"


class Maker:
    """Makes documents of one stock strength."""

    def __init__(self, seed: int, beta: float) -> None:
        self.rng = random.Random(seed)
        self.beta = beta
        self.stock = stock_sentences()
        total, self.weights = 0.0, []
        for rank in range(1, len(self.stock) + 1):
            total += 1 / rank
            self.weights.append(total)

    def sentence(self, measure: bool = False) -> str:
        """A stock sentence with probability beta, else one of its own."""
        if self.rng.random() < self.beta:
            return self.rng.choices(self.stock, cum_weights=self.weights)[0]
        return own_sentence(self.rng, measure)

    def person(self) -> tuple[str, str]:
        """A unit and a name."""
        rng = self.rng
        return (
            f"{rng.choice(_PLACE)}{rng.choice(_PLACE)}{rng.choice(('县水务局', '镇', '街道办事处', '学院', '集团公司', '医院'))}",
            rng.choice(_FAMILY) + rng.choice(_GIVEN) + rng.choice(_GIVEN + "　").strip(),
        )

    def document(self, unit: str = "") -> Made:
        """One document of some 4,300 characters."""
        rng = self.rng
        some_unit, name = self.person()
        unit = unit or some_unit
        lines = [f"{unit}{name}2024年度民主生活会个人对照检查材料", f"{unit}　{name}", f"（2025年1月{rng.randint(2, 20)}日）"]
        lines.append(_OPENING)
        frame = [0, 1, 2, 3]

        def heading(text: str) -> None:
            frame.append(len(lines))
            lines.append(text)

        heading("一、上年度民主生活会整改措施落实情况")
        lines.append("".join(self.sentence() for _ in range(5)))
        heading("二、对照检查存在的突出问题")
        for i, aspect in enumerate(_ASPECTS):
            heading(f"（{_NUMBERS[i]}）{aspect}")
            for mark in ("一是", "二是"):
                lines.append(mark + "".join(self.sentence() for _ in range(rng.randint(3, 5))))
        heading("三、原因剖析")
        for i in range(3):
            lines.append(f"（{_NUMBERS[i]}）" + "".join(self.sentence() for _ in range(5)))
        heading("四、个人有关事项说明")
        lines.append(own_sentence(rng) + "本人配偶子女无经商办企业、移居国（境）外情况，住房、婚姻等事项均已如实报告。")
        heading("五、今后努力方向和整改措施")
        for i in range(6):
            lines.append(f"（{_NUMBERS[i]}）" + "".join(self.sentence(True) for _ in range(4)))
        heading(_CLOSING)
        return Made(unit, name, tuple(lines), tuple(frame))

    def copy(self, source: Made, share: float, edit: bool = False) -> Made:
        """Another person's copy of ``source``: that share of its sentences replaced, or two characters changed in each."""
        unit, name = self.person()
        lines = [f"{unit}{name}2024年度民主生活会个人对照检查材料", f"{unit}　{name}", *source.lines[2:]]
        for i in range(4, len(lines)):
            if i not in source.frame:
                sentences = [s + "。" for s in lines[i].split("。") if s]
                lines[i] = "".join(self._changed(s, share, edit) for s in sentences)
        return Made(unit, name, tuple(lines), source.frame)

    def _changed(self, sentence: str, share: float, edit: bool) -> str:
        rng = self.rng
        if edit:
            letters = list(sentence)
            for at in rng.sample(range(len(letters) - 1), 2):
                letters[at] = rng.choice(_PLACE)
            return "".join(letters)
        return self.sentence() if rng.random() < share else sentence

    def with_section(self, source: Made) -> Made:
        """An own document with two neighbouring aspects' points (300 to 450 characters) of ``source`` in it."""
        own = self.document()
        lines = list(own.lines)
        points = [i for i, line in enumerate(lines) if line.startswith(("一是", "二是"))]
        at = self.rng.randrange(0, len(points) - 1, 2)
        theirs = [line for line in source.lines if line.startswith(("一是", "二是"))]
        taken, i = 0, at
        while taken < 300:
            lines[points[i % len(points)]] = theirs[i % len(theirs)]
            taken += len(theirs[i % len(theirs)])
            i += 1
        return Made(own.unit, own.name, tuple(lines), own.frame)


def generate(count: int, seed: int = 1, beta: float = 0.6, planted: int | None = None, family: int = 40, large: int = 120) -> Intake:
    """An intake of ``count`` documents with ``planted`` pairs of each kind (by default one for every hundred documents, at most 100)."""
    maker = Maker(seed, beta)
    each = min(100, max(1, count // 100)) if planted is None else planted
    documents: list[Made] = []
    groups: dict[str, list[list[int]]] = {kind: [] for kind in ("W5", "W15", "W30", "EDIT", "CLUS", "LARGE")}
    sections: list[tuple[int, int]] = []

    def plant(kind: str, copies: list[Made], source: Made) -> None:
        groups[kind].append(list(range(len(documents), len(documents) + len(copies) + 1)))
        documents.extend([source, *copies])

    for kind, share in (("W5", 0.05), ("W15", 0.15), ("W30", 0.3), ("EDIT", 0.0)):
        for _ in range(each):
            source = maker.document()
            plant(kind, [maker.copy(source, share, kind == "EDIT")], source)
    for kind, size in (("CLUS", family), ("LARGE", large)):
        if len(documents) + size + 1 < count // 2:
            source = maker.document()
            plant(kind, [maker.copy(source, 0.15) for _ in range(size)], source)
    for _ in range(each):
        source = maker.document()
        sections.append((len(documents), len(documents) + 1))
        documents.extend([source, maker.with_section(source)])
    while len(documents) < count:
        documents.append(maker.document())
    return _shuffled(Intake(documents, groups, sections), maker.rng)


def _shuffled(intake: Intake, rng: random.Random) -> Intake:
    order = list(range(len(intake.documents)))
    rng.shuffle(order)
    place = {old: new for new, old in enumerate(order)}
    groups = {kind: [sorted(place[i] for i in group) for group in found] for kind, found in intake.groups.items()}
    sections = [(min(place[a], place[b]), max(place[a], place[b])) for a, b in intake.sections]
    return Intake([intake.documents[i] for i in order], groups, sections)


_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def write_docx(path: Path, lines: tuple[str, ...]) -> None:
    """A small .docx, one paragraph a line; the same lines give the same bytes."""
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines)
    document = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("[Content_Types].xml", _TYPES), ("_rels/.rels", _RELS), ("word/document.xml", document)):
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


@cache
def _word_parts() -> dict[str, str]:
    from word_like import _members

    return _members("")


def write_word(path: Path, document: Made) -> None:
    """The same as Word would write it: some 85 runs for a thousand characters, with rsids, properties and the usual parts."""
    from word_like import HEAD, NAMESPACES, _paragraph

    body = "".join(
        _paragraph(escape(line), max(1, len(line) * 85 // 1000), i + 1, i in document.frame[4:]) for i, line in enumerate(document.lines)
    )
    members = {**_word_parts(), "word/document.xml": f"{HEAD}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def write(intake: Intake, out: Path, units: int = 0, word: bool = False) -> None:
    """The intake as files: OUT/UNIT/NAME-NUMBER.docx and OUT/../truth-NAME.json beside the folder."""
    names = sorted({d.unit for d in intake.documents})[: units or None]
    paths = []
    for number, document in enumerate(intake.documents):
        folder = out / (names[number % len(names)] if units else document.unit)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{document.name}-{number:05d}.docx"
        if word:
            write_word(path, document)
        else:
            write_docx(path, document.lines)
        paths.append(str(path.relative_to(out)))
    truth = {"paths": paths, "groups": intake.groups, "sections": intake.sections}
    out.with_name(out.name + "-truth.json").write_text(json.dumps(truth, ensure_ascii=False), encoding="utf-8")


def main() -> None:
    """Write an intake of .docx files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--beta", type=float, default=0.6)
    parser.add_argument("--units", type=int, default=0)
    parser.add_argument("--word", action="store_true", help="files as Word writes them, not small ones")
    options = parser.parse_args()
    write(generate(options.count, options.seed, options.beta), options.out, options.units, options.word)


if __name__ == "__main__":
    main()

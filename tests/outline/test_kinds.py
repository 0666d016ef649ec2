"""What a file is: this kind of material or another, one document or several."""

from __future__ import annotations

import pytest
from local_patterns import assert_local
from support import checker

from lint_cmm.outline.kinds import TURN

OTHER = {
    "主持词": """
#title 2025年度民主生活会主持词
同志们：
今天我们召开2025年度民主生活会，主要任务是对照检查、开展批评和自我批评。
一、通报上年度整改情况
首先，请办公室主任通报上年度整改措施落实情况。
二、班子对照检查
下面，我代表班子作对照检查。
三、个人对照检查
请大家依次发言。
四、总结
会后各位同志要制定整改措施，逐项落实。散会。
""",
    "会议记录": """
#title 2025年度民主生活会会议记录
时间：2026年1月6日
地点：三楼会议室
主持人：何某
参加人员：班子成员
会议内容：
一、通报上年度整改情况。
二、主要负责人代表班子作对照检查。
三、开展批评。何某：学习不够深入。李某：作风不够扎实。
""",
    "通知": """
#title 关于召开2025年度民主生活会的通知
各党支部：
根据上级安排，定于1月6日召开民主生活会，现将有关事项通知如下。
一、会议主题
略。
二、查摆问题的方面
（一）强化政治忠诚方面。
三、有关要求
撰写对照检查材料，深刻剖析原因，提出整改措施。
""",
    "整改方案": """
#title 2025年度民主生活会整改方案
为抓好民主生活会查摆问题的整改，制定本方案。
一、指导思想
深入贯彻习近平新时代中国特色社会主义思想。
二、整改内容
（一）理论学习不深入。措施：每月学习。责任人：何某。
（二）调研不扎实。措施：每季度调研。
三、工作要求
加强领导，压实责任。
""",
    "述职": """
#title 2025年度述职述德述廉报告
一年来，本人认真履职，现述职如下。
一、履职情况
完成项目12个。
二、存在问题
学习不够。
三、下步打算
加强学习。
""",
    "心得": """
#title 学习党的二十届四中全会精神心得体会
通过学习，我深受教育，现谈三点体会。
一、提高认识
要深刻领会。
二、联系实际
要改进工作。
三、下一步打算
我将认真落实。
""",
    "思想汇报": """
#title 思想汇报
敬爱的党组织：
近期我学习了党章，现将思想情况汇报如下。
我深刻认识到自己还存在不足。今后我将努力。
""",
    "总结": """
#title 2025年党建工作总结
今年以来，支部认真落实要求。
一、主要做法
开展主题党日12次。
二、存在问题
创新不够。
三、下一步打算
抓好学习。
""",
    "批评意见": """
#title 民主生活会批评意见
对何某同志的批评意见：
1.理论学习抓得不紧。
2.下基层调研少。
对李某同志的批评意见：
1.工作方法简单。
""",
    "讲话": """
#title 在2025年度民主生活会上的点评讲话
同志们：
今天我参加县局党组民主生活会，听了大家的发言，很受教育。
一、会议开得好
查摆问题实，原因剖析深，整改措施硬。
二、几点要求
一要抓好整改，二要加强学习。
我就讲这些。
""",
    "征求意见": """
#title 征求意见情况汇总表
#table 序号 | 意见建议 | 涉及人员
#table 1 | 下基层少 | 班子
#table 2 | 文件多 | 办公室
""",
    "情况报告": """
#title 关于2025年度民主生活会召开情况的报告
县委组织部：
1月6日，我局党组召开民主生活会，现将有关情况报告如下。
一、会前准备
征求意见30条。
二、会议召开情况
班子成员逐一作了对照检查，查摆问题25个。
三、下一步整改打算
制定整改方案。
""",
    "交流发言": """
今天，按照中心组安排，我围绕学习主题谈几点认识和体会，不当之处请批评。
第一，要在学深悟透上下功夫。理论是行动的先导。
第二，要在真抓实干上下功夫。空谈误国。
第三，要在廉洁自律上下功夫。
""",
}
OURS = {
    "发言提纲": """
#title 民主生活会发言提纲
按照要求，报告如下。
一、存在问题
（一）学习方面。读书少。
二、原因
不重视。
三、整改措施
每周读书。
""",
    "检视剖析": """
#title 关于开展专题民主生活会的个人检视剖析报告
按照要求，报告如下。
一、存在问题
（一）学习方面。读书少。
二、原因剖析
不重视。
三、整改措施
每周读书。
""",
    "剖析材料": """
#title 党性分析材料
一、存在的问题
学习不够。
二、原因分析
不重视。
三、努力方向
每周读书。
""",
    "发言材料": """
#title 在2025年度组织生活会上的发言材料
各位同志：
根据安排，我作对照检查，请大家批评。
一、存在问题
学习不够。
二、原因分析
不重视。
三、今后打算
每周读书。
谢谢大家！
""",
    "自我检查": """
#title 个人自查报告
根据纪委要求，对照检查如下。
一、查摆的问题
学习不够。
二、产生问题的原因
不重视。
三、整改措施
每周读书。
""",
    "无题": """
按照民主生活会安排，我对照党章党规作了检查，现报告如下。
一、存在的问题
学习不够。
二、整改措施
每周读书。
""",
}
FULL = """
#title 2024年度民主生活会个人对照检查材料
按照要求，报告如下。
一、存在的问题
（一）学习方面。读书少，全年只读了2本。
（二）作风方面。下乡少，全年只去了3次。
二、原因剖析
（一）重视不够。
（二）自我要求不严。
三、整改措施
（一）每周读书3小时。
（二）每月下乡2次。
以上发言，请批评指正。""".lstrip("\n")
SEVERAL = {
    "篇二": FULL + "\n篇二：\n同志们：\n我表个态。",
    "第二篇": "【第一篇】\n" + FULL + "\n【第二篇】\n#title 在会上的讲话\n同志们：\n我讲三点。",
    "第二份材料": FULL + "\n#title 2024年度民主生活会个人发言提纲\n根据安排，报告如下。\n一、存在的问题\n学习不够。\n二、原因\n不重视。",
    "跟着讲话": FULL + "\n#title 在全县警示教育大会上的讲话\n同志们：\n一、认清形势\n要警醒。",
}
SINGLE = {
    "附清单": FULL + "\n附：整改清单\n#table 问题 | 措施\n#table 读书少 | 每周读书",
    "引用材料名": FULL.replace("按照要求，报告如下。", "按照要求，学习了《关于开好民主生活会的通知》和上级讲话精神，报告如下。"),
    "发言小标题": FULL.replace("以上发言，请批评指正。", "以上对照检查材料，请批评指正。"),
}


def codes(text: str) -> set[str]:
    from lint_cmm.notation import to_document

    return {f.code for f in checker("").check_document("a.docx", to_document(text.strip("\n"))).findings}


@pytest.mark.parametrize("name", OTHER)
def test_another_kind_of_document_is_told(name: str) -> None:
    assert "S111" in codes(OTHER[name])


@pytest.mark.parametrize("name", OURS)
def test_the_names_this_material_goes_by_are_known(name: str) -> None:
    assert "S111" not in codes(OURS[name])


@pytest.mark.parametrize("name", SEVERAL)
def test_documents_pasted_together_are_told(name: str) -> None:
    assert "S112" in codes(SEVERAL[name])


@pytest.mark.parametrize("name", SINGLE)
def test_one_document_with_an_appendix_or_a_quotation_is_one(name: str) -> None:
    assert "S112" not in codes(SINGLE[name])


def test_after_another_kind_the_families_about_contents_are_silent() -> None:
    assert {c[0] for c in codes(OTHER["述职"])} <= {"S", "W", "H", "T"}
    assert {c for c in codes(OTHER["述职"]) if c[0] == "S"} == {"S111"}


def test_turns_of_speech_are_found_around_their_cues():
    table = checker().book.data.table("kinds")
    for pattern in table["speech"]:
        assert_local(pattern, table["speech-cues"], TURN)

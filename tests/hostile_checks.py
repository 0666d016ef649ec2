"""Documents that the reader takes and that are made to keep the rules busy; sizes are the caller's.

``cases(characters, paragraphs)`` maps a name to its maker. Every case is as large as the limits allow when the sizes are the limits'.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice, repeat

from ooxml import package, para, run

HEAD = (
    "2025年度民主生活会个人对照检查材料",
    "根据会议安排，现报告如下。",
    "一、存在的问题",
    "（一）学习不够深入。2025年只读完2本书。",
    "二、原因剖析",
    "（一）抓得不紧。",
    "三、整改措施",
    "（一）坚持学习。每月读1本书。",
)
CHARACTERS = (
    *(
        "一",
        "（",
        "“",
        "1",
        "a.",
        "，",
        "XX",
        "。",
        "　",
        " ",
        "*",
        "_",
        "www.",
        "a@",
        "a",
        "的",
        "某",
        "\u200b",
        "《",
        "〔",
        "“”",
        "年",
        "-",
        "月日",
    ),
    *(
        "一是",
        "（一）",
        "1.",
        "2025年",
        "我局",
        "存在的问题不深入",
        "学习不够深入，调研不够扎实。",
        "甲乙丙丁戊己庚辛。",
        "要加强学习",
        "http://",
        "第一",
    ),
)
STARTS = "".join(map(para, HEAD))
ROOM = sum(map(len, HEAD)) + 100
PICTURE = "<w:r><w:pict><v:shape>{}</v:shape></w:pict></w:r>"
BOX = PICTURE.format("<v:textbox><w:txbxContent><w:p><w:r><w:t>www.a.com</w:t></w:r></w:p></w:txbxContent></v:textbox>")
ART = PICTURE.format('<v:textpath string="www.a.com"/>')
_NUMERALS = "一二三四五六七八九"
Case = Callable[[], bytes]


def one_paragraph(text: str, characters: int) -> bytes:
    """A material with one long paragraph of ``text`` over and over, in texts that the XML parser takes."""
    whole = text * ((characters - ROOM) // len(text))
    return package(STARTS + para("".join(run(whole[i : i + 900_000]) for i in range(0, len(whole), 900_000))))


def lines(text: str, characters: int, paragraphs: int, before: str = "") -> bytes:
    """A material with as many paragraphs of ``text`` ({i} counts) as fit."""
    count = min(paragraphs - 100, (characters - ROOM) // (len(text) + 4))
    return package(STARTS + before + "".join(para(text.replace("{i}", str(i))) for i in range(count)))


def structured(problems: int, measures: int) -> bytes:
    """A material with very many aspects, causes and measures."""
    out = ["2025年度民主生活会个人对照检查材料", "一、存在的问题"]
    out += [f"（{_NUMERALS[i % 9]}）第{i}学习不够深入方面。一是学习{i}不深。二是调研{i}不实。" for i in range(problems)]
    out += ["二、原因剖析", *(f"（{_NUMERALS[i % 9]}）学习{i}抓得不紧。" for i in range(problems)), "三、整改措施"]
    out += [f"（{_NUMERALS[i % 9]}）坚持学习{i}。每月读{i}本书，每季度写1篇心得。一是深入调研。" for i in range(measures)]
    return package("".join(map(para, out)))


def copied(characters: int) -> bytes:
    """A material with very many aspects, all alike but for figures, whose causes say them over again."""
    said = [f"窗口排队{i}人时间偏长，群众办事跑了{i % 7}趟，来信拖了{i}天没有答复。" for i in range(characters // 80)]
    out = ["2025年度民主生活会个人对照检查材料", "一、存在的问题", *(f"（{_NUMERALS[i % 9]}）{one}" for i, one in enumerate(said))]
    return package("".join(map(para, [*out, "二、原因剖析", *said])))


def mixed(characters: int) -> bytes:
    """One paragraph in which hardly a pair of characters stands twice."""
    return package(STARTS + para("".join(chr(0x4E00 + (i * 7919 + i * i * 31) % 20_000) for i in range(characters - ROOM))))


def cases(characters: int, paragraphs: int) -> dict[str, Case]:
    """The cases for documents of that size."""
    n, p = characters, paragraphs
    runs = min(100_000, n - ROOM)
    found: dict[str, Case] = {f"only {text}": (lambda t=text: one_paragraph(t, n)) for text in CHARACTERS}  # type: ignore[misc]
    few = p // 10
    found |= {
        "empty paragraphs": lambda: package(STARTS + "<w:p/>" * (p - 100)),
        "short paragraphs": lambda: package(STARTS + para("甲") * (p - 100)),
        "numbered aspects": lambda: lines("（一）学习不{i}。", n, p),
        "headings": lambda: lines("一、问题{i}", n, p),
        "headings over and over": lambda: lines("一、存在的问题", n, p),
        "headings in no known words": (
            lambda: package(para("个人对照检查材料") + (para("天晴") + para("大家都很高兴")) * (min(p // 2, n // 8) - ROOM))
        ),
        "enumerations": lambda: lines("一是{i}不够。", n, p),
        "disclosure": lambda: lines("{i}.无。XX元。", n, p, para("四、个人有关事项")),
        "denials": lambda: lines("没有兼职。兼任会长。", n, p, para("四、个人有关事项")),
        "the same sentence": lambda: lines("我在理论学习上还不够深入，存在以干代学的现象。", n, p),
        "material after material": lambda: package(STARTS * min(p // 9, n // ROOM)),
        "hardly a pair twice": lambda: mixed(n),
        "a thousand aspects": lambda: structured(*(2 * [min(950, n // 150)])),
        "causes that are the problems": lambda: copied(n),
        "many runs": lambda: package(STARTS + para(run("甲") * runs)),
        "looks": (
            lambda: package(STARTS + para("".join(run("甲", f'<w:sz w:val="{i}"/><w:color w:val="{i:06X}"/>') for i in range(runs // 2))))
        ),
        "hidden runs": lambda: package(STARTS + para("".join(run("甲", "<w:vanish/>") + run("乙") for _ in range(few)))),
        "insertions": lambda: package(STARTS + para(f'<w:ins w:author="a">{run("甲")}</w:ins>' * (runs // 2))),
        "cells": (
            lambda: package(STARTS + "<w:tbl>" + f"<w:tr>{f'<w:tc>{para(chr(26080))}</w:tc>' * 50}</w:tr>" * ((p - 100) // 50) + "</w:tbl>")
        ),
        "text boxes": lambda: package(STARTS + para(BOX * min(few * 5, n // 10))),
        "word art": lambda: package(STARTS + para(ART * min(few * 5, n // 10))),
        "bookmarks": lambda: package(STARTS + para('<w:bookmarkStart w:name="www.a.cn"/>' * (4 * p) + run("甲"))),
        "links": (
            lambda: package(
                STARTS + "".join(islice(repeat(para(f'<w:hyperlink r:id="r">{run("此处")}</w:hyperlink>')), few * 4)),
                links=[("r", "hyperlink", "ext:http://www.example.com/")],
            )
        ),
        "styles": (
            lambda: package(
                STARTS,
                styles="".join(
                    f'<w:style w:type="paragraph" w:styleId="s{i}"><w:basedOn w:val="s{i - 1}"/></w:style>' for i in range(3 * p)
                ),
            )
        ),
        "comments": (
            lambda: package(
                STARTS
                + "".join(para(f'<w:commentRangeStart w:id="{i}"/>{run("甲")}<w:commentRangeEnd w:id="{i}"/>') for i in range(few * 4)),
                comments="".join(f'<w:comment w:id="{i}" w:author="a">{para("看")}</w:comment>' for i in range(few * 4)),
            )
        ),
    }
    return found

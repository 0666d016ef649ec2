"""The notation gives the same document straight and through Word."""

from __future__ import annotations

import pytest
from support import SHARED

from lint_cmm.model.read import read
from lint_cmm.notation import NotationError, numeral, to_document
from lint_cmm.notation.docx import to_docx

EVERYTHING = """#title 标题
第一行⏎第二行⇥右
#h1 一、大标题
#auto1 自动一
#auto2 自动二
#auto2 自动三
#auto1 自动四
#auto2 自动五
#table 甲 | 乙
#table 丙 | 丁
段落
#table 另一张 | 表
#header 页眉一
#header 页眉二
#wordart 水印
#footer 页脚
#textbox 框里的字
#hidden 隐藏
#white 白字
#tiny 小字
#ins 增加的
#del 删去的
#sdt 控件里
#link http://a.example.cn/x 看这里
#split 一二三四五
带注的段
#footnote 注文
被批注的段落
#comment 批注 | lint-cmm: ignore W501
#prop comments=备注
#prop author=某办公室
#prop category=材料
#right 2026年1月
#pagebreak
##井号开头
## 井号
␠前后有空格␠

最后
""".replace("##井号开头\n", "")


def stories(text: str) -> tuple[dict[str, list[tuple[str, ...]]], ...]:
    """Label, text, cell and origin of every paragraph by part, by both routes."""
    found = []
    for document in (to_document(text), read(to_docx(text))):
        found.append(
            {
                part: [(p.label, p.text, str(p.cell), p.origin, str(p.level), p.align) for p in story.paragraphs]
                for part, story in document.stories.items()
                if any(p.text for p in story.paragraphs)
            }
        )
    return tuple(found)


def test_both_routes_give_the_same_paragraphs() -> None:
    straight, through_word = stories(EVERYTHING)
    assert straight == through_word


def test_both_routes_give_the_same_links_revisions_and_comments() -> None:
    straight, through_word = to_document(EVERYTHING), read(to_docx(EVERYTHING))
    assert straight.links == through_word.links
    assert straight.revisions == through_word.revisions
    assert straight.comments == through_word.comments


@pytest.mark.skipif(not SHARED.exists(), reason="the shared corpus is not there")
def test_the_corpus_reads_the_same_by_both_routes() -> None:
    texts = sorted((SHARED / "corpus").glob("*/*.txt"))
    assert texts
    for path in texts:
        straight, through_word = stories(path.read_text(encoding="utf-8"))
        assert straight == through_word, path.name


def test_the_same_text_gives_the_same_bytes() -> None:
    assert to_docx(EVERYTHING) == to_docx(EVERYTHING)


@pytest.mark.parametrize("text", ["#nothing x", "段落\n#comment 没有 | x", "#prop nonsense=1"])
def test_what_is_not_in_the_notation_is_refused(text: str) -> None:
    for route in (to_document, to_docx):
        with pytest.raises(NotationError, match="line"):
            route(text)


def test_numerals_are_those_of_chinese_counting() -> None:
    assert [numeral(n) for n in (1, 10, 11, 20, 25)] == ["一", "十", "十一", "二十", "二十五"]

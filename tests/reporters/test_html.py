"""The page: whole, harmless, and right in a browser."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from reporters.helpers import HOSTILE, TEXTS, document, finding, result, run, unreadable

from lint_cmm.model.types import Span
from lint_cmm.reporters import html
from lint_cmm.reporters.htmlview import Card, pages, pieces

if TYPE_CHECKING:
    from reporters.browser import Browser


class Reader(HTMLParser):
    """Collects ids, links, tags, highlights and text."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.hits: list[tuple[str, str]] = []
        self.text = ""
        self._open: str | None = None
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {k: v or "" for k, v in attrs}
        self.tags.add(tag)
        self.attributes |= set(values)
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a":
            self.links.append(values["href"])
            if values.get("class", "").startswith("hit"):
                self._open = values["href"]
                self.hits.append((values["href"], ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._open = None

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._open:
            self.hits[-1] = (self._open, self.hits[-1][1] + data)


def page(*results: object, **known: object) -> Reader:
    return Reader(html.render(run(*results, **known)))  # type: ignore[arg-type]


def test_every_link_leads_to_an_id_and_no_id_stands_twice() -> None:
    for some in (page(result(), result("乙.docx"), unreadable()), page(result(hostile=HOSTILE))):
        assert all(link.startswith("#") and link[1:] in some.ids for link in some.links)
        assert len(some.ids) == len(set(some.ids))


def test_the_words_of_each_finding_are_highlighted_in_their_paragraph() -> None:
    assert [words for _, words in page(result()).hits] == ["页眉", "www.bgzjy.cn", ",", "（一）"]
    assert all(text in page(result()).text for text in TEXTS)


def test_like_findings_of_a_paragraph_are_told_of_once_and_each_is_marked() -> None:
    text = TEXTS[1]
    at = (0, 1, 2)
    like = tuple(finding("T701", "warning", Span("body", 2, i, i + 1), text[i])._replace(message="半角", quote="，") for i in at)
    some = page(result()._replace(findings=like))
    assert len(like) == 3 and some.text.count("半角") == 1 and "本段同样的还有 2 处：" in some.text and "第 2 段，3 处" in some.text
    assert len(some.hits) == 3 and len({href for href, _ in some.hits}) == 1
    assert all(link.startswith("#") and link[1:] in some.ids for link in some.links) and len(some.ids) == len(set(some.ids))


def test_a_page_without_text_still_shows_every_finding() -> None:
    some = page(result()._replace(document=None), unreadable())
    assert not some.hits
    assert all(f"说明{code}" in some.text for code in ("S101", "W501", "T701", "P202"))
    assert "不是完整的 Word 文件" in some.text


def test_title_and_headings_stand_out_in_the_body_only() -> None:
    some = result()._replace(document=document(header=(TEXTS[0],)))
    (shown,) = pages(run(some))
    assert [row.kind for row in shown.body] == ["title", "", "", "heading", "heading"]
    assert [(row.kind, row.part) for row in shown.beside] == [("", "页眉")]


def test_only_places_of_the_file_itself_are_links() -> None:
    (shown,) = pages(run(result()))
    links = [(link.text, link.href) for row in shown.body for card in row.cards for link in card.related]
    assert links == [("第 4 段", "#d1-body-4"), ("乙.docx，第 3 段", "")]


def test_the_overview_leads_to_the_words_or_where_none_are_shown_to_the_finding() -> None:
    (shown,) = pages(run(result()))
    links = {group.code: [link.href for link in group.links] for group in shown.groups}
    assert links == {"S101": ["#d1-f0"], "W501": ["#d1-t1"], "W506": ["#d1-t4"], "T701": ["#d1-t2"], "P202": ["#d1-t3"]}
    assert list(links) == ["S101", "W501", "W506", "T701", "P202"], "the heaviest first"


@pytest.mark.parametrize(("lang", "told"), [("zh", b'<html lang="zh-CN"'), ("en", b'<html lang="en"')])
def test_the_page_says_which_language_it_is_in(lang: str, told: bytes) -> None:
    assert told in html.render(run(result(), lang=lang))


def test_unanswered_problems_are_counted_and_marked() -> None:
    assert "1 个方面没有对应的整改措施" in page(result()).text
    assert page(result()).text.count("没有对应的整改措施") == 2


def test_several_files_have_an_index_and_one_has_none() -> None:
    assert "index" in page(result(), unreadable()).ids
    assert "index" not in page(result()).ids


def test_the_page_holds_no_script_no_handler_and_no_address_outside() -> None:
    for some in (result(), result(hostile=HOSTILE)):
        data = html.render(run(some, result("javascript:alert(1)")))
        found = Reader(data)
        assert not found.tags & {"script", "img", "iframe", "object", "embed", "form", "base", "audio", "video"}
        assert not {a for a in found.attributes if a.startswith("on") or a in ("src", "style")}
        assert not re.search(rb"url\(|@import|<script", data.replace(b"&lt;script", b""))


def test_the_policy_names_the_hash_of_the_style_sheet() -> None:
    from base64 import b64encode
    from hashlib import sha256

    text = html.render(run(result())).decode("utf-8")
    style = re.search("<style>(.*)</style>", text, re.S)
    assert style
    digest = b64encode(sha256(style[1].encode("utf-8")).digest()).decode()
    assert f"sha256-{digest}" in text.replace("&#43;", "+").replace("&#39;", "'")
    assert "default-src &#39;none&#39;" in text


def card(number: int, severity: str) -> Card:
    return Card(f"f{number}", f"t{number}", severity, "", "W501", "", "", "", "", "", False, ())


def test_overlapping_findings_cut_the_text_and_the_worse_one_colours_it() -> None:
    pairs = [
        (finding("T701", "warning", Span("body", 1, 0, 4), "甲乙丙丁"), card(0, "warning")),
        (finding("W501", "error", Span("body", 1, 2, 6), "丙丁戊己"), card(1, "error")),
        (finding("S108", "info", Span("body", 1, 7, 7), ""), card(2, "info")),
    ]
    found = pieces("甲乙丙丁戊己庚", pairs)
    assert [(p.text, p.severity, p.target, p.ids) for p in found] == [
        ("甲乙", "warning", "f0", ("t0",)),
        ("丙丁", "error", "f1", ("t1",)),
        ("戊己", "error", "f1", ()),
        ("庚", "", "", ()),
        ("", "info", "f2", ("t2",)),
    ]


def test_findings_on_the_same_words_each_keep_their_anchor() -> None:
    pairs = [(finding("W501", "error", Span("body", 1, 0, 2), "甲乙"), card(i, "error")) for i in range(3)]
    (only,) = pieces("甲乙", pairs)
    assert only.ids == ("t0", "t1", "t2")


# In a browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if sys.platform == "win32":
        pytest.skip("needs POSIX pipes")
    from reporters import browser as module

    path = module.executable()
    if path is None:
        pytest.skip("no Chromium here")
    found = module.Browser(path)
    yield found
    found.close()


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 1280])
def test_the_browser_finds_nothing_to_complain_of(browser: Browser, tmp_path: Path, width: int) -> None:
    path = tmp_path / "页.html"
    path.write_bytes(html.render(run(result(hostile=HOSTILE), result("乙.docx"), unreadable())))
    browser.open(path, width)
    assert browser.complaints == []
    assert [u for u in browser.fetched if not u.startswith(("file:", "data:"))] == []
    assert browser.evaluate("document.documentElement.scrollWidth") <= width
    assert browser.evaluate("getComputedStyle(document.querySelector('.card')).borderLeftWidth") == "4px"  # the style sheet is let in


@pytest.mark.slow
def test_findings_stand_beside_their_text_and_below_it_on_a_phone(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(html.render(run(result())))
    hit, box = ".document:not(.beside) .hit", ".document:not(.beside) .cards"
    place = f"(() => {{ const h = document.querySelector('{hit}').getBoundingClientRect(), c = document.querySelector('{box}')"
    place += ".getBoundingClientRect(); return [c.left >= h.right, c.top >= h.bottom] })()"
    browser.open(path, 1280)
    assert browser.evaluate(place) == [True, False]
    browser.open(path, 390)
    assert browser.evaluate(place) == [False, True]


@pytest.mark.slow
def test_clicking_a_finding_leads_to_its_words_and_back(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(html.render(run(result())))
    browser.open(path)
    browser.evaluate("[...document.querySelectorAll('.overview a')].find(a => a.textContent.includes('www')).click()")
    assert browser.evaluate("document.querySelector(':target').textContent") == "www.bgzjy.cn"
    browser.evaluate("document.querySelector(':target').click()")
    assert "说明W501" in browser.evaluate("document.querySelector(':target').textContent")

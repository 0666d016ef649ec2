"""Web addresses that nobody talks about: watermarks in the text (W501)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lint_cmm.checks import codes
from lint_cmm.checks.address import Address, addresses
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.fold import folded, plain_places
from lint_cmm.checks.sites import named, sites
from lint_cmm.checks.text import is_object, is_ours, sentence, stories, within_one
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from lint_cmm.data import Data
    from lint_cmm.model.types import Story

_HAN = re.compile(r"[\u4e00-\u9fff]")
_GLUE = " \t\u3000,，、:：-–—|｜/／·（(【[《“_~～"
_DISGUISED = re.compile(
    r"[A-Za-z0-9Ａ-Ｚａ-ｚ０-９][ \u3000]{0,2}(?:点|[（(\[【{<〔](?:点|dot|[.．。])[）)\]】}>〕])|[ \u3000][.．。·][ \u3000]|[\u200b-\u200f\u2060\ufeff]"
)
_MORE = re.compile(
    r"(?:更多|各类|全套|海量|优质)[^，。；]{0,8}(?:资料|材料|范文|范稿|公文|文稿|稿件|发言稿|讲话稿|素材|模板|课件|PPT)|(?:原文|全文|电子稿|电子版|完整版)(?:见|在|请|到|上)"
)
_BRACKETS = {"（": "）", "(": ")", "【": "】", "[": "]"}
# What is said of somebody, no name that an address could explain.
_FAULT = re.compile(r"(?:[不没](?!动产)[\u4e00-\u9fff]{1,3}|[深严够紧慢差晚低浅松粗拖了着])$")
# What makes it a clause: a name has no word of doing, denying or counting.
_CLAUSE = re.compile(
    r"[不没未了过着我本该靠抄搬把被从在到去是的少缺常总每看用登访开修管读拟审改交抓搞次位篇份]|(?<!党)建|起草|写(?!作)|办(?!公)|个(?!人)|查(?!字)"
    r"|[管电路联护全督系上河水丝渔落天内外官张障险控热气]网\Z"
)
_ADVERT = re.compile(r"更多|各类|全套|海量|优质")
_ENDS = tuple("。！？；…")
_OPEN = ("", *_ENDS, *"\n”）)】 \u3000—–-｜|（(【[")  # behind these a name stands free
_OWN = re.compile(
    r"(?:本|我|该|县|市|区|镇|乡|村|局|院|校|厂|公司|集团|单位|部门|中心|银行|机关|政府|企业)[\u4e00-\u9fff]{0,6}(?:官网|官方网站|门户网站|门户|网站|网页|主页)$"
)


class Found(NamedTuple):
    """An address with the site's name beside it: ``[start, end)`` holds both. ``bare`` is the address alone."""

    start: int
    end: int
    bare: Address
    listed: bool


class UrlOptions(NamedTuple):
    """``parts``: parts read in full. ``listed_parts``: parts in which only listed sites count (a reviewer's comment may cite).
    ``glue``: characters between a name and its address. ``name``: the longest unlisted name. ``content``: Han characters that a
    sentence must have beside address and cue to be about the address. ``free``: a
    name may stand at the start of the text whatever it sounds like (in a header nothing else stands there)."""

    parts: tuple[str, ...] = ("body", "footnote", "endnote")
    listed_parts: tuple[str, ...] = ("comment",)
    glue: int = 3
    name: int = 10
    content: int = 6
    free: bool = False


def url(context: Context, options: UrlOptions) -> Issues:
    """Addresses, disguised or plain, that are neither an authority's nor what the sentence talks about; with the site's name.

    Headers, footers, text boxes, WordArt and picture descriptions belong to W506.
    """
    for story in stories(context, options.parts + options.listed_parts):
        for found in _by_paragraph(context, story, options):
            if story.part in options.listed_parts and not found.listed:
                continue
            paragraph = story.at(found.start)[0]
            if not is_object(paragraph) and not is_ours(context, paragraph):
                yield Issue(story.span(found.start, found.end), {"host": found.bare.host})


def _by_paragraph(context: Context, story: Story, options: UrlOptions) -> Iterator[Found]:
    """The addresses of a story. One that seems to go on in the next paragraph (two addresses, line by line) is no disguise: these
    paragraphs are read by themselves."""
    known: set[int] = set()
    torn: dict[int, str] = {}  # paragraphs by where they begin
    for found in suspicious(context, story.text, options, note=story.part != "body"):
        if within_one(story, found.start, found.end):
            known.add(found.bare.end)
            yield found
            continue
        at = found.start
        while at < found.end:
            paragraph, offset = story.at(at)
            torn[at - offset] = paragraph.text
            at += len(paragraph.text) - offset + 1
    for first, text in torn.items():
        for found in suspicious(context, text, options, note=story.part != "body"):
            if first + found.bare.end not in known:
                bare = found.bare._replace(start=first + found.bare.start, end=first + found.bare.end)
                yield found._replace(start=first + found.start, end=first + found.end, bare=bare)


def found_in(context: Context, text: str) -> list[Address]:
    """All addresses in ``text``, whatever they are; worked out once a text."""
    held: dict[str, list[Address]] = context.memo.setdefault("addresses", {})
    if text not in held:
        held[text] = addresses(
            context.data, text, sites(context.data).domains, folded(context, text), plain_places(context, text, codes.LETTERS)
        )
    return held[text]


def allowed(context: Context, host: str) -> bool:
    """Whether a host belongs to an authority, a school or a domain that the configuration allows."""
    domains = (*context.data.table("addresses")["allow"], *context.allow)
    return any(host == domain or host.endswith("." + domain) for domain in domains)


def suspicious(context: Context, text: str, options: UrlOptions, note: bool = False) -> Iterator[Found]:
    """The addresses in ``text`` that are watermarks, each with its site's name.

    A name that stands free beside an address somewhere is known where it is glued to other words, too.
    """
    found = list(_each(context, text, options, note))
    names = sorted({text[f.start : f.bare.start].rstrip(_GLUE) for f in found if f.start < f.bare.start}, key=len, reverse=True)
    for one in found:
        left = text[max(0, one.start - 40) : one.start].rstrip(_GLUE)
        name = next((n for n in names if len(n) > 1 and left.endswith(n)), "") if one.start == one.bare.start else ""
        if name and text.rfind(name, 0, one.start) + len(name) + options.glue >= one.start:
            one = one._replace(start=text.rfind(name, 0, one.start))
        yield one


def _each(context: Context, text: str, options: UrlOptions, note: bool) -> Iterator[Found]:
    known = sites(context.data)
    for address in found_in(context, text):
        if allowed(context, address.host):
            continue
        listed = known.lists(address.host)
        start, end, has_name = _with_name(context.data, text, address, options)
        if not (listed or has_name) and (
            _talked_about(context.data, text, address, options) or (note and _cited(context.data, text, address))
        ):
            continue
        yield Found(start, end, address, listed or has_name)


def _with_name(data: Data, text: str, address: Address, options: UrlOptions) -> tuple[int, int, bool]:
    """The stretch with the names glued to the address, and whether one of them is listed."""
    start, end, listed = address.start, address.end, False
    left, right = text[max(0, start - 40) : start], text[end : end + 40]
    trimmed = left.rstrip(_GLUE)
    if len(left) - len(trimmed) <= options.glue:
        hit = next((n for n in named(data, trimmed) if n[1] == len(trimmed)), None)
        length = hit[1] - hit[0] if hit else _unlisted_name(data, trimmed, text, start - len(left), options)
        if length:
            start = address.start - (len(left) - len(trimmed)) - length
            listed = hit is not None
    trimmed = right.lstrip(_GLUE + "）)】]")
    skipped = len(right) - len(trimmed)
    if skipped <= options.glue:
        hit = next((n for n in named(data, trimmed) if n[0] == 0), None)
        if hit:
            end, listed = address.end + skipped + hit[1], True
    opener = text[address.start - 1 : address.start]
    if start < address.start and opener in _BRACKETS and text[end : end + 1] == _BRACKETS[opener]:
        end += 1
    return start, end, listed


def _unlisted_name(data: Data, left: str, text: str, offset: int, options: UrlOptions) -> int:
    """The length of an unlisted name that ends ``left``: a short run of Han that fills its sentence and is made as sites are called.

    A clause of the writer's own before an address is none: the name is deleted with the address.
    """
    run = re.search(r"[\u4e00-\u9fffA-Za-z0-9]{2,40}\Z", left)  # $ would take the name of the line above
    if run is None or not _HAN.search(run.group()) or len(run.group()) > options.name:
        return 0
    name, before = run.group(), text[: offset + run.start()][-1:]
    table = data.table("addresses")
    if options.free and not before and any(word in name for word in table["trade"]):
        return len(name)
    if _ADVERT.match(name) and not name.endswith(tuple(table["cues"])):
        return len(name) if before in _ENDS else 0
    if _CLAUSE.search(name):
        return 0
    if _goods(name, tuple(table["trade"])):
        return len(name) if before in _ENDS else 0  # elsewhere it may be a heading: （三）公文写作
    place = name.endswith(tuple(table["place-endings"])) and any(word in name for word in table["trade"])
    return len(name) if before in _OPEN and (place or name.endswith(tuple(table["site-endings"]))) else 0


def _goods(name: str, words: tuple[str, ...]) -> bool:
    """Whether a name is made of nothing but what such sites deal in (范文资料)."""
    while name:
        word = max((w for w in words if name.endswith(w)), key=len, default="")
        if not word:
            return False
        name = name[: -len(word)]
    return True


def _talked_about(data: Data, text: str, address: Address, options: UrlOptions) -> bool:
    """Whether the sentence itself names the address (本单位网站…, 通过…平台 …) and is no advertisement."""
    if _DISGUISED.search(text[address.start : address.end]):
        return False  # whoever speaks of a site writes its address plainly
    table = data.table("addresses")
    first, last = sentence(text, address.start, address.end)
    before, after = text[first : address.start], text[address.end : last]
    whole = before + after
    if any(word in whole for word in table["promotion"]) or _MORE.search(whole):
        return False
    opener = before[-1:]
    if (
        opener in _BRACKETS
        and len(_HAN.findall(after)) >= 2
        and _HAN.match(before[-2:-1])
        or opener in _BRACKETS
        and before[-2:-1] in "”》"
    ):
        said = opener in "（(" and not _FAULT.search(before[:-1])  # 阳光栏目（www.…），接受监督
        return said and len(_HAN.findall(whole)) >= options.content
    stem = before.rstrip(" \t\u3000（(【[：:为是“‘「《<-—，,即叫")
    if _OWN.search(stem):
        return True
    if not stem.endswith(tuple(table["cues"])):
        return False
    if stem == before and not after.strip() and text[last : last + 1] not in ("。", "！", "？", "；"):
        return False  # glued to the end of a line that has no closing mark: pasted there, not said
    cue = max((c for c in table["cues"] if stem.endswith(c)), key=len)
    return len(_HAN.findall(whole)) - len(cue) >= options.content


def _cited(data: Data, text: str, address: Address) -> bool:
    """Whether a note cites the address as its source."""
    first, last = sentence(text, address.start, address.end)
    return any(word in text[first:last] for word in data.table("addresses")["references"])

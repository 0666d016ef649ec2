"""Brackets, lines and last sentences that are an advertiser's and nothing else: a handle of some platform, an offer (W505)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lint_cmm.checks import furniture, scan
from lint_cmm.checks.text import line, sentence
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from lint_cmm.data import Data

NAME = "adverts"
_GAP = re.compile(r"[ \t\u3000|｜—–#＃~～<>★☆◆◇■●◎►▶▼▲※→←✿=＝，,；;]{1,9}")
# An account: letters and figures, but no year, date or count, or figures in Han; blanks and dashes between them.
_HANDLE = re.compile(
    r"[@＠][\u4e00-\u9fff][\u4e00-\u9fffA-Za-z0-9_]{1,14}|(?!(?:19|20)[0-9]{2}(?:年|[-./][0-9]{1,2}(?:[-./][0-9]{1,2})?(?![0-9A-Za-z@])))(?![0-9]{4,5}余?[人次个名户条元位])[@＠]?[A-Za-z0-9＠_][A-Za-z0-9@._*\-]{3,40}|[0-9]{2,5}(?:[ \-][0-9]{2,5}){1,4}|[零〇○一二三四五六七八九壹贰叁肆伍陆柒捌玖]{6,12}"
)
_QUOTED = re.compile(r"[“‘「『《【\"][^”’」』》】\"\n]{1,18}[”’」』》】\"]")
_NAMED = re.compile(r"[：:]\s?[\u4e00-\u9fffA-Za-z0-9_·]{2,14}")
_NUMBER = re.compile(r"[0-9零〇一二三四五六七八九]{5}|@|[0-9]{3}[ \-][0-9]{3}")
_TRADER = re.compile("写|稿|材料|秘|笔|素材|体制|公文|文库|文档|机关|干货|范|遴选|考公|党务")
_ANY = re.compile(r"[A-Za-z0-9@＠\u4e00-\u9fff❤♥]")


class _Known(NamedTuple):
    """The words of a page with an advertiser's; platforms, those that an office has on its door, too, and those of a trader; what a
    collection is called; offers, those that an office makes, too; what speaks of a contact; the longest stretch."""

    words: furniture.Vocabulary
    platforms: frozenset[str]
    plain: frozenset[str]
    trade: frozenset[str]
    kinds: frozenset[str]
    offers: frozenset[str]
    mild: frozenset[str]
    goods: frozenset[str]
    proof: re.Pattern[str]
    talk: tuple[str, ...]
    longest: int


class _Said(NamedTuple):
    """What a stretch says: its platforms, its offers, whether it has a handle, whether a name (2: one that
    only an advertiser has, or behind a colon); ``stuck``: where a word
    is none of these, ``odd``: what share of it is not."""

    platforms: set[str]
    offers: set[str]
    handle: bool
    named: int
    stuck: int
    odd: float


def _words(data: Data) -> Iterable[str]:
    table = data.table(NAME)
    mild = frozenset(table["mild"])
    sure = (word for word in table["offers"] if word not in mild)
    return [word for word in dict.fromkeys((*table["platforms"], *table["trade"], *sure)) if len(word) > 1]


scan.register_words(NAME, _words)


def _known(data: Data) -> _Known:
    held: _Known | None = data.memo.get(NAME)
    if held is None:
        table = data.table(NAME)
        plain = frozenset((*table["plain"], *table["trade"]))
        platforms = plain.union(table["platforms"])
        words = furniture.vocabulary(data, (*platforms, *table["offers"], *table["glue"]))
        offers, mild, goods = (frozenset(table[name]) for name in ("offers", "mild", "goods"))
        sure = sorted((offers - mild) | goods)
        heads = "".join(sorted({word[0] for word in sure}))  # a look at one character spares a try of all words
        proof = re.compile(
            rf"(?=[A-Za-z0-9@＠_：:“‘「『《【零〇○一二三四五六七八九{heads}])"
            rf"(?:[A-Za-z0-9@＠_]{{4}}|[0-9]{{3}}[ \-][0-9]{{3}}|[：:“‘「『《【@＠]|[一二三四五六七八九零〇○]{{6}}|{'|'.join(sure)})"
        )
        kinds = words.model - offers
        held = data.memo[NAME] = _Known(
            words, platforms, plain, frozenset(table["trade"]), kinds, offers, mild, goods, proof, table["talk"], int(table["longest"])
        )
    return held


def stretches(data: Data, text: str, hits: list[scan.Hit]) -> list[tuple[int, int]]:
    """The stretches of ``text`` around ``hits`` (platforms and sure offers) that advertise. Sorted."""
    known = _known(data)
    found: list[tuple[int, int]] = []
    last = -1
    for hit in hits:
        if hit.start < last:
            continue
        bounds = sentence(text, hit.start, hit.end)
        if bounds[1] - bounds[0] > furniture.LIMIT:
            last = bounds[1]
            continue
        proof = _NUMBER if hit.entry in known.plain else known.proof
        if not proof.search(text, max(hit.start - known.longest, bounds[0]), min(hit.end + known.longest, bounds[1])):
            continue
        stuck: dict[int, int] = {}
        for start, end, inside in furniture.around(text, hit, bounds, _GAP):
            if end - start > known.longest:
                continue
            if end <= stuck.get(start, end):
                said = _read(known, text, start, end, bool(inside), loosely=False)
                stuck[start] = said.stuck
                if said.stuck == end and _advertises(known, text, start, end, inside, said):
                    break
            if stuck[start] < end and furniture.apart(data, text, start, end, inside):
                said = _read(known, text, start, end, bool(inside), loosely=True)
                if _is_likely(data, known, said):
                    break
        else:
            continue
        found.append((start, end))
        last = end
    return found


def _read(known: _Known, text: str, start: int, end: int, inside: bool, loosely: bool) -> _Said:
    """The words of a stretch, accounts and names between them, up to the first other word or to the end; in a bracket of its own it is no
    name as a whole."""
    platforms: set[str] = set()
    offers: set[str] = set()
    handle, named = False, 0
    stuck, odd = end, 0
    at = start + inside
    while at < end:
        m = _QUOTED.match(text, at, end) or (_NAMED.match(text, at, end) if platforms else None)
        if m:
            named = max(named, 2 if text[at] in "：:" or _TRADER.search(m.group()) else 1)
            handle = handle or bool(_HANDLE.fullmatch(m.group()[1:].strip()))
            at = m.end()
            continue
        if not _ANY.match(text, at):
            at += 1
            continue
        word = furniture.word_at(known.words, text, at, end)
        account = _HANDLE.match(text, at, end)
        if account and account.end() - at > len(word) and word not in known.platforms:
            handle, at = True, account.end()
        elif word:
            at += len(word)
            if word in known.platforms:
                platforms.add(word)
            if word in known.offers:
                offers.add(word)
        else:
            if text[at] not in known.words.figures and not text[at].isdigit():
                stuck, odd = min(stuck, at), odd + 1
                if not loosely:
                    break
            at += 1
    return _Said(platforms, offers, handle, named, stuck, odd / max(end - start, 1))


def _is_likely(data: Data, known: _Known, said: _Said) -> bool:
    """Whether a stretch that stands apart and holds other words, too, is an advertiser's, because most of it is."""
    sure, goods = said.offers - known.mild, said.offers & known.goods
    if said.odd > data.table(furniture.NAME)["odd"] or said.platforms <= known.plain and not sure:
        return False
    weight = len(said.offers) + len(sure) + bool(goods) + bool(said.platforms) + 2 * said.handle + bool(said.named)
    return weight + (bool(sure) and len(said.offers) > 1) >= int(data.table(NAME)["weight"]) and bool(
        sure or goods or said.handle or said.named
    )


def _advertises(known: _Known, text: str, start: int, end: int, inside: str, said: _Said) -> bool:
    """Whether what a stretch says, and where it stands, is nobody's but an advertiser's."""
    first, last = sentence(text, start, end)
    outside = text[first:start] + text[end:last]
    if any(word in outside for word in known.talk):
        return False  # the sentence itself speaks of the contact
    if said.platforms <= known.plain and not said.offers:
        if not said.handle or known.trade.isdisjoint(said.platforms) or "gov.cn" in text[start:end]:
            return False  # 联系电话：0571-86000000
        said = said._replace(offers=said.platforms & known.trade)  # 约稿邮箱
    if inside in furniture.CLOSED and not said.platforms and not said.handle and any(word in text[start:end] for word in known.kinds):
        return False  # 【材料写手必备·素材合辑】 is the mark of a collection (W504)
    sure = said.offers - known.mild
    goods = not said.platforms <= known.plain and not known.goods.isdisjoint(said.offers)
    offered = len(said.offers) > (not said.platforms and not said.handle) if sure else goods and len(said.offers) > 1
    reachable = bool(said.platforms) and (said.handle or said.named > bool(not said.offers))
    _, closed = line(text, start, end)
    if inside:
        pasted = end == closed and "、" not in text[start:end]  # behind a heading, not within what is said
        return offered or reachable and (bool(said.offers) or said.handle or pasted or inside not in "）)")
    if outside.strip() and {text[start - 1 : start], text[end : end + 1]} & set("，,；;"):
        return offered and (said.handle or reachable) or reachable and said.handle and not said.platforms <= known.plain
    return offered or reachable and (bool(said.offers) or (start == first and not text[end:closed].strip("。！ \t\u3000")))

"""What a website or a text generator leaves around a text: phrases and patterns of ``residue.toml`` (W503, W504, W505, W512)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from lint_cmm.checks import adverts, furniture, scan
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.fold import Folded, fold, folded
from lint_cmm.checks.text import is_object, line, matches, places, sentence, stories, windows, within_one
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from lint_cmm.data import Data

KINDS = ("download", "collection", "contact", "promotion", "generated")
CUES = "residue-cues"
# How a writer tells that others' words follow, stood before, or were meant (_POINTS: 请酌情修改，这样的批示写了7次).
_SAYS = re.compile(r"(?:[说写标问答回喊叫批印贴挂念讲发登]|留言|弹出|显示|提示|回复)(?:[着了过成的是为有道]|一句|出){0,2}[：:，,]?$")
_OPEN = re.compile(r"[^“”「」‘’\n]*")
_CLOSES = re.compile(r"[^“”「」‘’\n]{0,40}[”」’]")
# Whatever the sentence says: a channel written so as to hide from a filter, a reader sent to a site.
_SURE = re.compile(
    r"(?:[加+➕]|添加)?(?:[Vv薇徽]信|[Vv微薇][❤♥❥]|[VvWw][Xx](?=[：:号]))|请在[^，。\n]{2,10}上搜索|后台回复[0-9]{2,8}(?:获取|领取|下载)|[^：:]{1,4}[：:]\s?[0-9](?:[ \u3000][0-9]){5}"
)
_POINTS = re.compile(r"[，,]这(?:样|句|种|类|几|些)")
_TELLS = re.compile(r"[，,](?:这句|这样的话|这类话|是[^，。；\n]{2,10}[上里]的话)")  # …，是宣传单上的话
_CALLED = re.compile(r"这|的(?:话|字样|短信|牌|标语)|字样|之类|等套话|服务|岗|栏|一栏|按钮|功能|承诺|窗口|标牌|长期")
_LINES = frozenset("^")  # instead of words: every match begins at the start of the text or with a line break
scan.register(*(f"residue-{kind}" for kind in KINDS))
scan.register_cues(
    CUES, lambda data: {cue: None for kind in KINDS for needed, _, held in _patterns(data, kind)[1] for cue in needed | held - _LINES}
)


class ResidueOptions(NamedTuple):
    """``kind``: which table of ``residue.toml``. ``parts``: parts read. ``join``: finds within one sentence and so many characters
    of each other are one advertisement. ``ordinary``: phrases of the list that are plain language when one of these words surrounds them. ``confession``: words
    that make a sentence the writer's own account of how a text was come by."""

    kind: str
    parts: tuple[str, ...] = ("body", "footnote", "endnote")
    join: int = 8
    ordinary: tuple[str, ...] = ()
    confession: tuple[str, ...] = ()


def residue(context: Context, options: ResidueOptions) -> Issues:
    """Every place where a phrase or pattern of the kind stands; neighbouring ones within a sentence are one finding.

    Headers, footers, text boxes and WordArt belong to W506.
    """
    for story in stories(context, options.parts):
        for start, end in joined(
            story.text, found(context.data, options.kind, story.text, options.ordinary, context, story.part), options.join
        ):
            if not within_one(story, start, end) or is_object(story.at(start)[0]):
                continue
            first, last = sentence(story.text, start, end)
            if _SURE.match(story.text, start) or not any(word in story.text[first:last] for word in options.confession):
                yield Issue(story.span(start, end))


def found(
    data: Data, kind: str, text: str, ordinary: tuple[str, ...] = (), context: Context | None = None, part: str = ""
) -> list[tuple[int, int]]:
    """All stretches of ``text`` that the phrase list, the patterns and the words of ``kind`` know, sorted; some may overlap.

    With ``context`` and ``part`` the text is that of the story, whose one pass over all lists is used. Full-width letters and figures and
    other disguises are read as plain ones, too.
    """
    known = scan.read(context, CUES, part) if context else scan.read_text(data, CUES, text)
    stretches = _read(data, kind, text, ordinary, known)
    plain, seen = _folded(data, text, context, part)
    if seen is not None:
        stretches += [plain.back(start, end) for start, end in _read(data, kind, plain.text, ordinary, seen)]
    return sorted(set(stretches))


def _folded(data: Data, text: str, context: Context | None, part: str) -> tuple[Folded, scan.Pass | None]:
    """What of ``text`` is disguised, without its disguises, and what the pass over that says; None where nothing is."""
    held: dict[str, tuple[Folded, scan.Pass | None]] = context.memo.setdefault("residue.folded", {}) if context else {}
    if part not in held:
        plain = folded(context, text) if context else fold(text)
        if plain.text == text:
            held[part] = (plain, None)
        else:
            plain = _changed(text, plain)
            held[part] = (plain, scan.read_text(data, CUES, plain.text))
    return held[part]


def _changed(text: str, plain: Folded) -> Folded:
    """The lines of ``plain`` that are not as in ``text``, with a line on either side: all others have been read."""
    lines = plain.text.split("\n")
    odd = [before != after for before, after in zip(text.split("\n"), lines, strict=True)]
    kept: list[str] = []
    starts: list[int] = []
    at = last = 0
    for i, said in enumerate(lines):
        end = at + len(said) + 1
        if True in odd[max(i - 1, 0) : i + 2]:
            if at > last:  # nothing is found across what is left out
                kept.append("\0")
                starts += (last, last)
            kept.append(said)
            starts += plain.starts[at:end] if plain.starts else range(at, end)
            last = end
        at = end
    return Folded("\n".join(kept), starts, [start + 1 for start in starts])


def _read(data: Data, kind: str, text: str, ordinary: tuple[str, ...], known: scan.Pass) -> list[tuple[int, int]]:
    """What :func:`found` gives for one reading of a text; ``known``: what the pass over it for all word lists found."""
    if not known.standing:
        return []
    name = f"residue-{kind}"
    hits = scan.leftmost_longest(list(known.hits.get(name, ())))
    stretches = [(h.start, h.end) for h in hits if not _ordinary(text, h.start, h.end, ordinary) and not _cited(text, h.start, h.end)]
    if kind in ("download", "collection") and furniture.NAME in known.hits:
        words = scan.leftmost_longest(list(known.hits[furniture.NAME]))
        stretches += furniture.stretches(data, text, words, kind)
    if kind == "contact" and adverts.NAME in known.hits:
        stretches += adverts.stretches(data, text, scan.leftmost_longest(list(known.hits[adverts.NAME])))
    table = data.table("residue")[kind]
    cues, patterns = _patterns(data, kind)
    near: dict[frozenset[str], list[tuple[int, int]]] = {}
    for number in sorted({number for cue in cues.keys() & known.standing for number in cues[cue]}):
        _, pattern, held = patterns[number]
        if held == _LINES:
            met = matches(_compiled(pattern), text, [0, *places(text, "\n")])
        elif held and known.standing.isdisjoint(held):
            continue
        else:
            if held not in near:  # many patterns ask for the same words
                near[held] = windows([(at, at) for at in known.starts(held)], table["reach"], len(text)) if held else [(0, len(text))]
            met = [m for low, high in near[held] for m in _compiled(pattern).finditer(text, low, high)]
        for m in met:
            start = m.start() + len(m.group()) - len(m.group().lstrip(" \t\u3000\n。！？”）】"))
            if (
                start < m.end()
                and not _ordinary(text, start, m.end(), ordinary)
                and not _cited(text, start, m.end())
                and (kind != "contact" or _advert(table, text, start, m.end()))
            ):
                stretches.append((start, _end(pattern, text, m.start(), m.end())))
    return stretches


_TAIL = re.compile(r"\[\^([^\]]{1,40})\]\{[0-9]{1,2},[0-9]{1,2}\}$")  # of a pattern: whatever follows, up to some mark
_SITE = re.compile(r"(?:[A-Za-z0-9:/_-]{1,60}\.){1,8}[A-Za-z][A-Za-z/_-]{1,60}")
_WHOLE = 60  # characters behind a match in which an address that begins in it may go on


def _end(pattern: str, text: str, start: int, end: int) -> int:
    """Where a match of a pattern ends that takes whatever follows: behind the address in that; without one at its own last word, where no
    mark but only the pattern's reach made an end. The rest is the writer's."""
    tail = _TAIL.search(pattern)
    if tail is None:
        return end
    head = _compiled(pattern[: tail.start()]).match(text, start, end)
    own = head.end() if head else end
    site = _SITE.search(text, own, end + _WHOLE)
    if site and site.start() < end:
        return site.end()
    over = end < len(text) and text[end] not in tail[1] and text[end] not in "\n，。；！？）】”"
    return own if over else end


def _patterns(data: Data, kind: str) -> tuple[dict[str, list[int]], list[tuple[frozenset[str], str, frozenset[str]]]]:
    """The patterns of ``kind``, each with the cues one of which must be in the text and the words one of which every match holds or
    adjoins (none: not known); before them, the numbers of the patterns by cue."""
    known: tuple[dict[str, list[int]], list[tuple[frozenset[str], str, frozenset[str]]]] | None = data.memo.get(f"residue-{kind}")
    if known is None:
        table, known = data.table("residue")[kind], ({}, [])
        tight = len(table["patterns"])
        for number, (needed, pattern, *held) in enumerate((*table["patterns"], *table.get("loose", ()))):
            cues = _either(needed)
            for cue in cues:
                known[0].setdefault(cue, []).append(number)
            known[1].append((cues, pattern, cues if number < tight else _either(held[0]) if held else frozenset()))
        data.memo[f"residue-{kind}"] = known
    return known


@cache
def _either(words: str) -> frozenset[str]:
    """The words of a list that many patterns name."""
    return frozenset(words.split("|"))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _ordinary(text: str, start: int, end: int, words: tuple[str, ...]) -> bool:
    """Whether one of ``words`` stands around the stretch so that it contains or adjoins it: then it is plain language."""
    said = text[start:end]
    for word in words:
        if said not in word:
            continue
        offset = word.index(said)
        if text.startswith(word, start - offset) if start >= offset else False:
            return True
    return False


def _cited(text: str, start: int, end: int) -> bool:
    """Whether the writer tells what somebody said or wrote: in quotation marks behind a word of saying or before what it was (“…”字样), or
    with words that point back at it (…，这样的话)."""
    first, last = line(text, start, end)
    if _POINTS.match(text, end, last) or _TELLS.search(text, start, min(last, end + 12)):
        return True
    opened = max(text.rfind(mark, first, start) for mark in "“「‘")
    if not _OPEN.fullmatch(text, start, end):
        end = min((at for at in (text.find(mark, start, end) for mark in "”」’“「‘") if at >= 0), default=end)
    closed = _CLOSES.match(text, end, last)
    if opened < 0 or not closed or not _OPEN.fullmatch(text, opened + 1, start):
        return False
    return bool(_SAYS.search(text, max(first, opened - 8), opened) or _CALLED.match(text, closed.end(), last))


def _advert(table: dict[str, tuple[str, ...]], text: str, start: int, end: int) -> bool:
    """Whether a contact is offered to the reader: an advertiser's word near it, or nothing else in its line's last sentence."""
    if _SURE.match(text, start):
        return True
    near = int(table["near"])  # type: ignore[call-overload]
    first, last = line(text, start, end)
    around = text[max(first, start - near) : min(last, end + near)]
    if any(word in around for word in table["advert"]):
        return True
    first, last = sentence(text, start, end)
    return not text[first:start].strip() and not text[end:last].strip() and text[last : last + 1] in ("", "\n")


def joined(text: str, stretches: list[tuple[int, int]], reach: int) -> Iterator[tuple[int, int]]:
    """Stretches that overlap, or stand within ``reach`` characters in the same sentence, as one."""
    current: tuple[int, int] | None = None
    for start, end in stretches:
        apart = reach == 0 and current and start >= current[1] and text[current[1] - 1] in "】］〕"  # a mark in brackets is one by itself
        if (
            current
            and not apart
            and (start <= current[1] or (start - current[1] <= reach and not set(text[current[1] : start]) & set("。！？；\n【】")))
        ):
            current = (current[0], max(end, current[1]))
            continue
        if current:
            yield current
        current = (start, end)
    if current:
        yield current

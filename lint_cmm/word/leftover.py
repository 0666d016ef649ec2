"""What a deleted watermark would leave behind: words that only brought it, and marks that then stand twice."""

from __future__ import annotations

from lint_cmm.kit import patterns as re

_BLANKS = " \t\u00a0\u3000"
_CLOSING = "。！？；\n"
_EDGES = _CLOSING + "，,"
_WORDS = "范文|范稿|公文|文稿|稿件|好文|文章|资料|材料|素材|模板|课件|内容|信息|文档"
_SOURCE = "来源于|来源|来自于|来自|出处|出自|转载自|转载|转自|摘自|选自|取自|下载自|原载|见于"
_DONE = "(?:独家|原创|首发|倾情|精心|用心|免费)?(?:收集整理|搜集整理|整理|编辑|提供|出品|首发|原创|独家|分享|发布|版权所有)"
_GO = "请见|请到|请上|请关注|请访问|请登录|请登陆|欢迎访问|欢迎光临|敬请访问|敬请关注|就到|就上|尽在|都在|访问|登录|登陆|关注|搜索|点击|浏览|见|在|到|上"
# Before the watermark and behind it; a whole clause of nothing else is no word of the writer's.
_BEFORE = re.compile(
    rf"(?:(?:本文档|本文|本材料|文章|{_WORDS})?(?:{_SOURCE}|由)|(?:更多|各类|全套|海量|优质)(?:精彩|优质|同类|相关)?(?:{_WORDS})?(?:{_GO})?|(?:{_SOURCE}))[：:]?"
)
_BEHIND = re.compile(rf"(?:网友|小编|会员|用户)?(?:{_DONE})|(?:下载|查找|搜索|浏览|阅读|里找|找)")
# The same where the writer's words stand right beside it: only what nobody says of anything else.
_LEAD = re.compile(
    rf"(?:(?:更多|各类|全套|海量|优质)(?:精彩|优质|同类|相关)?(?:{_WORDS})?(?:{_GO})|(?:更多|海量)(?:{_WORDS})|(?:本文档|本文|本材料)?(?:{_SOURCE})[：:])[：:]?\Z"
)
_TRAIL = re.compile(r"(?:独家|倾情|用心)(?:收集|搜集)?(?:整理|首发|提供|出品|发布|奉献)|(?:收集|搜集)整理|版权所有")
_LONGEST = 24  # characters of such words on one side
_BRACKETS = {"（": "）", "(": ")", "【": "】", "[": "]"}
_PAUSES = "，、：；,;:"
_MARKS = "。！？；，、：,"


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """``[start, end)``, which is to be deleted, with what would make no sense without it."""
    start, end = _clause(text, *_bracketed(text, *_beside(text, start, end)))
    return _marks(text, start, end)


def _beside(text: str, start: int, end: int) -> tuple[int, int]:
    """With the words right before and behind it that can only belong to it, and the brackets and blanks that then hold nothing."""
    first = start - (len(text[:start]) - len(text[:start].rstrip(_BLANKS)))
    lead = _LEAD.search(text, max(0, first - _LONGEST), first)
    last = end + (len(text[end:]) - len(text[end:].lstrip(_BLANKS)))
    trail = _TRAIL.match(text, last)
    if not lead and not trail:
        return start, end
    start, end = lead.start() if lead else start, trail.end() if trail else end
    if start and end < len(text) and _BRACKETS.get(text[start - 1]) == text[end]:
        start, end = start - 1, end + 1
    return start, end


def _bracketed(text: str, start: int, end: int) -> tuple[int, int]:
    """With the brackets around it, where all else in them says where the text was taken from or who offers it."""
    first, last = start, end
    while first > 0 and start - first <= _LONGEST and text[first - 1] not in _BRACKETS:
        first -= 1
    while last < len(text) and last - end <= _LONGEST and text[last] not in _BRACKETS.values():
        last += 1
    held = first > 0 and last < len(text) and _BRACKETS.get(text[first - 1]) == text[last]
    return (first - 1, last + 1) if held and _only_brings(text[first:start], text[end:last]) else (start, end)


def _only_brings(before: str, behind: str) -> bool:
    """Whether the words before and behind are there, and only say where a text was taken from or who offers it."""
    before, behind = before.strip(_BLANKS), behind.strip(_BLANKS)
    return bool((before or behind) and (not before or _BEFORE.fullmatch(before)) and (not behind or _BEHIND.fullmatch(behind)))


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """With the rest of its clause, where that only says where the text was taken from or who offers it."""
    first, last = start, end
    while first > 0 and start - first <= _LONGEST and text[first - 1] not in _EDGES:
        first -= 1
    while last < len(text) and last - end <= _LONGEST and text[last] not in _EDGES:
        last += 1
    if not _only_brings(text[first:start], text[end:last]):
        return start, end
    opens = first == 0 or text[first - 1] in _CLOSING
    if last < len(text) and text[last] != "\n" and (opens or text[last] in "，,"):
        last += 1  # the clause goes with its mark …
    elif not opens:
        first -= 1  # … or with the comma before it
    return first, last


def _marks(text: str, start: int, end: int) -> tuple[int, int]:
    """With one of two marks that would meet."""
    before, behind = start, end
    while before > 0 and text[before - 1] in _BLANKS:
        before -= 1
    while behind < len(text) and text[behind] in _BLANKS:
        behind += 1
    left, right = text[before - 1 : before], text[behind : behind + 1]
    if not right or right not in _MARKS:
        return start, end
    if left in ("", "\n"):
        return before, behind + 1
    if left in _PAUSES:
        return before - 1, behind
    return (before, behind + 1) if left in _MARKS else (before, behind)

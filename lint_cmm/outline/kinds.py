"""What a file is: its title, whose material it is, and whether it is this kind of material at all."""

from __future__ import annotations

from lint_cmm.data import Data
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple
from lint_cmm.outline.lines import Line

_DATE = re.compile(
    r"^[（(]?\s*(?:\d{4}|[一二三四五六七八九〇○零]{4})\s*年\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2}|\s)\s*月(?:\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3}|\s)\s*日)?\s*[）)]?$"
    r"|^[（(]?\s*20\d\d([./-])\d{1,2}(?:\1\d{1,2})?\s*[）)]?$"
)
OPENING = 500  # characters of a text that may say what meeting it is for
TURN = 40  # characters of the longest turn of speech
_SENTENCE = "。；！？，、"


class Kinds(NamedTuple):
    """The compiled wordings of ``rules/lexicon/kinds.toml``."""

    genre: re.Pattern[str]
    other: re.Pattern[str]
    speech: re.Pattern[str]
    collection: re.Pattern[str]
    collection_first: re.Pattern[str]
    team: re.Pattern[str]
    branch: re.Pattern[str]
    personal: re.Pattern[str]
    closing: re.Pattern[str]
    speech_cues: tuple[str, ...]


def load(data: Data) -> Kinds:
    """The wordings, compiled once per process."""
    kept = data.memo.get("outline.kinds")
    if isinstance(kept, Kinds):
        return kept
    table = data.table("kinds")

    def any_of(key: str, tail: str = "") -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{p}){tail}" for p in table[key]), re.M)

    made = Kinds(
        any_of("genre"),
        any_of("other", r"(?=[（(\s\u3000]|$)"),
        any_of("speech"),
        any_of("collection"),
        re.compile(table["collection-first"], re.M),
        any_of("team"),
        any_of("branch"),
        any_of("personal"),
        any_of("closing"),
        tuple(table["speech-cues"]),
    )
    data.memo["outline.kinds"] = made
    return made


def is_date(text: str) -> bool:
    """Whether a line is nothing but a date, bracketed or not, with or without a day."""
    return bool(_DATE.match(text.strip()))


def may_be_title(line: Line) -> bool:
    """Whether a line looks like a title or a part of one: short, no sentence, no number, not a date."""
    text = line.text.strip()
    if not text or len(text) > 60 or line.cell is not None or (line.number is not None and line.number.level < 5):
        return False
    if text[-1] in _SENTENCE + "：:" or is_date(text) or "。" in text:
        return False
    return bool(re.search(r"[\u4e00-\u9fff]{2}" if line.align == "center" else r"[\u4e00-\u9fff]{4}", text))


def title(lines: list[Line], stop: int, kinds: Kinds) -> tuple[int, int] | None:
    """The title's lines as (first, last) indices, or None.

    ``stop`` is the index of the first section heading. Looked for among the first lines: one that names the genre or another
    kind of document, else one that is centred or styled as a title; a line right above it that is centred too, or that
    names a unit without its own end, belongs to it.
    """
    near = [i for i in range(min(stop, 8, len(lines))) if may_be_title(lines[i])]
    genre = [i for i in near if kinds.genre.search(lines[i].text)]
    other = [i for i in near if kinds.other.search(lines[i].text.strip()) and len(lines[i].text.strip()) <= 45]
    styled = [i for i in near if lines[i].align == "center" or lines[i].level == 0]
    for chosen in (genre, other, styled):
        if chosen:
            last = chosen[0]
            first = last
            while first > 0 and first - 1 in near and _continues(lines, first - 1, last, genre):
                first -= 1
            while last + 1 in near and lines[last + 1].paragraph == lines[last].paragraph:
                last += 1
            return first, last
    return None


def _continues(lines: list[Line], above: int, last: int, genre: list[int]) -> bool:
    if lines[above].paragraph == lines[last].paragraph:
        return True
    if lines[above].align == "center" and lines[last].align == "center":
        return not re.search(r"[★]|秘密|机密|绝密|内部", lines[above].text)
    return False


# The party committee of a unit as the one that examines itself; one person's material may begin so as well, and says 我 then.
_BODY = re.compile(r"党(?:组|委|工委|总支)(?![书副成委员]).{0,24}(?:民主|组织)生活会")


_I = re.compile(r"我(?![们党国省市州县区旗镇乡街村局委办院校所站处科室厂司集公单])|本人|个人")


def kind(title_text: str, opening: str, kinds: Kinds) -> str:
    """Whose material it is: "team", "branch", "personal" or "other", from the title, else from the opening."""
    if title_text:
        if kinds.branch.search(title_text) and "个人" not in title_text and "发言" not in title_text:
            return "branch"
        alone = bool(re.search(r"个人|同志|本人|班子成员", title_text))
        if not alone and "发言提纲" in title_text:  # one person's, unless the leading body that the title names speaks of itself
            alone = "领导班子" not in title_text or "会上" in title_text or bool(_I.search(opening[:400]))
        if not alone and (kinds.team.search(title_text) or (_BODY.search(title_text) and not re.search(r"我|本人|个人", opening[:400]))):
            return "team"
        if kinds.genre.search(title_text):
            return "personal"
        if kinds.other.search(title_text.strip()):
            return "other"
    start = opening[:400]
    if re.search(r"支部委员会.{0,80}(?:对照|检查|报告)|支委会.{0,40}(?:对照|检查)", start) and not re.search(r"我|本人", start):
        return "branch"
    if re.search(r"(?:领导)?班子.{0,80}(?:对照检查|查摆|剖析)", start) and not re.search(r"我|本人|个人", start):
        return "team"
    return "personal"


class Evidence(NamedTuple):
    """What speaks for and against this kind of material; ``words`` names the other kind."""

    genre: float
    other: float
    words: str


def evidence(title_text: str, opening: str, turns: int, roles: set[str], kinds: Kinds) -> Evidence:
    """Weigh whether a text with such a title and opening, and with so many turns of speech, is a 对照检查材料 at all."""
    genre = other = 0.0
    words = ""
    found = kinds.other.search(title_text.strip()) if title_text else None
    named = bool(title_text and kinds.genre.search(title_text))
    own = roles & {"problems", "causes", "measures"}
    if named:
        genre += 3
    if found and not (named and own):  # “民主生活会材料：全年工作总结” is a summary when nothing of the other stands below it
        # many kinds end with shortcomings and plans; only a self-examination looks for causes as well
        other += 3 if len(own) == 3 else 4.5
        words = found.group()
    genre += 1.5 * len(own) + len(roles & {"previous", "disclosure", "cases"})
    if re.search(r"(?:民主|组织)生活会", opening) and re.search(r"对照检[查视]|查摆|检视|剖析", opening):
        genre += 1
    other += min(3.0, 1.5 * turns)
    if not words and turns:
        words = "讲话"
    return Evidence(genre, other, words)

"""Which profile fits a document, from its own title, opening and headings."""

from __future__ import annotations

from lint_cmm.data import Data
from lint_cmm.data.profiles import Profile
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple
from lint_cmm.model.types import Document
from lint_cmm.outline.types import Outline

# A year that a meeting is held for: 2024年度, or 2024年 right before the meeting's name; a date names none.
_MEETING = r"(?=[^，。\n月]{0,14}(?:生活会|对照检[查视]))"
_YEAR = re.compile(rf"(?<!\d)20(\d\d)\s*年(?:度|{_MEETING})")
_HAN_YEAR = re.compile(rf"二[〇○零0OＯ]([一二三四五六七八九〇○零0OＯ]{{2}})年(?:度|{_MEETING})")
_HAN = {c: i for i, c in enumerate("〇一二三四五六七八九")} | dict.fromkeys("○零0OＯ", 0)
_FIGURES = str.maketrans("０１２３４５６７８９", "0123456789")
# What a meeting of its own is about: 森林防火专题民主生活会. A unit or a year before 专题 is no theme.
_THEME = re.compile(r"([\u4e00-\u9fff“”‘’、，]{2,40})专题(?:民主)?生活会")
_UNTHEMED = (
    *("年", "年度", "班子", "党组", "党委", "工委", "委员会", "总支", "支部", "同志", "中心", "集团", "公司"),
    *"局司院校所站厂队办厅科室处",
)
# A topic in a unit's name (营商环境建设局, 警示教育中心) is not the meeting's.
_UNIT = re.compile(r"(?:营商环境|警示教育)(?:建设|监督|管理|发展|服务|保障){0,2}(?:局|办公室|办|中心|基地|[处科股]|专班)")
_OPENING = 500  # characters of the opening that may say what meeting it is for
_DATE = re.compile(r"(20[0-9]{2})[年.\-/]\s*([0-9]{1,2})")
_EARLY = 3  # months of a year in which the meeting of the year before is held
_ENOUGH = 0.6  # share of a profile's aspects that must be named before they choose it


class Choice(NamedTuple):
    """The chosen profile and why: ``reason`` is a key of the message catalogue, ``fact`` the words that decided."""

    profile: Profile
    reason: str  # "year", "held", "topic", "aspects", "branch", "unlisted", "kind"
    fact: str


def years(text: str) -> list[int]:
    """The years that ``text`` names, in order, whether in digits or in Chinese."""
    text = text.translate(_FIGURES)
    found = [(m.start(), 2000 + int(m[1])) for m in _YEAR.finditer(text)]
    found += [(m.start(), 2000 + _HAN[m[1][0]] * 10 + _HAN[m[1][1]]) for m in _HAN_YEAR.finditer(text)]
    return [year for _, year in sorted(found)]


def choose(outline: Outline, document: Document, profiles: dict[str, Profile], data: Data) -> Choice:
    """The profile for ``document``: by the year and meeting its title or opening names, else by topic, aspects, kind.

    A year or a theme that is named and for which there is no profile has the generic one: aspects are held against a profile's
    only where nothing is named.
    """
    opening = "\n".join(s.text for s in outline.of("opening"))[:_OPENING]
    title = outline.title_text or opening[:120]
    kind = outline.kind if outline.kind in ("team", "branch") else "personal"
    meeting = title if "生活会" in title else opening
    branch = kind == "branch" or ("组织生活会" in meeting and "民主生活会" not in title)
    year = next(iter(years(title)), None) or next(iter(years(opening)), None)
    why, fact = "year", str(year)
    if year and _held(year, title + opening, outline, document):
        year, why = year - 1, "held"
    if branch:
        named = profiles.get(f"{year}-branch")
        return Choice(named, why, fact) if named else Choice(profiles["branch"], "branch", "")
    topical = _topic(title, opening, profiles)
    if topical:
        return topical if kind == "personal" else Choice(profiles[kind], "unlisted", topical.fact)
    theme = _theme(title, profiles)
    if year:
        annual = profiles.get(f"{year}-annual-team" if kind == "team" else f"{year}-annual")
        if annual and (not theme or _share(outline, annual) >= _ENOUGH):
            return Choice(annual, why, fact)
        return Choice(profiles[kind], "unlisted", theme or f"{year}年度")
    if theme:
        return Choice(profiles[kind], "unlisted", theme)
    return _annual_topic(title, opening, profiles, kind) or _aspects(outline, profiles, kind) or Choice(profiles[kind], "kind", "")


def _held(year: int, said: str, outline: Outline, document: Document) -> bool:
    """Whether ``year`` is the one in which the meeting is held: named without 度, and the material is dated in its first months. The
    meeting is then the one for the year before."""
    if outline.date is None or re.search(rf"{year % 100:02d}\s*年度", said.translate(_FIGURES)):
        return False
    dated = _DATE.search(document.quote(outline.date).translate(_FIGURES))
    return dated is not None and int(dated[1]) == year and int(dated[2]) <= _EARLY and year not in _spelt(said)


def _spelt(text: str) -> set[int]:
    """The years that ``text`` names in Chinese figures and with 度."""
    return {2000 + _HAN[m[1][0]] * 10 + _HAN[m[1][1]] for m in _HAN_YEAR.finditer(text) if m[0].endswith("度")}


def _topic(title: str, opening: str, profiles: dict[str, Profile]) -> Choice | None:
    """A thematic profile (one without a year) whose topic stands in the title, or with 专题 in the opening."""
    for text in (title, opening if "专题" in opening and not years(title) else ""):
        for profile in profiles.values():
            if profile.year is None and not profile.abstract:
                for topic in profile.topics:
                    if topic in _UNIT.sub("", text):
                        return Choice(profile, "topic", topic)
    return None


def _theme(title: str, profiles: dict[str, Profile]) -> str:
    """The theme that the title names for the meeting, "" where it names none or that of an annual meeting."""
    found = _THEME.search(title)
    if (
        found is None
        or found[1].endswith(_UNTHEMED)
        or any(topic in title for profile in profiles.values() if profile.year is not None for topic in profile.topics)
    ):
        return ""
    return re.sub(r"^.*(?:年度?|班子|同志)", "", found[1])


def _annual_topic(title: str, opening: str, profiles: dict[str, Profile], kind: str) -> Choice | None:
    """The annual profile whose theme stands in the title or the opening of a material that names no year."""
    for profile in profiles.values():
        if profile.year is not None and profile.kind == kind and not profile.abstract:
            for topic in profile.topics:
                if topic in title or topic in opening:
                    return Choice(profile, "topic", topic)
    return None


def _aspects(outline: Outline, profiles: dict[str, Profile], kind: str) -> Choice | None:
    """The profile most of whose aspects the headings of the problems name."""
    best: tuple[float, Profile] | None = None
    for profile in profiles.values():
        if profile.kind == kind and not profile.abstract:
            share = _share(outline, profile)
            if share >= _ENOUGH and (best is None or share > best[0]):
                best = (share, profile)
    return Choice(best[1], "aspects", "") if best else None


def _share(outline: Outline, profile: Profile) -> float:
    """The share of a profile's aspects that the headings of the problems name; 0 where these are too few to be its."""
    headings = [item.title for item in outline.items("problems")]
    if not profile.aspects or len(headings) < len(profile.aspects) - 1:
        return 0.0
    return sum(any(addresses(h, a.keywords) for h in headings) for a in profile.aspects) / len(profile.aspects)


def addresses(text: str, keywords: tuple[str, ...]) -> bool:
    """Whether ``text`` names an aspect: any keyword stands in it; a keyword joined with + needs all its parts."""
    return any(all(part in text for part in keyword.split("+")) for keyword in keywords)

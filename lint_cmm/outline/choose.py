"""Which profile fits a document, from its own title, opening and headings."""

from __future__ import annotations

from lint_cmm.data import Data
from lint_cmm.data.profiles import Profile
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple
from lint_cmm.model.types import Document
from lint_cmm.outline.types import Outline

# A year that a meeting is held for: 2024年度, or 2024年 right before the meeting's name; a date names none.
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年(?:度|(?=[^，。\n月]{0,14}(?:生活会|对照检[查视])))")
_HAN_YEAR = re.compile(
    r"二[〇○零]([一二三四五六七八九〇○零])([一二三四五六七八九〇○零])年(?:度|(?=[^，。\n月]{0,14}(?:生活会|对照检[查视])))"
)
_HAN = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}
_OPENING = 500  # characters of the opening that may say what meeting it is for
_ENOUGH = 0.6  # share of a profile's aspects that must be named before they choose it


class Choice(NamedTuple):
    """The chosen profile and why: ``reason`` is a key of the message catalogue, ``fact`` the words that decided."""

    profile: Profile
    reason: str  # "year", "topic", "aspects", "branch", "kind"
    fact: str


def years(text: str) -> list[int]:
    """The years that ``text`` names, in order, whether in digits or in Chinese."""
    found = [(m.start(), int(m[1])) for m in _YEAR.finditer(text)]
    found += [(m.start(), 2000 + _HAN[m[1]] * 10 + _HAN[m[2]]) for m in _HAN_YEAR.finditer(text)]
    return [year for _, year in sorted(found)]


def choose(outline: Outline, document: Document, profiles: dict[str, Profile], data: Data) -> Choice:
    """The profile for ``document``: by the year and meeting its title or opening names, else by topic, aspects, kind."""
    opening = "\n".join(s.text for s in outline.of("opening"))[:_OPENING]
    title = outline.title_text or opening[:120]
    kind = outline.kind if outline.kind in ("team", "branch") else "personal"
    meeting = title if "生活会" in title else opening
    branch = kind == "branch" or ("组织生活会" in meeting and "民主生活会" not in title)
    year = next(iter(years(title)), None) or next(iter(years(opening)), None)
    if branch:
        named = profiles.get(f"{year}-branch")
        return Choice(named, "year", str(year)) if named else Choice(profiles["branch"], "branch", "")
    topical = _topic(title, opening, profiles, kind)
    if topical and kind == "personal":
        return topical
    if year and not topical:
        annual = profiles.get(f"{year}-annual-team" if kind == "team" else f"{year}-annual")
        if annual:
            return Choice(annual, "year", str(year))
    themed = None if year else _annual_topic(title, opening, profiles, kind)
    if themed and not topical:
        return themed
    aspects = _aspects(outline, profiles, kind)
    if aspects and not topical:
        return aspects
    return Choice(profiles[kind], "kind", "")


def _topic(title: str, opening: str, profiles: dict[str, Profile], kind: str) -> Choice | None:
    """A thematic profile (one without a year) whose topic stands in the title, or with 专题 in the opening."""
    for text in (title, opening if "专题" in opening and not years(title) else ""):
        for profile in profiles.values():
            if profile.year is None and not profile.abstract:
                for topic in profile.topics:
                    if topic in text:
                        return Choice(profile, "topic", topic)
    return None


def _annual_topic(title: str, opening: str, profiles: dict[str, Profile], kind: str) -> Choice | None:
    """The annual profile whose theme stands in the title or the opening of a material that names no year."""
    for profile in profiles.values():
        if profile.year is not None and profile.kind == kind and not profile.abstract:
            for topic in profile.topics:
                if topic in title or topic in opening:
                    return Choice(profile, "topic", topic)
    return None


def _aspects(outline: Outline, profiles: dict[str, Profile], kind: str) -> Choice | None:
    headings = [item.title for item in outline.items("problems")]
    best: tuple[float, Profile] | None = None
    for profile in profiles.values():
        if not profile.aspects or profile.kind != kind or profile.abstract:
            continue
        share = sum(any(addresses(h, a.keywords) for h in headings) for a in profile.aspects) / len(profile.aspects)
        if share >= _ENOUGH and len(headings) >= len(profile.aspects) - 1 and (best is None or share > best[0]):
            best = (share, profile)
    return Choice(best[1], "aspects", "") if best else None


def addresses(text: str, keywords: tuple[str, ...]) -> bool:
    """Whether ``text`` names an aspect: any keyword stands in it; a keyword joined with + needs all its parts."""
    return any(all(part in text for part in keyword.split("+")) for keyword in keywords)

"""Profiles: what one kind of meeting asks for."""

from __future__ import annotations

from lint_cmm.kit.records import NamedTuple

MATERIALS = ("personal", "team", "branch")
ROLES = ("opening", "previous", "problems", "cases", "causes", "measures", "disclosure", "other", "closing")  # of sections


class Aspect(NamedTuple):
    """One aspect that a profile demands in the problems (查摆问题). A text addresses it when any of ``keywords`` stands in its heading;
    a keyword may join words that must all be there with ``+``. ``hints`` say enough in a heading that addresses no other aspect."""

    name: str
    keywords: tuple[str, ...]
    hints: tuple[str, ...] = ()


class Profile(NamedTuple):
    """One kind of meeting. Lengths and shares count non-blank characters."""

    name: str
    title: str
    title_en: str = ""
    kind: str = "personal"  # one of MATERIALS
    year: int | None = None  # the year the meeting is held for
    date: str | None = None  # ISO day from which on superseded wording is stale
    meeting: str = "民主生活会"
    required: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()
    order: tuple[str, ...] = ()  # these three of ROLES
    aspects: tuple[Aspect, ...] = ()
    length: tuple[int, int] = (2000, 8000)
    share: float = 0.5  # least share of problems + causes
    signature: bool = False
    disclosure_items: tuple[str, ...] = ()  # names in rules/lexicon/disclosure.toml
    topics: tuple[str, ...] = ()  # phrases that choose this profile
    confidence: str = "high"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    abstract: bool = False  # only there to be extended; never chosen or listed

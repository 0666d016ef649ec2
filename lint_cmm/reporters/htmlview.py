"""What the page shows, worked out before the template sees it: plain records of ready text, no markup.

The text of a paragraph is cut at the ends of its findings into pieces; a piece that several findings cover takes the
colour of the most severe one and links to it. Every string here has been made visible (no acting characters); the
template escapes it.
"""

from __future__ import annotations

from typing import NamedTuple

from lint_cmm.findings import SEVERITIES, AlignedProblem, Finding, Result, Run
from lint_cmm.kit.neutral import one_line, shorten, visible
from lint_cmm.messages import say as words_of
from lint_cmm.messages.reports import name_of, say
from lint_cmm.model.types import PARTS, Document, Paragraph
from lint_cmm.reporters.places import listed, silenced, where, where_related
from lint_cmm.reporters.private import masked


class Piece(NamedTuple):
    """A stretch of a paragraph: ``severity`` "" for plain text, ``target`` the card it leads to, ``ids`` of findings that begin here."""

    text: str
    severity: str = ""
    target: str = ""
    ids: tuple[str, ...] = ()


class Link(NamedTuple):
    """Words and where they lead on the page ("" for nowhere)."""

    text: str
    href: str
    quote: str = ""


class Card(NamedTuple):
    """One finding as the reader sees it; ``more`` are the anchors of others in its paragraph of which it says the same."""

    id: str
    anchor: str  # where its words stand on the page, "" where the text is not shown
    severity: str
    severity_name: str
    code: str
    title: str
    message: str
    suggestion: str
    place: str
    quote: str
    fixable: bool
    related: tuple[Link, ...]
    more: tuple[str, ...] = ()


class Row(NamedTuple):
    """A paragraph with the findings beside it. ``kind``: title, heading, right, cell or ""."""

    id: str
    kind: str
    label: str
    pieces: tuple[Piece, ...]
    cards: tuple[Card, ...]
    part: str = ""


class Share(NamedTuple):
    """A section on the map: ``x`` and ``width`` in thousandths of the whole, ``tone`` its colour class."""

    role: str
    heading: str
    href: str
    characters: int
    percent: str
    x: float
    width: float
    tone: str


class Measure(NamedTuple):
    """A measure in the alignment picture. ``strength`` is 1 (weak) to 3 (strong)."""

    text: str
    href: str
    evidence: tuple[str, ...]
    strength: int


class Problem(NamedTuple):
    """A problem in the alignment picture with what answers it."""

    text: str
    href: str
    measures: tuple[Measure, ...]


class Group(NamedTuple):
    """The findings of one rule in the overview."""

    severity: str
    code: str
    title: str
    links: tuple[Link, ...]


class Page(NamedTuple):
    """One file on the page."""

    id: str
    path: str
    title: str
    verdict: str
    verdict_name: str
    complete: bool
    facts: tuple[tuple[str, str], ...]
    counts: tuple[tuple[str, str, int], ...]
    groups: tuple[Group, ...]
    sections: tuple[Share, ...]
    problems: tuple[Problem, ...]
    unanswered: int
    whole: tuple[Card, ...]
    body: tuple[Row, ...]
    beside: tuple[Row, ...]
    has_text: bool
    silenced_title: str
    silenced: tuple[str, ...]


def pages(run: Run) -> tuple[Page, ...]:
    """The view of every file of RUN."""
    return tuple(_page(f"d{i}", result, run.lang) for i, result in enumerate(run.results, start=1))


def _page(key: str, result: Result, lang: str) -> Page:
    """The view of one file; KEY begins every id on the page that belongs to it."""
    document, info = result.document, result.info
    shown = _Shown(key, document)
    cards = [_card(key, i, f, shown, lang) for i, f in enumerate(result.findings)]
    located: dict[tuple[str, int], list[tuple[Finding, Card]]] = {}
    whole = []
    for finding, card in zip(result.findings, cards, strict=True):
        if card.anchor and finding.span is not None:
            located.setdefault((finding.span.part, finding.span.paragraph), []).append((finding, card))
        else:
            whole.append(card)
    headings = {s.paragraph for s in info.sections if s.heading} if info else set()
    title = one_line(info.title) if info and info.title else ""
    body, beside = [], []
    if document is not None:
        for part in PARTS:
            story = document.stories.get(part)
            for paragraph in story.paragraphs if story else ():
                pairs = located.get((part, paragraph.index), [])
                row = _row(shown.paragraph(part, paragraph.index), paragraph, pairs, headings, title, lang)
                if part == "body":
                    body.append(row)
                elif pairs:
                    beside.append(row)
    problems = tuple(_problem(p, shown) for p in result.alignment)
    return Page(
        key,
        one_line(result.path),
        title or one_line(result.path),
        result.verdict,
        name_of("verdict", result.verdict, lang),
        result.complete,
        _facts(result, lang),
        tuple((s, name_of("severity", s, lang), result.count(s)) for s in SEVERITIES),
        _groups(cards, lang),
        _shares(result, shown, lang),
        problems,
        sum(not p.measures for p in problems),
        tuple(whole),
        tuple(body),
        tuple(beside),
        document is not None,
        words_of("suppressed.title", lang, n=len(result.suppressed)) if result.suppressed else "",
        tuple(visible(silenced(s, lang)) for s in listed(result)),
    )


class _Shown:
    """Which paragraphs stand on the page, and under which id."""

    def __init__(self, key: str, document: Document | None) -> None:
        self._key = key
        self._document = document

    def paragraph(self, part: str, index: int) -> str:
        """The id of a paragraph, "" where its text is not shown."""
        story = self._document.stories.get(part) if self._document else None
        return f"{self._key}-{part}-{index}" if story and 1 <= index <= len(story.paragraphs) else ""

    def href(self, part: str, index: int) -> str:
        """A link to a paragraph of the body, "" where there is none."""
        found = self.paragraph(part, index) if part == "body" else ""
        return f"#{found}" if found else ""


def _card(key: str, number: int, f: Finding, shown: _Shown, lang: str) -> Card:
    """The card of one finding."""
    anchor = f"{key}-t{number}" if f.span is not None and shown.paragraph(f.span.part, f.span.paragraph) else ""
    related = tuple(
        Link(where_related(r, lang), "" if r.path else shown.href(r.part, r.paragraph), shorten(one_line(r.quote), 60)) for r in f.related
    )
    return Card(
        f"{key}-f{number}",
        anchor,
        f.severity,
        name_of("severity", f.severity, lang),
        f.code,
        one_line(f.title),
        visible(f.message),
        visible(f.suggestion),
        where(f, lang),
        shorten(one_line(f.quote), 200),
        f.fix == "safe",
        related,
    )


def _row(id_: str, paragraph: Paragraph, pairs: list[tuple[Finding, Card]], headings: set[int], title: str, lang: str) -> Row:
    """One paragraph with its findings."""
    in_body = paragraph.part == "body"
    if in_body and title and one_line(paragraph.text).strip() == title.strip():
        kind = "title"
    elif in_body and (paragraph.index in headings or paragraph.level is not None):
        kind = "heading"
    elif paragraph.cell is not None:
        kind = "cell"
    else:
        kind = "right" if paragraph.align in ("right", "end") else ""
    part = "" if in_body else name_of("part", paragraph.part, lang)
    pairs, cards = _together(pairs)
    return Row(id_, kind, one_line(paragraph.label), pieces(masked(paragraph.text), pairs), cards, part)


def _together(pairs: list[tuple[Finding, Card]]) -> tuple[list[tuple[Finding, Card]], tuple[Card, ...]]:
    """The findings of a paragraph with the card each leads to, and these cards: ten like commas are told of once, beside their text."""
    first: dict[tuple[str, ...], Card] = {}
    more: dict[str, list[str]] = {}
    found = []
    for finding, card in pairs:
        same = (card.id,) if card.related else (card.code, card.severity, card.message, card.suggestion)
        head = first.setdefault(same, card)
        if head is not card:
            more.setdefault(head.id, []).append(card.anchor)
        found.append((finding, card._replace(id=head.id)))
    return found, tuple(card._replace(more=tuple(more.get(card.id, ()))) for card in first.values())


def pieces(text: str, pairs: list[tuple[Finding, Card]]) -> tuple[Piece, ...]:
    """TEXT cut at the ends of the findings in PAIRS, in order. An empty finding becomes an empty, marked piece."""
    spans = [(f.span.start, f.span.end, f.severity, c) for f, c in pairs if f.span is not None]
    cuts = sorted({0, len(text), *(min(max(x, 0), len(text)) for s in spans for x in s[:2])})
    found = []
    placed: set[str] = set()
    for i, start in enumerate(cuts):
        end = cuts[i + 1] if i + 1 < len(cuts) else start
        over = [s for s in spans if s[0] <= start < end <= s[1]]
        empty = [s for s in spans if s[0] == s[1] == start]
        for group, words in ((empty, ""), (over, text[start:end])):
            if not words and not group:
                continue
            if not group:
                found.append(Piece(visible(words)))
                continue
            worst = min(group, key=lambda s: (SEVERITIES.index(s[2]), s[1] - s[0]))
            ids = tuple(s[3].anchor for s in group if s[3].anchor not in placed)
            placed.update(ids)
            found.append(Piece(visible(words), worst[2], worst[3].id, ids))
    return tuple(found)


def _facts(result: Result, lang: str) -> tuple[tuple[str, str], ...]:
    """The lines under the verdict: what it was taken for and what was read."""
    facts = [(say("column.path", lang), one_line(result.path))]
    if result.info is not None:
        info = result.info
        facts.append((say("column.kind", lang), name_of("kind", info.kind, lang)))
        facts.append((say("column.profile", lang), one_line(info.profile_named(lang))))
        if info.profile_reason:
            facts.append((say("page.reason", lang), visible(info.profile_reason)))
        facts.append((say("column.characters", lang), f"{info.characters:,}"))
    if result.checked:
        separator = ", " if lang == "en" else "、"
        facts.append((say("page.checked", lang), separator.join(name_of("surface", s, lang) for s in result.checked)))
    return tuple(facts)


def _groups(cards: list[Card], lang: str) -> tuple[Group, ...]:
    """The overview: findings by severity, then rule; the same words in one paragraph once."""
    groups: dict[tuple[int, str], list[Card]] = {}
    for card in cards:
        groups.setdefault((SEVERITIES.index(card.severity), card.code), []).append(card)
    found = []
    for _, group in sorted(groups.items()):
        links: dict[tuple[str, str], list[Card]] = {}
        for card in group:
            links.setdefault((card.place, shorten(card.quote or card.message, 36)), []).append(card)
        shown = tuple(
            Link(
                place if len(same) == 1 else say("page.times", lang, place=place, count=len(same)), f"#{same[0].anchor or same[0].id}", text
            )
            for (place, text), same in links.items()
        )
        found.append(Group(group[0].severity, group[0].code, group[0].title, shown))
    return tuple(found)


def _shares(result: Result, shown: _Shown, lang: str) -> tuple[Share, ...]:
    """The section map: each section's part of all sections' characters."""
    sections = result.info.sections if result.info else ()
    total = sum(s.characters for s in sections)
    found, at = [], 0.0
    for section in sections if total else ():
        width = section.characters * 1000 / total
        found.append(
            Share(
                name_of("role", section.role, lang),
                shorten(one_line(section.heading), 60),
                shown.href("body", section.paragraph),
                section.characters,
                f"{section.characters * 100 / total:.0f}%",
                round(at, 2),
                round(width, 2),
                section.role,
            )
        )
        at += width
    return tuple(found)


def _problem(problem: AlignedProblem, shown: _Shown) -> Problem:
    """A problem and its measures for the picture."""
    measures = tuple(
        Measure(
            _item(m.number, m.heading),
            shown.href(m.span.part, m.span.paragraph),
            tuple(one_line(e) for e in m.evidence[:5]),
            3 if m.score >= 0.6 else 2 if m.score >= 0.4 else 1,
        )
        for m in problem.measures
    )
    return Problem(_item(problem.number, problem.heading), shown.href(problem.span.part, problem.span.paragraph), measures)


def _item(number: str, heading: str) -> str:
    """Number and heading on one line; the number is not said twice."""
    heading = one_line(heading).rstrip("。")
    return shorten(heading if heading.startswith(number) else number + heading, 70)

"""How a problem is told: on others (P206), after praise (P207), denied (P208), excused (P211)."""

from __future__ import annotations

from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.units import Line, denies, lines, pattern, points
from lint_cmm.outline.types import Item
from lint_cmm.records import NamedTuple


class SubjectOptions(NamedTuple):
    """``subject``: who is named instead of the writer, at the start of a clause. ``fault``: what is said of them. ``self``
    and ``duty``: signs in the point that the writer takes it on himself. ``reach``: characters after the subject in
    which the fault is looked for, up to the sentence's end."""

    subject: str
    fault: str
    own: str
    duty: str
    reach: int = 60


_NUMBER = r"[ \u3000]*(?:[一二三四五六七八九十]是|[（(]?[0-9]{1,2}[.．、）)])"


def subject(context: Context, options: SubjectOptions) -> Issues:
    """Clauses of a personal material's problems that put the fault on others, on the clause.

    Silent in a point that says 我, 本人, 自己 or names the writer's own managing duty. Only personal materials, a member's
    at his branch's meeting among them.
    """
    if context.profile.kind == "team" or context.outline.kind != "personal":
        return
    for aspect in context.outline.items("problems"):
        for one in points(aspect):
            told = lines(context, one)
            # paragraphs without numbers are points, too
            for point in [[line] for line in told] if one is aspect else [told]:
                if not any(pattern(options.own).search(line.text) for line in point):
                    yield from _deflected(point, options)


def _deflected(point: list[Line], options: SubjectOptions) -> Issues:
    found: list[Issue] = []
    for line in point:
        end = 0
        for hit in pattern(options.subject).finditer(line.text):
            if hit.start() < end:
                continue
            stop = _end(line.text, hit.end(), "。；！\n", options.reach)
            if _first(point, line, hit.start()) or pattern(options.fault).search(line.text, hit.end(), stop):
                end = _end(line.text, hit.end(), "，。；！\n", options.reach)
                found.append(Issue(line.cut(hit.start(), end), {"subject": hit[0]}))
    if found and not any(pattern(options.duty).search(line.text) for line in point):
        yield from found


def _first(point: list[Line], line: Line, at: int) -> bool:
    """Whether a point begins with its number and what stands at ``at``: what it tells of is a fault then, in whatever words."""
    return line is point[0] and pattern(_NUMBER).fullmatch(line.text, 0, at) is not None


def _end(text: str, start: int, marks: str, reach: int) -> int:
    """The offset of the first of ``marks`` after ``start``, at most ``reach`` characters on."""
    for at in range(start, min(len(text), start + reach)):
        if text[at] in marks:
            return at
    return min(len(text), start + reach)


class PraiseOptions(NamedTuple):
    """``opening``: praise, a turn and what follows, in one stretch. ``lead``: characters before it that still count as the opening
    of the point (its number and a heading clause)."""

    opening: str
    lead: int = 24


def praise(context: Context, options: PraiseOptions) -> Issues:
    """Problem points that open with what was done well, on the praise. Only the opening of a point is looked at."""
    for aspect in context.outline.items("problems"):
        for one in points(aspect):
            told = lines(context, one)
            if one is aspect and aspect.body and told:
                told = _after(told, len(context.document.quote(aspect.heading)))
            for line in told[: 2 if told and len(told[0].text) <= 40 else 1]:
                hit = pattern(options.opening).search(line.text, 0, options.lead + 160)
                if hit and hit.start("praise") <= options.lead:
                    yield Issue(line.cut(hit.start("praise"), hit.end("praise")))
                    break


def _after(told: list[Line], heading: int) -> list[Line]:
    """The lines without the first ``heading`` characters of the first."""
    first = told[0]
    if len(first.text) <= heading:
        return told[1:]
    return [Line(first.cut(heading, len(first.text)), first.text[heading:]), *told[1:]]


def _of(context: Context, item: Item) -> str:
    return item.title or item.text[:20]


class DenialOptions(NamedTuple):
    """No options: what denies and what names a lack is in ``lexicon/pairing.toml``."""


def denial(context: Context, options: DenialOptions) -> Issues:
    """Problem aspects that only say there is no problem, on the aspect's heading."""
    for item in context.outline.items("problems"):
        if denies(context, item):
            yield Issue(item.heading, {"aspect": _of(context, item)})


class ExcuseOptions(NamedTuple):
    """``excuse``: an outside cause with its link word. ``own``: signs in the sentence that the writer calls it an excuse himself."""

    excuse: str
    own: str


def excuse(context: Context, options: ExcuseOptions) -> Issues:
    """Outside causes that stand as a problem or its root, on the phrase. Problems and causes only."""
    for role in ("problems", "causes"):
        for section in context.outline.of(role):
            if role == "causes" and "problems" in section.roles:
                continue
            for span in section.spans:
                text = context.document.quote(span)
                for hit in pattern(options.excuse).finditer(text):
                    low = max(text.rfind(mark, 0, hit.start()) for mark in "。；！\n") + 1
                    if not pattern(options.own).search(text, low, _end(text, hit.end(), "。；！\n", 200)):
                        yield Issue(span._replace(start=span.start + hit.start(), end=span.start + hit.end()))

"""Whose fault a problem point tells of: P206.

A point is deflected when clauses of it have other people as their subject and a fault as their predicate, and the writer is
nowhere in it: neither by a pronoun or his post nor by a clause without subject that can only be his (没有过问, 签过字就放下了).
Who the subject is shows by the clause's first words: what leads it in (主要是, 加上), then a noun of people. The words are
pieces of patterns in ``lexicon/blame.toml``.
"""

from __future__ import annotations

from bisect import bisect_left

from lint_cmm import patterns as re
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.units import Line, end_of, lines, pattern, points
from lint_cmm.data import Data
from lint_cmm.records import NamedTuple

_CLAUSE = re.compile(r"[^，。；！？：\n]{1,400}")
_NUMBER = r"[ \u3000]*(?:[一二三四五六七八九十]是|[（(]?[0-9]{1,2}[.．、）)])"


class SubjectOptions(NamedTuple):
    """``subject``: who is named instead of the writer, at the start of a clause, in so many words; ``fault``: what is said of
    them. ``own`` and ``duty``: signs in the point that the writer takes it on himself. ``reach``: characters after the
    subject in which the fault is looked for, up to the sentence's end."""

    subject: str
    fault: str
    own: str
    duty: str
    reach: int = 60


class _Words(NamedTuple):
    """``lexicon/blame.toml``, compiled."""

    lead: re.Pattern[str]
    people: re.Pattern[str]
    faults: re.Pattern[str]
    charges: re.Pattern[str]
    speech: re.Pattern[str]
    acts: re.Pattern[str]
    opens: re.Pattern[str]
    conduct: re.Pattern[str]
    office: re.Pattern[str]
    driven: re.Pattern[str]
    lacks: re.Pattern[str]
    things: re.Pattern[str]


def _words(data: Data) -> _Words:
    held: _Words | None = data.memo.get("blame")
    if held is None:
        table = data.table("blame")
        lead = rf"(?:{_NUMBER})?[ \u3000“]*(?:{table['joints']}){{0,2}}(?P<mark>{table['marks']})?(?:{table['joints']}){{0,2}}"
        people = (
            rf"(?!{table['verbal']})(?P<who>(?P<some>{table['quantified']})?(?:(?!{table['inside']})[一-龥0-9、]){{0,14}}?"
            rf"(?={table['people-begin']})(?:(?P<staff>{table['staff']})"
            rf"|(?P<client>{table['clients']})(?!(?:[一-龥]{{0,5}}的)?{table['staff']})))(?=[一-龥“])(?!{table['compound']})"
        )
        held = data.memo["blame"] = _Words(
            re.compile(lead),
            re.compile(people),
            *(
                re.compile(table[key])
                for key in ("faults", "charges", "speech", "acts", "opens", "conduct", "office", "driven", "lacks", "things")
            ),
        )
    return held


def subject(context: Context, options: SubjectOptions) -> Issues:
    """Clauses of a personal material's problems that put the fault on others, on the clause.

    Silent in a point where the writer owns up. Only personal materials, a member's at his branch's meeting among them.
    """
    if context.profile.kind == "team" or context.outline.kind != "personal":
        return
    words = _words(context.data)
    for aspect in context.outline.items("problems"):
        for one in points(aspect):
            told = lines(context, one)
            # paragraphs without numbers are points, too
            for point in [[line] for line in told] if one is aspect else [told]:
                named = [words.things.match(line.text, hit.start()) for line in point for hit in pattern(options.own).finditer(line.text)]
                if all(named) and not any(words.office.search(line.text) for line in point):
                    yield from _deflected(point, words, options, marked=bool(named))


class _Clause(NamedTuple):
    start: int
    opening: int  # where its subject begins
    end: int
    who: str  # the people that are its subject, or ""
    weight: int  # of the fault that it tells of them: 0 to 4
    beside: bool  # tells of those under him, no fault
    first: bool  # of its sentence


_PLAIN = 4  # weights of a clause: others named in so many words, or the clause called the cause;
_FAULT = 2  # a word of fault;
_LACK = 1  # a negation or a mere fact; another clause about others beside a fault
_ENOUGH = 2


def _deflected(point: list[Line], words: _Words, options: SubjectOptions, marked: bool) -> Issues:
    """The clauses of a point that blame others, unless it also tells the writer's part. ``marked``: one must be called the cause."""
    told = [(line, _plain(line, line is point[0], options)) for line in point]
    read = [(line, plain, _clauses(line.text, words, [start for start, _, _ in plain])) for line, plain in told]
    weights = [clause.weight for _, _, clauses in read for clause in clauses if clause.weight]
    blame = sum(weights)
    if blame < _ENOUGH or marked and _PLAIN not in weights:
        return  # nearly always, and before the rest is asked
    found: list[Issue] = []
    beside = 0
    for line, plain, clauses in read:
        heading = line is point[0] and bool(clauses) and not clauses[0].who
        if _owned(line.text, clauses, heading, bool(plain), words, options):
            return
        if heading and words.conduct.search(line.text, clauses[0].opening, clauses[0].end):
            beside -= _FAULT  # the heading is of the writer's own conduct
        starts = {start: who for start, _, who in plain}
        places = list(starts)
        for clause in clauses:
            if clause.weight:
                at = _within(places, clause.start, clause.end)
                at = clause.opening if at is None else at
                found.append(Issue(line.cut(at, clause.end), {"subject": starts.get(at, clause.who)}))
            elif clause.beside:
                beside += _LACK
    if blame + beside >= _ENOUGH:
        yield from found


def _plain(line: Line, first: bool, options: SubjectOptions) -> list[tuple[int, int, str]]:
    """Clauses whose subject is named in so many words (有的科室负责人, 班子成员): start, end, subject."""
    found: list[tuple[int, int, str]] = []
    end = 0
    for hit in pattern(options.subject).finditer(line.text):
        if hit.start() >= end:
            stop = end_of(line.text, hit.end(), "。；！\n", options.reach)
            numbered = first and pattern(_NUMBER).fullmatch(line.text, 0, hit.start()) is not None  # what a point begins with is its fault
            if numbered or pattern(options.fault).search(line.text, hit.end(), stop):
                end = end_of(line.text, hit.end(), "，。；！\n", options.reach)
                found.append((hit.start(), end, hit[0]))
    return found


def _within(places: list[int], start: int, end: int) -> int | None:
    """The first of the ascending ``places`` from ``start`` on, if it is before ``end``."""
    at = bisect_left(places, start)
    return places[at] if at < len(places) and places[at] < end else None


def _clauses(text: str, words: _Words, plain: list[int]) -> list[_Clause]:
    """The clauses of a line with who is their subject and whether they blame him."""
    found: list[_Clause] = []
    driven = False  # what others do after 逼得 in the sentence is no fault of theirs
    drives = words.driven.search(text) is not None
    for hit in _CLAUSE.finditer(text):
        start, end = hit.span()
        first = not start or text[start - 1] not in "，："
        driven = drives and (not first and driven or words.driven.search(text, start, end) is not None)
        lead = words.lead.match(text, start, end)
        opening = lead.end() if lead else start
        marked = lead is not None and lead["mark"] is not None
        who = words.people.match(text, opening, end)
        said = who is not None and words.speech.match(text, who.end(), min(end, who.end() + 4)) is not None
        weight = _blamed(text, who, end, words) if who and not said else 0
        if who and marked and not who["client"]:
            weight = _PLAIN
        if who and not weight and "的" in text[who.end() + 1 : min(end, who.end() + 7)]:
            who = None  # they only qualify another noun (辅导员报上来的名单)
        told = _within(plain, start, end) is not None
        if weight == _LACK and text[start:opening].endswith("是"):
            weight = _FAULT  # said to be why
        beside = who is not None and not weight and not who["client"] and not said
        if driven or not found and opening > start and not marked and not told:
            weight = 0  # a numbered heading: what it names is a matter, more often than somebody to blame
        elif told or weight and marked:
            weight = _PLAIN
        found.append(_Clause(start, opening, end, who["who"] if who else "", weight, beside, first))
    return found


def _blamed(text: str, who: re.Match[str], end: int, words: _Words) -> int:
    """The weight of what follows the people: 0 where it is no fault, or that of a noun that they only qualify (会计记的流水没有…)."""
    if text.endswith(("的事", "的情况"), who.end(), end):
        return 0
    for pieces, weight in ((words.charges, _FAULT),) if who["client"] else ((words.faults, _FAULT), (words.lacks, _LACK)):
        said = pieces.search(text, who.end(), end)
        if said and "的" not in text[who.end() + 1 : said.start()]:
            return weight
    return 0


def _owned(text: str, clauses: list[_Clause], heading: bool, plain: bool, words: _Words, options: SubjectOptions) -> bool:
    """Whether a clause without people as its subject tells what the writer himself did or left undone."""
    after = False  # others were blamed earlier in the sentence: a clause without subject is still theirs
    for number, clause in enumerate(clauses):
        after = clause.weight > 0 or after and not clause.first
        if clause.weight:
            continue
        if (
            not clause.who
            and pattern(r"自己|自身").search(text, clause.start, clause.end)
            or pattern(options.duty).search(text, clause.start, clause.end)
        ):
            return True
        if (number or not heading) and not plain:
            if not clause.who and words.acts.search(text, clause.start, clause.end):
                return True
            if not after and not clause.who and words.opens.match(text, clause.opening, clause.end):
                return True
    return False

"""Whose fault a problem point tells of: P206.

A point is deflected when clauses of it have other people as their subject and a fault as their predicate, and the writer is
nowhere in it: neither by a pronoun or his post nor by a clause without subject that can only be his (没有过问, 签过字就放下了).
Who the subject is shows by the clause's first words: what leads it in (主要是, 加上), then a noun of people. The words are
pieces of patterns in ``lexicon/blame.toml``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from itertools import accumulate
from typing import Any

from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.units import Line, end_of, lines, pattern, points
from lint_cmm.data import Data
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple

_STOPS = "，。；！？：\n"
_WITHIN = "，："  # those within a sentence
_CLAUSE = re.compile(rf"[^{_STOPS}]+")
_WHY = re.compile("(?<![一二三四五六七八九十])是$")  # not the number of a point
_HIMSELF = re.compile("自(?<![人们员长方家户师生].)[己身]")
_NUMBER = r"[ \u3000]*(?:[一二三四五六七八九十]是|第[一二三四五六七八九十][，、：]|(?:首先|其次)[，：]|[（(]?[0-9]{1,2}[.．、）)]|[①-⑳•◆●■▲]|—{1,2})"


class SubjectOptions(NamedTuple):
    """``subject``: who is named instead of the writer, at the start of a clause, in so many words; ``fault``: what is said of
    them. ``own`` and ``duty``: signs in the point that the writer takes it on himself. ``reach``: characters after the
    subject in which the fault is looked for, up to the sentence's end."""

    subject: str
    fault: str
    own: str
    duty: str
    reach: int = 60


class _Words:
    """``lexicon/blame.toml``: patterns by key, each compiled when first asked. Besides its keys ``lead``, ``people``, ``told``: both
    behind the end of a clause, with what is ``said``, ``amid``: ``around`` behind the end of a clause, and ``kinds``: ``quantified`` at the
    start of a clause."""

    def __init__(self, table: dict[str, Any]) -> None:
        begin: dict[str, str] = table["openings"]
        joints = rf"(?:{table['joints']}){{0,2}}"
        lead = rf"(?:{_NUMBER})?[ \u3000“]*(?:(?={begin['lead']}){joints}(?P<mark>{table['marks']})?{joints})?"
        within = rf"(?:(?!(?={begin['inside']})(?:{table['inside']}))[一-龥0-9、]){{0,14}}?"
        people = (
            rf"(?!(?={begin['verbal']})(?:{table['verbal']}))(?P<who>(?P<some>{table['quantified']})?{within}"
            rf"(?={begin['people']})(?:(?P<staff>{table['staff']})"
            rf"|(?P<client>{table['clients']})(?!(?:[一-龥]{{0,5}}的)?{table['staff']})))(?=[一-龥“])(?!{table['compound']})"
        )
        told, amid = rf"[{_STOPS}](?>{lead}){people}(?P<said>[^{_STOPS}]*)", rf"[{_STOPS}]{table['around']}"
        kinds = rf"(?:[{_STOPS}、]|(?<=是)|^)有?{table['quantified']}(?=[一-龥])"
        self.sources = {**table, "lead": lead, "people": people, "told": told, "amid": amid, "kinds": kinds}

    def __getattr__(self, key: str) -> re.Pattern[str]:
        found = self.__dict__[key] = re.compile(self.sources[key])
        return found


def _words(data: Data) -> _Words:
    held: _Words | None = data.memo.get("blame")
    if held is None:
        held = data.memo["blame"] = _Words(data.table("blame"))
    return held


def subject(context: Context, options: SubjectOptions) -> Issues:
    """Clauses of a personal material's problems that put the fault on others, on the clause.

    Silent in a point where the writer owns up. Only personal materials, a member's at his branch's meeting among them.
    """
    if context.profile.kind == "team" or context.outline.kind != "personal":
        return
    words = _words(context.data)
    told: list[list[Line]] = []  # by point
    for aspect in context.outline.items("problems"):
        for one in points(aspect):
            # paragraphs without numbers are points, too
            told += [[line] for line in lines(context, one)] if one is aspect else [lines(context, one)]
    text = "".join(["\n" + line.text for point in told for line in point])
    ends = list(accumulate([sum([1 + len(line.text) for line in point]) for point in told]))
    himself, named = _himself(text, ends, pattern(options.own), words.things)
    for number, (point, start, end) in enumerate(zip(told, [0, *ends], ends, strict=False)):
        if number not in himself and not words.office.search(text, start, end):
            yield from _deflected(point, text, start, end, words, options, marked=number in named)


def _himself(text: str, ends: list[int], own: re.Pattern[str], things: re.Pattern[str]) -> tuple[set[int], set[int]]:
    """The points that the writer is in, and those in which he is named to say which thing is meant. ``ends``: where each ends."""
    himself: set[int] = set()
    named: set[int] = set()
    hit = own.search(text)
    while hit:
        point = bisect_right(ends, hit.start())
        if things.match(text, hit.start()):
            named.add(point)
            hit = own.search(text, hit.end())
        else:  # most points, at their first word of his
            himself.add(point)
            hit = own.search(text, ends[point])
    return himself, named


class _Clause(NamedTuple):
    start: int
    opening: int  # where its subject begins
    end: int
    who: str  # the people that are its subject, or ""
    weight: int  # of the fault that it tells of them: 0 to 4
    beside: bool  # tells of those under him, no fault
    outside: bool  # tells of those he deals with, no fault
    first: bool  # of its sentence


_PLAIN = 4  # weights of a clause: others named in so many words, or the clause called the cause;
_FAULT = 2  # a word of fault;
_LACK = 1  # a negation or a mere fact; another clause about others beside a fault
_ENOUGH = 2
_MANY = 3  # clauses about others, one kind after another, behind a heading
_SERVED = ("来", "上门", "上访", "办事的", "退休", "离休", "困难")  # how those begin that come to him or need him
_SPOKEN = 8  # characters behind people in which a word of speech shows that they only say something


def _deflected(point: list[Line], text: str, start: int, end: int, words: _Words, options: SubjectOptions, marked: bool) -> Issues:
    """The clauses of a point that blame others, unless it also tells the writer's part. ``marked``: one must be called the cause.

    The lines of the point, each behind a line break, are ``text[start:end]``.
    """
    named = _led(options.subject).search(text, start, end) is not None
    told = [(line, _plain(line, line is point[0], words, options) if named else []) for line in point]
    laid = bool(words.assigned.search(text, start, end) or words.amid.search(text, start, end))
    hits = list(words.told.finditer(text, start, end))
    if not laid and not any(plain for _, plain in told) and not _hinted(hits, text, start, end, start + 1 + len(point[0].text), words):
        return  # nearly always, and before any clause is read
    read = []
    begin = start + 1  # of the line
    for line, plain in told:
        peopled = {hit.end() - begin for hit in hits}
        read.append((line, plain, _clauses(line.text, words, [first for first, _, _ in plain], peopled, line is point[0], laid)))
        begin += len(line.text) + 1
    weights = [clause.weight for _, _, clauses in read for clause in clauses if clause.weight]
    blame = sum(weights)
    if blame < _ENOUGH or marked and _PLAIN not in weights:
        return
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
                found.append(
                    Issue(line.cut(at, clause.end), {"subject": starts.get(at, clause.who or line.text[clause.opening : clause.end])})
                )
            elif clause.beside:
                beside += _LACK
    if blame + beside >= _ENOUGH:
        yield from found


def _plain(line: Line, first: bool, words: _Words, options: SubjectOptions) -> list[tuple[int, int, str]]:
    """Clauses whose subject is named in so many words (有的科室负责人, 班子成员): start, end, subject."""
    found: list[tuple[int, int, str]] = []
    end = read = 0
    for hit in _led(options.subject).finditer("，" + line.text):
        start, behind = hit.start("led") - 1, hit.end("led") - 1
        if start < read:
            continue
        read = behind
        if start >= end:
            stop = end_of(line.text, behind, "。；！\n", options.reach)
            numbered = first and pattern(_NUMBER).fullmatch(line.text, 0, start) is not None  # what a point begins with is its fault
            end = end_of(line.text, behind, "，。；！\n", options.reach)
            unlike = (
                words.speech.match(line.text, behind, min(end, behind + _SPOKEN))
                or words.compound.match(line.text, behind)
                or _praised(line.text, behind, end, words)
            )
            if not unlike and (numbered or pattern(options.fault).search(line.text, behind, stop) or _sorted_out(line.text, start, words)):
                found.append((start, end, hit["led"]))
    return found


def _sorted_out(text: str, start: int, words: _Words) -> bool:
    """Whether the sentence at ``start`` goes through people by kinds (部分干部……，有的……，个别同志……): in a problem that is a list of faults."""
    begin = max([text.rfind(stop, 0, start) for stop in "。！\n"]) + 1
    return len(words.kinds.findall(text, begin, end_of(text, start, "。！\n", len(text)))) > 1


@cache
def _led(subject: str) -> re.Pattern[str]:
    """``subject`` at the start of a clause: behind a mark, or behind the number of a point."""
    return re.compile(
        rf"[，。：；、！\n是.．）)①-⑳•◆●■▲—](?:(?<=[，。：；、！\n①-⑳•◆●■▲—])|(?<=[一二三四五六]是)|(?<=[0-9][.．）)]))(?=(?P<led>{subject}))"
    )


def _hinted(hits: list[re.Match[str]], text: str, start: int, end: int, first: int, words: _Words) -> bool:
    """Whether clauses of ``text[start:end]``, lines each behind a line break, may blame people enough: one look at each that begins with some,
    ``hits``.

    ``first``: where the first line ends.
    """
    weight = 0
    before: re.Match[str] | None = None  # the people that the clause before begins with
    for hit in hits:
        said, stop = hit.span("said")
        blamed = words.charges if hit["client"] else words.faults
        if hit["mark"] is not None or blamed.search(text, said, stop):
            return True
        if hit.start() == start and _named(text, hit.start("who"), hit, stop, first, words):
            return True
        if not hit["client"] and words.lacks.search(text, said, stop):
            more = text[stop : stop + 1] == "，" and words.more.match(text, stop + 1) is not None
            weight += _FAULT if more or text[hit.start("who") - 1] == "是" else _LACK
        if weight >= _ENOUGH:
            return True
        near = before if before and before.end() == hit.start() and text[hit.start()] in _WITHIN else None
        if near and (weight or not near["client"] and not hit["client"]) and not words.counted.search(text, near.start() + 1, stop):
            return True
        adds = text[stop : stop + 1] in _WITHIN and words.again.match(text, stop + 1, end)
        if adds and not words.counted.search(text, hit.start() + 1, stop):
            return True
        before = hit
    return False


def _within(places: list[int], start: int, end: int) -> int | None:
    """The first of the ascending ``places`` from ``start`` on, if it is before ``end``."""
    at = bisect_left(places, start)
    return places[at] if at < len(places) and places[at] < end else None


def _clauses(text: str, words: _Words, plain: list[int], peopled: set[int], begins: bool, laid: bool) -> list[_Clause]:
    """The clauses of a line with who is their subject and whether they blame him. ``peopled``: where those end that begin with people;
    ``begins``: a point begins with the line; ``laid``: the fault is said to be somebody's or something's."""
    found: list[_Clause] = []
    driven = False  # what others do after 逼得 in the sentence is no fault of theirs
    drives = words.driven.search(text) is not None
    for hit in _CLAUSE.finditer(text):
        start, end = hit.span()
        first = not start or text[start - 1] not in _WITHIN
        driven = drives and (not first and driven or words.driven.search(text, start, end) is not None)
        lead = words.lead.match(text, start, end)
        opening = lead.end() if lead else start
        marked = lead is not None and lead["mark"] is not None
        who = words.people.match(text, opening, end) if end in peopled else None
        weight, said, named = 0, False, False
        if who:
            said = words.speech.match(text, who.end(), min(end, who.end() + _SPOKEN)) is not None
            weight = 0 if said else _blamed(text, who, end, words)
            if marked and not who["client"]:
                weight = _PLAIN
            if begins and not found and not said and (weight or not _praised(text, who.end(), end, words)):
                named = _named(text, opening, who, end, len(text), words)
            if not weight and not named and "的" in text[who.end() + 1 : min(end, who.end() + 7)]:
                # they only qualify another noun (辅导员报上来的名单), which may be of people, too (编辑部的实习生)
                who = words.people.match(text, text.index("的", who.end() + 1) + 1, end)
                weight = _blamed(text, who, end, words) if who else 0
        told = bool(plain) and _within(plain, start, end) is not None
        if laid and words.assigned.search(text, start, end) and not _HIMSELF.search(text, start, end):
            weight = max(weight, _FAULT)
        elif laid and not weight and words.around.match(text, opening, end):
            weight = _LACK
        if weight == _LACK and _WHY.search(text, start, opening):
            weight = _FAULT  # said to be why
        beside = who is not None and not weight and not who["client"] and not said
        if named:
            weight = _PLAIN
        elif driven or not found and opening > start and not marked and not told and not (weight >= _FAULT and text[end : end + 1] == "，"):
            weight = 0  # a numbered heading: what it names is a matter, more often than somebody to blame
        elif told or weight and marked:
            weight = _PLAIN
        before = found[-1] if found and not first else None
        if before and before.who and before.weight == _LACK and not who and not weight and words.more.match(text, start, end):
            found[-1] = before._replace(weight=_FAULT)  # more of the same people
        outside = who is not None and not weight and who["client"] is not None and not said
        if (
            before
            and (len(found) > 1 or not begins)
            and (before.beside or before.outside or before.who and before.weight)
            and (before.weight or not outside and not before.outside)
            and (beside or outside or who is None and not weight and words.again.match(text, start, end))
            and not words.counted.search(text, before.start, end)
        ):  # what others do, and others again
            if not before.weight:
                found[-1] = before._replace(weight=_LACK, beside=False, outside=False)
            weight, beside, outside = _LACK, False, False
        found.append(_Clause(start, opening, end, who["who"] if who else "", weight, beside, outside, first))
    return found


def _praised(text: str, start: int, end: int, words: _Words) -> bool:
    """Whether what is said of people is praise (作风顽强), with nothing that takes it back."""
    return words.praise.search(text, start, end) is not None and words.denied.search(text, start, end) is None


def _named(text: str, opening: int, who: re.Match[str] | None, end: int, last: int, words: _Words) -> bool:
    """Whether a heading is a sentence about a group of people (读者服务组的年轻党员对支部工作不热心), about some of them (少数编辑图省事) or about
    what they do (书记员把送达当跑腿): what heads a problem is a fault, though what is told of a group must sound like one.

    What follows in the point tells no care of the writer for them. ``who``: the first people that the clause names from ``opening`` on;
    those it tells of may stand behind them (司机班的师傅们). ``last``: where the line ends.
    """
    while who:
        behind = who.end("who")
        acting = who["staff"] != "的" if who["staff"] else who["who"].endswith(("党员", "部门", "单位"))
        acting &= not who["who"].startswith(_SERVED)  # not those he serves
        if acting and not words.handled.match(text, behind, end):
            if (
                who["some"]
                or words.does.match(text, behind, end)
                or words.several.match(text, behind, end)
                or words.bunch.match(text[opening:behind])
                and (words.faults.search(text, behind, end) or words.lacks.search(text, behind, end))
            ):
                return words.care.search(text, end, last) is None
        who = words.people.match(text, behind, end)
    return False


def _blamed(text: str, who: re.Match[str], end: int, words: _Words) -> int:
    """The weight of what follows the people: 0 where it is no fault, or that of a noun that they only qualify (会计记的流水没有…)."""
    if text.endswith(("的事", "的情况"), who.end(), end):
        return 0
    for pieces, weight in ((words.charges, _FAULT),) if who["client"] else ((words.faults, _FAULT), (words.lacks, _LACK)):
        said = pieces.search(text, who.end(), end)
        if said and "的" not in text[who.end() + 1 : said.start()]:
            apart = words.relative.match(text, said.end(), end)
            if not apart or pieces.search(text, apart.end(), end):
                return weight
    return 0


def _owned(text: str, clauses: list[_Clause], heading: bool, plain: bool, words: _Words, options: SubjectOptions) -> bool:
    """Whether a clause without people as its subject tells what the writer himself did or left undone."""
    called = any(clause.weight == _PLAIN for clause in clauses)  # the reason in so many words: what happened before is only told
    others = sum(clause.weight > 0 and clause.who != "" for clause in clauses)
    named = heading and others >= _MANY and clauses[1].first  # 管理失之于宽。个别…，有的…，部分…: the heading only names what they did
    after = False  # others were blamed earlier in the sentence: a clause without subject is still theirs
    for number, clause in enumerate(clauses):
        after = clause.weight > 0 or after and not clause.first
        if clause.weight:
            continue
        if (
            not clause.who
            and _HIMSELF.search(text, clause.start, clause.end)
            or (number or not named)
            and pattern(options.duty).search(text, clause.start, clause.end)
        ):
            return True
        if (number or not heading) and not plain:
            if not clause.who and words.acts.search(text, clause.start, clause.end):
                return True
            if not called and not after and not clause.who and words.opens.match(text, clause.opening, clause.end):
                return True
    return False

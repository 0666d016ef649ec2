"""What a report for people does not spell out: numbers that identify a person, wherever they stand in what is shown.

A report is read by more people than the material, and sent on. JSON keeps the exact text: a program needs it to find the place again.
"""

from __future__ import annotations

from re import Match
from typing import TypeVar

from lint_cmm.findings import AlignedMeasure, AlignedProblem, Finding, Result, Run, SectionInfo
from lint_cmm.kit import patterns as re

_Headed = TypeVar("_Headed", AlignedProblem, AlignedMeasure, SectionInfo)
_HEAD, _TAIL = 3, 4  # characters that stay, as in the message of the rule itself
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_BETWEEN = "[ \\-\u200b-\u200f\u2060\ufeff]{0,2}"
_SOME = re.compile("[0-9０-９](?:[0-9０-９]{2}|[\u200b-\u200f\u2060\ufeff])")  # a text without any has no such number
_NUMBER = re.compile(f"[0-9](?<![0-9A-Za-z.].)(?:{_BETWEEN}[0-9]){{10,18}}[Xx]?(?![0-9A-Za-z])")
_CUT = re.compile("…[0-9]{5,}[Xx]?|[0-9]{5,}…")  # the rest of such a number may stand where the text was cut


def private(run: Run) -> Run:
    """``run`` as people are shown it."""
    return run._replace(results=tuple([veiled(result) for result in run.results]))


def veiled(result: Result) -> Result:
    """``result`` with the numbers of persons masked in all that it tells."""
    silenced = tuple([s._replace(finding=_finding(s.finding)) for s in result.suppressed])
    return result._replace(
        findings=tuple([_finding(f) for f in result.findings]),
        suppressed=silenced,
        alignment=tuple([_headed(a)._replace(measures=tuple([_headed(m) for m in a.measures])) for a in result.alignment]),
        info=result.info
        and result.info._replace(title=masked(result.info.title), sections=tuple([_headed(s) for s in result.info.sections])),
    )


def _headed(part: _Headed) -> _Headed:
    return part._replace(heading=masked(part.heading))


def _finding(f: Finding) -> Finding:
    if not _SOME.search("\n".join((f.message, f.quote, *f.context, f.suggestion, *(r.quote for r in f.related)))):
        return f
    before, after = f.context
    related = tuple([r._replace(quote=masked(r.quote)) for r in f.related])
    return f._replace(
        message=masked(f.message),
        suggestion=masked(f.suggestion),
        quote=masked(f.quote),
        related=related,
        context=(masked(before), masked(after)),
    )


def masked(text: str) -> str:
    """``text`` with stars in every identity, mobile or card number but for its first three and last four characters; as long as before."""
    if not _SOME.search(text):
        return text
    plain = text.translate(_WIDE)
    found = [(m.start(), m.end()) for m in _NUMBER.finditer(plain) if _identifies(m)]
    spans = [(_after(plain, start, _HEAD), _before(plain, end, _TAIL)) for start, end in found]
    for m in _CUT.finditer(plain):
        spans.append((m.start(), m.end() - _TAIL) if m.group()[0] == "…" else (m.start() + _HEAD, m.end()))
    shown = list(text)
    for start, end in spans:
        shown[start:end] = ["*" if c.isdigit() else c for c in shown[start:end]]
    return "".join(shown)


def _identifies(found: Match[str]) -> bool:
    from lint_cmm.checks.identifiers import kind

    digits = "".join(c for c in found.group() if c.isalnum()).upper()
    return kind(digits, digits) is not None


def _after(text: str, start: int, digits: int) -> int:
    """Where so many digits from ``start`` on are over."""
    while digits:
        digits -= text[start].isalnum()
        start += 1
    return start


def _before(text: str, end: int, digits: int) -> int:
    """Where so many digits before ``end`` begin."""
    while digits:
        end -= 1
        digits -= text[end].isalnum()
    return end

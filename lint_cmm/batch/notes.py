"""Return notes: for each unit a short letter in .docx that says for each person what to revise."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from lint_cmm.batch.rows import Words
from lint_cmm.batch.workbook import clean
from lint_cmm.kit.neutral import shorten

_LINES = 12  # kinds of things to revise that are listed for one person and level
_FIRST = '<w:ind w:firstLine="640"/>'  # two characters in, twentieths of a point
_HANGING = '<w:ind w:left="960" w:hanging="320"/>'
_TITLE = '<w:spacing w:after="280"/><w:jc w:val="center"/>'
_SAME = 3  # places of one kind that are listed
_WORTH = 8  # characters that sentences share when they are told as one
_QUOTED = 40  # characters of a quotation
_LONG = re.compile("“[^“”]{39,}”")
_ENDS = ("。", "！", "？", ".", "!", "?")


class Point(NamedTuple):
    """One thing to revise."""

    severity: str
    code: str
    place: str
    message: str
    suggestion: str


class Person(NamedTuple):
    """One submission in a note."""

    name: str
    file: str
    verdict: str
    points: tuple[Point, ...]


def safe_name(unit: str) -> str:
    """A unit as part of a file name on every system."""
    return "".join("_" if c in '<>:"/\\|?*' or ord(c) < 32 else c for c in unit).strip(" .")[:80] or "_"


def write_note(path: Path, unit: str, people: Iterable[Person], missing: Iterable[str], words: Words, copied: bool = True) -> None:
    """Write the letter to ``unit`` ("" where the files do not say). ``copied``: annotated copies go with it. The same input gives the same
    bytes."""
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsmap, qn
    from docx.shared import Cm, Pt

    people = list(people)
    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Cm(3.7), Cm(3.5), Cm(2.8), Cm(2.6)
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = "仿宋", Pt(16)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    normal.paragraph_format.line_spacing, normal.paragraph_format.space_after = Pt(28), Pt(0)

    title = words("note-title" if people else "note-title-missing")
    lines = [_line(title, "方正小标宋简体", size=44, place=_TITLE)]
    lines.append(_line(words("note-greeting", unit=unit or words("note-nobody")), place=""))
    returned, names = [p for p in people if p.verdict != "pass"], list(missing)
    lines += [_line(text) for text in _lead(unit, len(people), len(returned), words("list-comma").join(names), words)]
    for number, person in enumerate(returned, start=1):
        lines.append(_line(words("note-person", n=number, name=person.name, verdict=words(f"verdict-{person.verdict}")), "黑体", keep=True))
        lines.append(_line(words("note-file-line", file=person.file), keep=True))
        for severity, key in (("error", "note-must"), ("warning", "note-should")):
            points = [p for p in person.points if p.severity == severity]
            if points:
                lines.append(_line(words(key), "楷体", keep=True))
                lines += [_line("· " + text, place=_HANGING) for text in _texts(points, words, copied)]
    if people and names:
        lines.append(_line(words("note-missing", names=words("list-comma").join(names))))
    if returned:
        lines.append(_line(words("note-last" if copied else "note-last-plain")))
    body = parse_xml(f'<w:body xmlns:w="{nsmap["w"]}">{"".join(lines)}</w:body>')
    document.element.body[:0] = list(body)
    properties = document.core_properties
    properties.author, properties.last_modified_by, properties.title = "lint-cmm", "lint-cmm", title
    properties.created = properties.modified = datetime(2000, 1, 1)
    buffer = BytesIO()
    document.save(buffer)
    path.write_bytes(_undated(buffer.getvalue()))


def _lead(unit: str, total: int, returned: int, names: str, words: Words) -> list[str]:
    """What the letter begins with: how many came, and what is to be done with them."""
    if not total:
        return [words("note-lead-missing", names=names)]
    if not unit:
        return [words("note-lead-unknown", total=total)]
    if not returned:
        return [words("note-lead-pass", total=total)]
    if returned == total:
        return [words("note-lead-all", total=total)]
    return [words("note-lead", total=total, count=returned, **{"pass": total - returned})]


def _line(text: str, font: str = "", *, place: str = _FIRST, keep: bool = False, size: int = 0) -> str:
    """A paragraph in WordprocessingML. ``size`` in half points. Written out, because building it element by element takes a hundred times as long."""
    faces = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/>' if font else ""
    look = faces + (f'<w:sz w:val="{size}"/>' if size else "")
    place = ("<w:keepNext/>" if keep else "") + place
    shown = escape(clean(text).replace("\n", " "))
    run = f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{shown}</w:t></w:r>'
    return f"<w:p>{f'<w:pPr>{place}</w:pPr>' if place else ''}{run}</w:p>"


def _texts(points: list[Point], words: Words, copied: bool = True) -> list[str]:
    """The points, those of one kind together: their first places, how many there are, and once what to do."""
    kinds: dict[tuple[str, str], list[Point]] = {}
    for point in points:
        kinds.setdefault((point.code, point.suggestion), []).append(point)
    shown = list(kinds.values())[:_LINES]
    more = len(points) - sum(map(len, shown))
    rest = [words("note-more" if copied else "note-more-plain", n=more)] if more else []
    return [_told(same, words).strip() for same in shown] + rest


def _told(same: list[Point], words: Words) -> str:
    """Points of one kind: what is said of several places is said once."""
    first = list(dict.fromkeys((point.place, _LONG.sub(_shorter, point.message)) for point in same))[:_SAME]
    counted = words("note-same", n=len(same)) if len(same) > len(first) else ""
    return _sentence(_merged(first, words) or _listed(first, words), words) + counted + _sentence(same[0].suggestion, words)


def _named_once(places: list[str], words: Words) -> list[str]:
    """Places one behind the other: 第一部分（一）、（二）."""
    part = re.compile(words("note-part", n="[一二三四五六七八九十]{1,3}") + "(?=（)")
    found, before = [], ""
    for place in places:
        own = part.match(place)
        same = own is not None and own.group() == before
        found.append(place[own.end() :] if own and same else place)
        before = own.group() if own else ""
    return found


def _listed(points: list[tuple[str, str]], words: Words) -> str:
    """Places and what is said of them, one behind the other; a place is named once."""
    places: dict[str, list[str]] = {}
    for place, message in points:
        places.setdefault(message, []).append(place)
    found, before = [], ""
    for message, where in places.items():
        place = words("list-comma").join(_named_once(list(filter(None, where)), words))
        found.append(words("note-where", place=place, message=message) if place not in ("", before) else message)
        before = place
    return words("note-join").join(found)


def _merged(points: list[tuple[str, str]], words: Words) -> str:
    """Sentences that differ in one quotation only as one, "" where they are not: A and B are answered by no measure."""
    messages = [message for _, message in points]
    head = os.path.commonprefix(messages)
    head = head[: head.rfind("“") + 1]
    tail = os.path.commonprefix([message[len(head) :][::-1] for message in messages])[::-1]
    tail = tail[tail.find("”") :] if "”" in tail else ""
    if len(set(messages)) < 2 or head.count("“") != 1 or tail.count("”") != 1 or len(head) + len(tail) < _WORTH:
        return ""
    quoted = [f"“{message[len(head) : len(message) - len(tail)]}”" for message in messages]
    places = [place for place, _ in points]
    comma, alike = words("list-comma"), len(set(places)) == 1
    if head == "“" and not alike:
        return comma.join(place + quote for place, quote in zip(_named_once(places, words), quoted, strict=True)) + tail[1:]
    told = head[:-1] + (comma if words.lang == "en" else "").join(quoted) + tail[1:]  # GB/T 15834: no comma between quotations
    where = comma.join(_named_once(list(dict.fromkeys(filter(None, places))), words))
    return words("note-where", place=where, message=told) if where else told


def _shorter(found: re.Match[str]) -> str:
    return shorten(found.group(), _QUOTED)


def _sentence(text: str, words: Words) -> str:
    """``text`` with a full stop, unless it ends a quoted sentence."""
    return text if not text or text.rstrip("”’").endswith(_ENDS) else words("note-sentence", sentence=text)


def _undated(data: bytes) -> bytes:
    """A package with all its members dated alike."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for member in source.infolist():
            info = zipfile.ZipInfo(member.filename, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            target.writestr(info, source.read(member.filename))
    return out.getvalue()

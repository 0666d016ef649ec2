"""Several documents pasted into one file: where the further ones begin."""

from __future__ import annotations

from lint_cmm import patterns as re
from lint_cmm.data import Data
from lint_cmm.outline import kinds as genres
from lint_cmm.outline import roles as wording
from lint_cmm.outline.lines import Line

_SALUTATION = re.compile(r"^(?:尊敬的)?[^。，]{0,24}(?:同志们|各位领导|各位同志|各位代表|各位委员)[：:！!]?$")


def starts(every: list[Line], kinds: genres.Kinds, data: Data) -> list[int]:
    """The indices of the lines where a further document begins, the first document's own start left out."""
    marked = [i for i, x in enumerate(every) if x.cell is None and kinds.collection.match(x.text.strip())]
    first = next((i for i, x in enumerate(every[:12]) if kinds.collection_first.search(x.text.strip())), None)
    marked = [i for i in marked if i > 3 or (first is not None and i > first)]
    if marked:
        return marked
    return _titles(every, kinds, data)


def _titles(every: list[Line], kinds: genres.Kinds, data: Data) -> list[int]:
    """Title-like lines after a full text, followed by a new beginning: 一、 again, or a salutation."""
    table = wording.load(data)
    found = []
    seen_measures = False
    for i, line in enumerate(every):
        if line.number and line.number.level == 1:
            seen_measures = seen_measures or bool({"measures", "causes"} & set(wording.of_heading(line.words, table)))
        if i < 8 or not genres.may_be_title(line) or line.align == "right":
            continue
        text = line.text.strip()
        named = (kinds.genre.search(text) and re.search(r"(?:材料|提纲|报告|发言|检查|检视)$", text)) or (
            kinds.other.search(text) and len(text) <= 40
        )
        if named and (seen_measures or i > 20) and _begins_again(every, i, table):
            found.append(i)
    return found


def _begins_again(every: list[Line], at: int, table: wording.Roles) -> bool:
    """Whether what follows begins a document: numbering restarts at 一 or a salutation stands near, after numbering had gone on."""
    before = next((x.number.value for x in reversed(every[:at]) if x.number and x.number.level == 1), 0)
    near = every[at + 1 : at + 8]
    if any(_SALUTATION.match(x.text.strip()) for x in near[:4]):
        return True
    after = next((x.number.value for x in every[at + 1 : at + 30] if x.number and x.number.level == 1), None)
    return before >= 2 and after == 1

"""Which role a heading names, by the wordings of ``rules/lexicon/headings.toml``."""

from __future__ import annotations

from lint_cmm.data import Data
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple

_HEAD = 64  # characters of a line that may be its heading
_STOP = re.compile(r"[。：:；;！!\n]")
_ASPECT = re.compile(r"(?<![几个些多各])方面[的上]?(?:问题|存在(?:的)?问题|差距|不足)?[。：:，,、\s]*$")


class Roles(NamedTuple):
    """Compiled heading wordings: (role or "merged", pattern, roles of a merged section)."""

    patterns: tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...]
    preparation: re.Pattern[str]
    loose: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]
    genre: re.Pattern[str]


def load(data: Data) -> Roles:
    """The heading wordings, compiled once per process."""
    kept = data.memo.get("outline.roles")
    if isinstance(kept, Roles):
        return kept
    table = data.table("headings")
    patterns: list[tuple[str, re.Pattern[str], tuple[str, ...]]] = []
    for role in table["order"]:
        if role == "merged":
            patterns += [("merged", re.compile(m["pattern"]), tuple(m["roles"])) for m in table["merged"]]
        else:
            patterns.append((role, re.compile("|".join(f"(?:{p})" for p in table[role]["patterns"])), (role,)))
    loose = table["loose"]
    livelier = tuple(
        (("causes", "measures") if role == "merged" else (role,), re.compile("|".join(loose[role]))) for role in loose["order"]
    )
    made = Roles(tuple(patterns), re.compile("|".join(table["preparation"]["patterns"])), livelier, re.compile(loose["genre"]))
    data.memo["outline.roles"] = made
    return made


def head(words: str) -> str:
    """The part of a line that may be its heading: up to the first mark that ends it, at most 64 characters."""
    stop = _STOP.search(words, 2, _HEAD)
    return words[: stop.start()] if stop else words[:_HEAD]


def of_heading(words: str, roles: Roles) -> tuple[str, ...]:
    """The roles a heading's words name, the main one first; () when they name none.

    ``words`` is the line without its number. A title that ends in 方面 names an aspect, not a section.
    """
    text = head(words)
    if len(text) > 1 and _ASPECT.search(text):
        return ()
    for _, pattern, names in roles.patterns:
        if pattern.search(text):
            return names
    return ()


def is_aspect(words: str) -> bool:
    """Whether a heading's words end as those of an aspect do: …方面, …方面的问题, …上."""
    return bool(_ASPECT.search(head(words))) or (words.rstrip().endswith("上") and "，" not in words)


def names(words: str, role: str, roles: Roles) -> bool:
    """Whether ``role`` is among the roles a heading's words name, an aspect's, too (典型案例方面); most headings are answered by that role's
    own wordings."""
    words = words.removesuffix("方面")
    text = head(words)
    return any(role in given and pattern.search(text) for _, pattern, given in roles.patterns) and role in of_heading(words, roles)


def names_only(words: str, roles: Roles) -> tuple[str, ...]:
    """Like :func:`of_heading` for a line without a number: the wording must be nearly all there is of it."""
    text = head(words)
    if len(text) > 30 or len(text) < len(words.rstrip("：: \u3000。")):
        return ()
    if _ASPECT.search(text):
        return ()
    for _, pattern, names in roles.patterns:
        found = pattern.search(text)
        if found and (found.end() - found.start()) * 10 >= len(text) * (4 if len(text) > 12 else 2):
            return names
    return ()


def guessed(words: str, have: set[str], roles: Roles) -> tuple[str, ...]:
    """The role of a heading in livelier words: the first that fits and that the document (``have``) does not have yet; () for none."""
    text = words[:_HEAD]
    if roles.preparation.search(text):
        return ()
    for names, pattern in roles.loose:
        if not set(names) & have and pattern.search(text):
            return names
    return ()

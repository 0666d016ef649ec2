"""The overview: one HTML file that works from a file share, fetches nothing and can be read without its script."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from lint_cmm.batch.roster import Person
from lint_cmm.batch.rows import Row, Words, person
from lint_cmm.kit.neutral import uri, visible

_FOLDER = Path(__file__).parent / "templates"


class Passages(NamedTuple):
    """One pair of a group in words: both sides with name, link and share, the relation, and the beginning of some shared passages."""

    first: Row
    second: Row
    relation: str
    most: bool
    first_share: float
    second_share: float
    texts: tuple[str, ...]


class Group(NamedTuple):
    """A group of alike submissions."""

    number: int
    size: int
    picture: str
    pairs: tuple[Passages, ...]
    hidden: int


class Overview(NamedTuple):
    """Everything the page shows but the table of all files, which is read row by row."""

    total: int
    checked: int
    equation: str
    verdicts: dict[str, int]
    units: tuple[dict[str, Any], ...]
    rules: tuple[dict[str, Any], ...]
    groups: tuple[Group, ...]
    more_groups: int
    unchecked: tuple[Row, ...]
    missing: tuple[Person, ...]
    compared: bool = True
    silenced: bool = False  # whether any of the files has findings that somebody silenced
    others: tuple[str, ...] = ()  # files that were not counted
    left_out: tuple[str, ...] = ()  # files of earlier years and templates that nothing was compared with


def write_page(path: Path, overview: Overview, rows: Iterable[Row], words: Words, version: str) -> None:
    """Write the page to ``path``, row by row."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(_FOLDER, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_harmless,
    )
    css = (_FOLDER / "overview.css").read_text(encoding="utf-8")
    script = (_FOLDER / "overview.js").read_text(encoding="utf-8")
    policy = f"default-src 'none'; style-src '{_digest(css)}'; script-src '{_digest(script)}'; img-src data:; base-uri 'none'; form-action 'none'"
    pieces: Iterator[str] = environment.get_template("overview.html").generate(
        css=Markup(css),
        script=Markup(script),
        policy=policy,
        say=words,
        o=overview,
        rows=rows,
        version=version,
        who=lambda row: person(row, words),
        link=uri,
        percent=lambda value: f"{value:.0%}",
    )
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as out:
        out.writelines(pieces)


def _harmless(value: object) -> object:
    """A text of a submission or its name without characters that act."""
    return visible(value) if isinstance(value, str) else value  # Markup stays Markup


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")

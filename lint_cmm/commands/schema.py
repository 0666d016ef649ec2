"""JSON Schemas of everything that is written or read as data: the report, the configuration, a rule file, a profile.

They are generated from types: those of the report and of a rule file stand here, those of the configuration and of a
profile are the program's own records. A test decodes real reports and all TOML files strictly with these types, so
that neither can change alone. msgspec is imported here and nowhere else.
"""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from lint_cmm.config import CHOICES, Config
from lint_cmm.data.profiles import Profile
from lint_cmm.errors import UsageError, hint
from lint_cmm.messages import say
from lint_cmm.reporters import FORMATS

Severity = Literal["error", "warning", "info"]
Fix = Literal["safe", "none"]
Part = Literal["body", "header", "footer", "footnote", "endnote", "textbox", "comment", "properties", "package"]
Role = Literal["opening", "previous", "problems", "cases", "causes", "measures", "disclosure", "other", "closing"]
Surface = Literal["body", "tables", "headers", "footers", "notes", "textboxes", "comments", "properties"]
Code = Annotated[str, Meta(pattern="^[A-Z][0-9]{3}$", description="A rule code: a family letter and three digits")]
Name = Annotated[str, Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")]
Index = Annotated[int, Meta(ge=1, description="Paragraph, 1-based in the reading order of its part")]
Offset = Annotated[int, Meta(ge=0, description="Offset in code points into the paragraph's text")]
Count = Annotated[int, Meta(ge=0)]
Share = Annotated[float, Meta(ge=0, le=1)]


class _Strict(Struct, forbid_unknown_fields=True):
    """What all of them share: an unknown key is an error."""


class Location(_Strict):
    """Where a finding is. A finding about the whole document has paragraph, start and end null and an empty quote."""

    part: Part
    paragraph: Index | None
    start: Offset | None
    end: Offset | None
    page: Annotated[int, Meta(ge=1)] | None
    section: str | None
    quote: str


class Related(_Strict):
    """Another place of a finding; path only when it is another file."""

    part: Part
    paragraph: Index
    start: Offset
    end: Offset
    quote: str
    path: str | UnsetType = UNSET


class Finding(_Strict):
    """One defect at one place."""

    code: Code
    name: Name
    severity: Severity
    message: str
    suggestion: str
    fix: Fix
    fingerprint: str
    location: Location
    related: list[Related]
    share: Share | UnsetType = UNSET


class Suppressed(Finding):
    """A finding that somebody silenced, by what and why."""

    by: Literal["comment", "config", "baseline"] = "config"
    reason: str = ""


class Section(_Strict):
    """A section: paragraph of its heading (or its first), non-blank characters with the heading."""

    role: Role
    heading: str
    paragraph: Index
    characters: Count


class Document(_Strict):
    """What the document was taken for."""

    title: str
    kind: Literal["personal", "team", "branch", "other"]
    profile: str
    profile_reason: str
    characters: Count
    sections: list[Section]


class Problem(_Strict):
    """A problem aspect."""

    number: str
    heading: str
    paragraph: Index


class Measure(_Strict):
    """A measure that answers a problem, with the words that prove it, strongest first."""

    paragraph: Index
    score: Share
    evidence: list[str]


class Aligned(_Strict):
    """A problem aspect and the measures that answer it."""

    problem: Problem
    measures: list[Measure]


class File(_Strict):
    """One checked file. document is null when it could not be read."""

    path: str
    sha256: str
    verdict: Literal["reject", "revise", "pass"]
    checked: list[Surface]
    document: Document | None
    findings: list[Finding]
    alignment: list[Aligned]
    suppressed: list[Suppressed] | UnsetType = UNSET


class Submission(File):
    """One line of a batch's report.jsonl: a file with the unit and the name it was handed in under."""

    unit: str = ""
    name: str = ""


class Summary(_Strict, rename={"passed": "pass"}):
    """The figures of a run."""

    files: Count
    reject: Count
    revise: Count
    passed: Count
    errors: Count
    warnings: Count
    infos: Count


class Report(_Strict):
    """The JSON report of lint-cmm."""

    schema: Literal["lint-cmm/1"]
    version: str
    files: list[File]
    summary: Summary


class Example(_Strict):
    """A document in the example notation (docs: several, for a rule of an intake); expect lists the quotes the rule must report, in order."""

    doc: str = ""
    docs: list[str] = []
    note: str = ""
    profile: str = ""
    expect: list[str] = []
    options: dict[str, Any] = {}
    allow: list[str] = []
    references: Any = None


class Variant(_Strict, rename="kebab"):
    """What is different where an issue is of this variant."""

    severity: Severity | UnsetType = UNSET
    fix: Fix | UnsetType = UNSET
    title: str | UnsetType = UNSET
    title_en: str | UnsetType = UNSET
    message: str | UnsetType = UNSET
    message_en: str | UnsetType = UNSET
    suggestion: str | UnsetType = UNSET
    suggestion_en: str | UnsetType = UNSET


class Rule(_Strict, rename="kebab"):
    """A rule file. The options are those of its check; `lint-cmm rule CODE` lists them."""

    code: Code
    name: Name
    title: str
    title_en: str
    severity: Severity
    check: Annotated[str, Meta(pattern="^[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)?$", description="module.function in lint_cmm/checks")]
    message: str
    message_en: str
    suggestion: str
    suggestion_en: str
    fix: Fix = "none"
    yields_to: list[Code] = []
    silent_after: list[Code] = []
    hidden_beside: list[Code] = []
    covered_by: list[Code] = []
    enabled: bool = True
    why: str = ""
    why_en: str = ""
    source: str = ""
    limits: list[str] = []
    limits_en: list[str] = []
    options: dict[str, Any] = {}
    variants: dict[str, Variant] = {}
    valid: list[Example] = []
    invalid: list[Example] = []


def _struct(record: Any, description: str, overrides: dict[str, Any] | None = None, extra: tuple[Any, ...] = ()) -> type[Struct]:
    """A strict type with the fields of the NamedTuple RECORD under kebab-case keys; none of them has to be given."""
    hints = get_type_hints(record)
    fields: list[Any] = []
    for field in record._fields:
        hint = (overrides or {}).get(field, _plain(hints[field]))
        required = field not in record._field_defaults and overrides is None
        fields.append((field, hint) if required else (field, hint | UnsetType, UNSET))
    return msgspec.defstruct(
        record.__name__, [*fields, *extra], rename="kebab", forbid_unknown_fields=True, namespace={"__doc__": description}
    )


def _plain(hint: Any) -> Any:
    """A type hint with NamedTuples turned into strict types and open tuples into lists."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hasattr(hint, "_fields"):
        return _struct(hint, " ".join((hint.__doc__ or "").split()))
    if origin is tuple and arguments[-1] is Ellipsis:
        return list[_plain(arguments[0])]  # type: ignore[misc]
    if origin is tuple:
        return tuple[tuple(_plain(a) for a in arguments)]  # type: ignore[misc]
    if origin is dict:
        return dict[str, _plain(arguments[1])]  # type: ignore[misc]
    return hint


def _config() -> type[Struct]:
    """The configuration, with its closed sets."""
    # A pattern on the text inside this union makes msgspec 0.22 free memory twice: the formats are named in words instead.
    formats = Annotated[str | list[str], Meta(description=f"FORMAT or FORMAT=FILE; formats: {', '.join(FORMATS)}")]
    closed = {field: Literal[values] for field, values in CHOICES.items()}
    overrides: dict[str, Any] = {**closed, "output_format": formats, "severity": dict[str, Severity]}
    return _struct(Config, "lint-cmm.toml, or [tool.lint-cmm] in pyproject.toml", overrides)


def _profile() -> type[Struct]:
    """A profile file: the fields of a profile, and how it takes over from another one."""
    extra = (("extends", str | UnsetType, UNSET), ("abstract", bool | UnsetType, UNSET))
    return _struct(Profile, "What one kind of meeting asks for", {}, extra)


TYPES: dict[str, Any] = {"report": Report, "submission": Submission, "config": _config(), "rule": Rule, "profile": _profile()}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one kind of data. Raises :class:`UsageError` for an unknown name."""
    if name not in TYPES:
        raise UsageError("error.schema", name=name, **hint(name, tuple(TYPES), "schema"))
    return {"$schema": _DIALECT, "title": f"lint-cmm {name}", **msgspec.json.schema(TYPES[name])}


def main(name: str | None, lang: str = "zh") -> int:
    """Print one schema, or the names of all and what they are of, in ``lang``; gives the exit status."""
    if name is None:
        text = "".join(f"{key:<12}{say(f'schema.{key}', lang)}\n" for key in TYPES)
    else:
        text = json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"
    sys.stdout.write(text)
    return 0

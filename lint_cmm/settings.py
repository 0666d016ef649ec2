"""What a run was asked to do: the merged configuration and command line, as one frozen record."""

from __future__ import annotations

from typing import Any

from lint_cmm.kit.records import NamedTuple
from lint_cmm.package.limits import DEFAULT, Limits


class Suppression(NamedTuple):
    """One ``[[suppress]]`` entry of the configuration: whose findings, of which rules, why, and until when.

    ``path`` is a glob against the path as reported; ``rules`` are selectors; ``until`` is an ISO day, the last one on
    which the entry holds, or "".
    """

    path: str
    rules: tuple[str, ...]
    reason: str
    until: str = ""


class Settings(NamedTuple):
    """Everything that changes a result. Selectors are codes (W501), families (W), prefixes (W50) or names (watermark-url).

    ``profile`` is a profile's name, the path of a profile file, or "" to let the document choose. ``today`` is the ISO
    day that ``until`` is measured against. ``deadline`` is in seconds per document.
    """

    profile: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, str], ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    suppress: tuple[Suppression, ...] = ()
    inline_suppression: bool = False
    allow_domains: tuple[str, ...] = ()
    rules_dir: tuple[str, ...] = ()
    rules: tuple[tuple[str, dict[str, Any]], ...] = ()  # [rules.CODE]: options over those of the rule file
    baseline: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = ()  # path -> (fingerprint, count)
    reference: str = ""
    lang: str = "zh"
    deadline: float = 10.0
    today: str = ""
    limits: Limits = DEFAULT
    root: str = ""  # folder that the globs of the configuration are relative to

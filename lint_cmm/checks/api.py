"""What a check gets and what it gives.

A check is a generator function ``check(context, options)``. ``options`` is an instance of the NamedTuple that
annotates its second parameter; the rule file's ``[options]`` are validated against it when the rule is loaded.
A check reports *what* it saw (:class:`Issue`); code, severity and wording come from the rule file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lint_cmm.kit.records import NamedTuple
from lint_cmm.model.types import Document, Span

if TYPE_CHECKING:
    from lint_cmm.data import Data
    from lint_cmm.data.profiles import Profile
    from lint_cmm.outline.pairing import Pairing
    from lint_cmm.outline.types import Alignment, Outline


class Issue(NamedTuple):
    """Something a check saw.

    ``span`` None means the whole document. ``facts`` fill the rule's message (``{name}`` fields; ``{quote}`` is
    always there). ``variant`` picks ``[variants.NAME]`` of the rule file (its own severity or message).
    ``quote`` replaces the text of the span where that text is not in the document (a deleted revision).
    """

    span: Span | None
    facts: dict[str, str] = {}
    related: tuple[Span, ...] = ()
    variant: str = ""
    quote: str | None = None


class Context:
    """One document under check, with what all checks share.

    ``memo`` is a place for a check module to keep what several of its checks share for this document.
    ``references`` are (path, text) pairs of ``--reference DIR``; ``allow`` the domains the configuration allows.
    """

    def __init__(
        self,
        document: Document,
        outline: Outline,
        profile: Profile,
        data: Data,
        references: tuple[tuple[str, str], ...] = (),
        allow: tuple[str, ...] = (),
    ) -> None:
        self.document = document
        self.outline = outline
        self.profile = profile
        self.data = data
        self.references = references
        self.allow = allow
        self.memo: dict[str, Any] = {}

    @property
    def pairing(self) -> Pairing:
        """Problems and measures, cut up to be paired: kept until the alignment has been asked for."""
        if "pairing" not in self.memo:
            from lint_cmm.outline.pairing import Pairing

            self.memo["pairing"] = Pairing(self.outline, self.data)
        found: Pairing = self.memo["pairing"]
        return found

    @property
    def alignment(self) -> tuple[Alignment, ...]:
        """Which measures answer which problem aspects, worked out on first use."""
        if "alignment" not in self.memo:
            pairing = self.pairing
            del self.memo["pairing"]  # used up, whatever comes of it
            self.memo["alignment"] = pairing.result()
        found: tuple[Alignment, ...] = self.memo["alignment"]
        return found


Issues = Iterator[Issue]

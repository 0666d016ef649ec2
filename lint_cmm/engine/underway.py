"""A document between its file and its result, and the boundary that keeps what goes wrong with it from the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from lint_cmm.errors import UsageError
from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from lint_cmm.checks.api import Context
    from lint_cmm.engine.promote import Promoter
    from lint_cmm.findings import Finding
    from lint_cmm.model.types import Document
    from lint_cmm.rulebook import Rule

T = TypeVar("T")


class Failure(NamedTuple):
    """Something that stopped a step: the E rule to report, which of its variants, and what is known of it."""

    code: str
    variant: str
    facts: dict[str, str]


class Read(NamedTuple):
    """A document that has been read, and the seconds that took."""

    name: str
    digest: str
    document: Document
    spent: float


class Underway:
    """A document on its way through the rules: what it is, what has been found, the seconds it has taken so far."""

    def __init__(
        self,
        name: str,
        digest: str,
        context: Context,
        reason: str,
        rules: dict[str, Rule],
        shown: frozenset[str],
        promoter: Promoter,
        room: int,
        spent: float,
        failures: list[Failure],
    ) -> None:
        self.name, self.digest, self.context, self.reason = name, digest, context, reason
        self.rules, self.shown = rules, shown  # by code, in the order in which they run; the codes that may be shown
        self.promoter = promoter
        self.room = room  # findings that it may still have
        self.spent = spent
        self.found: list[Finding] = []
        self.failures = failures
        self.present: set[str] = set()  # codes found
        self.stopped = False


def attempt(step: str, action: Callable[[], T]) -> T | Failure:
    """The boundary: an action's value, or what stopped it. ``step`` is the rule's code, or the name of the stage.

    Only the exception's type and place are kept: its text could hold words of the document.
    """
    try:
        return action()
    except UsageError:
        raise
    except Exception as error:  # noqa: BLE001 - the one boundary: what a rule does to itself must not hide the others' findings
        from lint_cmm.package.errors import InputRejected

        if isinstance(error, InputRejected):
            return Failure(error.code, error.kind, error.facts)
        at = error.__traceback__
        while at and at.tb_next:
            at = at.tb_next
        place = f"{at.tb_frame.f_code.co_filename.replace(chr(92), '/').rsplit('/', 1)[-1]}:{at.tb_lineno}" if at else ""
        return Failure("E006", "", {"rule": step, "error": type(error).__name__, "place": place})

"""The options of the rules between submissions. Their check is no function over one document but the comparison of an intake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lint_cmm.filters import any_selected
from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from lint_cmm.rulebook import Rule, RuleBook
    from lint_cmm.settings import Settings


class NearDuplicate(NamedTuple):
    """``share`` of a document's own text stands in another one, and that is at least ``own`` characters."""

    share: float
    own: int


class CopiedPassage(NamedTuple):
    """A passage of so many characters that holds ``passage_own`` of its own, or a ``run`` that stands in a few documents only, or
    ``telling`` characters that stand in hardly any other, in passages of more than a sentence."""

    passage: int
    passage_own: int
    run: int
    telling: int


class OwnLastYear(NamedTuple):
    """``share`` of a document's own text stands in the same person's earlier material."""

    share: float


KINDS: dict[str, Any] = {"near_duplicate": NearDuplicate, "copied_passage": CopiedPassage, "own_last_year": OwnLastYear}


def options_of(rule: Rule, settings: Settings) -> Any:
    """The options of an intake's rule: those of its file, those of the configuration over them."""
    return KINDS[rule.check](**{**rule.options, **dict(settings.rules).get(rule.code, {})})


def wanted(book: RuleBook, settings: Settings) -> frozenset[str]:
    """The codes of an intake's rules that are asked for."""
    rules = [r for r in book.rules.values() if r.check in KINDS and r.enabled]
    if settings.select:
        rules = [r for r in book.rules.values() if r.check in KINDS and any_selected(settings.select, r.code, r.name)]
    return frozenset(r.code for r in rules if not any_selected(settings.ignore, r.code, r.name))

"""Two ways to the same shares: clause by clause, or with numpy where a run over many documents has loaded it."""

from __future__ import annotations

from lint_cmm.data import Data
from lint_cmm.kit import arrays
from lint_cmm.outline.pairing.score import Read, Shares, Sides
from lint_cmm.outline.pairing.units import Thesaurus, without_tree

TOGETHER = 8  # documents side by side, at most: their numbers go into three bits
_MOST = 100_000  # units; the numbers of two of more, and a place, do not go into one of 64 bits


def thesaurus(data: Data) -> Thesaurus:
    """The thesaurus of ``data``, built on first use and kept in ``data.memo``."""
    found: Thesaurus | None = data.memo.get("align")
    if found is None:
        found = data.memo["align"] = without_tree(data)
    if found.tree is None and arrays.ready():
        from lint_cmm.outline.pairing.tree import grow

        found = data.memo["align"] = found._replace(tree=grow(found))
    return found


def share_out(one: Sides, known: Thesaurus) -> Shares:
    """The shares of a document, with numpy where it is loaded: the same to the last bit."""
    found = side_by_side([one], known)
    return found[0] if found else Read(one, known)


def side_by_side(group: list[Sides], known: Thesaurus) -> list[Shares]:
    """The same for some documents at once; nothing where numpy is not loaded, or where there is no room for them."""
    units = [(len(one.ours.units), len(one.theirs.units)) for one in group]
    if known.tree and len(group) <= TOGETHER and all(map(all, units)) and sum(map(sum, units)) < _MOST:
        from lint_cmm.outline.pairing.arrays import Crowded, shares

        try:
            return shares(group, known, known.tree)
        except Crowded:
            pass  # clause by clause it takes no more room than the text
    return []

"""Every limit of the door in one place.

All that is read is limited by absolute sizes counted while reading, never by a declared size or a ratio: honest files of
20,000 empty paragraphs inflate 262:1, so a ratio cries wolf. What is never read (pictures, embedded files) is judged by what
the directory says: by size alone big pictures would be refused, so only parts count that no picture is packed like.

Lowering a limit is always allowed; raising one is the caller's explicit wish, the table ``[limits]`` of the configuration.
Those on the text are set so that all rules together stay far below the 10 seconds and the GiB of one check whatever the
characters are (bench/hostile.py): a submission has 10,000 characters in 150 paragraphs.
"""

from __future__ import annotations

from lint_cmm.kit.records import NamedTuple

MIB = 1024 * 1024


class Limits(NamedTuple):
    """What one check may take. Sizes in bytes unless a name says otherwise."""

    file_size: int = 100 * MIB  # submissions with photographs reach tens of MiB
    members: int = 10_000  # real packages: at most 291
    directory_size: int = 16 * MIB  # the zip's table of contents
    part_size: int = 32 * MIB  # one part, inflated: real ones reach 12.6 MB; its tree takes up to 22 times as much
    xml_size: int = 96 * MIB  # all parts that are read, inflated
    swollen_size: int = 128 * MIB  # all parts together that inflate more than ``ratio``:1 (a white page as a bitmap: 104 MiB)
    ratio: int = 500  # deflate packs 1032:1 at best
    xml_nodes: int = 3_000_000  # markup characters in all parts: a tree takes up to 264 bytes for each
    namespace_lookups: int = 20_000_000  # alternatives times namespace declarations of one part (2 seconds; real files: 0.5 million)
    depth: int = 256  # element nesting: what libxml2 allows without huge_tree (real files: 29)
    text_node: int = 10_000_000  # one text or attribute: what libxml2 allows without huge_tree
    relationships: int = 65_536  # of one package (real ones: hundreds)
    paragraphs: int = 50_000  # all stories together (real files: 15,935)
    cells: int = 50_000  # all tables together
    characters: int = 500_000  # all stories together (tender documents and theses: 60,000)
    findings: int = 20_000  # of all rules in one document
    pairs: int = 1_000_000  # problems times measures of one document (real ones: 2,000)
    span: int = 1_000  # a gridSpan or gridBefore is cut to this (Word knows 63 columns)


DEFAULT = Limits()
NAMES = tuple(field.replace("_", "-") for field in Limits._fields if field not in ("span", "ratio"))  # what a configuration may set
FIXED = {"depth": DEFAULT.depth, "text-node": DEFAULT.text_node}  # libxml2's own: they can be lowered only


def limits_of(given: dict[str, int]) -> Limits:
    """The limits with those in ``given`` (name as in ``NAMES`` → value) put in the place of the default ones."""
    return DEFAULT._replace(**{name.replace("-", "_"): value for name, value in given.items()})

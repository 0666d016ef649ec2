"""What a result says of the document besides its findings: what it was taken for, and which measures answer which problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint_cmm.findings import AlignedMeasure, AlignedProblem, DocumentInfo, SectionInfo

if TYPE_CHECKING:
    from lint_cmm.checks.api import Context
    from lint_cmm.data.profiles import Profile


def document_info(context: Context, profile: Profile, reason: str, *, other: bool = False) -> DocumentInfo:
    """Title, kind, profile with its reason, lengths and sections of the document; ``other``: it was found to be of another kind."""
    outline, document = context.outline, context.document
    sections = tuple(
        SectionInfo(s.role, document.quote(s.heading) if s.heading else "", s.heading.paragraph if s.heading else s.first, s.characters)
        for s in outline.sections
    )
    about = (outline.title_text, "other" if other else outline.kind, profile.name, profile.title, reason, outline.characters, sections)
    return DocumentInfo(*about, profile.title_en)


def aligned(context: Context) -> tuple[AlignedProblem, ...]:
    """The alignment of problem aspects and measures as plain records, without the lesser answers that a check found to answer nothing."""
    quote, strays = context.document.quote, context.memo.get("strays", ())
    return tuple(
        AlignedProblem(
            a.problem.number,
            quote(a.problem.heading),
            a.problem.heading,
            tuple(
                AlignedMeasure(m.measure.number, quote(m.measure.heading), m.measure.heading, round(m.score, 2), m.evidence)
                for m in a.answers
                if m.measure.heading not in strays
            ),
        )
        for a in context.alignment
    )

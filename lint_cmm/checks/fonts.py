"""Typefaces and sizes of title, body and headings (F802, F803, F804), and several of them in one paragraph (F808).

A typeface that an option names is a family of ``rules/lexicon/layout.toml`` or a typeface's own name. Only Han text is judged for
its typeface: figures and Latin letters have their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.manuscript import Look, issues, main, named, plain, stretches, units
from lint_cmm.kit.records import NamedTuple
from lint_cmm.model.types import Span
from lint_cmm.outline.kinds import load

Wrong = tuple[int, Look, str]  # level of a heading, the look, the typeface as named


class TitleOptions(NamedTuple):
    """``fonts``: families, the one to name first. ``size``: points. ``align``: as in Word, "" for any."""

    fonts: tuple[str, ...] = ()
    size: float = 22.0
    align: str = "center"


class BodyOptions(NamedTuple):
    """``fonts``: families, the one to name first. ``size``: points. ``emphasis``: families in which a sentence may stand out."""

    fonts: tuple[str, ...] = ()
    size: float = 16.0
    emphasis: tuple[str, ...] = ()


class HeadingOptions(NamedTuple):
    """``first`` to ``fourth``: families of the headings 一、（一）1.（1）; none: any. ``size``: points."""

    first: tuple[str, ...] = ()
    second: tuple[str, ...] = ()
    third: tuple[str, ...] = ()
    fourth: tuple[str, ...] = ()
    size: float = 16.0


class MixedOptions(NamedTuple):
    """``emphasis``: families in which a sentence may stand out. ``least``: letters from which a stretch counts."""

    emphasis: tuple[str, ...] = ()
    least: int = 2


def title(context: Context, options: TitleOptions) -> Issues:
    """A title in another look or not centred; one finding. Facts: ``found`` and ``wanted``, with ``_en`` for English.

    A line that only its place makes a title must at least be larger than the text.
    """
    lines = [unit for unit in units(context) if unit.kind == "title"]
    one = main([stretch for unit in lines for stretch in stretches(context, unit)])  # a line below may be a smaller subtitle
    if one is None or not (_names_its_kind(context) or 0 < _text_size(context) < one.look.size):
        return
    look = not _fits(one.look, one.font, options.fonts, options.size)
    place = bool(options.align) and lines[0].paragraph.align != options.align
    if look or place:
        facts = {**_facts(context, one.look, one.font), **_wanted(context, options.fonts, options.size)}
        yield Issue(lines[0].whole, facts, variant="both" if look and place else "align" if place else "")


def _names_its_kind(context: Context) -> bool:
    """Whether the title says what kind of document it stands over."""
    kinds, text = load(context.data), context.outline.title_text
    return bool(kinds.genre.search(text) or kinds.other.search(text))


def _text_size(context: Context) -> float:
    """The size of most of the body, 0 where there is none."""
    counts: dict[float, int] = {}
    for unit in units(context):
        one = main(stretches(context, unit)) if unit.kind == "body" else None
        if one:
            counts[one.look.size] = counts.get(one.look.size, 0) + unit.end - unit.start
    return max(counts, key=lambda size: counts[size], default=0.0)


def body(context: Context, options: BodyOptions) -> Issues:
    """Body lines most of whose Han text stands in another look: one finding a look. Sentences that stand out do not count."""
    found = _lines(context, "body", lambda level: options.fonts, options.size, options.emphasis)
    wanted = _wanted(context, options.fonts, options.size)
    yield from issues(found, lambda key: {**_facts(context, key[1], key[2]), **wanted}, lambda key: "")


def heading(context: Context, options: HeadingOptions) -> Issues:
    """Headings in another look: one finding a level and look. The variant is "level1" … "level4"."""
    fonts = ((), options.first, options.second, options.third, options.fourth)

    def facts(key: Wrong) -> dict[str, str]:
        return {**_facts(context, key[1], key[2]), **_wanted(context, fonts[key[0]], options.size)}

    found = _lines(context, "heading", lambda level: fonts[level], options.size, ())
    yield from issues(found, facts, lambda key: f"level{key[0]}")


def _lines(
    context: Context, kind: str, fonts: Callable[[int], tuple[str, ...]], size: float, emphasis: tuple[str, ...]
) -> Iterator[tuple[Wrong, Span]]:
    """The lines of a kind in another look than theirs."""
    for unit in units(context):
        if unit.kind == kind:
            one = main(plain(unit, stretches(context, unit), emphasis))
            if one and not _fits(one.look, one.font, fonts(unit.level), size):
                yield (unit.level, one.look, one.font), unit.place


def mixed(context: Context, options: MixedOptions) -> Issues:
    """Body paragraphs with Han text in several families, or text in several sizes: one finding a pair of looks, on the lesser one.

    Sentences that stand out in a family of ``emphasis`` are the writer's wish; so is a single letter.
    """

    def facts(key: tuple[Look, str, Look, str]) -> dict[str, str]:
        found, other = _facts(context, *key[:2]), _facts(context, *key[2:])
        return {**found, "wanted": other["found"], "wanted_en": other["found_en"]}

    yield from issues(_strays(context, options), facts, lambda key: "")


def _strays(context: Context, options: MixedOptions) -> Iterator[tuple[tuple[Look, str, Look, str], Span]]:
    """The first stretch of each body line that is in another look than most of it, with both looks."""
    for unit in units(context):
        if unit.kind != "body":
            continue
        every = stretches(context, unit)
        rest = plain(unit, every, options.emphasis)
        own, judged = main(rest), {one.start for one in rest}
        for one in every if own else ():
            assert own is not None
            family = one.look.family == own.look.family or not one.han or one.start not in judged
            if one.letters >= options.least and not (family and one.look.size == own.look.size):
                font = one.font if one.han else own.font
                yield (one.look, font, own.look, own.font), unit.paragraph.span(one.start, one.end)
                break


def _fits(look: Look, font: str, fonts: tuple[str, ...], size: float) -> bool:
    return look.size == size and (not fonts or look.family in fonts or font in fonts)


def _facts(context: Context, look: Look, font: str) -> dict[str, str]:
    found, english = named(context, look, font)
    return {"found": found, "found_en": english}


def _wanted(context: Context, fonts: tuple[str, ...], size: float) -> dict[str, str]:
    wanted, english = named(context, Look(fonts[0] if fonts else "", size))
    return {"wanted": wanted, "wanted_en": english}

"""What the file's properties tell of its origin (W509)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lint_cmm.checks.addresses import allowed, found_in
from lint_cmm.checks.api import Context, Issue, Issues
from lint_cmm.checks.residue import found
from lint_cmm.checks.sites import named
from lint_cmm.kit import patterns as re
from lint_cmm.kit.records import NamedTuple

if TYPE_CHECKING:
    from lint_cmm.model.types import Paragraph

_WORDS = {  # what Word calls the properties, by their names in the file
    "title": "标题",
    "subject": "主题",
    "creator": "作者",
    "author": "作者",
    "keywords": "标记",
    "description": "备注",
    "comments": "备注",
    "category": "类别",
    "lastmodifiedby": "上次修改者",
    "last_modified_by": "上次修改者",
    "contentstatus": "状态",
    "content_status": "状态",
    "company": "公司",
    "manager": "经理",
    "hyperlinkbase": "超链接基础",
    "template": "模板",
}
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,3}")


class PropertyOptions(NamedTuple):
    """``authors``: names of the property that holds the author. ``kinds``: tables of ``residue.toml`` looked for. ``site_words``: words that only a template site has in a property; ``maker``: how those who make texts for sale call themselves. ``not_persons``: words that make a short name a unit's or a role's. ``head``: paragraphs at either end of
    the text in which a material's own name stands."""

    not_persons: tuple[str, ...] = ()
    site_words: tuple[str, ...] = ()
    maker: str = ""
    authors: tuple[str, ...] = ("author", "creator")
    kinds: tuple[str, ...] = ("download", "collection", "contact")
    head: int = 6


def metadata(context: Context, options: PropertyOptions) -> Issues:
    """Properties that name a template site, hold an address or an advertisement, or name another person as author.

    The author counts only when it looks like a person's name, the material is a personal one signed with a name, and the author stands
    nowhere in it. Generic authors and units are no fault.
    """
    story = context.document.stories.get("properties")
    for paragraph in story.paragraphs if story else ():
        text = paragraph.text
        if not text.strip():
            continue
        name = paragraph.origin.rpartition(":")[2].lower()
        if _site(context, text, options):
            yield Issue(paragraph.span(), {"property": name, "property_zh": called(name)})
        elif name in options.authors and _another_person(context, paragraph, options):
            yield Issue(paragraph.span(), {"property": name}, variant="author")


def called(name: str) -> str:
    """What Word calls the property ``name``."""
    return _WORDS.get(name, name)


def _site(context: Context, text: str, options: PropertyOptions) -> bool:
    if any(word in text for word in options.site_words) or (options.maker and re.search(options.maker, text)):
        return True
    if any(not allowed(context, a.host) for a in found_in(context, text)):
        return True
    return any(True for _ in named(context.data, text)) or any(found(context.data, kind, text) for kind in options.kinds)


def _another_person(context: Context, paragraph: Paragraph, options: PropertyOptions) -> bool:
    author = "".join(paragraph.text.split())
    if context.outline.kind != "personal" or not _is_person(context, author):
        return False
    if any(word in author for word in options.not_persons) or author in "".join(context.document.body.text.split()):
        return False
    return _signed(context, options)


def _is_person(context: Context, name: str) -> bool:
    return bool(_PERSON.fullmatch(name)) and name[0] in context.data.table("surnames")["single"]


def _signed(context: Context, options: PropertyOptions) -> bool:
    """Whether a personal name stands alone, or behind an office, at either end of the material."""
    paragraphs = [p.text.strip(" \t\u3000（()）") for p in context.document.body.paragraphs if p.text.strip()]
    for text in paragraphs[: options.head] + paragraphs[-options.head :]:
        words = re.split(r"[\s\u3000、：:]+", text)
        last = "".join(words[-2:]) if len(words) > 1 and all(len(w) == 1 for w in words[-2:]) else words[-1]
        if _is_person(context, last) and len(text) <= 60 and not any(w in last for w in options.not_persons):
            return True
    return False

"""The comments part of a package: taking the tool's own comments out and putting new ones in.

Follows ECMA-376 part 1, 17.13.4 (comments) and what Word, WPS and LibreOffice ask for beyond it: the styles
CommentReference and CommentText are defined where they are missing. A people part is not written: it only ties an
author to an online account, and Word opens comments without it.
"""

from __future__ import annotations

from lxml import etree

from lint_cmm.kit.neutral import clean_xml
from lint_cmm.kit.records import NamedTuple
from lint_cmm.word.container import Container
from lint_cmm.word.names import AUTHOR, COMMENTS_TYPE, INITIALS, STYLES_TYPE, W14, XML_SPACE, local
from lint_cmm.word.names import TRANSITIONAL as w

ANCHORS = ("commentRangeStart", "commentRangeEnd", "commentReference")
STYLES: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("CommentReference", "character", "annotation reference", {"sz": "21", "szCs": "21"}),
    ("CommentText", "paragraph", "annotation text", {}),
)


class Note(NamedTuple):
    """A comment to write: its ``lines`` become paragraphs, the first one bold."""

    id: int
    lines: tuple[str, ...]


def comments_root(package: Container) -> tuple[str | None, etree._Element]:
    """The name and content of the comments part; an empty one with name None where there is none."""
    name = package.related(package.main, "comments")
    if name is not None:
        return name, package.root(name)
    return None, etree.Element(f"{{{w}}}comments", nsmap={"w": w})


def used_ids(root: etree._Element, document: etree._Element) -> set[int]:
    """Comment ids that are taken, by comments as well as by anchors that have lost theirs."""
    found = set()
    for element in (*root.iter(), *document.iter()):
        if local(element.tag) in ("comment", *ANCHORS):
            value = next((v for k, v in element.attrib.items() if local(k) == "id" or k == "id"), "")
            if str(value).lstrip("-").isdigit():
                found.add(int(value))
    return found


def remove_own(root: etree._Element, document: etree._Element) -> tuple[int, set[str]]:
    """Take every comment by the tool out of ROOT and its anchors out of DOCUMENT.

    Gives how many there were, and the paragraph ids by which other parts may know them.
    """
    own: set[str] = set()
    paragraphs: set[str] = set()
    count = 0
    for comment in list(root):
        if local(comment.tag) == "comment" and comment.get(f"{{{w}}}author") == AUTHOR:
            own.add(comment.get(f"{{{w}}}id") or "")
            paragraphs.update(p.get(f"{{{W14}}}paraId") or "" for p in comment.iter(f"{{{w}}}p"))
            root.remove(comment)
            count += 1
    if own:
        for kind in ANCHORS:
            for anchor in list(document.iter(f"{{{w}}}{kind}")):
                if anchor.get(f"{{{w}}}id") in own:
                    _drop_anchor(anchor)
    return count, paragraphs - {""}


def _drop_anchor(anchor: etree._Element) -> None:
    """Remove an anchor, and the run around it when nothing but its look is left in it."""
    parent = anchor.getparent()
    if parent is None:
        return
    parent.remove(anchor)
    outer = parent.getparent()
    if outer is not None and local(parent.tag) == "r" and all(local(c.tag) == "rPr" for c in parent):
        outer.remove(parent)


def forget(package: Container, paragraphs: set[str]) -> None:
    """Remove the traces of removed comments from the parts that Word adds beside them (w15 and w16 threads, ids)."""
    if not paragraphs:
        return
    durable: set[str] = set()
    for kind in ("commentsExtended", "commentsIds", "commentsExtensible"):
        name = package.related(package.main, kind)
        if name is None:
            continue
        root = package.root(name)
        for entry in list(root):
            values = {local(k): v for k, v in entry.attrib.items()}
            if values.get("paraId") in paragraphs or (values.get("durableId") in durable and "paraId" not in values):
                durable.add(values.get("durableId") or "")
                root.remove(entry)
            elif values.get("paraIdParent") in paragraphs:  # somebody's answer to a comment of ours stands by itself
                del entry.attrib[next(k for k in entry.attrib if local(k) == "paraIdParent")]
        package.write(name, root)


def add_comment(root: etree._Element, note: Note) -> None:
    """Append NOTE to the comments ROOT. No date is written: the same input gives the same bytes."""
    comment = etree.SubElement(root, f"{{{w}}}comment")
    for key, value in (("id", str(note.id)), ("author", AUTHOR), ("initials", INITIALS)):
        comment.set(f"{{{w}}}{key}", value)
    for i, line in enumerate(note.lines):
        paragraph = etree.SubElement(comment, f"{{{w}}}p")
        look = etree.SubElement(paragraph, f"{{{w}}}pPr")
        etree.SubElement(look, f"{{{w}}}pStyle").set(f"{{{w}}}val", "CommentText")
        if i == 0:
            mark = etree.SubElement(paragraph, f"{{{w}}}r")
            style = etree.SubElement(mark, f"{{{w}}}rPr")
            etree.SubElement(style, f"{{{w}}}rStyle").set(f"{{{w}}}val", "CommentReference")
            etree.SubElement(mark, f"{{{w}}}annotationRef")
        run = etree.SubElement(paragraph, f"{{{w}}}r")
        if i == 0:
            etree.SubElement(etree.SubElement(run, f"{{{w}}}rPr"), f"{{{w}}}b")
        text = etree.SubElement(run, f"{{{w}}}t")
        text.set(XML_SPACE, "preserve")
        text.text = clean_xml(line)


def save_comments(package: Container, name: str | None, root: etree._Element) -> None:
    """Write the comments part back, or add it with its relationship and content type."""
    if name is not None:
        package.write(name, root)
    elif len(root):
        package.add("comments", package.beside_main("comments"), COMMENTS_TYPE, root)


def define_styles(package: Container) -> None:
    """Define the two styles that comments refer to where the package has not got them."""
    name = package.related(package.main, "styles")
    root = etree.Element(f"{{{w}}}styles", nsmap={"w": w}) if name is None else package.root(name)
    if local(root.tag) != "styles":
        return
    have = {s.get(f"{{{w}}}styleId") for s in root.iter(f"{{{w}}}style")}
    names = {(n.get(f"{{{w}}}val") or "").lower() for n in root.iter(f"{{{w}}}name")}
    missing = [s for s in STYLES if s[0] not in have]
    for style_id, kind, title, look in missing:
        style = etree.SubElement(root, f"{{{w}}}style")
        style.set(f"{{{w}}}type", kind)
        style.set(f"{{{w}}}customStyle", "1")
        style.set(f"{{{w}}}styleId", style_id)
        # A style of this name under another id (a number, in Chinese Word) is left alone; ours then needs its own name.
        etree.SubElement(style, f"{{{w}}}name").set(f"{{{w}}}val", title if title not in names else f"{title} ({AUTHOR})")
        if title not in names:
            del style.attrib[f"{{{w}}}customStyle"]
        etree.SubElement(style, f"{{{w}}}uiPriority").set(f"{{{w}}}val", "99")
        etree.SubElement(style, f"{{{w}}}unhideWhenUsed")
        if look:
            _look(style, look)
    if name is None:
        package.add("styles", package.beside_main("styles"), STYLES_TYPE, root)
    elif missing:
        package.write(name, root)


def _look(style: etree._Element, look: dict[str, str]) -> None:
    """Give STYLE its run properties."""
    properties = etree.SubElement(style, f"{{{w}}}rPr")
    for key, value in look.items():
        etree.SubElement(properties, f"{{{w}}}{key}").set(f"{{{w}}}val", value)


def place(first: etree._Element | None, last: etree._Element | None, paragraph: etree._Element, number: int) -> None:
    """Anchor comment NUMBER on the runs FIRST to LAST; at the start of PARAGRAPH where there is no run.

    The reference mark stands at paragraph level, so that it never becomes part of a link or a revision.
    """
    start = etree.Element(f"{{{w}}}commentRangeStart")
    end = etree.Element(f"{{{w}}}commentRangeEnd")
    mark = etree.Element(f"{{{w}}}r")
    etree.SubElement(etree.SubElement(mark, f"{{{w}}}rPr"), f"{{{w}}}rStyle").set(f"{{{w}}}val", "CommentReference")
    reference = etree.SubElement(mark, f"{{{w}}}commentReference")
    for element in (start, end, reference):
        element.set(f"{{{w}}}id", str(number))
    if first is None or last is None:
        at = 1 if len(paragraph) and local(paragraph[0].tag) == "pPr" else 0
        for offset, element in enumerate((start, end, mark)):
            paragraph.insert(at + offset, element)
        return
    _insert(first, start, 0)
    _insert(last, end, 1)
    top = end
    while (outer := top.getparent()) is not None and local(outer.tag) != "p":
        top = outer
    _insert(top, mark, 1)


def _insert(beside: etree._Element, element: etree._Element, offset: int) -> None:
    """Insert ELEMENT before (0) or after (1) BESIDE."""
    parent = beside.getparent()
    assert parent is not None
    parent.insert(parent.index(beside) + offset, element)

"""Which parts hold text, and in which order they are read: one walk for the model and for whoever writes a document.

``walk(data)`` gives a :class:`Reading`: the package, the walker with the blocks of every story, and what stands beside them.
"""

from __future__ import annotations

from collections.abc import Iterator

from lint_cmm.model.blocks import Place
from lint_cmm.model.names import ID, RID, TYPE, A, W, local
from lint_cmm.model.plain import read_plain
from lint_cmm.model.properties import read_properties
from lint_cmm.model.runs import sources
from lint_cmm.model.walk import Walker
from lint_cmm.package.errors import InputRejected
from lint_cmm.package.limits import DEFAULT, Limits
from lint_cmm.package.opc import CONTENT_TYPES, WORD, Package, Relationship
from lint_cmm.package.sniff import other_zip, sniff
from lint_cmm.package.xml import Element

_MOST_REFUSED = 20
_NO_NOTES = ("separator", "continuationSeparator", "continuationNotice")
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_CHARTEX = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"


class Reading:
    """A package whose stories have been walked.

    ``walker.stories`` holds the blocks; ``roots`` the parsed parts that hold stories, by name, when they were kept.
    ``comments`` are (id, author, first block, last block) of the story "comment".
    """

    def __init__(self, data: bytes, limits: Limits = DEFAULT, keep: bool = False) -> None:
        sniff(data)
        self.package = Package(data, limits)
        if not self.package.has_main():
            raise other_zip(frozenset(self.package.archive.members))
        if CONTENT_TYPES not in self.package:
            raise InputRejected("E001", "no-content-types", {})
        self.main = self.package.main()
        self.walker = Walker(limits)
        self.walker.on_drawing = self._drawing
        self.roots: dict[str, Element] = {}
        self.comments: list[tuple[str, str, int, int]] = []
        self.properties: dict[str, str] = {}
        self.refused: list[InputRejected] = []  # why single parts could not be read
        self.unread: set[str] = set()  # surfaces that could not be read
        self.markup: dict[Element, bytes] = {}  # of looks, where many are to be compared
        self._keep = keep
        self._drawn: set[str] = set()
        self._read()
        self.walker.on_drawing = None  # no cycle: the trees go when the reading goes

    def _read(self) -> None:
        self._body()
        for kind, form, target in self._headers():
            root = self._root(target)
            self.walker.story(root, self._place(kind, target, f"{kind}:{form}"))
        for kind in ("footnote", "endnote"):
            for target in self._told(kind + "s", "notes"):
                for note in self._root(target):
                    if note.get(TYPE) not in _NO_NOTES:
                        self.walker.story(note, self._place(kind, target))
        for target in self._told("comments", "comments"):
            for comment in self._root(target):
                first = len(self.walker.stories.get("comment", ())) + 1
                self.walker.story(comment, self._place("comment", target))
                last = len(self.walker.stories["comment"])
                self.comments.append((comment.get(ID) or "", comment.get(W + "author") or "", first, last))
        read_properties(self)
        chunks = [active.name for active in self.walker.active if active.kind == "altchunk"]  # Word puts them in when it opens the file
        for name in dict.fromkeys(chunks):
            self._refuse("E003", "alt-chunk", name)

    def _body(self) -> None:
        data = self.package.bytes(self.main)
        root = self._main_root(data)
        if root.tag != WORD + "document":
            raise self._not_word(root)
        if b"lastRenderedPageBreak" in data:
            self.walker.page = 1
        self._hold(self.main, root)
        body = root.find(WORD + "body")
        if body is None:
            raise InputRejected("E001", "no-body", {"name": self.main})
        self.walker.story(body, self._place("body", self.main))
        self.walker.page = None

    def _main_root(self, data: bytes) -> Element:
        """The root of the main part, its plain runs read by pattern where nobody asks for their elements."""
        xml, name = self.package.xml, self.main
        xml.charge(data)
        small = None if self._keep else read_plain(data, lambda markup: xml.tree(markup, name))
        if small is None:
            root = xml.tree(data, name)
            self.markup = sources(data, root)
            return root
        root, self.walker.plain = small
        return root

    def _not_word(self, root: Element) -> InputRejected:
        kind = {"workbook": "xlsx", "presentation": "pptx"}.get(local(root.tag))
        return InputRejected("E003", kind) if kind else InputRejected("E001", "no-main-part", {"name": self.main})

    def _place(self, part: str, source: str, origin: str = "") -> Place:
        return Place(part, source, self.package.relationships(source), origin)

    def _root(self, name: str) -> Element:
        root = self.package.root(name)
        self._hold(name, root)
        return root

    def _hold(self, name: str, root: Element) -> None:
        if self._keep:
            self.roots[name] = root

    def _related(self, kind: str) -> Iterator[str]:
        """The parts of one kind that the main part names and the package holds, each once."""
        for name in dict.fromkeys(r.target for r in self.package.related(self.main, kind) if not r.external):
            if name in self.package:
                yield name

    def _told(self, kind: str, surface: str) -> Iterator[str]:
        """The parts of one kind as :meth:`_related` gives them; one that is missing is told."""
        found = list(self._related(kind))
        for relationship in self.package.related(self.main, kind):
            if not relationship.external and relationship.target not in found:
                self.pass_over(surface, relationship.target)
        yield from found

    def _headers(self) -> Iterator[tuple[str, str, str]]:
        """(kind, type, part) of every header and footer: those of the sections in order, then those nobody refers to."""
        relationships = self.package.relationships(self.main)
        wanted = [(kind, form, relationships.get(identity)) for kind, form, identity in self.walker.sections]
        wanted += [(r.kind, "unused", r) for r in relationships.values() if r.kind in ("header", "footer")]
        seen: set[str] = set()
        for kind, _, identity in self.walker.sections:
            if identity not in relationships:
                self.pass_over(f"{kind}s", f"{kind} {identity}")
        for kind, form, target in wanted:
            if target is None or target.external or target.target in seen:
                continue
            seen.add(target.target)
            if target.target in self.package:
                yield kind, form, target.target
            else:
                self.pass_over(f"{kind}s", target.target)

    def _drawing(self, identity: str, place: Place) -> None:
        """A chart or a diagram: its words become paragraphs of the text boxes' story, each part once."""
        target = place.relationships.get(identity)
        if target is None or target.external or target.target not in self.package or target.target in self._drawn:
            return
        self._drawn.add(target.target)
        try:
            root = self.package.root(target.target)
        except InputRejected as refusal:
            self.pass_over("textboxes", target.target, refusal)
            return
        self._hold(target.target, root)
        aside = place.inside("textbox", None, None, 0)
        origin = "chart" if "chart" in target.kind else "smartart"
        for element, text in _drawn_text(root):
            self.walker.add_text(aside, origin, element, text)

    def pass_over(self, surface: str, name: str, refusal: InputRejected | None = None) -> None:
        """Note that the part ``name`` is damaged or missing, so that ``surface`` is not read whole. A limit that is passed is the file's."""
        if refusal is not None and refusal.code == "E004":
            raise refusal
        self.unread.add(surface)
        self._refuse("E001", "part-missing" if refusal is None else "part-damaged", name)

    def _refuse(self, code: str, kind: str, name: str) -> None:
        """Keep why a part could not be read, of the first parts: there is nothing to learn from thousands."""
        facts = {"name": self.package.called(name)}
        if len(self.refused) < _MOST_REFUSED and all((r.kind, r.facts) != (kind, facts) for r in self.refused):
            self.refused.append(InputRejected(code, kind, facts))

    def external(self) -> Iterator[tuple[str, Relationship]]:
        """Every external relationship of the package with the name of its part, in the order of the parts' names."""
        for owner in self.package.owners():
            for relationship in self.package.relationships(owner).values():
                if relationship.external:
                    yield owner, relationship


def _drawn_text(root: Element) -> Iterator[tuple[Element, str]]:
    """The words of a chart or a diagram in file order: rich text by paragraph, cached labels (not numbers) one by one."""
    cache, point, value = _CHART + "strCache", _CHART + "pt", _CHART + "v"
    for node in root.iter(A + "p", cache, _CHARTEX + "v", value):
        if node.tag == A + "p":
            yield node, "".join([t.text or "" for t in node.iter(A + "t")])
        elif node.tag == cache:
            for label in node.iterchildren(point):
                yield label, "".join([v.text or "" for v in label.iterchildren(value)])
        elif node.tag == _CHARTEX + "v":
            yield node, node.text or ""


__all__ = ["RID", "Reading"]

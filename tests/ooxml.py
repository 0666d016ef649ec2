"""Minimal Word packages for tests: what is not asked for is not in them, and the same call gives the same bytes.

    package(body("<w:p><w:r><w:t>文</w:t></w:r></w:p>"), headers={"default": "…"}, styles="…")

Every argument is the inside of its part; the wrapping roots, content types and relationships are made here.
"""

from __future__ import annotations

import zipfile
from io import BytesIO

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": W,
        "r": OFFICE,
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "x": "urn:unknown",
    }.items()
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
TYPES = (
    f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    "</Types>"
)
PROPERTY_KINDS = {
    "core": "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
    "app": f"{OFFICE}/extended-properties",
    "custom": f"{OFFICE}/custom-properties",
}


def run(text: str, props: str = "") -> str:
    """A w:r with one w:t."""
    return f'<w:r>{f"<w:rPr>{props}</w:rPr>" if props else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def para(inside: str, props: str = "") -> str:
    """A w:p; ``inside`` without markup becomes one run."""
    return f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{inside if inside.startswith('<') or not inside else run(inside)}</w:p>"


def part(root: str, inside: str) -> str:
    """A part of the main kinds: ``root`` is its element's name without prefix."""
    return f"{DECLARATION}<w:{root} {NAMESPACES}>{inside}</w:{root}>"


def relationships(entries: list[tuple[str, str, str]]) -> str:
    """A .rels part from (id, kind or full type, target); a target that begins with "ext:" is an external one."""
    rows = []
    for identity, kind, target in entries:
        outside = target.startswith("ext:")
        full = kind if "://" in kind else f"{OFFICE}/{kind}"
        mode = ' TargetMode="External"' if outside else ""
        rows.append(f'<Relationship Id="{identity}" Type="{full}" Target="{target.removeprefix("ext:")}"{mode}/>')
    inside = "".join(rows)
    return f'{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A zip file of these members, in order."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()


def members(
    content: str,
    *,
    headers: dict[str, str] | None = None,
    footers: dict[str, str] | None = None,
    links: list[tuple[str, str, str]] | None = None,
    parts: dict[str, str | bytes] | None = None,
    root_links: list[tuple[str, str, str]] | None = None,
    **known: str,
) -> dict[str, str | bytes]:
    """The members of a package.

    ``headers`` and ``footers`` map a type ("default", "first", "even") to content; ``known`` are styles, numbering,
    settings, footnotes, endnotes, comments (insides of those parts), and core, app, custom (whole property parts).
    ``links`` and ``parts`` add relationships of the main part and whole members.
    """
    found: dict[str, str | bytes] = {"[Content_Types].xml": TYPES}
    roots = [("rId1", "officeDocument", "word/document.xml"), *(root_links or [])]
    rows = list(links or [])
    references = ""
    for kind, group, root in (("header", headers or {}, "hdr"), ("footer", footers or {}, "ftr")):
        for form, inside in group.items():
            found[f"word/{kind}-{form}.xml"] = part(root, inside)
            rows.append((f"{kind}{form}", kind, f"{kind}-{form}.xml"))
            references += f'<w:{kind}Reference w:type="{form}" r:id="{kind}{form}"/>'
    for name, inside in known.items():
        if name in PROPERTY_KINDS:
            found[f"docProps/{name}.xml"] = inside
            roots.append((f"rId{name}", PROPERTY_KINDS[name], f"docProps/{name}.xml"))
        else:
            found[f"word/{name}.xml"] = part(name, inside)
            rows.append((f"rId{name}", name, f"{name}.xml"))
    section = f"<w:sectPr>{references}</w:sectPr>" if references else ""
    found["word/document.xml"] = part("document", f"<w:body>{content}{section}</w:body>")
    found["_rels/.rels"] = relationships(roots)
    found["word/_rels/document.xml.rels"] = relationships(rows)
    return found | (parts or {})


def package(content: str, **known: object) -> bytes:
    """A .docx; see :func:`members`."""
    return zipped(members(content, **known))  # type: ignore[arg-type]

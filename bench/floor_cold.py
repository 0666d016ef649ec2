"""The floor of a cold check: what any reader of a .docx in Python has to pay (unzip, parse with lxml, scan, print JSON).

The same work as variant C of the measurements this project started from: zipfile, lxml, argparse, json, re; the text of
word/document.xml and four plain checks. Run as a process of its own: ``python bench/floor_cold.py FILE``.
"""

from __future__ import annotations

import argparse
import json
import re
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def main() -> None:
    """Read one file, run four checks, print one JSON object."""
    parser = argparse.ArgumentParser()
    parser.add_argument("path")
    parser.add_argument("--output-format", default="json")
    args = parser.parse_args()
    with zipfile.ZipFile(args.path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    paragraphs = ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p")]
    text = "\n".join(paragraphs)
    found = []
    for name, pattern in (
        ("address", r"(?<![A-Za-z0-9.-])(?:[A-Za-z0-9-]{1,63}\.){1,8}(?:cn|com|net|org)(?![A-Za-z0-9])"),
        ("placeholder", r"[*＊×]{1,20}|(?<![A-Za-z])[xX]{2,20}(?![A-Za-z])"),
        ("half-width", r"(?<=[\u4e00-\u9fff])[,;:?!](?=[\u4e00-\u9fff])"),
        ("number", r"^[一二三四五六七八九十]{1,3}、"),
    ):
        found += [{"check": name, "start": m.start(), "end": m.end()} for m in re.finditer(pattern, text, re.M)]
    print(json.dumps({"path": args.path, "characters": len(text), "findings": found}, ensure_ascii=False))


main()

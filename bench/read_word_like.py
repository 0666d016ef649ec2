"""How long reading takes: ``python -m bench.read_word_like`` (median of many reads of one Word-like document, milliseconds)."""

from __future__ import annotations

import io
import statistics
import time
import zipfile
from collections.abc import Callable

from lxml import etree

from bench.word_like import build
from lint_cmm.model.read import read


def median(action: Callable[[], object], count: int = 200) -> float:
    """The median time of ``action`` in milliseconds."""
    times = []
    for _ in range(count):
        started = time.perf_counter()
        action()
        times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000


def main() -> None:
    data = build()
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
    text = read(data).body.text
    print(f"document.xml {len(xml):,} bytes, {xml.count(b'<w:r '):,} runs, {len(text):,} characters")
    print(
        f"floor (unzip and parse document.xml) {median(lambda: etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read('word/document.xml'))):.2f}"
    )
    print(f"read {median(lambda: read(data)):.2f}")


if __name__ == "__main__":
    main()

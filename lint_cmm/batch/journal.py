"""The journal: what has been checked, one line of JSON a content, append-only, so that a run can go on where it was stopped.

A line counts when it ends in a line feed; what a killed process left half written is cut off. Lines of another run signature are
ignored and dropped when the journal is made tidy at the end: sorted by key, so that equal intakes leave equal journals.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lint_cmm.batch.records import Brief, Record, unpack

_BODY = b', "record": '  # unescaped quotes: no text in a line can hold it


class Journal:
    """Records by key. The index (key → place in the file) is in memory, the records are not."""

    def __init__(self, path: Path, run: str) -> None:
        self.path = path
        self.run = run
        self._places: dict[str, tuple[int, int, int]] = {}  # offset, length of the head, length
        self._end = self._read_index()
        self._file = path.open("r+b" if path.exists() else "w+b")
        self._file.truncate(self._end)

    def _read_index(self) -> int:
        """Fill the index; gives the end of the last whole line."""
        if not self.path.exists():
            return 0
        end = 0
        with self.path.open("rb") as file:
            for line in file:
                if not line.endswith(b"}\n"):
                    break
                key, run = _head(line)
                if run == self.run:
                    self._places[key] = (end, line.find(_BODY), len(line))
                end += len(line)
        return end

    def __contains__(self, key: str) -> bool:
        return key in self._places

    def __len__(self) -> int:
        return len(self._places)

    def add(self, key: str, brief: Any, record: Any) -> None:
        """Append a packed entry; handed to the system before the next one is begun."""
        if key in self._places:
            return
        body = json.dumps({"key": key, "run": self.run, "brief": brief, "record": record}, ensure_ascii=False)
        line = body.encode("utf-8", "surrogatepass") + b"\n"
        self._file.seek(self._end)
        self._file.write(line)
        self._file.flush()
        self._places[key] = (self._end, line.find(_BODY), len(line))
        self._end += len(line)

    def sync(self) -> None:
        """Have the system write everything to the disk."""
        self._file.flush()
        os.fsync(self._file.fileno())

    def brief(self, key: str) -> Brief:
        """The brief of ``key``; its record is not read."""
        offset, head, _ = self._places[key]
        self._file.seek(offset)
        return unpack(Brief, json.loads((self._file.read(head) + b"}").decode("utf-8", "surrogatepass"))["brief"])

    def data(self, key: str) -> Any:
        """The packed record of ``key``."""
        return json.loads(self._line(key).decode("utf-8", "surrogatepass"))["record"]

    def record(self, key: str) -> Record:
        """The record of ``key``."""
        return unpack(Record, self.data(key))

    def _line(self, key: str) -> bytes:
        offset, _, length = self._places[key]
        self._file.seek(offset)
        return self._file.read(length)

    def tidy(self, keys: Iterable[str]) -> None:
        """Rewrite the journal with ``keys`` only, in their order, and take its place in one step."""
        aside = self.path.with_suffix(".new")
        places, end = {}, 0
        with aside.open("wb") as out:
            for key in keys:
                line = self._line(key)
                out.write(line)
                places[key] = (end, line.find(_BODY), len(line))
                end += len(line)
            out.flush()
            os.fsync(out.fileno())
        self._file.close()
        os.replace(aside, self.path)
        self._file = self.path.open("r+b")
        self._places, self._end = places, end

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _head(line: bytes) -> tuple[str, str]:
    """Key and run of a line, without reading the record."""
    try:
        found = json.loads(line[: line.find(b', "brief": ')] + b"}")
        return str(found["key"]), str(found["run"])
    except (ValueError, KeyError):
        return "", ""

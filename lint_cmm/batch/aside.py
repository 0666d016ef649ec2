"""Values put aside between the two passes over an intake, so that memory does not grow with it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class Aside:
    """JSON values in a file of the work folder, one a line, to be read again in their order or at their place. Gone when it is closed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("w+b")

    def __enter__(self) -> Aside:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._path.unlink(missing_ok=True)

    def put(self, value: Any) -> int:
        """Put ``value`` behind the others; gives its place, an offset in bytes."""
        place = self._file.seek(0, os.SEEK_END)
        self._file.write(json.dumps(value).encode("ascii") + b"\n")  # ASCII: a name that is not UTF-8 holds lone surrogates
        return place

    def at(self, place: int) -> Any:
        """The value that was put at ``place``."""
        self._file.seek(place)
        return json.loads(self._file.readline())

    def __iter__(self) -> Iterator[Any]:
        self._file.flush()
        with self._path.open("rb") as lines:
            yield from map(json.loads, lines)

"""Records behave like those of typing."""

from __future__ import annotations

import pickle
from typing import get_type_hints

import pytest

from lint_cmm.kit.records import NamedTuple


class Place(NamedTuple):
    """Where something stands."""

    part: str
    start: int = 0
    marks: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        """One farther."""
        return self.start + 1


def test_a_record_has_fields_defaults_methods_and_a_docstring() -> None:
    place = Place("body", 3)
    assert (place.part, place.start, place.marks, place.end) == ("body", 3, (), 4)
    assert place == ("body", 3, ()) and isinstance(place, tuple)
    assert Place._fields == ("part", "start", "marks") and Place._field_defaults == {"start": 0, "marks": ()}
    assert repr(place) == "Place(part='body', start=3, marks=())" and Place.__doc__ == "Where something stands."
    assert place._replace(start=5).end == 6
    with pytest.raises(TypeError):
        Place()  # type: ignore[call-arg]


def test_annotations_are_found_and_records_can_be_pickled() -> None:
    assert get_type_hints(Place) == {"part": str, "start": int, "marks": tuple[str, ...]}
    assert pickle.loads(pickle.dumps(Place("body"))) == Place("body")


def test_wrong_calls_are_refused() -> None:
    for wrong in (lambda: Place("a", 1, (), 2), lambda: Place("a", end=1), lambda: Place("a", part="b")):  # type: ignore[call-arg, misc]
        with pytest.raises(TypeError):
            wrong()
    with pytest.raises(ValueError):
        Place("a")._replace(end=1)  # type: ignore[call-arg]
    assert Place(start=2, part="b") == Place("b", 2) and Place("b")._asdict() == {"part": "b", "start": 0, "marks": ()}
    match Place("b", 4):
        case Place(part, start):
            assert (part, start) == ("b", 4)


def test_fields_without_a_default_come_first() -> None:
    with pytest.raises(TypeError):
        exec("class Wrong(NamedTuple):\n    a: int = 0\n    b: int", {"NamedTuple": NamedTuple, "__name__": "x"})

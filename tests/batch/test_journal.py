"""The journal: what was whole when a run was stopped is there when it goes on, and nothing else is."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from lint_cmm.batch.journal import Journal
from lint_cmm.batch.records import Brief, Identity, Record, Trace, pack
from lint_cmm.findings import Result

words = st.text(st.characters() | st.sampled_from('\n"{}\\, brecord:\ud800'), max_size=12)
pairs = st.tuples(st.integers(0, 9), st.integers(0, 9))
records = st.tuples(words, words, st.lists(pairs, max_size=2)).map(
    lambda t: Record(t[0], Result(t[1], "", t[0], ("body",), None, ()), t[1], tuple(t[2]))
)
briefs = st.tuples(words, words).map(lambda t: Brief(Identity(*t), Trace(t[0], rsids=t), t[1], t[0]))
entries = st.lists(st.tuples(words, briefs, records), max_size=5, unique_by=lambda entry: entry[0])


def held(journal: Journal, keys: Iterable[str]) -> dict[str, tuple[Brief, Record]]:
    """What a journal has of ``keys``, which are all of its own."""
    assert len(journal) == sum(key in journal for key in keys)
    return {key: (journal.brief(key), journal.record(key)) for key in keys if key in journal}


@settings(max_examples=40)
@given(entries, entries, st.integers(0, 4000), st.booleans())
def test_a_journal_cut_off_anywhere_goes_on_from_its_last_whole_entry(
    before: list[tuple[str, Brief, Record]], after: list[tuple[str, Brief, Record]], cut: int, foreign: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.jsonl"
        ends = []
        journal = Journal(path, "run")
        for key, brief, record in before:
            journal.add(key, pack(brief), pack(record))
            ends.append(path.stat().st_size)
        keys = {key for key, _, _ in (*before, *after)}
        assert held(journal, keys) == {key: (brief, record) for key, brief, record in before}
        journal.close()
        path.write_bytes(path.read_bytes()[:cut])

        journal = Journal(path, "another run" if foreign else "run")
        known = {key: (brief, record) for (key, brief, record), end in zip(before, ends, strict=True) if end <= cut and not foreign}
        assert held(journal, keys) == known
        for key, brief, record in after:
            journal.add(key, pack(brief), pack(record))
            known.setdefault(key, (brief, record))
        assert held(journal, keys) == known
        keep = sorted(known)[1:]
        journal.tidy(keep)
        assert held(journal, keys) == {key: known[key] for key in keep}
        journal.add("one more after that", pack(Brief()), None)
        journal.close()
        kept = [json.loads(line) for line in path.read_bytes().decode("utf-8", "surrogatepass").split("\n")[:-1]]
        assert [line["key"] for line in kept] == [*keep, "one more after that"]
        assert {line["run"] for line in kept} == {journal.run}

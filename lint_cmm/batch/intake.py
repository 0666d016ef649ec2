"""The first half of a run: every file of a folder to a record in the journal, each content once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from lint_cmm.batch.convert import Converter
from lint_cmm.batch.discover import CONVERTED
from lint_cmm.batch.journal import Journal
from lint_cmm.batch.records import Brief, Entry, Record, pack
from lint_cmm.batch.worker import Job
from lint_cmm.engine import Checker
from lint_cmm.kit.workers import CRASH, DONE, MEMORY, TIME, Answer, Pool
from lint_cmm.package.errors import InputRejected
from lint_cmm.package.source import open_path

SYNC = 200  # records between two calls to have them on the disk


class Checked(NamedTuple):
    """What is known after the check: a key for every path, records of files without content (unreadable), the quarantined."""

    keys: dict[str, str]
    unread: dict[str, Record]
    quarantined: tuple[str, ...]
    sources: dict[str, str]  # key → converted file


class Intake:
    """Checks the files of one folder."""

    def __init__(self, root: str, journal: Journal, checker: Checker, converter: Converter | None, memory_word: str, memory: int) -> None:
        self._root, self._journal, self._checker, self._converter = root, journal, checker, converter
        self._memory_word, self._memory = memory_word, memory
        settings = checker.settings
        self._by_path = bool(settings.per_file_ignores or settings.suppress or settings.baseline)  # a result depends on where the file lies

    def check(self, paths: list[str], pool: Pool, step: Callable[[], None]) -> Checked:
        """Records for ``paths`` (from the root) in the journal. ``step`` is called for every one of them."""
        found = Checked({}, {}, (), {})
        quarantined: list[str] = []
        waiting: dict[str, int] = {}
        for number, answer in enumerate(pool.run(self._jobs(paths, found, waiting, step))):
            path = answer.key
            key = found.keys[path]
            self._journal.add(key, *(answer.data if answer.status == DONE else pack(Entry(Brief(), self._given_up(path, answer)))))
            if answer.status != DONE:
                quarantined.append(path)
            if number % SYNC == SYNC - 1:
                self._journal.sync()
            for _ in range(waiting.pop(key)):
                step()
        self._journal.sync()
        return found._replace(quarantined=tuple(sorted(quarantined)))

    def _jobs(self, paths: list[str], found: Checked, waiting: dict[str, int], step: Callable[[], None]) -> Iterator[tuple[str, Job]]:
        """Jobs for contents that nobody has checked yet; copies of one content wait for the first of them."""
        old: list[tuple[str, str]] = []
        for path in paths:
            file = os.path.join(self._root, path)
            try:
                data = open_path(file, self._checker.settings.limits)
            except InputRejected as refusal:
                result = self._checker.not_checked(path, refusal.code, refusal.kind, refusal.facts)
                found.unread[path] = Record(refusal.code, result)
                step()
                continue
            convert = self._converter is not None and Path(path).suffix.lower() in CONVERTED and not data.startswith(b"PK\x03\x04word")
            key = sha256(data).hexdigest() + ("-converted" if convert else "")
            if self._by_path:
                key += "-" + sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:16]
            found.keys[path] = key
            if convert:
                old.append((key, path))
            if key in self._journal:
                step()
            elif key in waiting:
                waiting[key] += 1
            else:
                waiting[key] = 1
                if not convert:
                    yield path, Job("check", file, path)
        yield from self._converted_jobs(old, found, waiting)

    def _converted_jobs(self, old: list[tuple[str, str]], found: Checked, waiting: dict[str, int]) -> Iterator[tuple[str, Job]]:
        if not old or self._converter is None:
            return
        made = self._converter.convert([(key, Path(self._root, path)) for key, path in dict(reversed(old)).items()])
        asked: set[str] = set()
        for key, path in old:
            if key in made:
                found.sources[key] = str(made[key])
            if key in waiting and key not in asked:
                asked.add(key)
                yield path, Job("check", found.sources.get(key, os.path.join(self._root, path)), path)

    def _given_up(self, path: str, answer: Answer) -> Record:
        """The record of a file that cost two workers their lives."""
        seconds = f"{self._checker.settings.deadline:g}"
        if answer.status == MEMORY:
            result = self._checker.not_checked(path, "E004", "", {"limit": self._memory_word, "most": f"{self._memory} MiB"})
        elif answer.status == TIME:
            result = self._checker.not_checked(path, "E007", "", {"seconds": seconds, "rules": "*"})
        else:
            result = self._checker.not_checked(path, "E006", "worker", {"rule": "worker", "error": "died", "place": ""})
        return Record({MEMORY: MEMORY, TIME: TIME}.get(answer.status, CRASH), result)


def run_signature(version: str, settings: Any, folders: tuple[str, ...], extra: str) -> str:
    """A digest of all that makes results: version, rule files, settings (the day only where a suppression ends), references."""
    from lint_cmm.rulebook.folder import files_under

    digest = sha256(f"{version}\n{extra}\n".encode())
    dated = any(s.until for s in settings.suppress)
    digest.update(repr(settings._replace(today=settings.today if dated else "", root="")).encode("utf-8", "surrogatepass"))
    for folder in folders:
        for path in files_under(folder, ("",)):
            if path.endswith((".pyc", ".py")):
                continue
            digest.update(os.path.relpath(path, folder).replace(os.sep, "/").encode("utf-8", "surrogatepass"))
            digest.update(Path(path).read_bytes())
    return digest.hexdigest()[:32]

"""Who handed in what: the intake's own files by path, file name, title block and roster; earlier years; templates."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import Any

from lint_cmm.batch.compare import Holder
from lint_cmm.batch.discover import Found, Submission
from lint_cmm.batch.identity import Names
from lint_cmm.batch.intake import Checked
from lint_cmm.batch.journal import Journal
from lint_cmm.batch.records import Identity, pack
from lint_cmm.batch.roster import Person, match
from lint_cmm.batch.worker import brief_of
from lint_cmm.rulebook.folder import files_under


class Register:
    """Names the holders of checked files. ``table`` is ``lexicon/batch.toml``."""

    def __init__(self, journal: Journal, table: dict[str, Any]) -> None:
        self._journal, self._names = journal, Names(table)

    def own(
        self, submissions: tuple[Submission, ...], checked: Checked, people: tuple[Person, ...]
    ) -> tuple[list[Holder], tuple[Person, ...]]:
        """The holders of an intake, the roster's word first; and who is missing."""
        found = []
        for s in submissions:
            said = self._identity(s, checked)
            found.append(Holder(s.path, checked.keys.get(s.path, ""), s.unit or said.unit, self._name(s, said)))
        known, missing = match(people, [(h.path, h.unit, h.name) for h in found])
        found = [h._replace(name=known[h.path].name, unit=known[h.path].unit or h.unit) if h.path in known else h for h in found]
        return found, missing

    def earlier(self, folder: str, files: tuple[Submission, ...], checked: Checked) -> list[Holder]:
        """Those of an earlier year's files, called by that folder's name and their path in it."""
        return [
            Holder(_inside(folder, s.path), checked.keys[s.path], s.unit, self._name(s, self._identity(s, checked)), True)
            for s in files
            if s.path in checked.keys
        ]

    def templates(self, folder: str, files: tuple[Submission, ...], checked: Checked) -> list[Holder]:
        """Those of reference files, which nobody wrote; texts that lie there as .txt files are taken into the journal as they are."""
        found = [Holder(_inside(folder, s.path), checked.keys[s.path], s.unit, "", True, True) for s in files if s.path in checked.keys]
        for path in files_under(folder, (".txt",)) if folder else ():
            text = Path(path).read_text(encoding="utf-8-sig", errors="replace")
            key = f"text-{sha256(text.encode('utf-8')).hexdigest()}"
            self._journal.add(key, pack(brief_of(text)), ["ok", None, text, []])
            found.append(Holder(_inside(folder, os.path.relpath(path, folder).replace(os.sep, "/")), key, "", "", True, True))
        return found

    def left_out(self, folder: str, found: Found, holders: list[Holder]) -> tuple[str, ...]:
        """The files of ``folder`` that nothing was compared with: there are no words in them that we can read."""
        compared = {h.path for h in holders if self._journal.brief(h.key).digest}
        files = sorted([*(s.path for s in found.submissions), *found.named])
        return tuple(path for path in (_inside(folder, file) for file in files) if path not in compared)

    def _identity(self, submission: Submission, checked: Checked) -> Identity:
        key = checked.keys.get(submission.path)
        return self._journal.brief(key).identity if key else Identity()

    def _name(self, submission: Submission, said: Identity) -> str:
        """By pattern, file name, title block, in this order."""
        stem = submission.path.rpartition("/")[2].rpartition(".")[0]
        return submission.name or self._names.in_file_name(stem) or said.name


def _inside(folder: str, path: str) -> str:
    return f"{os.path.basename(os.path.abspath(folder))}/{path}"

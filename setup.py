"""The packages, and a build hook: the wheel gets the rules compiled to one file, so that no run has to read TOML, and the code
of the regular expressions, for runs by the Python that built it (others keep theirs in the user's cache).

Everything else stands in pyproject.toml. The hook imports the checks, because a rule's options are checked against what its
check declares: a wheel with a mistake in a rule file cannot be built.
"""

from __future__ import annotations

import sys
from pathlib import Path

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).resolve().parent


class BuildWithRules(build_py):
    """build_py, and then ``lint_cmm/rules/_compiled.json`` beside the rule files, and ``lint_cmm/kit/_patterns.bin``."""

    def run(self) -> None:
        """Copy the packages and write the compiled rules (not for editable installs, which read the source tree)."""
        super().run()
        if self.editable_mode:
            return
        sys.path.insert(0, str(HERE))
        from lint_cmm.kit import patterns
        from lint_cmm.kit.usercache import dumps
        from lint_cmm.rulebook.compile import compile_folder
        from lint_cmm.rulebook.source import WHEEL_FILE

        compiled = compile_folder(str(HERE / "rules"))
        for rule in compiled["rules"]:
            rule["path"] = Path(rule["path"]).relative_to(HERE / "rules").as_posix()
        target = Path(self.build_lib) / "lint_cmm" / "rules" / WHEEL_FILE
        target.write_bytes(dumps(compiled))
        _use_patterns()
        target = Path(self.build_lib) / "lint_cmm" / "kit" / Path(patterns.WHEEL_FILE).name
        target.write_bytes(patterns.packed())


def _use_patterns() -> None:
    """Check the examples of all rules once, so that the patterns get compiled.

    What needs a library that an isolated build does not have (Aho–Corasick) fails behind the engine's boundary; the patterns
    of such checks are compiled by the first run.
    """
    from lint_cmm.data.toml import read_toml
    from lint_cmm.engine import Checker
    from lint_cmm.notation import to_document
    from lint_cmm.rulebook.folder import files_under

    checker = Checker()
    for path in files_under(str(HERE / "rules"), (".toml",)):
        content = read_toml(path).content
        for example in [*content.get("valid", []), *content.get("invalid", [])]:
            if isinstance(example, dict) and "doc" in example:
                checker.check_document(path, to_document(example["doc"]))


setup(packages=[*find_packages(include=["lint_cmm", "lint_cmm.*"]), "lint_cmm.rules"], cmdclass={"build_py": BuildWithRules})

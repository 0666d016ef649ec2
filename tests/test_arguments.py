"""How the words of a call are read: as every program of the command line reads them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from lint_cmm.arguments import parse
from lint_cmm.errors import UsageError


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("a.docx b.docx", {"paths": ["a.docx", "b.docx"], "quiet": None, "no_config": False, "select": None}),
        ("a.docx -q --jobs 2 b.docx", {"paths": ["a.docx", "b.docx"], "quiet": True, "jobs": 2}),
        ("-qv a.docx", {"quiet": True, "verbose": True, "paths": ["a.docx"]}),
        ("-qoout.txt a.docx", {"quiet": True, "output": "out.txt", "paths": ["a.docx"]}),
        ("-o out.txt a.docx", {"output": "out.txt"}),
        ("-o=out.txt a.docx", {"output": "out.txt"}),
        ("--output= a.docx", {"output": ""}),
        ("--select W --select=H601 a.docx", {"select": ["W", "H601"]}),
        ("--output-format=html=x.html a.docx", {"output_format": ["html=x.html"]}),
        ("- -q", {"paths": ["-"]}),
        ("-q -- -q --bogus", {"paths": ["-q", "--bogus"]}),
        ("batch . --resume", {"verb": "batch", "folder": ".", "resume": True}),
        ("rule", {"verb": "rule", "name": None}),
    ],
)
def test_calls_are_read(call: str, said: dict[str, object]) -> None:
    args = parse(call.split())
    assert {name: getattr(args, name) for name in said} == said


@pytest.mark.parametrize(
    ("call", "key"),
    [
        ("a.docx --jobs", "call.value"),
        ("--jobs -q a.docx", "call.value"),
        ("--jobs -1 a.docx", "call.whole"),
        ("--quiet=1 a.docx", "call.no-value"),
        ("-q1 a.docx", "call.no-value"),
        ("-qx a.docx", "call.no-value"),
        ("-x a.docx", "call.option"),
        ("-1 a.docx", "call.option"),
        ("—lang en a.docx", "call.option"),
        ("-output x a.docx", "call.option"),
        ("rule H601 H602", "call.extra"),
        ("--quiet", "call.paths"),
    ],
)
def test_wrong_ones_are_refused(call: str, key: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse(call.split())
    assert refused.value.said.key == key


def test_argparse_is_loaded_for_the_help_only() -> None:
    code = "import sys; from lint_cmm.arguments import parse; parse(['-q', 'a.docx']); assert 'argparse' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)

"""Recall and alarms of causes that restate a problem (P209) against the least gain, and on each labelled set with the gain that all others want.

    python bench/causes.py [--precision 0.95]

Of the gains with that precision on the other sets, the one that finds most there (the least of these) is taken for the set left out.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from lint_cmm.checks.api import Context  # noqa: E402
from lint_cmm.checks.causes import RestateOptions, restated  # noqa: E402
from lint_cmm.notation import to_document  # noqa: E402
from lint_cmm.outline.build import build  # noqa: E402
from lint_cmm.rulebook.source import load  # noqa: E402

SHARED = HERE.parent.parent / "shared" / "corpus"
FOLDERS = [folder for folder in sorted((HERE / "corpus").iterdir()) if folder.is_dir()] + [SHARED / "seeds", SHARED / "dev"]
GAINS = range(4, 31)


class Row(NamedTuple):
    """What a gain finds in a set."""

    found: int
    alarms: int


def squeezed(text: str) -> str:
    """``text`` as quotes are compared."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def documents() -> Iterator[tuple[str, Context, list[tuple[str, bool]], RestateOptions]]:
    """The set, what is checked, the labelled quotes with whether they must be found, and the rule's options."""
    book = load()
    options = RestateOptions(**book.rules["P209"].options)
    for folder in FOLDERS:
        for file in sorted(folder.glob("*.toml")):
            spec = tomllib.loads(file.read_text(encoding="utf-8"))
            labels = [label for label in spec.get("expect", []) if "P209" in label["codes"]]
            source, profile = file.with_suffix(".txt"), book.profiles.get(spec.get("profile", "personal"))
            if source.exists() and profile is not None and all("quote" in label for label in labels):
                document = to_document(source.read_text(encoding="utf-8"))
                context = Context(document, build(document, book.data), profile, book.data)
                yield folder.name, context, [(squeezed(label["quote"]), label.get("must", True)) for label in labels], options


def judged() -> tuple[dict[str, int], dict[str, dict[int, Row]]]:
    """The labels of each set, and what each gain finds there."""
    labels: dict[str, int] = {}
    rows: dict[str, dict[int, Row]] = {}
    for name, context, quotes, options in documents():
        labels[name] = labels.get(name, 0) + sum(must for _, must in quotes)
        for gain in GAINS:
            said = [squeezed(context.document.quote(issue.span)) for issue in restated(context, options._replace(least=gain))]
            found = sum(must and any(own in quote or quote in own for own in said) for quote, must in quotes)
            alarms = sum(not any(own in quote or quote in own for quote, _ in quotes) for own in said)
            before = rows.setdefault(name, {}).get(gain, Row(0, 0))
            rows[name][gain] = Row(before.found + found, before.alarms + alarms)
    return labels, rows


def summed(rows: list[Row]) -> Row:
    """All rows as one."""
    return Row(sum(row.found for row in rows), sum(row.alarms for row in rows))


def main() -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--precision", type=float, default=0.95)
    args = parser.parse_args()
    labels, rows = judged()
    for gain in GAINS:
        whole = summed([own[gain] for own in rows.values()])
        print(f"gain {gain:2}  found {whole.found} of {sum(labels.values())}, alarms {whole.alarms}")
    left: list[Row] = []
    for name, own in rows.items():
        others = {gain: summed([row[gain] for other, row in rows.items() if other != name]) for gain in GAINS}
        right = [gain for gain, row in others.items() if row.found >= args.precision * (row.found + row.alarms)]
        chosen = max(right, key=lambda gain: (others[gain].found, -gain))
        left.append(own[chosen])
        if labels[name]:
            print(f"{name:12} gain {chosen:2} of the others: found {own[chosen].found} of {labels[name]}, alarms {own[chosen].alarms}")
    whole = summed(left)
    print(f"each left out: found {whole.found} of {sum(labels.values())}, alarms {whole.alarms}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

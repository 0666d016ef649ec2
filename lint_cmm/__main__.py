"""``python -m lint_cmm`` and the ``lint-cmm`` command."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; gives the exit status."""
    from lint_cmm.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    raise SystemExit(main())

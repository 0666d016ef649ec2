"""The whole check of documents made to be slow, each in a cold process: seconds and memory, the slowest and the largest.

    python bench/hostile.py [--share 1.0] [NAME…]

Documents are as large as the limits allow, or a share of it. Exits 1 when one takes over 10 seconds of processor time or a GiB, or ends
in a rule's failure or the deadline.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
SECONDS, MIB = 10.0, 1024
CHILD = """
import json, resource, subprocess, sys, time
started = time.perf_counter()
subprocess.run([sys.executable, "-m", "lint_cmm", "--no-config", "-o", sys.argv[2], "--output-format", "json", sys.argv[1]])
spent = resource.getrusage(resource.RUSAGE_CHILDREN)
unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
print(json.dumps([time.perf_counter() - started, spent.ru_utime + spent.ru_stime, spent.ru_maxrss / unit]))
"""


def measure(name: str, share: float, folder: Path) -> tuple[float, float, float, str]:
    """Wall seconds, processor seconds, MiB, and the codes of the file's own findings. Made and checked in processes of their own:
    the memory of a large parent would be counted as the child's."""
    file, out = folder / "case.docx", folder / "out.json"
    subprocess.run([sys.executable, __file__, "--make", str(file), "--share", str(share), name], check=True)
    told = subprocess.run([sys.executable, "-c", CHILD, file, out], check=True, capture_output=True, text=True, cwd=ROOT, env=os.environ)
    findings = json.loads(out.read_text(encoding="utf-8"))["files"][0]["findings"]
    wall, cpu, mib = json.loads(told.stdout)
    return wall, cpu, mib, " ".join(f"{f['code']} {f['message'][:60]}" for f in findings if f["code"][0] == "E")


def main() -> int:
    """Measure the cases; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--make", default="")
    args = parser.parse_args()
    from hostile_checks import cases

    from lint_cmm.package.limits import DEFAULT

    known = cases(int(DEFAULT.characters * args.share), int(DEFAULT.paragraphs * args.share))
    if args.make:
        Path(args.make).write_bytes(known[args.names[0]]())
        return 0
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name in args.names or known:
            wall, cpu, mib, told = measure(name, args.share, Path(folder))
            rows.append((cpu, mib, name, told))
            print(f"{name:28} wall {wall:6.2f} s  processor {cpu:6.2f} s  memory {mib:5.0f} MiB  {told}", flush=True)
    slowest, largest = max(rows), max(rows, key=lambda r: r[1])
    print(f"slowest: {slowest[2]} {slowest[0]:.2f} s; largest: {largest[2]} {largest[1]:.0f} MiB")
    return int(slowest[0] > SECONDS or largest[1] > MIB or any("E006" in r[3] or "E007" in r[3] for r in rows))


if __name__ == "__main__":
    sys.exit(main())

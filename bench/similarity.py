"""How well and how fast copies are found: `python bench/similarity.py 5000 20000 50000 100000 [--beta 0.6]`.

Each size runs in a process of its own; the texts lie in a file and are read one at a time, as in an intake. Prints recall by
kind of copy, precision of X901 and X902, seconds (wall and processor) and the peak memory above what the empty program needs.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from intake import Intake, generate

from lint_cmm.batch.similarity.judge import Relation, compare
from lint_cmm.batch.similarity.prints import Prints, packed, prints_of, unpacked


class _Filed:
    """Texts in one file, with their places in memory."""

    def __init__(self, path: Path, places: list[tuple[int, int]], frames: list[tuple[tuple[int, int], ...]], prints: list[int]) -> None:
        self._file, self._prints = path.open("rb"), path.with_suffix(".prints").open("rb")
        self._places, self._frames, self._lines = places, frames, prints

    def __len__(self) -> int:
        return len(self._places)

    def text(self, document: int) -> str:
        offset, length = self._places[document]
        self._file.seek(offset)
        return self._file.read(length).decode()

    def frame(self, document: int) -> tuple[tuple[int, int], ...]:
        return self._frames[document]

    def prints(self, document: int) -> Prints:
        self._prints.seek(self._lines[document])
        return unpacked(self._prints.readline().decode())


def peak() -> float:
    """Peak memory of this process, MiB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(count: int, beta: float, seed: int) -> dict[str, object]:
    """One run of ``count`` documents."""
    import gc

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts"
        pid = os.fork()
        if pid == 0:  # the generator's memory must not count
            intake = generate(count, seed, beta)
            with path.open("wb") as out:
                for document in intake.documents:
                    out.write(json.dumps([document.text, document.spans()], ensure_ascii=False).encode() + b"\n")
            truth = {"groups": intake.groups, "sections": intake.sections}
            (Path(folder) / "truth.json").write_text(json.dumps(truth))
            os._exit(0)
        os.waitpid(pid, 0)
        truth = json.loads((Path(folder) / "truth.json").read_text())
        places, frames, lines_at, at, prints_at, reading = [], [], [], 0, 0, 0.0
        plain = path.with_suffix(".plain")
        characters = 0
        with path.open("rb") as lines, plain.open("wb") as out, plain.with_suffix(".prints").open("wb") as prints:
            for line in lines:
                text, spans = json.loads(line)
                data = text.encode()
                out.write(data)
                places.append((at, len(data)))
                frames.append(tuple((s, e) for s, e in spans))
                began = time.process_time()
                line = packed(prints_of(text, frames[-1])).encode() + b"\n"
                reading += time.process_time() - began
                lines_at.append(prints_at)
                prints_at += prints.write(line)
                at += len(data)
                characters += len(text)
        gc.collect()
        before = peak()
        wall, cpu = time.perf_counter(), time.process_time()
        found = list(compare(_Filed(plain, places, frames, lines_at)))
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        return {
            "documents": count,
            "characters": characters // count,
            "prints ms": round(1000 * reading / count, 2),
            "seconds": round(wall, 1),
            "cpu": round(cpu, 1),
            "mib": round(peak() - before),
            **judge(found, Intake([], truth["groups"], [tuple(s) for s in truth["sections"]])),
        }


def judge(found: list[Relation], intake: Intake) -> dict[str, object]:
    """Recall by kind and precision. A copied pair counts as found when X901 names it for either document."""
    most = {(r.a, r.b) for r in found if r.most_a or r.most_b}
    passages = {(r.a, r.b) for r in found} - most
    kin = {(a, b) for groups in intake.groups.values() for g in groups for a in g for b in g if a < b}
    sections = set(intake.sections)
    result: dict[str, object] = {}
    named: dict[int, int] = {}
    for a, b in most:
        named[a] = named[b] = 1
    for kind, groups in intake.groups.items():
        pairs = {(a, b) for g in groups for a in g for b in g if a < b}
        if kind == "LARGE":  # members named at all: pairs beyond the cut are not all listed
            members = [m for g in groups for m in g]
            result[kind] = round(sum(m in named for m in members) / len(members), 4) if members else None
        else:
            result[kind] = round(len(pairs & most) / len(pairs), 4) if pairs else None
    result["PART"] = round(len(sections & (most | passages)) / len(sections), 4) if sections else None
    result["X901 P"] = round(len(most & kin) / len(most), 4) if most else None
    result["X902 P"] = round(len(passages & (sections | kin)) / len(passages), 4) if passages else None
    result["pairs"] = len(found)
    return result


def main() -> None:
    """Run the sizes and print a table and the growth exponent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[5000])
    parser.add_argument("--beta", type=float, default=0.6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.sizes[0], options.beta, options.seed)))
        return
    rows = []
    for size in options.sizes:
        command = [sys.executable, __file__, str(size), "--one", "--beta", str(options.beta), "--seed", str(options.seed)]
        rows.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
        print("  ".join(f"{key} {value}" for key, value in rows[-1].items()), flush=True)
    for one, other in zip(rows, rows[1:], strict=False):
        growth = math.log(other["cpu"] / one["cpu"]) / math.log(other["documents"] / one["documents"])
        print(f"{one['documents']} -> {other['documents']}: exponent {growth:.2f}")


if __name__ == "__main__":
    main()

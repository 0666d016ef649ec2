"""How fast lint-cmm is, as ratios to floor programs run in the same minute.

    python bench/speed.py                 all figures (some minutes)
    python bench/speed.py --quick         a sanity run for CI: fails only on an absurd ratio
    python bench/speed.py cold batch profile growth memory workers

Every figure comes from runs in turn, A B A B …, and is printed with its spread (least, median, most). Documents are built
by bench/word_like.py; with ../shared/corpus/docx present its Chinese files are timed as well.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(HERE))

from word_like import build  # noqa: E402

ABSURD = {"cold": 6.0, "terminal": 8.0, "batch": 20.0}
PARTS = ("cold", "batch", "profile", "growth", "memory", "workers")


def spread(values: list[float]) -> str:
    """Least, median and most of some milliseconds."""
    return f"{min(values):.1f} / {statistics.median(values):.1f} / {max(values):.1f}"


def in_turn(first: Callable[[], object], second: Callable[[], object], rounds: int) -> tuple[list[float], list[float], list[float]]:
    """Milliseconds of each and the ratios second : first, round by round."""
    a, b = [], []
    for _ in range(rounds):
        for run, times in ((first, a), (second, b)):
            start = time.perf_counter()
            run()
            times.append((time.perf_counter() - start) * 1000)
    return a, b, [y / x for x, y in zip(a, b, strict=True)]


def process(*command: str, folder: Path | None = None) -> Callable[[], object]:
    """A run of ``python COMMAND`` with its output thrown away.

    ``folder`` holds its bytecode and its cache, so that both are there as after an installation, whatever the environment says.
    """
    environment = dict(os.environ)
    if folder:
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment |= {"PYTHONPYCACHEPREFIX": str(folder / "bytecode"), "XDG_CACHE_HOME": str(folder), "LOCALAPPDATA": str(folder)}
    return lambda: subprocess.run([sys.executable, *command], stdout=subprocess.DEVNULL, check=False, cwd=ROOT, env=environment)


def cpu(run: Callable[[], object]) -> float:
    """Milliseconds of processor time (user and system) of the processes that ``run`` starts; not measured on Windows."""
    if sys.platform == "win32":
        return float("nan")
    from resource import RUSAGE_CHILDREN, getrusage

    before = getrusage(RUSAGE_CHILDREN)
    run()
    after = getrusage(RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def cold(rounds: int, folder: Path) -> dict[str, float]:
    """A whole process for one file, against the floor's whole process: by the clock, and in processor time."""
    ratios = {}
    path = folder / "word-like.docx"
    path.write_bytes(build())
    floor = process(str(HERE / "floor_cold.py"), str(path), folder=folder)
    for name, form in (("cold", "json"), ("terminal", "full")):
        product = process("-m", "lint_cmm", "--output-format", form, str(path), folder=folder)
        floor()
        start = time.perf_counter()
        product()
        if not ratios:
            print(f"first     {(time.perf_counter() - start) * 1000:.0f} ms with neither bytecode nor cache")
            shutil.rmtree(folder / "lint-cmm", ignore_errors=True)
            start = time.perf_counter()
            product()
            print(f"          {(time.perf_counter() - start) * 1000:.0f} ms without cache")
        a, b, r = in_turn(floor, product, rounds)
        ratios[name] = statistics.median(r)
        print(f"{name:9} floor {spread(a)} ms   lint-cmm ({form}) {spread(b)} ms   ratio {min(r):.2f} / {ratios[name]:.2f} / {max(r):.2f}")
        times = [(cpu(floor), cpu(product)) for _ in range(rounds)]
        a, b = [x for x, _ in times], [y for _, y in times]
        r = [y / x for x, y in times if x]
        if r:
            print(
                f"          processor time: floor {spread(a)} ms   lint-cmm {spread(b)} ms   ratio {min(r):.2f} / {statistics.median(r):.2f} / {max(r):.2f}"
            )
    return ratios


def floor_document(data: bytes, automaton: object) -> int:
    """The batch floor for one document: unzip, parse, join the text, one Aho–Corasick scan."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    text = "\n".join(["".join([t.text or "" for t in p.iter(f"{w}t")]) for p in root.iter(f"{w}p")])
    return len(automaton.find_matches_as_indexes(text))  # type: ignore[attr-defined]


def batch(rounds: int, _folder: Path, documents: int = 100) -> dict[str, float]:
    """Documents one after another in one process, everything loaded, against the batch floor."""
    from ahocorasick_rs import AhoCorasick

    from lint_cmm.engine import Checker

    files = [build(seed=i) for i in range(documents)]
    checker = Checker()
    phrases = [p for name in sorted(checker.book.data._lexicons) for p in checker.book.data.lexicon(name)][:1000]
    automaton = AhoCorasick(phrases or ["加强"])

    def floor() -> None:
        for data in files:
            floor_document(data, automaton)

    def product() -> None:
        for data in files:
            checker.check_bytes("a.docx", data)

    product()
    a, b, r = in_turn(floor, product, rounds)
    a, b = [x / documents for x in a], [x / documents for x in b]
    ratio = statistics.median(r)
    print(
        f"batch     floor {spread(a)} ms a document   lint-cmm {spread(b)} ms a document   ratio {min(r):.2f} / {ratio:.2f} / {max(r):.2f}"
    )
    return {"batch": ratio}


def profile(_rounds: int, _folder: Path) -> dict[str, float]:
    """Where the time of one document goes: by room and by rule (milliseconds, mean of 50)."""
    from lint_cmm.checks.api import Context
    from lint_cmm.engine import Checker
    from lint_cmm.model.read import read
    from lint_cmm.outline.build import build as outline_of
    from lint_cmm.outline.choose import choose
    from lint_cmm.promote import Promoter

    data = build()
    checker = Checker()
    book = checker.book
    checker.check_bytes("a.docx", data)
    rooms: dict[str, float] = {}
    rules: dict[str, float] = {}
    times = 50

    def timed(table: dict[str, float], name: str, run: Callable[[], object]) -> object:
        start = time.perf_counter()
        result = run()
        table[name] = table.get(name, 0.0) + (time.perf_counter() - start) * 1000 / times
        return result

    for _ in range(times):
        document = timed(rooms, "read", lambda: read(data))
        outline = timed(rooms, "outline", lambda document=document: outline_of(document, book.data))  # type: ignore[misc]
        chosen = choose(outline, document, book.profiles, book.data)  # type: ignore[arg-type]
        context = Context(document, outline, chosen.profile, book.data)  # type: ignore[arg-type]
        promoter = Promoter(context, "zh")
        for rule in checker._select(chosen.profile)[0]:
            timed(rules, rule.code, lambda r=rule, c=context, p=promoter: checker._issues(r, c, p, 10_000))  # type: ignore[misc]
        timed(rooms, "whole check", lambda: checker.check_bytes("a.docx", data))
    rooms["rules"] = sum(rules.values())
    print("profile   " + "   ".join(f"{k} {v:.2f} ms" for k, v in rooms.items()))
    top = sorted(rules.items(), key=lambda kv: -kv[1])[:12]
    print("          " + "   ".join(f"{k} {v:.2f}" for k, v in top) + f"   (first 12 of {len(rules)} rules)")
    return {}


def growth(_rounds: int, _folder: Path) -> dict[str, float]:
    """Time per character from 1× to 64× (some 1,000 to 64,000 characters), the whole check and the worst rules."""
    from lint_cmm.checks.api import Context
    from lint_cmm.engine import Checker
    from lint_cmm.model.read import read
    from lint_cmm.outline.build import build as outline_of
    from lint_cmm.promote import Promoter

    checker = Checker()
    book = checker.book
    sizes = [1000 * 2**i for i in range(7)]
    per_rule: dict[str, list[float]] = {}
    whole: list[float] = []
    for size in sizes:
        data = build(characters=size, runs=max(8, size * 580 // 6800))
        best = min(_seconds(lambda data=data: checker.check_bytes("a.docx", data)) for _ in range(3))  # type: ignore[misc]
        whole.append(best * 1e6 / size)
        document = read(data)
        outline = outline_of(document, book.data)
        own = book.profiles["personal"]
        for rule in checker._select(own)[0]:
            runs = []
            for _ in range(3):
                context = Context(document, outline, own, book.data)
                promoter = Promoter(context, "zh")
                runs.append(_seconds(lambda rule=rule, c=context, p=promoter: checker._issues(rule, c, p, 10_000)))  # type: ignore[misc]
            per_rule.setdefault(rule.code, []).append(min(runs) * 1e6 / size)
    print("growth    µs a character, whole check: " + "  ".join(f"{s // 1000}k {t:.2f}" for s, t in zip(sizes, whole, strict=True)))
    worst = sorted(((v[-1] / v[0], c) for c, v in per_rule.items() if v[-1] > 0.05), reverse=True)[:8]
    print("          rules that grow most, 64k : 1k per character: " + "  ".join(f"{c} {g:.2f}" for g, c in worst))
    return {"growth": whole[-1] / whole[0]}


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def memory(_rounds: int, folder: Path) -> dict[str, float]:
    """Peak memory of a cold check and of 500 documents in one process, MiB (not measured on Windows)."""
    path = folder / "word-like.docx"
    path.write_bytes(build())
    code = (
        "import resource,sys;sys.path.insert(0,sys.argv[1]);from lint_cmm.engine import Checker;c=Checker();"
        "d=open(sys.argv[2],'rb').read();[c.check_bytes('a',d) for _ in range(int(sys.argv[3]))];"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss/1024)"
    )
    for count in (1, 500):
        run = subprocess.run([sys.executable, "-c", code, str(ROOT), str(path), str(count)], capture_output=True, text=True, check=False)
        print(f"memory    {count} documents in one process: {run.stdout.strip() or 'not measured here'} MiB")
    return {}


def workers(rounds: int, folder: Path, documents: int = 400) -> dict[str, float]:
    """One worker against two over a folder of files."""
    intake = folder / "intake"
    intake.mkdir(exist_ok=True)
    for i in range(documents):
        (intake / f"{i:04}.docx").write_bytes(build(seed=i))
    runs = [process("-m", "lint_cmm", "--jobs", str(n), "-q", "--output-format", "jsonl", str(intake)) for n in (2, 1)]
    a, b, r = in_turn(runs[0], runs[1], max(3, rounds // 5))
    print(
        f"workers   two {spread(a)} ms   one {spread(b)} ms for {documents} files   gain {min(r):.2f} / {statistics.median(r):.2f} / {max(r):.2f}"
    )
    return {"workers": statistics.median(r)}


def main() -> int:
    """Run the parts asked for; 1 when a ratio is absurd."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", default=[])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rounds", type=int, default=21)
    args = parser.parse_args()
    rounds = 5 if args.quick else args.rounds
    chosen = args.parts or (("cold", "batch") if args.quick else PARTS)
    ratios: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        for part in chosen:
            few = {"documents": 20} if args.quick and part == "batch" else {}
            ratios |= globals()[part](rounds, Path(name), **few)
    absurd = {k: v for k, v in ratios.items() if v > ABSURD.get(k, float("inf"))}
    if absurd:
        print(f"absurd: {absurd}")
    return 1 if absurd else 0


if __name__ == "__main__":
    raise SystemExit(main())

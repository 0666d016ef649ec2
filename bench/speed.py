"""How fast lint-cmm is, as ratios to floor programs run in the same minute.

    bench/run                     all figures (some minutes)
    bench/run --quick             a sanity run for CI: fails only on an absurd ratio
    bench/run cold batch profile growth memory workers

Every figure comes from runs in turn, A B A B …, and is printed with its spread (least, median, most). What happens inside this
process (batch, profile, growth) is measured in processor time, which other programs on the machine disturb less than the clock.
Documents are built by bench/word_like.py; with ../shared/corpus/docx present its Chinese files are timed as well.
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
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from lint_cmm.engine import Checker

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(HERE))

from word_like import build, series  # noqa: E402

ABSURD = {"cold": 6.0, "terminal": 8.0, "batch": 20.0}
MOST = 100_000  # findings of a rule
T = TypeVar("T")
PARTS = ("cold", "batch", "profile", "growth", "memory", "workers")


def spread(values: list[float]) -> str:
    """Least, median and most of some milliseconds."""
    return f"{min(values):.1f} / {statistics.median(values):.1f} / {max(values):.1f}"


def in_turn(
    first: Callable[[], object], second: Callable[[], object], rounds: int, clock: Callable[[], float] = time.perf_counter
) -> tuple[list[float], list[float], list[float]]:
    """Milliseconds of each and the ratios second : first, round by round."""
    a, b = [], []
    for _ in range(rounds):
        for run, times in ((first, a), (second, b)):
            start = clock()
            run()
            times.append((clock() - start) * 1000)
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


def _automaton(checker: Checker) -> object:
    """The automaton of the batch floor: 1,000 phrases of the word lists."""
    from ahocorasick_rs import AhoCorasick

    phrases = [p for name in sorted(checker.book.data._lexicons) for p in checker.book.data.lexicon(name)][:1000]
    return AhoCorasick(phrases or ["加强"])


def batch(rounds: int, _folder: Path, documents: int = 100) -> dict[str, float]:
    """Many documents in one process, everything loaded, as a worker takes them, against the batch floor: processor time."""
    from lint_cmm import few_collections
    from lint_cmm.engine import Checker

    few_collections()
    files = [build(seed=i) for i in range(documents)]
    checker = Checker()
    automaton = _automaton(checker)

    def compare(name: str, some: list[bytes], times: int) -> float:
        def floor() -> None:
            for data in some:
                floor_document(data, automaton)

        def product() -> None:
            for _ in checker.check_many(("a.docx", data) for data in some):
                pass

        product()
        a, b, r = in_turn(floor, product, times, time.process_time)
        a, b = [x / len(some) for x in a], [x / len(some) for x in b]
        ratio = statistics.median(r)
        print(f"{name:9} floor {spread(a)} ms a document   lint-cmm {spread(b)} ms   ratio {min(r):.2f} / {ratio:.2f} / {max(r):.2f}")
        return ratio

    ratio = compare("batch", files, rounds)
    real = [data for data in (p.read_bytes() for p in _chinese()) if _floor_reads(data, automaton)]
    if real:
        compare(f"real {len(real)}", real, min(rounds, 5))
    return {"batch": ratio}


def _chinese() -> list[Path]:
    """The real Chinese files of the shared corpus, where it is there."""
    folder = ROOT.parent / "shared" / "corpus" / "docx"
    listed = folder / "MANIFEST.tsv"
    if not listed.is_file():
        return []
    lines = listed.read_text(encoding="utf-8").splitlines()
    return [
        folder / line.split("\t")[0] for line in lines if line.split("\t")[0].startswith("zh-") and (folder / line.split("\t")[0]).is_file()
    ]


def _floor_reads(data: bytes, automaton: object) -> bool:
    from lxml.etree import XMLSyntaxError

    try:
        floor_document(data, automaton)
    except (KeyError, XMLSyntaxError, zipfile.BadZipFile):
        return False
    return True


def _warm(checker: Checker) -> Checker:
    """``checker`` after so many documents that arrays are used, as in the middle of a long run."""
    from lint_cmm import few_collections
    from lint_cmm.kit import arrays

    few_collections()  # else one falls into whatever rule makes its seven hundredth object
    small = build(characters=1000, runs=8)
    for _ in range(arrays.AFTER + 1):
        checker.check_bytes("a.docx", small)
    return checker


def _processor(run: Callable[[], T]) -> tuple[T, float]:
    """What ``run`` gives, and the milliseconds of processor time that it takes."""
    start = time.process_time()
    result = run()
    return result, (time.process_time() - start) * 1000


def _by_step(data: bytes, checker: Checker, profile_name: str, times: int) -> dict[str, float]:
    """The least milliseconds of processor time that each room and each rule takes for a document, of some runs.

    ``profile_name`` "" lets the document choose; a fixed one gives every document the same rules. What several rules share is paid by
    none of them: the pass over all word lists, and the kinds of all characters.
    """
    from lint_cmm.checks import codes, scan
    from lint_cmm.checks.api import Context
    from lint_cmm.engine.promote import Promoter
    from lint_cmm.model.read import read
    from lint_cmm.outline.build import build as outline_of
    from lint_cmm.outline.choose import choose

    book = checker.book
    best: dict[str, float] = {}

    def timed(name: str, run: Callable[[], T]) -> T:
        result, ms = _processor(run)
        best[name] = min(ms, best.get(name, ms))
        return result

    def kinds(context: Context) -> None:
        known = codes.of(context, context.document.body.text)
        if known:
            known.at(codes.DIGITS)

    def rules(context: Context) -> None:
        timed("word lists", lambda: scan.read(context, "official"))
        timed("kinds", lambda: kinds(context))
        promoter = Promoter(context, "zh")
        for rule in checker._select(context.profile)[0].values():
            timed(rule.code, lambda rule=rule: checker._issues(rule, context, promoter, MOST))  # type: ignore[misc]

    for _ in range(times):
        document = read(data)
        timed("read", lambda: read(data))
        outline = timed("outline", lambda document=document: outline_of(document, book.data))  # type: ignore[misc]
        own = book.profiles[profile_name] if profile_name else choose(outline, document, book.profiles, book.data).profile
        rules(Context(document, outline, own, book.data))
        timed("whole", lambda: checker.check_bytes("a.docx", data))
    return best


def profile(_rounds: int, _folder: Path, documents: int = 20) -> dict[str, float]:
    """Where the time of one document goes, by room and by rule: milliseconds, mean of some documents, each the best of three."""
    from lint_cmm.engine import Checker

    checker = _warm(Checker())
    totals: dict[str, float] = {}
    for seed in range(documents):
        data = build(seed=seed)
        for name, ms in _by_step(data, checker, "", 10 if seed == 0 else 3).items():
            totals[name] = totals.get(name, 0.0) + ms / documents
    rooms = {name: totals.pop(name) for name in ("read", "outline", "whole")}
    print("profile   " + "   ".join(f"{k} {v:.2f} ms" for k, v in rooms.items()) + f"   rules {sum(totals.values()):.2f} ms")
    top = sorted(totals.items(), key=lambda kv: -kv[1])[:20]
    print("          " + "   ".join(f"{k} {v:.2f}" for k, v in top) + f"   (first {len(top)} of {len(totals)} rules)")
    return {}


def growth(_rounds: int, _folder: Path) -> dict[str, float]:
    """Time per character from 1× to 64× (some 1,000 to 64,000 characters) of the whole check, every room and every rule, and of the floor.

    The same words at every size: sixty-four documents of 1,000 characters are measured against one of 64,000 that holds all they hold,
    each the best of five. What every document costs once makes small ones dear, for the floor, too; what grows faster than the text makes
    large ones dear.
    """
    from lint_cmm.engine import Checker

    checker = _warm(Checker())
    automaton = _automaton(checker)
    counts = [2**i for i in range(6, -1, -1)]
    table: dict[str, list[float]] = {}
    for count in counts:
        made = series(count)
        characters = sum([size for size, _ in made])
        totals: dict[str, float] = {}
        for _, data in made:
            steps = _by_step(data, checker, "2024-annual", 5)
            steps["floor"] = min([_processor(lambda data=data: floor_document(data, automaton))[1] for _ in range(5)])  # type: ignore[misc]
            for name, ms in steps.items():
                totals[name] = totals.get(name, 0.0) + ms * 1000 / characters
        for name, value in totals.items():
            table.setdefault(name, []).append(value)
    print("growth    µs a character at         " + "  ".join(f"{64 // count:4}k" for count in counts) + "   64k : 4k   64k : 1k")
    floor_row = table.pop("floor")
    rows = sorted(table.items(), key=lambda kv: -kv[1][-1])[:16]
    for name, values in [rows[0], ("floor", floor_row), *rows[1:]]:
        print(
            f"          {name:25} "
            + "  ".join(f"{v:5.3f}" for v in values)
            + f"   {values[-1] / values[2]:8.2f}   {values[-1] / values[0]:8.2f}"
        )
    told = {code: values for code, values in table.items() if max(values) > 0.005}
    grown: dict[str, Callable[[list[float]], float]] = {
        "64k : 4k": lambda v: v[-1] / v[2],
        "64k : 1k": lambda v: v[-1] / v[0],
        "any size : the cheapest smaller one": lambda v: max([v[j] / min(v[:j]) for j in range(1, len(v)) if v[j] > 0.005], default=0.0),
    }
    for what, ratio in grown.items():
        most = sorted(((ratio(values), code) for code, values in told.items()), reverse=True)[:8]
        print(f"          grow most, {what}: " + "  ".join(f"{code} {value:.2f}" for value, code in most))
    once = sorted((((v[0] - v[-1]) * 1000, c) for c, v in table.items() if c != "whole"), reverse=True)[:16]
    print("          µs that 1,000 characters cost more alone: " + "  ".join(f"{c} {us:.0f}" for us, c in once))
    return {"growth": table["whole"][-1] / table["whole"][2]}


def memory(_rounds: int, folder: Path) -> dict[str, float]:
    """Peak memory of a cold check and of 500 documents in one process, MiB (not measured on Windows)."""
    path = folder / "word-like.docx"
    path.write_bytes(build())
    code = (
        "import resource,sys;sys.path.insert(0,sys.argv[1]);from lint_cmm.engine import Checker;c=Checker();"
        "d=open(sys.argv[2],'rb').read();any(r is None for r in c.check_many(('a',d) for _ in range(int(sys.argv[3]))));"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss/1024)"
    )
    for count in (1, 100, 1000):
        run = subprocess.run([sys.executable, "-c", code, str(ROOT), str(path), str(count)], capture_output=True, text=True, check=False)
        print(f"memory    {count} documents in one process: {run.stdout.strip() or 'not measured here'} MiB")
    return {}


def workers(rounds: int, folder: Path, documents: int = 1200) -> dict[str, float]:
    """One worker against two over a folder of files: by the clock, and what two idle cores would give by processor time."""
    intake = folder / "intake"
    intake.mkdir(exist_ok=True)
    for i in range(documents):
        (intake / f"{i:04}.docx").write_bytes(build(seed=i))
    runs = [process("-m", "lint_cmm", "--jobs", str(n), "-q", "--output-format", "jsonl", str(intake), folder=folder) for n in (2, 1)]
    a, b, r = in_turn(runs[0], runs[1], max(3, rounds // 5))
    gain = statistics.median(r)
    print(f"workers   two {spread(a)} ms   one {spread(b)} ms for {documents} files   gain {min(r):.2f} / {gain:.2f} / {max(r):.2f}")
    times = [(cpu(runs[0]), cpu(runs[1])) for _ in range(3)]
    print("          processor time: two " + spread([x for x, _ in times]) + " ms   one " + spread([y for _, y in times]) + " ms")
    print(f"          gain on two idle cores: {statistics.median([2 * y / x for x, y in times]):.2f}")
    return {"workers": gain}


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

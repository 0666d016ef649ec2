"""The command line as people use it: outputs, exit status, folders, standard input, baseline, configuration."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from support import BAD_TEXT, SAMPLE_RULE

from lint_cmm.commands import run
from lint_cmm.notation.docx import to_docx

OWN_PROFILE = """name = "own"
title = "自定"
extends = "personal"
ignore = ["S103"]
"""


def report(capfd: pytest.CaptureFixture[str], *argv: str) -> dict[str, object]:
    """The JSON report of a call."""
    run([*argv, "--output-format", "json"])
    found: dict[str, object] = json.loads(capfd.readouterr().out)
    return found


def commented(path: Path) -> str:
    """The part of a Word file that holds its comments."""
    return zipfile.ZipFile(path).read("word/comments.xml").decode("utf-8")


def test_exit_status_follows_fail_on(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["甲.docx", "-q"]) == 1
    assert run(["甲.docx", "-q", "--fail-on", "never"]) == 0
    assert run(["甲.docx", "-q", "--select", "S115"]) == 0
    assert run(["甲.docx", "-q", "--select", "S115", "--fail-on", "warning"]) == 1
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize("strict", ["乙", "丙"])
def test_every_file_is_held_to_its_own_configuration(folder: Path, strict: str) -> None:
    for name in ("乙", "丙"):
        (folder / name).mkdir(exist_ok=True)
        (folder / name / "好.docx").write_bytes((folder / "乙" / "好.docx").read_bytes())
        (folder / name / "lint-cmm.toml").write_text(f'fail-on = "{"warning" if name == strict else "never"}"\n', encoding="utf-8")
    files = ["丙/好.docx", "乙/好.docx"]
    assert run([*files, "-q", "--select", "S115"]) == 1, "whichever comes first"
    assert run([*files, "-q", "--select", "S115", "--fail-on", "never"]) == 0


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["nowhere.docx"], "nowhere.docx"),
        (["甲.docx", "--select", "Q999"], "Q999"),
        (["甲.docx", "--profile", "2022-anual"], "2022-annual"),
        (["甲.docx", "--output-format", "jsn"], "json"),
        (["甲.docx", "--output-format", "json", "--output-format", "full"], "FORMAT=FILE"),
        (["甲.docx", "--output-format", "xlsx"], "xlsx=FILE"),
        (["甲.docx", "--config", "none.toml"], "none.toml"),
        (["-", "甲.docx"], "-"),
        (["rule", "W5O1"], "W5O1"),
        (["profile", "2022"], "2022"),
    ],
)
def test_a_wrong_call_is_status_2_and_says_why(folder: Path, capfd: pytest.CaptureFixture[str], argv: list[str], told: str) -> None:
    assert run(argv) == 2
    captured = capfd.readouterr()
    assert told in captured.err
    assert captured.out == "" and "Traceback" not in captured.err


def test_a_wrong_option_is_status_2(folder: Path) -> None:
    assert run(["--nonsense", "甲.docx"]) == 2


def test_options_may_stand_between_the_files(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    found = report(capfd, "甲.docx", "--no-color", "乙/好.docx")["files"]
    assert [f["path"] for f in found] == ["乙/好.docx", "甲.docx"]  # type: ignore[index,attr-defined]
    (folder / "-v.docx").write_bytes((folder / "甲.docx").read_bytes())
    run(["-q", "甲.docx", "--output-format", "json=all.json", "乙", "--", "-v.docx"])
    assert len(json.loads((folder / "all.json").read_text(encoding="utf-8"))["files"]) == 4
    assert run(["甲.docx", "-q", "-"]) == 2
    assert "选项" not in capfd.readouterr().err, "- is standard input wherever it stands"


def test_a_narrow_terminal_gets_narrow_lines(folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from lint_cmm.reporters.width import columns

    monkeypatch.setenv("COLUMNS", "40")
    run(["甲.docx", "--no-color"])
    lines = capfd.readouterr().out.splitlines()
    assert max(columns(line) for line in lines) <= 40
    assert "（2025-annual）" in "".join(lines) and "“2025年度民主生活会" in "".join(lines), "the profile is called by its title, too"


def test_the_list_of_schemas_speaks_the_users_language(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run(["schema"])
    zh = capfd.readouterr().out
    run(["schema", "--lang", "en"])
    en = capfd.readouterr().out
    assert [line.split()[0] for line in zh.splitlines()] == [line.split()[0] for line in en.splitlines()]
    assert all(any("一" <= c <= "龥" for c in line) for line in zh.splitlines()) and not any("一" <= c <= "龥" for c in en)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_rule_is_explained_to_people_outside_the_project(folder: Path, capfd: pytest.CaptureFixture[str], lang: str) -> None:
    told = []
    for code in ("E003", "T704", "W501", "X902", "B403"):
        run(["rule", code, "--lang", lang])
        told.append(capfd.readouterr().out)
    assert not [text for text in told if "contract" in text or ".md" in text]
    assert ("  # " in told[4]) == (lang == "en"), "remarks on examples only in the language asked for"
    assert "GB/T 15835-2011" in told[1] and ("提示：“…”" if lang == "zh" else "info: “…”") in told[1]


def test_an_own_rule_without_english_limits_shows_the_chinese_ones_as_such(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    own = folder / "office" / "text" / "T901-sample-rule.toml"
    own.parent.mkdir(parents=True)
    (folder / "lint-cmm.toml").write_text('rules-dir = ["office"]\n', encoding="utf-8")
    told = []
    for more in ('limits = ["表格不查"]\n', 'limits = ["表格不查"]\nlimits-en = ["Tables are not looked at"]\n'):
        own.write_text(SAMPLE_RULE + more, encoding="utf-8")
        run(["rule", "T901", "--lang", "en"])
        told.append(capfd.readouterr().out)
    assert "Known limits (in Chinese)\n  表格不查" in told[0].replace("· ", "")
    assert "Known limits\n  Tables are not looked at" in told[1].replace("· ", "") and "表格" not in told[1]


def test_folders_are_walked_and_reported_in_order(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    found = report(capfd, ".")
    names = [Path(f["path"]).as_posix() for f in found["files"]]  # type: ignore[index,attr-defined]
    assert names == sorted(names)
    assert [Path(n).name for n in names] == ["好.docx", "旧.doc", "甲.docx"]
    assert [f["findings"][0]["code"] for f in found["files"] if f["path"].endswith(".doc")] == ["E003"]  # type: ignore[index,attr-defined]


def test_long_options_are_keys_of_the_configuration(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "lint-cmm.toml").write_text('sarif-pseudo-lines = true\noutput-format = "sarif"\n', encoding="utf-8")
    run(["甲.docx"])
    shown = capfd.readouterr().out
    assert '"startLine"' in shown and shown.count('"help": {') == shown.count('"shortDescription"') > 0


def test_english_reports_call_the_profile_by_its_english_title(folder: Path) -> None:
    (folder / "office.toml").write_text('name = "office"\ntitle = "本单位年度"\nextends = "personal"\n', encoding="utf-8")
    names = ("full", "markdown", "html")
    argv = ["甲.docx", "--lang", "en", "--annotate", "copy.docx", *(f"--output-format={name}={name}" for name in names)]
    run(argv)
    told = [*((folder / name).read_text(encoding="utf-8") for name in names), commented(folder / "copy.docx")]
    assert [name for name, text in zip((*names, "copy"), told, strict=True) if "Annual meeting 2025, personal" not in text] == []
    run([*argv, "--profile", "office.toml"])
    assert "本单位年度" in (folder / "full").read_text(encoding="utf-8"), "where there is no other"


def test_a_file_named_twice_is_checked_once(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    found = report(capfd, "./甲.docx", "甲.docx", str(folder / "甲.docx"), "乙/../甲.docx", "乙", "./乙")["files"]
    assert [f["path"] for f in found] == ["乙/好.docx", "乙/旧.doc", "甲.docx"]  # type: ignore[index,attr-defined]


@pytest.mark.parametrize("argv", [["."], ["batch", ".", "-o", "../out"]])
def test_a_folder_that_cannot_be_listed_is_not_passed_over(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, argv: list[str]
) -> None:
    listed = os.scandir

    def scandir(path: str) -> object:
        if os.path.basename(path) == "乙":
            raise PermissionError(errno.EACCES, "no", path)
        return listed(path)

    monkeypatch.setattr("os.scandir", scandir)
    assert run(argv) == 2
    assert "乙 读不了：没有权限" in capfd.readouterr().err


def test_a_folder_without_word_files_is_a_wrong_call(tmp_path: Path) -> None:
    assert run([str(tmp_path)]) == 2


@pytest.mark.skipif(os.name != "posix", reason="symbolic links")
def test_links_out_of_the_tree_are_not_followed(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "乙" / "出.docx").symlink_to(folder / "甲.docx")
    (folder / "乙" / "内.docx").symlink_to(folder / "乙" / "好.docx")
    names = [Path(f["path"]).name for f in report(capfd, "乙")["files"]]  # type: ignore[index,attr-defined]
    assert sorted(names) == ["内.docx", "好.docx", "旧.doc"]


def test_any_number_of_processes_gives_the_same_report(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert report(capfd, ".", "--jobs", "1") == report(capfd, ".", "--jobs", "2")


@pytest.mark.parametrize("copy", ["copy.docx", "copies"])
def test_standard_input_gets_an_annotated_copy(folder: Path, copy: str) -> None:
    argv = [sys.executable, "-m", "lint_cmm", "-", "-q", "--annotate", copy]
    assert subprocess.run(argv, input=(folder / "甲.docx").read_bytes(), check=False).returncode == 1
    written = folder / copy if copy.endswith(".docx") else folder / copy / "stdin.docx"
    assert "lint-cmm" in commented(written)


@pytest.mark.skipif(os.name != "posix", reason="a shell's way of closing it")
def test_closed_standard_input_is_a_wrong_call(folder: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "lint_cmm", "-"], preexec_fn=lambda: os.close(0), capture_output=True, check=False)
    assert done.returncode == 2 and done.stderr.decode().count("\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="a shell's way of closing them")
@pytest.mark.parametrize("argv", [["甲.docx"], ["batch", "乙", "-o", "../out", "--no-annotate"], ["rule"], ["--version"]])
def test_closed_streams_change_no_status(folder: Path, argv: list[str]) -> None:
    def close() -> None:
        os.close(1)
        os.close(2)

    status = subprocess.run([sys.executable, "-m", "lint_cmm", *argv], preexec_fn=close, check=False).returncode
    assert status == (1 if argv[0] in ("甲.docx", "batch") else 0)


@pytest.mark.skipif(os.name != "posix", reason="pipes")
def test_a_reader_who_has_gone_changes_no_status_and_no_other_report(folder: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    argv = [sys.executable, "-m", "lint_cmm", "甲.docx", "--output-format=json", "--output-format=html=a.html"]
    done = subprocess.run(argv, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")
    assert (folder / "a.html").is_file()


def test_a_copy_never_lands_on_another_checked_file(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "乙" / "甲.docx").write_bytes(before := (folder / "乙" / "好.docx").read_bytes())
    assert run(["甲.docx", "乙/甲.docx", "--annotate", "乙", "-q"]) == 2
    assert (folder / "乙" / "甲.docx").read_bytes() == before and "乙/甲.docx" in capfd.readouterr().err


def test_several_reports_go_to_several_files(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run(["甲.docx", "--output-format", "json=a.json", "--output-format", "concise"])
    assert json.loads((folder / "a.json").read_text(encoding="utf-8"))["schema"] == "lint-cmm/1"
    assert "S103" in capfd.readouterr().out
    run(["甲.docx", "--output-format", "jsonl", "-o", "b.jsonl"])
    assert len((folder / "b.jsonl").read_text(encoding="utf-8").splitlines()) == 1


@pytest.mark.skipif(os.name != "posix", reason="pipes with a name")
def test_a_device_is_written_to_and_never_replaced(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    reader = subprocess.Popen([sys.executable, "-c", "print(len(open('pipe', 'rb').read()))"], stdout=subprocess.PIPE, cwd=folder)
    run(["甲.docx", "--output-format", "json=pipe"])
    assert int(reader.communicate(timeout=30)[0]) > 100
    assert (folder / "pipe").is_fifo()


def test_the_report_is_as_the_contract_says(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    found = report(capfd, "甲.docx")
    assert list(found) == ["schema", "version", "files", "summary"]
    [file] = found["files"]  # type: ignore[misc]
    assert set(file) == {"path", "sha256", "verdict", "checked", "document", "findings", "alignment"}
    [double] = [f for f in file["findings"] if f["code"] == "S103"]
    location = double["location"]
    assert location | {"fingerprint": 0} == {
        "part": "body", "paragraph": 6, "start": 0, "end": 2, "page": None, "section": "二", "quote": "二、", "fingerprint": 0
    }  # fmt: skip
    assert found["summary"] == {
        "files": 1, "reject": 1, "revise": 0, "pass": 0,
        "errors": sum(f["severity"] == "error" for f in file["findings"]),
        "warnings": sum(f["severity"] == "warning" for f in file["findings"]),
        "infos": sum(f["severity"] == "info" for f in file["findings"]),
    }  # fmt: skip


def test_a_configuration_is_found_from_the_file_upward(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "lint-cmm.toml").write_text('select = ["S103"]\n[severity]\nS103 = "info"\n', encoding="utf-8")
    (folder / "乙" / "lint-cmm.toml").write_text('select = ["S115"]\n', encoding="utf-8")
    files = report(capfd, "甲.docx", "乙/好.docx")["files"]
    assert [[(f["code"], f["severity"]) for f in x["findings"]] for x in files] == [[("S115", "warning")], [("S103", "info")]]  # type: ignore[index,attr-defined]
    assert run(["甲.docx", "-q", "--no-config"]) == 1


def test_suppressions_are_listed_with_their_reason(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "lint-cmm.toml").write_text('[[suppress]]\npath = "*"\nrules = ["S"]\nreason = "试行"\n', encoding="utf-8")
    [file] = report(capfd, "甲.docx", "--select", "S103")["files"]  # type: ignore[misc]
    assert file["findings"] == []
    assert [(s["code"], s["by"], s["reason"]) for s in file["suppressed"]] == [("S103", "config", "试行")]


def test_a_narrower_run_takes_nothing_out_of_a_baseline(folder: Path) -> None:
    (folder / "lint-cmm.toml").write_text('select = ["ALL"]\n', encoding="utf-8")
    run(["甲.docx", "-q", "--baseline", "base.json"])
    before = (folder / "base.json").read_text(encoding="utf-8")
    assert '"F801 ' in before and '"S103 ' in before
    for argv in (["--select", "T"], ["--select", "missing-title"], ["--ignore", "S,P", "--no-config"], ["--no-config"]):
        assert run(["甲.docx", "-q", "--baseline", "base.json", *argv]) == 0
        assert (folder / "base.json").read_text(encoding="utf-8") == before, argv
    (folder / "lint-cmm.toml").write_text('[per-file-ignores]\n"*" = ["S103"]\n', encoding="utf-8")
    run(["甲.docx", "-q", "--baseline", "base.json"])
    assert '"S103 ' in (folder / "base.json").read_text(encoding="utf-8"), "what is passed over in a file is not mended"


def test_a_run_under_another_profile_takes_nothing_out_of_a_baseline(folder: Path) -> None:
    run(["甲.docx", "-q", "--no-config", "--baseline", "base.json"])
    before = (folder / "base.json").read_text(encoding="utf-8")
    assert '"D301 ' in before and '"S106 ' in before
    (folder / "own.toml").write_text(OWN_PROFILE, encoding="utf-8")
    for profile in ("personal", "team", "2022-annual", "2025-branch", "own.toml"):
        run(["甲.docx", "-q", "--no-config", "--baseline", "base.json", "--profile", profile])
        assert (folder / "base.json").read_text(encoding="utf-8") == before, profile
    (folder / "甲.docx").write_bytes(to_docx(BAD_TEXT.replace("二、整改", "三、整改")))
    run(["甲.docx", "-q", "--no-config", "--baseline", "base.json", "--profile", "2025-annual"])
    assert '"S103 ' not in (folder / "base.json").read_text(encoding="utf-8"), "by its own profile it shrinks"


def test_a_baseline_without_codes_is_taken_up(folder: Path) -> None:
    run(["甲.docx", "-q", "--baseline", "base.json"])
    new = (folder / "base.json").read_text(encoding="utf-8")
    (folder / "base.json").write_text(re.sub(r'"[A-Z]\d{3} ', '"', new), encoding="utf-8")
    assert run(["甲.docx", "-q", "--baseline", "base.json"]) == 0
    assert (folder / "base.json").read_text(encoding="utf-8") == new


def test_a_baseline_is_written_once_and_only_shrinks(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["甲.docx", "-q", "--baseline", "base.json"]) == 0
    first = json.loads((folder / "base.json").read_text(encoding="utf-8"))
    assert run(["甲.docx", "-q", "--baseline", "base.json"]) == 0
    assert json.loads((folder / "base.json").read_text(encoding="utf-8")) == first
    (folder / "甲.docx").write_bytes(to_docx(BAD_TEXT.replace("二、整改", "三、整改") + "详见www.fanwen-x.cn下载\n"))
    run(["甲.docx", "-q", "--baseline", "base.json"])
    second = json.loads((folder / "base.json").read_text(encoding="utf-8"))
    assert sum(second["files"]["甲.docx"].values()) < sum(first["files"]["甲.docx"].values())
    (folder / "甲.docx").write_bytes(to_docx(BAD_TEXT))
    assert run(["甲.docx", "-q", "--baseline", "base.json"]) == 1


def test_a_document_comes_from_standard_input(folder: Path) -> None:
    call = [sys.executable, "-m", "lint_cmm", "-", "--output-format", "json"]
    done = subprocess.run(call, input=(folder / "甲.docx").read_bytes(), capture_output=True, check=False)
    assert done.returncode == 1
    assert json.loads(done.stdout)["files"][0]["path"] == "-"


def test_a_gbk_console_gets_what_it_can_show(folder: Path) -> None:
    call = [sys.executable, "-m", "lint_cmm", "甲.docx", "--no-color"]
    done = subprocess.run(call, capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": "gbk"})
    assert done.returncode == 1 and done.stderr == b""
    assert "序号重复" in done.stdout.decode("gbk")


def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    call = [sys.executable, "-m", "lint_cmm", "甲.docx"]
    process = subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout and process.stderr
    process.stdout.close()
    assert process.stderr.read() == b""
    process.wait()
    process.stderr.close()


@pytest.mark.parametrize(
    "argv",
    [["rule"], ["rule", "S103"], ["--lang", "en", "rule", "S103"], ["--lang=en", "-q", "rule", "numbering-duplicate"], ["profile"]]
    + [["profile", "2022-annual"]],
)
def test_rules_and_profiles_explain_themselves(argv: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert run(argv) == 0
    shown = capfd.readouterr().out
    assert ("S103" if "rule" in argv else "2022-annual") in shown
    assert ("Severity" in shown) == ("--lang" in argv[0]), "options may stand before the verb"


def test_a_profile_whose_aspects_are_not_sure_says_so(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    told = {}
    for name in ("2024-annual", "2025-annual"):
        run(["profile", name])
        told[name] = capfd.readouterr().out
        run([str(folder / "甲.docx"), "--profile", name, "--no-config", "--select", "S106"])
        told[name] += capfd.readouterr().out
    assert told["2025-annual"].count("以通知为准") > 1 and "以通知为准" not in told["2024-annual"]
    run(["profile"])
    assert capfd.readouterr().out.count("以通知为准") == 6


def test_a_pipe_gets_the_whole_report_and_the_status(folder: Path) -> None:
    """The process ends without taking itself apart: nothing printed may be lost, and exit handlers of others still run."""
    call = [sys.executable, "-m", "lint_cmm", "--no-config", "--output-format", "json", "甲.docx"]
    done = subprocess.run(call, capture_output=True, cwd=folder, check=False)
    assert done.returncode == 1 and json.loads(done.stdout)["files"]
    code = "import atexit,sys;atexit.register(print,'last');sys.argv[1:]=sys.argv[2:];from lint_cmm.__main__ import main;sys.exit(main())"
    done = subprocess.run([sys.executable, "-c", code, *call[2:], "-q"], capture_output=True, cwd=folder, check=False)
    assert (done.returncode, done.stdout.split()) == (1, [b"last"])

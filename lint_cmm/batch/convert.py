"""Old formats to .docx by LibreOffice: a private profile, no macros, a time limit, and the whole process group ended when it passes."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

SECONDS = 90.0  # for one file; a batch gets this and SECONDS_EACH for every file
SECONDS_EACH = 5.0
FOLDER = "converted"  # in the work folder: what was made
TOGETHER = 40  # files in one call: starting LibreOffice costs ten times a conversion
_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "int", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "boolean", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "boolean", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "boolean", "true"),
    ("Common/Misc", "FirstRun", "boolean", "false"),
    ("Writer/Content/Update", "Link", "int", "0"),
)


def office() -> str:
    """The program, or "" when there is none."""
    for name in ("soffice", "libreoffice", "soffice.exe"):
        found = shutil.which(name)
        if found:
            return found
    for path in (r"C:\Program Files\LibreOffice\program\soffice.exe", "/Applications/LibreOffice.app/Contents/MacOS/soffice"):
        if os.path.exists(path):
            return path
    return ""


class Converter:
    """Converts files inside ``folder`` (within OUT); nothing is written anywhere else."""

    def __init__(self, program: str, folder: Path, seconds: float = SECONDS) -> None:
        self._program, self._folder, self._seconds = program, folder, seconds

    def convert(self, files: list[tuple[str, Path]]) -> dict[str, Path]:
        """``files`` are (key, path). Gives key → .docx for those that could be converted; a file that spoils a batch is tried alone."""
        found = {key: self._target(key) for key, _ in files if self._target(key).exists()}
        left = [f for f in files if f[0] not in found]
        for start in range(0, len(left), TOGETHER):
            batch = left[start : start + TOGETHER]
            self._call(batch)
            for key, path in batch:
                if not self._target(key).exists() and len(batch) > 1:
                    self._call([(key, path)])
                if self._target(key).exists():
                    found[key] = self._target(key)
        return found

    def _target(self, key: str) -> Path:
        return self._folder / FOLDER / f"{key}.docx"

    def _call(self, files: list[tuple[str, Path]]) -> None:
        work = self._folder / "converting"
        shutil.rmtree(work, ignore_errors=True)
        for name in ("in", "out", "profile/user"):
            (work / name).mkdir(parents=True)
        (work / "profile/user/registrymodifications.xcu").write_text(_profile(), encoding="utf-8")
        sources = []
        for key, path in files:
            source = work / "in" / f"{key}{path.suffix.lower()}"
            shutil.copyfile(path, source)
            sources.append(str(source))
        command = [
            self._program,
            f"-env:UserInstallation={(work / 'profile').absolute().as_uri()}",
            "--headless",
            "--norestore",
            "--nologo",
        ]
        command += ["--nodefault", "--nolockcheck", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(work / "out"), *sources]
        _run(command, self._seconds + SECONDS_EACH * len(files), work)
        (self._folder / FOLDER).mkdir(exist_ok=True)
        for key, _ in files:
            made = work / "out" / f"{key}.docx"
            if made.exists() and made.stat().st_size:
                os.replace(made, self._target(key))
        shutil.rmtree(work, ignore_errors=True)


def _run(command: list[str], seconds: float, work: Path) -> None:
    """Run to the end or to the limit; then the process and all it started are ended."""
    environment = {**os.environ, "TMPDIR": str(work), "TEMP": str(work), "TMP": str(work), "HOME": str(work)}
    flags = 0x00000200 if sys.platform == "win32" else 0  # CREATE_NEW_PROCESS_GROUP
    process: subprocess.Popen[bytes] = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=sys.platform != "win32",
        creationflags=flags,
    )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        pass
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _profile() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse" oor:type="xs:{kind}"><value>{value}</value></prop></item>'
        for path, name, kind, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>'
    )

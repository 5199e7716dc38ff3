"""Every write and every sync of a session fails in turn, with ENOSPC and with EIO."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_SOURCE = Path(__file__).with_name("failing_disk.c")


@dataclass
class Failed:
    """What a campaign has seen."""

    runs: int = 0
    refused: int = 0
    """Gestures that were refused with a sentence."""
    sentences: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


def possible() -> bool:
    """Whether a failing disk can be made here."""
    return sys.platform == "linux" and shutil.which("cc") is not None


def campaign(folder: Path, seed: int, *, every: int = 1) -> Failed:
    """Fail the first, the second, … write until a session has no more; or each `every`-th."""
    library = folder / "failing_disk.so"
    compiler = ["cc", "-shared", "-fPIC", "-O1", "-o", str(library), str(_SOURCE), "-ldl"]
    subprocess.run(compiler, check=True)
    command = [sys.executable, "-m", "benchmarks.soak.faulty_worker", folder, library, seed, every]
    done = subprocess.run(
        list(map(str, command)),
        cwd=ROOT,
        env={**os.environ, "LD_PRELOAD": str(library)},
        capture_output=True,
        text=True,
        check=False,
    )
    found = Failed()
    if done.returncode:
        found.faults.append(done.stderr)
    for line in done.stdout.splitlines():
        told = json.loads(line)
        found.runs += 1
        found.refused += len(told["failures"])
        found.sentences |= set(told["failures"])
        found.faults += [f"{told['run']}: {fault}" for fault in told["faults"]]
    return found

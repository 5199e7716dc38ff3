"""Sessions on a failing disk: `python -m benchmarks.soak.faulty_worker`, loaded with one.

Each session is a fork of this process, on a copy of one project. Prints a line of JSON for
each: how many writes there were, what was refused with which words, and what is wrong.
"""

import ctypes
import json
import os
import random
import shutil
import sys
import traceback
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks.soak.model import Model
from benchmarks.soak.project import held, make, opened, perform
from workbench.errors import LodeError

GESTURES = 8
WAYS = (("ENOSPC", False), ("ENOSPC", True), ("EIO", False), ("EIO", True))
"""What the disk says, and whether it goes on saying it."""


def main(folder: str, library: str, seed: str, every: str) -> None:
    """Let the first, the second, … write of a session fail, in each of the ways."""
    place = Path(folder)
    make(place / "made")
    for error, repeated in WAYS:
        for number in count(1, int(every)):
            way = {"FAIL_AT": str(number), "FAIL_WITH": error, "FAIL_WHEN": str(place / "armed")}
            if repeated:
                way["FAIL_ON"] = "1"
            told = _forked(place, library, int(seed), way)
            print(json.dumps(told), flush=True)
            if number >= told["seen"]:
                break


def _forked(place: Path, library: str, seed: int, way: dict[str, str]) -> dict[str, Any]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.environ |= way
        try:
            told = _session(place, library, seed)
        except BaseException:  # noqa: BLE001 - told to whoever reads it
            told = {"seen": 0, "failures": [], "faults": [traceback.format_exc()]}
        os.write(writing, json.dumps(told).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    found: dict[str, Any] = json.loads(answer)
    ever = " and on" if "FAIL_ON" in way else ""
    return {"run": f"{way['FAIL_WITH']} at {way['FAIL_AT']}{ever}", **found}


def _session(place: Path, library: str, seed: int) -> dict[str, Any]:
    """Let the disk fail during some gestures, then go on."""
    project_folder, armed = place / "session", place / "armed"
    shutil.rmtree(project_folder, ignore_errors=True)
    armed.unlink(missing_ok=True)
    shutil.copytree(place / "made", project_folder)
    chance = random.Random(seed)
    model = Model()
    failures: list[str] = []
    faults: list[str] = []
    with opened(project_folder) as project:
        armed.touch()
        for _ in range(GESTURES):
            gesture = model.choose(chance)
            try:
                perform(project, gesture)
            except LodeError as error:
                failures.append(str(error))
            else:
                model.apply(gesture)
        seen = ctypes.CDLL(library).failing_disk_seen()
        armed.unlink()
        if held(project) != model.passages:
            faults.append("holds something else after the failure")
        # The cause is gone: work goes on.
        gesture = model.choose(chance)
        perform(project, gesture)
        model.apply(gesture)
    with opened(project_folder) as project:
        if held(project) != model.passages:
            faults.append("holds something else after reopening")
        faults += [f"{one.where} {one.what}" for one in project.check()]
    return {"seen": seen, "failures": failures, "faults": faults}


if __name__ == "__main__":
    main(*sys.argv[1:])

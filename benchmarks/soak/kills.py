"""`kill -9` at random moments of tagging, bulk edits, undo, backups and migrations."""

import pickle
import random
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.soak.model import Model
from benchmarks.soak.project import held, make, opened
from workbench.store import Store, backup
from workbench.store.check import check
from workbench.store.folder import BACKUPS

ROOT = Path(__file__).resolve().parents[2]
_LONGEST_SECONDS = 0.25
_FRESH = 50
"""Kills after which a new project is begun, so that each stays small."""


@dataclass
class Killed:
    """What a campaign has seen."""

    runs: int = 0
    gestures: int = 0
    unacknowledged: int = 0
    """Kills that fell between a gesture's beginning and its acknowledgement."""
    faults: list[str] = field(default_factory=list)


def campaign(folder: Path, runs: int, seed: int, defect: str = "") -> Killed:
    """Kill a working process so many times; what is found wrong stands in `faults`."""
    found = Killed()
    chance = random.Random(seed)
    project = folder / "none"
    model = Model()
    for run in range(runs):
        if run % _FRESH == 0 or found.faults:
            project = folder / f"project-{run}"
            make(project)
            model = Model()
        model = _one(project, model, chance, found, defect)
        found.runs += 1
        if found.faults and defect:
            break
    return found


def _one(project: Path, model: Model, chance: random.Random, found: Killed, defect: str) -> Model:
    """One process, killed; gives the model as the project holds it then."""
    seed = chance.randrange(1 << 30)
    (project / "model").write_bytes(pickle.dumps(model))
    command = [sys.executable, "-m", "benchmarks.soak.worker", project, project / "model", seed]
    process = subprocess.Popen(
        [*map(str, command), *([defect] if defect else [])], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    time.sleep(chance.uniform(0, _LONGEST_SECONDS))
    process.kill()
    said = process.stdout.read().splitlines()
    process.wait()
    begun, saved = said.count(b"begin"), said.count(b"saved")
    found.gestures += saved
    found.unacknowledged += begun > saved
    gestures = random.Random(seed)
    for _ in range(saved):
        model.apply(model.choose(gestures))
    return _compared(project, model, gestures, found, may_be_more=begun > saved)


def _compared(
    project: Path, model: Model, gestures: random.Random, found: Killed, *, may_be_more: bool
) -> Model:
    with opened(project) as now:
        holds, findings = held(now), now.check()
    found.faults += [f"{one.where} {one.what}" for one in findings]
    if holds == model.passages:
        return model
    if may_be_more:
        # The gesture that was begun may be saved: whole, or not at all.
        model.apply(model.choose(gestures))
        if holds == model.passages:
            return model
    found.faults.append(f"holds {len(holds)} passages that are not those of the model")
    return model


def check_backups(project: Path) -> list[str]:
    """What is wrong with the backups of a project."""
    faults: list[str] = []
    for path in backup.existing(project / BACKUPS):
        store = Store.open_readonly(path)
        try:
            faults += [f"{path.name}: {one.where} {one.what}" for one in check(store)]
        finally:
            store.close()
    return faults

"""`kill -9` at random moments of tagging, bulk edits, undo, imports and backups."""

import pickle
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from benchmarks.soak.model import Gesture, Model
from benchmarks.soak.project import FILES, held, imported, make, opened, words_of
from workbench.store import Store, backup
from workbench.store.check import check
from workbench.store.folder import BACKUPS

ROOT = Path(__file__).resolve().parents[2]
_LONGEST_SECONDS = 0.25
_IMPORTING = 4
"""Of so many processes one imports files again and again, and is given longer."""
_IMPORTS = 0.3
_LONGEST_TITLE = 40
"""Code points of a file's first line, which need not be in the article's text."""
_LONGEST_IMPORTING_SECONDS = 2.5
_FRESH = 50
"""Kills after which a new project is begun, so that each stays small."""


@dataclass
class Killed:
    """What a campaign has seen."""

    runs: int = 0
    gestures: int = 0
    imports: int = 0
    """Imports that were acknowledged."""
    interrupted_imports: int = 0
    unacknowledged: int = 0
    """Kills that fell between a gesture's beginning and its acknowledgement."""
    faults: list[str] = field(default_factory=list)


class _Way(NamedTuple):
    """How a process works: how probable an import is, and which defect it has."""

    imports: float
    defect: str


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
        way = _Way(0.0 if defect or run % _IMPORTING else _IMPORTS, defect)
        model = _one(project, model, chance, found, way)
        found.runs += 1
        if found.faults and defect:
            break
    return found


def _one(
    project: Path,
    model: Model,
    chance: random.Random,
    found: Killed,
    way: _Way,
) -> Model:
    """One process, killed; gives the model as the project holds it then."""
    imports, defect = way
    seed = chance.randrange(1 << 30)
    (project / "model").write_bytes(pickle.dumps(model))
    worker = [sys.executable, "-m", "benchmarks.soak.worker"]
    command = [*worker, project, project / "model", seed, imports]
    process = subprocess.Popen(
        [*map(str, command), *([defect] if defect else [])], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    time.sleep(chance.uniform(0, _LONGEST_IMPORTING_SECONDS if imports else _LONGEST_SECONDS))
    process.kill()
    said = process.stdout.read().splitlines()
    process.wait()
    begun, saved = said.count(b"begin"), said.count(b"saved")
    found.gestures += saved
    found.unacknowledged += begun > saved
    gestures = random.Random(seed)
    before = model.batches
    for _ in range(saved):
        model.apply(model.choose(gestures, imports))
    found.imports += model.batches - before
    begun_one = model.choose(gestures, imports) if begun > saved else None
    return _compared(project, model, begun_one, found)


def _compared(project: Path, model: Model, begun: Gesture | None, found: Killed) -> Model:
    with opened(project) as now:
        holds, findings, texts = held(now), now.check(), imported(now)
    found.faults += [f"{one.where} {one.what}" for one in findings]
    if begun is not None and begun["do"] == "import":
        found.interrupted_imports += 1
        # Some of its files may be imported, each of them whole; the next process goes on.
        begun = None
    found.faults += _of_imports(texts, model.batches)
    if holds == model.passages:
        return model
    if begun is not None:
        # The gesture that was begun may be saved: whole, or not at all.
        model.apply(begun)
        if holds == model.passages:
            return model
    found.faults.append(f"holds {len(holds)} passages that are not those of the model")
    return model


def _of_imports(texts: dict[str, str], batches: int) -> Iterator[str]:
    """What is wrong with the imported articles: lost ones, and ones that are not whole."""
    for batch in range(batches):
        for number in range(FILES):
            if f"{batch}-{number}.txt" not in texts:
                yield f"file {number} of import {batch} is lost"
    for name, text in texts.items():
        batch, number = name.removesuffix(".txt").split("-")
        words = " ".join(words_of(int(batch), int(number)).split())
        found = " ".join(text.split())
        if found not in words or len(found) < len(words) - _LONGEST_TITLE:
            yield f"{name} is not whole"


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

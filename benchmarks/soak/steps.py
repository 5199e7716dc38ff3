"""Very many steps on one project, held against the plain model after each."""

import pickle
import random
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.soak.model import Model
from benchmarks.soak.project import held, make, opened, perform
from workbench.restore import restore

_REOPENED, _RESTORED, _IMPORTED, _CHECKED = 60, 900, 400, 2_000
"""One in so many steps opens the project anew, restores a backup, imports again, checks."""

_FRESH = 10_000
"""Steps after which a new project is begun: the journal only grows."""


@dataclass
class Walked:
    """What a campaign has seen."""

    steps: int = 0
    reopened: int = 0
    restored: int = 0
    imported: int = 0
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)


def campaign(folder: Path, steps: int, seed: int) -> Walked:
    """Do so many random steps."""
    found, chance = Walked(), random.Random(seed)
    started = time.perf_counter()
    while found.steps < steps and not found.faults:
        place = folder / f"project-{found.steps}"
        make(place)
        _walk(place, min(_FRESH, steps - found.steps), chance, found)
    found.seconds = time.perf_counter() - started
    return found


def _walk(place: Path, steps: int, chance: random.Random, found: Walked) -> None:
    model, kept = Model(), (place / "none", b"")
    project = opened(place)
    try:
        for _ in range(steps):
            gesture = model.choose(chance)
            if gesture["do"] == "backup":
                kept = project.back_up(), pickle.dumps(model)
            else:
                perform(project, gesture)
                model.apply(gesture)
            found.steps += 1
            if chance.randrange(_IMPORTED) == 0:
                project.import_paths([place.with_suffix(".txt")])
                found.imported += 1
            if chance.randrange(_CHECKED) == 0:
                found.faults += [f"{one.where} {one.what}" for one in project.check()]
            if chance.randrange(_REOPENED) == 0:
                project.close()
                project = opened(place)
                found.reopened += 1
            if kept[1] and chance.randrange(_RESTORED) == 0:
                project.close()
                restore(place, kept[0], cache=place.with_suffix(".cache"))
                project = opened(place)
                model = pickle.loads(kept[1])
                found.restored += 1
            if held(project) != model.passages:
                found.faults.append(f"step {found.steps}: {gesture} left something else")
                return
    finally:
        project.close()

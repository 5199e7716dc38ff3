"""Flipped bits and truncations of a database: found, and put right from backup and journal."""

import random
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.soak import defects
from benchmarks.soak.model import Model, State
from benchmarks.soak.project import held, make, opened, perform
from workbench.errors import LodeError, ProjectDamaged
from workbench.project import Project
from workbench.recovery import open_or_recover
from workbench.store.folder import DATABASE

_WORDS = (b"claim", b"quote", b"figure", b"a memo", b"supply", b"Chinese", b"anchored")
BEFORE, SINCE = 60, 12
"""Gestures before the backup, and since."""


@dataclass
class Flipped:
    """What a campaign has seen."""

    cases: int = 0
    harmful: int = 0
    """Cases in which the database no longer said what it did, or could not be read."""
    recovered: int = 0
    whole: int = 0
    """Recovered cases in which nothing at all was lost."""
    faults: list[str] = field(default_factory=list)


def campaign(folder: Path, cases: int, seed: int, defect: str = "") -> Flipped:
    """Damage copies of a project and open them."""
    made, chance = folder / "made", random.Random(seed)
    states = _worked_on(made, chance)
    defects.plant(defect)
    found = Flipped()
    for number in range(cases):
        copy = folder / "damaged"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(made, copy)
        what = damage(copy / DATABASE, chance)
        # As after a crash, which is when damage is looked for.
        (copy / "project.holder").write_text("{}")
        found.cases += 1
        try:
            _one(copy, states, found, f"case {number}, {what}")
        except LodeError as error:
            found.faults.append(f"case {number}, {what}: {error}")
        if defect and found.faults:
            break
    return found


def _worked_on(folder: Path, chance: random.Random) -> list[State]:
    """Make a project, back it up in the midst of work; gives what it has held since then."""
    make(folder)
    model = Model()
    with opened(folder) as project:
        _work(project, model, chance, BEFORE)
        project.back_up()
        states = [model.passages, *_work(project, model, chance, SINCE)]
        for number in sorted(model.passages)[:12]:
            # Words that no index and no anchor knows beside the row.
            gesture = {"do": "edit", "id": number, "memo": "a memo", "tags": []}
            perform(project, gesture)
            model.apply(gesture)
            states.append(model.passages)
    return states


def _work(project: Project, model: Model, chance: random.Random, gestures: int) -> list[State]:
    states: list[State] = []
    for _ in range(gestures):
        gesture = model.choose(chance)
        if gesture["do"] != "backup":
            perform(project, gesture)
            model.apply(gesture)
            states.append(model.passages)
    return states


def damage(database: Path, chance: random.Random) -> str:
    """Flip some bits, anywhere or in a word that matters, zero a block, or cut the file; says
    which."""
    data = bytearray(database.read_bytes())
    ways = ("flip", "word", "flips", "zeros", "cut")
    kind = chance.choices(ways, weights=(45, 20, 15, 10, 10))[0]
    at = chance.randrange(len(data))
    if kind == "cut":
        del data[at:]
    elif kind == "word":
        word = chance.choice(_WORDS)
        # Not where the journal has it, which is JSON.
        places = [match.start() for match in re.finditer(rb'(?<!")' + word, data)]
        at = chance.choice(places) + chance.randrange(len(word)) if places else at
        data[at] ^= 1 << chance.randrange(8)
    elif kind == "zeros":
        data[at : at + 512] = bytes(len(data[at : at + 512]))
    else:
        for _ in range(1 if kind == "flip" else chance.randint(2, 40)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    database.write_bytes(data)
    return f"{kind} at {at:,}"


def _one(copy: Path, states: list[State], found: Flipped, what: str) -> None:
    before, now = _read(copy), states[-1]
    with open_or_recover(copy, cache=copy.with_suffix(".cache")) as project:
        holds = held(project)
        recovered = any("was restored" in note for note in project.opening_notes)
        found.faults += [f"{what}: {one.where} {one.what}" for one in project.check()]
    found.harmful += before != now
    found.recovered += recovered
    found.whole += recovered and holds == now
    if not recovered and holds != now:
        found.faults.append(f"{what}: not noticed")
    # Steps are done again in order, so that what is there was there at some moment.
    if recovered and holds not in states:
        found.faults.append(f"{what}: something else was restored")


def _read(copy: Path) -> State | None:
    """What the damaged project says of itself, unlooked at; None when it cannot be read."""
    other = copy.with_name("looked-at")
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(copy, other)
    (other / "project.holder").unlink()
    try:
        with opened(other) as project:
            return held(project)
    except (ProjectDamaged, LodeError):
        return None

"""A process that works on a project until it is killed: `python -m benchmarks.soak.worker`.

It says before each gesture that it begins, and after it that it is saved.
"""

import pickle
import random
import sys
from pathlib import Path

from benchmarks.soak import defects
from benchmarks.soak.model import Model
from benchmarks.soak.project import opened, perform


def main(folder: str, model_file: str, seed: str, imports: str, defect: str = "") -> None:
    """Work for ever."""
    defects.plant(defect)
    model: Model = pickle.loads(Path(model_file).read_bytes())
    chance = random.Random(int(seed))
    project = opened(Path(folder))
    print("ready", flush=True)
    while True:
        gesture = model.choose(chance, float(imports))
        print("begin", flush=True)
        if defect == defects.EARLY:
            print("saved", flush=True)
            perform(project, gesture)
        else:
            perform(project, gesture)
            print("saved", flush=True)
        model.apply(gesture)


if __name__ == "__main__":
    main(*sys.argv[1:])

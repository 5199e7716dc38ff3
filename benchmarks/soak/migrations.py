"""`kill -9` while a project of an older schema is brought up to this one's."""

import random
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from sqlite_utils import Database

from benchmarks.soak.model import Model, State
from benchmarks.soak.project import held, make, opened, perform
from workbench.store.folder import DATABASE
from workbench.store.hashing import hash_row
from workbench.store.rehashing import columns_now
from workbench.store.schema import migrations

ROOT = Path(__file__).resolve().parents[2]
OLD = "passage_index"
"""The migration before which the older schema ends."""

_GESTURES = 120
_LONGEST_SECONDS = 0.15
_COPIED = (
    "meta", "imports", "import_files", "originals", "texts", "articles", "versions", "passages",
    "tags", "passage_tags", "steps", "changes", "sketches",
)  # fmt: skip
_WORK = (
    "import sys; from pathlib import Path; from benchmarks.soak.project import opened; "
    "print('ready', flush=True); opened(Path(sys.argv[1])); print('done', flush=True)"
)


@dataclass
class Migrated:
    """What a campaign has seen."""

    runs: int = 0
    interrupted: int = 0
    """Kills before the migration had ended."""
    faults: list[str] = field(default_factory=list)


def campaign(folder: Path, runs: int, seed: int) -> Migrated:
    """Open projects of the older schema and kill the process meanwhile."""
    chance = random.Random(seed)
    made = folder / "made"
    state = _older(made, chance)
    found = Migrated()
    for number in range(runs):
        copy = folder / f"copy-{number}"
        shutil.copytree(made, copy)
        process = subprocess.Popen(
            [sys.executable, "-c", _WORK, str(copy)], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(chance.uniform(0, _LONGEST_SECONDS))
        process.kill()
        found.interrupted += process.stdout.read() == b""
        process.wait()
        with opened(copy) as project:
            found.faults += [f"{number}: {one.where} {one.what}" for one in project.check()]
            if held(project) != state:
                found.faults.append(f"{number}: holds something else")
        shutil.rmtree(copy)
        found.runs += 1
    return found


def _older(folder: Path, chance: random.Random) -> State:
    """Make a project as an older version of Lode has left it; gives what it holds."""
    make(folder)
    model = Model()
    with opened(folder) as project:
        for _ in range(_GESTURES):
            gesture = model.choose(chance)
            if gesture["do"] != "backup":
                perform(project, gesture)
                model.apply(gesture)
    newer = folder / DATABASE
    older = folder / "older.sqlite"
    db = Database(older, execute_plugins=False)
    db.execute("PRAGMA journal_mode = WAL")
    migrations.apply(db, stop_before=OLD)
    db.execute("ATTACH DATABASE ? AS newer", [str(newer)])
    for table in _COPIED:
        _copy(db, table)
    db.execute(
        "UPDATE table_counts SET n = "
        "(SELECT n FROM newer.table_counts c WHERE c.tbl = table_counts.tbl)"
    )
    db.conn.commit()
    db.execute("DETACH DATABASE newer")
    db.close()
    newer.unlink()
    older.rename(newer)
    return model.passages


def _copy(db: Database, table: str) -> None:
    """Copy the rows of a table as the older schema has them, hashed as it hashes them."""
    names = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
    hashed = columns_now(db, table)
    db.execute(f"DELETE FROM {table}")
    for row in list(db.query(f"SELECT {', '.join(names)} FROM newer.{table}")):
        if "row_hash" in row:
            row["row_hash"] = hash_row(table, row, hashed)
        marks = ", ".join("?" * len(names))
        db.execute(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", list(row.values()))

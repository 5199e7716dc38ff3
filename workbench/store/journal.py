"""Undo, redo and history: the journal's reading side.

Undo writes the befores of a step back, in reverse, as a new step; redo writes its afters.
Nothing is ever taken out of the journal, so both survive a restart. What undo and redo would
act on is kept in the last step (`undo_top`, `redo_top`), so that neither ever scans.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from workbench.domain import Step
from workbench.errors import ConflictError
from workbench.store import stories
from workbench.store.connection import Store, Writer
from workbench.store.rows import Row, unpack
from workbench.store.writing import StepHeader


@dataclass(frozen=True, slots=True)
class Reach:
    """The steps that undo and redo would act on now."""

    undo: int | None
    redo: int | None


def reach(store: Store) -> Reach:
    """What undo and redo would act on."""
    row = store.row("SELECT undo_top, redo_top FROM steps ORDER BY id DESC LIMIT 1") or {}
    return Reach(row.get("undo_top"), row.get("redo_top"))


def label(store: Store, step_id: int | None) -> str | None:
    """The label of a step."""
    found: str | None = store.value("SELECT label FROM steps WHERE id = ?", [step_id])
    return found


def undo(store: Store) -> Step | None:
    """Take the last step back; None when there is none. Raises `ConflictError`."""
    return _replay(store, _undoing, backwards=True)


def redo(store: Store) -> Step | None:
    """Do again what was last taken back; None when there is nothing. Raises `ConflictError`."""
    return _replay(store, _redoing, backwards=False)


def history(store: Store, limit: int = 200) -> list[Step]:
    """The newest steps, newest first."""
    steps = store.rows("SELECT * FROM steps ORDER BY id DESC LIMIT ?", [limit])
    return [_as_step(store, row) for row in steps]


def get(store: Store, step_id: int) -> Step:
    """One step with what it touched."""
    return _as_step(store, _step_row(store, step_id))


def _undoing(store: Store) -> StepHeader | None:
    top = reach(store)
    if top.undo is None:
        return None
    step = _step_row(store, top.undo)
    return StepHeader(
        label=step["label"],
        action="undo",
        target=top.undo,
        below=top.redo,
        undo_top=step["below"],
        redo_top=top.undo,
    )


def _redoing(store: Store) -> StepHeader | None:
    target = reach(store).redo
    if target is None:
        return None
    under = store.value(
        "SELECT below FROM steps WHERE target = ? AND action = 'undo' ORDER BY id DESC LIMIT 1",
        [target],
    )
    label = _step_row(store, target)["label"]
    return StepHeader(label=label, action="redo", target=target, undo_top=target, redo_top=under)


def _replay(
    store: Store, prepare: Callable[[Store], StepHeader | None], *, backwards: bool
) -> Step | None:
    order = "DESC" if backwards else "ASC"
    with store.write() as writer:
        # Prepared within the write, so that no step can come in between.
        header = prepare(store)
        if header is None:
            return None
        writer.journal_as(header)
        changes = writer.rows(
            f"SELECT * FROM changes WHERE step_id = ? ORDER BY id {order}",  # noqa: S608
            [header.target],
        )
        for change in changes:
            table = change["tbl"]
            before, after = unpack(table, change["before"]), unpack(table, change["after"])
            if backwards:
                before, after = after, before
            _restore(writer, table, change["row_id"], expected=before, wanted=after)
        if any(change["tbl"] in {"articles", "story_choices"} for change in changes):
            stories.regroup(writer)
        step_id = writer.step_id
    assert step_id is not None  # noqa: S101 - a step without changes is never written
    return get(store, step_id)


def _restore(
    writer: Writer, table: str, row_id: int, *, expected: Row | None, wanted: Row | None
) -> None:
    if writer.get(table, row_id) != expected:
        raise ConflictError(
            "What this step changed is no longer as the step left it. Nothing was changed."
        )
    if wanted is None:
        writer.delete(table, row_id)
    elif expected is None:
        writer.insert(table, wanted)
    else:
        writer.update(table, row_id, wanted)


def _step_row(store: Store, step_id: int) -> Row:
    row = store.row("SELECT * FROM steps WHERE id = ?", [step_id])
    if row is None:
        raise ConflictError(f"Step {step_id} is not in the journal.")
    return row


def _as_step(store: Store, row: dict[str, Any]) -> Step:
    tables = store.rows("SELECT DISTINCT tbl FROM changes WHERE step_id = ?", [row["id"]])
    return Step(
        id=row["id"],
        label=row["label"],
        at=row["at"],
        author=row["author"],
        action=row["action"],
        target=row["target"],
        tables=frozenset(found["tbl"] for found in tables),
    )

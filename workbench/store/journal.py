"""Undo, redo and history: the journal's reading side.

Undo writes the befores of a step back, in reverse, as a new step; redo writes its afters.
Nothing is ever taken out of the journal, so both survive a restart. What undo and redo would
act on is kept in the last step (`undo_top`, `redo_top`), so that neither ever scans.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from workbench.domain import Step, StepState
from workbench.errors import ConflictError
from workbench.store import stories
from workbench.store.connection import Store, Writer
from workbench.store.rows import Row, unpack
from workbench.store.writing import StepHeader
from workbench.tasks import Task


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


def go_to(store: Store, step_id: int | None, task: Task | None = None) -> int:
    """Undo or redo until a step is the last one that is done; None takes back everything.

    Returns how many steps were undone or redone. Raises `ConflictError` for a step that is in
    neither direction, and stops where one cannot be undone.
    """
    task = task or Task()
    now = reach(store)
    undone, redone = _chain(store, now.undo, _below), _chain(store, now.redo, _under)
    if step_id is None or step_id in undone:
        number = len(undone) if step_id is None else undone.index(step_id)
        walk = undo
    elif step_id in redone:
        number, walk = redone.index(step_id) + 1, redo
    else:
        raise ConflictError("That step was taken back, and other things were done after it.")
    for done in range(number):
        task.step(done, number, "Going back" if walk is undo else "Going on")
        walk(store)
    return number


def states(store: Store, steps: Iterable[int]) -> dict[int, StepState]:
    """Where each of these steps stands: done, undone, or out of reach."""
    now = reach(store)
    done, again = set(_chain(store, now.undo, _below)), set(_chain(store, now.redo, _under))
    return {
        step: StepState.DONE
        if step in done
        else StepState.UNDONE
        if step in again
        else StepState.GONE
        for step in steps
    }


def _chain(store: Store, top: int | None, next_of: Callable[[Store, int], int | None]) -> list[int]:
    found: list[int] = []
    while top is not None:
        found.append(top)
        top = next_of(store, top)
    return found


def _below(store: Store, step_id: int) -> int | None:
    """The step that undo would come to after this one."""
    below: int | None = store.value("SELECT below FROM steps WHERE id = ?", [step_id])
    return below


def _under(store: Store, step_id: int) -> int | None:
    """The step that redo would come to after this one."""
    under: int | None = store.value(
        "SELECT below FROM steps WHERE target = ? AND action = 'undo' ORDER BY id DESC LIMIT 1",
        [step_id],
    )
    return under


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
    label, under = _step_row(store, target)["label"], _under(store, target)
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
            apply_change(writer, table, change["row_id"], expected=before, wanted=after)
        if any(change["tbl"] in {"articles", "story_choices"} for change in changes):
            stories.regroup(writer)
        step_id = writer.step_id
    assert step_id is not None  # noqa: S101 - a step without changes is never written
    return get(store, step_id)


def apply_change(
    writer: Writer, table: str, row_id: int, *, expected: Row | None, wanted: Row | None
) -> None:
    """Make a row what it is to be; raises `ConflictError` unless it is as expected."""
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

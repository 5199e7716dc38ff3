"""Matrices of hypotheses against evidence."""

from collections.abc import Sequence
from typing import Any

from workbench import text as texts
from workbench.domain import Evidence, Hypothesis, Matrix, Rating, Weight
from workbench.errors import ConflictError, NotFound, UsageError
from workbench.store.connection import Store, Writer
from workbench.store.writing import new_uid, now


def all_matrices(store: Store) -> list[Matrix]:
    """Every matrix with all that is in it, by name."""
    hypotheses: dict[int, list[Hypothesis]] = {}
    for row in store.rows("SELECT * FROM hypotheses ORDER BY position, id"):
        hypotheses.setdefault(row["matrix_id"], []).append(Hypothesis(row["id"], row["text"]))
    ratings: dict[int, dict[int, Rating]] = {}
    for row in store.rows("SELECT * FROM ratings ORDER BY id"):
        rated = ratings.setdefault(row["evidence_id"], {})
        rated[row["hypothesis_id"]] = Rating(row["rating"])
    evidence: dict[int, list[Evidence]] = {}
    for row in store.rows("SELECT * FROM evidence ORDER BY position, id"):
        evidence.setdefault(row["matrix_id"], []).append(
            Evidence(
                row["id"], row["passage_id"], Weight(row["weight"]), ratings.get(row["id"], {})
            )
        )
    return [
        Matrix(
            row["id"],
            row["name"],
            row["note"],
            tuple(hypotheses.get(row["id"], ())),
            tuple(evidence.get(row["id"], ())),
        )
        for row in store.rows("SELECT * FROM matrices ORDER BY name COLLATE NOCASE, id")
    ]


def add(writer: Writer, name: str) -> int:
    """Make a matrix; raises `UsageError` or `ConflictError`."""
    return writer.insert(
        "matrices",
        {"uid": new_uid(), "name": _free_name(writer, name), "note": "", "created": now()},
    )


def change(
    writer: Writer, matrix_id: int, *, name: str | None = None, note: str | None = None
) -> None:
    """Rename a matrix or write its note; raises `NotFound`, `UsageError` or `ConflictError`."""
    _known(writer, "matrices", matrix_id)
    columns: dict[str, Any] = {}
    if name is not None:
        columns["name"] = _free_name(writer, name, matrix_id)
    if note is not None:
        columns["note"] = texts.canonical(note).rstrip()
    writer.update("matrices", matrix_id, columns)


def remove(writer: Writer, matrix_id: int) -> None:
    """Delete a matrix with its hypotheses and ratings; the passages stay."""
    for row in writer.rows("SELECT id FROM evidence WHERE matrix_id = ?", [matrix_id]):
        remove_evidence(writer, row["id"])
    for row in writer.rows("SELECT id FROM hypotheses WHERE matrix_id = ?", [matrix_id]):
        writer.delete("hypotheses", row["id"])
    writer.delete("matrices", matrix_id)


def add_hypothesis(writer: Writer, matrix_id: int, text: str) -> int:
    """Add a hypothesis as the last; returns its id."""
    _known(writer, "matrices", matrix_id)
    return writer.insert(
        "hypotheses",
        {
            "uid": new_uid(),
            "matrix_id": matrix_id,
            "position": _next(writer, "hypotheses", matrix_id),
            "text": _words(text),
        },
    )


def set_hypothesis(writer: Writer, hypothesis_id: int, text: str) -> None:
    """Word a hypothesis anew; raises `NotFound` or `UsageError`."""
    _known(writer, "hypotheses", hypothesis_id)
    writer.update("hypotheses", hypothesis_id, {"text": _words(text)})


def remove_hypothesis(writer: Writer, hypothesis_id: int) -> None:
    """Delete a hypothesis with its ratings."""
    for row in writer.rows("SELECT id FROM ratings WHERE hypothesis_id = ?", [hypothesis_id]):
        writer.delete("ratings", row["id"])
    writer.delete("hypotheses", hypothesis_id)


def add_evidence(writer: Writer, matrix_id: int, passage_ids: Sequence[int]) -> list[int]:
    """Add passages as the last rows; the ids of those that were not there yet."""
    _known(writer, "matrices", matrix_id)
    added = []
    for passage_id in passage_ids:
        _known(writer, "passages", passage_id)
        if writer.row(
            "SELECT 1 FROM evidence WHERE matrix_id = ? AND passage_id = ?",
            [matrix_id, passage_id],
        ):
            continue
        added.append(
            writer.insert(
                "evidence",
                {
                    "uid": new_uid(),
                    "matrix_id": matrix_id,
                    "passage_id": passage_id,
                    "position": _next(writer, "evidence", matrix_id),
                    "weight": Weight.MEDIUM.value,
                },
            )
        )
    return added


def set_weight(writer: Writer, evidence_id: int, weight: Weight) -> None:
    """Say how much a piece of evidence counts; raises `NotFound`."""
    _known(writer, "evidence", evidence_id)
    writer.update("evidence", evidence_id, {"weight": weight.value})


def remove_evidence(writer: Writer, evidence_id: int) -> None:
    """Take a passage out of a matrix."""
    for row in writer.rows("SELECT id FROM ratings WHERE evidence_id = ?", [evidence_id]):
        writer.delete("ratings", row["id"])
    writer.delete("evidence", evidence_id)


def rate(writer: Writer, evidence_id: int, hypothesis_id: int, rating: Rating | None) -> None:
    """Say how evidence stands to a hypothesis; None for not yet known. Raises `NotFound`."""
    _known(writer, "evidence", evidence_id)
    _known(writer, "hypotheses", hypothesis_id)
    known = writer.row(
        "SELECT id FROM ratings WHERE evidence_id = ? AND hypothesis_id = ?",
        [evidence_id, hypothesis_id],
    )
    if rating is None:
        if known is not None:
            writer.delete("ratings", known["id"])
    elif known is not None:
        writer.update("ratings", known["id"], {"rating": rating.value})
    else:
        writer.insert(
            "ratings",
            {"hypothesis_id": hypothesis_id, "evidence_id": evidence_id, "rating": rating.value},
        )


def put_in_order(writer: Writer, table: str, ids: Sequence[int]) -> None:
    """Give rows of "hypotheses" or "evidence" the order of `ids`."""
    for position, row_id in enumerate(ids):
        _known(writer, table, row_id)
        writer.update(table, row_id, {"position": position})


def _known(writer: Writer, table: str, row_id: int) -> None:
    if writer.get(table, row_id) is None:
        raise NotFound("It is no longer there; nothing was changed.")


def _next(writer: Writer, table: str, matrix_id: int) -> int:
    row = writer.row(
        f"SELECT max(position) AS last FROM {table} WHERE matrix_id = ?",  # noqa: S608 - ours
        [matrix_id],
    )
    return 0 if row is None or row["last"] is None else int(row["last"]) + 1


def _words(text: str) -> str:
    words = texts.one_line(text)
    if words is None:
        raise UsageError("A hypothesis needs words.")
    return words


def _free_name(writer: Writer, name: str, own: int | None = None) -> str:
    cleaned = texts.one_line(name)
    if cleaned is None:
        raise UsageError("A matrix needs a name.")
    row = writer.row("SELECT id FROM matrices WHERE name = ? COLLATE NOCASE", [cleaned])
    if row is not None and row["id"] != own:
        raise ConflictError(f"There is a matrix “{cleaned}” already.")
    return cleaned

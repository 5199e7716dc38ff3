"""Defects that are planted to see whether the campaigns find them."""

from workbench.store import check, connection

EARLY = "early"
"""What is done is acknowledged before it is committed."""

UNHASHED = "unhashed"
"""Rows are not compared with their hashes."""

HALF = "half"
"""A bulk edit is committed in two halves."""

ALL = (EARLY, UNHASHED, HALF)


def plant(defect: str) -> None:
    """Have this process work with a defect; "" is none."""
    if defect == UNHASHED:
        check.hash_row = lambda _table, row, _columns: row["row_hash"]  # type: ignore[assignment]
    elif defect == HALF:
        _commit_halves()
    elif defect not in ("", EARLY):
        raise ValueError(defect)


def _commit_halves() -> None:
    """Commit after the third change of every transaction, and begin another."""
    note = connection.Writer._note

    def noting(self: connection.Writer, *arguments: object) -> None:
        note(self, *arguments)  # type: ignore[arg-type]
        self._notes = getattr(self, "_notes", 0) + 1  # type: ignore[attr-defined]
        if self._notes == 3:  # type: ignore[attr-defined]
            self._db.execute("COMMIT")
            self._db.execute("BEGIN IMMEDIATE")

    connection.Writer._note = noting  # type: ignore[method-assign]

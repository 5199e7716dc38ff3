"""The rows of the passages list: headings of groups, and the passages of those that are open."""

from collections.abc import Collection, Sequence

import numpy as np

from workbench.domain import Group
from workbench.project import Ids


class GroupedRows:
    """Rows as int64: a passage's id, or the number of a group, counted down from -1."""

    def __init__(
        self, ids: Ids, groups: Sequence[Group] = (), folded: Collection[str] = ()
    ) -> None:
        self.ids = ids
        self.groups = tuple(groups)
        self.folded = frozenset(folded)
        self.rows = self._rows()

    def group_at(self, row: int) -> Group | None:
        """The group whose heading a row is."""
        value = int(self.rows[row])
        return self.groups[-1 - value] if value < 0 else None

    def passages_of(self, row: int) -> list[int]:
        """The passage in a row, or all passages of the group whose heading it is."""
        group = self.group_at(row)
        return (
            [int(self.rows[row])] if group is None else self.ids[group.start : group.end].tolist()
        )

    def heading_of(self, row: int) -> int:
        """The row of the heading above a row, -1 for none."""
        above = np.flatnonzero(self.rows[: row + 1] < 0)
        return int(above[-1]) if len(above) else -1

    def place(self, passage_id: int) -> int | None:
        """The row of a passage, if it is to be seen."""
        found = np.flatnonzero(self.rows == passage_id)
        return int(found[0]) if len(found) else None

    def _rows(self) -> Ids:
        if not self.groups:
            return self.ids
        parts: list[Ids] = []
        for number, group in enumerate(self.groups):
            parts.append(np.array([-1 - number], np.int64))
            if group.label not in self.folded:
                parts.append(self.ids[group.start : group.end])
        return np.concatenate(parts)

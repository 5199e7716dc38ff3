import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ui.models.passage_rows import GroupedRows
from workbench.domain import Group


@settings(max_examples=50)
@given(st.lists(st.integers(1, 5), max_size=6), st.sets(st.integers(0, 5)))
def test_rows_are_headings_and_the_passages_of_open_groups(
    sizes: list[int], folded: set[int]
) -> None:
    ids = np.arange(100, 100 + sum(sizes), dtype=np.int64)
    ends = np.cumsum([0, *sizes]).tolist()
    made = [Group(f"g{n}", ends[n], ends[n + 1]) for n in range(len(sizes))]
    rows = GroupedRows(ids, made, {f"g{n}" for n in folded})
    shown = [n for n in range(len(sizes)) if n not in folded]
    assert len(rows.rows) == len(sizes) + sum(sizes[n] for n in shown)
    everything = [
        one for row in range(len(rows.rows)) if rows.group_at(row) for one in rows.passages_of(row)
    ]
    assert everything == ids.tolist()
    for row in range(len(rows.rows)):
        group = rows.group_at(rows.heading_of(row)) if sizes else None
        if group is not None and rows.group_at(row) is None:
            assert int(rows.rows[row]) in ids[group.start : group.end]
            assert rows.place(int(rows.rows[row])) == row

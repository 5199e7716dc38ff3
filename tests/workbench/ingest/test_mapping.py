"""The columns that were chosen for a table, noted in the name of its reader."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain import COLUMN_ROLES
from workbench.ingest.mapping import chosen_for, noted


@given(st.dictionaries(st.sampled_from(COLUMN_ROLES), st.text()))
def test_a_choice_is_read_as_it_was_noted(chosen: dict[str, str]) -> None:
    assert chosen_for(noted(chosen)) == chosen


def test_other_readers_have_no_columns() -> None:
    assert (noted({}), chosen_for("table"), chosen_for("html"), chosen_for("")) == (
        "table", {}, {}, {},
    )  # fmt: skip

"""Wordings as a table for files and the clipboard."""

from workbench.analysis.variant_table import letter


def test_wordings_are_lettered_as_columns_of_a_sheet_are() -> None:
    assert [letter(n) for n in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]

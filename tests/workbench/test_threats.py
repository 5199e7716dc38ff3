"""The table of threats names tests that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAMED = re.findall(
    r"`([\w./]+\.py)(?:::(\w+))?`", (ROOT / "docs" / "safety.md").read_text(encoding="utf-8")
)


def test_the_table_names_tests() -> None:
    assert len(NAMED) > 30


@pytest.mark.parametrize(("file", "test"), NAMED)
def test_a_test_that_the_table_names_is_there(file: str, test: str) -> None:
    source = (Path(__file__).parent / file).read_text(encoding="utf-8")
    assert not test or f"def {test}(" in source

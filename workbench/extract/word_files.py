"""The word lists of a language: English ones in `resources`, others in a folder of their code.

Another language is such a folder with files of the same names and tables; those of units and
currencies give only names, by the keys of the shared tables.
"""

import functools
from importlib.resources import files
from typing import Any

import yaml

ENGLISH = "en"


@functools.cache
def languages() -> frozenset[str]:
    """The languages that figures and quotes are read in, by their codes."""
    folders = (one for one in files("resources").iterdir() if one.is_dir())
    return frozenset({ENGLISH} | {one.name for one in folders if (one / "cues.yaml").is_file()})


def known_language(code: str | None) -> str:
    """The language that a text of this one is read in: its own, or English."""
    return code if code is not None and code in languages() else ENGLISH


def word_table(name: str, language: str = ENGLISH) -> dict[str, Any]:
    """A file of word lists; raises `ValueError` for one that holds no table."""
    folder = files("resources")
    if language != ENGLISH:
        folder = folder / language
    table = yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8"))
    if not isinstance(table, dict):
        raise ValueError(f"{name}.yaml of the language {language} must hold a table.")
    return table

"""Zip archives: every file in them accounted for, and none that unpacks without end."""

import io
import warnings
import zipfile
from collections.abc import Sequence

import pytest

from workbench.ingest import reading
from workbench.ingest.failures import Refused, Unreadable
from workbench.ingest.readers import archive
from workbench.ingest.readers.archive import Budget
from workbench.ingest.reading import Source

WORDS = "The board voted on Monday to buy a second crane for the quay."


def zipped(entries: Sequence[tuple[str, bytes | str]]) -> bytes:
    packed = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        warnings.simplefilter("ignore")  # of names that are there twice
        for name, content in entries:
            made.writestr(name, content)
    return packed.getvalue()


def names(*paths: str) -> list[str]:
    data = zipped([(path, WORDS) for path in paths])
    return [entry.name for entry in archive.entries(data, Budget())]


def members(data: bytes) -> dict[str, str]:
    """What each member says, or why it says nothing."""
    found = {}
    for member in reading.members(Source(data, "pile.zip", None)):
        try:
            found[member.name] = member.read(member.content()).text
        except (Refused, Unreadable) as error:
            found[member.name] = str(error)
    return found


def test_only_what_lies_beside_its_page_is_passed_over() -> None:
    assert names("a.html", "a_files/menu.html", "research_files/b.html") == [
        "a.html",
        "research_files/b.html",
    ]
    assert names("in/a.htm", "in/a_files/x/y.js", "a_files/c.html") == [
        "a_files/c.html",
        "in/a.htm",
    ]


def test_litter_is_passed_over_and_odd_paths_are_not() -> None:
    assert names(
        ".DS_Store", "__MACOSX/._a.txt", "x/Thumbs.db", "../a.txt", "./b.txt", "x/../c.txt"
    ) == [
        "../a.txt",
        "b.txt",
        "x/../c.txt",
    ]


def test_names_that_cannot_be_shown_are_escaped_and_still_say_the_format() -> None:
    data = zipped(
        [("a\u202efdp.txt", WORDS), ("two\nlines.txt", WORDS), (f"{'n' * 400}.txt", WORDS)]
    )
    found = members(data)
    assert set(found.values()) == {WORDS}
    assert {r"a\u202efdp.txt", r"two\x0alines.txt"} < set(found)
    assert max(map(len, found)) < 350


def test_two_files_of_one_name_are_two_articles() -> None:
    found = members(zipped([("a.txt", "One\n\nFirst words."), ("a.txt", "Two\n\nOther words.")]))
    assert found == {"a.txt": "First words.", "a.txt (2)": "Other words."}


@pytest.mark.parametrize(("within", "opened"), [(1, True), (2, True), (3, False), (9, False)])
def test_archives_in_archives_up_to_a_depth(within: int, opened: bool) -> None:
    data = zipped([("a.txt", f"T\n\n{WORDS}")])
    for _ in range(within):
        data = zipped([("inner.zip", data), ("beside.txt", f"T\n\n{WORDS}")])
    found = members(data)
    told = found.pop("#".join(["inner.zip"] * min(within, 3) + ["a.txt"] * opened))
    assert told == (WORDS if opened else "Archives are nested too deeply in it.")
    assert set(found.values()) == {WORDS}


def test_what_all_archives_in_one_unpack_to_is_counted_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 25_000)
    inner = zipped([("a.txt", "word " * 2_000)])
    found = members(zipped([(f"{n}.zip", inner) for n in range(5)]))
    refused = [name for name, told in found.items() if told.startswith("The archive unpacks")]
    assert 0 < len(refused) < 5
    assert len(found) == 5


def test_the_files_of_all_archives_in_one_are_counted_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archive, "MOST_ENTRIES", 8)
    inner = zipped([(f"{n}.txt", f"T\n\n{WORDS}") for n in range(3)])
    found = members(zipped([(f"{n}.zip", inner) for n in range(3)]))
    assert found["2.zip"] == "It holds more than 8 files; split it."
    assert sum(told == WORDS for told in found.values()) == 3


def test_an_entry_is_not_unpacked_before_it_is_asked_for() -> None:
    source = Source(zipped([("a.txt", WORDS), ("b.txt", WORDS)]), "pile.zip", None)
    first, second = reading.members(source)
    left = archive.MOST_BYTES - len(WORDS)
    assert first.content() == second.content() == WORDS.encode()
    source.budget.take_bytes(left - len(WORDS))
    with pytest.raises(Refused):
        first.content()

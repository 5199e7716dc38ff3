"""Tables in the dialects and wrappings they are found in."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.ingest import dumps
from workbench.ingest.failures import Unreadable
from workbench.ingest.tables import Row

LONG = ("The board voted on Monday to buy a second crane for the quay; it was close. " * 3).strip()


def rows(form: str, content: str | bytes) -> list[Row]:
    data = content if isinstance(content, bytes) else content.encode()
    return list(dumps.rows(form, data))


def cells(form: str, content: str) -> list[dict[str, str]]:
    return [dict(row.cells) for row in rows(form, content)]


def test_delimiters_within_names_and_words_are_not_the_tables() -> None:
    assert cells("csv", '"a, b, c";text\n1;"x, y"\n') == [{"a, b, c": "1", "text": "x, y"}]
    assert cells("csv", "sep=|\na|b;c\n1|2;3\n") == [{"a": "1", "b;c": "2;3"}]
    assert cells("csv", "a,b\n1;2;3,4\n5;6;7,8\n") == [
        {"a": "1;2;3", "b": "4"},
        {"a": "5;6;7", "b": "8"},
    ]


def test_columns_are_named_each_once() -> None:
    assert cells("csv", ",text,text,\n1,A,B,\n") == [
        {"column 1": "1", "text": "A", "text (2)": "B", "column 4": ""}
    ]
    assert cells("csv", f'text\n"{LONG}"\n') == [{"text": LONG}]


@pytest.mark.parametrize("content", ["\n1,2\n", f"A,{LONG * 2}\nB,{LONG}\n", ",\n1,2\n"])
def test_a_table_without_names_of_columns_loses_no_row_to_them(content: str) -> None:
    with pytest.raises(Unreadable, match="does not name the columns"):
        rows("csv", content)


def test_words_cut_at_a_delimiter_are_told() -> None:
    [cut] = rows("csv", "title,text\nA,One, two and three\n")
    assert cut.cells["text"] == "One"
    assert "more cells" in cut.notes[0]
    [whole] = rows("csv", "title,text\nA,One,,\n")
    assert whole.notes == ()


def test_a_quotation_mark_that_is_not_closed_is_told() -> None:
    first, last = rows("csv", 'title,text\nA,One\nB,"Two\nC,Three\n')
    assert (first.notes, last.cells["text"]) == ((), "Two\nC,Three")
    assert "not closed" in last.notes[0]
    assert [row.notes for row in rows("csv", 'title,text\nA,"One ""and"" two"')] == [()]


def test_marks_of_quotation_in_a_table_with_tabs_are_words() -> None:
    content = 'title\ttext\n"We will" said\tOne\nB\t"Two\nC\t"Three ""3"""\n'
    assert [row["text"] for row in cells("csv", content)] == ["One", '"Two', 'Three "3"']


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_every_way(end: str) -> None:
    assert cells("csv", end.join(["a,b", "1,2", "", "3,4", ""])) == [
        {"a": "1", "b": "2"},
        {"a": "3", "b": "4"},
    ]


def test_what_could_not_be_decoded_is_told_of_its_row() -> None:
    good, bad = rows("csv", "title,text\nÄ,ÖÖÖÖÖ\nB,".encode() + b"\xff\n")
    assert (good.notes, len(bad.notes)) == ((), 1)


@given(
    st.lists(
        st.tuples(*[st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)] * 2),
        min_size=1,
    ),
    st.sampled_from(",;|\t"),
)
def test_what_is_written_as_a_table_is_read_as_it_was(
    table: list[tuple[str, str]], mark: str
) -> None:
    def quoted(word: str) -> str:
        return '"' + word.replace('"', '""') + '"'

    lines = ["name" + mark + "text", *(mark.join(map(quoted, row)) for row in table)]
    if mark == "\t":
        lines = [line for line in lines if line.count("\t") == 1]
        table = [row for row in table if "\t" not in "".join(row)]
    found = [(row["name"], row["text"]) for row in cells("csv", "\n".join(lines))]
    assert found == table


def test_articles_of_all_lists_and_under_their_ids() -> None:
    one, two = {"title": "A", "text": LONG}, {"title": "B", "text": LONG}
    for document in (
        {"news": [one], "opinion": [two], "tags": [{"x": n} for n in range(9)]},
        {"a1": one, "a2": two},
        {"status": "ok", "articles": {"a1": one, "a2": two}},
        [[one], [two]],
    ):
        assert [row["title"] for row in cells("json", json.dumps(document))] == ["A", "B"]
    assert [row["id"] for row in cells("json", json.dumps({"a1": one, "a2": two}))] == ["a1", "a2"]
    [alone] = cells("json", json.dumps({"article": one, "author": {"name": "Ann Oakes"}}))
    assert alone["author.name"] == "Ann Oakes"


def test_a_list_of_paragraphs_is_a_text_and_a_list_of_names_a_line() -> None:
    [row] = cells("json", json.dumps([{"text": [LONG, "End."], "author": ["Ann", "Bob"]}]))
    assert (row["text"], row["author"]) == (f"{LONG}\n\nEnd.", "Ann, Bob")


def test_the_id_that_a_search_engine_gave() -> None:
    [row] = cells("json", json.dumps({"hits": {"hits": [{"_id": "7", "_source": {"text": LONG}}]}}))
    assert row == {"id": "7", "text": LONG}


@pytest.mark.parametrize("indent", [None, 2])
def test_one_document_under_the_ending_of_lines(indent: int | None) -> None:
    content = json.dumps([{"title": "A", "text": "x"}, {"title": "B", "text": "y"}], indent=indent)
    assert [row["title"] for row in cells("jsonl", content)] == ["A", "B"]


def test_lines_of_which_the_first_is_bad_are_still_lines() -> None:
    bad, good = rows("jsonl", '{"title": \n{"title": "A"}\n')
    assert (bad.problem, good.cells) == ("This line is not a JSON object.", {"title": "A"})

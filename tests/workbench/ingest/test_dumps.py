"""Tables of articles: which column is what, in each of their formats."""

import json

import pytest

from workbench.domain import ArticleDraft, DateBasis
from workbench.ingest import dumps
from workbench.ingest.failures import Refused, Unreadable

WORDS = (
    "The board voted on Monday to buy a second crane for the quay, which will stand in May. " * 3
)
LONG = WORDS.strip()


def drafts(form: str, content: str, **mapping: str) -> list[ArticleDraft]:
    rows = dumps.rows(form, content.encode())
    return [member.read(member.content()) for member in dumps.articles(rows, mapping)]


def names(form: str, content: str) -> list[str]:
    return [m.name for m in dumps.articles(dumps.rows(form, content.encode()), {})]


def test_a_table_with_usual_columns_needs_no_mapping() -> None:
    content = (
        "ID;Headline;Byline;Published at;Outlet;URL;Body\n"
        f'7;A crane;By Ann Oakes and Bob Lund;2025-03-12;Quay News;https://q.example/7;"{LONG}"\n'
    )
    [draft] = drafts("csv", content)
    assert draft == ArticleDraft(
        title="A crane",
        text=LONG,
        author="Ann Oakes, Bob Lund",
        published="2025-03-12",
        date_basis=DateBasis.STATED,
        source="Quay News",
        url="https://q.example/7",
        language="en",
        extractor="table",
    )
    assert names("csv", content) == ["7"]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(mark: str) -> None:
    content = mark.join(["title", "text"]) + "\n" + mark.join(["A", "Words."]) + "\n"
    assert [(d.title, d.text) for d in drafts("csv", content)] == [("A", "Words.")]


def test_a_cell_of_several_lines_and_html_is_one_text() -> None:
    content = 'title,text\nA,"<p>One &amp; two.</p><p>Three.</p>"\nB,"Line one.\nLine ""two""."\n'
    assert [d.text for d in drafts("csv", content)] == [
        "One & two.\n\nThree.",
        'Line one.\nLine "two".',
    ]


def test_the_longest_column_is_the_text_where_no_name_says_so() -> None:
    [draft] = drafts("csv", f"a,b,c\n2025,{'x' * 40},{LONG.replace(',', '')}\n")
    assert draft.text == LONG.replace(",", "")


def test_of_two_text_columns_the_fuller_is_taken() -> None:
    content = json.dumps([{"title": "A", "content": "Short…", "description": LONG}])
    [draft] = drafts("json", content)
    assert draft.text == LONG


def test_a_table_without_text_says_what_it_has() -> None:
    with pytest.raises(Refused, match="It has the columns year, price"):
        drafts("csv", "year,price\n2025,7\n")
    with pytest.raises(Refused, match="no column “wrong”"):
        drafts("csv", "title,text\nA,B\n", text="wrong")


def test_an_analysts_mapping_goes_before_the_guess() -> None:
    content = "title,text,lead\nA,Not this,But this\n"
    [draft] = drafts("csv", content, text="lead", title="")
    assert (draft.text, draft.title) == ("But this", "But this")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("1741771800", "2025-03-12T09:30:00+00:00"),
        ("1741771800000", "2025-03-12T09:30:00+00:00"),
        ("Wed, 12 Mar 2025 09:30:00 GMT", "2025-03-12"),
        ("March 12, 2025", "2025-03-12"),
        ("2025-03-12T09:30:00Z", "2025-03-12T09:30:00+00:00"),
        ("soon", None),
    ],
)
def test_dates_in_all_their_forms(words: str, day: str | None) -> None:
    [draft] = drafts("json", json.dumps([{"text": LONG, "date": words}]))
    assert draft.published == day
    assert (draft.date_basis is DateBasis.STATED) == (day is not None)


def test_objects_are_found_where_services_put_them() -> None:
    one = {"title": "A", "text": LONG, "source": {"name": "Quay News"}, "tags": ["a", "b"]}
    for document in (
        [one],
        {"articles": [one], "status": "ok"},
        {"response": {"docs": [one], "facets": [{"x": 1}]}},
        {"hits": {"hits": [{"_id": "1", "_source": one}]}},
        one,
    ):
        [draft] = drafts("json", json.dumps(document))
        assert (draft.title, draft.text, draft.source) == ("A", LONG, "Quay News")


def test_fields_of_people_and_outlets_are_not_the_articles() -> None:
    one = {
        "author": {"name": "Ann Oakes", "title": "Dr", "url": "https://q.example/ann"},
        "publisher": {"name": "Quay News", "url": "https://q.example"},
        "title": {"rendered": "A crane"},
        "articleBody": LONG,
    }
    [draft] = drafts("json", json.dumps([one]))
    assert (draft.title, draft.author, draft.source) == ("A crane", "Ann Oakes", "Quay News")
    assert draft.url is None
    del one["title"]
    [draft] = drafts("json", json.dumps([one]))
    assert draft.title.startswith("The board voted")


def test_what_may_be_missing_of_a_row_is_noted_with_its_article() -> None:
    [draft] = drafts("csv", "title,text\nA,One, two and three\n")
    assert "more cells" in draft.notes[0]


def test_a_row_has_another_hash_where_other_columns_were_chosen() -> None:
    def content(form: str, **mapping: str) -> bytes:
        [member] = dumps.articles(dumps.rows("csv", form.encode()), mapping)
        return member.content()

    table = "title,text,lead\nA,B,C\n"
    assert content(table) == content("lead,title,text\nC,A,B\n")
    assert content(table) != content(table, text="lead")


def test_an_articles_own_lists_are_not_articles() -> None:
    one = {"title": "A", "text": LONG, "comments": [{"text": "no"}, {"text": "neither"}]}
    assert [d.text for d in drafts("json", json.dumps(one))] == [LONG]


def test_a_bad_line_is_one_refused_article() -> None:
    good = json.dumps({"id": "x", "title": "A", "text": LONG})
    members = list(dumps.articles(dumps.rows("jsonl", f"{good}\n[1]\n{good}".encode()), {}))
    assert [member.name for member in members] == ["x", "2", "x (2)"]
    with pytest.raises(Refused, match="not a JSON object"):
        members[1].read(members[1].content())


@pytest.mark.parametrize(
    ("form", "content"),
    [("json", "{"), ("json", "[1, 2]"), ("csv", "one column\n1\n"), ("json", "[" * 100_000)],
)
def test_what_is_no_table_is_said_to_be_none(form: str, content: str) -> None:
    with pytest.raises((Unreadable, Refused, RecursionError)):
        drafts(form, content)


def test_a_preview_shows_columns_guess_and_first_rows() -> None:
    content = "title,text,n\n" + "".join(f"T{n},{'w' * 300},{n}\n" for n in range(9))
    shown = dumps.preview(dumps.rows("csv", content.encode()), {})
    assert shown["columns"] == ["title", "text", "n"]
    assert shown["mapping"] == {"title": "title", "text": "text"}
    assert [row[0] for row in shown["rows"]] == ["T0", "T1", "T2", "T3", "T4"]
    assert len(shown["rows"][0][1]) == 200

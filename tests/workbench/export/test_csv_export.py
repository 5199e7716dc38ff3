"""CSV that comes back as it was, opens in a spreadsheet, and runs nothing there."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain import FigureStatus, Kind, Qualifier, Quantity, Series, SeriesPoint
from workbench.errors import UsageError
from workbench.export import Excerpt, export, plain_number, series_csv
from workbench.export.csv_export import COLUMNS, FORMULA_SIGNS, excerpts_as_csv
from workbench.export.excerpts import Notes
from workbench.tasks import Cancelled, Task

MakeExcerpt = Callable[..., Excerpt]


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def written(*excerpts: Excerpt) -> tuple[list[dict[str, str]], tuple[str, ...]]:
    notes = Notes()
    data = b"".join(excerpts_as_csv(excerpts, notes))
    return read(data), notes.all()


def test_a_figure_stands_in_plain_digits_with_its_source_and_place(
    tmp_path: Path, excerpt: MakeExcerpt, dollars: Quantity
) -> None:
    path = tmp_path / "out.csv"
    report = export(
        "csv",
        path,
        [
            excerpt(
                quantity=dollars,
                tags=("reserves", "Ukraine"),
                metric="mineral wealth",
                speaker="a business magazine",
                memo="Seen in five outlets.",
                status=FigureStatus.ESTIMATED,
                read_from="$14.8 trillion",
            )
        ],
    )
    (row,) = read(path.read_bytes())
    assert row == {
        "passage_id": "12",
        "kind": "figure",
        "text": "an estimated $14.8 trillion",
        "value": "14800000000000",
        "lower": "",
        "upper": "",
        "unit": "",
        "currency": "USD",
        "qualifier": "",
        "as_of": "",
        "metric": "mineral wealth",
        "speaker": "a business magazine",
        "claimant": "",
        "cue": "",
        "directness": "",
        "stance": "",
        "certainty": "",
        "status": "estimated",
        "read_from": "$14.8 trillion",
        "tags": "reserves; Ukraine",
        "memo": "Seen in five outlets.",
        "article_id": "3",
        "title": "A prize in the ground",
        "author": "R. Alvarsson",
        "source": "Harbour Ledger",
        "published": "2025-08-02",
        "url": "https://ledger.example/a?b=1",
        "path": "/articles/prize.txt",
        "start": "4812",
        "end": "4839",
        "parts": "",
        "prefix": "valued at ",
        "suffix": ". However",
        "published_basis": "stated",
        "sentence": "",
        "sentence_start": "",
        "sentence_end": "",
        "article_text_sha256": "ab" * 32,
        "state": "anchored",
        "created": "2025-08-03T09:00:00Z",
        "modified": "2025-08-03T09:05:00Z",
        "links": "",
        "story": "3",
        "uid": "p12",
    }
    assert (report.written, report.passages, report.notes) == (str(path), 1, ())


def test_the_file_is_utf8_with_a_mark_and_crlf_records(
    tmp_path: Path, excerpt: MakeExcerpt
) -> None:
    path = tmp_path / "out.csv"
    export("csv", path, [excerpt(text="€5 – “ціна”")])
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbfpassage_id,kind,text,")
    assert data.endswith(b"\r\n")
    assert "€5 – “ціна”".encode() in data


def test_no_passages_make_a_file_with_a_header_alone(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    assert export("csv", path, []).passages == 0
    assert path.read_text(encoding="utf-8-sig").strip().split(",") == list(COLUMNS)


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1", "＝1+1", '=HYPERLINK("x")'],
)
def test_a_cell_that_begins_like_a_formula_gets_an_apostrophe_and_a_note(
    excerpt: MakeExcerpt, text: str
) -> None:
    (row,), notes = written(excerpt(text="word " + text, memo=text, title=text))
    assert row["memo"] == row["title"] == f"'{text}"
    assert row["text"] == "word " + text
    assert [re.sub(":.*", "", note) for note in notes] == ["Passage 12, memo", "Passage 12, title"]


def test_a_negative_number_stays_a_number(excerpt: MakeExcerpt) -> None:
    (row,), notes = written(excerpt(quantity=Quantity(-3.5, -4.0, -3.0, unit="percent")))
    assert (row["value"], row["lower"], row["upper"]) == ("-3.5", "-4", "-3")
    assert notes == ()


def test_characters_that_no_file_holds_are_replaced_and_noted(excerpt: MakeExcerpt) -> None:
    (row,), notes = written(excerpt(memo="a\x00b\ud800c", speaker="\x00=1"))
    assert row["memo"] == "a\ufffdb\ufffdc"
    assert row["speaker"] == "'\ufffd=1"
    assert [note.split(":")[0] for note in notes] == [
        "Passage 12, speaker",
        "Passage 12, speaker",
        "Passage 12, memo",
    ]


def test_what_a_spreadsheet_would_cut_and_a_tag_that_cannot_be_split_are_noted(
    excerpt: MakeExcerpt,
) -> None:
    (row,), notes = written(excerpt(memo="x" * 40_000, tags=("a; b", "c")))
    assert len(row["memo"]) == 40_000
    assert row["tags"] == "a; b; c"
    assert [note.split(":")[0] for note in notes] == ["Passage 12, tags", "Passage 12, memo"]


hostile = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("=+-@\t\r\n\x00\ud800\udfff\"';, \u202e\ufeff\u2028€ж😀"),
    ),
    max_size=40,
)


@given(texts=st.lists(hostile, min_size=5, max_size=5))
def test_every_text_comes_back_or_its_change_is_listed(
    excerpt: MakeExcerpt, texts: list[str]
) -> None:
    fields = dict(zip(("text", "memo", "speaker", "title", "metric"), texts, strict=True))
    (row,), notes = written(excerpt(kind=Kind.QUOTE, **fields))
    for column, text in fields.items():
        back = row[column]
        assert back[:1] not in FORMULA_SIGNS or not back
        listed = any(note.startswith(f"Passage 12, {column}:") for note in notes)
        assert listed == (back != text)
        unmarked = back[1:] if text[:1] in FORMULA_SIGNS and text else back
        assert len(unmarked) == len(text)
        assert all(a in {b, "\ufffd"} for a, b in zip(unmarked, text, strict=True))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_plain_digits_read_back_as_the_same_number(number: float) -> None:
    digits = plain_number(number)
    assert re.fullmatch(r"-?\d+(\.\d+)?", digits)
    assert float(digits) == number


@pytest.mark.parametrize(
    ("number", "digits"),
    [
        (14.8e12, "14800000000000"),
        (14.8, "14.8"),
        (1e24, "1000000000000000000000000"),
        (5e-7, "0.0000005"),
        (0.1 + 0.2, "0.30000000000000004"),
        (-70.0, "-70"),
        (7, "7"),
        (None, ""),
        (float("nan"), ""),
        (float("inf"), ""),
    ],
)
def test_numbers_are_written_as_people_write_them(number: float | None, digits: str) -> None:
    assert plain_number(number) == digits


def test_an_unknown_form_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="csv, xlsx"):
        export("doc", tmp_path / "out.doc", [])
    assert not (tmp_path / "out.doc").exists()


def test_a_cancelled_export_leaves_no_file(tmp_path: Path, excerpt: MakeExcerpt) -> None:
    task = Task(lambda done, _total, _text: task.cancel() if done else None)
    with pytest.raises(Cancelled):
        export("csv", tmp_path / "out.csv", (excerpt(id=n) for n in range(1000)), task)
    assert not list(tmp_path.glob("*.csv")) + list(tmp_path.glob("*.part"))


def test_many_excerpts_are_streamed_in_order(tmp_path: Path, excerpt: MakeExcerpt) -> None:
    path = tmp_path / "out.csv"
    assert export("csv", path, (excerpt(id=n) for n in range(1201))).passages == 1201
    assert [int(row["passage_id"]) for row in read(path.read_bytes())] == list(range(1201))


def test_the_points_of_a_chart_are_records(tmp_path: Path) -> None:
    path = tmp_path / "chart.csv"
    point = SeriesPoint("2025-02-24", 5e11, 3e11, 7e11, Qualifier.ABOUT, 7, 3)
    report = series_csv(
        path,
        [
            Series("aid given", "USD", "=HYPERLINK(A1)", (point,)),
            Series("aid given", None, None, ()),
        ],
    )
    assert read(path.read_bytes()) == [
        {
            "metric": "aid given",
            "unit": "USD",
            "group": "'=HYPERLINK(A1)",
            "t": "2025-02-24",
            "value": "500000000000",
            "lower": "300000000000",
            "upper": "700000000000",
            "qualifier": "~",
            "passage_id": "7",
            "article_id": "3",
        }
    ]
    assert report.passages == 1
    assert [note.split(":")[0] for note in report.notes] == ["Passage 7, group"]

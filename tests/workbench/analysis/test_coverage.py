"""What is covered by whom."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis.actors import Topic, TopicSort
from workbench.analysis.coverage import NO_DATE, Covered, by_month, one_origin, silences
from workbench.domain import Kind

CHINA = Topic(TopicSort.TAG, "China")
AID = Topic(TopicSort.TAG, "aid")
SHARE = Topic(TopicSort.METRIC, "share")


def covered(number: int, outlet: str, day: str | None, *topics: Topic, **changes: Any) -> Covered:
    fields: dict[str, Any] = {
        "passage_id": number,
        "article_id": number,
        "story": number,
        "outlet": outlet,
        "day": day,
        "kind": Kind.CLAIM,
        "who": "",
        "text": "Some words",
        "topics": topics,
        **changes,
    }
    return Covered(**fields)


def test_passages_stand_by_outlet_and_month_without_gaps() -> None:
    grid = by_month(
        [
            covered(1, "Ledger", "2024-12-30"),
            covered(2, "Ledger", "2025-02-01"),
            covered(3, "Courier", "2025-02-28"),
            covered(4, "Ledger", None),
        ],
        ["Silent Post"],
    )
    assert grid.outlets == ("Ledger", "Courier", "Silent Post")
    assert grid.months == ("2024-12", "2025-01", "2025-02", NO_DATE)
    counts = {place: len(found) for place, found in grid.cells.items()}
    assert counts == {(0, 0): 1, (0, 2): 1, (1, 2): 1, (0, 3): 1}


def test_a_wrong_date_makes_no_table_of_centuries() -> None:
    grid = by_month([covered(1, "Ledger", "0202-02-01"), covered(2, "Ledger", "2025-02-01")])
    assert grid.months == ("0202-02", "2025-02")
    assert by_month([]).months == ()
    assert by_month([covered(1, "Ledger", "2025")]).months == (NO_DATE,)


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.none() | st.dates().map(str))))
def test_every_passage_stands_in_one_cell(rows: list[tuple[str, str | None]]) -> None:
    passages = [covered(number, outlet, day) for number, (outlet, day) in enumerate(rows)]
    grid = by_month(passages)
    found = [one for cell in grid.cells.values() for one in cell]
    assert sorted(one.passage_id for one in found) == list(range(len(rows)))
    for (row, column), cell in grid.cells.items():
        assert {(one.outlet, one.month) for one in cell} == {
            (grid.outlets[row], grid.months[column])
        }


def test_a_topic_whose_passages_are_all_copies_has_one_origin() -> None:
    found = one_origin(
        [
            covered(1, "Ledger", "2025-02-01", CHINA, story=1),
            covered(2, "Courier", "2025-02-02", CHINA, story=1),
            covered(3, "Post", "2025-02-03", SHARE),
            covered(4, "Post", "2025-02-03", AID),
            covered(5, "Ledger", "2025-02-03", AID),
        ]
    )
    assert [(one.topic, one.articles, one.story) for one in found] == [(CHINA, 2, 1), (SHARE, 1, 3)]


def test_outlets_that_never_mention_a_tag_come_by_their_articles() -> None:
    articles = {"Ledger": 3, "Courier": 9, "Post": 5}
    found = silences(
        [
            covered(1, "Ledger", "2025-02-01", AID),
            covered(2, "Ledger", "2025-02-01", CHINA, SHARE),
            covered(3, "Post", "2025-02-02", CHINA),
        ],
        articles,
    )
    assert [(one.topic, one.outlets, one.silent) for one in found] == [
        (CHINA, ("Ledger", "Post"), ("Courier",)),
        (AID, ("Ledger",), ("Courier", "Post")),
    ]

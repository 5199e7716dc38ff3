"""Figures become series: what is grouped, where a point stands, what is left out."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.analysis import NO_METRIC, Figure, Rates, series, unit_label
from workbench.domain import (
    AnchorState,
    Article,
    DateBasis,
    Kind,
    Passage,
    PassageDetails,
    Qualifier,
    Quantity,
    SeriesPoint,
    Span,
)
from workbench.errors import UsageError

DOLLARS = Quantity(5e11, currency="USD")
PERCENT = Quantity(70.0, unit="percent")


def figure(
    number: int = 1,
    quantity: Quantity | None = DOLLARS,
    published: str | None = "2025-02-24",
    *,
    kind: Kind = Kind.FIGURE,
    source: str | None = "Meridian Wire",
    **details: Any,
) -> tuple[Passage, Article]:
    details.setdefault("metric", "aid given")
    return (
        Passage(
            id=number,
            uid=f"p{number}",
            article_id=number + 100,
            kind=kind,
            span=Span(number, number + 5),
            text="words",
            prefix="",
            suffix="",
            details=PassageDetails(quantity=quantity, **details),
            created="2025-08-03T09:00:00Z",
            modified="2025-08-03T09:00:00Z",
            state=AnchorState.ANCHORED,
        ),
        Article(
            id=number + 100,
            uid=f"a{number}",
            title="Title",
            author=None,
            published=published,
            date_basis=DateBasis.STATED,
            source=source,
            url=None,
            language="en",
            path="/a.txt",
            characters=100,
            story=1,
            text_sha256="",
            imported="2025-08-03T08:00:00Z",
            import_id=1,
        ),
    )


def test_a_point_is_a_figure_on_the_day_of_its_article() -> None:
    quantity = Quantity(5e11, 3e11, 7e11, currency="USD", qualifier=Qualifier.ABOUT)
    (one,) = series([figure(7, quantity, "2025-02-24T23:30:00-05:00")])
    assert (one.metric, one.unit, one.group) == ("aid given", "USD", None)
    assert one.points == (SeriesPoint("2025-02-24", 5e11, 3e11, 7e11, Qualifier.ABOUT, 7, 107),)


def test_metrics_and_units_never_share_a_series_and_stand_in_order() -> None:
    found = series(
        [
            figure(1, PERCENT, metric="share"),
            figure(2, Quantity(3.0), metric="aid given"),
            figure(3, DOLLARS, metric="aid given"),
            figure(4, DOLLARS, metric=None),
            figure(5, Quantity(340.0, unit="per kilogram", currency="USD"), metric="price"),
            figure(6, DOLLARS, metric="  aid given "),
        ]
    )
    assert [(one.metric, one.unit, len(one.points)) for one in found] == [
        ("aid given", "USD", 2),
        ("aid given", None, 1),
        ("price", "USD per kilogram", 1),
        ("share", "percent", 1),
        (NO_METRIC, "USD", 1),
    ]


def test_metrics_and_unit_choose() -> None:
    figures = [figure(1), figure(2, PERCENT), figure(3, metric="share"), figure(4, metric=None)]
    assert [one.points[0].passage_id for one in series(figures, metrics=["share"])] == [3]
    assert [one.points[0].passage_id for one in series(figures, metrics=[NO_METRIC])] == [4]
    assert [one.points[0].passage_id for one in series(figures, unit="Percent")] == [2]
    assert series(figures, metrics=["share"], unit="percent") == []
    assert series(figures, unit="tonne") == []


def test_series_split_by_source_speaker_or_tag() -> None:
    figures = [
        figure(1, source="Meridian Wire", speaker="Marsh", tags=("aid", "Kyiv")),
        figure(2, source="Harbour Ledger", claimant="the ministry", tags=("aid",)),
        figure(3, source=None),
    ]

    def groups(by: str) -> dict[str | None, list[int]]:
        return {
            one.group: [point.passage_id for point in one.points] for one in series(figures, by=by)
        }

    assert groups("source") == {"Harbour Ledger": [2], "Meridian Wire": [1], None: [3]}
    assert groups("speaker") == {"Marsh": [1], "the ministry": [2], None: [3]}
    assert groups("tag") == {"aid": [1, 2], "Kyiv": [1], None: [3]}


def test_the_figures_own_date_can_be_the_time() -> None:
    figures = [
        figure(1, Quantity(1.0, as_of="2024-12-31")),
        figure(2, Quantity(2.0, as_of="2023")),
        figure(3, Quantity(3.0, as_of="2024-05")),
        figure(4, Quantity(4.0)),
        figure(5, Quantity(5.0, as_of="last spring")),
    ]
    (one,) = series(figures, time="as_of")
    assert [(point.t, point.value) for point in one.points] == [
        ("2023-01-01", 2.0),
        ("2024-05-01", 3.0),
        ("2024-12-31", 1.0),
    ]


@pytest.mark.parametrize(
    "left_out",
    [
        figure(published=None),
        figure(published="soon"),
        figure(quantity=None),
        figure(quantity=Quantity(unit="percent")),
        figure(quantity=Quantity(float("nan"))),
        figure(quantity=Quantity(float("inf"))),
        figure(kind=Kind.QUOTE),
        figure(kind=Kind.CLAIM),
    ],
)
def test_what_has_no_place_on_the_chart_is_left_out(left_out: tuple[Passage, Article]) -> None:
    assert series([left_out]) == []


@pytest.mark.parametrize(
    ("quantity", "value", "lower", "upper", "qualifier"),
    [
        (Quantity(lower=70.0), 70.0, None, None, Qualifier.AT_LEAST),
        (Quantity(upper=70.0), 70.0, None, None, Qualifier.AT_MOST),
        (Quantity(lower=70.0, qualifier=Qualifier.ABOVE), 70.0, None, None, Qualifier.ABOVE),
        (Quantity(lower=60.0, upper=70.0), 65.0, 60.0, 70.0, Qualifier.EXACT),
        (Quantity(60.0, lower=50.0), 60.0, 50.0, None, Qualifier.EXACT),
        (Quantity(60.0, upper=float("inf")), 60.0, None, None, Qualifier.EXACT),
    ],
)
def test_a_bound_alone_is_drawn_where_it_lies(
    quantity: Quantity,
    value: float,
    lower: float | None,
    upper: float | None,
    qualifier: Qualifier,
) -> None:
    (one,) = series([figure(quantity=quantity)])
    (point,) = one.points
    assert (point.value, point.lower, point.upper, point.qualifier) == (
        value,
        lower,
        upper,
        qualifier,
    )


@given(
    st.lists(
        st.tuples(
            st.dates().map(lambda day: day.isoformat()) | st.none(),
            st.sampled_from(["share", "aid", None]),
            st.sampled_from([DOLLARS, PERCENT, Quantity(1.0), None]),
            st.lists(st.sampled_from(["a", "b", "c"]), max_size=3).map(tuple),
        ),
        max_size=20,
    ),
    st.sampled_from([None, "source", "speaker", "tag"]),
)
def test_every_dated_figure_stands_in_exactly_its_series_in_order_of_time(
    rows: list[tuple[str | None, str | None, Quantity | None, tuple[str, ...]]], by: str | None
) -> None:
    figures = [
        figure(number, quantity, published, metric=metric, tags=tags)
        for number, (published, metric, quantity, tags) in enumerate(rows)
    ]
    found = series(reversed(figures), by=by)
    assert len({(one.metric, one.unit, one.group) for one in found}) == len(found)
    points = [point.passage_id for one in found for point in one.points]
    expected = [
        number
        for number, (published, _, quantity, tags) in enumerate(rows)
        if published and quantity
        for _ in (dict.fromkeys(tags) or [None] if by == "tag" else [None])
    ]
    assert sorted(points) == expected
    for one in found:
        times = [point.t for point in one.points]
        assert times == sorted(times)


def test_an_unknown_grouping_or_time_is_refused() -> None:
    with pytest.raises(UsageError, match="speaker, source, tag"):
        series([], by="colour")
    with pytest.raises(UsageError, match="published or as_of"):
        series([], time="imported")


def test_unit_labels() -> None:
    assert unit_label(DOLLARS) == "USD"
    assert unit_label(PERCENT) == "percent"
    assert unit_label(Quantity(1.0)) is None
    assert unit_label(Quantity(1.0, unit="per barrel", currency="EUR")) == "EUR per barrel"


# ── Copies, units, suggestions ───────────────────────────────────────────────────────────


def told(number: int, day: str, story: int, value: float = 5.0) -> tuple[Passage, Article]:
    passage, article = figure(number, Quantity(value, unit="tonne"), day)
    return passage, replace(article, story=story)


def test_the_earliest_article_of_a_story_stands_for_its_copies() -> None:
    found = [
        told(3, "2025-02-03", 1),
        told(1, "2025-02-01", 1),
        told(2, "2025-02-02", 1),
        told(4, "2025-02-02", 9),
        told(5, "2025-02-02", 1, value=6.0),
    ]
    (every,) = series(found)
    assert [point.passage_id for point in every.points] == [1, 2, 4, 5, 3]
    (once,) = series(found, once=True)
    assert [(point.passage_id, point.articles) for point in once.points] == [(1, 3), (4, 1), (5, 1)]


def test_a_passage_stands_for_an_earlier_copy_that_is_only_suggested() -> None:
    passage, article = told(2, "2025-02-02", 1)
    _, earlier = told(1, "2025-02-01", 1)
    suggested = Figure(passage.details, earlier, Span(4, 9))
    (once,) = series([(passage, article)], suggested=[suggested], once=True)
    assert [(point.passage_id, point.articles) for point in once.points] == [(2, 2)]
    (every,) = series([(passage, article)], suggested=[suggested])
    assert [(point.passage_id, point.span) for point in every.points] == [
        (None, Span(4, 9)),
        (2, None),
    ]


def test_units_of_one_dimension_share_a_series_when_asked_for() -> None:
    found = [
        figure(1, Quantity(2.0, unit="tonne")),
        figure(2, Quantity(3.0, unit="tonne")),
        figure(3, Quantity(500.0, unit="kilogram")),
        figure(4, Quantity(7.0, unit="metre")),
    ]
    assert [one.unit for one in series(found)] == ["kilogram", "metre", "tonne"]
    metres, tonnes = series(found, convert=True)
    assert (metres.unit, tonnes.unit) == ("metre", "tonne")
    assert [point.value for point in tonnes.points] == [2.0, 3.0, 0.5]
    assert tonnes.points[2].stated == Quantity(500.0, unit="kilogram")
    assert tonnes.points[0].stated is None
    (kilos,) = series(found, convert=True, unit="kilogram")
    assert [point.value for point in kilos.points] == [2000.0, 3000.0, 500.0]


def test_currencies_share_a_series_by_the_rates_alone() -> None:
    found = [
        figure(1, Quantity(10.0, currency="USD")),
        figure(2, Quantity(10.0, currency="USD")),
        figure(3, Quantity(8.0, currency="EUR")),
    ]
    assert [one.unit for one in series(found, convert=True)] == ["EUR", "USD"]
    (dollars,) = series(found, convert=True, rates=Rates({("EUR", "USD"): 1.25}))
    assert [point.value for point in dollars.points] == [10.0, 10.0, 10.0]


def test_a_split_by_story_names_its_first_article() -> None:
    found = [told(1, "2025-02-01", 1), told(2, "2025-02-02", 1), told(3, "2025-02-02", 9)]
    names = {1: "Deal signed", 9: "Deal denied"}
    denied, signed = series(found, by="story", stories=names.__getitem__)
    assert (denied.group, len(denied.points)) == ("Deal denied", 1)
    assert (signed.group, len(signed.points)) == ("Deal signed", 2)

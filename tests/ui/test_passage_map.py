from hypothesis import given
from hypothesis import strategies as st

from ui.passage_map import PassageMap, assign_lanes
from workbench.domain import AnchorState, Kind, Passage, PassageDetails, Span

SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda s: Span(s[0], s[0] + s[1])),
    max_size=25,
)


def passage(number: int, start: int, end: int) -> Passage:
    return Passage(
        number, str(number), 1, Kind.CLAIM, Span(start, end), "x", "", "", PassageDetails(),
        "", "", AnchorState.ANCHORED,
    )  # fmt: skip


def mapped(*spans: tuple[int, int]) -> PassageMap:
    return PassageMap(passage(n, *span) for n, span in enumerate(spans, 1))


@given(SPANS, st.integers(0, 9))
def test_spans_in_a_lane_keep_apart_and_lanes_are_as_few_as_can_be(
    spans: list[Span], apart: int
) -> None:
    spans.sort()
    lanes = assign_lanes(spans, apart)
    for n, one in enumerate(spans):
        for other, lane in zip(spans[:n], lanes[:n], strict=True):
            if lane == lanes[n]:
                assert other.end + apart <= one.start
    crowd = max(
        (sum(s.start <= p < s.end + apart for s in spans) for p in {s.start for s in spans}),
        default=0,
    )
    assert max(lanes, default=-1) + 1 <= max(crowd, 0) or crowd == 0


@given(SPANS, st.integers(0, 90), st.integers(1, 20))
def test_touching_is_what_a_look_at_each_would_find(
    spans: list[Span], start: int, length: int
) -> None:
    found = PassageMap(passage(n, s.start, s.end) for n, s in enumerate(spans))
    expected = {n for n, s in enumerate(spans) if s.start < start + length and s.end > start}
    assert {p.id for p in found.touching(Span(start, start + length))} == expected


def test_the_shortest_passage_at_a_place_comes_first() -> None:
    places = mapped((0, 100), (10, 20), (15, 60))
    assert [p.id for p in places.at(16)] == [2, 3, 1]
    assert [p.id for p in places.at(20)] == [3, 1]
    assert [p.id for p in places.at(100)] == [1]
    assert places.at(101) == []


def test_next_and_previous_go_around_the_end() -> None:
    places = mapped((10, 20), (30, 40), (50, 60))
    first, second, third = places.passages
    assert places.step(None, 0, 1) == first
    assert places.step(None, 25, 1) == second
    assert places.step(None, 25, -1) == first
    assert places.step(None, 0, -1) == third
    assert places.step(third, 0, 1) == first
    assert places.step(first, 0, -1) == third
    assert PassageMap().step(None, 0, 1) is None


def test_cycling_visits_every_overlapping_passage() -> None:
    places = mapped((0, 100), (10, 50), (20, 30))
    current, seen = None, []
    for _ in range(3):
        current = places.next_at(current, 25)
        assert current is not None
        seen.append(current.id)
    assert sorted(seen) == [1, 2, 3]
    assert mapped((0, 5)).next_at(None, 50) is None


def test_neighbours_on_one_line_get_lanes_but_share_a_level() -> None:
    places = mapped((0, 20), (25, 40), (500, 600))
    lanes = [places.lane(p) for p in places.passages]
    assert lanes == [0, 1, 0]
    assert [places.level(p) for p in places.passages] == [0, 0, 0]
    assert places.lanes == 2

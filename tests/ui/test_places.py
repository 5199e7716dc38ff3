from hypothesis import given
from hypothesis import strategies as st

from ui.places import LIMIT, Place, Places


def test_back_and_forward_walk_as_in_a_browser() -> None:
    places = Places()
    for article in (1, 2, 3):
        places.visit(Place(article))
    assert places.back() == Place(2)
    assert places.back() == Place(1)
    assert places.back() is None
    assert places.forward() == Place(2)
    assert places.can_go_back
    assert places.can_go_forward


def test_going_elsewhere_forgets_what_lay_ahead() -> None:
    places = Places()
    for article in (1, 2, 3):
        places.visit(Place(article))
    places.back()
    places.visit(Place(9))
    assert not places.can_go_forward
    assert places.back() == Place(2)


def test_where_one_is_counts_once() -> None:
    places = Places()
    places.visit(Place(1))
    places.visit(Place(1))
    assert not places.can_go_back
    places.visit(Place(1, passage_id=4))
    assert places.back() == Place(1)


def test_an_empty_history_has_no_way() -> None:
    places = Places()
    assert places.here is None
    assert places.back() is None
    assert places.forward() is None


@given(st.lists(st.one_of(st.integers(1, 9), st.sampled_from(["back", "forward"])), max_size=600))
def test_going_back_and_forward_comes_back_to_the_same_place(moves: list[int | str]) -> None:
    places = Places()
    for move in moves:
        if isinstance(move, int):
            places.visit(Place(move))
        elif move == "back":
            places.back()
        else:
            places.forward()
    here = places.here
    if places.can_go_back:
        places.back()
        assert places.forward() == here
    back = 0
    while places.back():
        back += 1
    assert back < LIMIT

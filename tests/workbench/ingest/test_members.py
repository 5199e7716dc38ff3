"""Names of the articles within a file."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.ingest.members import LONGEST_NAME, Names


@given(st.lists(st.text(alphabet="ab (2)", max_size=8) | st.text(max_size=400), max_size=40))
def test_every_name_is_its_own_and_the_same_the_next_time(wanted: list[str]) -> None:
    first, again = Names(), Names()
    given_names = [first.own(name) for name in wanted]
    assert len(set(given_names)) == len(wanted)
    assert given_names == [again.own(name) for name in wanted]
    assert all("\n" not in name and len(name) < LONGEST_NAME + 60 for name in given_names)


def test_long_addresses_that_differ_only_at_their_end_stay_apart() -> None:
    names = Names()
    address = "https://quay.example/" + "a" * 400
    first, second, third = names.own(address), names.own(f"{address}b"), names.own(address)
    assert len({first, second, third}) == 3
    assert third == f"{first} (2)"


def test_very_many_of_one_name_take_no_long_time() -> None:
    names = Names()
    assert len({names.own("x" * 400) for _ in range(20_000)}) == 20_000

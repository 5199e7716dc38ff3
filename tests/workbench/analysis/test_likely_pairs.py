"""Which wordings are compared: like ones, and of a standing phrase only a few."""

from workbench.analysis.likely_pairs import COMMON, NEIGHBOURS, likely_pairs


def said(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def test_wordings_that_share_words_are_compared() -> None:
    wordings = [
        said("the harbour stays closed until the storm has passed"),
        said("the harbour remains closed until this storm has gone"),
        said("nobody expected prices to fall so quickly in spring"),
    ]
    assert likely_pairs(wordings).tolist() == [[0, 1]]


def test_nothing_gives_nothing() -> None:
    assert likely_pairs([]).tolist() == []
    assert likely_pairs([said("one"), said("two")]).tolist() == []


def test_a_standing_phrase_costs_no_more_than_it_is_common() -> None:
    many = 20 * COMMON
    wordings = [said(f"thank you very much indeed number{place:04}") for place in range(many)]
    pairs = likely_pairs(wordings)
    assert 0 < len(pairs) <= NEIGHBOURS * many

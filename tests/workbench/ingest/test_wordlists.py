"""The word lists that ship with Lode."""

from workbench.ingest.wordlists import Phrases, furniture, months
from workbench.languages import stop_words


def test_every_month_has_its_names_and_no_name_two_months() -> None:
    assert set(months().values()) == set(range(1, 13))
    assert months()["märz"] == months()["березня"] == months()["marzo"] == 3


def test_words_that_yaml_takes_for_truth_values_stay_words() -> None:
    assert "no" in stop_words()["es"]
    assert "on" in furniture().date_words


def test_stars_stand_for_words_and_hashes_for_numbers() -> None:
    phrases = Phrases(["share on *", "# comments"])
    assert phrases.match("Share on Facebook")
    assert phrases.match("1,204 Comments")
    assert not phrases.match("no comments")
    assert not phrases.match("they share on it")


def test_case_typographic_quotes_and_required_marks_make_no_difference() -> None:
    assert Phrases(["don't miss"]).match("  Don’t miss! ")
    assert Phrases(["email"]).match("Email *")


def test_a_very_long_line_is_no_phrase() -> None:
    assert not Phrases(["share on *"]).match("share on " + "x" * 1000)

"""The word lists: complete, unambiguous, and enough to add a unit without code."""

from importlib.resources import files
from typing import Any

import pytest
import yaml

from workbench.domain import Qualifier
from workbench.extract import parse_quantity
from workbench.extract.lexicon import lexicon
from workbench.extract.phrases import Phrases
from workbench.extract.tokens import MARGIN, tokenise


def table(name: str) -> dict[str, Any]:
    read = yaml.safe_load(files("resources").joinpath(f"{name}.yaml").read_text("utf-8"))
    assert isinstance(read, dict)
    return read


UNITS = table("units")
CURRENCIES = table("currencies")


@pytest.mark.parametrize("name", UNITS)
def test_every_form_of_a_unit_is_read_as_that_unit(name: str) -> None:
    entry = UNITS[name]
    assert set(entry) <= {"dimension", "names", "symbols", "rate_only", "factor"}
    for form in (*entry.get("names", ()), *entry.get("symbols", ())):
        quantity = parse_quantity(f"$12 per {form}" if entry.get("rate_only") else f"12.5 {form}")
        assert quantity is not None, form
        assert quantity.unit == (f"per {name}" if entry.get("rate_only") else name), form


@pytest.mark.parametrize("code", CURRENCIES)
def test_every_form_of_a_currency_is_read_as_that_currency(code: str) -> None:
    entry = CURRENCIES[code]
    assert set(entry) <= {"symbols", "names", "large"}
    forms = [f"{symbol}12.5" for symbol in entry.get("symbols", ())]
    forms += [f"12.5 {name}" for name in (*entry.get("names", ()), code)]
    forms += [f"12.5 million {name}" for name in entry.get("large", ())]
    for form in (*forms, f"{code} 12.5"):
        quantity = parse_quantity(form)
        assert quantity is not None, form
        assert (quantity.currency, quantity.unit) == (code, None), form


def test_no_form_means_two_things() -> None:
    for entries in (UNITS, CURRENCIES):
        for which, fold in (("names", str.lower), ("symbols", str)):
            forms = [fold(form) for entry in entries.values() for form in entry.get(which, ())]
            assert sorted(forms) == sorted(set(forms))


@pytest.mark.parametrize("sign", list(Qualifier)[1:])
def test_every_qualifier_is_read_as_its_sign(sign: Qualifier) -> None:
    qualifiers = table("qualifiers")
    for phrase in qualifiers["before"].get(sign.value, ()):
        quantity = parse_quantity(f"{phrase} 30 percent")
        assert quantity is not None, phrase
        assert quantity.qualifier is sign, phrase
    for phrase in qualifiers["after"].get(sign.value, ()):
        quantity = parse_quantity(f"30 percent {phrase}")
        assert quantity is not None, phrase
        assert quantity.qualifier is sign, phrase


def test_all_word_lists_are_words() -> None:
    def words(value: Any) -> list[Any]:
        if isinstance(value, dict):
            return [word for entry in value.values() for word in words(entry)]
        return value if isinstance(value, list) else []

    for name in ("units", "currencies", "qualifiers", "number_words", "not_figures", "rates"):
        assert all(isinstance(word, str) for word in words(table(name))), name
    assert "no" in lexicon().context.pronoun_behind


def test_the_longest_phrase_that_fits_wins() -> None:
    phrases = Phrases([("more than", "more"), ("no more than", "at most"), ("sq. km", "area")])
    tokens = tokenise("no more than sq. km sq.km sq-km sq . km")
    assert phrases.match(tokens, 0) == ("at most", 3)
    assert phrases.match(tokens, 1) == ("more", 3)
    assert phrases.match_before(tokens, 3) == ("at most", 0)
    assert phrases.match(tokens, 3) == ("area", 6)
    assert phrases.match(tokens, 6) == ("area", 9)
    assert phrases.match(tokens, len(tokens) - MARGIN - 3) is None
    assert phrases.match_before(tokens, 0) is None


def test_where_a_phrase_has_a_space_the_text_may_have_a_hyphen() -> None:
    phrases = Phrases([("square km", "area")])
    for text in ("square km", "square-km", "square  km"):
        tokens = tokenise(text)
        assert phrases.match(tokens, 0) == ("area", len(tokens) - MARGIN), text
        assert phrases.match_before(tokens, len(tokens) - MARGIN) == ("area", 0), text
    assert phrases.match(tokenise("square - km"), 0) is None

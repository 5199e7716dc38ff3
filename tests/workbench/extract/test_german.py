"""German figures and quotes, whose words and number format are resource files."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain import Directness, FigureStatus, Quantity, SuggestedFigure
from workbench.extract.compounds import compound
from workbench.extract.figures import find_figures
from workbench.extract.lexicon import lexicon
from workbench.extract.names import resolved
from workbench.extract.quotes import find_quotes
from workbench.extract.reading import read_along
from workbench.extract.word_files import known_language, languages

BILLION = 1e9

FIGURES = [
    ("China fördert rund 70 Prozent der Seltenen Erden.", "~", 70, "percent"),
    ("Der Anteil liegt bei über 70 %.", ">", 70, "percent"),
    ("Mindestens 90 Prozent kommen aus China.", ">=", 90, "percent"),
    ("Höchstens 5 Prozent bleiben im Land.", "<=", 5, "percent"),
    ("Weniger als 3 Promille sind verwertbar.", "<", 3, "per mille"),
    ("Das Wachstum lag um 0,5 Prozentpunkte höher.", "", 0.5, "percentage point"),
    ("Die Hilfe beläuft sich auf 1,2 Mrd. Euro.", "", 1.2 * BILLION, "EUR"),
    ("Sie kostet €3,5 Mrd und nicht mehr.", "", 3.5 * BILLION, "EUR"),
    ("Das kostet 3,5 Mrd. €.", "", 3.5 * BILLION, "EUR"),
    ("Das Abkommen ist 500 Milliarden Dollar wert.", "", 500 * BILLION, "USD"),
    ("Rund 2,5 Billionen Dollar seien nötig.", "~", 2500 * BILLION, "USD"),
    ("Er zahlte 5 Mio. Dollar.", "", 5e6, "USD"),
    ("Fast eine Milliarde Hrywnja fehlt.", "~", BILLION, "UAH"),
    ("Das sind 20.000 Rubel.", "", 20_000, "RUB"),
    ("Der Preis stieg auf 340 Dollar pro Kilogramm.", "", 340, "USD per kilogram"),
    ("Knapp 900 Millionen Franken gingen verloren.", "~", 9e8, "CHF"),
    ("Bis zu 1,5 Milliarden Euro sind zugesagt.", "<=", 1.5 * BILLION, "EUR"),
    ("Im Jahr 2014 waren es 816.000 t.", "", 816_000, "tonne"),
    ("Die Förderung erreichte 40.000 Tonnen.", "", 40_000, "tonne"),
    ("Anderthalb Millionen Tonnen lagern dort.", "", 1.5e6, "tonne"),
    ("Die Fläche beträgt 1.234,5 Quadratkilometer.", "", 1234.5, "square kilometre"),
    ("Eine halbe Million Hektar ist vermint.", "", 500_000, "hectare"),
    ("Täglich fließen 2 Millionen Barrel pro Tag.", "", 2e6, "barrel per day"),
    ("Das Kraftwerk leistet 1,3 Gigawatt.", "", 1.3, "gigawatt"),
    ("Es waren minus 5 Grad Celsius.", "", -5, "degree Celsius"),
    ("Der DAX fiel auf 18.000 Punkte.", "", 18_000, "point"),
    ("Die Strecke misst 12,5 Kilometer.", "", 12.5, "kilometre"),
    ("Es waren mindestens zweiundzwanzig Sanktionen.", ">=", 22, None),
    ("Dreihunderttausend Menschen flohen.", "", 300_000, None),
    ("Über 12.000 Menschen kamen.", ">", 12_000, None),
    ("Zweitausendfünfhundert Häuser brannten.", "", 2500, None),
    ("Ein Dutzend Firmen bewarb sich.", "", 12, None),
    ("Vier von zehn Befragten lehnen das ab.", "", 0.4, None),
    ("Zwei Drittel der Vorkommen liegen im Osten.", "", 2 / 3, None),
    ("Die Hälfte der Minen ist geschlossen.", "", 0.5, None),
    ("Drei Viertel der Bohrungen blieben trocken.", "", 0.75, None),
    ("Etwa vierzig Staaten unterschrieben.", "~", 40, None),
]

NO_FIGURES = [
    "Am 24. Februar 2022 begann der Krieg.",
    "Um 10.30 Uhr und um 18:00 Uhr tagte das Kabinett.",
    "Seit 2014 ist die Halbinsel besetzt.",
    "Im 19. Jahrhundert war das anders.",
    "Sie landete auf dem 3. Platz.",
    "Artikel 5 des Vertrags gilt.",
    "Zwischen Mai 2023 und Juni 2024 geschah nichts.",
    "Ein Mann und eine Frau warteten.",
    "Die F-35 flog über die Stadt.",
]


def read(text: str) -> list[SuggestedFigure]:
    return find_figures(text, language="de")


def counted(quantity: Quantity) -> str | None:
    return " ".join(part for part in (quantity.currency, quantity.unit) if part) or None


@pytest.mark.parametrize(("sentence", "sign", "value", "unit"), FIGURES)
def test_a_german_figure_has_its_value(
    sentence: str, sign: str, value: float, unit: str | None
) -> None:
    [figure] = [one for one in read(sentence) if one.score >= 0.3]
    quantity = figure.quantity
    assert quantity.value == pytest.approx(value)
    assert (quantity.qualifier.value, counted(quantity)) == (sign, unit)


@pytest.mark.parametrize("sentence", NO_FIGURES)
def test_what_is_no_figure_in_german(sentence: str) -> None:
    assert [sentence[one.span.start : one.span.end] for one in read(sentence)] == []


def test_a_range_and_two_levels() -> None:
    [between] = read("Zwischen 30 und 40 Prozent kommen aus Norwegen.")
    assert (between.quantity.lower, between.quantity.upper) == (30, 40)
    [to] = read("Das sind 20 bis 30 Tonnen.")
    assert (to.quantity.lower, to.quantity.upper, to.quantity.unit) == (20, 30, "tonne")
    [fell] = read("Der Anteil sank von 40 auf 30 Prozent.")
    assert (fell.quantity.value, fell.direction) == (30, -1)


def test_change_and_level_are_two_figures() -> None:
    change, level = read("Die Förderung stieg um 3,5 Prozent auf 40.000 Tonnen.")
    assert (change.quantity.value, change.direction) == (3.5, 1)
    assert (level.quantity.value, level.direction) == (40_000, 0)


def test_a_demand_is_told_from_an_estimate() -> None:
    [demanded] = read("Washington fordert 500 Milliarden Dollar.")
    assert demanded.status is FigureStatus.DEMANDED
    [estimated] = read("Fachleute schätzen die Vorkommen auf 19 Millionen Tonnen.")
    assert estimated.status is FigureStatus.ESTIMATED


@given(st.integers(1, 999_999))
def test_every_number_is_read_in_one_word(number: int) -> None:
    assert compound_or_word(spelled(number)) == number


def compound_or_word(word: str) -> int | None:
    words = lexicon("de").numbers
    known = words.small.get(word) or words.tens.get(word) or words.scales.get(word)
    return int(known) if known else compound(word, words)


_ONES = [
    *("null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn"),
    *("elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn"),
    "neunzehn",
]
_TENS = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]


def spelled(number: int, *, last: bool = True) -> str:
    if number >= 1000:
        rest = number % 1000
        return spelled(number // 1000, last=False) + "tausend" + (spelled(rest) if rest else "")
    if number >= 100:
        rest = number % 100
        return _ONES[number // 100] + "hundert" + (spelled(rest, last=last) if rest else "")
    if number < 20:
        return "eins" if number == 1 and last else _ONES[number]
    ones = number % 10
    return (_ONES[ones] + "und" if ones else "") + _TENS[number // 10 - 2]


@pytest.mark.parametrize("word", ["ernst", "viertel", "tausendundeine", "hundertmal", "und", ""])
def test_other_words_are_no_numbers(word: str) -> None:
    assert compound(word, lexicon("de").numbers) is None


ARTICLE = "\n\n".join(
    [
        "KIEW – Präsident Wolodymyr Selenskyj will das Abkommen nicht unterschreiben.",
        "„Das ist noch kein Vertrag“, sagte Selenskyj am Montag. Die USA fordern 500 Milliarden "
        "Dollar.",
        "Außenministerin Annalena Baerbock sagte: „Wir stehen an der Seite der Ukraine.“ Sie "
        "nannte den Plan „einen schweren Fehler“.",
        "„Das Abkommen“, erklärte Ministerin Julija Swyrydenko, „ist noch nicht fertig.“",
        "»Niemand weiß, was dort liegt«, meinte der Geologe Karl Brandt. Laut Brandt gibt es "
        "„mehr Karten als Minen“. Die sogenannten „Seltenen Erden“ sind nicht selten.",
    ]
)

QUOTES = [
    ("„Das ist noch kein Vertrag“", "Wolodymyr Selenskyj", Directness.DIRECT),
    ("„Wir stehen an der Seite der Ukraine.“", "Annalena Baerbock", Directness.DIRECT),
    ("den Plan „einen schweren Fehler“", "Annalena Baerbock", Directness.MIXED),
    (
        "„Das Abkommen“, erklärte Ministerin Julija Swyrydenko, „ist noch nicht fertig.“",
        "Julija Swyrydenko",
        Directness.DIRECT,
    ),
    ("»Niemand weiß, was dort liegt«", "Karl Brandt", Directness.DIRECT),
    ("gibt es „mehr Karten als Minen“", "Karl Brandt", Directness.MIXED),
]


def test_the_quotes_of_an_article_have_their_speakers() -> None:
    found = resolved(ARTICLE, find_quotes(ARTICLE, language="de"), "de")
    told = [(ARTICLE[q.span.start : q.span.end], q.name, q.directness) for q in found]
    assert told == QUOTES


@pytest.mark.parametrize(
    ("sentence", "speaker", "cue"),
    [
        ("„Wir werden nicht unterschreiben“, so Friedrich Merz.", "Friedrich Merz", "so"),
        ('"So geht das nicht", kritisierte Anna Weber.', "Anna Weber", "kritisierte"),
        ("„Es ist vorbei“, teilte die Sprecherin mit.", "die Sprecherin", "teilte"),
        ("„Wer soll das bezahlen?“, fragte Merz.", "Merz", "fragte"),
        ("Der Präsident fügte hinzu: „Wir brauchen Garantien.“", "Der Präsident", "fügte hinzu"),
        ("Nach Angaben von Peter Kunz sind es „mehr als genug“.", "Peter Kunz", "Nach Angaben von"),
        ("„Davon weiß ich nichts“, behauptete er.", "er", "behauptete"),
        ("„Wir warten ab“, sagte Olaf Schmidt der Zeitung.", "Olaf Schmidt der Zeitung", "sagte"),
    ],
)
def test_a_german_cue_gives_a_quote_to_its_speaker(sentence: str, speaker: str, cue: str) -> None:
    [quote] = find_quotes(sentence, language="de")
    assert (quote.speaker, quote.cue) == (speaker, cue)


def test_the_language_is_told_by_the_words_and_claims_are_left_out() -> None:
    guessed = read_along(ARTICLE)
    assert guessed == read_along(ARTICLE, language="de")
    assert guessed.claims == ()
    assert [figure.quantity.currency for figure in guessed.figures] == ["USD"]


def test_a_language_without_word_lists_is_read_as_english() -> None:
    assert languages() >= {"en", "de"}
    assert (known_language("de"), known_language("fr"), known_language(None)) == ("de", "en", "en")
    reading = read_along("Le prix est de $500 billion.", language="fr")
    assert [one.quantity.value for one in reading.figures] == [500e9]
    assert reading.claims == ()


@given(st.text(alphabet="einundzwanzigtausend 0123456789.,„“»« Mrd%€\n", max_size=300))
def test_whatever_is_read_lies_in_the_text_in_order(text: str) -> None:
    figures = read(text)
    spans = [one.span for one in figures]
    assert all(text[span.start : span.end].strip() for span in spans)
    assert all(one.end <= two.start for one, two in itertools.pairwise(spans))
    for quote in find_quotes(text, language="de"):
        assert 0 <= quote.span.start < quote.span.end <= len(text)

"""The language of a text."""

import pytest

from workbench.languages import guess_language, language_code

TEXTS = {
    "en": "The licences are good for six months. After that they have to be asked for anew, and "
    "nobody can say whether they will be given.",
    "de": "Die Lizenzen gelten für sechs Monate. Danach müssen sie neu beantragt werden, und "
    "niemand kann sagen, ob sie auch erteilt werden.",
    "fr": "Les licences sont valables pour six mois. Après cela il faut les demander de nouveau, "
    "et personne ne sait si elles seront données par les autorités.",
    "es": "Las licencias son válidas por seis meses. Después hay que pedirlas de nuevo, y nadie "
    "sabe si las autoridades las van a dar para el año que viene.",
    "ru": "Лицензии действуют в течение шести месяцев. После этого их нужно запрашивать снова, и "
    "никто не может сказать, будут ли они выданы, как это было раньше.",
    "uk": "Ліцензії діють протягом шести місяців. Після цього їх треба просити знову, і ніхто не "
    "може сказати, чи їх видадуть, як це було раніше в країні та за кордоном.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_is_recognised_by_its_short_words(language: str) -> None:
    assert guess_language(TEXTS[language]) == language


@pytest.mark.parametrize("text", ["", "Too short", "42 " * 100, "希土類の輸出は " * 40])
def test_what_cannot_be_told_is_none(text: str) -> None:
    assert guess_language(text) is None


@pytest.mark.parametrize(
    ("stated", "code"),
    [("en-US", "en"), ("de_DE", "de"), ("UK", "uk"), ("english", None), ("", None), (None, None)],
)
def test_language_code(stated: str | None, code: str | None) -> None:
    assert language_code(stated) == code

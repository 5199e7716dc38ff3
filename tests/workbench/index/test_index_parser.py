"""The query language: what is read, and what is refused where, why and with what instead."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbench.errors import QueryError
from workbench.index import parser
from workbench.index.parser import parse
from workbench.index.query import (
    All,
    Any,
    Every,
    Filled,
    Fuzzy,
    Like,
    Node,
    Pattern,
    Published,
    Scope,
    Valued,
    Without,
    Words,
)


def word(*words: str, scope: Scope | None = None, exact: bool = False) -> Words:
    return Words(words, scope, exact)


A, B, C = word("a"), word("b"), word("c")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("a", A),
        ("a b", Every((A, B))),
        ("a AND b", Every((A, B))),
        ("a OR b c", Any((A, Every((B, C))))),
        ("(a OR b) c", Every((Any((A, B)), C))),
        ("a -b", Every((A, Without(B)))),
        ("a NOT b", Every((A, Without(B)))),
        ("a AND NOT b", Every((A, Without(B)))),
        ("NOT a OR b", Any((Without(A), B))),
        ("-(a b)", Without(Every((A, B)))),
        ("NOT NOT a", A),
        ("- a", A),
        ("a - b", Every((A, B))),
        ("--a", A),
        ("and or not", Every((word("and"), word("or"), word("not")))),
        ('"a b"', word("a", "b")),
        ("“a b”", word("a", "b")),
        ("«a b»", word("a", "b")),
        ('"a b"~5', Words(("a", "b"), None, False, 5)),
        ('"a"', A),
        ('="a b"', word("a", "b", exact=True)),
        ("=Minerals", word("minerals", exact=True)),
        ("Кремль", word("кремль")),
        ("Ukraine’s", word("ukraine")),
        ("rare-earth", word("rare", "earth")),
        ("U.S.", word("u", "s")),
        ("14:30", word("14", "30")),
        ("$14.8", word("14.8")),
        ("1,000,000", word("1000000")),
        ("70%", Any((word("70", "%"), word("70", "percent"), word("70", "per", "cent")))),
        ("=70%", word("70", "%", exact=True)),
        ("a NEAR b", Words(("a", "b"), None, False, 10)),
        ("a NEAR/3 b NEAR c", Words(("a", "b", "c"), None, False, 10)),
        ("a b NEAR/2 c", Every((A, Words(("b", "c"), None, False, 2)))),
        ("title:(a NEAR/0 b)", Words(("a", "b"), Scope.TITLE, False, 0)),
        ("a near b", Every((A, word("near"), B))),
        ("putin*", Pattern("putin*")),
        ("(Putin*),", Pattern("putin*")),
        ("wom?n", Pattern("wom?n")),
        ("*tion", Pattern("*tion")),
        ("w?m*", Pattern("w?m*")),
        ("sanction~", Fuzzy("sanction", 1)),
        ("Sanction~2", Fuzzy("sanction", 2)),
        ("*", All()),
        ("* -a", Every((All(), Without(A)))),
        ("title:a", word("a", scope=Scope.TITLE)),
        ("Title:a", word("a", scope=Scope.TITLE)),
        ('outlet:"a b"', word("a", "b", scope=Scope.OUTLET)),
        ("source:a", word("a", scope=Scope.OUTLET)),
        ('tag:="a b"', word("a", "b", scope=Scope.TAG, exact=True)),
        ("-tag:a", Without(word("a", scope=Scope.TAG))),
        ("speaker:ab*", Pattern("ab*", Scope.SPEAKER)),
        ("author:smith~1", Fuzzy("smith", 1, Scope.AUTHOR)),
        ("kind:Quote", word("quote", scope=Scope.KIND)),
        ("memo:*", Filled(Scope.MEMO)),
        ("date:*", Filled(None)),
        ("like:17", Like(17)),
        ("a value:>=5k", Every((A, Valued(5000.0, float("inf"))))),
        ("currency:usd", word("usd", scope=Scope.CURRENCY)),
        (
            "title:(a OR b)",
            Any((word("a", scope=Scope.TITLE), word("b", scope=Scope.TITLE))),
        ),
        ("date:2025-02", Published("2025-02-01", "2025-03-01")),
        ('date:"2025-02"', Published("2025-02-01", "2025-03-01")),
        ("published:>2025-03", Published("2025-04-01", "~")),
        ("Ukraine: the deal", Every((word("ukraine"), word("the"), word("deal")))),
        ("a … b", Every((A, B))),
    ],
)
def test_what_a_query_says(query: str, expected: Node) -> None:
    assert parse(query) == expected


@pytest.mark.parametrize(
    ("query", "marked", "reason", "nearest"),
    [
        ("", "", "Type a word", None),
        ("  ", "  ", "Type a word", None),
        ("… –", "… –", "no letter or digit", None),
        ("(a OR b", "(", "never closed", "(a OR b)"),
        ("a) b", ")", "no “\\(”", "a b"),
        ("a () b", "()", "between these parentheses", "a b"),
        ("(", "(", "never closed", None),
        ('"a b', '"', "never closed", '"a b"'),
        ('a "', '"', "never closed", "a"),
        ('a ""', '""', "between these quotation marks", "a"),
        ("a AND", "AND", "both sides", "a"),
        ("OR a", "OR", "both sides", "a"),
        ("a AND OR b", "AND", "both sides", "a OR b"),
        ("a AND AND b", "AND", "both sides", "a AND b"),
        ("a NOT", "NOT", "after it", "a"),
        ("(a OR) b", "OR", "both sides", "(a) b"),
        ("-…", "-", "after it", None),
        ("speeker:putin", "speeker:", "Did you mean “speaker:”", "speaker:putin"),
        ("https://a.b/c", "https:", "quotation marks", '"https://a.b/c"'),
        ('foo:"a b"', "foo:", "quotation marks", 'foo "a b"'),
        ("title:", "title:", "Nothing stands after", None),
        ("title: a", "title:", "Nothing stands after", "title:a"),
        ("(title:) a", "title:", "Nothing stands after", "a"),
        ("title:(tag:a)", "tag:", "stands inside", None),
        ("a tag:…", "tag:…", "no letter or digit", "a"),
        ("kind:quotes", "quotes", "claim, quote or figure", "kind:quote"),
        ("kind:opinion", "opinion", "claim, quote or figure", None),
        ("p*", "p*", "2 letters", None),
        ("a?*", "a?*", "2 letters", None),
        ("*ab", "*ab", "3 letters", None),
        ("?*?*", "?*?*", "3 letters", None),
        ("rare-earth*", "rare-earth*", "more than one word", "rare earth*"),
        ('"rare earth*"', '"rare earth*"', "between quotation marks", "rare earth*"),
        ("=ab*", "=ab*", "neither with", "ab*"),
        ("ab*~1", "ab*~1", "neither with", "ab*"),
        ("=word~", "=word~", "take one", "word"),
        ("word~3", "word~3", "1 or 2", "word~2"),
        ("word~0", "word~0", "1 or 2", "word"),
        ("ab~", "ab~", "too short", "ab"),
        ("rare-earth~", "rare-earth~", "more than one word", "rare-earth"),
        ('"a b"~', "~", "how many words", '"a b"~5'),
        ('"a b"~500', "~500", "At most 100", '"a b"~100'),
        ("date:soon", "soon", "not a date", None),
        ("date:2025/02/24", "2025/02/24", "not a date", "date:2025-02-24"),
        ("date:> 2025", ">", "right after", "date:>2025"),
        ("date:2025-13", "2025-13", "calendar", None),
        ("date:2025..2024", "2025..2024", "ends before", "date:2024..2025"),
        ("date:[2024 TO 2025]", "[2024", "not a date", "date:2024..2025"),
        ("(" * 30 + "a" + ")" * 30, "(", "nested", None),
        ("a " * 101, " ", "at most 100 words", None),
        ("a NEAR", "NEAR", "on both sides", "a"),
        ("NEAR a", "NEAR", "on both sides", "a"),
        ("a NEAR AND b", "NEAR", "on both sides", "a AND b"),
        ("a NEAR/999 b", "NEAR/999", "At most 100 words", "a NEAR/100 b"),
        ("a NEAR bc*", "NEAR", "single words", "a AND bc*"),
        ('"a b" NEAR c', "NEAR", "single words", '"a b" AND c'),
        ("a NEAR =b", "NEAR", "same kind", "a AND =b"),
    ],
)
def test_what_cannot_be_read(query: str, marked: str, reason: str, nearest: str | None) -> None:
    with pytest.raises(QueryError, match=reason) as caught:
        parse(query)
    error = caught.value
    assert query[error.start : error.end] == marked
    assert error.nearest == nearest
    if nearest is not None:
        parse(nearest)


def test_a_query_has_a_greatest_length() -> None:
    assert parse("x" * parser.MAX_LENGTH)
    with pytest.raises(QueryError, match="at most 2,000 characters"):
        parse("x" * (parser.MAX_LENGTH + 1))


signs = st.sampled_from(
    [*'()"“”«=~*?-:%.,<>[]\'’', "AND", "OR", "NOT", "title:", "date:", "kind:", "foo:", "~5",
     "2025", "..", "a", "word", "é", "\u0301", "и", "🚜", " ", "\n", "\x1f", "\x00"]
)  # fmt: skip
junk = st.one_of(st.text(max_size=60), st.lists(signs, max_size=40).map("".join))


def trouble_of(query: str) -> QueryError | None:
    try:
        parse(query)
    except QueryError as error:
        return error
    return None


@given(junk)
@example("\ud800")
@example("²")
@example("a" + "\u0301" * 50 + "*")
def test_any_string_is_read_or_refused(query: str) -> None:
    error = trouble_of(query)
    if error is None:
        return
    assert 0 <= error.start <= error.end <= len(query)
    assert str(error)
    if error.nearest is not None:
        assert error.nearest != query
        parse(error.nearest)


@pytest.mark.parametrize(
    "unit",
    ["(", ")", "NOT ", "-", "a OR ", "a AND ", '"', "~", "*", "?", "a?", "ab*", ".", ".a", "a.",
     ":", "a:", "title:", "date:", "=", "%", "a~", "1,", "[", "\u0301", "'", "a'", "…", " "],
)  # fmt: skip
def test_repetition_takes_no_time(unit: str) -> None:
    query = (unit * parser.MAX_LENGTH)[: parser.MAX_LENGTH]
    started = time.process_time()
    for text in (query, "a " + query, "(" + query):
        trouble_of(text[: parser.MAX_LENGTH])
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("mine", Any((word("mine"), Pattern("mine*")))),
        ("rare mine", Every((word("rare"), Any((word("mine"), Pattern("mine*")))))),
        ("title:mi", Any((word("mi", scope=Scope.TITLE), Pattern("mi*", Scope.TITLE)))),
        ("a OR (b mi", None),
        ("mine ", word("mine")),
        ("m", word("m")),
        ("=mine", word("mine", exact=True)),
        ('"rare mine"', word("rare", "mine")),
        ("tag:mine", word("mine", scope=Scope.TAG)),
        ("rare-mine", word("rare", "mine")),
        ("14", word("14")),
        ("mine*", Pattern("mine*")),
        ("-mine", Without(word("mine"))),
    ],
)
def test_while_it_is_typed_the_last_word_stands_for_all_that_begin_so(
    query: str, expected: Node | None
) -> None:
    if expected is None:
        with pytest.raises(QueryError):
            parse(query, typing=True)
    else:
        assert parse(query, typing=True) == expected
        assert parse(query.strip() + " ", typing=True) == parse(query)

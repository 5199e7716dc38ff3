"""Feeds as they are found in the wild: in old encodings, with other elements, damaged."""

import time
from contextlib import suppress

import pytest

from workbench.domain import ArticleDraft
from workbench.ingest.failures import Refused, Unreadable
from workbench.ingest.readers import feed

WORDS = "The board voted on Monday to buy a second crane for the quay."


def drafts(content: bytes | str) -> list[ArticleDraft]:
    data = content if isinstance(content, bytes) else content.encode()
    return [member.read(member.content()) for member in feed.members(data, None)]


def rss(items: str, head: str = "<title>Quay News</title>", before: str = "") -> str:
    return f'{before}<rss version="2.0"><channel>{head}{items}</channel></rss>'


def test_elements_about_pictures_and_sounds_are_not_the_articles() -> None:
    content = (
        '<rss xmlns:media="http://search.yahoo.com/mrss/"'
        ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>F</title>'
        "<item><media:title>A picture</media:title><media:description>A man.</media:description>"
        "<itunes:author>Studio</itunes:author><title>A crane</title>"
        f"<author>ann@q.example (Ann Oakes)</author><description>{WORDS}</description></item>"
        f"<item><title>B</title><itunes:author>Studio One</itunes:author>"
        f"<itunes:summary>{WORDS}</itunes:summary></item></channel></rss>"
    )
    first, second = drafts(content)
    assert (first.title, first.text, first.author) == ("A crane", WORDS, "Ann Oakes")
    assert (second.text, second.author) == (WORDS, "Studio One")


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1251", "koi8-r", "ibm855", "utf-8"])
def test_the_encoding_that_a_feed_states(encoding: str) -> None:
    text = "Правление в понедельник проголосовало за второй кран для причала."
    content = rss(
        f"<item><title>Кран</title><description>{text}</description></item>",
        before=f'<?xml version="1.0" encoding="{encoding}"?>\n',
    )
    [draft] = drafts(content.encode(encoding))
    assert (draft.title, draft.text, draft.notes) == ("Кран", text, ())


def test_a_byte_that_does_not_fit_costs_only_itself() -> None:
    item = (
        f"<item><title>Журавль</title><description>{WORDS}".encode() + b"\xff</description></item>"
    )
    [draft] = drafts(b"<rss><channel>" + item + b"</channel></rss>")
    assert draft.text == f"{WORDS}\ufffd"
    assert draft.notes == ("1 character could not be decoded as utf-8.",)


def test_signs_that_only_html_has_and_bare_ampersands_lose_nothing() -> None:
    [draft] = drafts(
        rss(
            "<item><title>Wharf&nbsp;&amp; Sons &eacute;</title>"
            f"<description>AT&T &unheard; \x07{WORDS}</description></item>"
        )
    )
    assert draft.title == "Wharf & Sons é"
    assert draft.text == f"AT&T &unheard;  {WORDS}"
    assert draft.notes == ()


def test_a_feed_that_breaks_off_gives_what_is_there_with_a_note() -> None:
    whole = rss(
        "".join(
            f"<item><title>T{n}</title><link>https://q.example/{n}</link>"
            f"<description>{WORDS}</description></item>"
            for n in range(3)
        )
    )
    found = drafts(whole[: whole.rindex(" for the quay")])
    assert [draft.title for draft in found] == ["T0", "T1", "T2"]
    assert found[0].notes == ("The feed is damaged: words or entries of it may be missing.",)


def test_damage_without_an_entry_is_a_failure() -> None:
    with pytest.raises(Unreadable):
        drafts("<rss><channel><title>Quay")


def test_the_document_type_of_the_first_rss_is_not_loaded_and_does_no_harm() -> None:
    [draft] = drafts(
        rss(
            f"<item><title>A</title><description>{WORDS}</description></item>",
            before='<?xml version="1.0"?>\n<!-- made by hand -->\n<!DOCTYPE rss PUBLIC '
            '"-//Netscape Communications//DTD RSS 0.91//EN" "http://nowhere.invalid/rss.dtd">',
        )
    )
    assert draft.text == WORDS
    with pytest.raises(Refused, match="document type"):
        drafts(
            rss(
                "<item><description>&a;</description></item>",
                before='<!DOCTYPE rss [<!ENTITY a "aaaa">]>',
            )
        )


@pytest.mark.parametrize("piece", ["&", "&a", "<!--", " ", "<!-- -->", "<item>", "&#1", "<?xml "])
def test_time_grows_with_length_alone(piece: str) -> None:
    def seconds(times: int) -> float:
        started = time.perf_counter()
        with suppress(Refused, Unreadable):
            list(feed.members(f"<rss>{piece * times}".encode(), None))
        return time.perf_counter() - started

    small = max(seconds(10_000), 0.005)
    assert seconds(80_000) < 30 * small  # eight times as long; quadratic would be 64 times

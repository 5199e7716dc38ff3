"""Files of several articles: each article by itself, in portions, whatever one of them does."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.domain import Outcome, ReadFile
from workbench.ingest import ReaderPool, Request
from workbench.ingest.readers import archive
from workbench.tasks import Cancelled, Task

WORDS = "The board voted on Monday to buy a second crane for the quay."


@pytest.fixture
def pool() -> Iterator[ReaderPool]:
    with ReaderPool() as readers:
        yield readers


def zipped(entries: dict[str, bytes | str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return packed.getvalue()


def read(pool: ReaderPool, path: Path, content: bytes | str, **mapping: str) -> list[ReadFile]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(pool.read_all([Request(path, mapping=mapping)]))


def by_member(found: list[ReadFile]) -> dict[str | None, ReadFile]:
    return {one.member: one for one in found}


def test_an_archive_gives_an_article_an_entry(pool: ReaderPool, tmp_path: Path) -> None:
    inner = zipped({"c.txt": f"Third\n\n{WORDS}"})
    found = read(
        pool,
        tmp_path / "pile.zip",
        zipped(
            {
                "news/2025-03-12-a.txt": f"First\n\n{WORDS}",
                "news/b.html": f"<title>Second</title><p>{WORDS}</p>",
                "inner.zip": inner,
                "picture.jpg": b"\xff\xd8",
                "news/.hidden.txt": "x",
                "__MACOSX/news/._b.html": "x",
                "news/b_files/menu.html": "x",
            }
        ),
    )
    assert {one.member: one.outcome for one in found} == {
        "inner.zip#c.txt": Outcome.IMPORTED,
        "news/2025-03-12-a.txt": Outcome.IMPORTED,
        "news/b.html": Outcome.IMPORTED,
        "picture.jpg": Outcome.REFUSED,
    }
    assert [one.more for one in found] == [True, True, True, False]
    first = by_member(found)["news/2025-03-12-a.txt"]
    assert first.draft is not None
    assert (first.draft.title, first.draft.text, first.draft.published) == (
        "First",
        WORDS,
        "2025-03-12",
    )
    assert first.shown == f"{tmp_path / 'pile.zip'}#news/2025-03-12-a.txt"
    assert len({one.file_sha256 for one in found}) == 1
    assert len({one.sha256 for one in found}) == 4


def test_a_known_container_is_not_read_again(pool: ReaderPool, tmp_path: Path) -> None:
    path = tmp_path / "pile.zip"
    [one] = read(pool, path, zipped({"a.txt": WORDS}))
    [again] = pool.read_all([Request(path, one.file_sha256)])
    assert (again.outcome, again.member) == (Outcome.UNCHANGED, None)


def test_one_bad_entry_is_one_failed_article(pool: ReaderPool, tmp_path: Path) -> None:
    damaged = bytearray(zipped({"a.txt": WORDS * 50, "b.txt": WORDS}))
    damaged[45:60] = b"\xff" * 15  # in the packed bytes of the first entry
    found = by_member(read(pool, tmp_path / "pile.zip", bytes(damaged)))
    assert found["a.txt"].outcome is Outcome.FAILED
    assert found["b.txt"].outcome is Outcome.IMPORTED


def test_archives_made_to_do_harm_are_refused(pool: ReaderPool, tmp_path: Path) -> None:
    whole = zipped({"a.txt": WORDS, "b.txt": WORDS})
    directory = whole.index(b"PK\x01\x02")
    second = whole.index(b"PK\x01\x02", directory + 1)
    # The second entry of the directory points to the bytes of the first, as in a quine bomb.
    overlapping = bytearray(whole)
    overlapping[second + 42 : second + 46] = (0).to_bytes(4, "little")
    nested = zipped({"a.txt": WORDS})
    for _ in range(5):
        nested = zipped({"inner.zip": nested})
    cases = {
        "overlap.zip": bytes(overlapping),
        "cut.zip": whole[:-30],
        "empty.zip": zipped({}),
        "bomb.zip": zipped({"a.txt": b" " * 60_000_000}),
        "nested.zip": nested,
    }
    outcomes = {}
    for name, content in cases.items():
        [one] = read(pool, tmp_path / name, content)
        outcomes[name] = one.outcome
        assert one.reason
    assert outcomes == {
        "overlap.zip": Outcome.REFUSED,
        "cut.zip": Outcome.FAILED,
        "empty.zip": Outcome.REFUSED,
        "bomb.zip": Outcome.REFUSED,
        "nested.zip": Outcome.REFUSED,
    }


def test_sizes_that_an_archive_claims_are_not_believed(pool: ReaderPool, tmp_path: Path) -> None:
    packed = bytearray(zipped({"a.txt": b"a" * 3_000_000}))
    directory = packed.index(b"PK\x01\x02")
    packed[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    packed[22:26] = (10).to_bytes(4, "little")
    [one] = read(pool, tmp_path / "liar.zip", bytes(packed))
    assert one.outcome in {Outcome.FAILED, Outcome.REFUSED}


def test_the_names_in_an_archive_lead_nowhere(pool: ReaderPool, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    names = ["../out.txt", "/tmp/absolute.txt", "C:\\windows\\a.txt", "a\u202etxt.exe.txt"]
    found = read(
        pool, folder / "pile.zip", zipped({name: f"T\n\n{WORDS} {name}" for name in names})
    )
    assert {one.outcome for one in found} == {Outcome.IMPORTED}
    assert [path.name for path in folder.iterdir()] == ["pile.zip"]
    assert not (tmp_path / "out.txt").exists()


def test_many_articles_come_in_portions_and_a_cancel_stops_between(
    pool: ReaderPool, tmp_path: Path
) -> None:
    path = tmp_path / "pile.jsonl"
    lines = [json.dumps({"title": f"T{n}", "text": f"{WORDS} {n}"}) for n in range(700)]
    found = read(pool, path, "\n".join(lines))
    assert [one.member for one in found] == [str(n) for n in range(1, 701)]
    assert {one.outcome for one in found} == {Outcome.IMPORTED}
    task = Task()
    stopped = pool.read_all([Request(path)], task)
    kept = [next(stopped)]
    task.cancel()
    with pytest.raises(Cancelled):
        kept.extend(stopped)
    assert 0 < len(kept) < 700


STRANGE = """
import os, sys
from workbench.domain import ArticleDraft
from workbench.ingest import reading, worker
from workbench.ingest.members import Member
from workbench.processes import serve

def members(source):
    def read(number):
        if number in source.data:
            os._exit(3)
        return ArticleDraft(title=str(number), text="Words.")
    for number in range(1, 121):
        yield Member(
            str(number),
            lambda number=number: b"%d" % number,
            lambda _, number=number: read(number),
        )

reading._CONTAINERS = {"zip": members}
serve(worker.Worker().answer)
"""


@pytest.fixture
def strange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ReaderPool]:
    """A pool whose reader crashes at the members that are numbered by the file's bytes."""
    modules = tmp_path / "modules"
    modules.mkdir()
    (modules / "strange_worker.py").write_text(STRANGE)
    monkeypatch.setenv("PYTHONPATH", str(modules))
    with ReaderPool(1, module="strange_worker") as pool:
        yield pool


@pytest.mark.parametrize("crashing", [[7], [1], [50], [51], [120], [119, 120], [1, 60, 61, 120]])
def test_a_crash_in_one_article_costs_only_that(
    strange: ReaderPool, tmp_path: Path, crashing: list[int]
) -> None:
    path, after = tmp_path / "pile.zip", tmp_path / "after.zip"
    path.write_bytes(bytes(crashing))
    after.write_bytes(b"\xff")
    found = list(strange.read_all([Request(path), Request(after)]))
    assert [one.member for one in found] == [str(n) for n in range(1, 121)] * 2
    # The last of a file says that it is, or the next file's would be taken for this one's.
    assert [n for n, one in enumerate(found, start=1) if not one.more] == [120, 240]
    failed = [one for one in found if one.outcome is Outcome.FAILED]
    assert [one.member for one in failed] == list(map(str, crashing))
    assert all("ended without an answer" in one.reason for one in failed)


def test_a_file_that_changes_while_it_is_read_is_told(strange: ReaderPool, tmp_path: Path) -> None:
    path = tmp_path / "pile.zip"
    path.write_bytes(bytes([60]))  # the process ends, and its successor has to read anew
    reading = strange.read_all([Request(path)])
    found = [next(reading)]
    path.write_bytes(b"\xff\xff")
    found.extend(reading)
    assert (found[-1].outcome, found[-1].more) == (Outcome.FAILED, False)
    assert found[-1].reason == "It has changed while it was read; import it again."
    assert {one.outcome for one in found[:-1]} == {Outcome.IMPORTED}


def test_what_stands_before_the_damage_in_a_table_is_kept(pool: ReaderPool, tmp_path: Path) -> None:
    rows = [f"{n},{WORDS} {n}" for n in range(75)]
    rows[70] = f"70,{'x' * 10_000_001}"
    found = read(pool, tmp_path / "t.csv", "\n".join(["id,text", *rows]))
    assert [one.member for one in found] == [*map(str, range(70)), None]
    assert [one.outcome for one in found] == [Outcome.IMPORTED] * 70 + [Outcome.FAILED]
    assert [one.more for one in found] == [True] * 70 + [False]


@pytest.mark.parametrize("most", [1, 2])
def test_an_archive_of_too_many_entries_is_refused(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MOST_ENTRIES", most)
    with pytest.raises(archive.Refused, match="more than"):
        list(archive.entries(zipped({"a.txt": "a", "b.txt": "b", "c.txt": "c"}), archive.Budget()))


MAILBOX = f"""From ann@example.invalid Mon Mar 10 10:00:00 2025
From: Ann Oakes <ann@example.invalid>
Subject: First letter
Date: Mon, 10 Mar 2025 10:00:00 +0000
Message-ID: <one@example.invalid>

{WORDS}

>From the quay it could be seen.

From bob@example.invalid Tue Mar 11 10:00:00 2025
From: Bob <bob@example.invalid>
Subject: Second letter
Date: Tue, 11 Mar 2025 10:00:00 +0000

Another one. From here on it is all text.

From none@example.invalid Tue Mar 11 11:00:00 2025
Subject: Empty

"""


def test_a_mailbox_gives_its_messages(pool: ReaderPool, tmp_path: Path) -> None:
    found = read(pool, tmp_path / "letters.mbox", MAILBOX)
    assert [(one.member, one.outcome) for one in found] == [
        ("one@example.invalid", Outcome.IMPORTED),
        ("2", Outcome.IMPORTED),
        ("3", Outcome.REFUSED),
    ]
    first, second = found[0].draft, found[1].draft
    assert first is not None
    assert second is not None
    assert (first.title, first.source) == ("First letter", "Ann Oakes")
    assert first.text.endswith("\n\nFrom the quay it could be seen.")
    assert second.published == "2025-03-11T10:00:00+00:00"
    [broken] = read(pool, tmp_path / "b.mbox", "No mailbox at all")
    assert broken.outcome is Outcome.FAILED


RSS = f"""<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Quay News</title>
<language>en-gb</language>
<item><title>Crane &amp;amp; quay</title><link>https://quay.example/a</link><guid>tag:a</guid>
<dc:creator>Ann Oakes</dc:creator><pubDate>Wed, 12 Mar 2025 09:30:00 GMT</pubDate>
<description>Short.</description>
<content:encoded><![CDATA[<p>{WORDS}</p><p>It will stand.</p><script>x()</script>]]>
</content:encoded>
</item><item><title>Nothing in it</title></item></channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour</title>
<entry><id>urn:x:1</id><title>One</title><link rel="self" href="https://h.example/self"/>
<link href="https://h.example/1"/><author><name>Bob Lund</name></author>
<published>2025-03-12T09:30:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{WORDS}</p></div></content>
</entry></feed>"""


def test_feeds_give_their_entries(pool: ReaderPool, tmp_path: Path) -> None:
    first, second = read(pool, tmp_path / "news.rss", RSS)
    assert (first.member, second.outcome) == ("tag:a", Outcome.REFUSED)
    draft = first.draft
    assert draft is not None
    assert (draft.title, draft.author, draft.source) == ("Crane & quay", "Ann Oakes", "Quay News")
    assert (draft.published, draft.url, draft.language) == (
        "2025-03-12T09:30:00+00:00",
        "https://quay.example/a",
        "en",
    )
    assert draft.text == f"{WORDS}\n\nIt will stand."
    [entry] = read(pool, tmp_path / "feed.xml", ATOM)
    assert entry.draft is not None
    assert (entry.draft.text, entry.draft.author, entry.draft.url) == (
        WORDS,
        "Bob Lund",
        "https://h.example/1",
    )


def test_other_xml_is_refused_in_words(pool: ReaderPool, tmp_path: Path) -> None:
    [other] = read(pool, tmp_path / "data.xml", "<inventory><item/></inventory>")
    assert (other.outcome, other.reason) == (
        Outcome.REFUSED,
        "It is XML, but neither a feed (RSS, Atom) nor a web page.",
    )
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaa">]><rss><channel><item>&a;</item></channel></rss>'
    [refused] = read(pool, tmp_path / "bomb.rss", bomb)
    assert refused.outcome is Outcome.REFUSED


def test_content_goes_before_the_name(pool: ReaderPool, tmp_path: Path) -> None:
    page = f"<!DOCTYPE html><title>Saved</title><p>{WORDS}</p>"
    rtf = r"{\rtf1\ansi Words in RTF.}"
    found = {
        name: read(pool, tmp_path / name, content)[0]
        for name, content in {
            "a.txt": page,
            "b.doc": rtf,
            "c.doc": page,
            "d.txt": rtf,
            "e.doc": b"\xd0\xcf\x11\xe0" + bytes(600),
        }.items()
    }
    texts = {name: one.draft.text if one.draft else one.reason for name, one in found.items()}
    assert texts == {
        "a.txt": WORDS,
        "b.doc": "Words in RTF.",
        "c.doc": WORDS,
        "d.txt": "Words in RTF.",
        "e.doc": "It is an old Word file; save it as docx.",
    }

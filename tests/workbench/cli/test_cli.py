"""The command line as scripts call it: a process, its streams and its exit status."""

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench.project import Project
from workbench.store.schema import SCHEMA_VERSION

ROOT = Path(__file__).parents[3]
SENTENCE = "Ukraine’s deposits are valued at an estimated $14.8 trillion, a survey found."
ARTICLE = f"""Counting what lies below

KYIV, March 12, 2025 — {SENTENCE} Others put the number much lower. 🚜

About 70% of the deposits lie in the east, said Olena Hryn, a geologist.
"""

Lode = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def lode(tmp_path: Path) -> Lode:
    """Runs `python main.py --project P …` in a process of its own."""

    def run(*words: object, stdin: str = "", status: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [
                sys.executable,
                str(ROOT / "main.py"),
                "--project",
                str(tmp_path / "P"),
                *map(str, words),
            ],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            timeout=100,
            check=False,
            cwd=tmp_path,
        )
        assert done.returncode == status, done.stderr
        return done

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three files: an article, another one, and one that cannot be read."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "b.md").write_text(
        "---\ntitle: A second voice\ndate: 2025-04-02\nsource: Meridian Wire\n---\n\n"
        "Between 60 and 70 percent of rare earth supply is Chinese, the study says.\n",
        encoding="utf-8",
    )
    (folder / "c.txt").write_bytes(b"\x00\x01\x02\xff" * 500)
    return folder


@pytest.fixture
def project(lode: Lode, folder: Path) -> Lode:
    """The command line of a project into which the folder has been imported."""
    lode("import", folder)
    return lode


def answer(done: subprocess.CompletedProcess[str]) -> Any:
    return json.loads(done.stdout)


def article_ids(lode: Lode) -> dict[str, int]:
    return {article["title"]: article["id"] for article in answer(lode("articles", "--json"))}


def test_the_whole_job(lode: Lode, folder: Path, tmp_path: Path) -> None:
    report = answer(lode("import", folder, "--json"))
    outcomes = ("imported", "updated", "unchanged", "duplicates", "degraded", "refused", "failed")
    assert report["found"] == sum(report[outcome] for outcome in outcomes) == 3
    assert (report["imported"], report["refused"]) == (2, 1)
    assert all(file["reason"] for file in report["files"] if file["outcome"] == "refused")

    found = answer(lode("--json", "search", "deposit*", "--facets"))
    [hit] = found["hits"]
    assert (found["total"], hit["title"]) == (1, "Counting what lies below")
    text = lode("text", hit["article_id"]).stdout
    for snippet in hit["snippets"]:
        assert text[snippet["start"] : snippet["end"]] == snippet["text"]
        for start, end in snippet["matches"]:
            assert text[start:end].lower().startswith("deposit")
    assert found["facets"]["month"] == [["2025-03", 1]]

    start = text.index("an estimated $14.8 trillion")
    end = start + len("an estimated $14.8 trillion")
    passage_id = answer(
        lode(
            "tag",
            hit["article_id"],
            start,
            end,
            "figure",
            "--tag",
            "value",
            "--memo",
            "check",
            "--metric",
            "Value of deposits",
            "--json",
        )
    )["passage_id"]

    [passage] = answer(lode("passages", "--json", "--kind", "figure"))
    assert passage["id"] == passage_id
    assert passage["quantity"] == {
        "value": 14_800_000_000_000,
        "lower": None,
        "upper": None,
        "unit": None,
        "currency": "USD",
        "qualifier": "~",
        "as_of": None,
        "metric": "Value of deposits",
    }

    [series] = answer(lode("series", "--json"))
    assert [(point["t"], point["value"]) for point in series["points"]] == [
        ("2025-03-12", 14_800_000_000_000)
    ]
    assert set(series["points"][0]) == {
        "t", "value", "lower", "upper", "qualifier", "passage_id", "article_id"
    }  # fmt: skip
    offered = answer(lode("series", "--suggested", "--json"))
    ids = [point["passage_id"] for one in offered for point in one["points"]]
    assert None in ids
    assert passage_id in ids
    [once] = answer(lode("series", "--once", "--convert", "--by", "story", "--json"))
    assert (once["points"], once["unit"]) == (series["points"], "USD")

    written = answer(lode("export", "--format", "csv", "--out", tmp_path / "out.csv", "--json"))
    assert written["passages"] == 1
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["value"], row["currency"]) == ("14800000000000", "USD")
    assert (int(row["start"]), int(row["end"])) == (start, end)
    assert text[int(row["start"]) : int(row["end"])] == row["text"]
    assert row["memo"] == "check"


def test_importing_again_changes_nothing(project: Lode, folder: Path) -> None:
    before = project("articles", "--json").stdout
    report = answer(project("import", folder, "--json"))
    assert (report["unchanged"], report["refused"], report["imported"]) == (2, 1, 0)
    assert project("articles", "--json").stdout == before


def test_undo_and_redo_are_remembered_between_calls(project: Lode) -> None:
    article = article_ids(project)["Counting what lies below"]
    project("tag", article, 0, 8, "claim")
    assert answer(project("undo", "--json"))["step"]["label"] == "Tag as claim"
    assert answer(project("passages", "--json")) == []
    assert answer(project("redo", "--json"))["step"]["action"] == "redo"
    assert len(answer(project("passages", "--json"))) == 1
    assert answer(project("redo", "--json")) == {"step": None}
    actions = [step["action"] for step in answer(project("history", "--json"))]
    assert actions == ["redo", "undo", "do"]


def test_a_batch_of_tags_is_acknowledged_line_by_line(project: Lode) -> None:
    article = article_ids(project)["Counting what lies below"]
    lines = [
        json.dumps({"article_id": article, "start": 0, "end": 4, "kind": "quote", "speaker": "X"}),
        json.dumps({"article_id": article, "start": 5, "end": 99999, "kind": "quote"}),
        "not json",
        json.dumps({"article_id": article, "start": 5, "end": 9, "kind": "nonsense"}),
        json.dumps({"article_id": article, "start": 5, "end": 9, "kind": "claim", "tags": ["a"]}),
    ]
    done = project("tag", "--batch", stdin="\n".join(lines) + "\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [sorted(one) for one in answers] == [
        ["passage_id"],
        ["error"],
        ["error"],
        ["error"],
        ["passage_id"],
    ]
    found = answer(project("passages", "--json"))
    assert [(p["id"], p["speaker"], p["tags"]) for p in found] == [
        (answers[0]["passage_id"], "X", []),
        (answers[4]["passage_id"], None, ["a"]),
    ]


def test_how_a_passage_is_meant_can_be_said(project: Lode) -> None:
    article = article_ids(project)["A second voice"]
    said = {"article_id": article, "start": 0, "end": 9, "kind": "claim", "stance": "denied"}
    lines = [json.dumps(said), json.dumps({**said, "stance": "doubtful"})]
    done = project("tag", "--batch", stdin="\n".join(lines) + "\n")
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert "asserted, denied, hedged" in second["error"]
    project("tag", str(article), "0", "9", "quote", "--cue", "said", "--directness", "direct")
    found = {passage["kind"]: passage for passage in answer(project("passages", "--json"))}
    assert found["claim"]["id"] == first["passage_id"]
    assert found["claim"]["stance"] == "denied"
    assert (found["quote"]["cue"], found["quote"]["directness"]) == ("said", "direct")
    assert found["quote"]["status"] is None


def test_a_batch_of_queries_answers_each(project: Lode, tmp_path: Path) -> None:
    queries = tmp_path / "queries.txt"
    queries.write_text("deposits\n(unbalanced\nnothingmatches\n", encoding="utf-8")
    done = project("search", "--batch", queries)
    first, second, third = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["total"], third["total"]) == (1, 0)
    assert "error" in second


def test_extract_reads_without_a_project(lode: Lode, folder: Path, tmp_path: Path) -> None:
    done = lode("extract", folder / "a.txt", folder / "c.txt")
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["outcome"], first["title"]) == ("imported", "Counting what lies below")
    assert first["published"].startswith("2025-03-12")
    assert SENTENCE in first["text"]
    assert (second["outcome"], second["text"]) == ("refused", None)
    assert not (tmp_path / "P").exists()


def test_charts_are_written_as_csv_and_as_pictures(project: Lode, tmp_path: Path) -> None:
    article = article_ids(project)["A second voice"]
    text = project("text", article).stdout
    words = "Between 60 and 70 percent"
    start = text.index(words)
    project("tag", article, start, start + len(words), "figure", "--metric", "Share")
    for suffix, magic in ((".csv", b""), (".png", b"\x89PNG"), (".svg", b"<?xml")):
        out = tmp_path / f"chart{suffix}"
        assert answer(project("chart", "--out", out, "--json"))["points"] == 1
        assert out.read_bytes().startswith(magic)
    project("chart", "--out", tmp_path / "chart.bmp", status=2)


def test_check_backup_and_rebuild(project: Lode, tmp_path: Path) -> None:
    assert answer(project("check", "--json")) == {"ok": True, "findings": []}
    assert answer(project("rebuild-index", "--json")) == {"ok": True, "articles": 2}
    copy = tmp_path / "copy.sqlite"
    assert answer(project("backup", "--out", copy, "--json"))["written"] == str(copy)
    assert copy.stat().st_size > 0


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (["tag", 1, 5, 3, "claim"], 1, "do not lie in the text"),
        (["tag", 1, 0, 10**9, "claim"], 1, "do not lie in the text"),
        (["tag", 99, 0, 5, "claim"], 1, "no article 99"),
        (["text", 99], 1, "no article 99"),
        (["search", '"open'], 1, "quot"),
        (["search"], 2, "Give a query"),
        (["tag", 1, 0, 5, "opinion"], 2, "invalid choice"),
        (["nonsense"], 2, "invalid choice"),
        (["export", "--format", "csv", "--out", "no/such/folder/x.csv"], 1, "no/such/folder"),
    ],
)
def test_bad_calls_say_what_is_wrong(
    project: Lode, words: list[object], status: int, sentence: str
) -> None:
    done = project(*words, status=status)
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_without_a_project_there_is_nothing_to_list(lode: Lode) -> None:
    assert "no Lode project" in lode("articles", status=3).stderr


def test_a_project_held_by_another_process_is_refused_by_name(
    project: Lode, tmp_path: Path
) -> None:
    with Project.open(tmp_path / "P"):
        done = project("articles", status=3)
    assert "is open in another Lode (process" in done.stderr
    project("articles")


def test_a_project_of_a_later_version_is_left_alone(project: Lode, tmp_path: Path) -> None:
    import sqlite3

    database = tmp_path / "P" / "project.sqlite"
    connection = sqlite3.connect(database)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    before = database.read_bytes()
    assert "later version" in project("articles", status=3).stderr
    assert database.read_bytes() == before


def test_a_damaged_project_is_left_alone(project: Lode, tmp_path: Path) -> None:
    database = tmp_path / "P" / "project.sqlite"
    database.write_bytes(b"garbage" * 1000)
    assert "damaged" in project("articles", status=3).stderr
    assert database.read_bytes() == b"garbage" * 1000


def test_tables_for_people(project: Lode) -> None:
    lines = project("articles").stdout.splitlines()
    assert lines[0].split() == ["id", "date", "outlet", "title", "passages"]
    assert any("A second voice" in line and "Meridian Wire" in line for line in lines)


def test_a_table_is_extracted_and_imported_by_its_mapping(lode: Lode, tmp_path: Path) -> None:
    table = tmp_path / "dump.csv"
    table.write_text("kop,tekst\nA crane,It was bought.\nA quay,It was not.\n")
    lines = [json.loads(line) for line in lode("extract", table).stdout.splitlines()]
    assert [(one["outcome"], one["path"]) for one in lines] == [("refused", str(table))]
    assert "kop, tekst" in lines[0]["reason"]
    mapping = ("--map", "text=tekst", "--map", "title=kop")
    lines = [json.loads(line) for line in lode("extract", table, *mapping).stdout.splitlines()]
    assert [(one["path"], one["title"], one["text"]) for one in lines] == [
        (f"{table}#1", "A crane", "It was bought."),
        (f"{table}#2", "A quay", "It was not."),
    ]
    report = answer(lode("import", table, *mapping, "--json"))
    assert (report["found"], report["imported"], report["vanished"]) == (2, 2, [])
    assert [one["path"] for one in answer(lode("articles", "--json"))] == [
        f"{table}#1",
        f"{table}#2",
    ]
    lode("extract", table, "--map", "nonsense=x", status=2)

"""One function a command. Each opens what it needs, calls the project and prints."""

from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from workbench import sample
from workbench.cli import shapes
from workbench.cli.batch import chosen_words, wanted
from workbench.cli.console import Console, table
from workbench.cli.shapes import DrawChart
from workbench.cli.suggesting import needs_project, suggest_articles, suggest_texts
from workbench.domain import (
    Kind,
    PassageDetails,
    PassageFilter,
    PassageGrouping,
    SearchResult,
    Series,
    Span,
)
from workbench.errors import IndexUnavailable, LodeError, UsageError
from workbench.export import series_csv
from workbench.ingest import ReaderPool, Request
from workbench.project import Project
from workbench.restore import restore as restore_project
from workbench.store.folder import DATABASE


def run(options: Namespace, console: Console, draw_chart: DrawChart) -> None:
    """Run the command that the options name."""
    if options.command == "extract":
        extract(options, console)
        return
    if options.command == "restore":
        restore(options, console)
        return
    if options.command == "suggest" and not needs_project(options):
        suggest_texts(options, console)
        return
    with _open(options, console) as project:
        for note in project.opening_notes:
            console.say(note)
        if options.command == "chart":
            chart(project, options, console, draw_chart)
        else:
            _COMMANDS[options.command](project, options, console)


def _open(options: Namespace, console: Console) -> Project:
    folder: Path | None = options.project
    if folder is None:
        here = Path.cwd()
        folder = here if (here / DATABASE).is_file() else sample.ensure_sample(task=console.task())
    imports = options.command == "import"
    if imports and not (folder / DATABASE).exists():
        console.say(f"Making a new project in {folder}.")
        return Project.create(folder, child_index=True)
    return Project.open(folder, child_index=imports)


def extract(options: Namespace, console: Console) -> None:
    """Read files without a project; one JSON line each, as they are done."""
    if options.batch == bool(options.paths):
        raise UsageError("Give files, or --batch with their paths on standard input.")
    paths = (Path(line) for line in console.lines()) if options.batch else iter(options.paths)
    requests = (Request(path, mapping=dict(options.mapping)) for path in paths)
    pool = ReaderPool()
    try:
        for file in pool.read_all(requests, console.task()):
            console.line(shapes.read_file(file))
    finally:
        pool.close()


def import_paths(project: Project, options: Namespace, console: Console) -> None:
    """Import, then bring the index up to date."""
    report = project.import_paths(options.paths, console.task(), mapping=dict(options.mapping))
    try:
        project.sync_index(console.task())
    except IndexUnavailable as error:  # the articles are in, and the report must say so
        console.say(str(error))
    document = shapes.import_report(report)

    def people() -> Iterator[str]:
        yield from table(
            ["outcome", "file", "reason"],
            [[file.outcome.value, file.shown[-58:], file.reason] for file in report.files],
        )
        counts = ", ".join(f"{n} {outcome.value}" for outcome, n in report.counts.items() if n)
        yield f"{report.found} files: {counts or 'nothing to import'}"
        if report.vanished:
            yield f"No longer there: {', '.join(file.shown for file in report.vanished)}"

    console.result(document, people)


def articles(project: Project, _options: Namespace, console: Console) -> None:
    """List the articles."""
    counts = project.passage_counts()
    found = project.articles()

    def passages_of(article_id: int) -> int:
        return sum(counts.get(article_id, {}).values())

    console.result(
        [shapes.article(article, counts.get(article.id, {})) for article in found],
        lambda: table(
            ["id", "date", "outlet", "title", "passages"],
            [
                [one.id, (one.published or "")[:10], one.source, one.title, passages_of(one.id)]
                for one in found
            ],
        ),
    )


def text(project: Project, options: Namespace, console: Console) -> None:
    """Print a text as it is stored, with or without --json."""
    console.text(project.text(options.id))


def search(project: Project, options: Namespace, console: Console) -> None:
    """Answer one query, or each line of a file."""
    if (options.query is None) == (options.batch is None):
        raise UsageError("Give a query, or a file of queries with --batch.")
    project.sync_index(console.task())
    if options.batch is not None:
        _search_batch(project, options, console)
        return
    result = project.search(options.query, limit=options.limit, facets=options.facets)
    console.result(shapes.search_result(result), lambda: _hits(result))


def _search_batch(project: Project, options: Namespace, console: Console) -> None:
    try:
        # Lines end in LF or CR LF; other separators are characters of a query.
        queries = options.batch.read_text(encoding="utf-8-sig").removesuffix("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{options.batch} cannot be read: {error}.") from error
    for query in queries:
        try:
            result = project.search(query, limit=options.limit, facets=options.facets)
        except LodeError as error:
            console.line({"query": query, "error": str(error)})
        else:
            console.line(shapes.search_result(result))


def _hits(result: SearchResult) -> Iterator[str]:
    for hit in result.hits:
        source = " · ".join(filter(None, [hit.source, (hit.published or "")[:10]]))
        yield f"{hit.article_id:>5}  {hit.title}"
        yield f"       {source}"
        for snippet in hit.snippets[:1]:
            yield f"       …{' '.join(snippet.text.split())}…"
    yield f"{result.total:,} articles in {result.milliseconds:.0f} ms"
    for name, pairs in result.facets.items():
        if pairs:
            yield f"{name}: " + ", ".join(f"{value} ({number})" for value, number in pairs)


def tag(project: Project, options: Namespace, console: Console) -> None:
    """Tag one passage, or one for each JSON line of standard input."""
    given = [word is not None for word in (options.id, options.kind)]
    if given != [not options.batch] * 2:
        raise UsageError("Give an article, start, end and kind, or --batch.")
    if options.batch:
        for line in console.lines():
            console.line(_tag_line(project, line))
        return
    details = PassageDetails(
        tags=tuple(options.tags),
        memo=options.memo,
        speaker=options.speaker,
        claimant=options.claimant,
        metric=options.metric,
        cue=options.cue,
        **chosen_words(vars(options)),
    )
    span = Span(options.start, options.end)
    passage = project.tag(options.id, span, Kind(options.kind), details)
    console.result(
        {"passage_id": passage.id},
        lambda: [f"Passage {passage.id}: {passage.kind} “{passage.text}”"],
    )


def _tag_line(project: Project, line: str) -> dict[str, Any]:
    # A bad line is answered, not fatal: whoever feeds us must learn which ones are saved.
    try:
        asked = wanted(line)
        passage = project.tag(asked.article_id, asked.span, asked.kind, asked.details)
    except LodeError as error:
        return {"error": str(error)}
    return {"passage_id": passage.id}


def passages(project: Project, options: Namespace, console: Console) -> None:
    """List passages."""
    found = project.passages(_filter(options))
    console.result(
        [shapes.passage(passage) for passage in found],
        lambda: table(
            ["id", "article", "kind", "words", "value", "who", "metric", "tags"],
            [
                [
                    p.id,
                    p.article_id,
                    p.kind.value,
                    p.text,
                    f"{p.details.quantity.value:g}"
                    if p.details.quantity and p.details.quantity.value is not None
                    else "",
                    p.details.speaker or p.details.claimant,
                    p.details.metric,
                    ", ".join(p.details.tags),
                ]
                for p in found
            ],
        ),
    )


def undo(project: Project, _options: Namespace, console: Console) -> None:
    """Take the last step back."""
    step = project.undo()
    console.result(
        shapes.step(step), lambda: [f"Undone: {step.label}" if step else "Nothing to undo."]
    )


def redo(project: Project, _options: Namespace, console: Console) -> None:
    """Do again what was last taken back."""
    step = project.redo()
    console.result(
        shapes.step(step), lambda: [f"Done again: {step.label}" if step else "Nothing to redo."]
    )


def history(project: Project, options: Namespace, console: Console) -> None:
    """List the journal."""
    steps = project.history(options.limit)
    console.result(
        [shapes.step(step)["step"] for step in steps],
        lambda: table(
            ["step", "at", "by", "action", "what"],
            [[step.id, step.at, step.author, step.action, step.label] for step in steps],
        ),
    )


def series(project: Project, options: Namespace, console: Console) -> None:
    """Print series."""
    found = _series(project, options, console)
    console.result(
        [shapes.series(one) for one in found],
        lambda: table(
            ["metric", "unit", "group", "date", "value", "passage"],
            [
                [one.metric, one.unit, one.group, p.t, f"{p.qualifier}{p.value:g}", p.passage_id]
                for one in found
                for p in one.points
            ],
        ),
    )


def chart(project: Project, options: Namespace, console: Console, draw_chart: DrawChart) -> None:
    """Draw series, or write them as CSV."""
    found = _series(project, options, console)
    suffix = options.out.suffix.lower()
    if suffix == ".csv":
        series_csv(options.out, found)
    elif suffix in {".png", ".svg"}:
        draw_chart(found, options.out)
    else:
        raise UsageError("A chart is written as .png, .svg or .csv.")
    points = sum(len(one.points) for one in found)
    console.result(
        {"written": str(options.out), "series": len(found), "points": points},
        lambda: [f"{options.out}: {len(found)} series, {points} points"],
    )


def export(project: Project, options: Namespace, console: Console) -> None:
    """Export excerpts."""
    report = project.export(
        options.format,
        options.out,
        _filter(options),
        console.task(),
        by=PassageGrouping(options.group),
        template=options.template,
    )
    console.result(
        shapes.export_report(report),
        lambda: [f"{report.written}: {report.passages} passages", *report.notes],
    )


def check(project: Project, options: Namespace, console: Console) -> None:
    """Check, and repair what can be made anew."""
    findings = project.check(repair=options.repair, task=console.task())
    sound = not any(finding.severity == "error" for finding in findings)
    console.result(
        {"ok": sound, "findings": [shapes.finding(finding) for finding in findings]},
        lambda: [
            *(f"{found.severity}: {found.where} {found.what}" for found in findings),
            "Everything stored is as it was stored." if sound else "The project is damaged.",
        ],
    )


def rebuild_index(project: Project, _options: Namespace, console: Console) -> None:
    """Make the index anew."""
    number = project.rebuild_index(console.task())
    console.result({"ok": True, "articles": number}, lambda: [f"{number:,} articles indexed"])


def back_up(project: Project, options: Namespace, console: Console) -> None:
    """Back the database up."""
    path = project.back_up(options.out)
    console.result({"ok": True, "written": str(path)}, lambda: [str(path)])


def restore(options: Namespace, console: Console) -> None:
    """Put a backup in the place of the project's database."""
    folder: Path | None = options.project
    if folder is None:
        folder = Path.cwd()
        if not (folder / DATABASE).is_file():
            # The sample project stands in for reading, but nothing is replaced unasked.
            raise UsageError("Say with --project which project to restore.")
    done = restore_project(folder, options.file, task=console.task())
    if done.note:
        console.say(done.note)
    aside = None if done.set_aside is None else str(done.set_aside)
    console.result(
        {"ok": True, "articles": done.articles, "set_aside": aside},
        lambda: [
            f"{options.file} restored: {done.articles:,} articles",
            *([f"The old database is kept as {aside}"] if aside else []),
        ],
    )


def _filter(options: Namespace) -> PassageFilter:
    return PassageFilter(
        kind=Kind(options.kind) if options.kind else None,
        tag=options.tag,
        article_id=options.article,
        metric=options.metric,
        speaker=options.speaker,
        outlet=options.outlet,
        since=options.since,
        until=options.until,
        text=options.query,
    )


def _series(project: Project, options: Namespace, console: Console) -> list[Series]:
    if options.suggested:
        project.read_all(console.task())
    return project.series(
        options.metrics,
        unit=options.unit,
        by=options.by,
        time=options.time,
        convert=options.convert,
        once=options.once,
        suggested=options.suggested,
    )


_COMMANDS: dict[str, Callable[[Project, Namespace, Console], None]] = {
    "import": import_paths,
    "articles": articles,
    "text": text,
    "search": search,
    "tag": tag,
    "passages": passages,
    "suggest": suggest_articles,
    "undo": undo,
    "redo": redo,
    "history": history,
    "series": series,
    "export": export,
    "check": check,
    "rebuild-index": rebuild_index,
    "backup": back_up,
}

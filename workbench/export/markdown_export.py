"""Excerpts as a Markdown document, grouped by article, to be read or pasted into notes."""

from collections.abc import Iterable, Iterator

from workbench.domain import AnchorState, Article, DateBasis
from workbench.export.excerpts import Excerpt, Notes, quantity_words
from workbench.export.markdown_text import escaped_line, escaped_lines, without_controls

_GUESSED = {
    DateBasis.STATED: "",
    DateBasis.URL: " (guessed from the address)",
    DateBasis.FILE: " (guessed from the file)",
    DateBasis.UNKNOWN: "",
}


def excerpts_as_markdown(excerpts: Iterable[Excerpt], notes: Notes) -> Iterator[bytes]:
    """The file's bytes: a section for each article in the order of its first excerpt.

    What was changed goes to `notes`.
    """
    by_article: dict[int, list[Excerpt]] = {}
    for excerpt in excerpts:
        by_article.setdefault(excerpt.article.id, []).append(excerpt)
    total = sum(len(group) for group in by_article.values())
    counted = f"{_count(total, 'passage')} from {_count(len(by_article), 'article')}."
    yield _block("# Excerpts", counted)
    if notes.memo:
        yield _block("\n".join(escaped_lines(without_controls(notes.memo, "Memo", notes))))
    for group in by_article.values():
        yield _block(*_article(group[0].article, notes))
        for excerpt in group:
            yield _block(*_excerpt(excerpt, notes))


def _block(*paragraphs: str) -> bytes:
    return ("\n\n".join(paragraphs) + "\n\n").encode()


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _article(article: Article, notes: Notes) -> Iterator[str]:
    where = f"Article {article.id}"
    title = _line(article.title, f"{where}, title", notes) or "Untitled"
    yield f"## {title}"
    byline = (
        _line(article.author, f"{where}, author", notes),
        _line(article.source, f"{where}, source", notes),
        _line(article.published, f"{where}, published", notes) + _GUESSED[article.date_basis]
        if article.published
        else "undated",
    )
    yield " · ".join(part for part in byline if part)
    facts = {
        "Link": _line(article.url, f"{where}, url", notes),
        "File": _line(article.path, f"{where}, path", notes),
        "Text": f"article {article.id}, SHA-256 {article.text_sha256}",
    }
    yield _list(facts)


def _excerpt(excerpt: Excerpt, notes: Notes) -> Iterator[str]:
    passage, details = excerpt.passage, excerpt.passage.details
    where = f"Passage {passage.id}"
    span = f"{passage.span.start:,}–{passage.span.end:,}"
    yield f"### {passage.kind.value.capitalize()}, characters {span}"
    words = escaped_lines(without_controls(passage.words, f"{where}, text", notes))
    yield "\n".join(f"> {line}" for line in words)
    quantity = details.quantity
    tags = (_line(tag, f"{where}, tags", notes) for tag in details.tags)
    around = excerpt.surroundings
    sentence = around.text if around and around.text != passage.text else ""
    memo = escaped_lines(without_controls(details.memo, f"{where}, memo", notes))
    facts = {
        "Sentence": _line(sentence, f"{where}, sentence", notes),
        "Quantity": _line(quantity_words(quantity), where, notes) if quantity else "",
        "Read from": _line(details.read_from, f"{where}, read_from", notes),
        "As of": _line(quantity.as_of, f"{where}, as_of", notes) if quantity else "",
        "Metric": _line(details.metric, f"{where}, metric", notes),
        "Speaker": _line(details.speaker, f"{where}, speaker", notes),
        "Claimant": _line(details.claimant, f"{where}, claimant", notes),
        "Cue": _line(details.cue, f"{where}, cue", notes),
        "Quoted": details.directness or "",
        "Stance": details.stance or "",
        "Status": details.status or "",
        "Certainty": details.certainty or "",
        "Tags": ", ".join(tags),
        "Memo": "\n  ".join(memo),
        "Passage": str(passage.id) + _state(passage.state),
    }
    yield _list(facts)


def _state(state: AnchorState) -> str:
    return {
        AnchorState.ANCHORED: "",
        AnchorState.REVIEW: ", its place in the text is to be reviewed",
        AnchorState.ORPHAN: ", its words are no longer in the text",
    }[state]


def _list(facts: dict[str, str]) -> str:
    return "\n".join(f"- {name}: {fact}" for name, fact in facts.items() if fact)


def _line(text: str | None, where: str, notes: Notes) -> str:
    return escaped_line(without_controls(text or "", where, notes))

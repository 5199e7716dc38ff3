"""What is said of an excerpt, as names and values for a reader: the same in every document."""

from collections.abc import Iterator

from workbench.domain import AnchorState, Article, DateBasis
from workbench.export.excerpts import Excerpt, quantity_words

Fact = tuple[str, str]

GUESSED = {
    DateBasis.STATED: "",
    DateBasis.URL: " (guessed from the address)",
    DateBasis.FILE: " (guessed from the file)",
    DateBasis.UNKNOWN: "",
}
STATES = {
    AnchorState.ANCHORED: "",
    AnchorState.REVIEW: ", its place in the text is to be reviewed",
    AnchorState.ORPHAN: ", its words are no longer in the text",
}


def byline(article: Article) -> str:
    """Author, outlet and date of an article, as far as they are known."""
    day = f"{article.published}{GUESSED[article.date_basis]}" if article.published else "undated"
    return " · ".join(part for part in (article.author, article.source, day) if part)


def article_facts(article: Article) -> list[Fact]:
    """Where an article is to be found, and which text of it was read."""
    facts = [
        ("Link", article.url or ""),
        ("File", article.path if article.member is None else f"{article.path}#{article.member}"),
        ("Text", f"article {article.id}, SHA-256 {article.text_sha256}"),
    ]
    return [fact for fact in facts if fact[1]]


def excerpt_facts(excerpt: Excerpt) -> list[Fact]:
    """All that is said of a passage beside its words; what is not said is left out."""
    return [fact for fact in _facts(excerpt) if fact[1]]


def _facts(excerpt: Excerpt) -> Iterator[Fact]:
    passage, details = excerpt.passage, excerpt.passage.details
    quantity, around = details.quantity, excerpt.surroundings
    yield "Sentence", around.text if around and around.text != passage.text else ""
    yield "Quantity", quantity_words(quantity) if quantity else ""
    yield "Read from", details.read_from or ""
    yield "As of", (quantity.as_of or "") if quantity else ""
    yield "Metric", details.metric or ""
    yield "Speaker", details.speaker or ""
    yield "Claimant", details.claimant or ""
    yield "Cue", details.cue or ""
    yield "Quoted", details.directness or ""
    yield "Stance", details.stance or ""
    yield "Status", details.status or ""
    yield "Certainty", details.certainty or ""
    yield "Tags", ", ".join(details.tags)
    yield "Memo", details.memo
    for link in excerpt.links:
        yield link.does.capitalize(), link.words
    yield (
        "Place",
        f"passage {passage.id}, characters {passage.span.start:,}–{passage.span.end:,} of article "
        f"{passage.article_id}{STATES[passage.state]}",
    )

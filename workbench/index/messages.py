"""What service and requests say to each other: plain dictionaries, as JSON carries them.

The same messages go to the handlers in this process and to those in a child process, so that
both ways run the same code.
"""

from collections.abc import Callable, Mapping
from typing import Any

from workbench import errors
from workbench.domain import Hit, Kind, SearchResult, Snippet, Span
from workbench.errors import IndexUnavailable, LodeError
from workbench.index.manifest import IndexDamaged

Message = dict[str, Any]
Handler = Callable[[Message], Message]


class NotOpen(IndexUnavailable):
    """The other side does not have open what is asked of it: it was started anew."""

    def __init__(self) -> None:
        super().__init__("The index process was started anew; try again.")


def answering(handlers: Mapping[str, Handler]) -> Handler:
    """One handler that calls the one named by "op" and turns the world's errors to answers."""

    def answer(message: Message) -> Message:
        try:
            return handlers[message["op"]](message)
        except LodeError as error:
            return {"error": type(error).__name__, "reason": str(error)}
        except OSError as error:
            reason = (
                f"The search index cannot be read or written ({error.strerror or error}). "
                "Articles and passages are not affected."
            )
            return {"error": IndexUnavailable.__name__, "reason": reason}

    return answer


def checked(answer: Message) -> Message:
    """The answer, or the error that it tells of, raised."""
    name = answer.get("error")
    if name is None:
        return answer
    if name == IndexDamaged.__name__:
        raise IndexDamaged
    if name == NotOpen.__name__:
        raise NotOpen
    kind = getattr(errors, name, IndexUnavailable)
    raise kind(answer["reason"])


def packed(result: SearchResult) -> Message:
    """A result as a message."""
    # By hand: `dataclasses.asdict` takes longer than many a search.
    return {
        "query": result.query,
        "total": result.total,
        "articles": result.articles,
        "milliseconds": result.milliseconds,
        "hits": [
            {
                "article_id": hit.article_id,
                "title": hit.title,
                "published": hit.published,
                "source": hit.source,
                "score": hit.score,
                "copies": hit.copies,
                "passage_id": hit.passage_id,
                "kind": hit.kind,
                "by": hit.by,
                "snippets": [
                    {
                        "span": (one.span.start, one.span.end),
                        "text": one.text,
                        "matches": [(match.start, match.end) for match in one.matches],
                    }
                    for one in hit.snippets
                ],
            }
            for hit in result.hits
        ],
        "facets": result.facets,
    }


def unpacked(message: Message) -> SearchResult:
    """The result that `packed` made a message of."""
    return SearchResult(
        query=message["query"],
        total=message["total"],
        articles=message["articles"],
        milliseconds=message["milliseconds"],
        hits=tuple(_hit(hit) for hit in message["hits"]),
        facets={
            name: [(value, count) for value, count in values]
            for name, values in message["facets"].items()
        },
    )


def _hit(message: Message) -> Hit:
    kind = message["kind"]
    snippets = tuple(_snippet(one) for one in message["snippets"])
    return Hit(**{**message, "kind": Kind(kind) if kind else None, "snippets": snippets})


def _snippet(message: Message) -> Snippet:
    return Snippet(
        span=Span(*message["span"]),
        text=message["text"],
        matches=tuple(Span(*match) for match in message["matches"]),
    )

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

_SNIPPETS, _KIND = Hit._fields.index("snippets"), Hit._fields.index("kind")

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
    # As rows without names: what every key asks for should not be spelt out.
    return {
        "query": result.query,
        "total": result.total,
        "articles": result.articles,
        "hits": [(*hit[:_SNIPPETS], _rows(hit), *hit[_SNIPPETS + 1 :]) for hit in result.hits],
        "facets": result.facets,
    }


def unpacked(message: Message, milliseconds: float) -> SearchResult:
    """The result that `packed` made a message of, and how long it took."""
    return SearchResult(
        query=message["query"],
        total=message["total"],
        articles=message["articles"],
        milliseconds=milliseconds,
        hits=tuple([_hit(*row) for row in message["hits"]]),
        facets={
            name: [(value, count) for value, count in values]
            for name, values in message["facets"].items()
        },
    )


def _rows(hit: Hit) -> list[tuple[int, int, str, list[tuple[int, int]]]]:
    return [
        (
            snippet.span.start,
            snippet.span.end,
            snippet.text,
            [(match.start, match.end) for match in snippet.matches],
        )
        for snippet in hit.snippets
    ]


def _hit(*row: Any) -> Hit:
    if not row[_SNIPPETS] and row[_KIND] is None:
        return Hit._make((*row[:_SNIPPETS], (), *row[_SNIPPETS + 1 :]))
    kind, snippets = row[_KIND], tuple(map(_snippet, row[_SNIPPETS]))
    return Hit._make(row)._replace(kind=Kind(kind) if kind else None, snippets=snippets)


def _snippet(row: tuple[int, int, str, list[tuple[int, int]]]) -> Snippet:
    start, end, text, matches = row
    return Snippet(Span(start, end), text, tuple(Span(*match) for match in matches))

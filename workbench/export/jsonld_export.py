"""Excerpts as annotations of the W3C's Web Annotation Data Model, in JSON-LD.

https://www.w3.org/TR/annotation-model/. Positions count code points of the article's canonical
text, as the model's TextPositionSelector does; what the model has no name for stands under names
of our own (`lode:`).
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from workbench.domain import AnchorState, Article, Kind, Quantity
from workbench.export.characters import NO_TEXT, replaced
from workbench.export.excerpts import Excerpt, Notes

_CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {"lode": "urn:lode:", "schema": "http://schema.org/"},
]
_MOTIVATIONS = {Kind.CLAIM: "assessing", Kind.QUOTE: "highlighting", Kind.FIGURE: "identifying"}
_AT_ONCE = 200

Json = dict[str, Any]


def excerpts_as_jsonld(excerpts: Iterable[Excerpt], notes: Notes) -> Iterator[bytes]:
    """The file's bytes: one page of annotations; what was changed goes to `notes`."""
    head = {"@context": _CONTEXT, "type": "AnnotationPage"}
    if notes.memo:
        head["summary"] = _clean(notes.memo, "Memo", notes)
    yield (json.dumps(head, ensure_ascii=False)[:-1] + ', "items": [').encode()
    lines: list[str] = []
    first = True
    for excerpt in excerpts:
        lines.append(("\n" if first else ",\n") + _line(excerpt, notes))
        first = False
        if len(lines) == _AT_ONCE:
            yield "".join(lines).encode()
            lines.clear()
    yield ("".join(lines) + "\n]}\n").encode()


def _line(excerpt: Excerpt, notes: Notes) -> str:
    where = f"Passage {excerpt.passage.id}"
    return json.dumps(_cleaned(_annotation(excerpt), where, notes), ensure_ascii=False)


def _annotation(excerpt: Excerpt) -> Json:
    passage, details = excerpt.passage, excerpt.passage.details
    said = {
        "lode:kind": passage.kind.value,
        "lode:metric": details.metric,
        "lode:speaker": details.speaker,
        "lode:claimant": details.claimant,
        "lode:cue": details.cue,
        "lode:directness": details.directness,
        "lode:stance": details.stance,
        "lode:certainty": details.certainty,
        "lode:status": details.status,
        "lode:quantity": _quantity(details.quantity, details.read_from),
        "lode:state": passage.state.value,
        "lode:links": [
            {"does": link.does, "to": _urn(link.uid), "words": link.words} for link in excerpt.links
        ],
    }
    bodies: list[Json] = [
        {"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in details.tags
    ]
    if details.memo:
        bodies.append({"type": "TextualBody", "purpose": "commenting", "value": details.memo})
    return {
        "id": _urn(passage.uid),
        "type": "Annotation",
        "motivation": _MOTIVATIONS[passage.kind],
        "created": passage.created,
        "modified": passage.modified,
        **({"body": bodies} if bodies else {}),
        "target": _target(excerpt),
        **{name: value for name, value in said.items() if value not in (None, "", [])},
    }


def _target(excerpt: Excerpt) -> Json:
    passage, article = excerpt.passage, excerpt.article
    target: Json = {
        "source": _source(article),
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": passage.text,
                "prefix": passage.prefix,
                "suffix": passage.suffix,
            }
        ],
    }
    if passage.state is AnchorState.ANCHORED:
        target["selector"] = [*map(_position, passage.parts), *target["selector"]]
    if excerpt.surroundings is not None:
        target["lode:context"] = excerpt.surroundings.text
    return target


def _position(part: Any) -> Json:
    return {"type": "TextPositionSelector", "start": part.start, "end": part.end}


def _source(article: Article) -> Json:
    facts = {
        "id": article.url or _urn(article.uid),
        "type": "Text",
        "schema:name": article.title,
        "schema:author": article.author,
        "schema:publisher": article.source,
        "schema:datePublished": article.published,
        "language": article.language,
        "lode:file": article.path if article.member is None else f"{article.path}#{article.member}",
        "lode:textSha256": article.text_sha256,
        "lode:story": article.story,
    }
    return {name: value for name, value in facts.items() if value is not None}


def _quantity(quantity: Quantity | None, read_from: str | None) -> Json | None:
    if quantity is None:
        return None
    facts = {
        "value": quantity.value,
        "lower": quantity.lower,
        "upper": quantity.upper,
        "unit": quantity.unit,
        "currency": quantity.currency,
        "qualifier": quantity.qualifier.value,
        "asOf": quantity.as_of,
        "readFrom": read_from,
    }
    return {name: value for name, value in facts.items() if value is not None}


def _urn(uid: str) -> str:
    try:
        return UUID(uid).urn
    except ValueError:
        return f"urn:lode:{uid}"


def _cleaned(value: Any, where: str, notes: Notes) -> Any:
    """The same with no character in it that UTF-8 cannot write."""
    if isinstance(value, str):
        return _clean(value, where, notes)
    if isinstance(value, list):
        return [_cleaned(one, where, notes) for one in value]
    if isinstance(value, dict):
        return {name: _cleaned(one, where, notes) for name, one in value.items()}
    return value


def _clean(text: str, where: str, notes: Notes) -> str:
    clean, count = replaced(text, NO_TEXT)
    if count:
        notes.add(where, f"{count} characters that a file cannot hold were replaced by U+FFFD")
    return clean

"""Reading a query as a user types it; docs/search.md describes the language.

`parse` gives a tree or a `QueryError` that says where the trouble is, why, and, where one is
near, a query that can be read. It never takes longer than in proportion to the query.
"""

import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from functools import lru_cache

from workbench.errors import QueryError
from workbench.index import terms
from workbench.index.query import PROSE, Any, Every, Node, Pattern, Scope, Without, Words
from workbench.index.unreadable import Piece, Unreadable
from workbench.index.words import folded

MAX_LENGTH = 2_000
MAX_WORDS = 100
MAX_DEPTH = 20
MAX_WITHIN = 100
SHORTEST_BEGINNING = 2
NEAR = 10
"""Words that may stand between words that are NEAR, unless the query says how many."""

DATE = "date"
VALUE = "value"
LIKE = "like"
FIELDS = (*Scope, DATE, VALUE, LIKE)
_READ = {DATE: terms.published, VALUE: terms.valued, LIKE: terms.like}
ALIASES = {"source": Scope.OUTLET, "language": Scope.LANG, "published": DATE}

_REPAIRS = 4
_QUOTES = '"“”„‟«»'
_QUOTE = re.compile(f"[{_QUOTES}]")
_BOUNDARY = rf"\s(){_QUOTES}"
_RUN = re.compile(f"[^{_BOUNDARY}]+")
_SPACE = re.compile(r"\s*")
_FIELD = re.compile(r"([^\W\d_]+):")
_NOTHING_FOLLOWS = re.compile(r"[\s)]|$")
_OPERATOR = re.compile(f"(AND|OR|NOT)(?![^{_BOUNDARY}])")
_NEAR = re.compile(f"NEAR(?:/(\\d+))?(?![^{_BOUNDARY}])")
_MINUS = re.compile(r"-(?=[^\s\-)])")
_WITHIN = re.compile(r"~(\d*)")


@lru_cache(maxsize=256)
def parse(query: str, *, typing: bool = False) -> Node:
    """What `query` asks for; raises `QueryError` when it cannot be read.

    While it is being typed the last word, if it is no more than that, may be the beginning of
    a longer one, too.
    """
    try:
        node = _Reader(query).read()
    except Unreadable as trouble:
        raise QueryError(
            trouble.reason, start=trouble.start, end=trouble.end, nearest=_nearest(trouble.repair)
        ) from None
    return _unfinished(node) if typing and query[-1:].isalpha() else node


def _unfinished(node: Node) -> Node:
    """`node` with its last word standing for all words that begin with it."""
    match node:
        case Every(parts):
            return Every((*parts[:-1], _unfinished(parts[-1])))
        case Any(parts):
            return Any((*parts[:-1], _unfinished(parts[-1])))
        case Words((word,), scope, False, None) if scope is None or scope in PROSE:
            if len(word) >= SHORTEST_BEGINNING:
                return Any((node, Pattern(f"{word}*", scope)))
    return node


def _nearest(candidate: str | None) -> str | None:
    for _ in range(_REPAIRS):
        if candidate is None:
            return None
        try:
            _Reader(candidate).read()
        except Unreadable as another:
            candidate = another.repair
        else:
            return candidate
    return None


class _Reader:
    """A recursive descent over one query; `_at` is the next character to be read.

    A method gives None for punctuation that stands by itself: a pasted headline is searched
    by its words.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._words = 0

    def read(self) -> Node:
        """The tree of the whole query."""
        text = self._text
        if not text.strip():
            raise Unreadable("Type a word to search for.", 0, len(text))
        if len(text) > MAX_LENGTH:
            reason = f"A query has at most {MAX_LENGTH:,} characters; this one has {len(text):,}."
            raise Unreadable(reason, MAX_LENGTH, len(text))
        node = self._any(0, None)
        if self._at < len(text):
            raise self._piece(self._at, self._at + 1).trouble("There is no “(” for this “)”.", "")
        if node is None:
            raise Unreadable("There is no letter or digit to search for.", 0, len(text))
        return node

    def _any(self, depth: int, scope: Scope | None) -> Node | None:
        parts: list[Node] = []
        operator: re.Match[str] | None = None
        while True:
            part = self._every(depth, scope)
            following = self._operator("OR")
            if part is None:
                if dangling := operator or following:
                    raise self._dangling(dangling)
                break
            parts.append(part)
            if following is None:
                break
            operator = following
            self._at = following.end()
        return _joined(Any, parts)

    def _every(self, depth: int, scope: Scope | None) -> Node | None:
        parts: list[Node] = []
        operator: re.Match[str] | None = None
        while not self._at_end() and self._operator("OR") is None:
            if following := self._operator("AND"):
                if operator or not parts:
                    raise self._dangling(following)
                operator = following
                self._at = following.end()
            elif near := _NEAR.match(self._text, self._at):
                if operator or not parts:
                    raise self._dangling(near)
                parts.append(self._near(parts.pop(), near, depth, scope))
            elif part := self._unary(depth, scope):
                parts.append(part)
                operator = None
        if operator:
            raise self._dangling(operator)
        return _joined(Every, parts)

    def _unary(self, depth: int, scope: Scope | None) -> Node | None:
        negated = False
        last: re.Match[str] | None = None
        while sign := self._operator("NOT") or _MINUS.match(self._text, self._at):
            negated = not negated
            last = sign
            self._at = sign.end()
        if last and (self._at_end() or self._operator("AND") or self._operator("OR")):
            raise self._dangling(last)
        part = self._primary(depth, scope)
        if part is None and last:
            raise self._dangling(last)
        return Without(part) if part and negated else part

    def _primary(self, depth: int, scope: Scope | None) -> Node | None:
        if self._text[self._at] == "(":
            return self._group(depth, scope)
        if field := _FIELD.match(self._text, self._at):
            name = field[1].casefold()
            name = ALIASES.get(name, name)
            if name in FIELDS:
                return self._field(field, name, depth, scope)
            if not _NOTHING_FOLLOWS.match(self._text, field.end()):
                raise self._unknown_field(field)
        return self._word_or_phrase(scope)

    def _group(self, depth: int, scope: Scope | None) -> Node:
        opening = self._piece(self._at, self._at + 1)
        if depth >= MAX_DEPTH:
            raise opening.trouble(f"Parentheses may be nested {MAX_DEPTH} deep.")
        self._at = opening.end
        node = self._any(depth + 1, scope)
        if self._at >= len(self._text):
            trouble = opening.trouble("This “(” is never closed.")
            trouble.repair = self._text + ")" if node else opening.before
            raise trouble
        self._at += 1
        if node is None:
            reason = "There is nothing to search for between these parentheses."
            raise self._piece(opening.start, self._at).trouble(reason, "")
        return node

    def _field(self, field: re.Match[str], name: str, depth: int, outer: Scope | None) -> Node:
        sign = self._piece(*field.span())
        if outer is not None:
            reason = f"“{field[0]}” stands inside “{outer}:”; close that parenthesis first."
            raise sign.trouble(reason)
        if _NOTHING_FOLLOWS.match(self._text, sign.end):
            trouble = sign.trouble(f"Nothing stands after “{field[0]}”.")
            rest = sign.after.lstrip()
            following = "" if not rest or rest[0] == ")" else field[0]
            trouble.repair = f"{sign.before}{following}{rest}"
            raise trouble
        self._at = sign.end
        if name in _READ:
            return self._single(_READ[name])
        scope = Scope(name)
        if self._text[self._at] == "(":
            return self._group(depth, scope)
        node = self._word_or_phrase(scope)
        if node is None:
            reason = f"There is no letter or digit after “{field[0]}”."
            raise self._piece(sign.start, self._at).trouble(reason, "")
        return node

    def _single(self, read: Callable[[Piece, str], Node]) -> Node:
        start = self._at
        value = self._quoted() if self._text[start] in _QUOTES else self._run()
        self._count(1)
        return read(self._piece(start, self._at), value)

    def _word_or_phrase(self, scope: Scope | None) -> Node | None:
        start = self._at
        exact = self._text.startswith("=", start)
        if _QUOTE.match(self._text, start + exact):
            self._at += exact
            inner = self._quoted()
            piece = self._piece(start, self._at)
            within = self._within()
            node: Node | None = terms.phrase(piece, inner, scope, exact=exact, within=within)
        else:
            self._run()
            node = terms.word(self._piece(start, self._at), scope)
        self._count(len(node.words) if isinstance(node, Words) else 1)
        return node

    def _near(self, before: Node, operator: re.Match[str], depth: int, scope: Scope | None) -> Node:
        """The words on both sides of NEAR, as words that stand near each other."""
        self._at = operator.end()
        sign = self._piece(*operator.span())
        within = self._number_between(sign, operator[1], "NEAR/") if operator[1] else NEAR
        ends = self._at_end() or self._operator("AND") or self._operator("OR")
        after = None if ends else self._unary(depth, scope)
        if after is None:
            raise self._dangling(operator)
        near = isinstance(before, Words) and (len(before.words) == 1 or before.within is not None)
        if not (near and isinstance(after, Words) and len(after.words) == 1):
            raise sign.trouble("“NEAR” stands between single words.", "AND")
        assert isinstance(before, Words)  # noqa: S101 - `near` says so
        if (before.scope, before.exact) != (after.scope, after.exact):
            reason = "The words on both sides of “NEAR” must be of the same kind and field."
            raise sign.trouble(reason, "AND")
        return Words(
            before.words + after.words, before.scope, before.exact, max(within, before.within or 0)
        )

    def _within(self) -> int | None:
        match = _WITHIN.match(self._text, self._at)
        if match is None:
            return None
        self._at = match.end()
        piece = self._piece(*match.span())
        if not match[1]:
            raise piece.trouble("Write how many words may stand between: “…”~5.", "~5")
        return self._number_between(piece, match[1], "~")

    def _number_between(self, piece: Piece, digits: str, sign: str) -> int:
        """How many words may stand between others."""
        # The length first: a number of thousands of digits takes long to read.
        if len(digits) > 6 or int(digits) > MAX_WITHIN:
            reason = f"At most {MAX_WITHIN} words may stand between others."
            raise piece.trouble(reason, f"{sign}{MAX_WITHIN}")
        return int(digits)

    def _quoted(self) -> str:
        """What stands between the quotation mark here and the next one."""
        opening = self._piece(self._at, self._at + 1)
        closing = _QUOTE.search(self._text, opening.end)
        if closing is None:
            trouble = opening.trouble("This quotation mark is never closed.")
            trouble.repair = self._text + '"' if folded(opening.after) else opening.before.rstrip()
            raise trouble
        self._at = closing.end()
        return self._text[opening.end : closing.start()]

    def _run(self) -> str:
        """The characters from here to a space, parenthesis or quotation mark."""
        match = _RUN.match(self._text, self._at)
        if match is None:
            return ""
        self._at = match.end()
        return match[0]

    def _operator(self, name: str) -> re.Match[str] | None:
        self._skip_space()
        match = _OPERATOR.match(self._text, self._at)
        return match if match and match[1] == name else None

    def _at_end(self) -> bool:
        self._skip_space()
        return self._at >= len(self._text) or self._text[self._at] == ")"

    def _skip_space(self) -> None:
        space = _SPACE.match(self._text, self._at)
        self._at = space.end() if space else self._at

    def _count(self, words: int) -> None:
        self._words += words
        if self._words > MAX_WORDS:
            reason = f"A query has at most {MAX_WORDS} words."
            raise Unreadable(reason, self._at, len(self._text))

    def _unknown_field(self, field: re.Match[str]) -> Unreadable:
        sign = self._piece(*field.span())
        reason = f"There is no field “{field[1]}”."
        near = get_close_matches(field[1].casefold(), [*FIELDS, *ALIASES], 1)
        if near:
            return sign.trouble(f"{reason} Did you mean “{near[0]}:”?", f"{near[0]}:")
        trouble = sign.trouble(
            f"{reason} To search for words with a colon, put them in quotation marks.",
            f"{field[1]} ",
        )
        if run := _RUN.match(self._text, sign.end):
            words = f'"{sign.written}{run[0]}"'
            trouble.repair = f"{sign.before}{words}{self._text[run.end() :]}"
        return trouble

    def _dangling(self, operator: re.Match[str]) -> Unreadable:
        name = operator[0]
        reason = f"“{name}” needs a word {'after it' if name in ('NOT', '-') else 'on both sides'}."
        if name != "-":
            reason += f" To search for the word itself, write “{name.lower()}”."
        return self._piece(*operator.span()).trouble(reason, "")

    def _piece(self, start: int, end: int) -> Piece:
        return Piece(self._text, start, end)


def _joined(kind: type[Any] | type[Every], parts: Sequence[Node]) -> Node | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    return kind(tuple(parts))

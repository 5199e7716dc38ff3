"""What is kept beside the passages of a project: bookmarks, searches, and its memo."""

import re
from collections.abc import Sequence

from workbench.domain import Bookmark, SavedSearch, Span
from workbench.index import is_query, plain_words
from workbench.project.content import counted
from workbench.project.people import Voices
from workbench.sentences import paragraph_at
from workbench.store import bookmarks, saved_searches

_LONGEST = 60


class Notes(Voices):
    """Bookmarks, saved searches and the memo; each change is one step that Undo takes back."""

    def bookmarks(self, article_id: int | None = None) -> list[Bookmark]:
        """The bookmarks of one article, or of all, by article and place."""
        return bookmarks.all_bookmarks(self._store, article_id)

    def toggle_bookmark(self, article_id: int, point: int) -> bool | None:
        """Put a bookmark on the paragraph around a place, or take away the one that is there.

        Returns whether there is one now; None where there are no words.
        """
        text = self.text(article_id)
        paragraph = paragraph_at(text, point)
        if paragraph.start == paragraph.end:
            return None
        here = [
            one
            for one in self.bookmarks(article_id)
            if (place := self.bookmark_place(one)) is not None
            and paragraph.start <= place.start < paragraph.end
        ]
        if here:
            self.delete_bookmarks([one.id for one in here])
            return False
        end = min(paragraph.end, paragraph.start + _LONGEST)
        with self._store.write("Add a bookmark") as writer:
            bookmarks.add(writer, article_id, paragraph.start, text[paragraph.start : end])
            writer.touch_articles([article_id])
        return True

    def bookmark_place(self, bookmark: Bookmark) -> Span | None:
        """Where a bookmark's words stand now; None when they are gone or stand more than once."""
        text, words = self.text(bookmark.article_id), bookmark.exact
        at = bookmark.start
        if text[at : at + len(words)] != words:
            at = text.find(words)
            if at < 0 or text.find(words, at + 1) >= 0:
                return None
        return Span(at, at + len(words))

    def rename_bookmark(self, bookmark_id: int, label: str) -> None:
        """Say what a bookmark is for; raises `NotFound`."""
        with self._store.write("Name a bookmark") as writer:
            bookmarks.rename(writer, bookmark_id, label)

    def delete_bookmarks(self, ids: Sequence[int]) -> None:
        """Take bookmarks away."""
        with self._store.write(counted("Delete", len(ids), "bookmark")) as writer:
            for bookmark_id in ids:
                writer.delete("bookmarks", bookmark_id)

    def saved_searches(self) -> list[SavedSearch]:
        """The searches that are kept, by name."""
        return saved_searches.all_searches(self._store)

    def save_search(self, query: str, name: str = "") -> int:
        """Keep a query, under itself if it gets no name; what it finds counts as looked at."""
        name = name or query
        with self._store.write(f"Save the search “{name}”") as writer:
            search_id = saved_searches.add(writer, name, query)
        saved_searches.look(self._store, search_id)
        return search_id

    def rename_search(self, search_id: int, name: str) -> None:
        """Give a saved search another name."""
        with self._store.write(f"Rename a search to “{name}”") as writer:
            saved_searches.rename(writer, search_id, name)

    def delete_search(self, search_id: int) -> None:
        """Keep a search no longer."""
        with self._store.write("Delete a saved search") as writer:
            saved_searches.remove(writer, search_id)

    def look_at_search(self, search_id: int) -> None:
        """Note that what a search finds now has been seen."""
        saved_searches.look(self._store, search_id)

    def memo(self) -> str:
        """What the analyst notes of the project as a whole; "" for nothing."""
        return bookmarks.project_memo(self._store)

    def set_memo(self, memo: str) -> None:
        """Write the project's memo."""
        with self._store.write("Edit the project's memo") as writer:
            bookmarks.set_project_memo(writer, memo)

    def memo_line(self, query: str) -> str | None:
        """The line of the project's memo with the first of a query's words, if it has all.

        Words that are plain ones: of a query with fields or phrases there is no such line.
        """
        words = plain_words(query).split()
        if not words or is_query(query):
            return None
        memo = self.memo()
        found = [re.search(rf"\b{re.escape(word)}", memo, re.IGNORECASE) for word in words]
        first = found[0]
        if first is None or not all(found):
            return None
        start = memo.rfind("\n", 0, first.start()) + 1
        return " ".join(memo[start:].partition("\n")[0].split())

"""The full-text index: finds articles by their words and shows where.

It owns the query language, the Whoosh index with its schema and files, ranking, snippets and
marks, and keeps the index in step with the store through its queue. It is the only package
that imports Whoosh. Everything in it is derived: it can be thrown away at any time and is
made anew from the store. What an article or passage is, and what is to be done about an
error, is decided elsewhere. `service.SearchIndex` is what the project uses.

    service      one project's index: search, marks, sync, rebuild (with `feeding`)
    parser       a user's words → `query` tree (with `terms`, `dates`, `unreadable`)
    words        the one tokeniser (with `english` endings)
    schema       fields of the index and what an article looks like in them
    segments     the files: postings, positions, columns as flat arrays; see its own page
    codec        the same files for Whoosh's own reader and searcher
    searcher     one opened state of the index: hits, order, `facets`, `copies` of stories
    questions    a query in the index's words; `likeness` makes one of an article
    matching     a query on one segment (with `segment_search`, `phrases`, `expansion`,
                 `glob`); `scoring`, `ranking`
    writer       changes to an index folder; `storage`, `manifest` guard its files
    marks        where the words of a query stand in a text (with `quick_marks`,
                 `proximity`); `snippets`
    requests     what the searching and the writing side do; `transport`, `server`, `messages`
                 run them in this process or in a child
"""

from workbench.index.service import SearchIndex
from workbench.index.words import is_query, plain_words

__all__ = ["SearchIndex", "is_query", "plain_words"]

"""Files to articles: which files there are, and what each of them says.

Owns the folder scan, one reader per format, the cutting of page furniture, the reading of
titles, bylines, dates and outlets, and the pool of child processes in which all of that
parsing happens. Leaves to others: what becomes of an article once it is read (`importer`
compares it with the project and stores it) and everything that is found inside its text.

Only `worker` imports the readers, and it runs in a child process: no parser of an imported
file is ever loaded into the program itself.
"""

from workbench.ingest.formats import SUFFIXES
from workbench.ingest.news import News, news
from workbench.ingest.pool import ReaderPool, Request, article_in
from workbench.ingest.scan import Found, display_path, scan

__all__ = [
    "SUFFIXES",
    "Found",
    "News",
    "ReaderPool",
    "Request",
    "article_in",
    "display_path",
    "news",
    "scan",
]

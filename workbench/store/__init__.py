"""The store: one SQLite database, the only truth of a project.

It owns the schema, the one write path, the journal that undo reads, the checks and the
backups. What the rows mean to an analyst is decided above it, in `project`; what can be
derived from them (the index, series, exports) is made elsewhere and never kept here.
"""

from workbench.store.connection import Store, Writer

__all__ = ["Store", "Writer"]

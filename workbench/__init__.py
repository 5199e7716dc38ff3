"""The core of Lode: everything that works without a window.

`project.Project` is the one service that the window and the command line call. Below it lie
the store (SQLite, the only truth), the index (Whoosh, derived and disposable), ingest (files
to articles, parsed in child processes), extract (figures read from words), analysis (rows
for charts) and export. Nothing here imports Qt.
"""

"""The window of Lode, in Qt.

`app` puts it together, `main_window` holds the docks, `panes/` are the views, `models/` feed
their lists, `dialogs/` are what opens on top. Panes show and emit intents; `session` carries
them to `workbench.project.Project`, whose change notices bring the refresh. Nothing here
reads a file format, holds SQL or knows how search works: that is `workbench`.
"""

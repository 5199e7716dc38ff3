"""Widgets that panes and dialogs are put together from.

They know how to show a thing and how it is used, never where it is stored: no project, no
session. Each pane wires its own.
"""

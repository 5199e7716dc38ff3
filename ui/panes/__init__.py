"""The views of the window: each shows its part of the project and emits what the user wants.

A pane is made with a `ProjectSession` and knows no other pane; `main_window` connects them.
"""

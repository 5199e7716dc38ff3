"""What opens on top of the window: palette, sheets, reports, errors.

Each dialog shows what it is given and emits what the user wants; none of them is modal where
the work behind it can go on, and none is run by a nested event loop.
"""

"""What lists and tables show: ids in order and a cache of the rows in sight.

A model never holds all rows. It is filled by work off the GUI thread and refreshed from the
session's change notices, by the pane that owns it.
"""

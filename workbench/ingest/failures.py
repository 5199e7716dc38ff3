"""The two ways in which a file does not become an article.

They never leave the child process: the worker turns them into an outcome with its reason.
"""


class Refused(Exception):
    """The file is whole, but Lode will not take it; `str()` says why."""


class Unreadable(Exception):
    """The file is damaged, or not what its name says; `str()` says how."""

"""The errors that are the world's fault, each with a sentence fit for the user.

    LodeError
    ├── UsageError            the call's words are wrong (command line: exit 2)
    ├── ProjectError          the project cannot be opened (command line: exit 3)
    │   ├── ProjectMissing    there is no project in that folder
    │   ├── ProjectLocked     another process holds it
    │   ├── ProjectTooNew     a later version of Lode made it
    │   └── ProjectDamaged    its database does not pass the checks
    ├── StoreError            the disk or the database refused; nothing was changed
    ├── NotFound              no such article, passage, tag or step
    ├── SpanError             offsets outside the text, empty or reversed
    ├── ConflictError         undo or redo does not fit what is stored now
    ├── QueryError            a query that cannot be read; says where and why
    ├── SearchTimeout         a query stopped at its deadline
    ├── IndexUnavailable      the index is being rebuilt or cannot be read
    ├── ExportError           the file could not be written
    ├── UnreadableFile        a file's content cannot be had
    └── ChildError            a helper process of ours failed
        ├── ChildTimeout      it did not answer in time and was killed
        └── ChildCrashed      it ended without an answer

Defects of the program itself are not in this tree: they reach the excepthook.
"""


class LodeError(Exception):
    """Something outside the program went wrong; `str()` is a sentence for the user."""


class UsageError(LodeError):
    """The call's words are wrong."""


class ProjectError(LodeError):
    """The project cannot be opened."""


class ProjectMissing(ProjectError):
    """There is no project in that folder."""


class ProjectLocked(ProjectError):
    """Another process holds the project."""


class ProjectTooNew(ProjectError):
    """A later version of Lode wrote the project."""


class ProjectDamaged(ProjectError):
    """The project's database does not pass the checks."""


class StoreError(LodeError):
    """The disk or the database refused; the change was rolled back."""


class NotFound(LodeError):
    """No such article, passage, tag or step."""


class SpanError(LodeError):
    """Offsets outside the text, empty or reversed."""


class ConflictError(LodeError):
    """What undo or redo would change is no longer as the journal left it."""


class QueryError(LodeError):
    """A query that cannot be read.

    `start` and `end` are code points in the query, so that a view can mark the place;
    `nearest` is a query that can be read and comes close, or None.
    """

    def __init__(
        self, message: str, *, start: int = 0, end: int = 0, nearest: str | None = None
    ) -> None:
        super().__init__(message)
        self.start = start
        self.end = end
        self.nearest = nearest


class SearchTimeout(LodeError):
    """A query that was stopped at its deadline."""


class IndexUnavailable(LodeError):
    """The index cannot be read now."""


class ExportError(LodeError):
    """The export could not be written; an older file of that name is untouched."""


class UnreadableFile(LodeError):
    """A file's content cannot be had, or not in the way that was asked for."""


class ChildError(LodeError):
    """A helper process of ours failed."""


class ChildTimeout(ChildError):
    """A helper process did not answer in time and was killed."""


class ChildCrashed(ChildError):
    """A helper process ended without an answer."""

"""Of several questions of one kind only the answer to the newest is wanted."""

from collections.abc import Callable
from typing import TypeVar

from ui.jobs import Job
from ui.session import ProjectSession
from workbench.tasks import Task

T = TypeVar("T")


class Latest:
    """Asks for what a list or a view shows, off the GUI thread and without a word about it.

    A new question takes the place of the one before, whose answer is never given.
    """

    def __init__(self, session: ProjectSession, label: str) -> None:
        self._session = session
        self._label = label
        self._job: Job | None = None

    def ask(
        self,
        question: Callable[[], T],
        answered: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Have `question` answered; without `failed` an error is shown as any other."""
        self.forget()
        if self._session.closed:
            return

        def work(_task: Task) -> T:
            return question()

        self._job = self._session.jobs.run(
            self._label,
            work,
            on_result=answered,
            on_error=failed,
            quiet=True,
            lane="lists",
        )

    def forget(self) -> None:
        """Want no answer any more."""
        if self._job is not None:
            self._job.supersede()

"""What is done to statements and their quotes: each one step, told at the foot of the window."""

from collections.abc import Callable, Sequence

from ui.formats import plural
from ui.session import ProjectSession
from workbench.analysis.variants import Quoted, Variants
from workbench.project import Suggestion, suggestion_of


class VariantDeeds:
    """Says what to choose when what is chosen will not do."""

    def __init__(self, session: ProjectSession) -> None:
        self._session = session

    def group(self, groups: Sequence[Variants]) -> None:
        """Settle that statements are one."""
        count = sum(len(one.passage_ids) for one in groups)
        if not count:
            self.tell("Choose statements with accepted quotes; A accepts suggested ones.")
        elif self._done(lambda: self._session.project.join_variants(groups)):
            self.tell(f"{plural(count, 'quote')} settled as one statement", undo=True)

    def split(self, group: Variants | None, quotes: Sequence[Quoted]) -> None:
        """Settle that quotes of a group are another statement than the rest."""
        chosen = [one.passage_id for one in quotes if one.passage_id is not None]
        if group is None or not chosen or len(chosen) == len(group.quotes):
            self.tell("Choose the accepted quotes to be split off in the table at the right.")
        elif self._done(lambda: self._session.project.split_variants(group, chosen)):
            self.tell(f"Split off {plural(len(chosen), 'quote')}", undo=True)

    def release(self, groups: Sequence[Variants]) -> None:
        """Leave it to their words what the quotes of statements belong to."""
        ids = [one for group in groups if group.statement for one in group.passage_ids]
        if not ids:
            self.tell("Nothing is settled by hand about what is chosen.")
        elif self._done(lambda: self._session.project.release_statement(ids)):
            self.tell(f"{plural(len(ids), 'quote')} grouped by words again", undo=True)

    def name(self, group: Variants, name: str) -> None:
        """Give a statement a name; it is settled thereby."""
        project, known = self._session.project, group.statement
        if known is not None:
            self._done(lambda: project.rename_statement(known.id, name))
        else:
            self._done(lambda: project.join_variants([group], label=name))

    def accept(self, quotes: Sequence[Quoted]) -> list[int]:
        """Make passages of those that are suggested; their ids."""
        offered = self._offered(quotes)
        project = self._session.project
        made = self._session.perform(lambda: project.accept_suggestions(offered)) if offered else []
        if made:
            self.tell(f"Accepted {plural(len(made), 'quote')}", undo=True)
        return [one.id for one in made or ()]

    def reject(self, quotes: Sequence[Quoted]) -> None:
        """Turn down those that are suggested."""
        offered = self._offered(quotes)
        if offered and self._done(lambda: self._session.project.reject_suggestions(offered)):
            self.tell(f"Turned down {plural(len(offered), 'suggestion')}", undo=True)

    def tell(self, text: str, *, undo: bool = False) -> None:
        """Say something at the foot of the window."""
        self._session.notice.emit(text, undo)

    def _offered(self, quotes: Sequence[Quoted]) -> list[Suggestion]:
        found = [one for one in map(suggestion_of, quotes) if one is not None]
        if not found:
            self.tell("Choose a suggested quote first.")
        return found

    def _done(self, work: Callable[[], object]) -> bool:
        def deed() -> bool:
            work()
            return True

        return self._session.perform(deed) is not None

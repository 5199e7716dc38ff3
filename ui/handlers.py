"""What each action of the table does: the one place that joins ids to deeds."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from ui.action_set import Handler
from ui.desk import Desk
from ui.docks import TITLES
from ui.panes.variants import VariantsPane
from ui.theme import Scheme
from workbench.domain import Kind
from workbench.ends import End

if TYPE_CHECKING:
    from ui.main_window import MainWindow

ALWAYS = frozenset(
    {
        "project.new",
        "project.open",
        "project.recent",
        "project.sample",
        "app.quit",
        "view.theme.system",
        "view.theme.light",
        "view.theme.dark",
        "help.shortcuts",
        "help.palette",
        "help.about",
    }
)
"""Actions that need no open project."""


def handlers(window: "MainWindow") -> dict[str, Handler]:
    """A deed for every row of ACTIONS."""
    return {
        **_project(window),
        **_article(window),
        **_passage(window),
        **_statements(window),
        **_places(window),
        **_view(window),
        "help.shortcuts": window.show_shortcuts,
        "help.palette": window.show_palette,
        "help.queries": window.show_queries,
        "help.about": window.show_about,
    }


def _project(window: "MainWindow") -> dict[str, Handler]:
    def on(deed: Callable[[Desk], object]) -> Handler:
        return partial(window.with_desk, deed)

    return {
        "project.new": window.ask_new_project,
        "project.open": window.ask_open_project,
        "project.recent": window.ask_recent_project,
        "project.sample": window.sample_wanted.emit,
        "project.backups": on(lambda desk: desk.show_backups()),
        "project.backup": on(lambda desk: desk.errands.back_up()),
        "project.check": on(lambda desk: desk.errands.check()),
        "index.rebuild": on(lambda desk: desk.errands.rebuild_index()),
        "import.folder": on(lambda desk: desk.errands.import_folder()),
        "import.files": on(lambda desk: desk.errands.import_files()),
        "import.table": on(lambda desk: desk.source_errands.import_table()),
        "import.watch": on(lambda desk: desk.watch_errands.show_folders()),
        "import.report": on(lambda desk: desk.errands.show_last_import()),
        "export.show": on(lambda desk: desk.show_export()),
        "export.csv": on(lambda desk: desk.export_passages("csv")),
        "export.markdown": on(lambda desk: desk.export_passages("md")),
        "export.report": on(lambda desk: desk.view_joints.export_report()),
        "report.add": on(lambda desk: desk.view_joints.add_to_report(desk.passages_at_hand())),
        "export.chart": on(lambda desk: desk.export_chart()),
        "app.quit": window.quit,
        "edit.undo": on(lambda desk: desk.undo()),
        "edit.redo": on(lambda desk: desk.redo()),
        "edit.history": on(lambda desk: desk.show_history()),
    }


def _article(window: "MainWindow") -> dict[str, Handler]:
    def on(deed: Callable[[Desk], object]) -> Handler:
        return partial(window.with_desk, deed)

    return {
        "project.keep_originals": window.keep_originals,
        "article.details": on(
            lambda desk: desk.source_errands.edit_details(desk.chosen_articles())
        ),
        "article.original": on(
            lambda desk: desk.source_errands.show_original(desk.chosen_articles())
        ),
        "article.read_again": on(
            lambda desk: desk.source_errands.read_again(desk.chosen_articles())
        ),
        "stories.show": on(lambda desk: desk.show_stories()),
        "stories.group": on(
            lambda desk: desk.source_errands.group_as_story(desk.chosen_articles())
        ),
        "stories.take_out": on(
            lambda desk: desk.source_errands.take_out_of_story(desk.chosen_articles())
        ),
        "bookmark.toggle": on(lambda desk: desk.toggle_bookmark()),
        "bookmark.list": on(lambda desk: desk.note_errands.show_bookmarks()),
        "project.memo": on(lambda desk: desk.note_errands.show_memo()),
        "view.beside": on(lambda desk: desk.readers.toggle_beside()),
        "people.show": on(lambda desk: desk.codebook_errands.show_people()),
        "rates.show": on(lambda desk: desk.show_rates()),
        "codebook.show": on(lambda desk: desk.codebook_errands.show()),
        **{f"tag.key_{digit}": on(partial(_tag_by_key, digit)) for digit in "123456789"},
        "passage.review": on(lambda desk: desk.source_errands.show_review()),
    }


def _passage(window: "MainWindow") -> dict[str, Handler]:
    def on(deed: Callable[[Desk], object]) -> Handler:
        return partial(window.with_desk, deed)

    return {
        "passage.claim": on(lambda desk: desk.gestures.tag(Kind.CLAIM)),
        "passage.quote": on(lambda desk: desk.gestures.tag(Kind.QUOTE)),
        "passage.figure": on(lambda desk: desk.gestures.tag(Kind.FIGURE)),
        "passage.tags": on(lambda desk: desk.gestures.edit("tags")),
        "passage.memo": on(lambda desk: desk.gestures.edit("memo")),
        "passage.speaker": on(lambda desk: desk.gestures.edit("speaker")),
        "passage.value": on(lambda desk: desk.gestures.edit("value")),
        "passage.delete": on(lambda desk: desk.gestures.delete()),
        "passage.next": on(lambda desk: desk.reader.go_next_passage()),
        "passage.previous": on(lambda desk: desk.reader.go_previous_passage()),
        "passage.link": on(lambda desk: desk.link_gestures.link()),
        "passage.links": on(lambda desk: desk.link_gestures.show_links()),
        "passage.history": on(lambda desk: desk.inspector.show_history()),
        "suggestion.accept": on(lambda desk: desk.offer_gestures.accept()),
        "suggestion.correct": on(lambda desk: desk.offer_gestures.correct()),
        "suggestion.reject": on(lambda desk: desk.offer_gestures.reject()),
        "suggestion.alike": on(lambda desk: desk.suggestions.accept_alike()),
        "suggestion.read_all": on(lambda desk: desk.suggestions.read_all()),
        "passage.leave_out": on(lambda desk: desk.reader.tagging.leave_out()),
        "passage.join": on(lambda desk: desk.reader.tagging.join()),
        "passage.end_on": on(lambda desk: desk.reader.tagging.move_end(by=1, words=True)),
        "passage.end_back": on(lambda desk: desk.reader.tagging.move_end(by=-1, words=True)),
        "passage.end_on_character": on(
            lambda desk: desk.reader.tagging.move_end(by=1, words=False)
        ),
        "passage.end_back_character": on(
            lambda desk: desk.reader.tagging.move_end(by=-1, words=False)
        ),
        "passage.move_beginning": on(lambda desk: desk.reader.tagging.choose_end(End.FIRST)),
        "passage.move_end": on(lambda desk: desk.reader.tagging.choose_end(End.LAST)),
        "passage.cycle": on(lambda desk: desk.reader.cycle_overlap()),
    }


def _statements(window: "MainWindow") -> dict[str, Handler]:
    def on(deed: Callable[[VariantsPane], object]) -> Handler:
        return partial(window.with_desk, lambda desk: deed(desk.variants))

    return {
        "statement.group": on(lambda pane: pane.group()),
        "statement.split": on(lambda pane: pane.split()),
        "statement.release": on(lambda pane: pane.release()),
        "statement.rename": on(lambda pane: pane.rename()),
        "export.variants": partial(window.with_desk, lambda desk: desk.export_variants()),
    }


def _places(window: "MainWindow") -> dict[str, Handler]:
    def on(deed: Callable[[Desk], object]) -> Handler:
        return partial(window.with_desk, deed)

    return {
        "search.focus": on(lambda desk: desk.focus_search()),
        "search.passages": on(lambda desk: desk.search_passages()),
        "search.like": on(lambda desk: desk.find_like()),
        "search.save": on(lambda desk: desk.save_search()),
        "search.saved": on(lambda desk: desk.show_saved_searches()),
        "search.context": on(lambda desk: desk.show_context()),
        "search.next": on(lambda desk: desk.reader.go_next_hit()),
        "search.previous": on(lambda desk: desk.reader.go_previous_hit()),
        "go.back": on(lambda desk: desk.go(desk.places.back())),
        "go.forward": on(lambda desk: desk.go(desk.places.forward())),
        "go.reader": on(lambda desk: desk.focus.go_home()),
        "window.next_pane": on(lambda desk: desk.focus.go(1)),
        "window.previous_pane": on(lambda desk: desk.focus.go(-1)),
    }


def _view(window: "MainWindow") -> dict[str, Handler]:
    return {
        **{f"view.{name}": partial(window.toggle_dock, name) for name in TITLES},
        "view.reset": window.reset_layout,
        "view.larger": partial(window.with_desk, lambda desk: desk.resize_text(1)),
        "view.smaller": partial(window.with_desk, lambda desk: desk.resize_text(-1)),
        "view.theme.system": partial(window.set_scheme, Scheme.SYSTEM),
        "view.theme.light": partial(window.set_scheme, Scheme.LIGHT),
        "view.theme.dark": partial(window.set_scheme, Scheme.DARK),
    }


def _tag_by_key(digit: str, desk: Desk) -> None:
    desk.gestures.tag_by_key(digit)

"""Every action of the window, declared once.

Menus, tool bar, command palette, shortcut sheet and docs/shortcuts.md are made from `ACTIONS`
(`action_set` makes the Qt actions, `shortcuts` the sheets). No Qt here: it is plain data.
"""

from dataclasses import dataclass
from enum import StrEnum


class Where(StrEnum):
    """In which parts of the window an action's keys work.

    A key that types a character works at most in the panes, whatever its row says, so that
    it never fires while somebody types.
    """

    WINDOW = "everywhere"
    PANES = "in the reader and in lists"
    PASSAGES = "in the reader and the passages list"
    LISTS = "in the reader and in all lists of passages"
    READER = "in the reader"
    OFFERS = "in the reader and in suggestions"
    UNCLAIMED = "where it has no other use"


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One row: what it is called, what it does, its keys, and where it stands.

    `menu` is a path with "/" between the levels; `group` names the block of a menu, with a
    separator between blocks. `checkable` is for what can be on or off; of the rows that
    share an `exclusive` name only one is on.
    """

    id: str
    text: str
    tip: str
    menu: str
    group: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    where: Where = Where.WINDOW
    checkable: bool = False
    exclusive: str = ""

    @property
    def typed_keys(self) -> tuple[str, ...]:
        """The keys that would type a character in a field."""
        return tuple(key for key in self.keys if len(key) == 1)

    @property
    def other_keys(self) -> tuple[str, ...]:
        """The keys that a field does not want for itself."""
        return tuple(key for key in self.keys if len(key) > 1)


MENUS = {
    "Project": "&Project",
    "Edit": "&Edit",
    "Article": "A&rticle",
    "Passage": "P&assage",
    "Search": "&Search",
    "View": "&View",
    "Go": "&Go",
    "Help": "&Help",
}
"""The menu bar, in order: each menu, and how it is written with the key that opens it."""

_A = ActionSpec

ACTIONS: tuple[ActionSpec, ...] = (
    # Project
    _A("project.new", "New project…", "Make an empty project in a folder of your choice",
       "Project", "open", ("Ctrl+N",), "folder-plus"),
    _A("project.open", "Open project…", "Open the project in a folder",
       "Project", "open", ("Ctrl+O",), "folder-open"),
    _A("project.recent", "Open recent…", "Choose among the projects that were open before",
       "Project", "open", ("Ctrl+Shift+O",), "history"),
    _A("project.sample", "Open the sample project", "Open the project that comes with Lode",
       "Project", "open", (), "book-open"),
    _A("import.folder", "Import folder…", "Import every article in a folder and below it",
       "Project", "import", ("Ctrl+I",), "folder-input"),
    _A("import.files", "Import files…", "Import articles one by one",
       "Project", "import", ("Ctrl+Shift+I",), "file-input"),
    _A("import.table", "Import table…",
       "Import a table of articles (CSV, TSV, JSON) and say which column holds what",
       "Project", "import", (), "table-2"),
    _A("import.watch", "Watched folders…",
       "Import what is added to these folders while Lode runs",
       "Project", "import", (), "folder"),
    _A("import.report", "Import report", "See how every file of an import ended",
       "Project", "import", (), "list"),
    _A("export.show", "Export passages…",
       "Choose what to export, as what, grouped how; see it before it is written",
       "Project", "export", ("Ctrl+Alt+E",), "file-up"),
    _A("export.csv", "Export passages as CSV…",
       "Write the passages that the list shows as a table, with sources and offsets",
       "Project", "export", ("Ctrl+E",), "table-2"),
    _A("export.markdown", "Export passages as Markdown…",
       "Write the passages that the list shows as a document to read",
       "Project", "export", ("Ctrl+Shift+E",), "file-text"),
    _A("export.report", "Export report…", "Write the report as a document others can check",
       "Project", "export", (), "notebook-pen"),
    _A("export.chart", "Export chart…", "Write the chart as a picture, or its numbers as CSV",
       "Project", "export", (), "file-chart-line"),
    _A("export.variants", "Export quote variants…",
       "Write the statements that Quote variants lists, with dropped, added and changed words",
       "Project", "export", (), "text-quote"),
    _A("project.keep_originals", "Keep originals in the project",
       "Keep a compressed copy of every file that is imported, to compare and to read again",
       "Project", "care", (), "layers", checkable=True),
    _A("project.backup", "Back up now", "Write a checked copy of the project",
       "Project", "care", (), "database-backup"),
    _A("project.backups", "Backups…", "See what each backup holds, and put one back",
       "Project", "care", (), "history"),
    _A("project.check", "Check project", "Check database, texts, passages and index",
       "Project", "care", (), "shield-check"),
    _A("index.rebuild", "Rebuild search index", "Make the search index anew from the articles",
       "Project", "care", (), "refresh-cw"),
    _A("app.quit", "Quit", "Leave Lode; everything is already saved",
       "Project", "quit", ("Ctrl+Q",), "log-out"),
    # Edit
    _A("edit.undo", "Undo", "Take back the last step", "Edit", "journal", ("Ctrl+Z",), "undo-2"),
    _A("edit.redo", "Redo", "Do again what was taken back",
       "Edit", "journal", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo-2"),
    _A("edit.history", "History…", "See every step, and go back to any of them",
       "Edit", "journal", ("Ctrl+H",), "history"),
    # Article
    _A("article.details", "Correct details…",
       "Correct title, author, date, outlet or language of the chosen articles",
       "Article", "details", ("F2",), "pencil"),
    _A("article.original", "Show the original",
       "See all text of the file beside the article's, and earlier versions",
       "Article", "text", ("F4",), "file-text"),
    _A("article.read_again", "Read again",
       "Read the chosen articles anew from their originals, as this version of Lode does",
       "Article", "text", (), "refresh-cw"),
    _A("stories.show", "Copies of stories…",
       "See which articles are copies of one story, and how they differ",
       "Article", "stories", ("Ctrl+D",), "copy"),
    _A("stories.group", "Group as one story",
       "Say that the articles chosen in Sources are copies of one story",
       "Article", "stories", (), "layers"),
    _A("stories.take_out", "Take out of its story",
       "Say that the chosen articles are no copies of others",
       "Article", "stories", (), "minus"),
    # Passage
    _A("passage.claim", "Tag as claim", "Tag the selected words, or make this passage a claim",
       "Passage", "kind", ("C", "1"), "flag", Where.PASSAGES),
    _A("passage.quote", "Tag as quote", "Tag the selected words, or make this passage a quote",
       "Passage", "kind", ("Q", "2"), "quote", Where.PASSAGES),
    _A("passage.figure", "Tag as figure", "Tag the selected words, or make this passage a figure",
       "Passage", "kind", ("F", "3"), "hash", Where.PASSAGES),
    _A("passage.tags", "Edit tags", "Go to the tags of this passage",
       "Passage", "details", ("T",), "tags", Where.PASSAGES),
    _A("passage.memo", "Edit memo", "Go to the memo of this passage",
       "Passage", "details", ("M",), "notebook-pen", Where.PASSAGES),
    _A("passage.speaker", "Edit speaker", "Go to who said it",
       "Passage", "details", ("S",), "user", Where.PASSAGES),
    _A("passage.value", "Edit value", "Go to the number, its unit and its qualifier",
       "Passage", "details", ("V",), "pencil", Where.PASSAGES),
    _A("passage.history", "History of the passage…",
       "See every change of the chosen passage; make it again what it was",
       "Passage", "details", ("H",), "history", Where.PASSAGES),
    _A("passage.delete", "Delete passage", "Delete the chosen passages; undo brings them back",
       "Passage", "delete", ("Delete",), "trash-2", Where.PASSAGES),
    _A("codebook.show", "Codebook…",
       "See all tags as a tree: what each means, how often it is used; rename, merge, delete",
       "Passage", "codebook", ("Ctrl+B",), "tags"),
    _A("people.show", "People and organisations…",
       "See who speaks and claims, under which names; make one of several names",
       "Passage", "codebook", ("Ctrl+Shift+B",), "user"),
    _A("rates.show", "Exchange rates…",
       "Say what one currency is in another, so that charts can compare them",
       "Passage", "codebook", (), "chart-line"),
    *(
        _A(f"tag.key_{digit}", f"Tag of key {digit}",
           "Put the tag that has this key on the chosen passages, or take it off",
           "Passage/Tag by key", "keys", (f"Ctrl+{digit}",), "", Where.PASSAGES)
        for digit in "123456789"
    ),
    _A("suggestion.accept", "Accept the suggestion", "Make a passage of what is suggested here",
       "Passage", "suggestions", ("A",), "check", Where.OFFERS),
    _A("suggestion.correct", "Accept and correct", "Accept it, and go to its value or speaker",
       "Passage", "suggestions", ("E",), "pencil", Where.OFFERS),
    _A("suggestion.reject", "Turn the suggestion down", "It is not offered again",
       "Passage", "suggestions", ("X",), "x", Where.OFFERS),
    _A("suggestion.alike", "Accept all like this…",
       "See all in the list of suggestions that are like the chosen one, and accept them",
       "Passage", "suggestions", ("Shift+A",), "", Where.OFFERS),
    _A("suggestion.read_all", "Read all articles",
       "Read along in every article, in the background; while that goes on, pause or continue",
       "Passage", "suggestions", (), "book-open-text"),
    _A("statement.group", "Group as one statement",
       "Settle that the quotes of the chosen statements are wordings of one",
       "Passage/Statement", "statement", ("Ctrl+G",), "layers"),
    _A("statement.split", "Split off from its statement",
       "Settle that the chosen quotes are another statement than the rest",
       "Passage/Statement", "statement", ("Ctrl+Shift+G",), "minus"),
    _A("statement.release", "Group by words again",
       "Forget what was settled of the chosen statements",
       "Passage/Statement", "statement", ("Ctrl+Alt+G",), "rotate-ccw"),
    _A("statement.rename", "Name the statement…", "Give the chosen statement a name",
       "Passage/Statement", "statement", (), "pencil"),
    _A("passage.link", "Link to another passage",
       "Begin a link at the chosen passages; on another one, say what they do to it",
       "Passage", "links", ("K",), "", Where.LISTS),
    _A("passage.links", "Links of the passage…", "See what it supports, contradicts, repeats",
       "Passage", "links", ("Shift+K",), "", Where.LISTS),
    _A("report.add", "Add to the report", "Put the chosen passages into the report that is shown",
       "Passage", "links", ("Shift+R",), "", Where.LISTS),
    _A("passage.review", "Passages to review…",
       "See the passages whose place is in doubt since their article has changed",
       "Passage", "review", (), "circle-help"),
    _A("passage.next", "Next passage", "Go to the next passage of this article",
       "Passage", "walk", ("N",), "chevron-down", Where.READER),
    _A("passage.previous", "Previous passage", "Go to the passage before",
       "Passage", "walk", ("P",), "chevron-up", Where.READER),
    _A("passage.cycle", "Next overlapping passage",
       "Choose the next of the passages that overlap here",
       "Passage", "walk", ("O",), "layers", Where.READER),
    _A("passage.leave_out", "Leave the selected words out",
       "Make a gap in the passage: a quote goes on after “he said”",
       "Passage", "parts", ("-",), "minus", Where.READER),
    _A("passage.join", "Add the selected words",
       "Make them a part of the chosen passage, which may have several",
       "Passage", "parts", ("+",), "", Where.READER),
    _A("passage.end_on", "Move its end on by a word", "Let the chosen passage reach a word further",
       "Passage/Move", "words", ("Alt+Shift+Right",), "", Where.READER),
    _A("passage.end_back", "Move its end back by a word", "Let it reach a word less far",
       "Passage/Move", "words", ("Alt+Shift+Left",), "", Where.READER),
    _A("passage.end_on_character", "Move its end on by a character",
       "Let the chosen passage reach a character further",
       "Passage/Move", "characters", ("Alt+Shift+Down",), "", Where.READER),
    _A("passage.end_back_character", "Move its end back by a character",
       "Let it reach a character less far",
       "Passage/Move", "characters", ("Alt+Shift+Up",), "", Where.READER),
    _A("passage.move_beginning", "Move the beginning", "Have these keys move where passages begin",
       "Passage/Move", "which", ("Alt+Shift+Home",), "", Where.READER),
    _A("passage.move_end", "Move the end", "Have these keys move where passages end",
       "Passage/Move", "which", ("Alt+Shift+End",), "", Where.READER),
    _A("bookmark.toggle", "Mark this paragraph", "Put a bookmark here, or take the one here away",
       "Go", "bookmarks", ("B",), "flag", Where.READER),
    _A("bookmark.list", "Bookmarks…", "See all bookmarks, go to one, name it",
       "Go", "bookmarks", ("Ctrl+Shift+D",), "list"),
    _A("project.memo", "Project memo…", "Write what this project is to find out",
       "Project", "memo", ("Ctrl+M",), "notebook-pen"),
    _A("view.beside", "Read beside", "Show two articles side by side, or one again",
       "View", "beside", ("Ctrl+\\",), "book-open"),
    # Search
    _A("search.focus", "Search articles", "Go to the search box",
       "Search", "search", ("/", "Ctrl+F"), "search", Where.WINDOW),
    _A("search.passages", "Search passages or articles",
       "Look for the query in what is tagged instead of in all text, or the other way round",
       "Search", "search", ("Ctrl+Shift+P",), "tags"),
    _A("search.like", "More like this",
       "Find articles that share the telling words of the one that is chosen",
       "Search", "search", ("Ctrl+L",), "list"),
    _A("search.context", "Matches in context…",
       "List every match with the words before and behind it, to be sorted by either",
       "Search", "search", ("Ctrl+Shift+F",), "text-quote"),
    _A("search.save", "Save this search", "Keep the query, to see later what is new",
       "Search", "saved", ("Ctrl+S",), "flag"),
    _A("search.saved", "Saved searches…", "See what each saved search finds, and what is new",
       "Search", "saved", ("Ctrl+Shift+S",), "list"),
    _A("search.next", "Next match", "Go to the next match in this article",
       "Search", "match", ("F3",), "chevron-down"),
    _A("search.previous", "Previous match", "Go to the match before",
       "Search", "match", ("Shift+F3",), "chevron-up"),
    # View
    _A("view.sources", "Sources", "Show or hide articles and folders",
       "View", "docks", (), "library", checkable=True),
    _A("view.search", "Search results", "Show or hide search and its results",
       "View", "docks", (), "search", checkable=True),
    _A("view.reader", "Reader", "Show or hide the article that is open",
       "View", "docks", (), "book-open-text", checkable=True),
    _A("view.inspector", "Inspector", "Show or hide what is said of a passage",
       "View", "docks", (), "panel-right", checkable=True),
    _A("view.passages", "Passages", "Show or hide the table of passages",
       "View", "docks", (), "table-2", checkable=True),
    _A("view.suggestions", "Suggestions", "Show or hide what was read in the articles",
       "View", "docks", (), "list-filter", checkable=True),
    _A("view.chart", "Chart", "Show or hide figures over time",
       "View", "docks", (), "chart-line", checkable=True),
    _A("view.variants", "Quote variants",
       "Show or hide what several articles quote, word by word",
       "View", "docks", (), "text-quote", checkable=True),
    _A("view.conflicts", "Conflicts", "Show or hide metrics for which sources differ",
       "View", "docks", (), "hash", checkable=True),
    _A("view.claims", "Claims", "Show or hide what several articles claim, and who denies it",
       "View", "docks", (), "layers", checkable=True),
    _A("view.matrix", "Hypotheses", "Show or hide hypotheses against evidence",
       "View", "docks", (), "layout-grid", checkable=True),
    _A("view.actors", "Who and when", "Show or hide who says how much on what, and since when",
       "View", "docks", (), "user", checkable=True),
    _A("view.coverage", "Coverage", "Show or hide which outlet covers what, month by month",
       "View", "docks", (), "layout-grid", checkable=True),
    _A("view.report", "Report", "Show or hide reports: headings, notes, excerpts and views",
       "View", "docks", (), "notebook-pen", checkable=True),
    _A("view.reset", "Reset layout", "Put every pane back where it was at first",
       "View", "layout", (), "layout-dashboard"),
    _A("view.larger", "Larger text", "Make the reader's text larger",
       "View", "text", ("Ctrl+=", "Ctrl++"), "a-arrow-up"),
    _A("view.smaller", "Smaller text", "Make the reader's text smaller",
       "View", "text", ("Ctrl+-",), "a-arrow-down"),
    _A("view.theme.system", "Theme: as the system", "Light or dark, as the system has it",
       "View/Theme", "theme", (), "sun-moon", checkable=True, exclusive="theme"),
    _A("view.theme.light", "Theme: light", "Always light",
       "View/Theme", "theme", (), "sun", checkable=True, exclusive="theme"),
    _A("view.theme.dark", "Theme: dark", "Always dark",
       "View/Theme", "theme", (), "moon", checkable=True, exclusive="theme"),
    # Go
    _A("go.back", "Back", "Go to the place before this one",
       "Go", "places", ("Alt+Left",), "arrow-left"),
    _A("go.forward", "Forward", "Go to the place after this one",
       "Go", "places", ("Alt+Right",), "arrow-right"),
    _A("go.reader", "Reader", "Go back to the text",
       "Go", "panes", ("Esc",), "text-quote", Where.UNCLAIMED),
    _A("window.next_pane", "Next pane", "Go to the next pane of the window",
       "Go", "panes", ("F6",)),
    _A("window.previous_pane", "Previous pane", "Go to the pane before",
       "Go", "panes", ("Shift+F6",)),
    # Help
    _A("help.shortcuts", "Keyboard shortcuts", "See every key",
       "Help", "help", ("F1",), "keyboard"),
    _A("help.palette", "Commands", "Find any action by its name",
       "Help", "help", ("Ctrl+K",), "command"),
    _A("help.queries", "How to search", "See what a query may contain, with examples",
       "Help", "help", (), "circle-help"),
    _A("help.about", "About Lode", "Version, licences, where things are kept",
       "Help", "about", (), "info"),
)  # fmt: skip
"""All rows, in the order of the menus."""


def spec(action_id: str) -> ActionSpec:
    """The row with that id; raises `KeyError`."""
    for row in ACTIONS:
        if row.id == action_id:
            return row
    raise KeyError(action_id)

"""The words of the trade as frozen dataclasses: what every layer passes to the next.

All offsets are Unicode code points in an article's canonical text, start inclusive, end
exclusive. All points in time are ISO 8601 strings, as they are stored and exported."""

from workbench.domain.articles import Article, ArticleDraft, Story, StoryMember, TextVersion
from workbench.domain.imports import (
    COLUMN_ROLES,
    ExportReport,
    FileOutcome,
    Finding,
    ImportReport,
    ReadFile,
    TablePreview,
    VanishedFile,
)
from workbench.domain.passages import (
    Change,
    Passage,
    PassageDetails,
    PassageFilter,
    Series,
    SeriesPoint,
    Step,
    Tag,
)
from workbench.domain.searches import (
    CountedSearch,
    Hit,
    IndexDocument,
    Indexed,
    Occurrence,
    SavedSearch,
    SearchResult,
    Snippet,
)
from workbench.domain.values import (
    AnchorState,
    CopyBasis,
    DateBasis,
    Kind,
    Outcome,
    Qualifier,
    Quantity,
    Span,
    shown_member,
)

__all__ = [
    "COLUMN_ROLES",
    "AnchorState",
    "Article",
    "ArticleDraft",
    "Change",
    "CopyBasis",
    "CountedSearch",
    "DateBasis",
    "ExportReport",
    "FileOutcome",
    "Finding",
    "Hit",
    "ImportReport",
    "IndexDocument",
    "Indexed",
    "Kind",
    "Occurrence",
    "Outcome",
    "Passage",
    "PassageDetails",
    "PassageFilter",
    "Qualifier",
    "Quantity",
    "ReadFile",
    "SavedSearch",
    "SearchResult",
    "Series",
    "SeriesPoint",
    "Snippet",
    "Span",
    "Step",
    "Story",
    "StoryMember",
    "TablePreview",
    "Tag",
    "TextVersion",
    "VanishedFile",
    "shown_member",
]

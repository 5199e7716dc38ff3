"""The panes that show what many passages say together, by the name of their dock.

The window makes a dock, an entry in its menus and the joints to the other panes for each.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from ui.panes.actors import ActorsPane
from ui.panes.claims import ClaimsPane
from ui.panes.conflicts import ConflictsPane
from ui.panes.coverage import CoveragePane
from ui.panes.matrix import MatrixPane
from ui.panes.report import ReportPane
from ui.panes.variants import VariantsPane
from ui.widgets.view_pane import ViewPane

VIEWS: Mapping[str, type[ViewPane[Any]]] = MappingProxyType(
    {
        "conflicts": ConflictsPane,
        "variants": VariantsPane,
        "claims": ClaimsPane,
        "matrix": MatrixPane,
        "actors": ActorsPane,
        "coverage": CoveragePane,
        "report": ReportPane,
    }
)
"""In the order of their tabs. Each has an action `view.<name>` in `ui.actions`."""

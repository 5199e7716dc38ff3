"""Analysis: passages turned into plain rows and numbers that a view can draw.

It reads passages and articles that the caller hands over and returns frozen dataclasses. It
queries nothing, stores nothing and draws nothing: the store is below it, the chart above.
"""

from workbench.analysis.charted import Figure
from workbench.analysis.series import NO_METRIC, series, unit_label
from workbench.analysis.units import Rates

__all__ = ["NO_METRIC", "Figure", "Rates", "series", "unit_label"]

"""The parts of a chart: scales, axes, marks and labels, drawn with pyqtgraph.

Owns how a series looks, in the window and in an exported picture alike. Which series there
are comes from `workbench.analysis`; `ui.series_plot` puts the parts together, and the chart
pane lets the user choose.
"""

"""Fonts, icons and the style sheet that the window is drawn with, and where they lie.

Inter and Source Serif 4 are under the SIL Open Font License, the Lucide icons under ISC; the
licences stand beside them.
"""

from pathlib import Path

FOLDER = Path(__file__).resolve().parent
"""The folder that holds `fonts/`, `icons/` and `lode.qss`."""

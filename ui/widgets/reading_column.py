"""How wide the text is set, and where in the pane it stands."""

from PySide6.QtGui import QFontMetrics

CHARACTERS = 74
"""Characters that fit into a line where the pane has room: lines of 66 to 75 read best."""

_SAMPLE = "the deposits in the east are worth 14.8 trillion dollars, an analyst of the trade said; "
_RIGHT = 20


def column_margins(room: int, metrics: QFontMetrics, least_left: int) -> tuple[int, int]:
    """Left and right margin, in pixels, beside a text that is as wide as reads well.

    The text stands in the middle of `room` when `least_left` allows; the right margin always
    has space for the strip of search hits.
    """
    wanted = CHARACTERS * metrics.horizontalAdvance(_SAMPLE) // len(_SAMPLE) + 8
    spare = max(0, room - wanted)
    left = max(least_left, spare // 2)
    return left, max(_RIGHT, spare - left)

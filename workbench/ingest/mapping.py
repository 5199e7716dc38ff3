"""Which columns of a table an analyst has chosen, noted with each article that was read so.

Whoever reads such an article again, from its kept original or from its changed file, must ask
for the same columns: guessed anew, another one might become its text.
"""

import json
from collections.abc import Mapping

_READER = "table"


def noted(chosen: Mapping[str, str]) -> str:
    """The name of the reader of tables, with the columns that were chosen for it."""
    if not chosen:
        return _READER
    return f"{_READER} {json.dumps(dict(chosen), ensure_ascii=False, sort_keys=True)}"


def chosen_for(extractor: str) -> dict[str, str]:
    """The columns that were chosen when an article was read by `extractor`."""
    reader, _, packed = extractor.partition(" ")
    if reader != _READER or not packed:
        return {}
    chosen: dict[str, str] = json.loads(packed)
    return chosen

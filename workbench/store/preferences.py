"""What an analyst has set for one project, kept with it: small values under names."""

import json
from typing import Any

from workbench.store.connection import Store

KEEP_ORIGINALS = "keep originals"
WATCHED_FOLDERS = "watched folders"
MAPPINGS = "column mappings"

_PREFIX = "preference: "


def get(store: Store, name: str, default: Any) -> Any:
    """The value kept under a name, as JSON knows it; `default` when there is none."""
    packed = store.value("SELECT value FROM meta WHERE key = ?", [_PREFIX + name])
    return default if packed is None else json.loads(packed)


def put(store: Store, name: str, value: Any) -> None:
    """Keep a value that JSON knows under a name."""
    packed = json.dumps(value, ensure_ascii=False)
    with store.write() as writer:
        writer.execute(
            "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)",
            [_PREFIX + name, packed],
            touches="meta",
        )

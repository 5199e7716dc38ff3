"""Other readers of quantities, asked the same texts in a process of their own.

Runs with the Python that has them installed and needs nothing of Lode: texts by id come in as
JSON, and what each found goes out with the seconds it took.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

Row = dict[str, Any]


def quantulum() -> Callable[[str], list[Row]]:
    """quantulum3 as it comes, without its classifier."""
    from quantulum3 import parser  # noqa: PLC0415 - each peer is loaded when it is its turn

    def read(text: str) -> list[Row]:
        return [
            {
                "start": one.span[0],
                "end": one.span[1],
                "value": one.value,
                "of": {"currency": "currency"}.get(one.unit.entity.name, "")
                or ("percent" if one.unit.name == "percentage" else ""),
            }
            for one in parser.parse(text)
        ]

    return read


def recognizers() -> Callable[[str], list[Row]]:
    """Microsoft's Recognizers: percentages, currencies, dimensions, then bare numbers."""
    from recognizers_number import (  # noqa: PLC0415 - as above
        recognize_number,
        recognize_percentage,
    )
    from recognizers_number_with_unit import (  # noqa: PLC0415 - as above
        recognize_currency,
        recognize_dimension,
    )

    asked = (
        ("percent", recognize_percentage),
        ("currency", recognize_currency),
        ("", recognize_dimension),
        ("", recognize_number),
    )

    def read(text: str) -> list[Row]:
        found: list[Row] = []
        for of, ask in asked:
            for one in ask(text, "en-us"):
                start, end = one.start, one.end + 1
                if any(start < other["end"] and other["start"] < end for other in found):
                    continue
                said = str((one.resolution or {}).get("value") or "").rstrip("%")
                try:
                    value = float(said)
                except ValueError:
                    continue
                found.append({"start": start, "end": end, "value": value, "of": of})
        return sorted(found, key=lambda row: row["start"])

    return read


PEERS = {"quantulum3": quantulum, "Recognizers": recognizers}


def main() -> None:
    asked = json.load(sys.stdin)
    out = {}
    for name, make in PEERS.items():
        read = make()
        read("About 20 percent of $3 million.")  # what is loaded once is not counted
        found: dict[str, list[Row]] = {}
        failed = 0
        began = time.perf_counter()
        for key, text in asked.items():
            try:
                found[key] = read(text)
            except Exception:  # noqa: BLE001 - a peer's fault on one text is a text without figures
                found[key] = []
                failed += 1
        out[name] = {"found": found, "seconds": time.perf_counter() - began, "failed": failed}
    json.dump(out, sys.stdout)


if __name__ == "__main__":
    main()

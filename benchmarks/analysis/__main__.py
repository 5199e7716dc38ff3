"""What passages say together: `python -m benchmarks.analysis`, or with the name of a part."""

import sys

from benchmarks.analysis import chart, conflicts, export, variants

PARTS = {
    "chart": chart.main,
    "variants": variants.main,
    "export": export.main,
    "conflicts": conflicts.main,
}

if __name__ == "__main__":
    for part in [PARTS[sys.argv[1]]] if len(sys.argv) > 1 else PARTS.values():
        part(sys.argv[2:])

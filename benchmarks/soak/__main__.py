"""The campaigns against a project: `python -m benchmarks.soak`.

With `--defect` one of several defects is planted first; then a campaign must find it.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.soak import defects, faults, flips, kills, migrations, steps


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1_000)
    parser.add_argument("--migrations", type=int, default=100, help="kills while migrating")
    parser.add_argument("--flips", type=int, default=2_000)
    parser.add_argument("--steps", type=int, default=100_000)
    parser.add_argument("--every", type=int, default=1, help="fail each n-th write; 0: none")
    parser.add_argument("--seed", type=int, default=20_251_127)
    parser.add_argument("--defect", choices=defects.ALL, default="")
    options = parser.parse_args()
    campaigns: list[tuple[str, Callable[[Path], Any]]] = []
    if options.kills:
        campaigns.append(
            ("kills", lambda f: kills.campaign(f, options.kills, options.seed, options.defect))
        )
    if options.migrations and not options.defect:
        campaigns.append(
            ("migrations", lambda f: migrations.campaign(f, options.migrations, options.seed))
        )
    if options.flips:
        campaigns.append(
            ("flips", lambda f: flips.campaign(f, options.flips, options.seed, options.defect))
        )
    if options.steps and not options.defect:
        campaigns.append(("steps", lambda f: steps.campaign(f, options.steps, options.seed)))
    if options.every and not options.defect and faults.possible():
        campaigns.append(
            ("faults", lambda f: faults.campaign(f, options.seed, every=options.every))
        )
    bad = False
    for name, campaign in campaigns:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            started = time.perf_counter()
            found = campaign(Path(folder))
            print(f"{name}: {found} in {time.perf_counter() - started:,.0f} s", flush=True)
            bad = bad or bool(found.faults)
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())

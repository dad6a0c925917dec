"""Run every benchmark, or those that are named; exits non-zero where a figure misses its target."""

import subprocess
import sys
from pathlib import Path

NAMES = (
    "accepting",
    "sending",
    "publishing",
    "page",
    "cached",
    "replying",
    "lists",
    "listing",
    "picturing",
    "flooding",
    "queueing",
    "filtering",
    "pings",
)
ROOT = Path(__file__).resolve().parent.parent


def main(names: list[str]) -> int:
    """The exit code: 0 where every benchmark met its target."""
    unknown = set(names) - set(NAMES)
    if unknown:
        sys.exit(f"there is no benchmark {', '.join(sorted(unknown))}; there are: {', '.join(NAMES)}")
    print(
        "Figures of this machine, now; a ratio is printed only against what ran in the same run.\n",
        flush=True,
    )
    missed = [name for name in names or NAMES if run(name)]
    print(f"\nMissed: {', '.join(missed)}" if missed else "\nEvery target is met.")
    return len(missed)


def run(name: str) -> int:
    return subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

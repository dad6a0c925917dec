"""The harness: both sides set up, every exchange once, one table; non-zero unless all passed."""

import os
import shutil
import signal
import sys
import tempfile
import traceback
from contextlib import ExitStack
from pathlib import Path
from types import FrameType

FOLDER = Path(tempfile.mkdtemp(prefix="crosstalk-interop-"))
LOGS = Path(__file__).resolve().parents[2] / "var" / "interop"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "blogsite.settings")
os.environ["VAR_DIR"] = str(FOLDER / "harness")

from tests.interop import running  # noqa: E402 - the settings read the environment above


def main() -> int:
    signal.signal(signal.SIGTERM, interrupt)
    try:
        code = attempt()
        if code:
            keep_logs()
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
    return code


def attempt() -> int:
    try:
        with ExitStack() as stage:
            return running.run(stage, FOLDER)
    except KeyboardInterrupt:
        print("interop: interrupted", flush=True)
    except running.Missing as error:
        print(f"interop: SKIPPED, nothing was tried: {error}", flush=True)
    except Exception:
        traceback.print_exc()
        print("interop: FAILED before anything was tried", flush=True)
    return 1


def keep_logs() -> None:
    """What each process said; everything else of a failed run goes, too."""
    shutil.rmtree(LOGS, ignore_errors=True)
    logs = [*FOLDER.glob("*.log"), *FOLDER.glob("*/*.log")]
    for log in logs:
        LOGS.mkdir(parents=True, exist_ok=True)
        shutil.copy(log, LOGS / log.name)
    if logs:
        print(f"interop: what each process said is kept in {LOGS}", flush=True)


def interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())

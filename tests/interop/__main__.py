"""The harness: both sides set up, every exchange once, one table; non-zero unless all passed."""

import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
from contextlib import ExitStack
from pathlib import Path
from types import FrameType

FOLDER = Path(tempfile.mkdtemp(prefix="crosstalk-interop-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "blogsite.settings")
os.environ["VAR_DIR"] = str(FOLDER / "harness")

from tests.interop import running  # noqa: E402 - the settings read the environment above


def main() -> int:
    signal.signal(signal.SIGTERM, interrupt)
    code = attempt()
    if code:
        print(f"interop: what each process said is kept in {FOLDER}", flush=True)
    else:
        shutil.rmtree(FOLDER, ignore_errors=True)
    return code


def attempt() -> int:
    began = time.monotonic()
    try:
        with ExitStack() as stage:
            return running.run(stage, FOLDER, began)
    except KeyboardInterrupt:
        print("interop: interrupted", flush=True)
    except running.Missing as error:
        print(f"interop: SKIPPED, nothing was tried: {error}", flush=True)
    except Exception:
        traceback.print_exc()
        print("interop: FAILED before the end; no row that is missing above was tried", flush=True)
    return 1


def interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())

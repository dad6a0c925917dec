"""A worker before its first job."""

import os
import subprocess
import sys

IMPORTED_LATER = """
import sys
from celery.signals import worker_init
import blogsite.celery
(blogsite.celery.settings.VAR_DIR / "broker" / "messages").mkdir(parents=True)
worker_init.send(None)
before = set(sys.modules)
from trackbacks import microformats, scanning, sending, source, verifying
print(sorted(set(sys.modules) - before))
"""


def test_it_has_imported_what_jobs_import_at_their_first_run(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED_LATER],
        env=os.environ | {"VAR_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == "[]", done.stdout + done.stderr

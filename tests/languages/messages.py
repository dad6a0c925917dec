"""`make messages`: the strings of the sources into the catalogues of `locale`, and those compiled."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LANGUAGE = "de"  # English is the language of the sources
CATALOGUE = Path("locale", LANGUAGE, "LC_MESSAGES", "django.po")
STAMPS = re.compile(r'^"(?:POT-Creation-Date|PO-Revision-Date|Report-Msgid-Bugs-To): .*\n', re.MULTILINE)
# Nobody reads these in a language: tests and tools, and texts that stand for what people would write.
IGNORED = [
    "tests",
    "benchmarks",
    "var",
    ".venv",
    "blogsite/demo",
    "blogsite/demo_content",
    "blogsite/seeding",
]


def manage(root: Path, *command: str) -> None:
    environment = {**os.environ, "VAR_DIR": str(root / "var"), "DJANGO_SETTINGS_MODULE": "blogsite.settings"}
    subprocess.run([sys.executable, "manage.py", *command], cwd=root, env=environment, check=True)


def collect(root: Path) -> None:
    """What the sources below `root` say, into its catalogue; without line numbers, which every change would move."""
    (root / "locale").mkdir(exist_ok=True)
    ignored = [f"--ignore={pattern}" for pattern in IGNORED]
    shape = ["--no-location", "--no-wrap", "--no-obsolete", "--extension=html,txt,py", "--verbosity=0"]
    manage(root, "makemessages", f"--locale={LANGUAGE}", *shape, *ignored)
    catalogue = root / CATALOGUE
    catalogue.write_text(STAMPS.sub("", catalogue.read_text()))


def compiled(root: Path) -> None:
    manage(root, "compilemessages", f"--locale={LANGUAGE}", "--verbosity=0", "--ignore=.venv", "--ignore=var")


if __name__ == "__main__":
    collect(ROOT)
    compiled(ROOT)

"""`make lighthouse`: Lighthouse on home and on a post with 230 answers on one page; HTML of every kind of page checked.

Both come from npm into var/npm. Exits non-zero where a figure misses its bound, or where anything was skipped.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.browser.blog import Browsed, blog_with_content
from tests.browser.pages import BY_NAME, READERS
from tests.running import answer

TOOLS = ("lighthouse@12", "html-validate@9")
NPM = Path("var/npm")
MEASURED = ("home", "post-hot", "post-plain")
CATEGORIES = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
KINDS = ("Document", "Stylesheet", "Script")
SHIFT = 0.02
REQUESTS = 8
CODE = 60_000  # bytes of HTML, CSS and JavaScript over the wire
SCRIPT = 15_000
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"
# The recommended rules less its taste in letters; `role="list"` is meant: Safari takes an unmarked list for none.
OFF = ("void-style", "doctype-style", "no-trailing-whitespace", "long-title", "no-redundant-role")
RULES = {
    "root": True,
    "extends": ["html-validate:recommended"],
    "rules": dict.fromkeys(OFF, "off") | {"prefer-native-element": ["error", {"exclude": ["list"]}]},
}


def main() -> int:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    missing = [name for name in ("npm", "node") if not shutil.which(name)] + (
        [] if chromium else ["chromium"]
    )
    if missing:
        print(
            f"Nothing was measured; not on the PATH: {', '.join(missing)} (Debian packages: nodejs npm chromium)"
        )
        return 1
    command = [
        "npm",
        "install",
        "--silent",
        "--no-audit",
        "--no-fund",
        "--no-save",
        f"--prefix={NPM}",
        *TOOLS,
    ]
    subprocess.run(command, check=True)
    with tempfile.TemporaryDirectory() as folder, blog_with_content(Path(folder)) as blog:
        blog.manage("settings", "comments_per_page=0")
        faults = [fault for name in MEASURED for fault in measured(blog, name, str(chromium), Path(folder))]
        faults += validated(blog, Path(folder))
    print("\n".join(faults) or "Every figure is within its bound.")
    return 1 if faults else 0


def measured(blog: Browsed, name: str, chromium: str, folder: Path) -> list[str]:
    """Run Lighthouse as a phone would see the page; print its figures, and return what misses a bound."""
    url = blog.address(BY_NAME[name])
    answer(url)  # as for a visitor who is not the very first
    report = lighthouse(url, chromium, folder / f"{name}.json")
    audits = report["audits"]
    scores = {key: round(100 * report["categories"][key]["score"]) for key in CATEGORIES}
    shift = audits["cumulative-layout-shift"]["numericValue"]
    items = audits["network-requests"]["details"]["items"]
    sizes = {kind: sum(i["transferSize"] for i in items if i["resourceType"] == kind) for kind in KINDS}
    strangers = [item["url"] for item in items if not item["url"].startswith(blog.url)]
    bounds = {f"{key} {score}": score >= CATEGORIES[key] for key, score in scores.items()} | {
        f"layout shift {shift:.3f}": shift < SHIFT,
        f"{len(items)} requests": len(items) <= REQUESTS or name == "home",  # the home page has pictures
        f"HTML, CSS and JavaScript {sum(sizes.values()) / 1000:.1f} kB": sum(sizes.values()) < CODE,
        f"JavaScript {sizes['Script'] / 1000:.1f} kB": sizes["Script"] < SCRIPT,
        f"{len(strangers)} asked of others": not strangers,
    }
    print(f"{name}: {', '.join(bounds)}")
    failed = [f"  {audit['title']}" for audit in audits.values() if is_failed(audit)]
    return [f"{name}: {figure} misses its bound" for figure, kept in bounds.items() if not kept] + failed


def is_failed(audit: dict) -> bool:
    return audit["score"] == 0 and audit["scoreDisplayMode"] == "binary"


def lighthouse(url: str, chromium: str, target: Path) -> dict:
    command = [
        str(NPM / "node_modules/.bin/lighthouse"),
        url,
        "--quiet",
        "--output=json",
        f"--output-path={target}",
    ]
    environment = os.environ | {"CHROME_PATH": chromium}
    subprocess.run([*command, f"--chrome-flags={FLAGS}"], check=True, env=environment, timeout=180)
    return json.loads(target.read_text())


def validated(blog: Browsed, folder: Path) -> list[str]:
    """Check the HTML of every kind of page that readers see; returns what is wrong."""
    pages = folder / "html"
    pages.mkdir()
    (folder / ".htmlvalidate.json").write_text(json.dumps(RULES))
    for kind in READERS:
        (pages / f"{kind.name}.html").write_text(answer(blog.address(kind))[1])
    command = [str(NPM.absolute() / "node_modules/.bin/html-validate"), "--formatter=text", str(pages)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    print(f"html-validate: {len(READERS)} kinds of page, {'clean' if done.returncode == 0 else 'not clean'}")
    return [] if done.returncode == 0 else (done.stdout + done.stderr).strip().splitlines()


if __name__ == "__main__":
    sys.exit(main())

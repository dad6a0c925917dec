"""What the machine must have: Debian's packages, installed when missing; what cannot be had is said aloud."""

import os
import shutil
import subprocess

PACKAGES = (
    "wordpress",
    "wordpress-theme-twentytwentythree",
    "php-cli",
    "php-mysql",
    "php-xml",
    "php-curl",
    "php-mbstring",
)
DATABASE = ("mariadb-server",)
NODE = ("nodejs", "npm")


class Missing(Exception):
    """Something that the exchange needs is not to be had; the words name it."""


def everything(*, database: bool) -> None:
    """Install what is missing; ``database``: whether a server of our own is needed. Raises Missing."""
    wanted = [name for name in PACKAGES + (DATABASE if database else ()) if not installed(name)]
    wanted += [] if shutil.which("npm") and shutil.which("node") else NODE
    if wanted:
        install(wanted)


def installed(package: str) -> bool:
    asked = ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package]
    return subprocess.run(asked, capture_output=True, text=True).stdout == "installed"


def install(packages: list[str]) -> None:
    names = " ".join(packages)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Missing(f"these Debian packages are missing: {names} (as root: apt-get install {names})")
    print(f"interop: installing Debian's {names}", flush=True)
    # WordPress depends on a web server that nobody needs here: in run level 1 its package does not start it.
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for command in (
        ["apt-get", "update"],
        ["apt-get", "install", "-y", "--no-install-recommends", *packages],
    ):
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        if done.returncode:
            raise Missing(f"`{' '.join(command)}` failed:\n{done.stdout[-500:]}{done.stderr[-1000:]}")

"""What collectstatic makes: two stylesheets and one script, joined, hashed and compressed."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.core.files.storage import storages
from django.core.management import call_command

from blogsite.static_bundle import joined

pytestmark = pytest.mark.slow

BUNDLED = "blogsite.static_bundle.BundledStaticFilesStorage"
SITE = Path("static")


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    from django.test import override_settings

    root = tmp_path_factory.mktemp("static")
    backends = {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
    with override_settings(STATIC_ROOT=root, STORAGES=backends | {"staticfiles": {"BACKEND": BUNDLED}}):
        call_command("collectstatic", verbosity=0, interactive=False)
        yield root, storages["staticfiles"]


def served(collected, name: str) -> str:
    root, storage = collected
    return (root / storage.stored_name(name)).read_text()


def test_the_stylesheet_holds_every_component_and_imports_nothing(collected):
    css = served(collected, "css/site.css")
    parts = list((SITE / "css/components").glob("*.css"))
    first_rules = [
        re.sub(r"/\*.*?\*/\n?", "", part.read_text(), flags=re.S).split("{")[0].strip() for part in parts
    ]
    assert len(parts) > 15 and "@import" not in css
    assert [rule for rule in first_rules if rule not in css] == []


def test_the_layers_stand_in_their_order(collected):
    css = served(collected, "css/site.css")
    assert css.startswith("@layer reset, tokens, base, layout, components, utilities;")
    assert css.index("@layer tokens {") < css.index("@layer base {") < css.index("@layer components {")


def test_the_admins_stylesheet_holds_its_parts_in_their_order_and_imports_nothing(collected):
    css = served(collected, "admin_theme/admin.css")
    order = [
        "@font-face",
        "--ink:",
        "--primary:",
        "#header {",
        ".submit-row {",
        "textarea,",
        ".sign-in {",
        ".tabs {",
    ]
    assert "@import" not in css
    assert [css.index(rule) for rule in order] == sorted(css.index(rule) for rule in order)


def test_the_script_holds_its_modules_and_imports_nothing(collected):
    script = served(collected, "js/site.js")
    assert not re.search(r"^import ", script, re.M) and "data-copy" in script and "moveBelow" in script


@pytest.mark.parametrize("sheet", ["css/site.css", "admin_theme/admin.css"])
def test_the_fonts_are_named_by_their_hashes(collected, sheet):
    assert re.search(r"fonts/inter-latin-wght-normal\.[0-9a-f]{12}\.woff2", served(collected, sheet))


@pytest.mark.parametrize(("end", "unpack"), [("gz", gzip.decompress), ("br", brotli.decompress)])
def test_a_compressed_twin_lies_beside_each(collected, end, unpack):
    root, storage = collected
    name = storage.stored_name("css/site.css")
    assert unpack((root / f"{name}.{end}").read_bytes()) == (root / name).read_bytes()


def test_what_lies_compressed_is_not_compressed_again(collected):
    root, storage = collected
    twin = root / f"{storage.stored_name('css/site.css')}.br"
    before = twin.stat().st_mtime_ns
    call_command("collectstatic", verbosity=0, interactive=False)
    assert twin.stat().st_mtime_ns == before


def test_a_part_that_is_not_there_stops_it():
    with pytest.raises(KeyError):
        joined("css/site.css", {"css/site.css": '@import url("components/none.css") layer(components);'})


def test_a_file_that_was_never_collected_goes_by_its_plain_name(collected):
    assert collected[1].stored_name("css/none.css") == "css/none.css"

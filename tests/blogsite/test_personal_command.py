"""`personal_data`: the same for whoever has a shell."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from comments.models import PostComment
from tests.factories import make_comment, make_ping, make_subscriber

pytestmark = pytest.mark.django_db


def run(*words):
    out = io.StringIO()
    call_command("personal_data", *words, stdout=out)
    return out.getvalue()


def test_it_prints_what_is_kept_as_json_or_as_a_page():
    make_comment(comment="Beans")
    assert json.loads(run("export", "BOB@bob.example"))["kept"]["comments"][0]["comment"] == "Beans"
    assert run("export", "bob@bob.example", "--format=html").startswith("<!doctype html>")


def test_it_erases_and_says_how_much():
    make_comment(comment="Beans")
    make_subscriber("bob@bob.example")
    assert run("erase", "bob@bob.example") == "Erased. Comments and pings that stay, by nobody: 1.\n"
    assert PostComment.objects.get().user_name == "Anonymous"
    assert json.loads(run("export", "bob@bob.example"))["kept"] == {}


def test_it_erases_with_the_texts():
    make_ping(source_url="https://charlie.example/p/")
    assert run("erase", "charlie.example", "--texts") == "Erased. Comments and pings that are deleted: 1.\n"
    assert not PostComment.objects.exists()


@pytest.mark.parametrize("address", ["", "@", "bob@", "http://"])
def test_what_is_no_address_is_an_error_and_erases_nothing(address):
    make_comment(user_email="")
    with pytest.raises(CommandError):
        run("erase", address, "--texts")
    assert PostComment.objects.exists()

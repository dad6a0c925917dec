"""`setup_demo`: content and logins for a new blog, once."""

import io
import re

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from comments.models import PostComment
from jobs.models import Chore
from posts.models import Page, Post, SiteSettings
from tests.factories import make_post, make_user
from trackbacks import links
from trackbacks.models import LinkScan, OutgoingPing, OwnLink

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def on_this_machine(settings, tmp_path):
    settings.SITE_URL, settings.MEDIA_ROOT = "http://127.0.0.1:8000", tmp_path


def set_up():
    out = io.StringIO()
    call_command("setup_demo", stdout=out)
    return out.getvalue()


def logins(printed):
    return dict(re.findall(r"^  \w+ +(\w+) +(\w+)$", printed, re.MULTILINE))


def test_the_printed_logins_work():
    found = logins(set_up())
    assert set(found) == {"admin", "alice", "bob", "charlie"}
    for name, password in found.items():
        assert User.objects.get(username=name).check_password(password)
    assert User.objects.get(username="admin").is_superuser


def test_passwords_differ_between_blogs_and_people():
    first = logins(set_up())
    User.objects.all().delete()
    assert not set(first.values()) & set(logins(set_up()).values())


def test_a_second_run_does_no_harm():
    set_up()
    before = [User.objects.count(), Post.objects.count(), PostComment.objects.count(), Page.objects.count()]
    passwords = set(User.objects.values_list("password", flat=True))
    printed = set_up()
    assert "The demo logins exist" in printed
    assert logins(printed) == {}
    assert [
        User.objects.count(),
        Post.objects.count(),
        PostComment.objects.count(),
        Page.objects.count(),
    ] == before
    assert set(User.objects.values_list("password", flat=True)) == passwords


def test_a_blog_with_posts_keeps_them_and_gets_no_others():
    post = make_post("Mine")
    set_up()
    assert Post.objects.get() == post
    assert SiteSettings.load().title == "Crosstalk"


def test_a_name_that_somebody_has_is_left_alone():
    alice = make_user("alice", password="her own words")
    assert "alice" not in logins(set_up())
    alice.refresh_from_db()
    assert alice.check_password("her own words")


def test_it_is_refused_on_a_public_site(settings):
    settings.SITE_URL = "https://blog.example"
    with pytest.raises(CommandError, match="this machine alone"):
        set_up()
    assert not User.objects.exists()
    assert not Post.objects.exists()


def test_there_is_something_to_read_and_something_to_moderate():
    set_up()
    assert Post.objects.published().count() >= 6
    assert Page.objects.filter(slug__in=["about", "privacy"]).count() == 2
    assert PostComment.objects.shown().filter(kind="trackback").count() >= 4
    assert PostComment.objects.shown().filter(depth__gte=3).exists()
    assert PostComment.objects.in_queue("pending").count() >= 3
    assert PostComment.objects.in_queue("spam").exists()


def test_nothing_is_judged_and_nobody_is_told():
    set_up()
    assert not Chore.objects.filter(kind="judge").exists()
    for scan in LinkScan.objects.all():
        LinkScan.objects.update(due_at=scan.created)
        LinkScan.run(scan.pk)
    assert set(LinkScan.objects.values_list("state", flat=True)) == {"done"}
    assert not OutgoingPing.objects.exists()
    assert OwnLink.objects.exists()


def test_every_link_between_the_posts_leads_somewhere(client):
    set_up()
    found = {link.url for post in Post.objects.all() for link in links.outbound(post.html, post.full_url)}
    assert found
    for url in found:
        assert (
            client.get(url.removeprefix("http://127.0.0.1:8000"), headers={"Host": "127.0.0.1"}).status_code
            == 200
        )

"""Webmention in: what is taken at the door, how it is answered, and what the source has to say (WM-R1 to R11)."""

from urllib.parse import urlsplit

import pytest
from django.test import Client, RequestFactory

from comments.models import PostComment
from tests.factories import make_comment, make_post, set_site
from tests.flows import run_jobs
from trackbacks import fetch
from trackbacks.models import IncomingPing
from trackbacks.protocols import BadPing, Incoming, webmention

FORM = "application/x-www-form-urlencoded"
SOURCE = "http://charlie.example/post/"


def read(**fields):
    return webmention.read_request(RequestFactory().post("/webmention/", fields))


def test_source_and_target_are_read_as_they_were_sent():
    assert read(source=SOURCE, target="http://testserver/x/#comment-3") == Incoming(
        SOURCE, target="http://testserver/x/#comment-3"
    )


_BAD = """javascript:alert(1) ftp://c.example/ c.example/post //c.example/ http:// http:///x http://[::1 file:///x
    http://u:p@c.example/ http://@c.example/ http://c.example:port/ http://good\\@evil/ http://c.example/\u202e
    data:text/html,x"""
BAD_URLS = [
    *_BAD.split(),
    "",
    " ",
    "http://c.example/a b",
    "http://c.example/\x00",
    "http://c.example/" + "x" * 2000,
]


@pytest.mark.parametrize("url", BAD_URLS)
@pytest.mark.parametrize("name", ["source", "target"])
def test_WM_R2_what_is_no_http_url_is_refused_by_name(name, url):
    fields = {"source": SOURCE, "target": "http://testserver/2026/11/post/"} | {name: url}
    with pytest.raises(BadPing, match=name):
        read(**fields)


@pytest.mark.parametrize(
    "target", [SOURCE, SOURCE + "#x", "HTTP://Charlie.example:80/post/", "http://charlie.example./post/"]
)
def test_WM_R2_the_source_is_not_the_target(target):
    with pytest.raises(BadPing, match="same page"):
        read(source=SOURCE, target=target)


def test_WM_R1_success_is_201_with_the_status_page_as_location():
    response = webmention.answer("http://me.example/pings/1/")
    assert (response.status_code, response["Location"]) == (201, "http://me.example/pings/1/")
    assert response["Content-Type"] == "text/plain; charset=utf-8"


def test_WM_R2_a_refusal_is_400_in_plain_text():
    response = webmention.refuse("the <b>source</b>\x00 was refused")
    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert response.content == b"the <b>source</b> was refused\n"
    throttled = webmention.refuse("slow down", 429, 60)
    assert (throttled.status_code, throttled["Retry-After"]) == (429, "60")


# At the endpoint


def mention(client, target, source=SOURCE, **extra):
    return client.post("/webmention/", {"source": source, "target": target}, **extra)


@pytest.mark.django_db
class TestAtTheDoor:
    def test_WM_R1_a_webmention_is_accepted_durably(self, client):
        post = make_post()
        response = mention(client, post.full_url)
        ping = IncomingPing.objects.get()
        assert (ping.post, ping.source, ping.target, ping.protocol) == (
            post,
            SOURCE,
            post.full_url,
            "webmention",
        )
        assert response.status_code == 201 and response["Location"] == ping.status_url
        page = client.get(urlsplit(ping.status_url).path)
        assert page.status_code == 200 and b"waiting" in page.content
        assert not PostComment.objects.exists()

    def test_it_needs_no_token_and_sets_no_cookie(self):
        response = mention(Client(enforce_csrf_checks=True), make_post().full_url)
        assert response.status_code == 201 and not response.cookies

    def test_WM_R3_the_targets_fragment_is_ignored(self, client):
        assert mention(client, make_post().full_url + "#respond").status_code == 201

    def test_WM_R3_a_target_that_is_not_ours_missing_hidden_or_closed_is_400_with_the_reason(self, client):
        gone = make_post()
        gone.withdraw()
        targets = {
            "http://other.example/2026/11/x/": "not a post of this blog",
            "http://testserver:8080/2026/11/x/": "not a post of this blog",
            "http://testserver/": "not a post of this blog",
            "http://testserver/about/": "not a post of this blog",
            "http://testserver/2026/11/nothing/": "no such post",
            "http://testserver/?p=999999999999999999999": "not a post",
            make_post(state="draft").full_url: "no such post",
            make_post(state="private").full_url: "no such post",
            gone.full_url: "no such post",
            make_post(pings_open=False).full_url: "closed",
            make_post(protocols_in_off=["webmention"]).full_url: "closed",
            make_post(password="enter").full_url: "closed",
        }
        for target, words in targets.items():
            response = mention(client, target)
            assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8"), (
                target
            )
            assert words in response.content.decode(), target
        assert not IncomingPing.objects.exists()

    def test_WM_R3_hidden_and_missing_posts_are_answered_alike_to_the_byte(self, client):
        answers = {
            mention(client, target).content
            for target in (
                make_post(state="draft").full_url,
                "http://testserver/2026/11/nothing/",
                "http://testserver/?p=77",
            )
        }
        assert len(answers) == 1

    def test_a_page_of_this_blog_is_no_source(self, client):
        post, other = make_post(), make_post()
        for source in (
            other.full_url,
            "http://TESTSERVER:80/x",
            "https://testserver/x",
            "http://testserver./x",
        ):
            assert mention(client, post.full_url, source).status_code == 400
        assert not IncomingPing.objects.exists()

    def test_WM_R9_a_repeat_is_one_row(self, client):
        post = make_post()
        answers = {
            mention(client, post.full_url, source)["Location"] for source in (SOURCE, SOURCE + "#x", SOURCE)
        }
        assert len(answers) == IncomingPing.objects.count() == 1
        assert IncomingPing.objects.get().received == 3

    @pytest.mark.parametrize("method", ["get", "put", "delete", "patch", "options"])
    def test_other_methods_are_told_which_one_is_taken(self, client, method):
        response = getattr(client, method)("/webmention/")
        assert response.status_code == 405 and response["Allow"] == "POST"

    def test_TRAP_3_nothing_is_fetched_and_nobody_sleeps_while_the_sender_waits(self, client, monkeypatch):
        import time

        def never(*args, **named):
            raise AssertionError("in the request")

        for module, name in ((fetch, "get"), (fetch, "post"), (time, "sleep")):
            monkeypatch.setattr(module, name, never)
        assert mention(client, make_post().full_url).status_code == 201


# What the source says


@pytest.fixture
def post(db):
    set_site(approve_verified_pings=True)
    return make_post("Gardens")


def told(client, source, target):
    assert mention(client, target, source).status_code == 201
    run_jobs()
    return IncomingPing.objects.get(source=source)


LINKING = {
    "a": '<a href="{url}">x</a>',
    "with a fragment": '<a href="{url}#more">x</a>',
    "img": '<img src="{url}">',
    "video": '<video src="{url}"></video>',
    "audio": '<audio src="{url}"></audio>',
    "source": '<video><source src="{url}"></video>',
}
SILENT = {
    "text": "{url}",
    "comment": '<!-- <a href="{url}">x</a> -->',
    "longer": '<a href="{url}more">x</a>',
    "script": "<script>let a = '<a href=\"{url}\">x</a>'</script>",
    "https": '<a href="https://testserver/x">x</a>',
    "nothing": "<p>Nothing.</p>",
}


@pytest.mark.parametrize("markup", LINKING.values(), ids=LINKING)
def test_WM_R4_WM_R5_an_exact_link_is_shown(client, post, bob, markup):
    ping = told(client, bob.writes("/p/", markup.format(url=post.full_url)), post.full_url)
    assert (ping.status, ping.comment.kind, ping.comment.verified) == ("approved", "webmention", True)


@pytest.mark.parametrize("markup", SILENT.values(), ids=SILENT)
def test_WM_R4_WM_R5_without_it_the_ping_is_refused_and_leaves_no_comment(client, post, bob, markup):
    ping = told(client, bob.writes("/p/", markup.format(url=post.full_url)), post.full_url)
    assert (ping.status, ping.reasons, ping.comment) == ("refused", ["not found at source"], None)
    assert not PostComment.objects.exists()


def test_WM_R4_the_source_is_read_where_it_redirects_to(client, post, hostile, settings, no_slots):
    from urllib.parse import quote

    page = quote(f'<a href="{post.full_url}">x</a>')
    source = hostile.url(f"/redirect-to?u={quote(f'/say?type=text/html&body={page}', safe='')}")
    assert told(client, source, post.full_url).status == "approved"


def test_WM_R7_a_known_pair_is_updated(client, post, bob):
    source = bob.writes("/p/", f'<p>One <a href="{post.full_url}">link</a>.</p>')
    first = told(client, source, post.full_url).comment
    bob.writes("/p/", f'<p>Another <a href="{post.full_url}">link</a>.</p>')
    again = told(client, source, post.full_url).comment
    assert first.pk == again.pk and again.comment == "Another link."
    assert PostComment.objects.count() == 1


@pytest.mark.parametrize(("status", "html"), [(410, "gone"), (200, "<p>I took it back.</p>")])
def test_WM_R8_gone_or_without_its_link_it_is_withdrawn(client, post, bob, status, html):
    source = bob.writes("/p/", f'<a href="{post.full_url}">x</a>')
    told(client, source, post.full_url)
    bob.writes("/p/", html, status)
    ping = told(client, source, post.full_url)
    assert ping.status == "withdrawn"
    assert (ping.comment.status, ping.comment.status_reason) == ("trash", "withdrawn")


@pytest.mark.parametrize("status", [500, 503, 403, 429])
def test_TRAP_5_a_passing_failure_withdraws_nothing(client, post, bob, status):
    source = bob.writes("/p/", f'<a href="{post.full_url}">x</a>')
    told(client, source, post.full_url)
    bob.writes("/p/", "oops", status)
    assert told(client, source, post.full_url).status == "approved"


def test_WM_R10_what_the_source_says_is_plain_text(client, post, bob):
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    source = bob.writes(
        "/p/",
        f"""<html><head><title>{evil.replace("<", "&lt;")}</title></head><body class="h-entry">
        <p class="p-author h-card">{evil.replace("<", "&lt;")}</p>
        <p class="e-content">A <a href="{post.full_url}">link</a> {evil.replace("<", "&lt;")}{evil}</p>""",
    )
    told(client, source, post.full_url)
    shown = client.get(post.get_absolute_url()).content.decode()
    assert "alert(1)" in shown
    assert "<script>alert" not in shown and "<img src=x" not in shown


def test_WM_R11_a_page_without_end_is_read_up_to_its_cap(client, post, hostile, no_slots):
    ping = told(client, hostile.url("/endless"), post.full_url)
    assert ping.status == "refused"


@pytest.mark.parametrize("form", ["{post}#comment-{pk}", "http://testserver/comment/{pk}/"])
def test_a_target_that_names_a_comment_threads_under_it(client, post, bob, form):
    """WM-R: a target with #comment-N."""
    parent = make_comment(post)
    target = form.format(post=post.full_url, pk=parent.pk)
    ping = told(client, bob.writes("/p/", f'<a href="{target}">x</a>'), target)
    assert ping.comment.post == post and ping.comment.path.startswith(parent.path)
    assert ping.comment.path != parent.path


@pytest.mark.parametrize("fragment", ["#comment-999999", "#comment-0", "#comment-x", "#comment-" + "9" * 30])
def test_a_comment_that_is_none_leaves_the_ping_at_the_post(client, post, bob, fragment):
    target = post.full_url + fragment
    ping = told(client, bob.writes("/p/", f'<a href="{target}">x</a>'), target)
    assert ping.status == "approved" and ping.comment.depth == 1


def test_a_held_comment_takes_no_replies_from_elsewhere(client, post, bob):
    held = make_comment(post, status="spam")
    target = f"{post.full_url}#comment-{held.pk}"
    assert told(client, bob.writes("/p/", f'<a href="{target}">x</a>'), target).comment.depth == 1

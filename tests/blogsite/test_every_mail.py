"""Every mail, as a mail server gets it: text and HTML say the same, and a stranger's words are words in both."""

import re

import pytest
from bs4 import BeautifulSoup

from comments.models import PostComment
from posts.models import Subscriber
from posts.templatetags.mail import link
from tests.blogsite.every_mail import NAMES, STRANGE, TO, mails
from tests.factories import set_site
from tests.mail_server import mail_server

pytestmark = pytest.mark.django_db
URL = re.compile(r"https?://[^\s>)]+")


@pytest.fixture
def sent(settings, free_port):
    """`sent("digest")`: its message, through a real mail server."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port
    with mail_server(free_port) as box:

        def send(name):
            mails()[name]()
            return box.to(TO)[-1]

        yield send


def parts(message):
    """Its text, and its HTML as a tree."""
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    text, page = (part.get_content() for part in message.iter_parts())
    return text.replace("\r\n", "\n"), BeautifulSoup(page, "html.parser")


def own_links(text):
    """What stands in the text outside of strangers' words."""
    return [url for url in URL.findall(text) if not url.startswith(STRANGE)]


@pytest.mark.parametrize("name", NAMES)
def test_every_link_of_the_text_is_in_the_html_and_no_other(sent, name):
    text, page = parts(sent(name))
    assert [a["href"] for a in page.find_all("a")] == own_links(text)
    assert all(a.get_text().strip() for a in page.find_all("a"))


@pytest.mark.parametrize("name", NAMES)
def test_the_html_fetches_nothing_and_runs_nothing(sent, name):
    _text, page = parts(sent(name))
    allowed = {
        "html",
        "head",
        "meta",
        "title",
        "body",
        "main",
        "h1",
        "h2",
        "p",
        "br",
        "a",
        "blockquote",
        "div",
    }
    assert {tag.name for tag in page.find_all(True)} <= allowed
    assert {word for tag in page.find_all(True) for word in tag.attrs} <= {
        "lang", "dir", "charset", "name", "content", "style", "href",
    }  # fmt: skip
    assert not re.search(r"url\(|@import", str(page))


@pytest.mark.parametrize("name", ["follow-up", "one", "digest"])
def test_a_strangers_words_are_quoted_as_they_are_without_what_is_invisible(sent, name):
    text, page = parts(sent(name))
    quoted = page.find("blockquote").get_text()
    for words in (
        f'<img src="{STRANGE}x.png"><script>alert(1)</script> & "so" on',
        "> I quote",
        "</blockquote>",
        "w" * 100,
    ):
        assert words in quoted
        assert words in text
    assert "\u202e" not in str(page)


def test_what_is_cut_in_the_text_is_cut_in_the_html(sent, monkeypatch):
    monkeypatch.setattr("comments.mail.SHOWN_LENGTH", 7)
    _text, page = parts(sent("follow-up"))
    assert page.find("blockquote").get_text() == "<img sr […]"


@pytest.mark.parametrize("name", NAMES)
def test_both_parts_have_the_same_words(sent, name):
    text, page = parts(sent(name))
    said = " ".join(page.main.get_text(" ").split())
    for line in text.replace("\n> ", "\n").splitlines():
        words = " ".join(URL.split(line)[0].split()).rstrip(": ()")
        assert words.replace("\u202e", "").replace("\u202c", "") in said or words == "--"


def test_the_leaving_headers_stand_and_lead_where_both_parts_lead(sent):
    message = sent("follow-up")
    text, page = parts(message)
    leave = message["List-Unsubscribe"].strip("<> ")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert leave in text
    assert page.find_all("a")[-1]["href"] == leave


@pytest.mark.parametrize(("language", "direction"), [("de", "ltr"), ("he", "rtl")])
def test_it_says_its_language_and_direction(sent, language, direction):
    set_site(language=language)
    _text, page = parts(sent("one"))
    assert (page.html["lang"], page.html["dir"]) == (language, direction)
    assert page.find("meta", {"name": "color-scheme"})["content"] == "light dark"


def test_what_is_no_address_of_the_web_is_no_link():
    assert link("javascript:alert(1)", "button") == link("javascript:alert(1)") == "javascript:alert(1)"
    assert "href" in link("http://bob.example/")


@pytest.mark.parametrize("name", NAMES)
def test_a_scanner_that_opens_every_link_of_both_parts_changes_nothing(sent, client, name):
    message = sent(name)
    text, page = parts(message)
    before = facts()
    for url in {*own_links(text), *(a["href"] for a in page.find_all("a"))}:
        if url.startswith("http://testserver"):
            client.get(url.removeprefix("http://testserver"))
            client.head(url.removeprefix("http://testserver"))
    assert facts() == before


def facts():
    comments = PostComment.objects.order_by("pk").values_list("pk", "status", "followup", "user_email")
    return [*comments], [*Subscriber.objects.values_list("pk", "confirmed_at")]

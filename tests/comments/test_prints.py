"""By what items of a campaign are known: hosts, networks, and prints of their wording."""

import pytest

from comments import prints

TEXT = "I made a thousand dollars a week from home and you can do it as well if you ask me how"


def shared(one, other):
    return [a for a, b in zip(prints.of_text(one), prints.of_text(other), strict=True) if a == b]


@pytest.mark.parametrize(
    "other",
    [
        TEXT.upper() + "!!!",
        TEXT.replace("a thousand", "12,000"),
        TEXT + " https://somewhere.example/else",
        "Dear Bob, " + TEXT,
        TEXT.replace("dollars", "euros"),
    ],
)
def test_texts_that_differ_a_little_share_a_print(other):
    assert shared(TEXT, other)


@pytest.mark.parametrize(
    "other",
    [
        "My tomatoes took their time this year, and the beans behind the house did not come at all.",
        "Thank you for writing this down; I had wondered about that bench by the river for years.",
    ],
)
def test_other_texts_share_none(other):
    assert not shared(TEXT, other)


@pytest.mark.parametrize(
    "text", ["", "Great post!", "1 2 3 4 5 6 7 8 9", "https://a.example/ https://b.example/"]
)
def test_short_texts_have_none(text):
    assert prints.of_text(text) == (None, None, None)


def test_a_print_fits_its_column():
    assert all(0 <= one <= 2**63 - 1 for one in prints.of_text(TEXT))


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Spam.example:8080/x", "spam.example"),
        ("http://[::1]/", "::1"),
        ("http://[", ""),
        ("", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_a_host_is_a_name_without_its_www(url, host):
    assert prints.host_of(url) == host


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("8.8.8.8", "8.8.8.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        (None, ""),
        ("nonsense", ""),
    ],
)
def test_a_network_is_what_one_sender_easily_has(address, network):
    assert prints.network_of(address) == network

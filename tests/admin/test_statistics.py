"""The Statistics page: definite numbers, each with what it rests on, and as few questions however much is counted."""

from datetime import date, timedelta
from html.parser import HTMLParser

import pytest
from django.utils import timezone

from comments.figures.reading import read
from comments.figures.words import share
from comments.models import DayCount
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PAGE = "/admin/statistics/"


def count(n, what, name, *, ago=0):
    DayCount.add({(timezone.localdate() - timedelta(days=ago), what, name): n})


@pytest.fixture
def moderator(client):
    client.force_login(make_user("bob", role="moderator"))
    return client


@pytest.mark.parametrize(
    ("role", "status"), [("reader", 403), ("author", 403), ("editor", 200), ("moderator", 200), ("administrator", 200)]
)  # fmt: skip
def test_it_is_for_whoever_moderates_everything(client, role, status):
    client.force_login(make_user("alice", role=role))
    assert client.get(PAGE).status_code == status
    assert ("Statistics" in client.get("/admin/").content.decode()) == (status == 200)


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(0, 0, "–"), (2, 9, "2 of 9"), (12, 14, "12 of 14 (86 %)"), (0, 10, "0 of 10 (0 %)"),
     (1200, 1400, "1,200 of 1,400 (86 %)")],
)  # fmt: skip
def test_a_share_says_what_it_rests_on_and_below_ten_no_percentage(part, whole, words):
    assert share(part, whole) == words


def test_each_measure_is_of_what_people_decided_on(moderator):
    for name, n in {
        "spam:spam": 30,
        "spam:fine": 2,
        "passed:spam": 1,
        "passed:fine": 8,
        "held:spam": 5,
    }.items():
        count(n, "person", name)
    count(100, "kind", "comment")
    measures = {name: share for name, share, _ in moderator.get(PAGE).context["people"]}
    assert measures == {
        "Decided by a person": "46 of 100 (46 %)",
        "Wrongly called spam": "2 of 32 (6 %)",
        "Missed spam": "1 of 9",
        "Held for good reason": "5 of 5",
    }


def test_a_check_is_right_and_notices_by_what_people_said(moderator):
    count(40, "decider", "links")
    count(12, "spam", "links")
    count(2, "fine", "links")
    count(20, "person", "spam:spam")
    (row,) = moderator.get(PAGE).context["checks"]
    assert (row["name"], row["decided"]) == ("Number of links", 40)
    assert (row["right"], row["noticed"]) == ("12 of 14 (86 %)", "12 of 20 (60 %)")


def test_the_last_thirty_days_hold_today_and_nothing_older():
    for ago in (0, 29, 30):
        count(10 ** ago.bit_length(), "kind", "comment", ago=ago)
    figures = read("days")
    assert len(figures.steps) == 30
    assert (figures.of("kind", "comment")[0], figures.of("kind", "comment")[-1]) == (10**5, 1)
    assert figures.came == 10**5 + 1


@pytest.mark.parametrize("today", [date(2026, 1, 31), date(2026, 12, 1), date(2028, 2, 29)])
def test_twelve_months_are_whole_ones_and_this_one(today):
    steps = read("months", today).steps
    assert len(set(steps)) == 12 and all(step.day == 1 for step in steps)
    assert steps[-1] == today.replace(day=1) and steps[0].year == (
        today.year if today.month == 12 else today.year - 1
    )


def test_it_says_since_when_it_counts(moderator):
    assert "Nothing from before" not in moderator.get(PAGE).content.decode()
    DayCount.add({(date(2025, 3, 9), "kind", "comment"): 1, (date(2025, 4, 1), "kind", "comment"): 1})
    assert "Nothing from before 9 March 2025 is counted." in moderator.get(PAGE).content.decode()


def test_every_number_of_a_chart_stands_in_its_table(moderator):
    count(7, "kind", "trackback", ago=3)
    count(4321, "kind", "comment", ago=3)
    page = moderator.get(PAGE).content.decode()
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    assert "<td>4,321</td><td>7</td><td>0</td><td>0</td><td>4,328</td>" in table
    assert table.count("<tr>") == 30


class Pictures(HTMLParser):
    """Of each picture: whether it is named and described by what stands in it."""

    def __init__(self, page):
        super().__init__()
        self.named, self.ids, self.styles = [], set(), 0
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.ids.add(attributes.get("id"))
        self.styles += "style" in attributes
        if tag == "svg" and attributes.get("role") == "img":
            self.named.append(attributes["aria-labelledby"].split())


def test_each_picture_has_a_name_and_words_and_no_inline_style(moderator):
    found = Pictures(moderator.get(PAGE).content.decode())
    assert len(found.named) == 8 and found.styles == 0
    assert all(name in found.ids for names in found.named for name in names)


@pytest.mark.parametrize("span", ["days", "months", "nonsense", "' OR 1=1"])
def test_a_full_year_takes_as_few_questions_as_an_empty_one(moderator, span, django_assert_max_num_queries):
    day, names = timezone.localdate(), [f"check{n}" for n in range(30)]
    for ago in range(366):
        steps = {("kind", "comment"): 3, ("outcome", "spam"): 3} | {("decider", name): 1 for name in names}
        DayCount.add({(day - timedelta(days=ago), *key): n for key, n in steps.items()})
    moderator.get(PAGE)
    with django_assert_max_num_queries(12):
        assert moderator.get(PAGE, {"span": span}).status_code == 200

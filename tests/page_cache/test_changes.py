"""Whatever changes what readers see makes every stored page stale, before it is answered and once more by a chore."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from blogsite.demo_content import pictures
from comments.models import PostComment, erasing
from comments.queue import emptying
from jobs.models import Chore
from posts.chores import forget_pages
from posts.merging import merge
from posts.models import Author, Category, Image, Menu, MenuItem, Page, Post, Series, SiteSettings, Tag
from posts.page_cache import version
from posts.page_cache.changes import CHORE, pages_changed
from posts.publishing import publish_due
from tests.factories import make_author, make_comment, make_ping, make_post, make_user, set_site
from trackbacks.scanning import keep_own_links
from trackbacks.verifying import renew

pytestmark = pytest.mark.django_db


def posts_of(state, **fields):
    return lambda: make_post("Tomatoes", state=state, **fields)


def saved(thing, **fields):
    for name, value in fields.items():
        setattr(thing, name, value)
    thing.save()


def make_menu_item():
    menu = Menu.objects.create(place="header")
    return MenuItem.objects.create(menu=menu, label="Home", url="/")


def make_image():
    return Image.objects.create(file=pictures.draw(next(iter(pictures.PALETTES))), alt="a garden")


def two_posts():
    return make_post("Tomatoes"), make_post("Cucumbers")


def wait_until_due(post, time_machine):
    time_machine.move_to(post.published_at)
    assert publish_due() == 1


def taken_down(pk):
    ping = PostComment.objects.get(pk=pk)
    ping.trash("system")
    return ping


# What is made beforehand, and what is then done to it.
CHANGES = {
    "a post is published": (posts_of("draft"), Post.publish),
    "a post is withdrawn": (posts_of("published"), Post.withdraw),
    "a post is put into the trash": (posts_of("published"), Post.trash),
    "a post is rewritten": (posts_of("published"), Post.write),
    "a post gets a password": (posts_of("published"), lambda post: (saved(post, password="x"), post.write())),
    "a post comes back": (posts_of("published"), lambda post: (post.trash(), post.restore())),
    "a post is made private": (posts_of("published"), lambda post: post.become("private")),
    "a comment is approved": (lambda: make_comment(status="pending"), lambda c: c.approve("filter")),
    "a comment is taken down": (make_comment, lambda c: c.mark_spam("filter")),
    "a comment is held": (make_comment, lambda c: c.hold("filter")),
    "a comment is deleted": (make_comment, lambda c: c.erase("filter")),
    "what a reply hangs on is erased": (
        lambda: taken_down(make_comment(parent=make_ping()).parent_id),
        lambda ping: erasing.for_good([ping.pk], "trash"),
    ),
    "a ping's source was rewritten": (make_ping, lambda ping: renew(ping, {"title": "Rewritten"})),
    "a post links to another": (two_posts, lambda posts: keep_own_links(posts[0], [posts[1]])),
    "the settings are saved": (SiteSettings.load, lambda site: saved(site, title="New")),
    "the settings are set": (SiteSettings.load, lambda site: call_command("settings", "title=New")),
    "a page is saved": (lambda: Page.objects.create(title="About"), lambda page: saved(page, title="Me")),
    "a page is deleted": (lambda: Page.objects.create(title="About"), lambda page: page.delete()),
    "a menu item is saved": (make_menu_item, lambda item: saved(item, label="Start")),
    "a menu item is deleted": (make_menu_item, lambda item: item.delete()),
    "a menu is deleted": (make_menu_item, lambda item: item.menu.delete()),
    "a profile is saved": (make_author, lambda author: saved(author, bio="Gardens.")),
    "a category is renamed": (
        lambda: Category.objects.create(name="a"),
        lambda category: saved(category, name="b"),
    ),
    "a tag is renamed": (lambda: Tag.objects.create(name="a"), lambda tag: saved(tag, name="b")),
    "tags are merged": (
        lambda: [Tag.objects.create(name=name) for name in "ab"],
        lambda tags: merge(tags[0], tags[1:]),
    ),
    "the parts of a series are moved": (
        lambda: Series.objects.create(name="a"),
        lambda series: series.put_in_order([]),
    ),
    "a picture gets other words": (make_image, lambda image: saved(image, alt="flowers")),
    "a picture comes to have its sizes": (make_image, lambda image: image.make_sizes()),
    "a user is deleted": (make_user, lambda user: user.delete()),
    "many posts are made": (
        lambda: None,
        lambda _: call_command("seed", posts=2, stdout=StringIO()),
    ),
}


@pytest.mark.parametrize("case", CHANGES)
def test_it_makes_stored_pages_stale_and_leaves_a_chore(case, committed):
    make, change = CHANGES[case]
    with committed():
        thing = make()
    Chore.objects.all().delete()
    before = version.now()
    with committed():
        change(thing)
    assert version.now() != before
    assert Chore.objects.filter(kind=CHORE, due_at__isnull=False).exists()


def test_a_scheduled_post_changes_the_pages_at_its_minute(committed, time_machine):
    with committed():
        post = make_post(state="scheduled", at=timezone.now() + timedelta(hours=1))
    before = version.now()
    with committed():
        wait_until_due(post, time_machine)
    assert version.now() != before


NO_CHANGES = {
    "a draft is written": (posts_of("draft"), Post.write),
    "a post is scheduled": (posts_of("draft"), lambda post: post.become("review")),
    "a comment comes in": (posts_of("published"), lambda post: make_comment(post, status="pending")),
    "a comment goes to spam": (lambda: make_comment(status="pending"), lambda c: c.mark_spam("filter")),
    "a repeat changes no status": (make_comment, lambda c: c.approve("filter")),
    "a source says the same": (make_ping, lambda ping: renew(ping, {"title": ping.title})),
}


@pytest.mark.parametrize("case", NO_CHANGES)
def test_what_readers_do_not_see_changes_no_page(case, committed):
    make, change = NO_CHANGES[case]
    with committed():
        thing = make()
    before, chores = version.now(), Chore.objects.filter(kind=CHORE).count()
    with committed():
        change(thing)
    assert version.now() == before
    assert Chore.objects.filter(kind=CHORE).count() == chores


def test_emptied_spam_may_have_been_what_a_reply_hangs_on(committed):
    with committed():
        PostComment.objects.get(pk=make_comment(parent=make_ping()).parent_id).mark_spam("system")
    before = version.now()
    with committed():
        emptying.start(make_user(role="administrator"))
    assert version.now() != before


@pytest.mark.parametrize("model", [Page, Tag, Category, Author])
def test_what_is_deleted_in_a_list_of_the_admin_makes_pages_stale(model, client, committed):
    with committed():
        named = (
            {"display_name": "A"} if model is Author else {"title": "A"} if model is Page else {"name": "A"}
        )
        thing = model.objects.create(**named)
        client.force_login(make_user(role="administrator"))
    before = version.now()
    with committed():
        data = {"action": "delete_selected", "_selected_action": [thing.pk], "post": "yes"}
        client.post(reverse(f"admin:posts_{model._meta.model_name}_changelist"), data)
    assert not model.objects.filter(pk=thing.pk).exists()
    assert version.now() != before


def test_nothing_is_stale_before_the_commit(committed):
    before = version.now()
    with committed():
        set_site(title="New")
        assert version.now() == before
    assert version.now() != before


def test_one_transaction_is_one_change(committed):
    with committed():
        for title in ("One", "Two", "Three"):
            set_site(title=title)
    assert Chore.objects.filter(kind=CHORE).count() == 1


def test_each_transaction_is_a_change(committed):
    for title in ("One", "Two"):
        before = version.now()
        with committed():
            set_site(title=title)
        assert version.now() != before
    assert Chore.objects.filter(kind=CHORE).count() == 2


def test_what_was_rolled_back_changed_nothing(committed):
    before = version.now()
    with committed():
        with pytest.raises(RuntimeError), transaction.atomic():
            pages_changed()
            raise RuntimeError
        assert not Chore.objects.filter(kind=CHORE).exists()
    assert version.now() == before


def test_a_change_after_a_rolled_back_one_counts(committed):
    before = version.now()
    with committed():
        with pytest.raises(RuntimeError), transaction.atomic():
            pages_changed()
            raise RuntimeError
        pages_changed()
    assert version.now() != before


def test_the_chore_does_it_where_the_writer_was_killed():
    """Nothing of `on_commit` has run here."""
    before = version.now()
    set_site(title="New")
    chore = Chore.objects.get(kind=CHORE)
    assert version.now() == before
    forget_pages(chore.object_id)
    assert version.now() not in (before, chore.object_id)


def test_the_chore_does_nothing_where_the_writer_has_done_it(committed):
    with committed():
        set_site(title="New")
    word = version.now()
    forget_pages(Chore.objects.get(kind=CHORE).object_id)
    assert version.now() == word


def test_the_chore_never_brings_an_old_word_back(committed):
    with committed():
        set_site(title="One")
    first = Chore.objects.get(kind=CHORE).object_id
    with committed():
        set_site(title="Two")
    forget_pages(first)
    assert version.now() != first


def test_the_chore_is_due_within_seconds_and_needs_no_message(committed):
    with committed():
        set_site(title="New")
    chore = Chore.objects.get(kind=CHORE)
    assert chore.due_at < timezone.now() + timedelta(seconds=10)
    assert chore.queued_at is None


def test_the_chore_tries_until_the_version_can_be_written(monkeypatch, time_machine):
    set_site(title="New")
    chore = Chore.objects.get(kind=CHORE)
    monkeypatch.setattr(version, "change", lambda word="": False)
    time_machine.move_to(timezone.now() + timedelta(minutes=1))
    Chore.run(chore.pk)
    chore.refresh_from_db()
    assert chore.state == "retrying" and chore.due_at


def test_switched_off_a_change_costs_nothing(settings, committed):
    settings.PAGE_CACHE = False
    before = version.now()
    with committed():
        set_site(title="New")
        User.objects.all().delete()
    assert version.now() == before
    assert not Chore.objects.filter(kind=CHORE).exists()

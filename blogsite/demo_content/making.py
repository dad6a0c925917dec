"""From the words of the demo to rows, through the verbs that the blog itself uses; in one transaction, once."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from blogsite.demo_content import pictures, talk, texts
from blogsite.demo_content.texts import Written
from blogsite.seeding.posts import HOT, PLAIN, PREFIX
from comments.models import PostComment
from jobs.models import Chore
from posts.models import Author, Category, Image, Menu, MenuItem, Page, Post, Series, SiteSettings, Tag
from posts.models.page import PRIVACY, privacy_page

NAMES = {"alice": "Alice", "bob": "Bob", "charlie": "Charlie"}
BIOS = {
    "alice": "Alice writes letters to people who did not ask for them, and walks up hills in the wrong shoes.",
    "bob": "Bob bakes, forgets, and bakes again.",
    "charlie": "Charlie looks after machines and the lists of what they still have to do.",
}
AN_ADDRESS = "203.0.113.7"  # reserved for examples


def is_new() -> bool:
    """Whether nobody has written anything here yet; what `seed` made does not count."""
    return not Post.objects.exclude(slug__in=(HOT, PLAIN)).exclude(slug__startswith=PREFIX).exists()


@transaction.atomic
def make_content() -> None:
    """Settings, pages, menus, posts and what was said about them."""
    site = SiteSettings.load()
    site.title, site.tagline = texts.TITLE, texts.TAGLINE
    site.save()
    make_pages()
    make_categories()
    posts = {written.slug: make_post(written) for written in texts.POSTS}
    for post in posts.values():
        link(post, posts)
    make_talk(posts)


def make_pages() -> None:
    Page.objects.get_or_create(slug="about", defaults={"title": "About", "html": texts.text_of("about")})
    if not Page.objects.filter(slug=PRIVACY).exists():
        privacy_page().save()
    for place, items in texts.MENUS.items():
        menu, made = Menu.objects.get_or_create(place=place)
        for position, (label, slug) in enumerate(items if made else ()):
            MenuItem.objects.create(
                menu=menu, label=label, page=Page.objects.get(slug=slug), position=position
            )


def make_categories() -> None:
    for name, parent in texts.CATEGORIES:
        above = Category.objects.filter(name=parent).first() if parent else None
        Category.objects.get_or_create(name=name, defaults={"parent": above})


def make_post(written: Written) -> Post:
    """One post, as it was when it was published; its links are filled in when all of them have addresses."""
    at = timezone.now() - timedelta(days=written.days)
    post = Post(
        slug=written.slug,
        title=written.title,
        html=written.html,
        excerpt=written.excerpt,
        author=author(written.author),
        image=picture(written),
        created=at,
    )
    if written.series:
        post.series, _ = Series.objects.get_or_create(name=written.series)
    post.become(written.state, at)
    post.categories.set(Category.objects.filter(name=written.category))
    post.tags.set([Tag.objects.get_or_create(name=name)[0] for name in written.tags])
    return post


def link(post: Post, posts: dict[str, Post]) -> None:
    """Put the addresses of our own posts in; it was not updated since, as far as readers are concerned."""
    for slug, other in posts.items():
        post.html = post.html.replace(f'href="{{{slug}}}"', f'href="{other.get_absolute_url()}"')
    published = post.published_at or post.created
    Post.objects.filter(pk=post.pk).update(html=post.html, updated=published)


def author(name: str) -> Author:
    """The profile of the demo's user, or one without a user where that name is somebody else's."""
    user = User.objects.filter(username=name).first()
    profile = (
        Author.of(user)
        if user
        else Author.objects.get_or_create(slug=name, defaults={"display_name": name})[0]
    )
    if not profile.bio:
        profile.display_name, profile.bio = NAMES[name], BIOS[name]
        profile.save()
    return profile


def picture(written: Written) -> Image | None:
    if written.picture is None:
        return None
    palette, words = written.picture
    return Image.objects.create(file=pictures.draw(palette), alt=words)


def make_talk(posts: dict[str, Post]) -> None:
    """Comments and trackbacks; none of them is judged again, for they are no real ones."""
    made: dict[str, PostComment] = {}
    for said in talk.said():
        post = posts[said.post]
        at = min(
            (post.published_at or post.created) + timedelta(hours=said.hours),
            timezone.now() - timedelta(minutes=5),
        )
        comment = say(said, post, at, made.get(said.answers))
        if said.key:
            made[said.key] = comment
    ids = [str(pk) for pk in PostComment.objects.filter(post__in=posts.values()).values_list("pk", flat=True)]
    Chore.objects.filter(kind="judge", object_id__in=ids).delete()


def say(said: talk.Said, post: Post, at: datetime, parent: PostComment | None) -> PostComment:
    """One comment or trackback, moved through the one door to where it is."""
    comment = PostComment.submit(parent=parent, post=post, created=at, comment=said.text, **_sender(said))
    reasons = [{"check": "demo", "verdict": "hold", "score": 0, "reason": said.reason}] if said.reason else []
    verdict = "spam" if said.status == PostComment.Status.SPAM else "ham"
    PostComment.objects.filter(pk=comment.pk).update(verdict=verdict, reasons=reasons, checks_done=1)
    if said.status != PostComment.Status.PENDING:
        comment.set_status(said.status, "filter", said.reason)
    return comment


def _sender(said: talk.Said) -> dict[str, Any]:
    user = User.objects.filter(username=said.user).first() if said.user else None
    facts: dict[str, Any] = {
        "user_name": NAMES.get(said.user, said.who),
        "user": user,
        "address": AN_ADDRESS,
    }
    if not said.source:
        return facts | {"user_email": f"{said.who.split()[0].lower()}@mail.example"}
    return facts | {
        "kind": PostComment.Kind.TRACKBACK,
        "title": said.title,
        "blog_name": said.blog,
        "linked_words": said.linked,
        "source_url": said.source,
        "source_host": said.source.split("/")[2],
        "user_url": said.source,
        "verified": said.status != PostComment.Status.SPAM,
    }

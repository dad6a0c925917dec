"""What stands outside the stream of posts: static pages such as About, and menus that lead to them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from posts import html
from posts.models.image import Image, keep_pictures
from posts.models.site import SiteSettings
from posts.page_cache.changes import ShownToReaders
from posts.slugs import POSTS_PAGE, free_slug, is_reserved

PRIVACY = "privacy"  # the comment form and the footer lead there


class PageQuerySet(models.QuerySet["Page"]):
    def published(self) -> "PageQuerySet":
        return self.filter(published=True)

    def shown_at(self, slug: str) -> "Page | None":
        """The published page of this slug; what the blog keeps is told even before its owner has written it."""
        found = self.published().filter(slug=slug).first()
        return privacy_page() if found is None and slug == PRIVACY else found


class Page(ShownToReaders):
    """A static page at ``/slug/``."""

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=100, unique=True, allow_unicode=True, blank=True)
    html = models.TextField(_("text"), blank=True, default="")
    published = models.BooleanField(_("published"), default=True)
    pictures = models.ManyToManyField(Image, editable=False, related_name="pages")  # that its text shows
    created = models.DateTimeField(_("created"), auto_now_add=True)
    updated = models.DateTimeField(_("updated"), auto_now=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            others = Page.objects.exclude(pk=self.pk)
            self.slug = free_slug(others, self.title, "page", lambda slug: slug == POSTS_PAGE)
        self.html = html.sanitise(self.html)
        super().save(*args, **kwargs)
        keep_pictures(self)

    def get_absolute_url(self) -> str:
        at_front = self.published and self.pk and SiteSettings.load().front_page_id == self.pk
        return reverse("home") if at_front else reverse("page", args=[self.slug])

    def clean(self) -> None:
        if self.slug == POSTS_PAGE or (self.slug and is_reserved(self.slug)):
            raise ValidationError({"slug": _("This word is an address of the blog itself; choose another.")})


def privacy_page() -> Page:
    """What holds for every blog of this software; not stored."""
    return Page(slug=PRIVACY, title=gettext("Privacy"), html=render_to_string("posts/privacy_words.html"))


class Menu(ShownToReaders):
    """A list of links in a place of the theme."""

    class Place(models.TextChoices):
        HEADER = "header", _("Header")
        FOOTER = "footer", _("Footer")

    place = models.CharField(_("place"), max_length=10, choices=Place.choices, unique=True)

    class Meta:
        verbose_name = _("menu")
        verbose_name_plural = _("menus")

    def __str__(self) -> str:
        return self.get_place_display()


class MenuItem(ShownToReaders):
    """One link: to a page of ours, or to any address."""

    menu = models.ForeignKey(Menu, on_delete=models.CASCADE, related_name="items", verbose_name=_("menu"))
    label = models.CharField(_("label"), max_length=80)
    page = models.ForeignKey(
        Page, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("page")
    )
    url = models.CharField(
        _("address"), max_length=2000, blank=True, default="", validators=[html.validate_link]
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return self.page.get_absolute_url() if self.page else self.url

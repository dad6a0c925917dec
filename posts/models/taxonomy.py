"""How posts are grouped: a tree of categories and flat tags; series are `posts/models/series.py`."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from tree_queries.models import TreeNode

from jobs.models import Chore
from posts.cleaning import one_line
from posts.models.old_archive import OldArchive
from posts.page_cache.changes import ShownToReaders
from posts.slugs import free_slug

BELOW = ("feed", "page")  # what stands below every archive
MAX_DEPTH = 10  # of the category tree: it stands in the address


class Named(ShownToReaders):
    """A name and the slug made from it."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("slug"),
        max_length=100,
        unique=True,
        allow_unicode=True,
        blank=True,
        help_text=_("The end of its address; after a change the old address leads to the new one."),
    )
    description = models.TextField(_("description"), blank=True, default="")

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @transaction.atomic(savepoint=False)
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Whoever comes to where it stood is led to where it stands."""
        self.take_slug()
        before = type(self)._default_manager.filter(pk=self.pk).first() if self.pk else None
        super().save(*args, **kwargs)
        if before is None or before.place != self.place:
            OldArchive.take(self)
        if before and before.place != self.place:
            OldArchive.leave(before.place, self)
        if before and before.name != self.name:
            self.ask_for_index()

    def get_absolute_url(self) -> str:
        return reverse(self.kind, args=[self.place])

    @property
    def kind(self) -> str:
        """The word for it in addresses."""
        return self._meta.model_name or ""

    @property
    def place(self) -> str:
        """What its address says after the kind."""
        return self.slug

    def ask_for_index(self) -> None:
        """The search index knows its name from each of its posts."""
        Chore.request("names", f"{self.kind} {self.pk} 0")

    def take_slug(self) -> None:
        """One made from the name, where it has none."""
        if not self.slug:
            others = type(self)._default_manager.exclude(pk=self.pk)
            self.slug = free_slug(others, self.name, self.kind)


class Category(TreeNode, Named):  # type: ignore[django-manager-missing]  # the tree's has no types
    """A node of the tree; its address holds the slugs from the root down."""

    path = models.CharField(_("path"), max_length=1000, editable=False, db_index=True, default="")

    class Meta(Named.Meta):
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["path"]

    @transaction.atomic(savepoint=False)
    def save(self, *args: Any, **kwargs: Any) -> None:
        self.take_slug()
        path = f"{self.parent.path}/{self.slug}" if self.parent else self.slug
        moved, self.path = path != self.path, path
        super().save(*args, **kwargs)
        for child in self.children.all() if moved else ():
            child.save()

    @property
    def place(self) -> str:
        return self.path

    @property
    def level(self) -> int:
        """How many categories stand above it."""
        return self.path.count("/")

    @classmethod
    def branch(cls, path: str) -> "models.QuerySet[Category]":
        """The category at this path and everything below it."""
        return cls.objects.filter(models.Q(path=path) | models.Q(path__startswith=f"{path}/"))

    def trail(self) -> "models.QuerySet[Category]":
        """What stands above it, from the root down."""
        parts = self.path.split("/")
        return Category.objects.filter(path__in=["/".join(parts[:n]) for n in range(1, len(parts))])

    def clean(self) -> None:
        super().clean()
        if self.parent and self.slug in BELOW:
            raise ValidationError(
                {"slug": _("This word is an address of the category above; choose another.")}
            )
        node, depth = self.parent, 1
        while node is not None:
            depth += 1
            if node.pk == self.pk or depth > MAX_DEPTH:
                raise ValidationError(
                    {"parent": _("Categories go %(most)d levels deep at most.") % {"most": MAX_DEPTH}}
                )
            node = node.parent


class Tag(Named):
    """One word on a post; its name holds no comma, which parts the names in a form."""

    class Meta(Named.Meta):
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = one_line(self.name.replace(",", " "))
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        name = one_line(self.name.replace(",", " "))
        if (other := Tag.named([name]).get(name.casefold())) and other.pk != self.pk:
            raise ValidationError(
                {
                    "name": _(
                        "There is a tag of this name already. To make the two one, merge them in the list."
                    )
                }
            )

    @classmethod
    def named(cls, names: Sequence[str]) -> dict[str, "Tag"]:
        """Those of these names in small letters or large, by their names casefolded."""
        any_of = Q(
            slug__in=[slugify(name, allow_unicode=True) for name in names]
        )  # SQLite knows case in ASCII alone
        for name in names:
            any_of |= Q(name__iexact=name)
        return {tag.name.casefold(): tag for tag in cls.objects.filter(any_of)} if names else {}

    @classmethod
    def called(cls, names: Sequence[str]) -> list["Tag"]:
        """The tags of these names, in this order and each once; a name that was merged away leads to what has stayed.

        What none is called is not stored yet.
        """
        found = cls.named(names)
        if missing := [name.casefold() for name in names if name.casefold() not in found]:
            found |= OldArchive.of_names("tag", missing)
        tags = [found.get(name.casefold()) or cls(name=name) for name in names]
        return list({tag.name.casefold(): tag for tag in tags}.values())

    @classmethod
    def beginning(cls, start: str) -> "models.QuerySet[Tag]":
        """Those whose names begin like this; none where nothing is said."""
        slug = slugify(start, allow_unicode=True)
        begins = Q(name__istartswith=start) | (Q(slug__startswith=slug) if slug else Q())
        return cls.objects.filter(begins) if start else cls.objects.none()

"""Pictures that were uploaded: always re-encoded by us, without their metadata, and kept in several sizes."""

from typing import Any, Self

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from jobs.models import Chore
from posts import pictures, sizes
from posts.page_cache.changes import ShownToReaders, pages_changed


class ImageQuerySet(models.QuerySet["Image"]):
    def shown_in(self, *texts: str) -> Self:
        """Those that these texts in HTML show or link to, in any size."""
        keys = {key for text in texts for key in sizes.keys_in(text)}
        names = [f"{key}.{ending}" for key in keys for ending in sizes.ENDINGS]
        return self.filter(file__in=names) if names else self.none()

    def by_key(self) -> dict[str, "Image"]:
        """By what the addresses of all their sizes have in common."""
        return {sizes.key(image.file.url): image for image in self}

    def unused(self) -> Self:
        """Those that no text, post or profile shows."""
        return self.filter(posts=None, pages=None, headed=None, portrays=None)


class Image(ShownToReaders):
    """An uploaded picture and the words that stand in for it."""

    file = models.ImageField(
        _("file"),
        upload_to=pictures.stored_name,
        width_field="width",
        height_field="height",
        validators=[pictures.validate],
        db_index=True,  # a text names its pictures by their files
    )
    width = models.PositiveIntegerField(default=0, editable=False)
    height = models.PositiveIntegerField(default=0, editable=False)
    bytes = models.PositiveIntegerField(default=0, editable=False)
    widths = models.JSONField(default=list, editable=False)  # of the smaller copies that lie beside the file
    alt = models.CharField(_("alternative text"), max_length=300, blank=True, default="")
    caption = models.CharField(_("caption"), max_length=300, blank=True, default="")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created = models.DateTimeField(_("created"), auto_now_add=True)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["-created", "-pk"]
        indexes = [
            models.Index(fields=["-created", "-id"], name="images_by_date"),
            models.Index(fields=["alt"], name="images_by_words"),
            models.Index(fields=["bytes"], name="images_by_bytes"),
        ]

    def __str__(self) -> str:
        return self.alt or str(self.file)

    def save(self, *args: Any, **kwargs: Any) -> None:
        is_new = bool(self.file) and not self.file._committed  # type: ignore[attr-defined]
        if is_new:
            self.file, self.widths = pictures.reencoded(self.file), []
            self.bytes = self.file.size
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)
            if is_new and sizes.wanted(self.width):
                Chore.request("sizes", self.pk)

    @property
    def name(self) -> str:
        return str(self.file.name)

    @property
    def srcset(self) -> str:
        """Its copies and itself, for a browser to choose from; nothing while there are no copies."""
        if not self.widths:
            return ""
        each = [(self._address(width), width) for width in self.widths] + [(self.file.url, self.width)]
        return ", ".join(f"{address} {width}w" for address, width in each)

    @property
    def small(self) -> str:
        """The address of the smallest there is, for lists."""
        return self._address(self.widths[0]) if self.widths else self.file.url

    @property
    def moderate(self) -> tuple[str, int, int]:
        """Address, width and height of the one size for who takes no more: itself, or its largest copy."""
        largest = sizes.WIDTHS[-1]
        if largest not in self.widths:
            return self.file.url, self.width, self.height
        return self._address(largest), largest, sizes.height_of(largest, self.width, self.height)

    def _address(self, width: int) -> str:
        return self.file.storage.url(sizes.name_of(self.name, width))

    def make_sizes(self) -> None:
        """Have the smaller copies made, once; pages of readers show them from then on."""
        wanted = sizes.wanted(self.width)
        if self.widths == wanted:
            return
        for width, content in sizes.made(self.file, wanted):
            name = sizes.name_of(self.name, width)
            self.file.storage.delete(name)  # what a killed run left of it
            self.file.storage.save(name, ContentFile(content))
        with transaction.atomic():
            kept = Image.objects.filter(pk=self.pk, file=self.name).update(widths=wanted)
            pages_changed()
        if not kept:
            Image.remove_files(self.name)

    @classmethod
    def remove_files(cls, name: str) -> None:
        """The file and its copies, where no row holds them any more."""
        if cls.objects.filter(file=name).exists():
            return
        for each in (name, *(sizes.name_of(name, width) for width in sizes.WIDTHS)):
            default_storage.delete(each)


def keep_pictures(holder: Any) -> None:
    """Note which pictures the text of a post or page shows, once it was stored."""
    holder.pictures.set(Image.objects.shown_in(holder.html))

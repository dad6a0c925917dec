"""Pictures that were uploaded: always re-encoded by us, without their metadata."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from posts import pictures
from posts.page_cache.changes import ShownToReaders


class Image(ShownToReaders):
    """An uploaded picture and the words that stand in for it."""

    file = models.ImageField(
        _("file"),
        upload_to=pictures.stored_name,
        width_field="width",
        height_field="height",
        validators=[pictures.validate],
    )
    width = models.PositiveIntegerField(default=0, editable=False)
    height = models.PositiveIntegerField(default=0, editable=False)
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

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["-created", "-pk"]

    def __str__(self) -> str:
        return self.alt or str(self.file)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.file and not self.file._committed:  # type: ignore[attr-defined]
            self.file = pictures.reencoded(self.file)
        super().save(*args, **kwargs)

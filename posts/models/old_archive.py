"""Where archives could once be read: kept when a category, tag or series is renamed, moved or merged."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from posts.models.taxonomy import Named


class OldArchive(models.Model):
    """An address that leads to one of the three; looked up only where nothing is read any more."""

    path = models.CharField(max_length=1020, unique=True)  # the kind, and a category's path after it
    name = models.CharField(
        max_length=360, blank=True, default="", db_index=True
    )  # of what was merged, casefolded
    category = models.ForeignKey(
        "posts.Category", null=True, on_delete=models.CASCADE, related_name="old_archives"
    )
    tag = models.ForeignKey("posts.Tag", null=True, on_delete=models.CASCADE, related_name="old_archives")
    series = models.ForeignKey(
        "posts.Series", null=True, on_delete=models.CASCADE, related_name="old_archives"
    )

    def __str__(self) -> str:
        return self.path

    @classmethod
    def leave(cls, place: str, now: "Named", name: str = "") -> None:
        """Lead from this place to where the archive is now; and from this name, if that is no more."""
        defaults = {now.kind: now, "name": name.casefold()}
        cls.objects.update_or_create(path=f"{now.kind}/{place}", defaults=defaults)

    @classmethod
    def take(cls, now: "Named") -> None:
        """What stands at a place itself is read there, whatever stood there before."""
        cls.objects.filter(path=f"{now.kind}/{now.place}").delete()

    @classmethod
    def of_names(cls, kind: str, names: Sequence[str]) -> "dict[str, Any]":
        """What these names, casefolded, were merged into; the latest merge counts."""
        found = cls.objects.select_related(kind).filter(**{f"{kind}__isnull": False}, name__in=names)
        return {old.name: getattr(old, kind) for old in found.order_by("pk")}

    @classmethod
    def leads_to(cls, kind: str, place: str) -> "Named | None":
        found = cls.objects.select_related(kind).filter(path=f"{kind}/{place}").first()
        return getattr(found, kind) if found else None

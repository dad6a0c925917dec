"""A month of the archive and how many posts it holds; written by posts.months alone."""

from datetime import date

from django.db import models
from django.urls import reverse


class ArchiveMonth(models.Model):
    """One month with at least one published post."""

    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    posts = models.PositiveIntegerField()

    class Meta:
        ordering = ["-year", "-month"]
        constraints = [models.UniqueConstraint(fields=["year", "month"], name="posts_one_row_per_month")]

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"

    def get_absolute_url(self) -> str:
        return reverse("month", args=[f"{self.year:04}", f"{self.month:02}"])

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

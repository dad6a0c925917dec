"""The admin of series: the parts in their order, each with a number to change; a script moves them as well."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from posts.admin.ordering import HIGHEST, in_order
from posts.admin.post_words import NAMES
from posts.admin.taxonomy import Grouping
from posts.models import Post, Series

MOST = 500  # numbers on the page: a form has a thousand fields at most; what follows keeps its order


class SeriesForm(forms.ModelForm):
    class Meta:
        model = Series
        fields = ("name", "slug", "description")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = self.instance.posts.in_series_order() if self.instance.pk else Post.objects.none()
        self.posts = list(posts.only("title", "state", "series", "series_position")[:MOST])
        for n, post in enumerate(self.posts, 1):
            widget = forms.NumberInput({"class": "part-number", "aria-label": post.title})
            self.fields[f"part_{post.pk}"] = forms.IntegerField(
                initial=n, min_value=1, max_value=HIGHEST, required=False, widget=widget, label=post.title
            )

    def parts(self) -> list[tuple[Post, Any, str]]:
        """Each post with the field of its number, and its state where readers do not see it."""
        names = {**NAMES, Post.State.PUBLISHED: ""}
        return [(post, self[f"part_{post.pk}"], str(names[Post.State(post.state)])) for post in self.posts]

    def order(self) -> list[int]:
        """The keys as they were asked for."""
        wanted = {post.pk: self.cleaned_data.get(f"part_{post.pk}") for post in self.posts}
        return in_order(list(wanted), wanted)


@admin.register(Series)
class SeriesAdmin(Grouping):
    form = SeriesForm
    list_display = ("name", "slug", "used")
    fields = ("name", "slug", "description")
    change_form_template = "admin/posts/series/change_form.html"

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if any(name.startswith("part_") for name in form.changed_data):
            form.instance.put_in_order(form.order())

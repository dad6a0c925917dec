"""The form of a post: which states its author may choose, and what is checked before a verb is called."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from posts.admin import copies, editor
from posts.admin import post_checks as checks
from posts.admin.category_field import CategoryField
from posts.admin.post_words import NAMES, newer_line
from posts.admin.tags import TagsField, known_only
from posts.models import Category, Image, Post, Tag

State = Post.State
FIELDS = (
    *("title", "html", "slug", "excerpt", "state", "published_at", "password", "author", "categories", "tags"),
    *("series", "series_position", "sticky", "image", "comments_open", "pings_open", "protocols_in_off"),
    *("tells_others", "send_trackbacks", "protocols_out_off"),
)  # fmt: skip
PROTOCOLS = (("trackback", "TrackBack"), ("pingback", "Pingback"), ("webmention", "Webmention"))


class PostForm(forms.ModelForm):
    """One post; what its author may do is set by the admin for the user who asks."""

    may_publish = False
    may_add_tags = False
    restored: dict[str, list[str]] | None = None  # a copy that its author wants back; set by the admin
    newer: Post | None = None  # what somebody else saved while this form was open
    slug = forms.CharField(required=False, max_length=100, label=gettext_lazy("Address"))
    published_at = forms.DateTimeField(
        label=gettext_lazy("Published"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=format_lazy(
            gettext_lazy("In the blog's own time ({zone}); empty is now."), zone=settings.TIME_ZONE
        ),
    )
    tags = TagsField(label=gettext_lazy("Tags"))
    protocols_in_off = forms.MultipleChoiceField(
        label=gettext_lazy("Not received here"),
        choices=PROTOCOLS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    protocols_out_off = forms.MultipleChoiceField(
        label=gettext_lazy("Not sent from here"),
        choices=PROTOCOLS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Post
        fields = FIELDS
        widgets = {
            "title": forms.Textarea(
                attrs={"placeholder": gettext_lazy("Title"), "class": "title-field", "rows": 1}
            ),
            "excerpt": forms.Textarea(attrs={"rows": 3}),
            "send_trackbacks": forms.Textarea(
                attrs={
                    "rows": 3,
                    "placeholder": "https://…/trackback/",
                    "data-line": gettext_lazy("Line {n}"),
                    "data-wrong": gettext_lazy("This is no http or https URL."),
                    "data-own": gettext_lazy("A blog does not ping itself."),
                }
            ),
            "password": forms.TextInput(attrs={"autocomplete": "off"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored_state = self.instance.state if self.instance.pk else ""
        if not self.instance.pk and "title" in self.fields:
            self.fields["title"].widget.attrs["autofocus"] = True
        if "html" in self.fields:
            self.fields["html"] = editor.field(self.instance.html, label=_("Text"), required=False)
        if "state" in self.fields:
            self.fields["state"] = forms.ChoiceField(
                label=_("State"), choices=self.choices(), initial=State.DRAFT
            )
        if "image" in self.fields:  # the one in use stays, whoever uploaded it
            image: Any = self.fields["image"]
            image.queryset = image.queryset | Image.objects.filter(pk=self.instance.image_id)
        if "author" in self.fields:  # left empty it is whoever saves the post
            self.fields["author"].required = False
        if "categories" in self.fields:
            self.fields["categories"] = CategoryField(
                Category.objects.all(), label=_("Categories"), required=False
            )
        if self.restored is not None and not self.is_bound:
            self.initial.update(copies.as_initial(self.fields, self.restored))

    def choices(self) -> list[tuple[str, str]]:
        """The states that this user may choose; the one it has now is always among them."""
        states = [State.DRAFT, State.REVIEW, State.PRIVATE]
        if self.may_publish:
            states[2:2] = [State.SCHEDULED, State.PUBLISHED]
        now = self.stored_state
        return [(state, str(NAMES[state])) for state in State if state in states or state == now]

    def clean_title(self) -> str:
        """One line, however it was pasted."""
        return " ".join(self.cleaned_data["title"].split())

    def clean_tags(self) -> list[Tag]:
        tags: list[Tag] = self.cleaned_data["tags"]
        return tags if self.may_add_tags else known_only(tags)

    def clean_send_trackbacks(self) -> str:
        return checks.checked_urls(self.cleaned_data["send_trackbacks"])

    def clean_published_at(self) -> datetime | None:
        """The field shows minutes; a time that was not touched keeps its seconds."""
        at, before = self.cleaned_data["published_at"], self.initial.get("published_at")
        if isinstance(before, datetime) and at == before.replace(second=0, microsecond=0):
            return before
        return checks.checked_date(at)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "_publish" in self.data:
            data["state"] = State.PUBLISHED if self.may_publish else State.REVIEW
        timeless = not data.get("published_at") and "published_at" not in self.errors
        if data.get("state") == State.SCHEDULED and timeless:
            self.add_error("published_at", _("When is it to be published? A scheduled post needs a time."))
        self._check_address(data)
        self._check_version()
        return data

    def _save_m2m(self) -> None:
        for tag in self.cleaned_data.get("tags", ()):
            if tag.pk is None:
                tag.save()
        super()._save_m2m()  # type: ignore[misc]  # the hook that Django's own forms override

    def _check_address(self, data: dict[str, Any]) -> None:
        """Once the date is known: the month is part of the address."""
        if "slug" not in data:
            return
        try:
            data["slug"] = checks.checked_slug(data["slug"], self.instance, data.get("published_at"))
        except ValidationError as error:
            self.add_error("slug", error)

    def _check_version(self) -> None:
        """Nobody overwrites what somebody else saved meanwhile, unless they have seen just that and say so."""
        if self.instance.pk is None or not self.data.get("base", "").isdecimal():
            return
        stored = Post.objects.select_for_update().filter(pk=self.instance.pk).first()
        seen = (self.data["base"], self.data.get("_anyway", ""))
        if stored and str(stored.version) not in seen:
            self.newer = stored
            self.add_error(None, newer_line(stored))

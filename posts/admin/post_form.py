"""The form of a post: which states its author may choose, and what is checked before a verb is called."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from posts.admin import editor
from posts.models import Category, Image, Post

MAX_URLS = 50  # of "Send trackbacks to": each is a request to somebody
MAX_URL = 2000  # characters, as everywhere (PROMISES 4)

State = Post.State
NAMES = {
    State.DRAFT: "Draft",
    State.REVIEW: "Pending review",
    State.SCHEDULED: "Scheduled",
    State.PUBLISHED: "Published",
    State.PRIVATE: "Private",
    State.TRASH: "In the trash",
}
FIELDS = (
    *("title", "html", "slug", "excerpt", "state", "published_at", "password", "author", "categories", "tags"),
    *("series", "series_position", "sticky", "image", "comments_open", "pings_open", "protocols_in_off"),
    *("tells_others", "send_trackbacks", "protocols_out_off"),
)  # fmt: skip
PROTOCOLS = (("trackback", "TrackBack"), ("pingback", "Pingback"), ("webmention", "Webmention"))
PUBLIC = (State.SCHEDULED, State.PUBLISHED)


class PostForm(forms.ModelForm):
    """One post; `may_publish` is set by the admin for the user who asks."""

    may_publish = False
    published_at = forms.DateTimeField(
        label="Published",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=f"In the blog's own time ({settings.TIME_ZONE}); empty is now.",
    )
    protocols_in_off = forms.MultipleChoiceField(
        label="Not received here", choices=PROTOCOLS, required=False, widget=forms.CheckboxSelectMultiple
    )
    protocols_out_off = forms.MultipleChoiceField(
        label="Not sent from here", choices=PROTOCOLS, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Post
        fields = FIELDS
        widgets = {
            "title": forms.Textarea(attrs={"placeholder": "Title", "class": "title-field", "rows": 1}),
            "slug": forms.TextInput(),
            "excerpt": forms.Textarea(attrs={"rows": 3}),
            "send_trackbacks": forms.Textarea(attrs={"rows": 3, "placeholder": "https://…/trackback/"}),
            "password": forms.TextInput(attrs={"autocomplete": "off"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored_state = self.instance.state if self.instance.pk else ""
        if "html" in self.fields:
            self.fields["html"] = editor.field(self.instance.html, label="Text", required=False)
        if "state" in self.fields:
            self.fields["state"] = forms.ChoiceField(choices=self.choices(), initial=State.DRAFT)
        if "image" in self.fields:  # the one in use stays, whoever uploaded it
            image: Any = self.fields["image"]
            image.queryset = image.queryset | Image.objects.filter(pk=self.instance.image_id)
        if "author" in self.fields:  # left empty it is whoever saves the post
            self.fields["author"].required = False
        if "categories" in self.fields:
            self.fields["categories"] = CategoryField(Category.objects.all(), required=False)

    def choices(self) -> list[tuple[str, str]]:
        """The states that this user may choose; the one it has now is always among them."""
        states = [State.DRAFT, State.REVIEW, State.PRIVATE]
        if self.may_publish:
            states[2:2] = [State.SCHEDULED, State.PUBLISHED]
        now = self.stored_state
        return [(state, NAMES[state]) for state in State if state in states or state == now]

    def clean_title(self) -> str:
        """One line, however it was pasted."""
        return " ".join(self.cleaned_data["title"].split())

    def clean_send_trackbacks(self) -> str:
        """URLs of others, one a line; what hides behind them is looked at when they are asked, as of any URL."""
        lines = [line.strip() for line in self.cleaned_data["send_trackbacks"].splitlines() if line.strip()]
        if len(lines) > MAX_URLS:
            raise ValidationError(f"At most {MAX_URLS} URLs.")
        problems = [problem for line in lines if (problem := problem_of(line))]
        if problems:
            raise ValidationError(problems)
        return "\n".join(dict.fromkeys(lines))

    def clean_published_at(self) -> datetime | None:
        """The field shows minutes; a time that was not touched keeps its seconds."""
        at, before = self.cleaned_data["published_at"], self.initial.get("published_at")
        if at and before and at == before.replace(second=0, microsecond=0):
            return before
        return at

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "_publish" in self.data and self.may_publish:
            data["state"] = State.PUBLISHED
        if data.get("state") == State.SCHEDULED and not data.get("published_at"):
            self.add_error("published_at", "When is it to be published? A scheduled post needs a time.")
        return data


class CategoryField(forms.ModelMultipleChoiceField):
    """The tree as check boxes, each indented by its depth."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, category: Any) -> str:
        return "\u2003" * category.path.count("/") + category.name


def problem_of(url: str) -> str:
    """What is wrong with this Trackback URL, as a sentence; empty: nothing that can be seen from here."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
        parts.port  # noqa: B018 - raises ValueError on a port that is none
    except ValueError:
        return f"This is no URL: {url[:100]}"
    if len(url) > MAX_URL:
        return f"This URL is longer than {MAX_URL} characters: {url[:60]}…"
    if parts.scheme not in ("http", "https") or not host or parts.username or any(map(str.isspace, url)):
        return f"This is no http or https URL: {url[:100]}"
    if parts.netloc.lower() == urlsplit(settings.SITE_URL).netloc.lower():
        return f"A blog does not ping itself: {url[:100]}"
    return ""


def state_line(post: Post) -> str:
    """The state in words, for the top of the page: "Draft, saved 10:42"."""
    if not post.pk:
        return "New post"
    name = NAMES[State(post.state)]
    at = timezone.localtime(post.published_at) if post.published_at else None
    if post.state in PUBLIC and at:
        return f"{name} {at:%-d %B %Y, %H:%M}" + (", with a password" if post.is_protected else "")
    saved = timezone.localtime(post.updated)
    return (
        f"{name}, saved {saved:%H:%M}"
        if saved.date() == timezone.localdate()
        else f"{name}, saved {saved:%-d %B %Y}"
    )

"""Your profile: what readers see of you, how you sign in, and what is kept of how you like the pages."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.validators import URLValidator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blogsite import roles, second_factor
from comments.models import QueueKeys
from posts import pictures
from posts.admin.base import library
from posts.admin.post_columns import Screen, labels
from posts.models import Author, Image

NEWEST = 11  # pictures of the library to choose from, beside the one that is chosen
LONGEST_BIO = 2000  # characters; it stands under every post


class ProfileForm(forms.Form):
    """A profile is made when it is first kept; the picture comes from the library or from the computer."""

    display_name = forms.CharField(
        label=gettext_lazy("Name that readers see"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    bio = forms.CharField(
        label=gettext_lazy("About you"),
        help_text=gettext_lazy("A few sentences. They stand under your posts and on your page."),
        max_length=LONGEST_BIO,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    website = forms.URLField(
        label=gettext_lazy("Website"),
        max_length=2000,
        required=False,
        assume_scheme="https",
        validators=[URLValidator(["http", "https"])],
        widget=forms.URLInput(attrs={"autocomplete": "url", "placeholder": "https://"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("For mails from this blog to you; readers never see it."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    avatar = forms.ModelChoiceField(
        Image.objects.none(), label=gettext_lazy("Your picture"), required=False, widget=forms.RadioSelect
    )
    upload = forms.FileField(
        label=gettext_lazy("Another picture from your computer"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/gif,image/webp"}),
    )

    def __init__(self, request: HttpRequest) -> None:
        user: Any = request.user
        self.user, self.author = user, Author.objects.select_related("avatar").filter(user=user).first()
        posted = request.method == "POST"
        super().__init__(
            request.POST if posted else None, request.FILES if posted else None, initial=self._kept()
        )
        self.pictures = list(library(request)[:NEWEST])
        if self.author and self.author.avatar and self.author.avatar not in self.pictures:
            self.pictures.insert(0, self.author.avatar)
        choice: Any = self.fields["avatar"]
        choice.queryset = Image.objects.filter(pk__in=[picture.pk for picture in self.pictures])

    def _kept(self) -> dict[str, Any]:
        """What stands there now; before there is a profile, what it would be made with."""
        author = self.author or Author(display_name=self.user.get_full_name() or self.user.get_username())
        kept = {name: getattr(author, name) for name in ("display_name", "bio", "website")}
        return {**kept, "avatar": author.avatar_id, "email": self.user.email}

    def chosen(self) -> str:
        """Of the pictures, as the form stands; empty: none."""
        return str(self["avatar"].value() or "")

    def clean_upload(self) -> Image | None:
        """Written anew here, before the transaction begins."""
        file = self.cleaned_data["upload"]
        return Image(file=pictures.reencoded(file), uploaded_by=self.user) if file else None

    @transaction.atomic
    def keep(self) -> None:
        data, author = self.cleaned_data, Author.of(self.user)
        author.display_name, author.bio, author.website = data["display_name"], data["bio"], data["website"]
        author.avatar = data["avatar"]
        if data["upload"]:
            data["upload"].alt = author.display_name
            data["upload"].save()
            author.avatar = data["upload"]
        author.save()
        self.user.email = data["email"]
        self.user.save(update_fields=["email"])


def page(request: HttpRequest, site: Any) -> HttpResponse:
    """For everybody who works here."""
    form = ProfileForm(request)
    if request.method == "POST" and form.is_valid():
        form.keep()
        messages.success(request, _("Your profile is kept."))
        return HttpResponseRedirect(reverse("admin:profile"))
    user: Any = request.user
    context = {
        **site.each_context(request),
        "title": _("Your profile"),
        "form": form,
        "role": roles.WORDS[roles.role_of(user)],
        "second_factor": second_factor.is_on(user),
        "keys": QueueKeys.are_on(user),
        "columns": [labels()[name] for name in Screen.of(user).columns],
        "rows": Screen.of(user).rows,
    }
    return TemplateResponse(request, "admin/profile.html", context, status=422 if form.errors else 200)

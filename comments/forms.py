"""The reader's comment form: what may be written, under which post, and in answer to what."""

import time
from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _
from django_comments_xtd.forms import XtdCommentForm

from comments.closing import must_sign_in, takes_comments
from comments.models import PostComment
from comments.text import comment_html
from posts import cleaning
from posts.models import Author, Post, SiteSettings

# A form may stay open in a tab over night; the library's two hours would make people send twice.
FORM_VALID_SECONDS = 24 * 3600
NAME_LENGTH = 50  # as the library's columns have it
EMAIL_LENGTH = 254
URL_LENGTH = 200
HONEYPOT_LENGTH = 200
TEXT_LENGTH = 20_000  # code points: some seven pages, more than anybody reads below a post
LARGEST_KEY = 2**31 - 1
PARENT_GONE = _("What you want to answer is no longer there. Your text can still stand by itself.")

WIDGETS: dict[str, forms.Widget] = {
    "name": forms.TextInput({"autocomplete": "name"}),
    "email": forms.EmailInput({"autocomplete": "email"}),
    "url": forms.URLInput({"autocomplete": "url"}),
    "comment": forms.Textarea({"rows": 8}),
    "honeypot": forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
}


class OneLine:
    """Mixed into a field: what cannot be seen is taken out before anything else looks at it."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(cleaning.one_line(value) if isinstance(value, str) else value)  # type: ignore[misc]


class LineField(OneLine, forms.CharField):
    """A line of text."""


class EmailField(OneLine, forms.EmailField):
    """An e-mail address."""


class WebsiteField(OneLine, forms.URLField):
    """An address of the web; other schemes are refused."""

    default_validators = [URLValidator(schemes=["http", "https"])]


class TextField(forms.CharField):
    """Text with lines."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(cleaning.lines(value) if isinstance(value, str) else value)


def preview_of(form: forms.Form) -> str:
    """How the words of a valid form will look, as safe HTML: the one preview of the new and of the changed comment."""
    return comment_html(form.cleaned_data["comment"])


class PostCommentForm(XtdCommentForm):
    """A comment on a post. A user who is signed in needs neither name nor e-mail.

    A filled honeypot is no error here: the checks of the spam filter see it.
    """

    name = LineField(label=_("Name"), max_length=NAME_LENGTH)
    email = EmailField(label=_("E-mail"), max_length=EMAIL_LENGTH, help_text=_("It is never published."))
    url = WebsiteField(label=_("Website"), required=False, max_length=URL_LENGTH, assume_scheme="https")
    comment = TextField(
        label=_("Comment"),
        max_length=TEXT_LENGTH,
        help_text=_("Markdown works: *emphasis*, > quotation, `code`, links."),
    )
    followup = forms.BooleanField(label=_("Notify me of follow-up comments by e-mail."), required=False)
    consent = forms.BooleanField(
        label=_("Save my name, e-mail and website in this browser for the next time I comment."),
        required=False,
    )
    reply_to = forms.IntegerField(
        required=False, min_value=0, max_value=LARGEST_KEY, widget=forms.HiddenInput()
    )
    honeypot = LineField(label=_("Leave this field empty"), required=False)

    def __init__(
        self,
        target_object: Post,
        data: Any = None,
        *,
        user: User | AnonymousUser | None = None,
        comment: PostComment | None = None,
        initial: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        self.user = user if isinstance(user, User) else None
        self.parent = comment
        self.site = SiteSettings.load()
        super().__init__(target_object, data, comment=comment, initial=dict(initial or {}), **kwargs)
        self.fields["name"].required = self.site.name_required
        self.fields["email"].required = self.site.email_required
        self._dress()
        if not self.site.offer_to_remember:
            self._leave_out("consent")
        if self.user is not None:
            self._leave_out("name", "email", "url", "consent", *([] if self.user.email else ["followup"]))

    def _dress(self) -> None:
        """Undo the library's placeholders and style classes."""
        self.fields["comment"].max_length = TEXT_LENGTH
        for name, widget in WIDGETS.items():
            field = self.fields[name]
            attrs = {**widget.attrs, **field.widget_attrs(widget)}
            field.widget = type(widget)(
                {**attrs, **({"maxlength": str(field.max_length)} if field.max_length else {})}
            )
            field.widget.is_required = field.required
        self.fields["email"].label, self.fields["name"].label, self.fields["url"].label = (
            _("E-mail"),
            _("Name"),
            _("Website"),
        )
        self.fields["email"].help_text = _("It is never published.")
        self.fields["followup"].widget.attrs = {}

    def _leave_out(self, *names: str) -> None:
        for name in names:
            self.fields.pop(name, None)

    def clean_security_hash(self) -> str:
        """It was made by us, and for this very post: the library would take one that was made for another."""
        post, sent = self.target_object, self.cleaned_data["security_hash"]
        made = self.generate_security_hash(str(post._meta), str(post.pk), self.data.get("timestamp", ""))
        if not constant_time_compare(made, sent):
            raise ValidationError(_("This form was not made for this post. Please send it once more."))
        return sent

    def clean_timestamp(self) -> int:
        sent = self.cleaned_data["timestamp"]
        if not 0 <= time.time() - sent + 1 <= FORM_VALID_SECONDS:
            raise ValidationError(_("The form was open for too long. Please send it once more."))
        return sent

    def clean_honeypot(self) -> str:
        return self.cleaned_data["honeypot"][:HONEYPOT_LENGTH]

    def clean_reply_to(self) -> int | None:
        """Only what is shown under this very post can be answered."""
        wanted = self.cleaned_data["reply_to"]
        if not wanted:
            self.parent = None
            return None
        self.parent = PostComment.objects.shown().filter(post=self.target_object, pk=wanted).first()
        if self.parent is None:
            raise ValidationError(PARENT_GONE)
        return wanted

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not takes_comments(self.target_object, self.site):
            raise ValidationError(_("Comments on this post are closed."), code="closed")
        if must_sign_in(self.target_object, self.site, signed_in=self.user is not None):
            raise ValidationError(_("Please sign in to comment."), code="closed")
        if cleaned.get("followup") and not (self.user or cleaned.get("email") or "email" in self.errors):
            self.add_error("email", _("Where to? Without an address nobody can be told."))
        return cleaned

    def made_anew(self) -> "PostCommentForm":
        """The same answers and what was wrong, with what nobody can mend by hand mended, so that it can be sent again.

        A form that was too old or not ours gets fresh hidden fields; what was answered and is gone is answered no more.
        """
        data, wrong = self.data.copy(), []
        if security := self.security_errors():
            data.update(self.generate_security_data())
            wrong += [message for errors in security.values() for message in errors][:1]
        if "reply_to" in self.errors:
            data["reply_to"] = ""
            wrong.append(PARENT_GONE)
        again = PostCommentForm(self.target_object, data, user=self.user)
        if wrong:
            again.add_error(None, wrong)
        return again

    def get_comment_model(self) -> type[PostComment]:
        return PostComment

    def get_comment_create_data(self, site_id: int | None = None) -> dict[str, Any]:
        """The fields of the new row that the form knows; ``PostComment.submit`` takes them as they are."""
        cleaned = self.cleaned_data
        return {
            "post": self.target_object,
            "comment": cleaned["comment"],
            "followup": cleaned.get("followup", False),
            "honeypot": cleaned["honeypot"],
            "seconds_to_write": max(0.0, time.time() - cleaned["timestamp"]),
            **self.sender(),
        }

    def sender(self) -> dict[str, Any]:
        """Who wrote it, as the columns of a comment name it."""
        if self.user is None:
            cleaned = self.cleaned_data
            return {"user_name": cleaned["name"], "user_email": cleaned["email"], "user_url": cleaned["url"]}
        return sender_of(self.user)


def sender_of(user: User) -> dict[str, Any]:
    """Somebody who is signed in, as the columns of a comment name them."""
    author = Author.objects.filter(user=user).first()
    name = author.display_name if author else user.get_full_name() or user.get_username()
    website = author.website if author and len(author.website) <= URL_LENGTH else ""
    return {"user": user, "user_name": name[:NAME_LENGTH], "user_email": user.email, "user_url": website}

"""The owner's settings: one row, each section with what it is for."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from posts import languages
from posts.admin.base import BlogAdmin
from posts.admin.checks import SiteSettingsForm
from posts.models import SiteSettings

SECTIONS = (
    (_("General"), _("The name of the blog and the line below it."), ("title", "tagline", "language")),
    (
        _("Reading"),
        _("What the home page and the archives show, and whether new posts are sent by e-mail."),
        ("posts_per_page", "mail_subscriptions"),
    ),
    (
        _("Who may take part"),
        _(
            "These switch the whole site; each post has switches of its own. A closed post advertises nothing."
        ),
        (
            *("comments_allowed", "pings_allowed", "close_comments_after_days", "close_pings_after_days"),
            *("confirm_by_mail", "edit_minutes"),
        ),
    ),
    (
        _("Ping protocols"),
        _("What is spoken with other blogs. Each protocol may be switched for each post as well."),
        (
            *("trackback_in", "trackback_out", "pingback_in", "pingback_out"),
            *("webmention_in", "webmention_out"),
        ),
    ),
    (
        _("How the conversation looks"),
        _("Readers may choose otherwise for themselves, in their own browser."),
        ("discussion_layout", "trackbacks_first", "comments_per_page", "thread_depth"),
    ),
    (
        _("What a moderator sees first"),
        _("What waits in the queue before anybody reads it."),
        ("hold_everything", "hold_first_timers", "approve_verified_pings", "max_links", "min_seconds"),
    ),
    (
        _("Words and lists"),
        _(
            "One entry a line: a word or phrase, a /regular expression/, a domain, an address or range, an e-mail."
        ),
        ("hold_words", "spam_words", "trash_words", "allow_list"),
    ),
    (
        _("Checks"),
        _("What looks at each comment and ping. Tick what is to say nothing any more."),
        ("checks_off", "languages"),
    ),
    (
        _("Spam and privacy"),
        _("How long spam, trash and what identifies people are kept."),
        ("discard_spam", "spam_kept_for_days", "trash_kept_for_days", "erase_after_days"),
    ),
)


@admin.register(SiteSettings)
class SiteSettingsAdmin(BlogAdmin):
    form = SiteSettingsForm
    fieldsets = tuple((name, {"fields": fields, "description": why}) for name, why, fields in SECTIONS)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> SiteSettings | None:
        """The one row, also before it was ever saved."""
        return SiteSettings.read() if object_id == "1" else None

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The language is chosen from a list."""
        form = super().get_form(request, obj, change, **kwargs)
        field = form.base_fields.get("language")
        if field:
            form.base_fields["language"] = forms.ChoiceField(
                choices=languages.choices(SiteSettings.load().language),
                label=field.label,
                help_text=field.help_text,
            )
        return form

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There is one row; the list is its page."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(reverse("admin:posts_sitesettings_change", args=[1]))

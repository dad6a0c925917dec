"""The owner's settings: one row, five pages, each of which shows and saves only its own part of it."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, re_path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from posts import languages
from posts.admin import checks
from posts.admin.base import BlogAdmin
from posts.models import Page, SiteSettings

Section = tuple[Promise, Promise, tuple[str, ...]]  # its name, what it is for, the fields of the row


@dataclass(frozen=True)
class SettingsPage:
    """A tab of the settings; a new field is a word in one of its sections."""

    name: str
    title: Promise
    introduction: Promise
    sections: tuple[Section, ...]

    @property
    def address(self) -> str:
        return reverse("admin:posts_sitesettings_tab", args=[self.name])


PAGES = (
    SettingsPage(
        "general",
        _("General"),
        _("What this blog is called, and which language it speaks."),
        ((_("This blog"), _("Shown at the top of every page and in every feed."),
          ("title", "tagline", "language")),),
    ),
    SettingsPage(
        "reading",
        _("Reading"),
        _("What readers find, and how new posts reach them."),
        (
            (_("The front of the blog"), _("What readers meet at the blog's own address."), ("front_page",)),
            (_("Lists of posts"), _("The home page and the archives."), ("posts_per_page",)),
            (_("New posts by e-mail"), _("Whoever asks for it confirms first, and may leave with one click."),
             ("mail_subscriptions",)),
        ),
    ),
    SettingsPage(
        "discussion",
        _("Discussion"),
        _("Who may comment, how the conversation looks, and what waits for a moderator before anybody reads it."),
        (
            (_("New posts"),
             _("How a post begins. What is written already stays as it is."),
             ("new_posts_take_comments", "new_posts_take_pings", "new_posts_tell_others")),
            (_("Who may take part"),
             _("These switch the whole site; each post has switches of its own."),
             ("comments_allowed", "members_only", "name_required", "confirm_by_mail", "close_comments_after_days",
              "edit_minutes", "comment_limit")),
            (_("How the conversation looks"),
             _("Readers may choose otherwise for themselves, in their own browser."),
             ("discussion_layout", "trackbacks_first", "newest_first", "comments_per_page", "thread_depth", "faces")),
            (_("What a moderator sees first"),
             _("What waits in the queue before anybody reads it."),
             ("hold_everything", "hold_first_timers", "max_links", "min_seconds")),
            (_("Mail to moderators"),
             _("Each mail has links to approve, mark as spam and throw away. Spam is never mailed."),
             ("mail_held", "mail_new", "mail_pace")),
            (_("Words and lists"),
             _("One entry a line: a word or phrase, a /regular expression/, a domain, an address or range, an e-mail."),
             ("hold_words", "spam_words", "trash_words", "allow_list")),
            (_("Checks"),
             _("What looks at each comment and ping. Tick what is to say nothing any more."),
             ("checks_off", "languages", "discard_spam")),
        ),
    ),
    SettingsPage(
        "pings",
        _("Pings"),
        _("How this blog and other blogs tell each other of their posts."),
        (
            (_("From other blogs"),
             _("These switch the whole site; each post has switches of its own. A closed post advertises nothing."),
             ("pings_allowed", "close_pings_after_days", "approve_verified_pings",
              "ping_minute_limit", "ping_hour_limit", "ping_site_limit")),
            (_("Ping protocols"),
             _("What is spoken with other blogs. Each protocol may be switched for each post as well."),
             ("trackback_in", "trackback_out", "pingback_in", "pingback_out", "webmention_in", "webmention_out")),
        ),
    ),
    SettingsPage(
        "privacy",
        _("Privacy"),
        _("What is kept of the people who take part, and for how long."),
        (
            (_("What is thrown away"), _("How long spam and trash are kept."),
             ("spam_kept_for_days", "trash_kept_for_days")),
            (_("Traces of people"), _("How long what identifies people is kept."),
             ("offer_to_remember", "erase_after_days")),
        ),
    ),
)  # fmt: skip


def page_of(request: HttpRequest) -> SettingsPage:
    """The page that is asked for; the route lets no other name in."""
    tab = request.resolver_match.kwargs["tab"]  # type: ignore[union-attr]
    return next(page for page in PAGES if page.name == tab)


@admin.register(SiteSettings)
class SiteSettingsAdmin(BlogAdmin):
    change_form_template = "admin/posts/settings.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.page_view)
        tabs = "|".join(page.name for page in PAGES)
        return [re_path(f"^(?P<tab>{tabs})/$", view, name="posts_sitesettings_tab"), *super().get_urls()]

    def page_view(self, request: HttpRequest, tab: str) -> HttpResponse:
        """One page as the form of the one row."""
        page = page_of(request)
        shown = {"page": page, "pages": PAGES, "title": _now("Settings"), "subtitle": page.title}
        return self.changeform_view(request, "1", extra_context=shown)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There is one row; the list is its first page."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(PAGES[0].address)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Where all settings once stood on one page."""
        return self.changelist_view(request)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> SiteSettings | None:
        """The one row, also before it was ever saved."""
        return SiteSettings.read() if object_id == "1" else None

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        sections = page_of(request).sections
        return [(name, {"fields": fields, "description": why}) for name, why, fields in sections]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The front page and the language are chosen from lists, the checks are ticks."""
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 5
        if db_field.name == "checks_off":
            return checks.switches()
        if db_field.name == "front_page":
            pages = Page.objects.published()
            latest = _("The latest posts")
            return forms.ModelChoiceField(
                pages, required=False, empty_label=latest, label=field.label, help_text=field.help_text
            )
        if db_field.name == "language":
            choices = languages.choices(SiteSettings.load().language)
            return forms.ChoiceField(choices=choices, label=field.label, help_text=field.help_text)
        return field

    def save_model(self, request: HttpRequest, obj: SiteSettings, form: Any, change: bool) -> None:
        """Only what was changed here: what somebody saves on another page at the same time stays."""
        SiteSettings.objects.get_or_create(pk=1)
        obj.save(update_fields=form.changed_data)

    def response_change(self, request: HttpRequest, obj: SiteSettings) -> HttpResponse:
        messages.success(request, _now("Saved."))
        return HttpResponseRedirect(request.path)

"""“Answer on my blog” in the admin: GET shows what would be made, also to the bookmarklet; POST makes the draft."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.models import PostComment
from trackbacks import answering, guard
from trackbacks.answering import QUOTED_CHARACTERS, TITLE_CHARACTERS, Said
from trackbacks.charsets import clean
from trackbacks.ledger.doing import numbers

# Opens the page below with address, title and selected words of the page on which it is pressed.
BOOKMARKLET = (
    "javascript:(()=>{{const s=String(getSelection()).slice(0,{limit});"
    "open('{address}?'+new URLSearchParams({{url:location.href,title:document.title,text:s}}))}})()"
)


class AnswerForm(forms.Form):
    """The page that is answered. Too long a title or quotation is cut, for it comes from elsewhere."""

    url = forms.CharField(label=gettext_lazy("Address of the page"), widget=forms.URLInput)
    title = forms.CharField(label=gettext_lazy("Its title"), required=False)
    text = forms.CharField(
        label=gettext_lazy("What you quote"), required=False, widget=forms.Textarea(attrs={"rows": 6})
    )

    def clean_url(self) -> str:
        try:
            guard.plain_url(self.cleaned_data["url"])
        except guard.Forbidden:
            raise ValidationError(_("This is no http or https address of a page.")) from None
        return str(self.cleaned_data["url"])

    def said(self) -> Said:
        data = self.cleaned_data
        return Said(data["url"], clean(data["title"], TITLE_CHARACTERS), data["text"][:QUOTED_CHARACTERS])


def answer(request: HttpRequest, site: Any) -> HttpResponse:
    """The page, and by POST the draft: of what the form says, or of the comment or ping that a button names."""
    if not request.user.has_perm("posts.add_post"):
        raise PermissionDenied
    if request.method == "POST" and "comment" in request.POST:
        return _opened(_said_by(request), request)
    asked = request.POST if request.method == "POST" else request.GET
    form = AnswerForm(asked if asked else None)
    if request.method == "POST" and form.is_valid():
        return _opened(form.said(), request)
    said = form.said() if form.is_bound and form.is_valid() else None
    context = {
        **site.each_context(request),
        "title": _("Answer on my blog"),
        "form": form,
        "said": said,
        "bookmarklet": bookmarklet(),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "admin/answer.html", context, status=status)


def bookmarklet() -> str:
    """The address of the bookmark; everything in it is ours."""
    return BOOKMARKLET.format(address=settings.SITE_URL + reverse("admin:answer"), limit=QUOTED_CHARACTERS)


def _said_by(request: HttpRequest) -> Said:
    """What the comment or ping says, if this user may moderate it."""
    (key,) = numbers([request.POST["comment"]]) or (0,)
    comment = PostComment.objects.moderated_by(request.user).select_related("post").filter(pk=key).first()
    if comment is None:
        raise Http404
    try:
        return Said.of(comment)
    except guard.Forbidden:
        raise Http404 from None


def _opened(said: Said, request: HttpRequest) -> HttpResponse:
    post = answering.draft(said, request.user)
    return HttpResponseRedirect(reverse("admin:posts_post_change", args=[post.pk]))

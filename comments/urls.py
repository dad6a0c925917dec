"""The addresses of comments: feeds, the form, permalinks, the way out of the mail. None of the library's own."""

from django.urls import path

from comments import deciding, feeds, own, reporting, views
from posts import converters  # noqa: F401 - registers the converters used below

POST = "<yyyy:year>/<mm:month>/<uslug:slug>/"

urlpatterns = [
    path(POST + "respond/", views.comment_form, name="comment_form"),
    path(POST + "feed/", feeds.post_comments, name="post_feed"),
    path(POST + "feed/atom/", feeds.post_comments, {"form": "atom"}, name="post_atom"),
    path(POST + "feed/json/", feeds.post_comments, {"form": "json"}, name="post_json"),
    path("comments/feed/", feeds.all_comments, name="comments_feed"),
    path("comments/feed/atom/", feeds.all_comments, {"form": "atom"}, name="comments_atom"),
    path("comments/feed/json/", feeds.all_comments, {"form": "json"}, name="comments_json"),
    path("comment/<number:number>/", views.comment, name="comment"),
    path("comment/<number:number>/edit/", own.own, name="comment_own"),
    path("comment/<number:number>/report/", reporting.report, name="comment_report"),
    path("comment/confirm/<str:token>/", own.confirm, name="comment_confirm"),
    path("comment/decide/<str:token>/", deciding.decide, name="comment_decide"),
    path("comment/mute/<str:token>/", views.mute, name="comment_mute"),
]

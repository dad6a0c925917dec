"""The addresses of comments: their permalinks and their form."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

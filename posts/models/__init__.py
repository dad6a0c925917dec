"""The things a blog is made of; every other file imports them from here."""

from posts.models.author import Author
from posts.models.hit import Hit
from posts.models.image import Image
from posts.models.month import ArchiveMonth
from posts.models.page import Menu, MenuItem, Page
from posts.models.post import OldAddress, Post
from posts.models.site import SiteSettings
from posts.models.subscriber import PostMail, Subscriber
from posts.models.taxonomy import Category, Series, Tag

__all__ = [
    "ArchiveMonth",
    "Author",
    "Category",
    "Hit",
    "Image",
    "Menu",
    "MenuItem",
    "OldAddress",
    "Page",
    "Post",
    "PostMail",
    "Series",
    "SiteSettings",
    "Subscriber",
    "Tag",
]

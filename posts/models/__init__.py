"""The things a blog is made of; every other file imports them from here."""

from posts.models.author import Author
from posts.models.autosave import Autosave
from posts.models.hit import Hit
from posts.models.image import Image
from posts.models.month import ArchiveMonth
from posts.models.old_address import OldAddress
from posts.models.old_archive import OldArchive
from posts.models.page import Menu, MenuItem, Page
from posts.models.post import Post
from posts.models.preferences import Preferences
from posts.models.revision import Revision
from posts.models.series import Series
from posts.models.site import SiteSettings
from posts.models.subscriber import PostMail, Subscriber
from posts.models.taxonomy import Category, Tag

__all__ = [
    "ArchiveMonth",
    "Author",
    "Autosave",
    "Category",
    "Hit",
    "Image",
    "Menu",
    "MenuItem",
    "OldAddress",
    "OldArchive",
    "Page",
    "Post",
    "PostMail",
    "Preferences",
    "Revision",
    "Series",
    "SiteSettings",
    "Subscriber",
    "Tag",
]

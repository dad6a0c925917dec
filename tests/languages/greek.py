"""A blog whose every content is Greek: what else stands on its pages in Latin letters is a word of the blog's own."""

from datetime import timedelta

from django.utils import timezone
from django.utils.functional import cached_property

from posts.models import Category, Image, Menu, Page, Series, Tag
from posts.models.page import MenuItem
from tests.browser.places import places
from tests.factories import make_author, make_comment, make_ping, make_post, make_user, set_site

PROTOCOLS = ("trackback", "pingback", "webmention")
TYPES = ("reply", "like", "repost", "bookmark", "mention")


class Blog:
    """One of everything that readers' pages show; `places` fills the addresses of tests/browser/pages.py."""

    def __init__(self):
        set_site(
            title="Κήπος", tagline="Λόγια για φυτά", language="de", posts_per_page=3, comments_per_page=4
        )
        user = make_user("alice", role="administrator")
        self.alice = make_author(user=user)
        self.alice.display_name, self.alice.bio, self.alice.website = (
            "Alice",
            "Φυτεύει.",
            "https://alice.example/",
        )
        self.alice.save()
        self.category = Category.objects.create(name="Πράσινα", slug="πράσινα", description="Ό,τι μεγαλώνει.")
        Category.objects.create(name="Φασόλια", slug="φασόλια", parent=self.category)
        self.tag = Tag.objects.create(name="βροχή", slug="rain")
        self.series = Series.objects.create(name="Χειμώνας", slug="winter", description="Τρία μέρη.")
        self.post = self.make("Ο κήπος", "garden", series=self.series, html=f"<p>{'λέξη ' * 900}</p>")
        for number in range(8):
            self.make(f"Ημέρα {number}", f"day-{number}", at=timezone.now() - timedelta(days=40 * number + 3))
        self.plain = self.make("Σκέτο", "plain")
        self.image = Image(file="2026/11/0123456789abcdef.png", width=1600, height=900, alt="Ο λόφος")
        Image.objects.bulk_create([self.image])  # there is no file
        self.closed = self.make("Κλειστό", "closed", comments_open=False, pings_open=False)
        self.locked = self.make("Κρυφό", "locked", password="κλειδί")
        self.draft = self.make("Πρόχειρο", "draft", state="draft")
        self.talk()
        self.pages()

    def make(self, title, slug, **fields):
        fields.setdefault("html", "<p>Λίγα λόγια για τον κήπο.</p>")
        fields.setdefault("excerpt", "Λίγα λόγια.")
        named = {"categories": [self.category], "tags": [self.tag]}
        return make_post(title, slug=slug, author=self.alice, **{**named, **fields})

    def talk(self):
        """Threads and pings of every kind, some of them gone from above an answer."""
        said = {"comment": "Ωραίος κήπος.", "user_url": "https://bob.example/"}
        gone = make_comment(self.post, **said)
        make_comment(parent=make_comment(parent=gone, **said), user_name="", **said)
        for _ in range(6):
            make_comment(self.post, **said)
        make_comment(parent=gone, user=self.alice.user, user_name="Alice", **said)
        told = {"title": "Απάντηση", "blog_name": "Αυλή", "comment": "Είδα τον κήπο."}
        for protocol in PROTOCOLS:
            make_ping(self.post, kind=protocol, **told)
        for kind in TYPES:
            make_ping(self.post, kind="webmention", ping_type=kind, **told)
        taken_back = make_ping(self.post, **told)
        make_comment(parent=taken_back, **said)
        for comment in (gone, taken_back):
            comment.set_status("trash", "system", "withdrawn")
        self.comment = make_comment(self.plain, followup=True, **said)

    def pages(self):
        page = Page.objects.create(title="Για μας", slug="about", html="<p>Φυτεύουμε.</p>")
        header, self.footer = (Menu.objects.create(place=place) for place in ("header", "footer"))
        MenuItem.objects.create(menu=header, label="Για μας", page=page)
        MenuItem.objects.create(menu=self.footer, label="Αλλού", url="https://charlie.example/")

    @cached_property
    def places(self):
        return places(self.post, self.post, self.plain)

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import posts.discussion_rules
import posts.html
import posts.languages
import posts.pictures


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Menu",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        choices=[("header", "Header"), ("footer", "Footer")],
                        max_length=10,
                        unique=True,
                        verbose_name="place",
                    ),
                ),
            ],
            options={
                "verbose_name": "menu",
                "verbose_name_plural": "menus",
            },
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True,
                        blank=True,
                        help_text="The end of its address; after a change the old address leads to the new one.",
                        max_length=100,
                        unique=True,
                        verbose_name="slug",
                    ),
                ),
                ("description", models.TextField(blank=True, default="", verbose_name="description")),
            ],
            options={
                "verbose_name": "series",
                "verbose_name_plural": "series",
                "ordering": ["name"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Subscriber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail")),
                ("asked_at", models.DateTimeField(editable=False, null=True)),
                ("confirmed_at", models.DateTimeField(editable=False, null=True, verbose_name="confirmed")),
                ("created", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "verbose_name": "subscriber",
                "verbose_name_plural": "subscribers",
                "ordering": ["-created", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True,
                        blank=True,
                        help_text="The end of its address; after a change the old address leads to the new one.",
                        max_length=100,
                        unique=True,
                        verbose_name="slug",
                    ),
                ),
                ("description", models.TextField(blank=True, default="", verbose_name="description")),
            ],
            options={
                "verbose_name": "tag",
                "verbose_name_plural": "tags",
                "ordering": ["name"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ArchiveMonth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("month", models.PositiveSmallIntegerField()),
                ("posts", models.PositiveIntegerField()),
            ],
            options={
                "ordering": ["-year", "-month"],
                "constraints": [
                    models.UniqueConstraint(fields=("year", "month"), name="posts_one_row_per_month")
                ],
            },
        ),
        migrations.CreateModel(
            name="Category",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True,
                        blank=True,
                        help_text="The end of its address; after a change the old address leads to the new one.",
                        max_length=100,
                        unique=True,
                        verbose_name="slug",
                    ),
                ),
                ("description", models.TextField(blank=True, default="", verbose_name="description")),
                (
                    "path",
                    models.CharField(
                        db_index=True, default="", editable=False, max_length=1000, verbose_name="path"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="children",
                        to="posts.category",
                        verbose_name="parent",
                    ),
                ),
            ],
            options={
                "verbose_name": "category",
                "verbose_name_plural": "categories",
                "ordering": ["path"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Hit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=20)),
                ("who", models.CharField(max_length=255)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["what", "who", "at"], name="posts_hits"),
                    models.Index(fields=["at"], name="posts_old_hits"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Image",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "file",
                    models.ImageField(
                        db_index=True,
                        height_field="height",
                        upload_to=posts.pictures.stored_name,
                        validators=[posts.pictures.validate],
                        verbose_name="file",
                        width_field="width",
                    ),
                ),
                ("width", models.PositiveIntegerField(default=0, editable=False)),
                ("height", models.PositiveIntegerField(default=0, editable=False)),
                ("bytes", models.PositiveIntegerField(default=0, editable=False)),
                ("widths", models.JSONField(default=list, editable=False)),
                (
                    "alt",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="alternative text"),
                ),
                ("caption", models.CharField(blank=True, default="", max_length=300, verbose_name="caption")),
                ("created", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "image",
                "verbose_name_plural": "images",
                "ordering": ["-created", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Author",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(allow_unicode=True, max_length=80, unique=True, verbose_name="slug"),
                ),
                ("display_name", models.CharField(max_length=120, verbose_name="display name")),
                ("bio", models.TextField(blank=True, default="", verbose_name="bio")),
                ("website", models.URLField(blank=True, default="", max_length=2000, verbose_name="website")),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="author",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
                (
                    "avatar",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="portrays",
                        to="posts.image",
                        verbose_name="avatar",
                    ),
                ),
            ],
            options={
                "verbose_name": "author",
                "verbose_name_plural": "authors",
                "ordering": ["display_name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Page",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True, blank=True, max_length=100, unique=True, verbose_name="slug"
                    ),
                ),
                ("html", models.TextField(blank=True, default="", verbose_name="text")),
                ("published", models.BooleanField(default=True, verbose_name="published")),
                ("created", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("updated", models.DateTimeField(auto_now=True, verbose_name="updated")),
                ("pictures", models.ManyToManyField(editable=False, related_name="pages", to="posts.image")),
            ],
            options={
                "verbose_name": "page",
                "verbose_name_plural": "pages",
                "ordering": ["title"],
            },
        ),
        migrations.CreateModel(
            name="MenuItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=80, verbose_name="label")),
                (
                    "url",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=2000,
                        validators=[posts.html.validate_link],
                        verbose_name="address",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "menu",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="posts.menu",
                        verbose_name="menu",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="posts.page",
                        verbose_name="page",
                    ),
                ),
            ],
            options={
                "verbose_name": "link",
                "verbose_name_plural": "links",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True, blank=True, max_length=100, unique=True, verbose_name="slug"
                    ),
                ),
                ("html", models.TextField(blank=True, default="", verbose_name="text")),
                (
                    "excerpt",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Written by hand; else the first words of the text.",
                        verbose_name="excerpt",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("review", "Review"),
                            ("scheduled", "Scheduled"),
                            ("published", "Published"),
                            ("private", "Private"),
                            ("trash", "Trash"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "state_before_trash",
                    models.CharField(blank=True, default="", editable=False, max_length=10),
                ),
                (
                    "password",
                    models.CharField(blank=True, default="", max_length=100, verbose_name="password"),
                ),
                (
                    "series_position",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Its number in the series; empty is the next one.",
                        null=True,
                        verbose_name="part",
                    ),
                ),
                ("sticky", models.BooleanField(default=False, verbose_name="keep on top of the home page")),
                ("comments_open", models.BooleanField(default=True, verbose_name="readers may comment")),
                ("pings_open", models.BooleanField(default=True, verbose_name="other blogs may send pings")),
                (
                    "tells_others",
                    models.BooleanField(default=True, verbose_name="tell the blogs that it links to"),
                ),
                (
                    "protocols_in_off",
                    models.JSONField(blank=True, default=list, verbose_name="not received here"),
                ),
                (
                    "protocols_out_off",
                    models.JSONField(blank=True, default=list, verbose_name="not sent from here"),
                ),
                (
                    "send_trackbacks",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="Trackback URLs, one a line. Linked blogs are told anyway.",
                        verbose_name="Send trackbacks to",
                    ),
                ),
                ("created", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("shared_at", models.DateTimeField(editable=False, null=True)),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="published")),
                ("first_published_at", models.DateTimeField(editable=False, null=True)),
                ("comment_count", models.PositiveIntegerField(default=0, editable=False)),
                ("ping_count", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="posts.author",
                        verbose_name="author",
                    ),
                ),
                (
                    "categories",
                    models.ManyToManyField(
                        blank=True, related_name="posts", to="posts.category", verbose_name="categories"
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="headed",
                        to="posts.image",
                        verbose_name="image",
                    ),
                ),
                ("pictures", models.ManyToManyField(editable=False, related_name="posts", to="posts.image")),
                (
                    "updated_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="posts",
                        to="posts.series",
                        verbose_name="series",
                    ),
                ),
                (
                    "tags",
                    models.ManyToManyField(
                        blank=True, related_name="posts", to="posts.tag", verbose_name="tags"
                    ),
                ),
            ],
            options={
                "verbose_name": "post",
                "verbose_name_plural": "posts",
                "ordering": ["-published_at", "-pk"],
                "permissions": [
                    ("publish_post", "Can publish posts"),
                    ("edit_all_posts", "Can edit the posts of others"),
                ],
            },
        ),
        migrations.CreateModel(
            name="OldAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=1300, unique=True)),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="old_addresses",
                        to="posts.post",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Autosave",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                ("data", models.JSONField(default=dict)),
                ("base", models.PositiveIntegerField(default=0)),
                ("at", models.DateTimeField(null=True)),
                ("began", models.DateTimeField(default=django.utils.timezone.now)),
                ("seen_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="autosaves",
                        to="posts.post",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Preferences",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("data", models.JSONField(blank=True, default=dict)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="preferences",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=255)),
                ("html", models.TextField(blank=True)),
                ("excerpt", models.TextField(blank=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="revisions", to="posts.post"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="SiteSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(default="Crosstalk", max_length=120, verbose_name="title")),
                (
                    "tagline",
                    models.CharField(
                        blank=True,
                        default="A blog that talks to other blogs",
                        max_length=200,
                        verbose_name="tagline",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default="en",
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\\Z",
                                "A language is a code such as en, de or pt-br.",
                            )
                        ],
                        verbose_name="language",
                    ),
                ),
                (
                    "posts_per_page",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="posts per page",
                    ),
                ),
                (
                    "mail_subscriptions",
                    models.BooleanField(
                        default=True,
                        help_text="Each new post is then sent to them.",
                        verbose_name="readers may subscribe by e-mail",
                    ),
                ),
                (
                    "new_posts_take_comments",
                    models.BooleanField(
                        default=True,
                        help_text="Each post may be switched otherwise.",
                        verbose_name="new posts take comments",
                    ),
                ),
                (
                    "new_posts_take_pings",
                    models.BooleanField(
                        default=True,
                        help_text="Each post may be switched otherwise.",
                        verbose_name="new posts take pings from other blogs",
                    ),
                ),
                (
                    "new_posts_tell_others",
                    models.BooleanField(
                        default=True,
                        help_text="Each post may be switched otherwise.",
                        verbose_name="new posts tell the blogs that they link to",
                    ),
                ),
                (
                    "comments_allowed",
                    models.BooleanField(
                        default=True,
                        help_text="Switched off, no post takes comments.",
                        verbose_name="readers may comment",
                    ),
                ),
                (
                    "pings_allowed",
                    models.BooleanField(
                        default=True,
                        help_text="Switched off, no post takes pings.",
                        verbose_name="other blogs may send pings",
                    ),
                ),
                (
                    "trackback_in",
                    models.BooleanField(
                        default=True,
                        help_text="The oldest way, and the one with an address to paste.",
                        verbose_name="receive TrackBacks",
                    ),
                ),
                (
                    "trackback_out",
                    models.BooleanField(
                        default=True,
                        help_text="Only where the linked page offers nothing newer, and where you paste an address.",
                        verbose_name="send TrackBacks",
                    ),
                ),
                (
                    "pingback_in",
                    models.BooleanField(
                        default=True,
                        help_text="Spoken by WordPress and by most older blogs.",
                        verbose_name="receive Pingbacks",
                    ),
                ),
                (
                    "pingback_out",
                    models.BooleanField(
                        default=True,
                        help_text="Where the linked page offers nothing newer.",
                        verbose_name="send Pingbacks",
                    ),
                ),
                (
                    "webmention_in",
                    models.BooleanField(
                        default=True,
                        help_text="Spoken by newer blogs; also tells of changes and deletions.",
                        verbose_name="receive Webmentions",
                    ),
                ),
                (
                    "webmention_out",
                    models.BooleanField(
                        default=True,
                        help_text="Asked first, wherever the linked page offers it.",
                        verbose_name="send Webmentions",
                    ),
                ),
                (
                    "close_comments_after_days",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="0 never closes them.",
                        validators=[django.core.validators.MaxValueValidator(3650)],
                        verbose_name="close comments after days",
                    ),
                ),
                (
                    "close_pings_after_days",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="0 never closes them.",
                        validators=[django.core.validators.MaxValueValidator(3650)],
                        verbose_name="close pings after days",
                    ),
                ),
                (
                    "discussion_layout",
                    models.CharField(
                        choices=[
                            ("tabs", "Comments and trackbacks in two tabs"),
                            ("together", "All in one conversation"),
                        ],
                        default="tabs",
                        help_text="What a reader sees who has chosen nothing.",
                        max_length=10,
                        verbose_name="discussion layout",
                    ),
                ),
                (
                    "trackbacks_first",
                    models.BooleanField(
                        default=False,
                        help_text="Their tab stands first, and together they stand on top.",
                        verbose_name="trackbacks before comments",
                    ),
                ),
                (
                    "comments_per_page",
                    models.PositiveSmallIntegerField(
                        default=50,
                        help_text="On a page, and as many trackbacks; 0 puts all on one.",
                        validators=[django.core.validators.MaxValueValidator(1000)],
                        verbose_name="comments per page",
                    ),
                ),
                (
                    "thread_depth",
                    models.PositiveSmallIntegerField(
                        default=5,
                        help_text="2 to 10 levels of replies.",
                        validators=[
                            django.core.validators.MinValueValidator(2),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="thread depth",
                    ),
                ),
                (
                    "newest_first",
                    models.BooleanField(
                        default=False,
                        help_text="The first page then holds the newest; answers still stand below what they answer.",
                        verbose_name="newest conversations on top",
                    ),
                ),
                (
                    "faces",
                    models.BooleanField(
                        default=True,
                        help_text="Kept and drawn here: nothing is ever asked of another site.",
                        verbose_name="a picture or a letter beside each name",
                    ),
                ),
                (
                    "name_required",
                    models.BooleanField(
                        default=True,
                        help_text="Switched off, who gives no name is called Anonymous.",
                        verbose_name="commenters must give a name and an e-mail address",
                    ),
                ),
                (
                    "members_only",
                    models.BooleanField(
                        default=False,
                        help_text="Everybody else is shown the way to sign in.",
                        verbose_name="only who is signed in may comment",
                    ),
                ),
                (
                    "offer_to_remember",
                    models.BooleanField(
                        default=True,
                        help_text="A box below the form: with a tick, the reader's own browser keeps name, e-mail and website.",
                        verbose_name="offer to remember commenters",
                    ),
                ),
                (
                    "confirm_by_mail",
                    models.BooleanField(
                        default=False,
                        help_text="A comment then waits until its author opens a link in a mail.",
                        verbose_name="ask commenters to confirm by e-mail",
                    ),
                ),
                (
                    "edit_minutes",
                    models.PositiveSmallIntegerField(
                        default=10,
                        help_text="0 switches it off; a day has 1440.",
                        validators=[django.core.validators.MaxValueValidator(1440)],
                        verbose_name="minutes to edit or delete one's own comment",
                    ),
                ),
                (
                    "comment_limit",
                    models.PositiveSmallIntegerField(
                        default=10,
                        help_text="More are asked to wait. A school or an office may share one address.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10000),
                        ],
                        verbose_name="comments from one address in ten minutes",
                    ),
                ),
                (
                    "ping_minute_limit",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="More are told to come back later; honest blogs do.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10000),
                        ],
                        verbose_name="pings from one address in a minute",
                    ),
                ),
                (
                    "ping_hour_limit",
                    models.PositiveSmallIntegerField(
                        default=100,
                        help_text="More are told to come back later; honest blogs do.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10000),
                        ],
                        verbose_name="pings from one address in an hour",
                    ),
                ),
                (
                    "ping_site_limit",
                    models.PositiveSmallIntegerField(
                        default=60,
                        help_text="Wherever they are sent from.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10000),
                        ],
                        verbose_name="pings about pages of one site in an hour",
                    ),
                ),
                (
                    "hold_everything",
                    models.BooleanField(
                        default=False,
                        help_text="Nothing is shown before somebody has approved it.",
                        verbose_name="hold every comment and ping for a moderator",
                    ),
                ),
                (
                    "hold_first_timers",
                    models.BooleanField(
                        default=True,
                        help_text="Who was approved once is not held for that any more.",
                        verbose_name="hold the first comment of each person",
                    ),
                ),
                (
                    "approve_verified_pings",
                    models.BooleanField(
                        default=False,
                        help_text="Pings whose source really links here appear at once, first-timers included.",
                        verbose_name="approve verified pings",
                    ),
                ),
                (
                    "mail_held",
                    models.CharField(
                        choices=[
                            ("nobody", "Nobody"),
                            ("author", "The author of the post"),
                            ("moderators", "All moderators"),
                            ("both", "Both"),
                        ],
                        default="author",
                        help_text="An author who may not moderate is stood in for by the administrators.",
                        max_length=10,
                        verbose_name="who gets mail about what waits",
                    ),
                ),
                (
                    "mail_new",
                    models.CharField(
                        choices=[
                            ("nobody", "Nobody"),
                            ("author", "The author of the post"),
                            ("moderators", "All moderators"),
                            ("both", "Both"),
                        ],
                        default="nobody",
                        help_text="New comments and pings. Nobody is told of their own.",
                        max_length=10,
                        verbose_name="who gets mail about what is shown",
                    ),
                ),
                (
                    "mail_pace",
                    models.CharField(
                        choices=[
                            ("at_once", "At once"),
                            ("hourly", "Every hour, together"),
                            ("daily", "Every morning, together"),
                        ],
                        default="at_once",
                        max_length=8,
                        verbose_name="how often",
                    ),
                ),
                (
                    "max_links",
                    models.PositiveSmallIntegerField(
                        default=2,
                        help_text="More links than this hold a comment.",
                        validators=[django.core.validators.MaxValueValidator(1000)],
                        verbose_name="links that a comment may have",
                    ),
                ),
                (
                    "min_seconds",
                    models.PositiveSmallIntegerField(
                        default=3,
                        help_text="A comment written faster than this is spam; 0 switches it off.",
                        validators=[django.core.validators.MaxValueValidator(600)],
                        verbose_name="seconds that writing takes at least",
                    ),
                ),
                (
                    "hold_words",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="One a line: words, /patterns/, domains, addresses.",
                        validators=[posts.discussion_rules.is_list],
                        verbose_name="words that hold for a moderator",
                    ),
                ),
                (
                    "spam_words",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="One a line: what matches goes to spam.",
                        validators=[posts.discussion_rules.is_list],
                        verbose_name="words of spam",
                    ),
                ),
                (
                    "trash_words",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="One a line: what matches goes to trash.",
                        validators=[posts.discussion_rules.is_list],
                        verbose_name="words for the trash",
                    ),
                ),
                (
                    "allow_list",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="One a line: what matches is not held.",
                        validators=[posts.discussion_rules.is_list],
                        verbose_name="who and what is let through",
                    ),
                ),
                (
                    "checks_off",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="One a line.",
                        validators=[posts.discussion_rules.are_checks],
                        verbose_name="switched-off checks",
                    ),
                ),
                (
                    "languages",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Codes such as en, de; what is surely in another is held. Empty: any.",
                        max_length=200,
                        validators=[posts.languages.are_languages],
                        verbose_name="languages that you expect",
                    ),
                ),
                (
                    "discard_spam",
                    models.BooleanField(
                        default=False,
                        help_text="Only what Akismet is certain about.",
                        verbose_name="drop the worst spam without keeping it",
                    ),
                ),
                (
                    "spam_kept_for_days",
                    models.PositiveSmallIntegerField(
                        default=15,
                        help_text="Then it is deleted for good; 0 keeps it.",
                        validators=[django.core.validators.MaxValueValidator(3650)],
                        verbose_name="spam kept for days",
                    ),
                ),
                (
                    "trash_kept_for_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="Then it is deleted for good; 0 keeps it.",
                        validators=[django.core.validators.MaxValueValidator(3650)],
                        verbose_name="trash kept for days",
                    ),
                ),
                (
                    "erase_after_days",
                    models.PositiveSmallIntegerField(
                        default=90,
                        help_text="IP addresses, e-mails and raw requests of comments and pings are erased after this.",
                        validators=[django.core.validators.MaxValueValidator(3650)],
                        verbose_name="erase after days",
                    ),
                ),
                (
                    "front_page",
                    models.ForeignKey(
                        blank=True,
                        help_text="With a page there, the latest posts are at /blog/.",
                        limit_choices_to={"published": True},
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="posts.page",
                        verbose_name="front page",
                    ),
                ),
            ],
            options={
                "verbose_name": "site settings",
                "verbose_name_plural": "site settings",
            },
        ),
        migrations.CreateModel(
            name="PostMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("state", models.CharField(default="queued", max_length=20)),
                (
                    "due_at",
                    models.DateTimeField(
                        blank=True, help_text="When to work on it; empty: nothing to do.", null=True
                    ),
                ),
                ("queued_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("lease_until", models.DateTimeField(blank=True, editable=False, null=True)),
                ("token", models.CharField(blank=True, default="", editable=False, max_length=80)),
                (
                    "attempts",
                    models.PositiveIntegerField(default=0, help_text="Attempts that came to an outcome."),
                ),
                ("claims", models.PositiveIntegerField(default=0, editable=False)),
                ("generation", models.PositiveIntegerField(default=0, editable=False)),
                ("last_error", models.TextField(blank=True, default="")),
                ("created", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("handed_over_at", models.DateTimeField(editable=False, null=True)),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="mails", to="posts.post"
                    ),
                ),
                (
                    "subscriber",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mails",
                        to="posts.subscriber",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OldArchive",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=1020, unique=True)),
                ("name", models.CharField(blank=True, db_index=True, default="", max_length=360)),
                (
                    "category",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="old_archives",
                        to="posts.category",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="old_archives",
                        to="posts.series",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="old_archives",
                        to="posts.tag",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="image",
            index=models.Index(fields=["-created", "-id"], name="images_by_date"),
        ),
        migrations.AddIndex(
            model_name="image",
            index=models.Index(fields=["alt"], name="images_by_words"),
        ),
        migrations.AddIndex(
            model_name="image",
            index=models.Index(fields=["bytes"], name="images_by_bytes"),
        ),
        migrations.AddConstraint(
            model_name="autosave",
            constraint=models.UniqueConstraint(fields=("user", "key"), name="posts_one_copy_a_form"),
        ),
        migrations.AddConstraint(
            model_name="sitesettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("pk", 1)), name="posts_one_row_of_settings"
            ),
        ),
        migrations.AddIndex(
            model_name="postmail",
            index=models.Index(
                condition=models.Q(("due_at__isnull", False)), fields=["due_at"], name="posts_postmail_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="postmail",
            constraint=models.UniqueConstraint(
                fields=("post", "subscriber"), name="posts_one_mail_per_subscriber"
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["state", "-published_at", "-id", "password"], name="posts_by_date"),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["state", "-sticky", "-published_at", "-id"], name="posts_on_home"),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["author", "state", "-published_at", "-id"], name="posts_by_author"),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["-updated", "-id", "state"], name="posts_by_change"),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["state", "-updated", "-id"], name="posts_by_state_and_change"),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                fields=["author", "-updated", "-id", "state"], name="posts_by_author_and_change"
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["title"], name="posts_by_title"),
        ),
    ]

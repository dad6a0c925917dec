import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import comments.models.own
import comments.paths


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("django_comments_xtd", "0008_auto_20200920_2037"),
        ("posts", "0002_search"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AkismetMonth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(unique=True)),
                ("checked", models.PositiveIntegerField(default=0)),
                ("spam", models.PositiveIntegerField(default=0)),
                ("false_positives", models.PositiveIntegerField(default=0)),
                ("missed", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="KnownSender",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="DayCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("what", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=40)),
                ("n", models.BigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("day", "what", "name"), name="comments_one_figure_each")
                ],
            },
        ),
        migrations.CreateModel(
            name="ModerationBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("approve", "approved"),
                            ("pending", "held as pending"),
                            ("spam", "marked as spam"),
                            ("trash", "moved to the trash"),
                            ("delete", "deleted"),
                            ("reply", "answered"),
                            ("edit", "edited"),
                            ("undo", "put back"),
                        ],
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("about", models.CharField(blank=True, default="", max_length=300)),
                ("n", models.PositiveIntegerField(default=0)),
                (
                    "rule",
                    models.JSONField(
                        default=dict, help_text="Of a campaign: which rows; of a reply: its key."
                    ),
                ),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undoes",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="comments.moderationbatch",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PostComment",
            fields=[
                (
                    "xtdcomment_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="django_comments_xtd.xtdcomment",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("comment", "Comment"),
                            ("trackback", "Trackback"),
                            ("pingback", "Pingback"),
                            ("webmention", "Webmention"),
                        ],
                        default="comment",
                        max_length=12,
                    ),
                ),
                (
                    "ping_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reply", "Reply"),
                            ("like", "Like"),
                            ("repost", "Repost"),
                            ("bookmark", "Bookmark"),
                            ("mention", "Mention"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("unconfirmed", "Unconfirmed"),
                            ("pending", "Pending"),
                            ("approved", "Approved"),
                            ("spam", "Spam"),
                            ("trash", "Trash"),
                            ("erased", "Erased"),
                        ],
                        default="pending",
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("status_reason", models.CharField(blank=True, default="", editable=False, max_length=300)),
                ("created", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "thrown_at",
                    models.DateTimeField(
                        editable=False, help_text="When it came to where it is purged from.", null=True
                    ),
                ),
                (
                    "path",
                    comments.paths.ThreadPathField(blank=True, default="", editable=False, max_length=160),
                ),
                ("depth", models.PositiveSmallIntegerField(default=1, editable=False)),
                ("html", models.TextField(blank=True, default="", editable=False)),
                ("title", models.CharField(blank=True, default="", max_length=255)),
                ("source_url", models.CharField(blank=True, default="", max_length=2000)),
                ("source_host", models.CharField(blank=True, default="", max_length=255)),
                ("blog_name", models.CharField(blank=True, default="", max_length=255)),
                ("linked_words", models.CharField(blank=True, default="", max_length=255)),
                ("text_hash", models.CharField(blank=True, default="", editable=False, max_length=64)),
                ("address", models.GenericIPAddressField(blank=True, null=True, unpack_ipv4=True)),
                ("from_host", models.CharField(blank=True, default="", editable=False, max_length=255)),
                ("network", models.CharField(blank=True, default="", editable=False, max_length=43)),
                ("print_a", models.BigIntegerField(editable=False, null=True)),
                ("print_b", models.BigIntegerField(editable=False, null=True)),
                ("print_c", models.BigIntegerField(editable=False, null=True)),
                ("user_agent", models.CharField(blank=True, default="", max_length=300)),
                ("referrer", models.CharField(blank=True, default="", max_length=300)),
                ("at_source", models.JSONField(blank=True, default=dict, editable=False)),
                (
                    "gone",
                    models.CharField(
                        blank=True,
                        choices=[("page", "The page is gone"), ("link", "That page no longer links here")],
                        default="",
                        editable=False,
                        max_length=4,
                    ),
                ),
                (
                    "verified",
                    models.BooleanField(
                        editable=False, help_text="Whether the source was seen to link here.", null=True
                    ),
                ),
                ("verdict", models.CharField(blank=True, default="", editable=False, max_length=12)),
                ("reasons", models.JSONField(blank=True, default=list, editable=False)),
                ("payload", models.JSONField(blank=True, default=dict, editable=False)),
                ("seconds_to_write", models.FloatField(editable=False, null=True)),
                ("honeypot", models.CharField(blank=True, default="", editable=False, max_length=200)),
                ("checks_done", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("counted", models.JSONField(blank=True, default=list, editable=False)),
                ("erased_at", models.DateTimeField(editable=False, null=True)),
                (
                    "post",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="discussion",
                        to="posts.post",
                    ),
                ),
            ],
            options={
                "permissions": [("moderate_all", "Can moderate all discussion")],
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
            bases=(comments.models.own.Own, "django_comments_xtd.xtdcomment"),
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created", models.DateTimeField(default=django.utils.timezone.now)),
                ("told_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="comments.postcomment",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ModerationEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("old", models.CharField(blank=True, max_length=12)),
                ("new", models.CharField(max_length=12)),
                (
                    "by_what",
                    models.CharField(
                        help_text="filter, source, author, system or a user's name", max_length=40
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("before", models.JSONField(help_text="Of an edit: the words as they were.", null=True)),
                (
                    "batch",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="events",
                        to="comments.moderationbatch",
                    ),
                ),
                (
                    "by_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="comments.postcomment",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Lesson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("spam", models.BooleanField()),
                ("words", models.JSONField(default=list)),
                ("at", models.DateTimeField(auto_now=True)),
                (
                    "comment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lesson",
                        to="comments.postcomment",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Progress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                (
                    "facts",
                    models.JSONField(default=dict, help_text="What it is about, as its kind needs it."),
                ),
                ("total", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                (
                    "reached",
                    models.BigIntegerField(
                        default=0, help_text="The key of the last row that was dealt with."
                    ),
                ),
                ("told", models.JSONField(default=dict, help_text="What came of it: word -> how many.")),
                ("stop_asked", models.BooleanField(default=False)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="QueueKeys",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.BooleanField(default=True)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="queue_keys",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reader", models.CharField(max_length=64)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("spam", "It is spam or advertising"),
                            ("abuse", "It insults or threatens somebody"),
                            ("private", "It gives away what is private"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(blank=True, default="", max_length=500)),
                (
                    "answered",
                    models.BooleanField(default=False, help_text="A moderator has looked and let it stand."),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="comments.postcomment",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StatusCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="posts.author",
                    ),
                ),
                ("status", models.CharField(max_length=12)),
                ("kind", models.CharField(max_length=12)),
                ("n", models.BigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("author", "status", "kind"), name="comments_one_count_each"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WordCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=100, unique=True)),
                ("spam_even", models.PositiveIntegerField(default=0)),
                ("ham_even", models.PositiveIntegerField(default=0)),
                ("spam_odd", models.PositiveIntegerField(default=0)),
                ("ham_odd", models.PositiveIntegerField(default=0)),
                ("seen", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "indexes": [models.Index(fields=["seen"], name="comments_words_by_age")],
            },
        ),
        migrations.AddIndex(
            model_name="moderationbatch",
            index=models.Index(fields=["by", "-at"], name="comments_what_i_did"),
        ),
        migrations.AddIndex(
            model_name="postcomment",
            index=models.Index(fields=["status", "-created", "-xtdcomment_ptr"], name="comments_queue"),
        ),
        migrations.AddIndex(
            model_name="postcomment",
            index=models.Index(
                fields=["status", "kind", "-created", "-xtdcomment_ptr"], name="comments_queue_kind"
            ),
        ),
        migrations.AddIndex(
            model_name="postcomment",
            index=models.Index(fields=["post", "status", "path"], name="comments_thread"),
        ),
        migrations.AddIndex(
            model_name="postcomment",
            index=models.Index(
                fields=["post", "status", "-created", "-xtdcomment_ptr", "kind"], name="comments_by_post"
            ),
        ),
        migrations.AddIndex(
            model_name="postcomment",
            index=models.Index(fields=["-created", "-xtdcomment_ptr", "status"], name="comments_newest"),
        ),
        migrations.AddIndex(
            model_name="postcomment",
            index=models.Index(
                fields=["status", "from_host", "-created", "-xtdcomment_ptr"], name="comments_by_host"
            ),
        ),
        migrations.AddIndex(
            model_name="postcomment",
            index=models.Index(
                fields=["status", "network", "-created", "-xtdcomment_ptr"], name="comments_by_network"
            ),
        ),
        migrations.AddIndex(
            model_name="postcomment",
            index=models.Index(
                fields=["status", "verdict", "-created", "-xtdcomment_ptr"], name="comments_by_verdict"
            ),
        ),
        migrations.AddIndex(
            model_name="postcomment",
            index=models.Index(fields=["text_hash", "created"], name="comments_same_text"),
        ),
        migrations.AddIndex(
            model_name="postcomment",
            index=models.Index(
                condition=models.Q(("thrown_at__isnull", False)),
                fields=["status", "thrown_at"],
                name="comments_thrown_away",
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["user", "told_at"], name="comments_to_tell"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(fields=("user", "comment"), name="comments_told_once"),
        ),
        migrations.AddConstraint(
            model_name="progress",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("by", "kind"), name="comments_one_at_a_time"
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("answered", False)), fields=["comment"], name="comments_open_reports"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                fields=("comment", "reader"), name="comments_one_report_a_reader"
            ),
        ),
    ]

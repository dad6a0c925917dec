"""Pages of the admin that are no model's: (address below /admin/, view, name). Read once all apps are there."""

from blogsite import checkup, personal_page, profile, second_factor_page, styleguide
from comments import akismet_page
from comments.figures import views as figures
from comments.queue import answering, own_pages
from comments.queue import views as queue
from trackbacks.ledger import answer, of_post
from trackbacks.ledger import views as pings

PAGES = (
    ("discussion/", queue.queue, "discussion"),
    ("discussion/today/", own_pages.today, "discussion_today"),
    ("discussion/keys/", own_pages.keys, "discussion_keys"),
    ("discussion/progress/<int:pk>/", own_pages.progress, "discussion_progress"),
    ("discussion/<int:pk>/reply/", answering.reply, "discussion_reply"),
    ("discussion/<int:pk>/edit/", answering.edit, "discussion_edit"),
    ("profile/", profile.page, "profile"),
    ("profile/second-factor/", second_factor_page.page, "second_factor"),
    ("statistics/", figures.page, "statistics"),
    ("doctor/", checkup.page, "doctor"),
    ("doctor/ask/", checkup.ask, "doctor_ask"),
    ("personal-data/", personal_page.page, "personal_data"),
    ("akismet/", akismet_page.page, "akismet"),
    ("akismet/check/", akismet_page.check, "akismet_check"),
    ("styleguide/", styleguide.page, "styleguide"),
    ("pings/", pings.overview, "pings"),
    ("pings/check/", pings.check, "pings_check"),
    ("pings/sent/", pings.sent, "pings_sent"),
    ("pings/sent/act/", pings.act_on_many, "pings_sent_act"),
    ("pings/received/", pings.received, "pings_received"),
    ("pings/sent/<int:pk>/", pings.sent_trace, "ping_sent"),
    ("pings/received/<int:pk>/", pings.received_trace, "ping_received"),
    ("pings/sent/<int:pk>/<slug:verb>/", pings.act, "ping_verb"),
    ("pings/post/<int:pk>/", of_post.page, "post_pings"),
    ("pings/post/<int:pk>/<slug:verb>/", of_post.act, "post_pings_verb"),
    ("answer/", answer.answer, "answer"),
)

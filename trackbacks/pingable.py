"""Is this blog pingable? It looks at its own public page as a stranger would, and keeps what it found."""

from dataclasses import asdict, dataclass, field
from typing import Any

from django.conf import settings
from django.db.models.functions import Length
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jobs.chores import handles
from jobs.models import Chore, Finding
from posts.languages import said, speaking
from posts.models import Post, SiteSettings
from trackbacks import discovery, fetch, protocols, switches
from trackbacks.looks import DOING, LOOKS, Look, Stranger, closed_post
from trackbacks.words import place_words, protocol_words

NAME = "pingable"  # of the chore and of the finding
NEWEST = 50  # posts among which an open one and a closed one are looked for

NO_POST = gettext_lazy(
    "No post takes pings just now, so there is nothing to tell. Publish a post that is open for pings."
)
OWN_ADDRESS = gettext_lazy(
    "This blog lives at {url}, an address that only this machine can reach, and the blog never sends anything "
    "to such addresses. That is normal on a laptop: other blogs could not reach it there either. On a public "
    "address this test says more. To try it here, start the blog with PINGS_ALLOWED_PRIVATE_HOSTS={pair}."
)
NO_ANSWER = gettext_lazy(
    "The blog's own page {url} could not be read: {reason}. See that the web process runs, and that the "
    "address in SITE_URL leads to it, also from this machine."
)


@dataclass
class Examination:
    """What a stranger's software finds; `verdict` is yes, no, private (a laptop) or nothing (no open post)."""

    verdict: str
    sentence: str
    post: str = ""
    looks: list[Look] = field(default_factory=list)

    @property
    def problems(self) -> list[str]:
        """What is wrong, a sentence each; a laptop and a blog without posts are well."""
        if self.verdict in ("private", "nothing"):
            return []
        unfit = _("Other blogs may not be able to ping this one: %(look)s is not as it should be.")
        bad = [look for look in self.looks if look.ok is False]
        wrong = [f"{unfit % {'look': look.what}} {look.seen}" for look in bad]
        return wrong or ([self.sentence] if self.verdict == "no" else [])


def examine() -> Examination:
    """Fetch our newest open post and try everything that other blogs' software tries.

    Raises jobs.errors.HostBusy when this host's own slots stay taken.
    """
    site, posts = SiteSettings.load(), _newest()
    post = next((post for post in posts if switches.takes_pings(post, site)), None)
    if post is None:
        return Examination("nothing", str(NO_POST))
    agent = fetch.user_agent(DOING)
    try:
        stranger = Stranger(
            post, site, fetch.get(post.full_url, agent=agent), fetch.head(post.full_url, agent=agent)
        )
    except fetch.Forbidden:
        pair = settings.SITE_URL.partition("://")[2]
        return Examination("private", OWN_ADDRESS.format(url=settings.SITE_URL, pair=pair), post.full_url)
    except fetch.FetchError as error:
        return Examination(
            "no", NO_ANSWER.format(url=post.full_url, reason=said(error.reason)), post.full_url
        )
    looks = [look(stranger) for look in LOOKS]
    looks += [closed_post(site, posts)]
    return judged(stranger, looks)


def judged(stranger: Stranger, looks: list[Look]) -> Examination:
    """By which protocol a stranger would tell us, in a sentence."""
    found = discovery.endpoints(stranger.page, stranger.post.full_url, protocols.enabled())
    wrong = sum(look.ok is False for look in looks)
    if not found:
        return Examination(
            "no", _("A stranger finds no way to tell this blog anything."), stranger.post.full_url, looks
        )
    name, url = next(iter(found.items()))
    place = place_words(discovery.place_of(url))
    told = _("A stranger's software would tell it by %(protocol)s at %(url)s, found %(place)s.")
    sentence = told % {"protocol": protocol_words(name), "url": url, "place": place}
    if wrong:
        sentence += " " + ngettext(
            "%(wrong)d of %(all)d things is not as it should be.",
            "%(wrong)d of %(all)d things are not as they should be.",
            wrong,
        ) % {"wrong": wrong, "all": len(looks)}
    return Examination("no" if wrong else "yes", sentence, stranger.post.full_url, looks)


def _newest() -> list[Post]:
    posts = Post.objects.readable().order_by("-published_at", "-pk").annotate(size=Length("html"))
    return list(posts.defer("html")[:NEWEST])


# In the background, for the page


def request() -> None:
    """Have it examined; a second press while it is under way begins anew."""
    Chore.request(NAME)


@handles(NAME)
def examine_and_keep(object_id: str = "") -> None:
    """In the owner's language, in which it will be read."""
    with speaking(SiteSettings.load().language):
        Finding.keep(NAME, asdict(examine()))


def shown() -> dict[str, Any]:
    """What the page shows: the last examination, and whether one is under way."""
    last = Finding.of(NAME)
    running = Chore.objects.filter(kind=NAME, due_at__isnull=False).exists()
    return {"running": running, "at": last.at if last else None, **(last.found if last else {})}

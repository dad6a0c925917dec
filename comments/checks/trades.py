"""Spam check: the words of trades that live by spam, in many languages. Two different words of one trade tell it apart
from somebody who merely mentions it."""

from __future__ import annotations

import re
from typing import ClassVar

from django.utils.translation import gettext_lazy, gettext_noop

from comments.checks.base import Check
from comments.facts import Facts, Signal

MAX_TEXT = 5_000
ONE_SCORE, MORE_SCORE = 50, 100
REASON = gettext_noop("words of a trade in")
_NO_DEPOSIT = (
    r"no deposit|ohne einzahlung|sans dépôt|sin depósito|senza deposito|sem depósito|zonder storting"
    r"|bez depozytu|без депозита|入金不要|送彩金|utan insättning|(?:welcome|gratis|free) bonus|bonus (?:gratis|gratuit)"
    r"|bono (?:gratis|de bienvenida)|bônus grátis|무료 보너스|مكافأة مجانية|hoşgeldin bonusu|bonus (?:code|offer)"
)
_FREE_SPINS = (
    r"free spins|freispiele|tours gratuits|giri gratis|rodadas grátis|gratis spins|darmowe spiny|фриспин"
    r"|フリースピン|bedava dönüş|gratissnurr"
)
_MACHINES = r"slot machines?|slots|tragaperras|caça-níqueis|игровые автоматы|老虎机|슬롯|スロット"
_PRESCRIPTION = (
    r"(?:without|no) prescription|sans ordonnance|sin receta|ohne rezept|rezeptfrei|senza ricetta|sem receita"
    r"|zonder recept|bez recepty|без рецепта|処方箋なし|无需处方|처방전 없이|بدون وصفة|reçetesiz|receptfritt"
)
# Each trade: its words; a word in several languages is one.
TRADES = {
    gettext_noop("medicines"): (
        r"v[i1]agra|виагр|バイアグラ|伟哥|비아그라|فياجرا",
        r"cialis|сиалис|シアリス|希爱力|시알리스|سياليس",
        r"levitra|tramadol|xanax|zolpidem",
        r"online pharmacy",
        _PRESCRIPTION,
    ),
    gettext_noop("gambling"): (
        r"online casinos?|casino online|casino en ligne|casinò online|cassino online|онлайн казино|オンラインカジノ"
        r"|在线赌场|온라인 카지노|كازينو على الإنترنت|kasyn\w+ online|canlı casino|casino bonus",
        _NO_DEPOSIT,
        _FREE_SPINS,
        _MACHINES,
        r"poker online|online poker|betting site|bahis sitesi|roulette online|букмекер",
    ),
    gettext_noop("money"): (
        r"payday loans?|instant loans?|kredit ohne schufa|sofortkredit|prêts? (?:immédiat|sans justificatif)"
        r"|cr[eé]dit rapide|préstamos (?:al instante|rápidos)|crédito fácil|prestiti veloci"
        r"|займ\w* (?:онлайн|без|на карту)"
        r"|即日融資|快速贷款|급전|قروض سريعة|chwilówk\w+|snabblån|hızlı kredi",
        r"no credit check|ohne bonität|sin aval|без проверки|審査なし|無審査",
        r"make money (?:fast|online)|work from home jobs?",
    ),
    gettext_noop("search engine tricks"): (
        r"(?:buy (?:cheap )?|high quality )backlinks?|backlinks? (?:kaufen|acheter|comprar)|купить ссылки",
        r"seo (?:services?|packages?|agentur sofort)|link building services?|(?:rank|platz) 1 (?:on|bei) google",
    ),
    gettext_noop("copies"): (
        r"replica (?:watches|handbags|rolex)|réplique de montres|スーパーコピー",
        r"cheap (?:jordans|nfl jerseys)",
        r"1:1 quality",
    ),
}
_COMPILED = {
    trade: [re.compile(rf"(?<![a-zа-я])(?:{word})", re.IGNORECASE) for word in words]
    for trade, words in TRADES.items()
}


class Trades(Check):
    """Hold a word of such a trade; two different ones of the same trade add up to spam."""

    name: ClassVar[str] = "trades"
    title = gettext_lazy("Trades that live by spam")
    explains = gettext_lazy("Words of medicines, gambling, quick money and the like, in many languages.")

    def look(self, facts: Facts) -> Signal | None:
        """See `Check.look`."""
        who = (facts.author[:200], facts.title[:200], facts.url[:500], facts.blog_name[:200])
        everything = "\n".join((*who, facts.text[:MAX_TEXT]))
        found = {
            trade: sum(bool(word.search(everything)) for word in words) for trade, words in _COMPILED.items()
        }
        found = {trade: n for trade, n in found.items() if n}
        if not found:
            return None
        score = sum(MORE_SCORE if n > 1 else ONE_SCORE for n in found.values())
        return Signal(self.name, "hold", score, f"{REASON}: {', '.join(found)}")

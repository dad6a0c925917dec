"""The second factor: a code of an app beside the password, or a recovery code, kept by django-otp."""

import re
import secrets
from base64 import b32encode
from typing import Any
from urllib.parse import quote, urlencode

import segno
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

RECOVERY_CODES = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another
LENGTH = 10  # 49 bits; guesses are slowed down
KEPT = 16  # characters of a code's hash, as many as the column holds: 64 bits


class CodeRefused(Exception):
    """The code is wrong, was used before, or comes too soon after wrong ones: then in ``wait`` seconds."""

    def __init__(self, wait: int = 0) -> None:
        super().__init__(wait)
        self.wait = wait


def is_on(user: Any) -> bool:
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def begun(user: Any) -> TOTPDevice | None:
    """The key that was made for this user's app and not confirmed yet."""
    return TOTPDevice.objects.filter(user=user, confirmed=False).first()


@transaction.atomic
def begin(user: Any) -> None:
    """Make a key for the app, which counts for nothing until `confirm`; a repeat makes another."""
    _lock(user)
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()
    if not is_on(user):
        TOTPDevice.objects.create(user=user, name="app", confirmed=False)


def confirm(user: Any, code: str) -> list[str]:
    """Turn it on, for the app gives the right code. Returns the recovery codes. Raises CodeRefused."""
    _use(TOTPDevice, user, _plain(code), confirmed=False)
    with transaction.atomic():
        _lock(user)
        TOTPDevice.objects.filter(user=user).update(confirmed=True)
        return new_recovery_codes(user)


def take(user: Any, code: str) -> None:
    """Use up one code, of the app or for recovery; neither is taken twice. Raises CodeRefused."""
    plain = _plain(code)
    if re.fullmatch("[0-9]{6}", plain):
        _use(TOTPDevice, user, plain)
    else:
        _use(StaticDevice, user, _hashed(plain))


@transaction.atomic
def new_recovery_codes(user: Any) -> list[str]:
    """Ten new ones, to be shown now and never again; the old ones are void."""
    _lock(user)
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery")
    codes = ["".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=_hashed(code)) for code in codes)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def recovery_codes_left(user: Any) -> int:
    return StaticToken.objects.filter(device__user=user).count()


@transaction.atomic
def turn_off(user: Any) -> None:
    """The password alone is enough again; without one on, nothing happens."""
    for kind in (TOTPDevice, StaticDevice):
        kind.objects.filter(user=user).delete()


def key_text(device: TOTPDevice) -> str:
    """The key as somebody can type it into an app."""
    key = b32encode(device.bin_key).decode()
    return " ".join(re.findall(".{1,4}", key))


def picture(device: TOTPDevice, title: str) -> str:
    """The key as a picture for the app's camera, an SVG as a data URI; `title` is the blog's."""
    issuer = title.replace(":", "")
    asked = {"secret": b32encode(device.bin_key).decode(), "issuer": issuer}
    label = quote(f"{issuer}:{device.user.get_username()}")
    code = segno.make(f"otpauth://totp/{label}?{urlencode(asked, quote_via=quote)}", error="m", micro=False)
    return str(code.svg_data_uri(border=4, light="#fff"))


def _use(kind: Any, user: Any, token: str, confirmed: bool = True) -> None:
    """The row is locked, so that of two equal codes at once one is refused; a failure is counted before it is told."""
    with transaction.atomic():
        device = kind.objects.select_for_update().filter(user=user, confirmed=confirmed).first()
        if device is None:
            raise CodeRefused
        allowed, facts = device.verify_is_allowed()
        right = device.verify_token(token)
    if not allowed:
        raise CodeRefused(wait=int((facts["locked_until"] - timezone.now()).total_seconds()) + 1)
    if not right:
        raise CodeRefused


def _plain(code: str) -> str:
    return re.sub(r"[\s-]", "", code).lower()


def _hashed(code: str) -> str:
    """What is kept of a recovery code: who reads the table signs in by none of them."""
    return salted_hmac("blogsite.recovery-code", code, algorithm="sha256").hexdigest()[:KEPT]


def _lock(user: Any) -> None:
    """One change of a user's second factor at a time."""
    User.objects.select_for_update().get(pk=user.pk)

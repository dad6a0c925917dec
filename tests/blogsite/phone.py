"""What an authenticator app does: from the key, the code of this moment."""

import time

from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from blogsite import second_factor


def code_of(user, steps=0):
    """Of so many half minutes from now."""
    device = TOTPDevice.objects.get(user=user)
    clock = TOTP(device.bin_key, device.step, device.t0, device.digits)
    clock.time = time.time() + steps * device.step
    return f"{clock.token():06d}"


def turned_on(user):
    """A user whose second factor is on, by a code of a minute ago. Returns the recovery codes."""
    second_factor.begin(user)
    return second_factor.confirm(user, code_of(user, -1))

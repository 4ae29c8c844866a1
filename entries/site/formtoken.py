"""What a form carries in place of a cookie: signed, of one place, for a while.

It tells a form that this site gave, and somebody read, from one made up by a robot.
It is no guard against forgery by other sites: nothing is done in a reader's name.
"""

import secrets
import time

from django.core import signing

SALT = "entries.site.form"
SOONEST = 3
"""Seconds within which nobody has read a form and filled it."""
LATEST = 12 * 60 * 60
"""Seconds for which a form can be sent."""


class TooSoonError(ValueError):
    """The form was sent faster than anybody writes."""


class NotOursError(ValueError):
    """The form is too old, was given for another place, or never given."""


def give(place: str) -> str:
    """A token for a form about one place."""
    return signing.dumps([place, secrets.token_hex(16), time.time()], salt=SALT)


def form_of(token: str, place: str) -> str:
    """The name of the form that a token was given with, once and for this place."""
    try:
        given_for, form, at = signing.loads(token, salt=SALT, max_age=LATEST)
    except signing.BadSignature as error:
        raise NotOursError from error
    if given_for != place:
        raise NotOursError
    if time.time() - at < SOONEST:
        raise TooSoonError
    return str(form)

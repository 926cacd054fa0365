"""Text that stands in the database sealed: who reads a copy of it reads nothing.

The key is made from Django's SECRET_KEY, and those of SECRET_KEY_FALLBACKS still open what was
sealed before. What is sealed cannot be searched for.
"""

import base64
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models

MARK = "sealed:"
PURPOSE = b"sanbao.accounts.sealed"


class SealedField(models.CharField[str, str]):
    """Text in clear for the program, sealed in the database; "" stays "".

    What was stored before it was sealed is read as it is; what no key opens is read as "".
    """

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return sealed(text) if text else text

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        return opened(value) if value and value.startswith(MARK) else value


def sealed(text: str) -> str:
    """A text as it is stored; each time another one."""
    return MARK + keys().encrypt(text.encode()).decode()


def opened(stored: str) -> str:
    """The text that was sealed, "" where none of the keys opens it."""
    try:
        return keys().decrypt(stored.removeprefix(MARK).encode()).decode()
    except InvalidToken:
        return ""


def keys() -> MultiFernet:
    return _keys((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _keys(secrets: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: str) -> bytes:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE)
    return base64.urlsafe_b64encode(made.derive(secret.encode()))

"""The passwords of coders as DNA keeps them: by the StrongPasswordEncryptor of Jasypt.

SHA-256 of salt and password, hashed again up to 100,000 times; Base64 of the 16 bytes of salt with the
digest behind them (http://www.jasypt.org/howtoencryptuserpasswords.html). The salt of a written file is not
drawn but fixed, because the same corpus has to give the same file: its password protects nothing and is told
to everybody.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from functools import cache

PASSWORD = "newskg"
"""Of every coder of a file that newskg writes."""

_ROUNDS, _SALT_BYTES = 100_000, 16


def digest_of(password: str, salt: bytes) -> str:
    """What DNA keeps of a password."""
    found = salt + password.encode()
    for _ in range(_ROUNDS):
        found = hashlib.sha256(found).digest()
    return b64encode(salt + found).decode("ascii")


@cache
def kept(password: str = PASSWORD) -> str:
    """What a written file keeps of its password."""
    return digest_of(password, hashlib.sha256(f"newskg {password}".encode()).digest()[:_SALT_BYTES])


def fits(password: str, kept: str) -> bool:
    """Whether it is the password that is kept."""
    return digest_of(password, b64decode(kept)[:_SALT_BYTES]) == kept

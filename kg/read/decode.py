"""Bytes to text: which encoding a file has, and whether it is text at all.

The fallback chain: a byte order mark decides (UTF-8, UTF-16); else UTF-8, strictly; else
Windows-1252, if what it gives looks like French. A file that is UTF-8 but for some broken bytes
is refused, not repaired: a guess would put wrong letters into quotations.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from kg.errors import DocumentSkipped

MAX_BYTES = 20_000_000  # of a file that holds one document, and of one line of a JSON lines file

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
# The characters above ASCII that a French page in Windows-1252 has: letters, marks, signs.
_FRENCH = frozenset("éèêëàâäîïôöùûüçœæÿÉÈÊËÀÂÄÎÏÔÖÙÛÜÇŒÆ«»‹›’‘“”„–—…•·°€£§©®™²³½ªº\xa0\xadáíóúñãõåøßšžÁÓÅØŠŽ")
_ENOUGH_FRENCH = 0.9


def read_bytes(path: Path) -> bytes:
    """The bytes of a file of one document.

    Raises DocumentSkipped for a file that is empty, too large or cannot be opened.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise DocumentSkipped(path.as_posix(), f"larger than {MAX_BYTES // 1_000_000} MB; split it")
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    if not data.strip():
        raise DocumentSkipped(path.as_posix(), "empty file")
    return data


def unreadable(path: Path, error: OSError) -> DocumentSkipped:
    """What to tell the user when a file cannot be opened."""
    return DocumentSkipped(path.as_posix(), f"cannot be opened ({error.strerror or error}); check its rights")


def is_binary(data: bytes) -> bool:
    """Whether bytes are no text in any encoding read here: NUL or many control characters."""
    if data.startswith(_UTF32):
        return True
    if data.startswith(_UTF16):
        return False
    return b"\0" in data or len(_CONTROL.findall(data)) * 100 > len(data)


def decode(data: bytes, name: str) -> str:
    """The text of a file; ``name`` is how a refusal calls it.

    Raises DocumentSkipped for binary data, broken UTF-8 and unknown encodings.
    """
    if is_binary(data):
        raise DocumentSkipped(name, "a binary file, no text")
    if data.startswith(_UTF16):
        return _decode_utf16(data, name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _decode_single_bytes(data, name, error.start)


def _decode_utf16(data: bytes, name: str) -> str:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError:
        text = ""
    if (
        sum(character < "\u0250" or "\u2000" <= character < "\u2100" for character in text) * 2 < len(text)
        or not text
    ):
        raise DocumentSkipped(name, "starts like UTF-16, but is not; save it as UTF-8")
    return text


def _decode_single_bytes(data: bytes, name: str, first: int) -> str:
    """Windows-1252, if the bytes are not UTF-8 with a defect and give French letters."""
    high = len(_HIGH.findall(data))
    in_utf8 = sum(len(match.group()) for match in _UTF8_LETTER.finditer(data))
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    french = sum(character in _FRENCH for character in text)
    if in_utf8 * 2 > high or french < _ENOUGH_FRENCH * high:
        reason = f"invalid UTF-8 at byte {first} and not Windows-1252 either; save it as UTF-8"
        raise DocumentSkipped(name, reason)
    return text

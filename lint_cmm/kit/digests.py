"""sha256 and blake2b from the interpreter's own modules: ``hashlib`` loads OpenSSL first, which takes as long as a mebibyte's sha256."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import blake2b, sha256
else:
    try:
        from _blake2 import blake2b

        from _sha2 import sha256
    except ImportError:
        try:
            from _sha256 import sha256  # its name before Python 3.12
        except ImportError:  # another interpreter than CPython
            from hashlib import blake2b, sha256

__all__ = ["blake2b", "hex_sha256"]

_PAYS = 1 << 20  # bytes after which OpenSSL, five times as fast, would have been worth loading
_read = 0


def hex_sha256(data: bytes) -> str:
    """The sha256 of ``data`` in hexadecimal, whichever module works it out."""
    global _read
    _read += len(data)
    if _read < _PAYS:
        return sha256(data).hexdigest()
    from hashlib import sha256 as openssl

    return openssl(data).hexdigest()

"""sha256 and blake2b from the interpreter's own modules: ``hashlib`` loads OpenSSL first, which takes longer than a small file's check."""

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

__all__ = ["blake2b", "sha256"]

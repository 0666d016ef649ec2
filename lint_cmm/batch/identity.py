"""Who handed it in: unit and name from the text's own title block or signature, from the file's name, from its folder."""

from __future__ import annotations

import re
from typing import Any

from lint_cmm.batch.records import Identity

_HAN_NAME = r"[\u4e00-\u9fff]{2,4}"
_LATIN = re.compile(r"[0-9A-Za-z\W_]+")


class Names:
    """Recognises names. ``words`` is the table ``lexicon/batch.toml``."""

    def __init__(self, words: dict[str, Any]) -> None:
        single, double = words["surnames"]["single"], tuple(words["surnames"]["double"])
        self._single, self._double = frozenset(single), double
        self._noise = re.compile("|".join(map(re.escape, sorted(words["file-name-noise"], key=lambda w: (-len(w), w)))))
        posts = "|".join(map(re.escape, sorted(words["posts"], key=lambda w: (-len(w), w))))
        self._posts = re.compile(f"(?:{posts})(?:、.*)?")  # what is told behind a post is another one: 书记、馆长
        self._not_names = frozenset(words["not-names"])
        self._unit_endings = tuple(words["unit-endings"])

    def is_name(self, text: str) -> bool:
        """Whether ``text`` looks like a person's name."""
        if not re.fullmatch(_HAN_NAME, text) or text in self._not_names or text.endswith(self._unit_endings):
            return False
        return (text[:2] in self._double and len(text) > 2) or (text[0] in self._single and len(text) < 4)

    def in_text(self, lines: list[str]) -> Identity:
        """Unit and name by the first lines under the title, or by the last lines."""
        for line in [*lines[:5], *lines[-4:]]:
            words = line.replace("\u3000", " ").replace("：", " ").strip(" （）()").split()
            joined = self._joined(words)
            if joined and 1 <= len(joined) <= 3 and self.is_name(joined[-1]):
                before = self._posts.sub("", "".join(joined[:-1])).strip("、，,兼")  # 局党组书记、局长
                return Identity(before if len(before) > 2 else "", joined[-1])
        return Identity()

    def _joined(self, words: list[str]) -> list[str]:
        """Words of a title line, a two-character name written with a blank inside put together."""
        if len(words) >= 2 and len(words[-1]) == 1 and len(words[-2]) == 1:
            return [*words[:-2], words[-2] + words[-1]]
        return words if all(len(w) <= 30 for w in words) else []

    def in_file_name(self, stem: str) -> str:
        """The name in a file name such as 水务局-张三-对照检查材料(终稿), or ""."""
        for piece in _LATIN.split(self._noise.sub("-", stem)):
            if self.is_name(piece):
                return piece
        return ""

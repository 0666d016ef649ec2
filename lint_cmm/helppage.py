"""``--help`` as argparse sets it, in the user's language."""

from __future__ import annotations

from argparse import ArgumentParser, HelpFormatter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from lint_cmm.messages_help import words_in
from lint_cmm.reporters.width import wrap

if TYPE_CHECKING:
    from lint_cmm.arguments import Options

WIDTH = 100  # fixed: the same on every terminal


def help_of(options: Options, lang: str) -> str:
    """The help of a verb in ``lang`` ("zh" or "en")."""
    words = words_in(lang)
    parser = ArgumentParser(
        prog=options.name,
        usage=words(f"usage.{options.verb}"),
        description=words(f"description.{options.verb}"),
        epilog=words(f"epilog.{options.verb}"),
        formatter_class=lambda prog: Look(prog, lang),
        add_help=False,
    )
    for heading, group in (("arguments", options.arguments), ("options", options.options)):
        place = parser.add_argument_group(words(heading))
        for option in group:
            place.add_argument(*option.names, help=words(option.key), **option.more)
    return parser.format_help()


class Look(HelpFormatter):
    """Help of a fixed width with headings in the user's language."""

    def __init__(self, prog: str, lang: str) -> None:
        super().__init__(prog, max_help_position=32, width=WIDTH)
        self.lang = lang

    def add_usage(self, usage: str | None, actions: Iterable[Any], groups: Iterable[Any], prefix: str | None = None) -> None:
        """The usage behind its heading."""
        super().add_usage(usage, actions, groups, words_in(self.lang)("usage"))

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        """A paragraph in lines of so many columns; argparse counts a Chinese character as one."""
        return "\n".join(indent + line for line in wrap(text, width))

    def _split_lines(self, text: str, width: int) -> list[str]:
        """The help of an option in such lines."""
        return wrap(text, width)

    def format_help(self) -> str:
        """All of it; argparse ends headings in a colon that is too narrow for Chinese."""
        text, words = super().format_help(), words_in(self.lang)
        for heading in (words("arguments"), words("options")) if self.lang == "zh" else ():
            text = text.replace(f"\n{heading}:\n", f"\n{heading}：\n")
        return text

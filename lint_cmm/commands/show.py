"""``lint-cmm rule`` and ``lint-cmm profile``: what the rule files and profiles say, for people."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from lint_cmm.errors import UsageError, hint
from lint_cmm.kit.fill import unfilled
from lint_cmm.kit.neutral import one_line, visible
from lint_cmm.messages import say
from lint_cmm.messages.options import meaning
from lint_cmm.reporters.output import color_wanted, width, write_out
from lint_cmm.reporters.width import columns, pad, wrap
from lint_cmm.rulebook import Rule, RuleBook
from lint_cmm.rulebook.explain import Example, options, prose
from lint_cmm.rulebook.folder import FAMILIES
from lint_cmm.rulebook.source import load

if TYPE_CHECKING:
    from types import SimpleNamespace as Namespace

    from lint_cmm.data.profiles import Profile
    from lint_cmm.settings import Settings

BOLD, DIM = "1", "2"
_STANDARD = r"(?:GB|ISO|ECMA|MS-|Unicode)[^;；、]*"  # the rest of a source are the project's own papers
_LONG = 24  # characters of a text that is shown whole without -v
_OPEN = ("（", " (")
COLORS = {"error": "31", "warning": "33", "info": "36"}


class _Page:
    """Lines for a terminal, in colour where it has any."""

    def __init__(self, color: bool, lang: str, verbose: bool = False) -> None:
        self.lines: list[str] = []
        self.color, self.lang, self.verbose, self.width = color, lang, verbose, width()

    def paint(self, text: str, look: str) -> str:
        """``text`` in a colour or weight."""
        return f"\033[{look}m{text}\033[0m" if self.color else text

    def add(self, text: str = "") -> None:
        """A line as it is."""
        self.lines.append(text)

    def section(self, key: str, *texts: str) -> None:
        """A heading and paragraphs under it; nothing when they are empty."""
        if not any(texts):
            return
        self.add()
        self.add(self.paint(say(key, self.lang), BOLD))
        for text in texts:
            for i, line in enumerate(wrap(text, self.width - 4)):
                self.add(("  " if i == 0 or len(texts) == 1 else "    ") + line)

    def show(self) -> int:
        """Write the page; gives exit status 0."""
        write_out(("\n".join(self.lines) + "\n").encode(), as_text=True)
        return 0


def rules(name: str | None, settings: Settings, args: Namespace) -> int:
    """Explain the rule ``name`` (code or name), or list all. Raises UsageError for an unknown one."""
    book = load(settings.rules_dir)
    page = _Page(color_wanted(bool(args.no_color)), settings.lang, bool(args.verbose))
    if name is None:
        _list_rules(book, page)
    else:
        found = book.rules.get(name.upper()) or next((r for r in book.rules.values() if r.name == name.lower()), None)
        if found is None:
            known = (*book.rules, *(r.name for r in book.rules.values()))
            raise UsageError("error.rule", name=name, **hint(name, known, "rule"))
        _explain(found, page)
    return page.show()


def _list_rules(book: RuleBook, page: _Page) -> None:
    for letter, family in FAMILIES.items():
        own = [r for r in book.rules.values() if r.family == letter]
        if own:
            page.add(page.paint(f"{letter} {say('family.' + family, page.lang)}", BOLD))
        for rule in own:
            severity = rule.variants[""].severity
            words = rule.variants[""].en if page.lang == "en" else rule.variants[""].zh
            level = page.paint(pad(say(f"severity.{severity}", page.lang), 8), COLORS[severity])
            page.add(f"  {rule.code}  {level}{pad(rule.name, 28)} {words.title}{_off(rule, page)}")


def _off(rule: Rule, page: _Page) -> str:
    """What stands behind a rule that runs only where a profile or --select asks for it."""
    return "" if rule.enabled else "  " + page.paint(say("rule.off", page.lang), DIM)


def _explain(rule: Rule, page: _Page) -> None:
    lang, main = page.lang, rule.variants[""]
    told = prose(rule)
    words = main.en if lang == "en" else main.zh
    page.add(f"{page.paint(rule.code, COLORS[main.severity])} {page.paint(words.title, BOLD)}  {page.paint(rule.name, DIM)}")
    colon = ": " if lang == "en" else "："
    fix = say("yes" if main.fix == "safe" else "not", lang)
    level = say(f"severity.{main.severity}", lang)
    page.add(f"{say('rule.severity', lang)}{colon}{level}    {say('rule.fix', lang)}{colon}{fix}{_off(rule, page)}")
    page.section("rule.why", (told.why_en or told.why) if lang == "en" else told.why)
    page.section("rule.message", unfilled(words.message))
    page.section("rule.how", unfilled(words.suggestion))
    cases = dict.fromkeys((v.severity, unfilled((v.en if lang == "en" else v.zh).message)) for v in rule.variants.values())
    cases.pop((main.severity, unfilled(words.message)))
    page.section("rule.variants", *(f"{say(f'severity.{severity}', lang)}{colon}{message}" for severity, message in cases))
    english = told.limits_en if lang == "en" else ()
    page.section("rule.limits.en" if english else "rule.limits", *(f"· {limit}" for limit in english or told.limits))
    _options(rule, page)
    for key, entries in (("rule.invalid", told.invalid), ("rule.valid", told.valid)):
        if entries:
            page.add()
            page.add(page.paint(say(key, lang), BOLD))
        for i, example in enumerate(entries):
            if i:
                page.add()
            _example(example, page)
    page.section("rule.source", (", " if lang == "en" else "、").join(re.findall(_STANDARD, told.source)))


def _options(rule: Rule, page: _Page) -> None:
    """The options with their values and what they are for; long lists and patterns whole only with -v."""
    lang = page.lang
    colon = ": " if lang == "en" else "："
    told, more = [], ""
    for field, value in options(rule).items():
        name = field.replace("_", "-")
        meant = meaning(rule.check, name, lang)
        if isinstance(value, (bool, int, float)) or value in ("", ()) or (isinstance(value, str) and not _is_pattern(value)):
            told.append(f"{name} = {_toml(value)}  {meant}".rstrip())
        elif page.verbose:
            told.append(f"{name}  {meant}{colon if meant else '= '}{_toml(value)}")
        else:
            words = _words(value, lang)
            more = more or (say("rule.options.more", lang, code=rule.code) if words.startswith(_OPEN) or "…" in words else "")
            told.append(f"{name}  {meant}{'' if words.startswith(_OPEN) or not meant else colon}{words}")
    page.section("rule.options", *told, *([more] if more else []))


def _is_pattern(value: str) -> bool:
    return len(value) > _LONG or any(c in value for c in "\\|[]()?*")


def _words(value: object, lang: str) -> str:
    """A list as its first words, a pattern as nothing but that it is one."""
    if isinstance(value, str):
        return say("rule.pattern", lang)
    entries = [one_line(str(v)) for v in (value.values() if isinstance(value, dict) else value)]  # type: ignore[attr-defined]
    comma = ", " if lang == "en" else "、"
    shown = [entry for i, entry in enumerate(entries) if columns(comma.join(entries[: i + 1])) <= _LONG * 2]
    if len(shown) == len(entries):
        return comma.join(shown)
    return say("rule.first", lang, words=comma.join(shown), n=len(entries)) if shown else say("rule.many", lang, n=len(entries))


def _toml(value: object) -> str:
    """A value as a rule file or a configuration has it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return f"{value:g}"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {_toml(v)}" for k, v in value.items()) + " }"
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(_toml(v) for v in value) + "]"
    return json.dumps(visible(str(value)), ensure_ascii=False)


def _example(example: Example, page: _Page) -> None:
    if example.note and (page.lang == "zh") == any("一" <= c <= "龥" for c in example.note):  # remarks are in one language each
        page.add(f"  {page.paint('# ' + visible(example.note), DIM)}")
    for i, text in enumerate(example.docs or (example.doc,)):
        if i:
            page.add()
        for line in text.strip("\n").split("\n"):
            page.add("  │ " + wrap(visible(line), max(page.width - 4, columns(line)))[0])
    for quote in example.expect:
        page.add(f"  └ {say('rule.expect', page.lang)} {visible(quote) or say('whole', page.lang)}")


def profiles(name: str | None, settings: Settings, args: Namespace) -> int:
    """Show the profile ``name``, or list all. Raises UsageError for an unknown one."""
    book = load(settings.rules_dir)
    page = _Page(color_wanted(bool(args.no_color)), settings.lang)
    if name is None:
        for profile in book.profiles.values():
            title = (profile.title_en or profile.title) if page.lang == "en" else profile.title
            unsure = "  " + page.paint(say("profile.unsure", page.lang), DIM) if _unsure(profile) else ""
            page.add(f"{pad(profile.name, 24)}{title}{unsure}")
    elif name in book.profiles:
        _profile(book.profiles[name], page)
    else:
        raise UsageError("error.profile", name=name, **hint(name, tuple(book.profiles), "profile"))
    return page.show()


def _profile(profile: Profile, page: _Page) -> None:
    lang = page.lang
    comma = ", " if lang == "en" else "、"

    def roles(names: tuple[str, ...]) -> str:
        return comma.join(say(f"role.{role}", lang) for role in names)

    page.add(f"{page.paint(profile.name, BOLD)}  {(profile.title_en or profile.title) if lang == 'en' else profile.title}")
    page.section("profile.kind", say(f"kind.{profile.kind}", lang))
    page.section("profile.required", roles(profile.required))
    page.section("profile.expected", roles(profile.expected))
    page.section("profile.order", roles(profile.order))
    note = (f"（{say('profile.unsure', lang)}）" if lang == "zh" else f"({say('profile.unsure', lang)})",) if _unsure(profile) else ()
    page.section("profile.aspects", *(a.name for a in profile.aspects), *note)
    page.section("profile.length", say("profile.length.value", lang, low=profile.length[0], high=profile.length[1]))
    page.section("profile.share", f"{profile.share:.0%}")
    page.section("profile.signature", say("asked" if profile.signature else "no", lang))
    page.section("profile.disclosure", comma.join(profile.disclosure_items))


def _unsure(profile: Profile) -> bool:
    """Whether the aspects that a profile asks for are not those of the notice to the letter."""
    return profile.confidence == "low" and bool(profile.aspects)

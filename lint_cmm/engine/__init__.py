"""Document × rules → result. The one place where hostile input and broken rules turn into findings instead of tracebacks."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from lint_cmm import filters
from lint_cmm.checks.api import Context
from lint_cmm.data.profiles import Profile
from lint_cmm.engine.promote import Promoter, yield_to
from lint_cmm.engine.report import aligned, document_info
from lint_cmm.engine.underway import Failure, Read, Underway, attempt
from lint_cmm.errors import UsageError, hint
from lint_cmm.findings import Finding, Result, in_package, verdict
from lint_cmm.kit import arrays
from lint_cmm.kit.digests import hex_sha256
from lint_cmm.messages import say
from lint_cmm.model.types import Document
from lint_cmm.outline.types import Outline
from lint_cmm.package.limits import DEFAULT, Limits
from lint_cmm.rulebook import Rule, RuleBook
from lint_cmm.rulebook.folder import function_of, options_type
from lint_cmm.rulebook.source import load
from lint_cmm.settings import Settings

DEFAULTS = Settings()
_OTHER_KIND = "S111"  # after it the document is none of the kinds there are profiles for
TOGETHER = 8  # documents that go through the rules side by side: 4 save an eighth of a run, 8 a sixth, more no more


class Checker:
    """Checks documents under one set of settings. Rules are loaded once; one instance serves any number of files.

    Raises UsageError when the settings name unknown rules or profiles, or select no rule.
    """

    def __init__(self, settings: Settings = DEFAULTS, book: RuleBook | None = None) -> None:
        self.settings = settings
        self.book = book or load(settings.rules_dir)
        self._profile = self._given_profile()
        _known_selectors(settings, self.book, self._profile)
        self._rules: dict[str, tuple[dict[str, Rule], frozenset[str]]] = {}
        self._checks: dict[str, tuple[Callable[[Context, Any], Any], Any]] = {}
        self._references: tuple[tuple[str, str], ...] | None = None

    def check_path(self, path: str, *, keep_document: bool = False) -> Result:
        """The result for the file at ``path``; whatever it is, a result."""
        return next(self.check_paths([path], keep_document=keep_document))

    def check_paths(self, paths: Iterable[str], *, keep_document: bool = False) -> Iterator[Result]:
        """The results for the files at ``paths``, in their order; see :meth:`check_many`."""
        limits = self.settings.limits
        return self.check_many(
            ((path, attempt("reader", lambda path=path: _open(path, limits))) for path in paths),  # type: ignore[misc]
            keep_document=keep_document,
        )

    def check_bytes(self, name: str, data: bytes, *, keep_document: bool = False) -> Result:
        """The result for the bytes of a file called ``name``."""
        return next(self.check_many([(name, data)], keep_document=keep_document))

    def check_many(self, files: Iterable[tuple[str, bytes | Failure]], *, keep_document: bool = False) -> Iterator[Result]:
        """The results for ``files`` (name, content or what kept it from being opened), in their order.

        Up to :data:`TOGETHER` documents go through the house side by side, room by room and rule by rule: what a rule looks
        words up in is then in the processor's cache when the next document comes, which saves a sixth of a run. A large document
        closes its group, so that there is never more than one in memory.
        """
        group: list[Read | Result] = []
        for name, data in files:
            one = self._read(name, data)
            group.append(one)
            if len(group) >= TOGETHER or (isinstance(one, Read) and one.document.is_large):
                yield from self._through(group, keep_document)
                group = []
        yield from self._through(group, keep_document)

    def check_document(self, name: str, document: Document, digest: str = "", *, keep_document: bool = False) -> Result:
        """The result for a document already read."""
        return self._through([Read(name, digest, document, 0.0)], keep_document)[0]

    def _read(self, name: str, data: bytes | Failure) -> Read | Result:
        started = time.monotonic()
        if isinstance(data, Failure):
            return self._rejected(name, "", data)
        digest = hex_sha256(data)
        document = attempt("reader", lambda: _read(data, self.settings.limits))
        if isinstance(document, Failure):
            return self._rejected(name, digest, document)
        return Read(name, digest, document, time.monotonic() - started)

    def _through(self, group: list[Read | Result], keep_document: bool) -> list[Result]:
        """The results of a group, room by room."""
        underway = [self._understood(one) if isinstance(one, Read) else one for one in group]
        self._run([one for one in underway if isinstance(one, Underway)])
        return [self._result(one, keep_document) if isinstance(one, Underway) else one for one in underway]

    def _understood(self, read: Read) -> Underway | Result:
        """A document with its outline, on its way to the rules; or the result where there is nothing to understand."""
        started = time.monotonic()
        name, digest, document, spent = read
        refused = [Failure(r.code, r.kind, r.facts) for r in document.refused]
        if not any(document.stories[part].text.strip() for part in ("body", "textbox") if part in document.stories):
            return self._rejected(name, digest, refused[0] if refused else Failure("E005", "", {}), document)
        understood = attempt("outline", lambda: self._understand(document))
        if isinstance(understood, Failure):
            return self._rejected(name, digest, understood, document)
        outline, profile, reason = understood
        arrays.another()
        context = Context(document, outline, profile, self.book.data, self._reference_texts(name), self.settings.allow_domains)
        rules, shown = self._select(profile)
        spent += time.monotonic() - started
        promoter, room = Promoter(context, self.settings.lang), self.settings.limits.findings
        return Underway(name, digest, context, reason, rules, shown, promoter, room, spent, refused)

    def _result(self, one: Underway, keep_document: bool) -> Result:
        """What has been found, put in order and filtered."""
        context, promoter, document = one.context, one.promoter, one.context.document
        found = one.found + [promoter.failure(self.book.rules[f.code], f.variant, f.facts) for f in one.failures]
        found = [f for f in yield_to(found, self.book.rules) if f.code in one.shown]
        found = promoter.fingerprint(filters.in_order(found))
        alignment = attempt("alignment", lambda: aligned(context)) if any(r.family == "P" for r in one.rules.values()) else ()
        kept, gone = self._filter(one.name, found, context, promoter)
        result = Result(
            one.name,
            one.digest,
            verdict(kept),
            document.checked,
            document_info(context, context.profile, one.reason, other=_OTHER_KIND in one.present),
            tuple(kept),
            () if isinstance(alignment, Failure) else alignment,
            tuple(gone),
            complete=not one.failures,
            document=document if keep_document else None,
        )
        document.forget_source()
        return result

    def not_checked(self, name: str, code: str, variant: str, facts: dict[str, str]) -> Result:
        """The result of a file whose check did not come to an end (a worker died or hung)."""
        return self._rejected(name, "", Failure(code, variant, facts))

    def _understand(self, document: Document) -> tuple[Outline, Profile, str]:
        from lint_cmm.outline.build import build
        from lint_cmm.outline.choose import choose
        from lint_cmm.package.errors import over

        outline = build(document, self.book.data)
        if len(outline.items("problems")) * len(outline.items("measures")) > self.settings.limits.pairs:
            raise over("pairs", self.settings.limits.pairs)
        if self._profile is not None:
            return outline, self._profile, say("profile.given", self.settings.lang)
        choice = choose(outline, document, self.book.profiles, self.book.data)
        return outline, choice.profile, say(f"chosen.{choice.reason}", self.settings.lang, fact=choice.fact)

    def _run(self, group: list[Underway]) -> None:
        """Every rule in turn over all documents that have it, each behind the boundary; it is passed over where it is silent."""
        rules = {code: rule for one in group for code, rule in one.rules.items()}  # silencers come first in each, so in all
        for rule in rules.values():  # all check modules first: one automaton then serves all word lists that they ask for
            if rule.code not in self._checks:
                attempt(rule.code, lambda rule=rule: self._check(rule))  # type: ignore[misc]
        self._pair([one for one in group if any(rule.family == "P" for rule in one.rules.values())])
        now = time.monotonic()
        for code, rule in rules.items():
            silent_after = rule.silent_after
            for one in group:
                if code in one.rules and not one.stopped and one.present.isdisjoint(silent_after):
                    self._run_one(rule, one)
                    now, before = time.monotonic(), now
                    one.spent += now - before

    def _pair(self, group: list[Underway]) -> None:
        """What problems and measures share, for all documents at once: they pay for it by their length. Where that fails, nothing is lost:
        each does it alone when a rule asks for it, behind that rule's boundary."""
        if len(group) < 2 or not arrays.ready():
            return
        from lint_cmm.outline.pairing import pair_off

        now = time.monotonic()
        some = []
        for one in group:
            pairing = attempt("pairing", lambda one=one: one.context.pairing)  # type: ignore[misc]
            now, before = time.monotonic(), now
            one.spent += now - before
            if not isinstance(pairing, Failure):
                some.append(pairing)
        attempt("pairing", lambda: pair_off(some))
        spent, length = time.monotonic() - now, sum([one.context.outline.characters for one in group])
        for one in group:
            one.spent += spent * one.context.outline.characters / max(1, length)

    def _run_one(self, rule: Rule, one: Underway) -> None:
        """One rule over one document; past the deadline or the most findings the document's other rules are left."""
        if one.spent > self.settings.deadline:
            codes = list(one.rules)
            left = codes[codes.index(rule.code) :]
            one.failures.append(Failure("E007", "", {"seconds": f"{self.settings.deadline:g}", "rules": ", ".join(left)}))
            one.stopped = True
            return
        issues = attempt(rule.code, lambda: self._issues(rule, one.context, one.promoter, one.room))
        if isinstance(issues, Failure):
            one.failures.append(issues)
        elif len(issues) > one.room:
            one.found += issues[: one.room]
            one.failures.append(Failure("E004", "limit:findings", {"limit": "findings", "most": f"{self.settings.limits.findings:,}"}))
            one.stopped = True
        elif issues:
            one.found += issues
            one.room -= len(issues)
            one.present.add(rule.code)

    def _issues(self, rule: Rule, context: Context, promoter: Promoter, room: int) -> list[Finding]:
        """The findings of one rule; of more than ``room`` only one more."""
        check, options = self._check(rule)
        return [promoter.finding(rule, issue) for issue in islice(check(context, options), room + 1)]

    def _check(self, rule: Rule) -> tuple[Callable[[Context, Any], Any], Any]:
        if rule.code not in self._checks:
            self._checks[rule.code] = self._load_check(rule)
        return self._checks[rule.code]

    def _load_check(self, rule: Rule) -> tuple[Callable[[Context, Any], Any], Any]:
        from lint_cmm.checks import scan

        function = function_of(rule.check)
        kind = options_type(function)
        values = {**rule.options, **dict(self.settings.rules).get(rule.code, {})}
        options = kind(**values) if kind else None
        scan.announce(self.book.data, rule.check, options)
        return function, options

    def _select(self, profile: Profile) -> tuple[dict[str, Rule], frozenset[str]]:
        """The rules to run in this profile, those that silence others first, and the codes that may be shown.

        A rule that is not asked for still runs where it decides whether another one is silent, or has the finding: a defect is
        told under the same code however few rules are asked for.
        """
        if profile.name not in self._rules:
            settings, every = self.settings, self.book.rules.values()
            usual = [r for r in every if (r.enabled or filters.any_selected(profile.select, r.code, r.name))]
            usual = _without(usual, profile.ignore)
            wanted = [r for r in every if filters.any_selected(settings.select, r.code, r.name)] if settings.select else usual
            wanted = _without(wanted, settings.ignore)
            if not any(r.family != "E" for r in wanted):
                raise UsageError("error.no-rules", profile=profile.name)
            shown = frozenset([r.code for r in wanted] + [r.code for r in every if r.family == "E"])
            preferred = {code for r in wanted for code in r.prefers}
            beside = _without([r for r in usual if r.code in preferred], settings.ignore)
            ordered = [r for r in _silencers_first([*wanted, *beside], self.book, settings) if "." in r.check]
            self._rules[profile.name] = {r.code: r for r in ordered}, shown
        return self._rules[profile.name]

    def _filter(self, name: str, found: list[Finding], context: Context, promoter: Promoter) -> tuple[list[Finding], list[Any]]:
        """The tail of the run: per-file ignores, severities, suppressions, baseline."""
        settings = self.settings
        found = filters.grade(filters.drop_ignored(found, name, settings), settings.severity)
        silencers = filters.config_silencers(name, settings) + filters.baseline_silencer(name, settings)
        if not context.document.comments:
            return filters.silence(found, silencers)
        from lint_cmm.engine.suppress import comment_silencers, unused

        comments = comment_silencers(context.document, settings.inline_suppression)
        kept, gone = filters.silence(found, [*(s for _, s in comments), *silencers])
        rule = self.book.rules.get("H608")
        if rule and rule.code in self._select(context.profile)[1]:
            useless = promoter.fingerprint([promoter.finding(rule, i) for i in unused(comments, settings.inline_suppression)])
            useless = filters.grade(filters.drop_ignored(useless, name, settings), settings.severity)
            more, gone_too = filters.silence(useless, silencers)
            kept, gone = kept + more, gone + gone_too
        return filters.in_order(kept), gone

    def _rejected(self, name: str, digest: str, failure: Failure, document: Document | None = None) -> Result:
        """The result of a file that could not be read or understood: one E finding, never a pass."""
        rule = self.book.rules[failure.code]
        finding = in_package(rule.code, rule.name, Promoter.words(rule, failure.variant, failure.facts, "", self.settings.lang))
        return Result(name, digest, "reject", document.checked if document else (), None, (finding,), complete=False)

    def _given_profile(self) -> Profile | None:
        given = self.settings.profile
        if not given:
            return None
        if given in self.book.profiles:
            return self.book.profiles[given]
        if given.endswith(".toml"):
            from lint_cmm.rulebook import profile
            from lint_cmm.rulebook.compile import profile_from_file
            from lint_cmm.rulebook.folder import rules_folder

            return profile(profile_from_file(given, (rules_folder(), *self.settings.rules_dir)))
        raise UsageError("error.profile", name=given, **hint(given, tuple(self.book.profiles), "profile"))

    def _reference_texts(self, name: str) -> tuple[tuple[str, str], ...]:
        """The texts that the file called ``name`` is compared with: all below ``--reference`` but itself."""
        folder = self.settings.reference
        if not folder:
            return self._references or ()
        if self._references is None:
            from lint_cmm.engine.references import read_references

            self._references = read_references(folder, lambda data: _read(data, self.settings.limits))
        own = os.path.abspath(name)
        return tuple([r for r in self._references if os.path.abspath(os.path.join(folder, r[0])) != own])


def _open(path: str, limits: Limits) -> bytes:
    from lint_cmm.package.source import open_path

    return open_path(path, limits)


def _read(data: bytes, limits: Limits = DEFAULT) -> Document:
    from lint_cmm.model.read import read

    return read(data, limits)


def _without(rules: list[Rule], ignored: tuple[str, ...]) -> list[Rule]:
    return [r for r in rules if not filters.any_selected(ignored, r.code, r.name)] if ignored else rules


def _silencers_first(wanted: list[Rule], book: RuleBook, settings: Settings) -> list[Rule]:
    """``wanted`` and the rules they are silent after (unless ignored), every rule behind those it is silent after."""
    ordered: dict[str, Rule] = {}

    def add(rule: Rule, trail: tuple[str, ...] = ()) -> None:
        if rule.code in ordered or rule.code in trail:
            return
        for code in rule.silent_after:
            other = book.rules.get(code)
            if other and not filters.any_selected(settings.ignore, other.code, other.name):
                add(other, (*trail, rule.code))
        ordered[rule.code] = rule

    for rule in wanted:
        add(rule)
    return list(ordered.values())


def _known_selectors(settings: Settings, book: RuleBook, profile: Profile | None) -> None:
    """Raise UsageError for the first selector of the settings, or of the ``profile`` they give, that means no rule."""
    known = [*book.rules, *(r.name for r in book.rules.values())]
    ignores = [*settings.ignore, *(s for _, rules in settings.per_file_ignores for s in rules)]
    suppressed = [s for entry in settings.suppress for s in entry.rules]
    own = (*profile.select, *profile.ignore) if profile else ()
    for selector in (*settings.select, *ignores, *suppressed, *(s for s, _ in settings.severity), *own):
        if not any(filters.selected(selector, r.code, r.name) for r in book.rules.values()):
            raise UsageError("error.rule", name=selector, **hint(selector, tuple(known), "rule"))

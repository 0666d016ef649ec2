"""What is said when a call, a configuration or a rule file is wrong: one catalogue, Chinese and English.

It is loaded on the way to exit status 2 only. A key is used by ``lint_cmm.errors.Said``, which gives the values of the
fields; ``{near}`` (the nearest valid name), ``{help}`` (where to read on) and ``{list}`` (where all names stand) become half a sentence, or nothing when they are "".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

from lint_cmm.kit.fill import fill

_WORDS: dict[str, tuple[str, str]] = {
    # parts of a sentence
    "error.near": ("，是不是 {word}？", "; did you mean {word!r}?"),
    "error.list": ("（全部名称见 {word}）", " ({word} lists all)"),
    "error.help": ("（用法见 {word}）", " (see {word})"),
    "error.file": ("{path}：{what}", "{path}: {what}"),
    "error.system": ("{what}", "{what}"),
    "error.line": ("{path} 第 {line} 行：{what}", "{path}:{line}: {what}"),
    "error.option": ("{option}：{what}", "{option}: {what}"),
    # the command line
    "call.option": ("没有 {name} 这个选项{near}{help}", "there is no option {name}{near}{help}"),
    "call.value": ("{name} 后面要写一个值{help}", "{name} needs a value{help}"),
    "call.no-value": ("{name} 后面不能带值{help}", "{name} takes no value{help}"),
    "call.choice": (
        "{name} 的值只能是 {known} 之一，不能是“{found}”{near}{help}",
        "{name} must be one of {known}, not {found!r}{near}{help}",
    ),
    "call.whole": (
        "{name} 的值应当是不小于 0 的整数，不能是“{found}”{help}",
        "{name} must be a whole number, 0 or more, not {found!r}{help}",
    ),
    "call.number": ("{name} 的值应当是大于 0 的数字，不能是“{found}”{help}", "{name} must be a number above 0, not {found!r}{help}"),
    "call.verb": ("没有这个命令、文件或文件夹：{name}{near}{help}", "no such verb, file or folder: {name}{near}{help}"),
    "call.verb-first": (
        "{name} 要写在最前面：lint-cmm {name} [选项]{help}",
        "{name} goes first: lint-cmm {name} [OPTIONS]{help}",
    ),
    "call.extra": ("多出了“{name}”{help}", "one argument too many: {name!r}{help}"),
    "call.together": ("{one} 和 {other} 不能同时用{help}", "{one} and {other} do not go together{help}"),
    "call.paths": ("请写明要检查的文件或文件夹{help}", "name the files or folders to check{help}"),
    "call.folder": ("请写明材料所在的文件夹{help}", "name the folder of the submissions{help}"),
    "call.file": ("请写明要改正的文件{help}", "name the file to mend{help}"),
    # paths and settings
    "error.path": ("没有这个文件或文件夹：{path}", "no such file or folder: {path}"),
    "error.no-file": ("没有这个文件：{path}", "no such file: {path}"),
    "error.not-folder": (
        "{path} 是文件，不是文件夹；检查单份文件请用 lint-cmm 文件",
        "{path} is a file, not a folder; a single file is checked with lint-cmm FILE",
    ),
    "error.folder": ("没有这个文件夹：{path}", "no such folder: {path}"),
    "error.no-files": ("{path} 里没有 Word 文件", "no Word files in {path}"),
    "error.read": ("{path} 读不了：{why}", "{path} cannot be read: {why}"),
    "error.write": ("{path} 写不了：{why}", "{path} cannot be written: {why}"),
    "error.stdin": ("“-”只能单独用：从标准输入读一份文件", "- stands alone: one document from standard input"),
    "error.rule": ("没有规则“{name}”{near}{list}", "there is no rule {name!r}{near}{list}"),
    "error.profile": ("没有名为“{name}”的会议要求{near}{list}", "there is no profile {name!r}{near}{list}"),
    "error.schema": ("没有名为“{name}”的 Schema{near}{list}", "there is no schema {name!r}{near}{list}"),
    "error.no-rules": ("按“{profile}”和现有选项，一条规则也没选上", "profile {profile} with these settings selects no rule"),
    "error.format": ("没有“{name}”这种报告格式{near}", "there is no report format {name!r}{near}"),
    "error.outputs": (
        "一个地方只能放一份报告，其余请写成 --output-format FORMAT=FILE",
        "one report goes to one place; write --output-format FORMAT=FILE for the others",
    ),
    "error.original": (
        "{path}：报告不能覆盖要检查的文件，请另取文件名",
        "{path}: a report may not replace a file that is checked",
    ),
    "error.binary": (
        "{name} 不能显示在终端，请写成 --output-format {name}=FILE",
        "{name} is no format for a terminal: --output-format {name}=FILE",
    ),
    "error.baseline": ("{path} 不是这个版本的基线（{schema}）", "{path} is not a baseline of this version ({schema})"),
    "error.json": ("不合 JSON 的写法（第 {line} 行第 {column} 列）", "not valid JSON (line {line}, column {column})"),
    "error.pattern": ("正则表达式“{pattern}”{why}", "the pattern {pattern!r} {why}"),
    # a copy with comments, a mended copy
    "annotate.unreadable": ("{path}：读不出正文，无法加批注", "{path}: has no readable body to comment on"),
    "annotate.changed": (
        "{path}：加批注后正文与原文不一致，已放弃写出",
        "{path}: the annotated copy does not read as the original; nothing was written",
    ),
    "annotate.folder": (
        "检查多份文件时，--annotate 后面要写文件夹，不能写 {path}",
        "for several files --annotate takes a folder, not {path}",
    ),
    "error.suffix": (
        "{path}：要和原文件一样以 {suffix} 结尾，否则 Word 打不开",
        "{path}: must end in {suffix} like the original, or Word will not open it",
    ),
    "annotate.original": ("{path}：批注稿不能覆盖原文件，请另取文件名", "{path}: the annotated copy may not replace the original"),
    "fix.original": ("不能覆盖原文件 {path}，请用 -o 另取文件名", "will not write over {path}: name another file with -o"),
    "fix.folder": (
        "{path} 是文件夹；fix 一次改正一份文件，请写明是哪一份",
        "{path} is a folder; fix mends one file at a time: name the file",
    ),
    "fix.unfaithful": ("{path}：写出的文件与预期不符，已放弃", "{path}: the mended file does not read as expected; nothing was written"),
    # an intake
    "batch.nothing": ("{folder} 中没有可以检查的文件", "{folder} holds no file to check"),
    "batch.foreign": ("{out} 里有别的文件：请换一个空文件夹存放结果", "{out} holds other files: choose an empty folder for the results"),
    "batch.unfinished": (
        "{out} 中有一次没有跑完的检查：接着查请加 --resume，重新查请换一个输出文件夹或先删去它",
        "{out} holds a run that was not finished: add --resume to go on, or choose another folder or delete it to start anew",
    ),
    "batch.locked": (
        "{out} 正由另一次检查使用（{user} 在计算机 {computer} 上，{since} 开始）：请等它跑完，或者用 -o 换一个文件夹存放结果",
        "{out} is in use by another run ({user} on {computer}, since {since}): wait until it ends, or choose another folder with -o",
    ),
    "batch.locked-anyhow": (
        "{out} 正由另一次检查使用：请等它跑完，或者用 -o 换一个文件夹存放结果",
        "{out} is in use by another run: wait until it ends, or choose another folder with -o",
    ),
    "batch.lost": (
        "这次检查停顿得太久，{out} 已由另一次检查接手，这次到此为止",
        "this run stood still for so long that another one has taken over {out}; it ends here",
    ),
    "batch.no-baseline": (
        "没有这个文件：{path}；batch 只用已有的基线，先用 lint-cmm 文件夹 --baseline {path} 写一份",
        "no such file: {path}; batch only uses a baseline that is there: write it first with lint-cmm FOLDER --baseline {path}",
    ),
    "batch.roster-empty": ("名单是空的", "nothing in it"),
    "batch.roster-column": (
        "名单的第一行应当是列名“单位”“姓名”（还可以有“文件”），现在是“{found}”",
        "its first line has to name the columns: unit, name and, if you like, file; it is {found!r}",
    ),
    "batch.roster-csv": ("不合 CSV 的写法；Excel 表格请另存为 CSV", "is not valid CSV; save an Excel table as CSV"),
    # files of data: as a whole
    "file.long": ("超过 {most:,} 个字符", "is longer than {most:,} characters"),
    "file.unread": ("读不了：{why}", "cannot be read: {why}"),
    "file.utf8": ("不是 UTF-8 编码，请另存为 UTF-8", "is not UTF-8"),
    "file.deep": ("嵌套太深", "is nested too deeply"),
    "file.toml": ("不合 TOML 的写法（{why}）", "is not valid TOML: {why}"),
    "file.no-folder": ("没有这个规则文件夹", "no such rules folder"),
    "file.leads-out": ("指向规则文件夹之外", "leads out of the rules folder"),
    "file.defined": ("{name} 在另一个规则文件夹里已经有了", "{name} is already defined by another rules folder"),
    "file.twice": ("“{entry}”重复，第 {first} 行已经有了", "{entry!r} stands twice, first in line {first}"),
    # files of data: a key and its value
    "file.key": ("没有“{name}”这一项{near}", "unknown key {name!r}{near}"),
    "file.value": ("“{name}”{what}", "{name!r}: {what}"),
    "file.option": ("选项“{name}”{what}", "option {name!r}: {what}"),
    "file.choice": ("“{name}”只能是 {known} 之一", "{name!r} must be one of {known}"),
    "file.text": ("“{name}”要写成文字，不能空着", "{name!r} must be a text that is not empty"),
    "file.texts": ("“{name}”应当是一列文字", "{name!r} must be a list of texts"),
    "value.type": ("应当是{wanted}，不能是{found}", "must be {wanted}, not {found}"),
    "value.entries": ("应当有 {wanted} 项，不能是 {found} 项", "must have {wanted:entry|entries}, not {found}"),
    "value.key": ("里没有“{name}”这一项{near}", "has an unknown key {name!r}{near}"),
    "value.needs": ("里缺少“{name}”一项", "needs the key {name!r}"),
    "type.str": ("文字", "a text"),
    "type.int": ("整数", "a whole number"),
    "type.float": ("数字", "a number"),
    "type.fraction": ("小数", "a decimal number"),
    "type.bool": ("真假值（true 或 false）", "true or false"),
    "type.list": ("列表", "a list"),
    "type.dict": ("表", "a table"),
    "type.date": ("日期", "a date"),
    "type.time": ("时间", "a time"),
    "type.datetime": ("日期和时间", "a date and time"),
    # a configuration
    "config.severity": ("{code} 的级别只能是 {known} 之一", "severity of {code} must be one of {known}"),
    "config.whole": ("“{name}”应当是不小于 0 的整数", "{name!r} must be a whole number, 0 or more"),
    "config.positive": ("“{name}”应当是大于 0 的数字", "{name!r} must be a number above 0"),
    "config.suppress": ("suppress 要写明规则（rules）和理由（reason）", "a suppression needs a reason and rules"),
    "config.until": ("until 应当是 2026-12-31 这样的日期，不能是“{found}”", "until must be a day such as 2026-12-31, not {found!r}"),
    "config.limit-low": ("限度“{name}”不能小于 1", "the limit {name!r} must be at least 1"),
    "config.limit-high": (
        "限度“{name}”只能调低：XML 解析器最多只认 {most:,}",
        "the limit {name!r} can only be lowered: {most:,} is what the XML parser takes",
    ),
    "config.outside": ("“{name}”里的 {path} 在配置文件的文件夹之外", "{name!r}: {path!r} leads out of the folder of the configuration"),
    # a rule
    "rule.code": ("编号（code）应当是类别字母（{families}）加三位数字", "code must be a family letter ({families}) and three digits"),
    "rule.name": ("名称（name）只能用小写字母、数字和短横", "name must be small letters, digits and dashes"),
    "rule.file": ("这个文件应当叫 {name}", "the file must be called {name}"),
    "rule.level": ("{name} 只能是 {known} 之一", "{name} must be one of {known}"),
    "rule.other": ("“{name}”不是另一条规则的编号", "{name!r} is not the code of another rule"),
    "rule.needs-option": ("检查 {check} 需要选项“{name}”", "check {check!r} needs the option {name!r}"),
    "rule.module": ("没有检查模块“{name}”{near}", "there is no module {name!r} of checks{near}"),
    "rule.check": ("模块“{module}”里没有检查“{name}”{near}", "module {module!r} has no check {name!r}{near}"),
    "rule.braces": ("“{name}”里的花括号没有配对", "{name!r}: its braces do not match"),
    "rule.fact": ("“{name}”里的 {{{fact}}} 不是事实的名称", "{name!r}: {{{fact}}} is not the name of a fact"),
    "rule.taken": ("{kind} {name} 已经用于 {other}", "{kind} {name} is already that of {other}"),
    # a profile
    "profile.name": ("name 应当与文件名相同：{name}", "name must be that of the file, {name!r}"),
    "profile.itself": ("会议要求“{name}”以自己为底本（extends）", "profile {name!r} extends itself"),
    "profile.extends": ("没有可作底本（extends）的会议要求“{name}”{near}", "no profile {name!r} to extend{near}"),
    "profile.title": ("会议要求要有标题（title）", "a profile needs a title"),
    # a pattern, behind error.pattern; the regex.* are the messages of the module re by their beginning
    "pattern.long": ("超过 {most} 个字符", "is longer than {most:character|characters}"),
    "pattern.broken": ("写得不对：{why}", "is not a pattern: {why}"),
    "pattern.at": ("{why}（第 {at} 个字符）", "{why} (character {at})"),
    "pattern.empty": ("连空文字也匹配，等于匹配一切", "matches the empty text, and so everything"),
    "pattern.back": ("引用了前面的组，不能用", "refers back to a group"),
    "pattern.repeats": ("里重复的次数超过 {most}", "repeats something more than {most:time|times}"),
    "pattern.nested": ("里有套在重复中的无限重复", "has a repeat without end within a repeat"),
    "pattern.slow": ("太慢，例如 {size} 个字符的“{sample}…”", "takes too long on {size:character|characters} such as {sample!r}"),
    "regex.bad escape (end of pattern)": ("末尾的反斜杠后面缺字符", "bad escape (end of pattern)"),
    "regex.bad escape": ("没有 {rest} 这种转义", "bad escape {rest}"),
    "regex.incomplete escape": ("转义 {rest} 没有写完", "incomplete escape {rest}"),
    "regex.bad character range": ("字符范围 {rest} 不对", "bad character range {rest}"),
    "regex.bad character in group name": ("组名 {rest} 用字不对", "bad character in group name {rest}"),
    "regex.unknown group name": ("没有名为 {rest} 的组", "unknown group name {rest}"),
    "regex.unknown extension": ("没有 {rest} 这种写法", "unknown extension {rest}"),
    "regex.invalid group reference": ("没有第 {rest} 组", "invalid group reference {rest}"),
    "regex.redefinition of group name": ("组名重复", "redefinition of group name"),
    "regex.unterminated character set": ("方括号没有配对", "unterminated character set"),
    "regex.missing ), unterminated subpattern": ("括号没有配对", "missing ), unterminated subpattern"),
    "regex.unbalanced parenthesis": ("括号没有配对", "unbalanced parenthesis"),
    "regex.nothing to repeat": ("没有可以重复的内容", "nothing to repeat"),
    "regex.multiple repeat": ("重复的符号连用", "multiple repeat"),
    "regex.min repeat greater than max repeat": ("最少次数大于最多次数", "min repeat greater than max repeat"),
    "regex.look-behind requires fixed-width pattern": ("(?<=…) 里的长度要固定", "look-behind requires fixed-width pattern"),
    "regex.unexpected end of pattern": ("没有写完", "unexpected end of pattern"),
    "regex.global flags not at the start of the expression": ("全局标志要写在最前面", "global flags not at the start of the expression"),
    "regex.the repetition number is too large": ("重复的次数太大", "the repetition number is too large"),
    "regex.maximum recursion depth": ("嵌套太深", "is nested too deeply"),
    "regex.": ("{rest}", "{rest}"),
    # why the system refuses a file, by the name of the error
    "os.ENOENT": ("没有这个文件或文件夹", "No such file or directory"),
    "os.EACCES": ("没有权限", "Permission denied"),
    "os.EPERM": ("不允许这样做", "Operation not permitted"),
    "os.EISDIR": ("这是文件夹", "Is a directory"),
    "os.ENOTDIR": ("它或路径中的一段不是文件夹", "Not a directory"),
    "os.EEXIST": ("已经有同名的文件", "File exists"),
    "os.ENOTEMPTY": ("文件夹不是空的", "Directory not empty"),
    "os.ENOSPC": ("磁盘已满", "No space left on device"),
    "os.EROFS": ("磁盘是只读的", "Read-only file system"),
    "os.ENAMETOOLONG": ("名称太长", "File name too long"),
    "os.ELOOP": ("链接绕成了圈", "Too many levels of symbolic links"),
    "os.EBUSY": ("正被别的程序占用", "Device or resource busy"),
    "os.EBADF": ("没有打开", "Bad file descriptor"),
    "os.EMFILE": ("打开的文件太多", "Too many open files"),
    "os.EINVAL": ("名称不合规定", "Invalid argument"),
    "os.EIO": ("磁盘读写出错", "Input/output error"),
    "os.not-a-file": ("这不是普通文件", "not a file"),
    "os.other": ("{why}", "{why}"),
}
_JOINED = ("、", ", ")  # between the names of a list
_HALVES = ("near", "help", "list")


def known(key: str) -> bool:
    """Whether there are words for ``key``."""
    return key in _WORDS


def regex_key(message: str) -> str:
    """The key for a message of the module ``re``: the longest beginning of it that there are words for."""
    return max((key for key in _WORDS if key.startswith("regex.") and message.startswith(key[6:])), key=len)


@runtime_checkable
class Words(Protocol):
    """A value that is words again."""

    def told(self, lang: str, /) -> str:
        """The words in ``lang``."""


def told(key: str, values: Mapping[str, object], lang: str) -> str:
    """The sentence for ``key`` in ``lang`` ("zh" or "en"). Raises KeyError for an unknown key or a missing value."""
    filled = {name: _filled(name, value, lang) for name, value in values.items()}
    return fill(_WORDS[key][lang == "en"], filled)


def _filled(name: str, value: object, lang: str) -> object:
    """A value as it stands in a sentence: words told, names joined, half sentences made."""
    if isinstance(value, Words):
        return value.told(lang)
    if name in _HALVES:
        return told(f"error.{name}", {"word": value}, lang) if value else ""
    if isinstance(value, (tuple, list)):
        return _JOINED[lang == "en"].join(str(v) for v in value)
    return value

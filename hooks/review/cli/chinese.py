"""The words that click itself says (wrong usage, help), in Chinese.

Click asks gettext for each of its words, and has no catalogue for Chinese. What a later click words otherwise
comes in English, and tests/test_cli.py tells.
"""

from __future__ import annotations

from click import core, decorators, exceptions, formatting, parser, types

WORDS = {
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "Show the version and exit.": "显示版本。",
    "Show this message and exit.": "显示这段说明。",
    "%(prog)s, version %(version)s": "%(prog)s %(version)s",
    "default: {default}": "默认：{default}",
    "Aborted!": "已中止。",
    "Error: {message}": "错误：{message}",
    "Try '{command} {option}' for help.": "说明见 {command} {option}",
    "Missing command.": "没有写命令。",
    "Missing argument": "没有写",
    "No such command {name!r}.": "没有“{name}”这个命令。",
    "No such option {name!r}.": "没有“{name}”这个选项。",
    "Did you mean {possibility}?": "是不是 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "是不是 {possibilities}？",
    "Got unexpected extra arguments ({args})": "多写了 {args}",
    "Option {name!r} does not take a value.": "{name} 后面不写值。",
    "Option {name!r} requires {nargs} arguments.": "{name} 后面应写 {nargs} 个值。",
    "Option {name!r} requires an argument.": "{name} 后面应写一个值。",
    "Invalid value for {param_hint}: {message}": "{param_hint} 不对：{message}",
    "{value!r} is not one of {choices}.": "“{value}”应为 {choices} 之一。",
    "{value!r} is not a valid {number_type}.": "“{value}”应为数字。",
    "{value!r} does not match the format {format}.": "“{value}”应写成 {format} 的样子。",
    "{value!r} does not match the formats {formats}.": "“{value}”应写成 {formats} 的样子。",
    "{name} {filename!r} does not exist.": "没有“{filename}”。",
    "{name} {filename!r} is a file.": "“{filename}”是文件，应为文件夹。",
    "{name} {filename!r} is a directory.": "“{filename}”是文件夹，应为文件。",
    "{name} {filename!r} is not readable.": "“{filename}”读不出来。",
}


def _word(text: str) -> str:
    return WORDS.get(text, text)


def _counted(one: str, many: str, count: int) -> str:
    return WORDS.get(one if count == 1 and one in WORDS else many, one if count == 1 else many)


def speak_chinese() -> None:
    """Let click say its words in Chinese from now on, in this process."""
    for module in (core, decorators, exceptions, formatting, parser, types):
        vars(module).update(_=_word, ngettext=_counted)

"""The sentences for slips in YAML that is written by hand, by code: (Chinese, English). Values go into the braces.

Apart from the other mistakes because each of them says three things: where it is looked up, the sign that was found, and what to
type instead.
"""

from __future__ import annotations

SLIPS: dict[str, tuple[str, str]] = {
    "slip_colon": (
        "“{key}”后面是全角冒号“：”，请改成半角冒号加一个空格，写成 {key}: …",
        'the colon after "{key}" is a full-width one; write {key}: with an ordinary colon and a space',
    ),
    "slip_colon_space": (
        "“{key}:”后面少一个空格，请写成 {key}: {value}",
        'a space is missing after "{key}:"; write {key}: {value}',
    ),
    "slip_colon_inside": (
        "“{value}”里有冒号加空格，YAML 会当成另一个字段；是文字就整段加半角引号，是两个字段就分成两行",
        '"{value}" has a colon and a space in it, which begins another field; put the text in quotes, or make it two lines',
    ),
    "slip_no_colon": (
        "“{found}”后面没有冒号；字段写成“字段: 值”，冒号后空一格；是上一行文字的下半截，就缩进得比上一行的字段多",
        'there is no colon after "{found}"; a field is written as "field: value"; text that goes on from the line above is'
        " indented further than its field",
    ),
    "slip_comma": (
        "“{key}”前面是全角的“{found}”，请改成半角逗号加一个空格，写成 , {key}: …",
        'what stands before "{key}" is a full-width sign ({found}); write an ordinary comma and a space',
    ),
    "slip_items": (
        "“{found}”不能隔开列表的各项；请用半角逗号，写成 [{write}]",
        "{found} does not separate the items of a list; use ordinary commas: [{write}]",
    ),
    "slip_bracket": (
        "“{found}”是全角括号，请改成半角的 {write}",
        "{found} is a full-width bracket; write {write}",
    ),
    "slip_bracket_open": (
        "这里的 {found} 没有配上 {write}；请在它管的内容后面补上 {write}",
        "the {found} here is never closed; add {write} behind what belongs to it",
    ),
    "slip_bracket_extra": (
        "多了一个 {found}，前面没有和它配对的括号；请删掉它，或者补上前一半",
        "there is one {found} too many: nothing before it opens it; take it out, or add the opening one",
    ),
    "slip_quotes": (
        '{found} 用的是全角引号，请改成半角引号，写成 "{write}"',
        '{found} has full-width quotes; use ordinary ones: "{write}"',
    ),
    "slip_quote_open": (
        "这里的引号 {found} 没有配上另一半；请在值的后面补一个 {found}",
        "the quote {found} here is never closed; add {found} behind the value",
    ),
    "slip_after_quote": (
        "引号已经结束，后面还有“{found}”；请把整个值放进一对引号，值里面的引号用 “ ” 代替",
        '"{found}" stands behind the closing quote; put the whole value into one pair of quotes, without such quotes inside it',
    ),
    "slip_sign": (
        '“{value}”以 {found} 开头，不加引号 YAML 会当成别的意思；请写成 "{value}"',
        '"{value}" begins with {found}, which means something else to YAML; write it in quotes: "{value}"',
    ),
    "slip_width": (
        '“{found}”里有全角或不能用的符号，请写成 "{write}"',
        '"{found}" has full-width or other signs that cannot be used; write "{write}"',
    ),
    "slip_blank": (
        "这里有一个不是半角空格的空白（{found}，例如全角空格或不换行空格）；请删掉它，需要空格的地方用半角空格",
        "there is a blank here that is no ordinary space ({found}); delete it, and use ordinary spaces where some are needed",
    ),
    "slip_tab": (
        "这一行用制表符（Tab）缩进；请改用半角空格",
        "this line is indented with a tab; use spaces",
    ),
    "slip_indent": (
        "这一行前面有 {found} 个空格，和上面哪一级都不对齐；和上面同级的内容对齐是 {wanted} 个",
        "this line begins with {found} spaces and is aligned with nothing above it; {wanted} would be",
    ),
    "slip_dash_space": (
        "“{found}”的 - 后面少一个空格，请在 - 后面空一格",
        'a space is missing after the - of "{found}"',
    ),
    "slip_control": (
        "这里有看不见的控制字符（{found}）；请删掉它。整个文件都这样的，请用 UTF-8 另存",
        "there is an invisible control character here ({found}); delete it. If the whole file is like that, save it as UTF-8",
    ),
}

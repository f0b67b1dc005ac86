"""The first sheet of a workbook: how it is filled in, in plain words."""

from __future__ import annotations

from typing import Any

from kiosk.authoring import styles
from kiosk.authoring.columns import EXAMPLE, NAMES
from kiosk.scenario.model import Line
from kiosk.scenario.schema import key_of

WIDTH = 100

_LINE = key_of(Line, "text")

STEPS: tuple[tuple[str, str], ...] = (
    ("怎么填", ""),
    ("1", "先看“例子”这张表：一个填好的小故事，照着它的样子填。"),
    ("2", "填“剧本”：故事叫什么、是骗局还是真事、开头有多少存款。"),
    ("3", "填“角色”：谁在故事里说话。骗子自称的身份加上引号，例如 “银行客服”。"),
    ("4", "填“场景”：故事一幕一幕怎么走。第一行就是开头。"),
    (
        "5",
        f"填“台词”：每一幕里谁说了什么。一句话一行，一句不超过 {_LINE.budget} 个字，短句子好听。",
    ),
    ("6", "填“选择”：观众能选什么。每一幕两个或三个，至少一个“稳妥”。"),
    ("7", "填“结局”“考题”“来源”。有容易读错的词，再填“读音”。"),
    ("8", "存盘，文件类型选 .xlsx。交给办活动的人，运行：kiosk new 新剧本 --from 这个文件.xlsx"),
    ("9", "有问题时，会告诉您在哪张表、哪一格、怎么改。改好再来一次就行。"),
    ("", ""),
    ("要记住的", ""),
    (
        "编号",
        "场景的编号自己起，用中文就好，例如 来电、柜台。写“去”的时候就写它。别的编号可以空着：角色用“称呼”，结局用“标题”，剧本和考题会给一个。",
    ),
    ("下拉", "格子右边有小箭头的，点开来选，不用打字。"),
    ("变色", "字变红、格子变黄，就是太长了，删短一点。"),
    (
        "判断",
        "稳妥：自己核实、拒绝、找人帮忙。冒险：跟着对方走，或者给了信息。上当：给了钱、验证码，让人进了门。",
    ),
    (
        "真事",
        "真的 96110 来电、真的快递员，也要写。性质选“真事”，类型选“真实联系”。乱拒绝的，判断写冒险或上当。",
    ),
    (
        "号码",
        "故事里的电话、账号要用 * 或 · 遮住几位，例如 138****5678；网址以 .invalid 结尾。只有 110、96110 这样的公开热线可以照写。",
    ),
    (
        "破绽",
        "写台词里露馅的那几个字，要和台词里一模一样。一句话有两个破绽，填“破绽1”和“破绽2”；还要多，就在后面加列，叫“破绽3：词”“破绽3：手法”“破绽3：说明”。",
    ),
    (
        "凭据",
        "真事里，写台词里让人放心的那几个字，例如 您自己拨过来核实。“手法”写骗子在这里会用、他没有用的那一种。骗局里，柜员、民警、家人的话也可以标。",
    ),
    (
        "几样",
        "一个格子里写几样东西时，用顿号隔开，例如 验证码、姓名；也可以一行一样（Alt+回车换行）。",
    ),
    (
        "看见的",
        "格子里看见什么，故事里就是什么。划掉的、隐藏的、算不出的，会说在哪一格。批注程序不看。",
    ),
    ("审核", "“审核人”“审核日期”“指纹”先空着，审核通过以后再填。"),
    ("备注", "自己的话，加一列，表头写“备注”，程序不看。"),
    ("别改", f"表的名字和表头不要改。灰色的“{EXAMPLE}”和“{NAMES}”不用填。"),
)


def write(sheet: Any, name: str) -> None:  # noqa: ANN401 - openpyxl has no types
    """Write the guide into a sheet."""
    sheet.title = name
    sheet.sheet_view.showGridLines = False
    styles.heading(sheet.cell(1, 1), "反诈互动训练一体机　剧本工作簿")
    sheet.row_dimensions[1].height = 34
    for row, (mark, sentence) in enumerate(STEPS, start=3):
        if mark and not sentence:
            styles.heading(sheet.cell(row, 1), mark)
            continue
        styles.text(sheet.cell(row, 1), mark)
        styles.text(sheet.cell(row, 2), sentence)
        styles.fit_height(sheet, row, [(sentence, WIDTH)])
    sheet.column_dimensions["A"].width = 10
    sheet.column_dimensions["B"].width = WIDTH
    styles.page_setup(sheet)
    sheet.print_title_rows = None
    sheet.page_setup.orientation = "portrait"

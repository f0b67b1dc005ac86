"""The sheets of a story's workbook: which column holds which key. Writer and reader both go by it.

The titles are the model's Chinese keys, so that whoever knows the file knows the workbook.
"""

from __future__ import annotations

from kiosk.authoring.cells import Parting
from kiosk.scenario.model import (
    Aftermath,
    Approval,
    Character,
    Choice,
    Cue,
    Device,
    Ending,
    Ground,
    Line,
    QuizItem,
    Reading,
    Scenario,
    Scene,
    Source,
)
from kiosk.scenario.schema import Key, Sort, key_of, keys_of
from kiosk.values import dataclass

STORY, CAST, SCENES, LINES = "剧本", "角色", "场景", "台词"
CHOICES, ENDINGS, QUIZ, SOURCES, READINGS = "选择", "结局", "考题", "来源", "读音"
GUIDE, EXAMPLE, NAMES = "先看这里", "例子", "名单"

PLACES_LIST, SCENES_LIST, SPEAKERS_LIST = "去向", "场景编号", "说话人"
"""Lists of the names sheet that follow what the author has typed in."""

WHERE = "where"
"""The name of the column that says to which scene or ending a row belongs."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Words of a line that are lit, as columns hold them: how they are called, and how many are offered."""

    title: str
    model: type
    field: str
    offered: int


MARKED = (Marked("破绽", Cue, "cues", 2), Marked("凭据", Ground, "grounds", 1))

_NARROW, _MIDDLE, _WIDE = 10, 16, 44

LONG_TEXT = 18
"""Characters from which on a text gets a wide column."""

_LISTS: dict[tuple[type, str], str] = {
    (Scenario, "type"): "类型",
    (Scenario, "picture"): "图片",
    (Scenario, "law"): "法律",
    (Character, "voice"): "声音",
    (Character, "portrait"): "头像",
    (Scene, "contact"): SPEAKERS_LIST,
    (Scene, "goto"): PLACES_LIST,
    (Line, "speaker"): SPEAKERS_LIST,
    (Choice, "goto"): PLACES_LIST,
    (Cue, "technique"): "手法",
    (Ground, "technique"): "手法",
    (QuizItem, "technique"): "手法",
}
"""The list of the names sheet a column is chosen from; enumerations go by their key."""

_PARTINGS: dict[tuple[type, str], Parting] = {
    (Scenario, "audience"): Parting.GROUPS,
    (Scenario, "law"): Parting.IDS,
    (Choice, "leaks"): Parting.WORDS,
    **{
        (model, name): Parting.WORDS
        for model in (Line, Choice)
        for name in ("if_noted", "unless_noted")
    },
    (Choice, "notes"): Parting.WORDS,
    (Scene, "present"): Parting.WORDS,
}
"""What parts the texts of a cell that holds several, where it isn't as for lines of a page."""

_GIVEN = frozenset((model, "id") for model in (Scenario, Character, Ending, QuizItem))
"""What is put in where it is left blank; scenes alone are named by their id."""

_DOCS: dict[tuple[type, str], str] = {
    (Scenario, "type"): "诈骗类型，从下拉列表里选；真事选“真实联系”",
    (Scenario, "picture"): "选故事时的图片，从下拉列表里选；也可以写和剧本放在一起的图片文件名",
    (Scenario, "id"): "可以空着，会给一个；自己写的，只用字母、数字和短横线，例如 kefu-2",
    (Scenario, "law"): "适用的法律，从下拉列表里选，一条一行，或者用顿号隔开，至少一条",
    (Scenario, "audience"): "适合哪些人，例如 老年人，一行一种人，或者用顿号隔开，可以不填",
    (Character, "id"): "台词里用它；空着就用“称呼”",
    (Ending, "id"): "写“去”的时候用它；空着就用“标题”",
    (QuizItem, "id"): "可以空着",
    (Character, "voice"): "声音，从下拉列表里选",
    (Character, "portrait"): "头像，从下拉列表里选",
    (Cue, "technique"): "破绽属于哪一种手法，从下拉列表里选",
    (Ground, "technique"): "骗子在这里会用、对方没有用的手法，从下拉列表里选",
    (QuizItem, "technique"): "骗局用了哪种手法，从下拉列表里选；真事空着",
    (
        QuizItem,
        "words",
    ): "答完以后点亮的一两处，和内容里写的一模一样；两处就一行一处，或者用顿号隔开",
    (Scenario, "wallet_name"): "屏幕上“您的存款”叫什么，例如 公司账户、退休金；空着就是“存款”",
    (Scenario, "twin"): "一真一假配成一对时，另一个剧本的编号；没有就空着",
    (Line, "speaker"): "谁说的，从下拉列表里选：旁白、我，或者“角色”表里的编号",
    (Line, "id"): "录音文件用的编号，一般空着",
    (Choice, "leaks"): "交出去的个人信息，例如 验证码；几样用顿号隔开",
    (Scene, "present"): "当面时，旁边还有谁，写“角色”表里的编号，最多两个，用顿号隔开",
    (Aftermath, "filled"): "网页上填好的格子，例如 姓名：王··，一行一样，或者用顿号隔开",
    (Aftermath, "items"): "页面上改成了哪些字，一行一样，或者用顿号隔开",
    (Aftermath, "sharing"): "对方还在看您的屏幕选“是”，不看了选“否”，和原来一样就空着",
    (Device, "video"): "视频通话选“是”",
    (Device, "talking"): "一边看页面一边通着电话，选“是”",
    (Device, "crowd"): "旁边围着一圈人，选“是”",
    (Device, "items"): "网页上显示的字，一行一样（Alt+回车换行），或者用顿号隔开",
    (Device, "ringing"): "电话正在响、还没有接时，选“是”",
    (Device, "sharing"): "对方正在看您的屏幕时，选“是”",
}
"""What is said otherwise in a workbook than in a file."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column, or one row of the story's own sheet.

    `path` says where in the row's object its value goes: ("device", "number"), ("cues", "0",
    "words"). `names` is the list it is chosen from, `budget` the characters it should hold.
    """

    title: str
    path: tuple[str, ...]
    key: Key
    doc: str
    width: int
    names: str = ""
    budget: int = 0
    group: str = ""
    parting: Parting = Parting.LINES
    given: bool = False
    """Whether something is put in where it is left blank."""

    @property
    def many(self) -> bool:
        """Whether one cell holds several texts."""
        return self.key.shape.sort is Sort.LIST

    @property
    def number(self) -> bool:
        """Whether it holds a number."""
        return self.key.shape.sort is Sort.NUMBER

    @property
    def flag(self) -> bool:
        """Whether it holds yes or no."""
        return self.key.shape.sort is Sort.FLAG

    @property
    def dated(self) -> bool:
        """Whether it holds a date."""
        return self.key.shape.sort is Sort.DATE or self.path == ("date",)

    @property
    def needed(self) -> bool:
        """Whether a sheet can't be read without it."""
        return self.path == (WHERE,) or (self.must and len(self.path) == 1)

    @property
    def must(self) -> bool:
        """Whether it is to be filled in."""
        return self.key.required and not self.given


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with one object a row; `rows` is how many are laid out in an empty workbook."""

    name: str
    model: type
    field: str
    columns: tuple[Column, ...]
    about: str
    rows: int

    def column(self, title: str) -> Column | None:
        """Give the column of a title; those of a third 破绽 and more are made as they are met."""
        found = next((c for c in self.columns if c.title == title), None)
        marked = next((one for one in MARKED if title.startswith(one.title)), None)
        if found or self.name != LINES or marked is None:
            return found
        number, _, rest = title.removeprefix(marked.title).partition("：")
        if not (number.isascii() and number.isdecimal() and 0 < int(number[:4]) <= MOST_MARKED):
            return None
        more = marked_columns(marked, int(number))
        return next((c for c in more if c.title.endswith(f"：{rest}")), None)


MOST_MARKED = 20
"""破绽 and 凭据, each, of one line a workbook can hold; a line has no room for more."""


def _column(
    model: type,
    name: str,
    *,
    title: str = "",
    path: tuple[str, ...] = (),
    group: str = "",
    width: int = 0,
) -> Column:
    key = key_of(model, name)
    shape = key.shape
    budget = 0 if shape.sort is Sort.LIST else key.budget  # one cell holds several texts
    names = _LISTS.get((model, name), "")
    if shape.sort is Sort.NAME:
        names = key.zh
    elif shape.sort is Sort.FLAG:
        names = "是否"
    long = _WIDE if budget >= LONG_TEXT else _MIDDLE
    return Column(
        title or key.zh,
        path or (name,),
        key,
        _DOCS.get((model, name), key.doc_in_workbook),
        width or (_NARROW if names and budget == 0 and shape.sort is Sort.NAME else long),
        names,
        budget,
        group,
        _PARTINGS.get((model, name), Parting.LINES),
        (model, name) in _GIVEN,
    )


def _columns(model: type, names: str) -> tuple[Column, ...]:
    return tuple(_column(model, name) for name in names.split())


def _where(names: str) -> Column:
    key = key_of(Scene, "id")
    doc = "写在哪个场景里；和上一行相同时可以空着"
    if names == PLACES_LIST:
        doc = "写在哪个场景或结局里；和上一行相同时可以空着"
    return Column("场景", (WHERE,), key, doc, _MIDDLE, names)


def marked_columns(marked: Marked, number: int) -> tuple[Column, ...]:
    """Give the columns of a line's 破绽 or 凭据; counted from 1."""
    return tuple(
        _column(
            marked.model,
            key.name,
            title=f"{marked.title}{number}：{key.zh}",
            path=(marked.field, str(number - 1), key.name),
            group=f"{marked.title}{number}",
            width=26 if key.name == "note" else 14,
        )
        for key in keys_of(marked.model)
    )


_SCREEN = tuple(
    _column(Device, key.name, path=("device", key.name), group="画面（用不着的空着）", width=14)
    for key in keys_of(Device)
)

_AFTER = tuple(
    _column(
        Aftermath,
        key.name,
        path=("aftermath", key.name),
        group="后果画面（用不着的空着）",
        width=14,
    )
    for key in keys_of(Aftermath)
)

TABLES: tuple[Table, ...] = (
    Table(
        CAST,
        Character,
        "cast",
        _columns(Character, "id name voice portrait"),
        "故事里说话的人，一人一行。“旁白”和“我”不用写。",
        20,
    ),
    Table(
        SCENES,
        Scene,
        "scenes",
        (*_columns(Scene, "id channel contact present question goto"), *_SCREEN),
        "一个场景一行，第一行就是开头。有选择的场景，“去”空着；没有选择的，“去”写接下来到哪里。",
        60,
    ),
    Table(
        LINES,
        Line,
        "lines",
        (
            _where(PLACES_LIST),
            *_columns(Line, "speaker text form photo say id if_noted unless_noted"),
            *(
                column
                for marked in MARKED
                for n in range(marked.offered)
                for column in marked_columns(marked, n + 1)
            ),
        ),
        "一句话一行，从上到下就是说的顺序。结局的话也写在这里。破绽写台词里露馅的那几个字，凭据写真打交道的人让人放心的那几个字。",
        200,
    ),
    Table(
        CHOICES,
        Choice,
        "choices",
        (
            _where(SCENES_LIST),
            *_columns(
                Choice,
                "text verdict stance goto consequence why loss leaks control say notes if_noted unless_noted",
            ),
            *_AFTER,
        ),
        "一个选项一行，每个场景两个或三个。至少一个“稳妥”，而且不要总放在同一个位置。",
        100,
    ),
    Table(
        ENDINGS,
        Ending,
        "endings",
        _columns(Ending, "id title"),
        "一个结局一行。结局的话写在“台词”里。",
        20,
    ),
    Table(
        QUIZ,
        QuizItem,
        "quiz",
        _columns(QuizItem, "id channel sender text kind why technique words say"),
        "“再考考您”的题目，一题一行，至少三道，有骗局也有真事。",
        20,
    ),
    Table(
        SOURCES,
        Source,
        "sources",
        _columns(Source, "title publisher date"),
        "事实的出处，至少一行。",
        20,
    ),
    Table(
        READINGS,
        Reading,
        "readings",
        _columns(Reading, "words say"),
        "哪些词容易读错，写上应该怎么读。没有就空着。",
        20,
    ),
)

FORM: tuple[Column, ...] = (
    *_columns(
        Scenario,
        "id title kind type audience wallet wallet_name picture law remember twin review_by",
    ),
    *(
        _column(Approval, name, title=title, path=("approval", name), group="审核")
        for name, title in (("by", "审核人"), ("on", "审核日期"), ("fingerprint", "指纹"))
    ),
)
"""The rows of the story's own sheet."""

FORM_HEAD = "项目"
"""What stands above the labels of those rows."""

SHEET_OF_KEY: dict[str, str] = {
    "format": STORY,
    "law": STORY,
    "audience": STORY,
    **{table.field: table.name for table in TABLES},
}
"""The sheet of what is said of a key of the story as a whole."""

SHEETS: tuple[str, ...] = (STORY, *(table.name for table in TABLES))

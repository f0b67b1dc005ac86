"""What a story is: frozen values, nothing else.

Every field carries its Chinese key and one sentence about it; the English key is the field's
own name. This is the one table of keys: the reader, the format's documentation and the editors'
schema are all made from it. Nothing here reads a file, draws or speaks.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, field
from datetime import date
from enum import Enum
from typing import Any, ClassVar

from kiosk.values import dataclass

FORMAT_VERSION = 1


class Named(Enum):
    """An enumeration whose members are written in a file by a Chinese or an English name."""

    def __init__(self, zh: str, en: str) -> None:
        self.zh = zh
        self.en = en


class Kind(Named):
    """What a story or a quiz item really is."""

    SCAM = ("骗局", "scam")
    GENUINE = ("真事", "genuine")


class Verdict(Named):
    """How a choice is judged: a careful act, a gamble, a fall."""

    SAFE = ("稳妥", "safe")
    RISKY = ("冒险", "risky")
    FALL = ("上当", "fall")


class Stance(Named):
    """What a choice does, whatever its verdict."""

    COMPLY = ("配合", "comply")
    REFUSE = ("拒绝", "refuse")
    VERIFY = ("核实", "verify")
    ASK = ("求助", "ask")


class Channel(Named):
    """How the contact reaches the visitor; each is a device drawn on the screen."""

    PHONE = ("电话", "phone")
    SMS = ("短信", "sms")
    CHAT = ("聊天", "chat")
    WEB = ("网页", "web")
    BANK_APP = ("银行App", "bank_app")
    FACE_TO_FACE = ("当面", "face_to_face")


class Form(Named):
    """How a line looks on the device; the voice speaks all of them alike."""

    TEXT = ("文字", "text")
    VOICE = ("语音", "voice")
    TRANSFER = ("转账", "transfer")
    LINK = ("链接", "link")
    PAPER = ("文书", "paper")
    PHOTO = ("照片", "photo")


class Photo(Named):
    """What a photo shows; each is drawn in `assets/pictures/photos`, but somebody's own face."""

    DOCUMENT = ("文件", "document")
    CARD = ("证件", "card")
    FACE = ("人像", "face")
    PARCEL = ("包裹", "parcel")
    PLACE = ("风景", "place")
    PILLBOX = ("药盒", "pillbox")
    SCREEN = ("截图", "screen")
    RECORD = ("病历", "record")
    GAME = ("游戏", "game")
    RECEIPT = ("票据", "receipt")


class Control(Named):
    """A control on the simulated device; it is drawn only where a choice is bound to it."""

    ANSWER = ("接听", "answer")
    HANG_UP = ("挂断", "hang_up")
    CONFIRM = ("确认", "confirm")
    CLOSE = ("关闭", "close")


class Result(Named):
    """What a device shows of what a choice did."""

    TRANSFERRED = ("转账成功", "transferred")
    SUBMITTED = ("已提交", "submitted")
    CALL_ENDED = ("通话结束", "call_ended")
    CONNECTED = ("已接通", "connected")
    DIALLING = ("正在拨打", "dialling")
    LEFT_GROUP = ("已退群", "left_group")
    REMOVED = ("被移出群", "removed")
    PAGE_GONE = ("网页打不开", "page_gone")
    CLOSED = ("已关闭", "closed")


class Spot(Named):
    """A place on a device where a cue can be seen."""

    NUMBER = ("号码", "number")
    ADDRESS = ("网址", "address")
    TITLE = ("标题", "title")
    PAYEE = ("收款人", "payee")
    ACCOUNT = ("账号", "account")
    AMOUNT = ("金额", "amount")


NARRATOR = "旁白"
"""The cast id every story has without naming it: the voice that tells."""

VISITOR = "我"
"""The cast id every story has without naming it: the person who plays."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file: line and column, both counted from 1, columns in characters."""

    line: int = 1
    column: int = 1


FROM_LIST = "从下拉列表里选"
"""Where a name is found by whoever fills in a workbook."""


def key(  # noqa: PLR0913 - all that is said of a key is said where it is
    zh: str,
    doc: str,
    *,
    default: Any = MISSING,  # noqa: ANN401 - of any field's type
    budget: int = 0,
    called: str = "",
    named: str = "",
    one: str = "",
    quotes_mean: bool = False,
) -> Any:  # noqa: ANN401 - as dataclasses.field() itself
    """Give a dataclass field its Chinese key and its one sentence; without default it is required.

    `budget` is how many characters the text, or each text of the list, should have at most, and
    `called` what a text too long is called. `named` says where in the files its names are found.
    The sentence has blanks for both, {budget} and {named}. `one` is what the text is one of, where it
    names a thing and so can't be several; `quotes_mean` says that quotation marks around the text
    mean something to the visitor.
    """
    said = doc.replace("{budget}", str(budget))
    return field(
        default=default,
        metadata={
            "zh": zh,
            "doc": said.replace("{named}", named),
            "doc_in_workbook": said.replace("{named}", FROM_LIST),
            "budget": budget,
            "called": called,
            "one": one,
            "quotes_mean": quotes_mean,
        },
    )


def _any_of(names: type[Named]) -> str:
    """Give the words of which one is to be written."""
    *most, last = (name.zh for name in names)
    return f"{'、'.join(most)} 或 {last}"


def mark() -> Any:  # noqa: ANN401 - as dataclasses.field() itself
    """Give a dataclass field that says where the value was written; it takes no part in equality."""
    return field(default=Mark(), compare=False, repr=False)


def is_key(model_field: Field[Any]) -> bool:
    """Tell whether a field is written in files, as opposed to computed by the reader."""
    return "zh" in model_field.metadata


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of a line that give the scam away."""

    called: ClassVar[str] = "破绽"
    words: str = key("词", "台词里露出破绽的那几个字，必须和台词里写的一模一样，并且只出现一次")
    technique: str = key(
        "手法", "破绽属于哪一种手法，{named}", named="名称见 catalogue/techniques.yaml", one="名称"
    )
    note: str = key(
        "说明", "一句话说清为什么这是破绽，不超过 {budget} 个字", budget=18, called="破绽的说明"
    )
    spot: Spot | None = key(
        "位置", "在画面上也看得见时，写在哪一处：号码、网址、标题、收款人、账号、金额", default=None
    )
    mark: Mark = mark()


@dataclass(frozen=True, slots=True)
class Ground:
    """Words of a line by which a genuine contact can be trusted."""

    called: ClassVar[str] = "凭据"
    words: str = key("词", "台词里让人可以放心的那几个字，必须和台词里写的一模一样，并且只出现一次")
    technique: str = key(
        "手法",
        "骗子在这里会用、对方没有用的手法，{named}",
        named="名称见 catalogue/techniques.yaml",
        one="名称",
    )
    note: str = key(
        "说明", "一句话说清凭什么可以放心，不超过 {budget} 个字", budget=18, called="凭据的说明"
    )
    spot: Spot | None = key(
        "位置", "在画面上也看得见时，写在哪一处：号码、网址、标题、收款人、账号、金额", default=None
    )
    mark: Mark = mark()


Evidence = Cue | Ground
"""Words of a line that tell scam from genuine, lit once the visitor has decided."""


@dataclass(frozen=True, slots=True)
class Line:
    """Something said, written or shown, heard by the visitor exactly as `text` reads."""

    speaker: str = key("谁", "谁说的：角色编号，或者“旁白”“我”", one="编号")
    text: str = key(
        "文字", "台词原文，屏幕上照原样显示，不超过 {budget} 个字", budget=45, called="台词"
    )
    id: str = key(
        "编号", "台词编号，录音文件用它命名；不写时是“场景编号-序号”", default="", one="编号"
    )
    say: str = key("读作", "读音和写法不一样时，写要读出来的话", default="")
    form: Form = key(
        "形式", "在手机里的样子：文字、语音、转账、链接、文书、照片", default=Form.TEXT
    )
    cues: tuple[Cue, ...] = key("破绽", "这句话里的破绽", default=())
    grounds: tuple[Ground, ...] = key(
        "凭据", "这句话里的凭据：真打交道的人说的、可以放心的话", default=()
    )
    if_noted: tuple[str, ...] = key("若记下", "只有先前的选择记下了这些的人听到这句", default=())
    unless_noted: tuple[str, ...] = key(
        "若没记下", "先前的选择记下了其中一样的人听不到这句", default=()
    )
    photo: Photo | None = key(
        "照片里", f"形式是照片时，照片里是什么：{_any_of(Photo)}", default=None
    )
    mark: Mark = mark()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All words of the line that are lit: its 破绽, then its 凭据."""
        return (*self.cues, *self.grounds)


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What the device shows once a choice is made; what isn't written stays as it was."""

    result: Result | None = key("结果", _any_of(Result), default=None)
    amount: int = key("金额", "转出去多少元，不写就是“损失”", default=0)
    payee: str = key(
        "收款人",
        "转给谁，不超过 {budget} 个字，不写就是画面上的收款人",
        default="",
        budget=8,
        called="后果画面的收款人",
    )
    number: str = key(
        "号码",
        "正在拨打的号码，不超过 {budget} 个字，要遮住几位，公开热线除外",
        default="",
        budget=16,
        called="后果画面的号码",
    )
    filled: tuple[str, ...] = key(
        "填写",
        "网页上填好的格子，例如 姓名：王··，每个不超过 {budget} 个字",
        default=(),
        budget=16,
        called="填好的格子",
    )
    items: tuple[str, ...] = key(
        "内容",
        "页面上改成了哪些字，每行不超过 {budget} 个字",
        default=(),
        budget=16,
        called="后果画面的内容",
    )
    sharing: bool | None = key(
        "共享屏幕", "对方是不是正在看您的屏幕，不写就和原来一样", default=None
    )
    sent: str = key(
        "我发",
        "您在聊天或短信里发出去的话，不超过 {budget} 个字",
        default="",
        budget=20,
        called="您发出去的话",
    )
    reply: str = key(
        "回话", "对方回的话，不超过 {budget} 个字", default="", budget=20, called="对方回的话"
    )
    notice: str = key(
        "通知",
        "屏幕上方跳出来的通知，不超过 {budget} 个字",
        default="",
        budget=26,
        called="后果画面的通知",
    )
    caller: str = key(
        "来电",
        "又打来电话的号码或称呼，不超过 {budget} 个字",
        default="",
        budget=10,
        called="后果画面的来电",
    )
    mark: Mark = mark()


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing the visitor may do at a decision, and all that follows from it."""

    text: str = key("文字", "选项上的字，不超过 {budget} 个字", budget=16, called="选项")
    verdict: Verdict = key("判断", "稳妥、冒险或上当")
    stance: Stance = key("做法", "配合、拒绝、核实或求助")
    goto: str = key("去", "接下来的场景或结局编号", one="编号")
    consequence: str = key(
        "后果", "选了以后发生的事，不超过 {budget} 个字", budget=45, called="后果"
    )
    why: str = key("为什么", "一两句话说明道理，不超过 {budget} 个字", budget=50, called="“为什么”")
    say: str = key("读作", "选项读音和写法不一样时，写要读出来的话", default="")
    loss: int = key("损失", "损失多少元，整数，不写就是 0", default=0)
    leaks: tuple[str, ...] = key("泄露", "交出去的个人信息，例如 验证码", default=())
    control: Control | None = key(
        "按键", "绑定模拟设备上的按键：接听、挂断、确认、关闭", default=None
    )
    notes: tuple[str, ...] = key(
        "记下", "选了就记下的事，例如 付过钱；后面的台词和选项可以只给记下了的人", default=()
    )
    if_noted: tuple[str, ...] = key(
        "若记下", "只有先前的选择记下了这些的人看到这个选项", default=()
    )
    unless_noted: tuple[str, ...] = key(
        "若没记下", "先前的选择记下了其中一样的人看不到这个选项", default=()
    )
    aftermath: Aftermath = key("后果画面", "选了以后设备上是什么样子", default=Aftermath())
    mark: Mark = mark()


@dataclass(frozen=True, slots=True)
class Device:
    """What the simulated device shows beside the lines."""

    title: str = key(
        "标题",
        "群名、网页或转账页的标题，不超过 {budget} 个字",
        default="",
        budget=12,
        called="画面的标题",
    )
    number: str = key(
        "号码",
        "来电或短信号码，不超过 {budget} 个字，必须带 * 或 · 遮住几位，96110 等公开热线除外",
        default="",
        budget=16,
        called="号码",
    )
    address: str = key(
        "网址",
        "网页地址，不超过 {budget} 个字，域名以 .invalid 结尾",
        default="",
        budget=24,
        called="网址",
    )
    members: int = key("人数", "群聊人数，0 表示不是群", default=0)
    items: tuple[str, ...] = key(
        "内容",
        "网页或页面上逐行显示的字，每行不超过 {budget} 个字",
        default=(),
        budget=16,
        called="画面的内容",
    )
    payee: str = key(
        "收款人", "转账页上的收款人，不超过 {budget} 个字", default="", budget=8, called="收款人"
    )
    account: str = key(
        "账号",
        "转账页上的账号，不超过 {budget} 个字，必须遮住几位",
        default="",
        budget=19,
        called="账号",
    )
    amount: int = key("金额", "转账页上的金额（元）", default=0)
    place: str = key(
        "地点",
        "当面时在哪里，例如 银行柜台、自家门口，不超过 {budget} 个字",
        default="",
        budget=10,
        called="地点",
    )
    button: str = key(
        "按钮",
        "“确认”按键上写的字，例如 确认转账，不超过 {budget} 个字",
        default="",
        budget=6,
        called="按钮上的字",
    )
    ringing: bool = key("响铃", "电话正在响、还没有接", default=False)
    sharing: bool = key("共享屏幕", "对方正在看您的屏幕", default=False)
    video: bool = key("视频", "是视频通话，看得见对方", default=False)
    talking: bool = key("通话", "一边看这个页面，一边和对方通着电话", default=False)
    notice: str = key(
        "通知",
        "说到最后一句时，屏幕上方跳出来的通知，不超过 {budget} 个字",
        default="",
        budget=26,
        called="通知",
    )
    caller: str = key(
        "来电",
        "说到最后一句时，又打进来的号码或称呼，不超过 {budget} 个字",
        default="",
        budget=10,
        called="又打进来的号码",
    )
    seal: str = key(
        "印章",
        "网页上大红章里的字，不超过 {budget} 个字",
        default="",
        budget=6,
        called="印章上的字",
    )
    code: str = key(
        "二维码",
        "页面上或摊位牌子上的二维码，写它下面的字，不超过 {budget} 个字",
        default="",
        budget=8,
        called="二维码下面的字",
    )
    crowd: bool = key("围观", "当面时，旁边围着一圈人", default=False)
    mark: Mark = mark()


@dataclass(frozen=True, slots=True)
class Scene:
    """A moment of the story: lines, then either a decision or one next scene."""

    id: str = key("编号", "场景编号，本剧本内不重复", one="编号")
    channel: Channel = key("渠道", _any_of(Channel))
    lines: tuple[Line, ...] = key("台词", "一句一句的台词")
    contact: str = key("对方", "屏幕上和您打交道的角色编号", default="", one="编号")
    device: Device = key("画面", "模拟设备上显示的内容", default=Device())
    question: str = key(
        "提问",
        "选项上方的问题，不超过 {budget} 个字，不写就是“您怎么办？”",
        default="",
        budget=13,
        called="“提问”",
    )
    choices: tuple[Choice, ...] = key("选择", "两个或三个选项", default=())
    goto: str = key("去", "没有选项时，接下来的场景或结局编号", default="", one="编号")
    present: tuple[str, ...] = key("在场", "当面时，旁边还有谁，写角色编号，最多两个", default=())
    mark: Mark = mark()


@dataclass(frozen=True, slots=True)
class Ending:
    """How a play ends."""

    id: str = key("编号", "结局编号，不能和场景编号相同", one="编号")
    title: str = key("标题", "结局的名字，不超过 {budget} 个字", budget=12, called="结局的标题")
    lines: tuple[Line, ...] = key("台词", "结局的台词，多由旁白说")
    mark: Mark = mark()


def line_id(place: Scene | Ending, index: int) -> str:
    """Give a line's id: its own, else the scene's with the line's number counted from 1."""
    line: Line = place.lines[index]
    return line.id or f"{place.id}-{index + 1}"


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody who speaks in the story."""

    id: str = key("编号", "角色编号，台词里用它", one="编号")
    name: str = key(
        "称呼",
        "屏幕上显示的称呼，不超过 {budget} 个字，骗子自称的身份要加引号",
        budget=10,
        called="称呼",
        quotes_mean=True,
    )
    voice: str = key("声音", "声音的名称，{named}", named="见 catalogue/voices.yaml", one="名称")
    portrait: str = key("头像", "{named}", named="assets/pictures/people 里的头像名称", one="名称")
    mark: Mark = mark()

    @property
    def borrowed(self) -> bool:
        """Whether the name is only claimed: such names stand in quotation marks."""
        return self.name.startswith(("“", '"'))

    @property
    def claimed(self) -> str:
        """The name as its bearer says it: without the quotation marks that doubt it."""
        return self.name.strip('“”"')


@dataclass(frozen=True, slots=True)
class QuizItem:
    """A short contact to be told apart: scam or genuine."""

    id: str = key("编号", "考题编号，本剧本内不重复", one="编号")
    channel: Channel = key("渠道", _any_of(Channel))
    sender: str = key(
        "来自",
        "屏幕上显示是谁发来的，不超过 {budget} 个字，不加引号",
        budget=12,
        called="考题的“来自”",
    )
    text: str = key("内容", "对方说的话，不超过 {budget} 个字", budget=45, called="考题的内容")
    kind: Kind = key("性质", "骗局或真事")
    why: str = key("为什么", "一两句话说明道理，不超过 {budget} 个字", budget=50, called="“为什么”")
    technique: str = key("手法", "骗局用了哪种手法", default="", one="名称")
    say: str = key("读作", "读音和写法不一样时，写要读出来的话", default="")
    words: tuple[str, ...] = key(
        "词",
        "答完以后点亮的一两处：骗局是破绽，真事是凭据；和内容里写的一模一样，并且只出现一次",
        default=(),
    )
    mark: Mark = mark()


@dataclass(frozen=True, slots=True)
class Reading:
    """How some written words of this story are said, wherever they stand."""

    words: str = key("词", "写的词")
    say: str = key("读作", "要读出来的话")
    mark: Mark = mark()


@dataclass(frozen=True, slots=True)
class Source:
    """Where the facts of the story come from."""

    title: str = key("名称", "文件、通报或报道的名称")
    publisher: str = key("发布", "谁发布的")
    date: str = key("日期", "发布日期，例如 2025-06-18 或 2025-06", default="")
    mark: Mark = mark()


@dataclass(frozen=True, slots=True)
class Approval:
    """Who allowed these very words to be shown; a changed word voids it."""

    by: str = key("审核人", "审核的单位或人")
    on: date = key("日期", "审核日期，例如 2026-11-21")
    fingerprint: str = key("指纹", "审核时的内容指纹，由 kiosk check 显示")
    mark: Mark = mark()


@dataclass(frozen=True, slots=True)
class Scenario:
    """A whole story, as one file holds it."""

    format: int = key("格式", "格式版本，现在是 1")
    id: str = key("编号", "剧本编号，所有剧本里不重复，只用字母、数字和短横线", one="编号")
    title: str = key(
        "标题", "选故事时看到的名字，不超过 {budget} 个字，不透露真假", budget=14, called="标题"
    )
    kind: Kind = key("性质", "骗局或真事")
    type: str = key(
        "类型",
        "诈骗类型，{named}；真事写“真实联系”",
        named="名称见 catalogue/types.yaml",
        one="名称",
    )
    wallet: int = key("存款", "故事开始时的存款（元）；叫别的名字的钱，写“钱的名称”")
    picture: str = key(
        "图片",
        "{named}，或剧本文件夹里的图片文件",
        named="assets/pictures/covers 里的图片名称",
        one="名称",
    )
    scenes: tuple[Scene, ...] = key("场景", "场景，第一个就是开始")
    endings: tuple[Ending, ...] = key("结局", "结局")
    law: tuple[str, ...] = key(
        "法律", "适用的法律或规定，{named}", named="编号见 catalogue/law.yaml"
    )
    remember: str = key(
        "记住", "请观众记住的一句话，不超过 {budget} 个字", budget=24, called="“记住”"
    )
    quiz: tuple[QuizItem, ...] = key("考题", "“再考考您”的题目，至少三道，有真有假")
    sources: tuple[Source, ...] = key("来源", "事实的出处")
    review_by: date = key("复审日期", "到这一天要重新审核，例如 2027-06-30")
    cast: tuple[Character, ...] = key("角色", "故事里说话的人", default=())
    audience: tuple[str, ...] = key("对象", "适合哪些人，例如 老年人", default=())
    readings: tuple[Reading, ...] = key("读音", "整个剧本通用的读音", default=())
    wallet_name: str = key(
        "钱的名称",
        "屏幕上“您的存款”叫什么，例如 公司账户、退休金，不超过 {budget} 个字，不写就是“存款”",
        default="存款",
        budget=6,
        called="钱的名称",
        one="名称",
    )
    twin: str = key(
        "对照",
        "一真一假配成一对时，另一个剧本的编号；看完一个，请观众再看另一个",
        default="",
        one="编号",
    )
    approval: Approval | None = key("审核", "审核记录", default=None)
    mark: Mark = mark()

    @property
    def places(self) -> tuple[Scene | Ending, ...]:
        """All scenes, then all endings, in the order of the file."""
        return (*self.scenes, *self.endings)

"""The tables of a report: what stands in its workbook, sheet by sheet, and what its sentences are taken from."""

from __future__ import annotations

from kiosk.records.totals_code import DayTotals
from kiosk.report.figures import DeckFigures, Figures, StoryFigures
from kiosk.report.pieces import Cell, Chart, Column, Drawn, Shape, Table
from kiosk.report.statistics import FEW, Interval, Share
from kiosk.scenario.characters import printable
from kiosk.scenario.model import Kind, Stance
from kiosk.values import dataclass

WEEKDAYS = "一二三四五六日"
NAMELESS = "（没有名称）"
NONE = "没有可算的"
SMALL = f"样本少（不到{FEW}），只作参考"

# Heads that sentences are taken from
NAME, COUNT, MONEY = "名称", "数量", "金额"
VISITS, PLAYS, FINISHED = "使用人次", "剧本场次", "玩到结局"
SCAMS, HANDLED, HIT_RATE, HIT_LOW, HIT_HIGH = (
    "骗局场次", "识破场次", "识破占比", "识破下限", "识破上限",
)  # fmt: skip
CONTACTS, REFUSED, ALARM_RATE, ALARM_LOW, ALARM_HIGH = (
    "真事场次", "误伤场次", "误伤占比", "误伤下限", "误伤上限",
)  # fmt: skip
D_PRIME, D_LOW, D_HIGH, BIAS, BIAS_LOW, BIAS_HIGH = (
    "辨别力d′", "d′下限", "d′上限", "倾向c", "c下限", "c上限",
)  # fmt: skip
REFUSING_SCAMS, REFUSING_CONTACTS = "骗局里拒绝占比", "真事里拒绝占比"
MET, MISSED, MISSED_RATE, MISSED_LOW, MISSED_HIGH = (
    "遇到", "看漏", "看漏占比", "占比下限", "占比上限",
)  # fmt: skip
CAME, LEFT, LEFT_RATE = "走到这里", "在这里离开", "离开占比"


class Row:
    """Rows of the first table that sentences name."""

    VISITS = "使用人次"
    PLAYS = "剧本场次"
    FINISHED = "玩到结局的场次"
    FIRST = "第一次玩的场次"
    FIRST_FINISHED = "第一次玩并玩到结局的场次"
    RETURNS = "同一次使用里再玩的场次"
    RETURNS_FINISHED = "再玩并玩到结局的场次"
    UNFINISHED = "没有玩到结局的场次"
    EXIT = "其中：按了退出或换了剧本"
    IDLE = "其中：没有人操作"
    CUT = "其中：断电或程序重新启动"
    RUNNING = "其中：没有结束的记录"
    DAYS = "有人使用的天数"
    KIOSKS = "有记录的机器台数"
    INSTALL = "安装指引展示次数"
    INSTALL_VISITS = "看到安装指引的使用人次"
    LARGE = "用大字的场次"
    CONTRAST = "用大字高对比的场次"
    SLOW = "用慢一点的场次"
    KEYED = "用小键盘的场次"
    CAPTIONS = "只有字幕、没有声音的场次"
    TRIALS = "工作人员试玩的场次（没有计入）"
    UNDATED = "时钟不可信的场次"


SPARED, LOST = "故事里守住的钱", "故事里损失的钱"
BEFORE, AFTER_SCAMS, AFTER_CONTACTS = "先想一想", "再考考您：骗局题", "再考考您：真事题"


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables, each by what it is of."""

    sums: Table
    money: Table
    days: Table
    hours: Table
    kiosks: Table
    stories: Table
    discernment: Table
    stances: Table
    techniques: Table
    cues: Table
    ways: Table
    leaving: Table
    again: Table
    quiz: Table
    install: Table
    together: Table
    sheets: Table

    @property
    def all(self) -> tuple[Table, ...]:
        """Give them in the order of the workbook's sheets; those of 日计 where there are any."""
        found: list[Table] = [getattr(self, name) for name in self.__dataclass_fields__]
        return tuple(one for one in found if one.rows or one not in (self.together, self.sheets))


def tables(figures: Figures) -> Tables:
    """Give all tables of some figures."""
    return Tables(
        _sums(figures),
        _money(figures),
        _days(figures),
        _hours(figures),
        _kiosks(figures),
        _stories(figures),
        _discernment(figures),
        _stances(figures),
        _techniques(figures),
        _cues(figures),
        _ways(figures),
        _leaving(figures),
        _again(figures),
        _quiz(figures),
        _install(figures),
        _together(figures),
        _sheets(figures),
    )


def row_of(table: Table, name: str) -> int:
    """Give the number of a row, counted from 0, by what its first cell says."""
    return [row[0] for row in table.rows].index(name)


def _text(head: str) -> Column:
    return Column(head, Shape.TEXT)


def _share(head: str) -> Column:
    return Column(head, Shape.SHARE)


def _number(head: str) -> Column:
    return Column(head, Shape.NUMBER)


def _of(share: Share) -> tuple[Cell, Cell, Cell]:
    return (share.value, *_between(share.interval))


def _between(interval: Interval | None) -> tuple[Cell, Cell]:
    return (interval.low, interval.high) if interval else (None, None)


def _small(*shares: Share) -> str:
    """Give what a row says of how many cases there are."""
    if not all(share.of for share in shares):
        return NONE
    return SMALL if any(share.few for share in shares) else ""


def _sums(figures: Figures) -> Table:
    sums, leaving, use = figures.totals, figures.leaving, figures.use
    counted = "计入" if figures.with_undated else "没有计入"
    rows: tuple[tuple[Cell, ...], ...] = (
        (Row.VISITS, sums.visits, "机器被使用了几次；同一个人来两次算两次，只看不玩的不算"),
        (Row.PLAYS, sums.plays, "开始玩的剧本，一个剧本一场"),
        (Row.FINISHED, sums.finished, ""),
        (Row.FIRST, sums.first_tries, "同一次使用里头一回玩这个剧本"),
        (Row.FIRST_FINISHED, sums.first_finished, ""),
        (Row.RETURNS, sums.returns, "玩过以后换个选择再试，或者从头再玩"),
        (Row.RETURNS_FINISHED, sums.returns_finished, ""),
        (Row.UNFINISHED, sums.plays - sums.finished, ""),
        (Row.EXIT, leaving.exit, ""),
        (Row.IDLE, leaving.idle, "问过“您还在吗？”没有回应"),
        (Row.CUT, leaving.cut, ""),
        (Row.RUNNING, leaving.running, "记录导出时还在玩，或者没来得及写完"),
        (Row.DAYS, sum(day.plays > 0 for day in figures.days.values()), "按可信的时钟"),
        (Row.KIOSKS, len(figures.kiosks), ""),
        (Row.INSTALL, figures.install.shown, "只说明展示过，机器不知道是否安装"),
        (Row.INSTALL_VISITS, figures.install.visits, ""),
        (Row.LARGE, use.large, "按结束时的设置"),
        (Row.CONTRAST, use.contrast, "按结束时的设置"),
        (Row.SLOW, use.slow, "按结束时的设置"),
        (Row.KEYED, use.keyed, ""),
        (Row.CAPTIONS, use.captions_only, ""),
        (Row.TRIALS, sums.trials, "在哪一项里都没有计入"),
        (Row.UNDATED, sums.undated, f"日期不能确定，{counted}；不分日期，全部记录里的都算"),
    )
    note = f"{figures.period.in_words}。"
    return Table("总体", (_text(NAME), Column(COUNT), _text("说明")), rows, note)


def _money(figures: Figures) -> Table:
    rows = (
        (SPARED, figures.totals.spared, "玩到结局的骗局：这个剧本最多会损失的，减去实际损失的"),
        (LOST, figures.totals.lost, "所有场次"),
    )
    columns = (_text(NAME), Column(MONEY, Shape.MONEY), _text("说明"))
    return Table("模拟金额", columns, rows, "剧本里的模拟金额，不是任何人的真实财产。")


_COUNTED = (Column(VISITS), Column(PLAYS), Column(FINISHED))


def _days(figures: Figures) -> Table:
    rows = tuple(
        (day, f"周{WEEKDAYS[day.weekday()]}", one.visits, one.plays, one.finished)
        for day, one in figures.days.items()
    )
    columns = (Column("日期", Shape.DAY), _text("星期"), *_COUNTED)
    chart = Chart("每日使用情况", "日期", (VISITS, PLAYS), most=0)
    note = "时钟可信的场次，按开始的日期。0 表示这一天没有记录：可能没有人用，也可能没有开机。"
    return Table("每日", columns, rows, note, chart)


def _hours(figures: Figures) -> Table:
    rows = tuple(
        (f"{hour}时", one.visits, one.plays, one.finished) for hour, one in enumerate(figures.hours)
    )
    chart = Chart("各时段使用情况", "时段", (VISITS, PLAYS), most=0)
    note = "时钟可信的场次，按开始的时间：9时是9:00到10:00。机器只记到一刻钟。"
    return Table("时段", (_text("时段"), *_COUNTED), rows, note, chart)


def _kiosks(figures: Figures) -> Table:
    rows = tuple(
        (one.id, printable(one.name) or NAMELESS, one.counted.visits, one.counted.plays, one.counted.finished)
        for one in figures.kiosks
    )  # fmt: skip
    columns = (_text("机器编号"), _text("机器名称"), *_COUNTED)
    return Table("各机器", columns, rows, "机器编号是第一次开机时随机取的。")


def _title(story: StoryFigures) -> str:
    return printable(story.title)


def _stories(figures: Figures) -> Table:
    rows = tuple(
        (
            _title(one), one.kind.zh, printable(one.type), one.plays, one.finished,
            one.first_tries, one.first_finished, one.handled.count, *_of(one.handled),
            one.points, _small(one.handled), one.id, one.hash,
        )
        for one in figures.stories
    )  # fmt: skip
    columns = (
        _text("剧本"), _text("性质"), _text("类型"), Column(PLAYS), Column(FINISHED),
        Column("第一次玩"), Column("第一次玩到结局"), Column("处置得当"), _share("得当占比"),
        _share("占比下限"), _share("占比上限"), _number("平均防骗分"), _text("说明"), _text("编号"), _text("指纹"),
    )  # fmt: skip
    note = (
        "处置得当：骗局没有上当、最多冒险一次；真事没有拒绝到使自己受损。占比和平均分只算第一次玩到结局的。"
        "同一个剧本改过一个字，指纹不同，另算一行。"
    )
    chart = Chart("各剧本场次", "剧本", (PLAYS, FINISHED), Drawn.BARS)
    return Table("各剧本", columns, rows, note, chart)


def _discernment(figures: Figures) -> Table:
    parts = [figures.whole, figures.first_story, figures.later_stories]
    if len(figures.decks) > 1:
        parts += figures.decks
    columns = (
        _text(NAME), Column(SCAMS), Column(HANDLED), _share(HIT_RATE), _share(HIT_LOW), _share(HIT_HIGH),
        Column(CONTACTS), Column(REFUSED), _share(ALARM_RATE), _share(ALARM_LOW), _share(ALARM_HIGH),
        _number(D_PRIME), _number(D_LOW), _number(D_HIGH), _number(BIAS), _number(BIAS_LOW), _number(BIAS_HIGH),
        _share(REFUSING_SCAMS), _share(REFUSING_CONTACTS), _text("说明"),
    )  # fmt: skip
    note = (
        "只算第一次玩到结局的。识破：骗局没有上当、最多冒险一次。误伤：真事拒绝到使自己受损。"
        "d′ 越大分得越清，0 是分不清；c 小于 0 是偏向都当骗局，大于 0 是偏向都相信。"
        "上下限是 95% 区间，同一次使用里的几场算一个人的。拒绝占比是所有选择里“拒绝”的占比，"
        "两个都高，说明可能只学会了害怕。"
    )
    chart = Chart("识破和误伤", NAME, (HIT_RATE, ALARM_RATE))
    return Table("识骗与误伤", columns, tuple(map(_part, parts)), note, chart)


def _part(one: DeckFigures) -> tuple[Cell, ...]:
    told = one.discerning
    return (
        printable(one.name), told.hits.of, told.hits.count, *_of(told.hits),
        told.false_alarms.of, told.false_alarms.count, *_of(told.false_alarms),
        told.d_prime, *_between(told.d_prime_interval), told.c, *_between(told.c_interval),
        one.refused_scams.value, one.refused_genuine.value, _small(told.hits, told.false_alarms),
    )  # fmt: skip


def _stances(figures: Figures) -> Table:
    def row(stance: Stance) -> tuple[Cell, ...]:
        counts = [figures.stances.get((kind, stance), 0) for kind in Kind]
        all_of = [sum(n for (of, _), n in figures.stances.items() if of is kind) for kind in Kind]
        return (
            stance.zh,
            *(
                cell
                for count, of in zip(counts, all_of, strict=True)
                for cell in (count, Share(count, of).value)
            ),
        )

    columns = [_text("做法")]
    for kind in Kind:
        columns += [Column(f"{kind.zh}里的选择"), _share(f"{kind.zh}里的占比")]
    chart = Chart("骗局和真事里怎么做", "做法", tuple(f"{kind.zh}里的占比" for kind in Kind))
    note = "第一次玩到结局的场次里所有的选择。"
    return Table("做法", tuple(columns), tuple(map(row, Stance)), note, chart)


_MISSED = (
    Column(MET), Column(MISSED), _share(MISSED_RATE), _share(MISSED_LOW), _share(MISSED_HIGH), _text("说明"),
)  # fmt: skip


def _missed(share: Share) -> tuple[Cell, ...]:
    return (share.of, share.count, *_of(share), _small(share))


def _techniques(figures: Figures) -> Table:
    rows = tuple((printable(one.name), *_missed(one.missed)) for one in figures.techniques)
    chart = Chart("各手法的破绽：遇到和看漏", "手法", (MET, MISSED), Drawn.BARS)
    note = "一处破绽遇到一次算一次；后面的选择不是“稳妥”，算看漏。只算第一次玩的。"
    return Table("手法", (_text("手法"), *_MISSED), rows, note, chart)


def _cues(figures: Figures) -> Table:
    rows = tuple(
        (printable(one.words), printable(one.story), printable(one.technique), printable(one.note), *_missed(one.missed))
        for one in figures.cues
    )  # fmt: skip
    columns = (_text("破绽"), _text("剧本"), _text("手法"), _text("为什么"), *_MISSED)
    chart = Chart("看漏最多的破绽", "破绽", (MISSED,), Drawn.BARS, most=15)
    return Table("破绽", columns, rows, "看漏次数多的在前。只算第一次玩的。", chart)


def _ways(figures: Figures) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for story in figures.stories:
        places = {place.id: place for place in story.places}
        for way in story.ways:
            start, goal = places.get(way.start), places.get(way.goal)
            rows.append(
                (
                    _title(story), printable(start.words if start else way.start),
                    printable(way.words) or "（没有选择，接着往下）",
                    way.verdict.zh if way.verdict else "", way.stance.zh if way.stance else "",
                    printable(goal.words if goal else way.goal), way.took,
                    Share(way.took, start.came).value if start else None, way.seconds,
                )
            )  # fmt: skip
    columns = (
        _text("剧本"), _text("场景"), _text("选择"), _text("判断"), _text("做法"), _text("去到"),
        Column("场次"), _share("占走到这里的"), Column("考虑秒数（中位数）", Shape.SECONDS),
    )  # fmt: skip
    note = "只算第一次玩的。走向图画在网页里。"
    return Table("走向", columns, tuple(rows), note)


def _leaving(figures: Figures) -> Table:
    places = [
        (printable(place.words), _title(story), place.came, place.left, Share(place.left, place.came).value)
        for story in figures.stories
        for place in story.places
        if place.left
    ]  # fmt: skip
    places.sort(key=lambda row: (-row[3], row[1], row[0]))
    columns = (_text("场景"), _text("剧本"), Column(CAME), Column(LEFT), _share(LEFT_RATE))
    note = "第一次玩、没有玩到结局的，停在哪个场景。离开多的在前。"
    chart = Chart("在哪里离开", "场景", (LEFT,), Drawn.BARS, most=15)
    return Table("离开", columns, tuple(places), note, chart)


def _again(figures: Figures) -> Table:
    sums = figures.totals
    rows = (
        ("第一次玩", sums.pairs, sums.points_first),
        ("最后一次再玩", sums.pairs, sums.points_again),
    )
    columns = (_text(NAME), Column("组数"), _number("平均防骗分"))
    note = "同一次使用里，同一个剧本玩到结局又再玩到结局的。再玩时已经知道结局，分数提高不等于识骗能力提高。"
    return Table("初玩再玩", columns, rows, note)


def _quiz(figures: Figures) -> Table:
    quiz = figures.quiz
    rows = tuple(
        (name, share.of, share.count, *_of(share), _small(share))
        for name, share in (
            (BEFORE, quiz.before),
            (AFTER_SCAMS, quiz.after_scams),
            (AFTER_CONTACTS, quiz.after_genuine),
        )
    )
    columns = (
        _text("题目"), Column("回答"), Column("答对"), _share("答对占比"), _share("占比下限"),
        _share("占比上限"), _text("说明"),
    )  # fmt: skip
    note = (
        "“先想一想”问上一个剧本要记住哪句话，“再考考您”分辨骗局和真事；问的不是同一件事，不能相减。"
    )
    return Table("考题", columns, rows, note)


def _install(figures: Figures) -> Table:
    install = figures.install
    rows = (
        ("四分之一短于", install.lower),
        ("中位数", install.median),
        ("四分之一长于", install.upper),
    )
    columns = (_text(NAME), Column("停留", Shape.SECONDS))
    return Table("安装指引", columns, rows, "安装指引页面停留的时间，一场里几次加在一起。")


HERE, SHEETS, TOGETHER = "有记录的机器", "日计", "合计"
INSTALLS, MACHINES = "安装指引展示", "机器"


def _added(heads: tuple[str, ...]) -> tuple[Column, ...]:
    return tuple(Column(head) for head in heads)


_TOGETHER = (VISITS, PLAYS, FINISHED, SCAMS, HANDLED, CONTACTS, REFUSED, INSTALLS)


def _together(figures: Figures) -> Table:
    sums, told = figures.totals, figures.whole.discerning
    here = (
        sums.visits, sums.plays, sums.finished, told.hits.of, told.hits.count,
        told.false_alarms.of, told.false_alarms.count, figures.install.shown,
    )  # fmt: skip
    sheets = tuple(map(sum, zip(*map(_sheet, figures.sheets), strict=True))) or (0,) * len(here)
    both = tuple(a + b for a, b in zip(here, sheets, strict=True))
    own, others = ({one.id for one in figures.kiosks}, {one.kiosk for one in figures.sheets})
    rows: tuple[tuple[Cell, ...], ...] = (
        (HERE, len(own), *here),
        (SHEETS, len(others), *sheets),
        (TOGETHER, len(own | others), *both),
    )
    note = "日计是拍照或输入的一天总数，那台机器那一天没有记录文件时才算，所以不会重复。"
    columns = (_text(NAME), Column(MACHINES), *_added(_TOGETHER))
    return Table("合计", columns, rows if figures.sheets else (), note)


def _sheet(one: DayTotals) -> tuple[int, ...]:
    counted = (one.visits, one.plays, one.completed)
    return (*counted, one.scams, one.handled, one.genuine, one.refused, one.install)


def _sheets(figures: Figures) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.day, one.kiosk, printable(one.name) or NAMELESS, *_sheet(one))
        for one in figures.sheets
    )
    columns = (Column("日期", Shape.DAY), _text("机器编号"), _text("机器名称"), *_added(_TOGETHER))
    note = "拍照或输入的一天总数；别的表里没有这些场次。"
    return Table("日计", columns, rows, note)

"""The sentences of a 情况报告: each figure names its cell, what only people know is left to them.

No sentence says more than its figures carry: a share of scams handled never stands without that of
genuine contacts refused, money is the story's, and the installing of the App isn't known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kiosk.report import tables as names
from kiosk.report.figures import Figures
from kiosk.report.pieces import (
    Cited,
    Letter,
    Level,
    Paragraph,
    Piece,
    Sentence,
    Table,
    ToFill,
    cited,
)
from kiosk.report.tables import Row, Tables, row_of

TITLE = "反诈互动训练情况报告"
MOST_CUES, MOST_TECHNIQUES, MOST_LEFT = 3, 3, 3
MOST_ATTACHED = 15
FEW_HERE = "少"
"""What stands in a narrow column for a small sample; the note says it in full."""

HOST = ToFill("组织单位", "主办、协办单位的全称，问活动负责人")
PLACE = ToFill("活动地点", "网点、社区、商圈等的名称，问活动负责人")
EVENTS = ToFill("活动场次", "线下宣传活动办了几场，查活动台账")
LEAFLETS = ToFill("发放资料份数", "折页、手册、海报各多少份，查领用登记")
BANNERS = ToFill("悬挂横幅条数", "横幅、LED 标语多少条，问各网点")
TEXTS = ToFill("发送短信条数", "宣传短信发给多少客户，问信息科技或运营部门")
CONSULTED = ToFill("接受咨询人次", "现场咨询登记表")
REGISTERED = ToFill(
    "指导安装并注册人数", "指导群众装好并注册国家反诈中心 App 的人数，查登记表；机器不知道"
)
STOPPED = ToFill("劝阻情况", "柜面劝阻、协助公安处置的笔数和金额，查台账；没有就删去这句")
MEDIA = ToFill("宣传报道篇数", "公众号、报纸、电视各多少篇，附链接")
PHOTOS = ToFill(
    "照片及说明",
    "三至六张：远景、近景、指导操作各一张，每张写明时间、地点、内容；群众正脸要经本人同意",
)
CASE = ToFill("典型事例", "一两件有时间、有地点、有经过的真事，隐去姓名")
NEXT = ToFill("下一步打算", "结合看漏最多的破绽和手法、离开最多的地方写；写清谁来做、什么时候做完")
TO = ToFill("主送机关", "报给哪个单位，写全称")
SIGNED = ToFill("发文单位", "写全称，盖章")


def letter(figures: Figures, tables: Tables, site: str, on: date) -> Letter:
    """Give the report of some figures; `site` is the unit's name, empty where nobody knows it."""
    return Letter(
        title=f"{site}{TITLE}",
        to=TO,
        paragraphs=tuple(_paragraphs(figures, tables, site)),
        signed=site or SIGNED,
        on=on,
        attached=tuple(_attached(tables)),
    )


def _attached(tables: Tables) -> Iterator[Table]:
    yield _narrowed(
        tables.stories, "各剧本情况",
        ("剧本", "性质", names.PLAYS, names.FINISHED, "第一次玩到结局", "处置得当", "得当占比", "说明"),
    )  # fmt: skip
    yield _narrowed(
        tables.cues,
        "看漏最多的破绽",
        ("破绽", "剧本", "手法", names.MET, names.MISSED, names.MISSED_RATE),
    )


def _narrowed(table: Table, name: str, heads: tuple[str, ...]) -> Table:
    """Give some columns and the first rows of a table, as there is room for on paper."""
    named = [table.column(head) for head in heads]
    kept = [n for n in named if any(row[n] != "" for row in table.rows[:MOST_ATTACHED])]
    whole = tuple(tuple(row[n] for n in kept) for row in table.rows[:MOST_ATTACHED])
    rows = tuple(tuple(FEW_HERE if cell == names.SMALL else cell for cell in row) for row in whole)
    note = table.note
    if rows != whole:
        note += f"{FEW_HERE}：{names.SMALL}。"
    if len(table.rows) > len(rows):
        note += f"只列前 {MOST_ATTACHED} 行，其余见工作簿。"
    columns = tuple(table.columns[n] for n in kept)
    return replace(table, name=name, columns=columns, rows=rows, note=note, chart=None)


# The paragraphs -----------------------------------------------------------------------------------


def _heading(level: Level, text: str) -> Paragraph:
    return Paragraph(level, ((text,),))


def _body(*sentences: Sentence | None) -> Paragraph:
    return Paragraph(Level.BODY, tuple(one for one in sentences if one))


def _paragraphs(figures: Figures, tables: Tables, site: str) -> Iterator[Paragraph]:
    """Give the headings and the paragraphs that have something to say."""
    return (one for one in _all_paragraphs(figures, tables, site) if one.sentences)


def _all_paragraphs(figures: Figures, tables: Tables, site: str) -> Iterator[Paragraph]:
    yield _body(
        (f"{figures.period.in_words}，{site or '我单位'}使用反诈互动训练一体机开展反诈互动训练。",),
        ("现将有关情况报告如下。",),
    )
    yield _heading(Level.FIRST, "基本情况")
    yield _heading(Level.SECOND, "组织开展情况")
    yield _body(
        ("本次活动由", HOST, "组织，在", PLACE, "举办线下宣传活动", EVENTS, "场。"),
        ("活动期间，发放宣传资料", LEAFLETS, "份，悬挂横幅", BANNERS, "条，发送宣传短信", TEXTS, "条。"),
        ("现场接受群众咨询", CONSULTED, "人次，指导群众安装并注册国家反诈中心App", REGISTERED, "人。"),
    )  # fmt: skip
    yield _heading(Level.SECOND, "一体机使用情况")
    yield _body(*_use(figures, tables))
    yield _body(*_busiest(figures, tables))
    if figures.sheets:
        yield _body(*_by_sheet(tables))
    yield _heading(Level.FIRST, "训练情况")
    yield _heading(Level.SECOND, "识破骗局和误伤真事")
    yield _body(*_told_apart(figures, tables))
    yield _body(*_leaning(figures, tables))
    yield _heading(Level.SECOND, "看漏最多的破绽和手法")
    yield _body(*_missed(tables))
    yield _heading(Level.SECOND, "在哪里离开")
    yield _body(*_left(figures, tables))
    yield _heading(Level.SECOND, "再玩一次和答题")
    yield _body(*_again(figures, tables))
    yield _heading(Level.SECOND, "模拟金额")
    yield _body(
        (
            "剧本里的模拟存款，玩到结局的骗局共守住", _cell(tables.money, names.SPARED, names.MONEY),
            "，全部场次共损失", _cell(tables.money, names.LOST, names.MONEY), "。",
        ),
        ("这是故事里的数字，不是任何人的真实财产。",),
    )  # fmt: skip
    yield _heading(Level.SECOND, "安装指引和辅助功能")
    yield _body(*_install(figures, tables))
    yield _heading(Level.FIRST, "宣传报道和典型事例")
    yield _body(
        (
            "刊发宣传报道",
            MEDIA,
            "篇。",
        ),
        (CASE, "。"),
        (STOPPED, "。"),
        (PHOTOS, "。"),
    )
    yield _heading(Level.FIRST, "下一步打算")
    yield _body((NEXT, "。"))
    yield _heading(Level.FIRST, "数据说明")
    yield _body(*_limits(figures, tables))


def _cell(table: Table, row: str, head: str, unit: str = "") -> Cited:
    return cited(table, row_of(table, row), head, unit)


def _sum(tables: Tables, row: str, unit: str = "") -> Cited:
    return _cell(tables.sums, row, names.COUNT, unit)


def _use(figures: Figures, tables: Tables) -> Iterator[Sentence]:
    yield (
        "共有", _sum(tables, Row.KIOSKS, "台"), "反诈互动训练一体机（以下简称一体机）有使用记录，使用", _sum(tables, Row.VISITS, "人次"),
        "，玩剧本", _sum(tables, Row.PLAYS, "场"), "，其中玩到结局", _sum(tables, Row.FINISHED, "场"), "。",
    )  # fmt: skip
    if figures.totals.returns:
        yield (
            "第一次玩的", _sum(tables, Row.FIRST, "场"), "，玩过以后再玩的", _sum(tables, Row.RETURNS, "场"), "。",
        )  # fmt: skip


def _busiest(figures: Figures, tables: Tables) -> Iterator[Sentence]:
    days = list(figures.days)
    if not any(day.visits for day in figures.days.values()):
        return
    busiest = max(days, key=lambda day: figures.days[day].visits)
    row = days.index(busiest)
    yield (
        "期间有", _sum(tables, Row.DAYS, "天"), f"有人使用，{busiest.month}月{busiest.day}日最多，",
        cited(tables.days, row, names.VISITS, "人次"), "。",
    )  # fmt: skip
    hour = max(range(len(figures.hours)), key=lambda n: figures.hours[n].visits)
    yield (
        f"一天里{hour}时至{hour + 1}时开始使用的最多，共",
        cited(tables.hours, hour, names.VISITS, "人次"),
        "。",
    )


def _by_sheet(tables: Tables) -> Iterator[Sentence]:
    table = tables.together

    def cell(row: str, head: str, unit: str) -> Cited:
        return _cell(table, row, head, unit)

    yield (
        "另有", cell(names.SHEETS, names.MACHINES, "台"), "机器有拍照或者输入的日计，使用",
        cell(names.SHEETS, names.VISITS, "人次"), "，玩剧本", cell(names.SHEETS, names.PLAYS, "场"), "，其中玩到结局",
        cell(names.SHEETS, names.FINISHED, "场"), "。",
    )  # fmt: skip
    yield (
        "两样合起来，使用", cell(names.TOGETHER, names.VISITS, "人次"), "，玩剧本",
        cell(names.TOGETHER, names.PLAYS, "场"), "，其中玩到结局", cell(names.TOGETHER, names.FINISHED, "场"),
        "；第一次玩到结局的骗局", cell(names.TOGETHER, names.SCAMS, "场"), "，识破",
        cell(names.TOGETHER, names.HANDLED, "场"), "，真实联系", cell(names.TOGETHER, names.CONTACTS, "场"), "，误伤",
        cell(names.TOGETHER, names.REFUSED, "场"), "。",
    )  # fmt: skip
    yield ("下面各节只算有记录文件的机器。",)


# What is told is told with its counterpart --------------------------------------------------------


def _with_interval(table: Table, row: int, rate: str, low: str, high: str) -> tuple[Piece, ...]:
    return (
        cited(table, row, rate), "（95%区间", cited(table, row, low), "至", cited(table, row, high), "）",
    )  # fmt: skip


def _told_apart(figures: Figures, tables: Tables) -> Iterator[Sentence]:
    table, told = tables.discernment, figures.whole.discerning
    if not told.hits.of and not told.false_alarms.of:
        yield ("没有第一次玩到结局的场次，识破和误伤无从统计。",)
        return
    scams: tuple[Piece, ...] = (
        cited(table, 0, names.SCAMS, "场"), "是骗局，识破", cited(table, 0, names.HANDLED, "场"),
    )  # fmt: skip
    contacts: tuple[Piece, ...] = (
        cited(table, 0, names.CONTACTS, "场"), "是真实联系，误伤", cited(table, 0, names.REFUSED, "场"),
    )  # fmt: skip
    if not told.hits.of or not told.false_alarms.of:
        yield ("第一次玩到结局的场次里，", *scams, "；", *contacts, "。")
        yield ("两样要一起看才能说明效果，这一期只有一样，不计算占比。",)
        return
    yield (
        "第一次玩到结局的场次里，", *scams, "，占",
        *_with_interval(table, 0, names.HIT_RATE, names.HIT_LOW, names.HIT_HIGH), "；", *contacts, "，占",
        *_with_interval(table, 0, names.ALARM_RATE, names.ALARM_LOW, names.ALARM_HIGH), "。",
    )  # fmt: skip
    yield ("识破是没有上当、最多冒险一次；误伤是把真实联系拒绝到使自己受损。",)
    yield ("两样要一起看：什么都拒绝的人，骗局也都躲得开。",)
    if told.few:
        yield (f"{names.SMALL}。",)


def _leaning(figures: Figures, tables: Tables) -> Iterator[Sentence]:
    table, whole = tables.discernment, figures.whole
    told = whole.discerning
    if told.c_interval is not None:
        lean = "看不出偏向哪一边"
        if told.c_interval.high < 0:
            lean = "总的偏向把联系当成骗局"
        elif told.c_interval.low > 0:
            lean = "总的偏向相信"
        yield (
            "按信号检测的方法计算，辨别力d′为",
            *_with_interval(table, 0, names.D_PRIME, names.D_LOW, names.D_HIGH), "，倾向c为",
            *_with_interval(table, 0, names.BIAS, names.BIAS_LOW, names.BIAS_HIGH), f"，{lean}。",
        )  # fmt: skip
    if whole.refused_scams.of and whole.refused_genuine.of:
        yield (
            "所有选择里直接拒绝的，骗局里占", cited(table, 0, names.REFUSING_SCAMS), "，真实联系里占",
            cited(table, 0, names.REFUSING_CONTACTS), "。",
        )  # fmt: skip
    first, later = figures.first_story.discerning, figures.later_stories.discerning
    if all(one.hits.of and one.false_alarms.of for one in (first, later)):
        yield (
            "到场的第一个剧本，识破", cited(table, 1, names.HIT_RATE), "、误伤", cited(table, 1, names.ALARM_RATE),
            "；同一次使用里后来的剧本，识破", cited(table, 2, names.HIT_RATE), "、误伤", cited(table, 2, names.ALARM_RATE),
            "。",
        )  # fmt: skip
        yield ("前后玩的剧本不同，接着玩的人也少些，相差多少不能都算作训练的效果。",)


def _missed(tables: Tables) -> Iterator[Sentence]:
    cues = [row for row in tables.cues.rows if row[tables.cues.column(names.MISSED)]]
    if not cues:
        yield ("没有看漏破绽的记录。",)
        return
    yield ("第一次玩的场次里，下列破绽看漏的次数最多。",)
    for number, (words, story, technique, why, *_) in enumerate(cues[:MOST_CUES]):
        yield (
            f"《{story}》里的“{_inside(words)}”（{technique}：{why}），遇到", cited(tables.cues, number, names.MET, "次"),
            "，看漏", cited(tables.cues, number, names.MISSED, "次"), "，占",
            cited(tables.cues, number, names.MISSED_RATE), "。",
        )  # fmt: skip
    found = [row for row in tables.techniques.rows if row[tables.techniques.column(names.MISSED)]]
    parts: list[Piece] = ["按手法看，看漏最多的是"]
    for number, (name, *_) in enumerate(found[:MOST_TECHNIQUES]):
        times = cited(tables.techniques, number, names.MISSED, "次")
        share = cited(tables.techniques, number, names.MISSED_RATE)
        parts += ["、" if number else "", f"{name}（", times, "，占", share, "）"]
    yield (*parts, "。")


def _inside(words: object) -> str:
    """Give words as they stand within quotation marks."""
    return str(words).translate(str.maketrans("“”", "‘’"))


def _left(figures: Figures, tables: Tables) -> Iterator[Sentence]:
    if figures.totals.plays == figures.totals.finished:
        yield ("没有玩到结局的有", _sum(tables, Row.UNFINISHED, "场"), "。")
        return
    yield (
        "没有玩到结局的", _sum(tables, Row.UNFINISHED, "场"), "里，按了退出或换了剧本的", _sum(tables, Row.EXIT, "场"),
        "，没有人操作的", _sum(tables, Row.IDLE, "场"), "，断电或程序重新启动的", _sum(tables, Row.CUT, "场"),
        "，没有结束记录的", _sum(tables, Row.RUNNING, "场"), "。",
    )  # fmt: skip
    for number, (place, story, *_) in enumerate(tables.leaving.rows[:MOST_LEFT]):
        yield (
            f"《{story}》的“{_inside(place)}”，第一次玩的有", cited(tables.leaving, number, names.CAME, "场"), "走到这里，",
            cited(tables.leaving, number, names.LEFT, "场"), "在这里离开。",
        )  # fmt: skip


def _again(figures: Figures, tables: Tables) -> Iterator[Sentence]:
    if figures.totals.pairs:
        yield (
            "同一次使用里，同一个剧本玩到结局又再玩到结局的有", cited(tables.again, 0, "组数", "组"),
            "，防骗分第一次平均", cited(tables.again, 0, "平均防骗分", "分"), "，最后一次平均",
            cited(tables.again, 1, "平均防骗分", "分"), "。",
        )  # fmt: skip
        yield ("再玩时已经知道结局，分数提高不等于识骗能力提高。",)
    asked = [row for row in tables.quiz.rows if row[1]]
    if not asked:
        yield ("没有答题的记录。",)
        return
    parts: list[Piece] = []
    for name, *_ in asked:
        row = row_of(tables.quiz, str(name))
        said = cited(tables.quiz, row, "回答", "次")
        right = cited(tables.quiz, row, "答对", "次")
        parts += ["；" if parts else "", f"“{name}”回答", said, "，答对", right]
        parts += ["，占", cited(tables.quiz, row, "答对占比")]
    yield (*parts, "。")
    yield ("几种题问的不是同一件事，不能相减。",)


def _install(figures: Figures, tables: Tables) -> Iterator[Sentence]:
    if figures.install.shown:
        yield (
            "安装国家反诈中心App的指引展示", _sum(tables, Row.INSTALL, "次"), "，", _sum(tables, Row.INSTALL_VISITS, "人次"),
            "看到，停留时间的中位数是", cited(tables.install, 1, "停留"), "。",
        )  # fmt: skip
    else:
        yield ("安装国家反诈中心App的指引展示", _sum(tables, Row.INSTALL, "次"), "。")
    yield ("一体机只展示指引，不知道是否安装、是否注册。",)
    yield (
        "用大字的", _sum(tables, Row.LARGE, "场"), "，用大字高对比的", _sum(tables, Row.CONTRAST, "场"), "，用慢一点的",
        _sum(tables, Row.SLOW, "场"), "，用小键盘的", _sum(tables, Row.KEYED, "场"), "，只有字幕、没有声音的",
        _sum(tables, Row.CAPTIONS, "场"), "。",
    )  # fmt: skip


def _limits(figures: Figures, tables: Tables) -> Iterator[Sentence]:
    yield ("以上数字由一体机自动记录，不含姓名、号码、照片和声音，时间只记到一刻钟。",)
    yield ("人次是机器被使用的次数，不是人数。",)
    yield ("工作人员试玩的", _sum(tables, Row.TRIALS, "场"), "没有计入。")
    if figures.totals.undated:
        told = "已计入总数，没有计入每日和时段" if figures.with_undated else "没有计入"
        yield (
            "另有", _sum(tables, Row.UNDATED, "场"), f"的时钟不可信，日期不能确定，{told}；其中有多少属于本期，不能确定。",
        )  # fmt: skip
    yield (
        "占比后面的区间用威尔逊方法计算，d′和c用对数线性校正，区间里把同一次使用的几场算作一个人。",
    )
    yield ("参加的人不是随机选取的，不能推及全体群众。",)

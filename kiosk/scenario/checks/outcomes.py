"""What follows from a choice agrees with how it is judged: the money told, what is lost, who refused whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from kiosk.patterns import pattern
from kiosk.scenario.checks.check_context import CheckContext, Finding, found
from kiosk.scenario.model import NARRATOR, VISITOR, Character, Choice, Kind, Scene, Stance, Verdict
from kiosk.scenario.sums import Sum, plain, sums

# Money told and money lost ------------------------------------------------------------------------

_GONE = (
    r"少了|没了|没有了|不见了|丢了|飞了|转走|转了(?!来|回)|转出|转给|转过去|刷走|刷掉|刷了|扣了|扣掉|扣走|扣去"
    r"|扣款|划走|划了|骗走|骗去|骗了|卷走|盗走|盗刷|取走|提走|拿走|支走|支出|损失|打了?水漂|消费|被扣|被转|被刷|被骗|被盗|被划"
)
_PAID = (
    r"付了|付出|付给|付清|支付|交了|交给|交出|缴了|缴费|汇了|汇走|汇出|汇给|打给|打过去|打了过去|充了|充值|充进|投了|投进"
    r"|搭进|搭上|赔了|赔进|亏了|亏掉|花了|花掉|走了|过去了?|进去了|递出|送走|送出|借给|到了(?:陌生|对方|骗子|别人|他|她)|罚了?"
)
_LOST = pattern(f"{_GONE}|{_PAID}")
_STRICTLY_LOST = pattern(_GONE)
_BESIDE = pattern(rf"(?:{_GONE}|{_PAID})\s*$")
_UNSURE = pattern(
    r"没有?(?=被?[转付交汇扣刷划骗取充投借])|不[会用必能肯想]|未|差点|差一点|险些|幸好|幸亏|好在|拦|止付|追回|找回|退回|退还"
    r"|还给您|要是|如果|假如|万一|否则|不然|打算|准备|正要|让您|要您|叫您|催您|请您|逼您|说要|还要|还差|再[转付交]"
    r"|才肯|就能|可以|能拿|显示|账面|收益|赚|涨|奖|额度|贷款"
)
"""Words after which a sum is none that has gone."""
_BEFORE = pattern(
    r"那笔|那[一二两三四五六七八九十百千万\d]|刚才|先前|之前|前面|上次|昨天|已经|早就|原来|当初"
)
"""Words by which a sum was lost before this choice."""
_ALL_TOLD = pattern(
    r"一共|总共|合计|共计|加起来|前后|前前后后|先后|累计|每|各|分别|[两几\d二三四五六]\s*[次笔回张]"
)
"""Words by which a sum is of several losses, or one of several."""
_ORDINARY = pattern(
    "话费|套餐|水费|电费|车费|车票|房租|饭钱|菜钱|学费|挂号费|药费|运费|月租|利息|物业费|工资"
    "|保管|(?:给|到)(?:了)?(?:女儿|儿子|家人|老伴|孩子|自己|您自己)"
)
"""Words by which money went where it should."""
_OTHERS = pattern(
    r"[他她](?!们?把)|老[王李张刘陈杨赵吴周孙马胡郭何林罗高]|小[王李张刘陈杨赵吴周孙马胡郭何林罗高]"
    r"|女儿|儿子|孙[子女]|老伴|邻居|大姐|大妈|大爷|阿姨|叔叔|同学|朋友|妹|姐|哥|弟|别人|有人的|人家|群里"
)
_YOURS = pattern("您|卡里|账户|账上|存款|存折|余额")
_IF = pattern("要是|如果|假如|万一|否则|不然|只要")
_REPORTED = pattern("说|讲|告诉|听说|新闻|通报|有人|别人|上个?[月周]|去年|前年")
_KEPT_THERE = pattern("存折|卡里|卡上|账户|账上|存款|积蓄|养老钱|看病钱|钱包")
_SENTENCE = pattern("[^。！？!?…]+")
_CLAUSE = pattern("[^，；,;：]+")
_QUOTED = pattern("[“「『][^”」』]*[”」』]")
_BANK_SAYS = pattern("支出|扣款|消费|转出")


def money_told(context: CheckContext) -> Iterator[Finding]:
    """Find a 后果 that tells of another sum gone than 损失 says, or of one where none is written."""
    cast = tuple(c.name for c in context.scenario.cast if c.id not in (NARRATOR, VISITOR))
    for scene in context.scenario.scenes:
        for choice in scene.choices:
            told = _other_sum(choice, cast)
            if told is not None:
                yield found(
                    "money-mismatch",
                    choice.mark,
                    "consequence",
                    "other" if choice.loss else "none",
                    told=told.written,
                    loss=choice.loss,
                )


def _other_sum(choice: Choice, cast: tuple[str, ...]) -> Sum | None:
    """Give the sum a consequence says is gone where its choice's loss is another one."""
    text = plain(choice.consequence)
    if any(one.means(choice.loss) for one in sums(text)) or _ALL_TOLD.search(text):
        return None
    gone = list(_gone(text, choice, cast))
    if any(
        sum(one.least for one in some) <= choice.loss <= sum(one.most for one in some)
        for count in range(2, len(gone) + 1)
        for some in combinations(gone[:6], count)
    ):
        return None
    return gone[0] if gone else None


def _gone(text: str, choice: Choice, cast: tuple[str, ...]) -> Iterator[Sum]:
    """Give the sums that a text says are gone by this choice.

    Where no loss is written only what can't be another's, an earlier or a feared one is taken.
    """
    # Of what is quoted only a bank's message tells what has happened; a figure's comma ends no clause.
    told = _QUOTED.sub(lambda met: met.group() if _BANK_SAYS.search(met.group()) else "", text)
    for sentence in _SENTENCE.findall(re.sub(r"(?<=\d),(?=\d{3})", "", told)):
        clauses = _CLAUSE.findall(sentence)
        for number, clause in enumerate(clauses):
            before = "，".join(clauses[:number])
            feared = not choice.loss and (_REPORTED.search(before) or _ORDINARY.search(sentence))
            if _IF.search(before) or feared:
                continue
            after = clauses[number + 1] if number + 1 < len(clauses) else ""
            yield from _gone_in(clause, after, choice, cast)


def _gone_in(clause: str, after: str, choice: Choice, cast: tuple[str, ...]) -> Iterator[Sum]:
    """Give the sums of a clause that it says are gone, or the clause after it: 卡里的六万元，都没了."""
    verb = _LOST if choice.loss else _STRICTLY_LOST
    if not choice.loss:
        others = _OTHERS.search(clause) or any(name in clause for name in cast)
        if _BEFORE.search(clause) or (others and not _YOURS.search(clause)):
            return
    runs_on = _KEPT_THERE.search(clause) and _STRICTLY_LOST.search(after) and not any(sums(after))
    whole = clause + (after if runs_on else "")
    if _UNSURE.search(whole) or not verb.search(whole):
        return
    for one in sums(clause):
        if not one.bare or _BESIDE.search(clause[: one.start]):
            yield one


# Judged and done ----------------------------------------------------------------------------------


def safe_costs(context: CheckContext) -> Iterator[Finding]:
    """Find choices judged 稳妥 that lose money or give information away."""
    for scene in context.scenario.scenes:
        for choice in scene.choices:
            if choice.verdict is not Verdict.SAFE:
                continue
            if choice.loss:
                yield found("safe-costs", choice.mark, "loss", "loss", loss=choice.loss)
            if choice.leaks:
                what = "、".join(choice.leaks)
                yield found("safe-costs", choice.mark, "leaks", "leaks", what=what)


def falls_agree(context: CheckContext) -> Iterator[Finding]:
    """Find choices judged 上当 whose 做法 says that nobody could have been taken in.

    In a genuine story, and where somebody who means well is refused, refusing is how one harms
    oneself. But who refuses gives nothing away, and a swindler refused gets nothing.
    """
    story = context.scenario
    cast = context.cast()
    for scene in story.scenes:
        for choice in scene.choices:
            if choice.verdict is not Verdict.FALL:
                continue
            if choice.stance is Stance.ASK:
                yield found("fall-by-refusing", choice.mark, "stance", "ask")
            elif choice.stance is Stance.REFUSE and (
                choice.leaks or (story.kind is Kind.SCAM and _swindler(scene, cast))
            ):
                yield found("fall-by-refusing", choice.mark, "stance", "refuse")


def help_refused(context: CheckContext) -> Iterator[Finding]:
    """Find genuine stories in which nobody can refuse help to their own harm: 误伤 is counted by that."""
    story = context.scenario
    choices = [choice for scene in story.scenes for choice in scene.choices]
    harmful = (one for one in choices if one.verdict is Verdict.FALL)
    if story.kind is Kind.GENUINE and not any(one.stance is Stance.REFUSE for one in harmful):
        yield found("no-refusal", story.mark, "scenes")


def _swindler(scene: Scene, cast: dict[str, Character]) -> bool:
    """Tell whether whoever speaks to the visitor shows to be a swindler: by a borrowed name or a cue."""
    contact = cast.get(scene.contact)
    if contact is not None and contact.borrowed:
        return True
    said = (line for line in scene.lines if not scene.contact or line.speaker == scene.contact)
    return any(line.cues for line in said)

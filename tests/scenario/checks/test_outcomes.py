"""What a consequence tells agrees with what is lost, and what is done with how it is judged."""

from __future__ import annotations

import pytest

from kiosk.scenario.problems import Severity

from .varied import codes, told

SAID = "后果: 手机收到扣款短信，卡里少了 8000 元。"
LOSS = "        损失: 8000\n"


def consequence(text: str, loss: int) -> list[tuple[str, str]]:
    """Give what to change in the example for a consequence and its loss."""
    written = f"        损失: {loss}\n" if loss else ""
    return [(SAID, f"后果: '{text}'"), (LOSS, written)]


OTHER_SUM = [
    ("手机收到扣款短信，卡里少了 80000 元。", 8000),
    ("卡里少了八万元。", 8000),
    ("卡里少了 8 万元。", 8000),
    ("800 元被转走了。", 8000),
    ("一下子没了八万块。", 8000),
    ("银行卡被扣了 80,000 元。", 8000),
    ("￥80000 转了出去。", 8000),
    ("八万转走，他再没回话。", 8000),
    ("三千也没了。", 30_000),
    ("您付了三百元，他就不见了。", 3000),
    ("卡里少了 8000 元。", 0),
    ("卡里的三万元被骗走了。", 0),
    ("五万元转走了，对方再没回话。", 0),
    ("两万元从您的银行卡里转了出去。", 0),
    ("手机弹出短信：“您的账户支出 80000 元。”", 8000),
    ("您交了 50 元，说是手续费。", 5000),
    ("又充了一万二，页面打不开了。", 1200),
    ("扣款一万五千元。", 1500),
    ("存折上的六万元，一分钟就没了。", 6000),
    ("卡里少了 80000。", 8000),
    ("您汇了 12万8 过去。", 12_800),
    ("８００００元没了。", 8000),
    ("他骗走您 8000 元。", 0),
    ("共享没关，又被刷走六千元。", 0),
    ("三百元打了水漂。", 0),
    ("少了近十万元。", 9800),
    ("少了 8000 元。", 85),
    ("存折上的六万元，都没了。", 6000),
    ("您转过去三万，他说还差一点。", 3000),
    ("银行短信说，支出 50,000 元。", 5000),
    ("一转眼，账户里的十二万全没了。", 120),
    ("卡被刷爆了，少了两万八。", 28),
    ("您把五千元现金交给了他。", 50000),
    ("三百块转给了“客服”。", 3000),
    ("五万打过去，群就散了。", 5000),
    ("您扫了码，八百元付了出去。", 8000),
    ("被扣掉 99 元。", 990),
    ("钱包里的 2000 块没了。", 200),
    ("手机一响，扣了六千六。", 660),
    ("损失了一万元。", 100000),
    ("卡里只少了 80 元。", 8000),
    ("您又搭进去两万。", 2000),
    ("他骗走了您三千元。", 300),
    ("您取了两万交给他。", 20),
    ("十万块打了水漂。", 1000),
    ("账户被转走 4.5 万元。", 4500),
    ("押金 800 元交了，再也没退。", 80),
    ("您的积蓄二十万元被卷走了。", 0),
    ("账上少了五百元。", 0),
    ("三万块钱就这么没了。", 0),
    ("您的卡被盗刷 7000 元。", 0),
    ("一万元从卡里划走了。", 0),
]


@pytest.mark.parametrize(("text", "loss"), OTHER_SUM)
def test_another_sum_gone_than_is_lost_is_told(text: str, loss: int) -> None:
    (problem,) = (p for p in told(*consequence(text, loss)) if p.code == "money-mismatch")
    assert problem.variant == ("other" if loss else "none")
    assert problem.severity is Severity.NOTICE
    assert problem.source.strip().startswith("后果")


SAME_SUM = [
    ("手机收到扣款短信，卡里少了 8000 元。", 8000),
    ("卡里少了八千元。", 8000),
    ("8,000 元没了。", 8000),
    ("8千块没了。", 8000),
    ("0.8 万元转走了。", 8000),
    ("捌仟元转走了。", 8000),
    ("８０００ 元没了。", 8000),
    ("少了八千，对方还要再转两万。", 8000),
    ("卡里 30000 元，一下少了 8000 元。", 8000),
    ("存款只剩 22000 元。", 8000),
    ("对方说会退您 80000 元。", 8000),
    ("分两次扣，每次 4000 元。", 8000),
    ("加上前面的，一共少了 18000 元。", 8000),
    ("卡里少了 8000 元，信用卡也刷走 2000 元。", 10_000),
    ("少了近一万元。", 9800),
    ("少了八千多元。", 8200),
    ("十五元真的到账了。", 0),
    ("五万进来，五万出去。第二天，您的卡被冻住了。", 0),
    ("第二天账面五千八，还真取出来八百。", 5000),
    ("他收了三十块，笑得有点僵。", 0),
    ("三天后，八百六退回了卡里。", 0),
    ("警察马上联系银行，想办法拦住那两万元。", 0),
    ("钱没有转走，三万元还在。", 0),
    ("差一点转走三万元。", 0),
    ("一分没少。", 0),
    ("老李把三百元转走了。", 0),
    ("邻居的两万元没了。", 0),
    ("“先交一万保证金。”他说。", 0),
    ("页面上显示收益 80000 元。", 8000),
    ("要是转了，三万元就没了。", 0),
    ("刚才转走的两万元，还在路上。", 0),
    ("取出来三万，您一路小跑回家。", 0),
    ("他让您再转 5000 元。", 8000),
    ("您挂了电话，六千元一分没动。", 0),
    ("钱一转走，对方再没回话。", 10_000),
    ("少了 1000 美元。", 7000),
    ("卡里少了一大笔钱。", 8000),
    ("民警说，上个月有人被骗走三十万元。", 0),
    ("您付了 38 元到付运费，拆开一看是腊肉。", 0),
    ("银行冻结了那 8000 元。", 0),
    ("一百个不放心，您还是没有转。", 0),
    ("千万别转，您心里想。", 8000),
    ("他说三分钟退回来，8000 元一去不回。", 8000),
    ("尾号 8830 的卡被冻结了。", 8000),
    ("您付了三万六千八百元。", 36_800),
    ("您付了 3 万 6 千元。", 36_000),
    ("您转过去三万，他说还差两万。", 30000),
    ("您把五千元现金交给了他，他说明天还您六千。", 5000),
    ("验证码一报，钱就没了。", 8000),
    ("民警追回了 8000 元。", 0),
    ("您没转，那三万元还在卡里。", 0),
    ("柜员拦下了您，三万元没有转出去。", 0),
    ("银行帮您冻结了账户，三万元保住了。", 0),
    ("对方要您先交 500 元，您挂了电话。", 0),
    ("他发来截图，说到账 80000 元。", 8000),
    ("网页上的余额变成 88000 元，取不出来。", 8800),
    ("老伴的两千元也被骗走了。", 0),
    ("王阿姨说，她转走了三万。", 0),
    ("您省下了三百元。", 0),
    ("到手十五元。", 0),
    ("您花三十元买了一盒鸡蛋。", 0),
    ("鸡蛋十二块一斤，您买了两斤。", 0),
    ("话费扣了 30 元，是您自己的套餐。", 0),
    ("您付了 25 元车费，去了派出所。", 0),
    ("取款机吐出两千元，您数了数。", 0),
    ("孙子的压岁钱三千元转走了。", 3000),
    ("八千八百元转走了，只退回来八十八元。", 8800),
    ("扣了 0 元。", 0),
    ("少了八千，卡里还剩两万二。", 8000),
    ("每月扣 800 元，扣了十个月。", 8000),
    ("三笔都是 5000 元，全转走了。", 15000),
    ("一万多块没了。", 12800),
    ("少了一万三左右。", 12800),
    ("卡里的钱少了一半。", 8000),
    ("您说卡里只有三百元，他骂了一句挂了。", 0),
    ("他说三万元转走了就能解冻，您没信。", 0),
    ("收到短信：“您尾号 8830 的账户支出 8000.00 元，余额 22000.00 元。”", 8000),
    ("差点就转走了三万元，幸亏女儿来了。", 0),
    ("三万元，您一分也没转。", 0),
    ("您把三万元转给女儿保管。", 0),
]


@pytest.mark.parametrize(("text", "loss"), SAME_SUM)
def test_the_same_sum_and_sums_that_are_not_gone_are_fair(text: str, loss: int) -> None:
    assert "money-mismatch" not in codes(*consequence(text, loss))


def test_the_told_sum_stands_in_the_message_as_it_was_written() -> None:
    (problem,) = told((SAID, "后果: 卡里少了捌万元。"))
    assert "捌万元" in problem.message
    assert "8000" in problem.message


# Judged and done ----------------------------------------------------------------------------------

VERIFIED = "        判断: 稳妥\n        做法: 核实\n"
REFUSED = "        判断: 稳妥\n        做法: 拒绝\n"
ASKED = "        判断: 稳妥\n        做法: 求助\n"


@pytest.mark.parametrize("careful", [VERIFIED, REFUSED, ASKED])
@pytest.mark.parametrize(
    ("key", "variant"), [("损失: 5000", "loss"), ("损失: 1", "loss"), ("泄露: [验证码]", "leaks")]
)
def test_a_careful_choice_that_costs_something_is_told(
    careful: str, key: str, variant: str
) -> None:
    (problem,) = told((careful, f"{careful}        {key}\n"))
    assert (problem.code, problem.variant) == ("safe-costs", variant)
    assert problem.source.strip() == key


@pytest.mark.parametrize("key", ["损失: 0", "泄露: []"])
def test_a_careful_choice_that_costs_nothing_is_fair(key: str) -> None:
    assert codes((VERIFIED, f"{VERIFIED}        {key}\n")) == []


PAID = "        判断: 上当\n        做法: 配合\n        按键: 确认\n"
LEAKED = "        泄露: [银行卡号, 验证码]\n"
HID = "        判断: 上当\n        做法: 配合\n        损失: 10000\n"


def fall(of: str, stance: str) -> tuple[str, str]:
    return of, of.replace("配合", stance)


def test_who_refused_a_swindler_did_not_fall() -> None:
    (problem,) = told(fall(PAID, "拒绝"))
    assert (problem.code, problem.variant) == ("fall-by-refusing", "refuse")
    assert problem.source.strip() == "做法: 拒绝"
    # Without a borrowed name it is the 破绽 that shows who is refused.
    assert "fall-by-refusing" in codes(fall(PAID, "拒绝"), ("称呼: “理赔客服”", "称呼: 客服小王"))


def test_who_gives_information_away_did_not_refuse() -> None:
    assert "fall-by-refusing" in codes(fall(HID, "拒绝"), (
        "        损失: 10000\n", "        损失: 10000\n        泄露: [密码]\n"
    ))  # fmt: skip


@pytest.mark.parametrize("of", [PAID, HID])
def test_who_asked_for_help_did_not_fall(of: str) -> None:
    (problem,) = told(fall(of, "求助"))
    assert (problem.code, problem.variant) == ("fall-by-refusing", "ask")


def test_who_refuses_somebody_who_means_well_may_fall_by_it() -> None:
    assert codes(fall(HID, "拒绝")) == []


@pytest.mark.parametrize("of", [PAID, HID])
def test_who_asks_the_swindler_may_fall_by_it(of: str) -> None:
    assert codes(fall(of, "核实")) == []


def test_in_a_genuine_story_refusing_is_how_one_harms_oneself() -> None:
    genuine = (("性质: 骗局\n类型: 冒充电商物流客服", "性质: 真事\n类型: 真实联系"),)
    without_leak = (LEAKED, "")
    assert "fall-by-refusing" not in codes(*genuine, fall(PAID, "拒绝"), without_leak)
    assert "fall-by-refusing" in codes(*genuine, fall(PAID, "拒绝"))


def test_a_genuine_story_lets_somebody_refuse_help_to_their_own_harm() -> None:
    genuine = (("性质: 骗局\n类型: 冒充电商物流客服", "性质: 真事\n类型: 真实联系"),)
    (problem,) = (p for p in told(*genuine) if p.code == "no-refusal")
    assert problem.severity is Severity.NOTICE
    assert "no-refusal" not in codes(*genuine, fall(HID, "拒绝"))
    assert "no-refusal" not in codes()

"""How long reading and checking stories takes, and how much memory: generated ones and the shipped.

`python benchmarks/checks.py` prints, for generated stories of 2,000 and 10,000 scenes, seconds of
reading (bytes to a model), of the pure checks, and the most memory the process held; then the
whole `kiosk check scenarios/`: for the first time, when the stories lie out on every screen, then when
what was found is remembered, then the words alone. Each runs in a process of its own. No figure passes or fails.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

AIMS = {2_000: 1.0, 10_000: 8.0}
RUNS = 3

HEAD = """格式: 1
编号: generated
标题: 很长的故事
性质: 骗局
类型: 冒充公检法
存款: 1000000000
图片: 通用
法律: [反电信网络诈骗法-38]
记住: 再长的故事也要检查完
来源: [{名称: 生成的, 发布: 程序}]
复审日期: 2099-12-31
角色:
  - {编号: 客服, 称呼: 客服, 声音: 女客服, 头像: 女客服}
考题:
  - {编号: 一, 渠道: 短信, 来自: 号码, 内容: 甲, 性质: 骗局, 为什么: 因为}
  - {编号: 二, 渠道: 短信, 来自: 号码, 内容: 乙, 性质: 真事, 为什么: 因为}
  - {编号: 三, 渠道: 短信, 来自: 号码, 内容: 丙, 性质: 真事, 为什么: 因为}
结局:
  - {编号: 完, 标题: 完了, 台词: [{谁: 旁白, 文字: 故事讲完了。}]}
场景:
"""

SCENE = """  - 编号: 场景{n}
    渠道: 电话
    对方: 客服
    台词:
      - 谁: 旁白
        文字: 第{n}次，电话又响了，您看了看号码。
      - 谁: 客服
        文字: 您的账户有风险，今天之内要处理，不要告诉别人。
        破绽:
          - 词: 今天之内
            手法: 制造紧迫
            说明: 催您，不让您多想
    选择:
      - 文字: {first}
        判断: {one}
        做法: 配合
        后果: 对方说了一大堆话。
        为什么: 陌生人催您办事，先停一停。
        去: {near}
      - 文字: {second}
        判断: {other}
        做法: 拒绝
        后果: 电话挂了，又响起来。
        为什么: 觉得不对就挂断，什么时候都不晚。
        去: {far}
"""


def story(scenes: int) -> bytes:
    """Give a story of so many scenes, each leading to the next or the one after it."""
    parts = [HEAD]
    for n in range(scenes):
        near, far = (f"场景{m}" if m < scenes else "完" for m in (n + 1, n + 2))
        careful = n % 2
        texts, verdicts = ("照他说的办", "挂断电话"), ("上当", "稳妥")
        parts.append(
            SCENE.format(
                n=n,
                near=near,
                far=far,
                first=texts[careful],
                second=texts[1 - careful],
                one=verdicts[careful],
                other=verdicts[1 - careful],
            )
        )
    return "".join(parts).encode()


def measure(scenes: int) -> dict[str, float]:
    """Read and check a story in this process; seconds, megabytes and what was found."""
    import resource  # noqa: PLC0415 - not on Windows, where memory isn't printed

    from kiosk.scenario.checks import findings  # noqa: PLC0415 - the same
    from kiosk.scenario.checks.check_context import CheckContext  # noqa: PLC0415 - the same
    from kiosk.scenario.model import Scenario  # noqa: PLC0415 - the same
    from kiosk.scenario.reading.catalogue_files import load_catalogue  # noqa: PLC0415 - measured alone
    from kiosk.scenario.reading.library import shipped_pictures  # noqa: PLC0415 - the same
    from kiosk.scenario.reading.reader import read  # noqa: PLC0415 - the same

    catalogue, _ = load_catalogue(ROOT / "scenarios" / "catalogue")
    data = story(scenes)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    reading = read(data, Scenario, "generated.yaml", cap=len(data))
    read_in = time.perf_counter()
    if not reading.whole:
        sys.exit(reading.composer.problems[0].text())
    subject = CheckContext(reading.value, catalogue, pictures=shipped_pictures(ROOT / "assets"))
    told = list(findings(subject))
    done = time.perf_counter()
    return {
        "bytes": len(data),
        "read": read_in - started,
        "checks": done - read_in,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "before": before / 1024,
        "findings": len(told),
    }


def _in_a_process(scenes: int) -> dict[str, float]:
    call = [sys.executable, __file__, str(scenes)]
    said = subprocess.run(call, capture_output=True, text=True, check=True).stdout
    result: dict[str, float] = json.loads(said)
    return result


def _check_shipped(data: str, *options: str) -> float:
    call = [sys.executable, "-P", "-m", "kiosk", "check", str(ROOT / "scenarios")]
    call += ["--data", data, *options]
    started = time.perf_counter()
    subprocess.run(call, cwd=ROOT, capture_output=True, check=True, env={"PYTHONPATH": str(ROOT)})
    return time.perf_counter() - started


def main() -> None:
    if len(sys.argv) > 1:
        print(json.dumps(measure(int(sys.argv[1]))))
        return
    for scenes, aim in AIMS.items():
        runs = [_in_a_process(scenes) for _ in range(RUNS)]
        best = min(runs, key=lambda run: run["read"] + run["checks"])
        print(
            f"{scenes:>6,} scenes, {best['bytes'] / 1e6:.1f} MB: reading {best['read']:.2f} s, "
            f"pure checks {best['checks']:.2f} s (aim about {aim:.0f} s), "
            f"memory {best['memory']:.0f} MB ({best['before']:.0f} before)"
        )
    with TemporaryDirectory() as data:
        print(f"kiosk check scenarios/: {_check_shipped(data):.2f} s for the first time")
        for title, options in (("checked before", ()), ("--fast", ("--fast",))):
            times = sorted(_check_shipped(data, *options) for _ in range(RUNS + 2))
            print(
                f"kiosk check scenarios/, {title}: median {times[len(times) // 2]:.2f} s (aim 1 s)"
            )


if __name__ == "__main__":
    main()

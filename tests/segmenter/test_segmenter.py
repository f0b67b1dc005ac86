"""Words of Chinese text: jieba's and our own, found where stories are checked and not elsewhere."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from kiosk import segmenter
from kiosk.paths import shipped
from kiosk.segmenter import TERMS, Segmenter, read_terms

SHIPPED = shipped("assets") / "words" / TERMS


@pytest.fixture
def own(tmp_path: Path) -> Segmenter:
    file = tmp_path / TERMS
    file.write_text("# 说明\n刷单  # 理由\n\n国家-反诈-中心\n", encoding="utf-8")
    return Segmenter(file)


def test_words_others_part_stay_whole() -> None:
    texts = ["把屏幕共享关掉", "陌生来电不接", "钱转到了", "兼职刷单都是诈骗", "世上没有安全账户"]
    found = set(Segmenter(SHIPPED).segmented(texts))
    assert found == {
        "把 屏幕-共享 关掉",
        "陌生 来电 不 接",
        "钱 转 到 了",
        "兼职-刷单 都 是 诈骗",
        "世上 没有 安全-账户",
    }


def test_runs_end_at_marks_blanks_figures_and_latin_and_each_is_given_once(own: Segmenter) -> None:
    text = "打开App，屏幕 3 分钟。屏幕！A"
    assert own.segmented([text, text]) == ("分钟", "屏幕", "打开")


def test_a_term_is_a_word_and_a_name_tells_its_own(own: Segmenter) -> None:
    assert own.segmented(["下载国家反诈中心", "兼职刷单"]) == ("下载 国家-反诈-中心", "兼职 刷单")


def test_what_the_dictionary_lacks_in_a_persons_name_is_one_word(own: Segmenter) -> None:
    assert own.segmented(["社区民警小赵来了"], ["社区民警小赵"]) == ("社区 民警 小赵 来 了",)


def test_names_of_one_library_are_no_words_of_the_next(own: Segmenter) -> None:
    with_name = own.segmented(["社区民警小赵来了"], ["小赵"])
    assert with_name != own.segmented(["社区民警小赵来了"])


def test_terms_are_lines_without_remarks() -> None:
    assert read_terms("# a\n 刷单 # b\n\n国家-中心") == ("刷单", "国家-中心")


def test_every_shipped_term_is_needed() -> None:
    terms = read_terms(SHIPPED.read_text(encoding="utf-8"))
    plain = [term for term in terms if "-" not in term]
    without = Segmenter(SHIPPED.with_name("no such file"))
    assert len(set(terms)) == len(terms)
    assert not set(without.segmented(plain)) & set(plain)


def test_a_machine_without_the_dictionary_has_no_words_and_says_so(
    own: Segmenter, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, segmenter.PACKAGE, None)
    assert own.segmented(["这一句谁也没有分过词"]) == ()
    assert "rjieba" in caplog.text


def test_two_threads_get_their_words_at_the_same_time(own: Segmenter) -> None:
    together = Barrier(2, timeout=30)

    def found(number: int) -> tuple[str, ...]:
        together.wait()
        # Of other texts each time, so that none is answered from memory.
        return own.segmented(["兼职刷单" * n for n in range(number, 3_000, 60)])

    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(found, range(1, 13)))
    assert all("刷单" in words[0].split() for words in both)


def test_the_stamp_tells_the_terms_and_whether_there_is_a_dictionary(
    own: Segmenter, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = own.stamp
    own.terms.write_text("刷单", encoding="utf-8")
    changed = own.stamp
    monkeypatch.setattr(segmenter, "PACKAGE", "no_such_package")
    assert len({before, changed, own.stamp}) == 3


def test_the_dictionary_is_let_go_of() -> None:
    program = (
        "import sys; from pathlib import Path; from kiosk.segmenter import Segmenter\n"
        f"print(Segmenter(Path({str(SHIPPED)!r})).segmented(['把屏幕共享关掉']))\n"
        "print([name for name in sys.modules if name.startswith('rjieba')])\n"
    )
    told = subprocess.run(
        [sys.executable, "-P", "-X", "utf8", "-c", program],
        capture_output=True, text=True, check=True, encoding="utf-8",
    ).stdout.split("\n")  # fmt: skip
    assert told[:2] == ["('把 屏幕-共享 关掉',)", "[]"]

"""`kiosk storyboard` for a reviewer: several stories, the interface, and what changed since a signature."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from kiosk.cli import main
from tests.packs.packs import story

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "example-story.yaml"
SMALL = story("small", "小故事")
"""Each picture of a page takes its time: where nothing is about the story, there are few."""
OTHER = story("other", "另一个故事").encode()
WHY = "陌生人发来的链接，多半是骗局。"


def edited(path: Path, text: str = "", *, small: bool = False) -> Path:
    """Write the example, or the small story, to a path, one sentence of it changed."""
    whole = SMALL if small else EXAMPLE.read_text(encoding="utf-8")
    first = re.search(r"为什么: (.+)", whole)
    assert first
    path.write_text(whole.replace(first[1], text or first[1], 1), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a storyboard of the example, as it was signed."""
    out = tmp_path_factory.mktemp("signed") / "故事.html"
    assert main(["storyboard", str(EXAMPLE), "-o", str(out)]) == 0
    return out


def text_of(page: Path) -> str:
    """Give what people read on a page."""
    html = page.read_text(encoding="utf-8")
    return re.sub(r"<style>.*?</style>|<[^>]+>", "", html, flags=re.DOTALL)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_several_stories_get_a_page_each_and_a_list(here: Path) -> None:
    edited(here / "甲.yaml", small=True)
    (here / "乙.yaml").write_bytes(OTHER)
    assert main(["storyboard", "甲.yaml", "乙.yaml", "-o", "送审"]) == 0
    assert {path.name for path in (here / "送审").iterdir()} == {
        "甲.html",
        "乙.html",
        "目录.html",
    }
    index = (here / "送审" / "目录.html").read_text(encoding="utf-8")
    links = re.findall(r'href="([^"]+)"', index)
    assert len(links) == 2
    for name in ("甲.html", "乙.html"):
        fingerprint = re.search(
            r"内容指纹 ([0-9a-f-]{19})", (here / "送审" / name).read_text("utf-8")
        )
        assert fingerprint
        assert fingerprint[1] in index


def test_stories_whose_files_have_one_name_get_pages_with_two(here: Path) -> None:
    for folder, told in (("一", SMALL.encode()), ("二", OTHER)):
        (here / folder).mkdir()
        (here / folder / "目录.yaml").write_bytes(told)
    assert main(["storyboard", "一/目录.yaml", "二/目录.yaml", "-o", "送审"]) == 0
    assert {p.name for p in (here / "送审").iterdir()} == {
        "目录.html",
        "目录-2.html",
        "目录-3.html",
    }
    assert "审核材料目录" in text_of(here / "送审" / "目录.html")


def test_a_folder_of_stories_goes_into_a_folder_of_pages(here: Path) -> None:
    (here / "剧本").mkdir()
    edited(here / "剧本" / "甲.yaml", small=True)
    (here / "剧本" / "乙.yaml").write_bytes(OTHER)
    assert main(["storyboard", "剧本"]) == 0
    assert {p.name for p in (here / "审核材料").iterdir()} == {"甲.html", "乙.html", "目录.html"}


def test_a_story_that_cannot_be_played_does_not_keep_the_others_from_their_pages(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(here / "甲.yaml", small=True)
    (here / "坏.yaml").write_text("标题: 坏\n", encoding="utf-8")
    assert main(["storyboard", "甲.yaml", "坏.yaml"]) == 1
    assert (here / "甲.html").exists()
    assert "坏.yaml 不能播放" in capsys.readouterr().err


def test_several_pages_are_not_written_into_one_file(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(here / "甲.yaml", small=True)
    (here / "乙.yaml").write_bytes(OTHER)
    assert main(["storyboard", "甲.yaml", "乙.yaml", "-o", "全部.html"]) == 1
    assert "-o 全部" in capsys.readouterr().err
    assert not (here / "全部.html").exists()


def test_nothing_asked_for_is_a_bad_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["storyboard"]) == 2
    assert "--interface" in capsys.readouterr().err


@pytest.mark.parametrize("from_page", [True, False], ids=["page", "file"])
def test_of_a_changed_story_only_the_change_is_written(
    here: Path, signed: Path, *, from_page: bool
) -> None:
    edited(here / "故事.yaml", WHY)
    old = signed if from_page else EXAMPLE
    assert main(["storyboard", "故事.yaml", "--since", str(old)]) == 0
    assert not (here / "故事.html").exists()
    page = here / "故事-改动.html"
    text = text_of(page)
    assert WHY in text
    assert "改动1 处，都列在下面" in text
    assert len(re.findall(r'<section class="place', page.read_text(encoding="utf-8"))) == 1
    assert "审核人（签字、盖章）" in text
    assert page.stat().st_size < signed.stat().st_size / 10


def test_a_changed_device_is_shown_old_beside_new(here: Path, signed: Path) -> None:
    story = EXAMPLE.read_text(encoding="utf-8")
    number = re.search(r"号码: (.+)", story)
    assert number
    (here / "故事.yaml").write_text(story.replace(number[1], "'+86 ···· 9999'"), encoding="utf-8")
    assert main(["storyboard", "故事.yaml", "--since", str(signed)]) == 0
    page = (here / "故事-改动.html").read_text(encoding="utf-8")
    shown = dict(re.findall(r'<img src="([^"]+)" alt="([^"]+)"', page))
    names = {name: source for source, name in shown.items()}
    before = [name for name in names if name.endswith("原来")]
    assert before
    for name in before:
        assert names[name] != names[name.replace("原来", "现在")]


def test_a_scene_that_only_has_another_name_looks_the_same(here: Path, signed: Path) -> None:
    story = EXAMPLE.read_text(encoding="utf-8")
    renamed = re.sub(r"(编号|去): 网页\b", r"\1: 假网页", story)
    assert renamed != story
    (here / "故事.yaml").write_text(renamed, encoding="utf-8")
    assert main(["storyboard", "故事.yaml", "--since", str(signed)]) == 0
    page = (here / "故事-改动.html").read_text(encoding="utf-8")
    assert "编号从“网页”改成“假网页”" in page
    assert "<img " not in page


def test_that_nothing_has_changed_is_said_and_needs_no_signature(here: Path, signed: Path) -> None:
    edited(here / "故事.yaml")
    assert main(["storyboard", "故事.yaml", "--since", str(signed)]) == 0
    text = text_of(here / "故事-改动.html")
    assert "没有改动" in text
    assert "审核人（签字、盖章）" not in text


def test_among_several_the_unchanged_the_new_and_the_gone_are_told_in_the_list(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "旧").mkdir()
    edited(here / "旧" / "甲.yaml", small=True)
    (here / "旧" / "乙.yaml").write_text(story("old", "从前的故事"), encoding="utf-8")
    (here / "新").mkdir()
    edited(here / "新" / "甲.yaml", small=True)
    (here / "新" / "丙.yaml").write_bytes(OTHER)
    assert main(["storyboard", "新", "--since", "旧", "-o", "送审"]) == 0
    assert {path.name for path in (here / "送审").iterdir()} == {"丙.html", "目录.html"}
    index = text_of(here / "送审" / "目录.html")
    assert all(told in index for told in ("没有改动", "新的剧本，全部要看", "这次没有这个剧本了"))
    assert "没有改动：小故事" in capsys.readouterr().out


def test_a_folder_is_compared_with_as_a_whole_though_the_unchanged_got_no_page(here: Path) -> None:
    (here / "剧本").mkdir()
    (here / "剧本" / "乙.yaml").write_bytes(OTHER)
    edited(here / "剧本" / "甲.yaml", small=True)
    assert main(["storyboard", "剧本", "-o", "第一次"]) == 0
    edited(here / "剧本" / "甲.yaml", WHY, small=True)
    assert main(["storyboard", "剧本", "--since", "第一次", "-o", "第二次"]) == 0
    assert {p.name for p in (here / "第二次").iterdir()} == {"甲-改动.html", "目录.html"}
    assert main(["storyboard", "剧本", "--since", "第二次", "-o", "第三次"]) == 0
    assert {p.name for p in (here / "第三次").iterdir()} == {"目录.html"}
    assert text_of(here / "第三次" / "目录.html").count("没有改动") == 2


def test_the_page_that_was_signed_is_never_written_over(
    here: Path, signed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(here / "故事.yaml", WHY)
    before = signed.read_bytes()
    assert main(["storyboard", "故事.yaml", "--since", str(signed), "-o", str(signed)]) == 1
    assert signed.read_bytes() == before
    assert str(signed) in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content"),
    [("没有.html", None), ("别的.html", "<html></html>"), ("空.html", ""), ("没有.yaml", None)],
)
def test_what_cannot_be_compared_with_is_refused_with_advice(
    here: Path, capsys: pytest.CaptureFixture[str], name: str, content: str | None
) -> None:
    edited(here / "故事.yaml")
    if content is not None:
        (here / name).write_text(content, encoding="utf-8")
    assert main(["storyboard", "故事.yaml", "--since", name]) == 1
    told = capsys.readouterr().err
    assert name in told
    assert "请" in told or "--since" in told
    assert not list(here.glob("*改动*"))


def test_a_pipe_is_not_waited_for(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edited(here / "故事.yaml")
    os.mkfifo(here / "管道.html")
    assert main(["storyboard", "故事.yaml", "--since", "管道.html"]) == 1
    assert "管道.html 不是审核材料" in capsys.readouterr().err
    assert main(["storyboard", "故事.yaml", "--since", "."]) == 0
    assert "没有改动" in text_of(here / "故事-改动.html")


@pytest.fixture(scope="module")
def interface(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the storyboard of the interface where nothing is set."""
    folder = tmp_path_factory.mktemp("interface")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["storyboard", "--interface", "--data", str(folder)]) == 0
    return folder / "界面.html"


def test_the_interface_has_a_page_and_of_a_changed_one_the_change_alone(
    here: Path, interface: Path
) -> None:
    data = here / "数据"
    data.mkdir()
    whole = text_of(interface)
    for words in (
        "您还在吗？",
        "点屏幕开始",
        "觉得不对劲？现在就做这四步",
        "其实是骗局",
        "记住一句",
    ):
        assert words in whole
    given = ["storyboard", "--interface", "--data", str(data), "--since", str(interface)]
    assert main(given) == 0
    assert "没有改动" in text_of(here / "界面-改动.html")
    (data / "settings.yaml").write_text("站点名称: 示范银行\n", encoding="utf-8")
    assert main([*given, "-o", "又一份.html"]) == 0
    changed = text_of(here / "又一份.html")
    assert "示范银行" in changed
    assert "改动1 处" in changed


def test_the_doctor_tells_whether_the_interface_is_the_one_that_was_signed(
    here: Path, interface: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = re.search(r"界面审核指纹: [0-9a-f-]{19}", text_of(interface))
    assert line
    (here / "settings.yaml").write_text(f"{line[0]}\n", encoding="utf-8")
    main(["doctor", "--data", str(here)])
    assert "和审核过的一样" in capsys.readouterr().out
    (here / "settings.yaml").write_text(f"{line[0]}\n站点名称: 示范银行\n", encoding="utf-8")
    main(["doctor", "--data", str(here)])
    told = capsys.readouterr().out
    assert "审核以后改过" in told
    assert "--since" in told

"""Settings changed from the screen: all else in the file stays, and nothing is ever lost."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk import storage
from kiosk.paths import RefusedError
from kiosk.scenario.schema import keys_of
from kiosk.settings import Settings, TextSize
from kiosk.settings_file import SIZE_LIMIT, load, read_settings, value_of
from kiosk.staff import settings_store
from kiosk.staff.settings_store import SettingRefusedError, SettingsStore
from kiosk.timetable import OpenHours

FILE = "settings.yaml"


@pytest.fixture
def store(tmp_path: Path) -> SettingsStore:
    return SettingsStore(tmp_path)


def written(tmp_path: Path, data: bytes | str) -> Path:
    path = tmp_path / FILE
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


# What is written ---------------------------------------------------------------------------------


def test_a_first_change_begins_a_file_that_says_what_it_is(
    store: SettingsStore, tmp_path: Path
) -> None:
    assert store.change({"volume": "70%", "text_size": "大字"}) == Settings(
        volume=0.7, text_size=TextSize.LARGE
    )
    lines = (tmp_path / FILE).read_text("utf-8").splitlines()
    assert lines[0].startswith("#")
    assert lines[1:] == ["音量: 70%", "字号: 大字"]
    assert load(tmp_path / FILE) == (Settings(volume=0.7, text_size=TextSize.LARGE), ())


def test_a_data_directory_that_is_not_there_yet_is_made(tmp_path: Path) -> None:
    data = tmp_path / "没有" / "的"
    SettingsStore(data).change({"volume": "0.5"})
    assert load(data / FILE)[0].volume == 0.5


def test_a_line_is_changed_where_it_stands_with_its_comment(
    store: SettingsStore, tmp_path: Path
) -> None:
    before = "# 大厅\n音量：  80%   # 大厅吵\n\n字号: 大字\n"
    path = written(tmp_path, before)
    store.change({"volume": "50%"})
    assert path.read_bytes().decode() == before.replace("80%", "50%")


def test_a_new_line_comes_last_and_a_last_line_without_an_end_gets_one(
    store: SettingsStore, tmp_path: Path
) -> None:
    path = written(tmp_path, "音量: 80%\r\n字号: 大字")
    store.change({"motion": "否"})
    assert path.read_bytes() == "音量: 80%\r\n字号: 大字\r\n动画: 否\r\n".encode()


def test_taking_a_setting_away_takes_every_line_of_it(store: SettingsStore, tmp_path: Path) -> None:
    path = written(tmp_path, "音量: 80%\n字号: 大字\nvolume: 30%\n")
    assert store.change({"volume": None}) == Settings(text_size=TextSize.LARGE)
    assert path.read_text("utf-8") == "字号: 大字\n"


def test_the_items_of_a_list_go_with_its_line(store: SettingsStore, tmp_path: Path) -> None:
    path = written(tmp_path, "允许域名:\n  - a.cn\n  # 这个要留\n  - b.cn\n音量: 80%\n")
    assert store.change({"qr_hosts": "c.cn, d.cn"}).qr_hosts == ("c.cn", "d.cn")
    assert path.read_text("utf-8") == "允许域名:c.cn, d.cn\n  # 这个要留\n音量: 80%\n"


def test_a_line_with_a_wrong_value_is_mended_in_place(store: SettingsStore, tmp_path: Path) -> None:
    path = written(tmp_path, '音量: 很大\n站点名称: "城东\n字号: 大字\n')
    assert store.change({"volume": "50%", "site_name": "城东支行"}).site_name == "城东支行"
    assert path.read_text("utf-8") == "音量: 50%\n站点名称: 城东支行\n字号: 大字\n"
    assert store.problems == ()


@pytest.mark.parametrize("name", ["城东 #2 活动室", "'城东'", '"城东', "- 城东", "a: b", "[城东]"])
def test_a_name_is_read_as_it_was_typed(store: SettingsStore, tmp_path: Path, name: str) -> None:
    written(tmp_path, "站点名称: 城东 #1 室\n")
    assert store.change({"site_name": name}).site_name == name
    assert store.problems == ()


@pytest.mark.parametrize("path", [r"D:\图片\标志.png", "it's.png", "a #1.png", "two  words.png"])
def test_a_path_is_read_as_it_was_typed(store: SettingsStore, tmp_path: Path, path: str) -> None:
    found = store.change({"site_logo": path}).site_logo
    assert found in {Path(path), tmp_path / path}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32", "gbk"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encoding_and_line_ends_stay(
    store: SettingsStore, tmp_path: Path, encoding: str, end: str
) -> None:
    text = end.join(("# 我们的设置", "音量: 80%", "字号: 大字", ""))
    bom = b"\xfe\xff" if encoding == "utf-16-be" else b""
    path = written(tmp_path, bom + text.encode(encoding))
    store.change({"volume": "50%", "site_name": "城东"})
    after = text.replace("80%", "50%") + f"站点名称: 城东{end}"
    assert path.read_bytes() == bom + after.encode(encoding)


# Whatever was in it ------------------------------------------------------------------------------

SAMPLES: Mapping[str, tuple[str, ...]] = {
    "site_name": ("城东支行", "a: b", "城东 #2", "'", '"甲" 乙', "工商银行"),
    "site_logo": ("标志.png", r"D:\图\标 志.png", "it's #1.png"),
    "volume": ("50%", "0", "静音"),
    "text_size": ("大字", "standard"),
    "open_hours": ("9:00-18:00", "全天"),
    "qr_hosts": ("a.cn", "a.cn, b.cn"),
    "motion": ("否", "是"),
    "idle_seconds": ("90", "1 分 30 秒"),
    "voice_command": (r'"C:\a b\say.exe" --zh', "say"),
}
_ends = st.sampled_from(["\n", "\r\n", "\r", "\n\n"])
_keys = st.sampled_from([name for key in keys_of(Settings) for name in (key.zh, key.name)])
_values = st.one_of(
    st.sampled_from([text for texts in SAMPLES.values() for text in texts]),
    st.sampled_from(["", '"', "'开着", "[a.cn, b.cn]", "很大", "乱 # 码", "\ufffd", '"a" b']),
    st.text(max_size=8),
)
_lines = st.one_of(
    st.builds(
        lambda key, colon, value: f"{key}{colon}{value}",
        _keys,
        st.sampled_from([": ", "：", "=", "  :  "]),
        _values,
    ),
    st.sampled_from(["# 说明", "", "---", "  - a.cn", "- 音量: 30%", "没有冒号", "}", "\u2028"]),
    st.text(max_size=20),
)
_texts = st.lists(st.tuples(_lines, _ends), max_size=12).map(
    lambda found: "".join(line + end for line, end in found)
)
_files = st.one_of(
    st.builds(
        lambda text, encoding: text.encode(encoding, "replace"),
        _texts,
        st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "gbk", "gb18030"]),
    ),
    st.builds(lambda text, junk: text.encode() + junk, _texts, st.binary(max_size=6)),
    st.binary(max_size=60),
    _texts.map(lambda text: ("没有冒号\n" * 500 + text).encode()),
)
_changes = st.dictionaries(
    st.sampled_from(sorted(SAMPLES)), st.integers(-1, 5), min_size=1, max_size=3
).map(
    lambda chosen: {
        name: None if n < 0 else SAMPLES[name][n % len(SAMPLES[name])] for name, n in chosen.items()
    }
)


@settings(max_examples=120, deadline=None)
@given(data=_files, changes=_changes)
def test_after_a_change_all_other_settings_are_read_as_before(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, changes: dict[str, str | None]
) -> None:
    folder = tmp_path_factory.mktemp("data")
    written(folder, data)
    before = read_settings(data, FILE)[0]
    keys = {key.name: key for key in keys_of(Settings)}
    wanted = {n: keys[n].default if t is None else value_of(keys[n], t) for n, t in changes.items()}

    after = SettingsStore(folder).change(changes)

    new = (folder / FILE).read_bytes()
    assert read_settings(new, FILE)[0] == replace(before, **wanted)
    assert after == load(folder / FILE)[0]
    kept = {each.read_bytes() for each in folder.iterdir()}
    assert data in kept or new == data, "what was there before is kept"
    assert not any(name.endswith((".tmp", ".swap")) for name in names(folder))


@settings(max_examples=100, deadline=None)
@given(text=_texts, changes=_changes)
def test_lines_of_other_settings_stay_byte_for_byte(
    tmp_path_factory: pytest.TempPathFactory, text: str, changes: dict[str, str | None]
) -> None:
    folder = tmp_path_factory.mktemp("data")
    own = "# 顶上\r\n倒数秒数 ： 30   # 不要动\r\n"
    path = written(folder, own + text)
    SettingsStore(folder).change(changes)
    begun_anew = any("旧" in name for name in names(folder))
    assert begun_anew or path.read_bytes().startswith(own.encode())
    assert load(path)[0].countdown_seconds == 30


# The one before ----------------------------------------------------------------------------------


def test_the_one_before_comes_back_and_can_be_left_again(
    store: SettingsStore, tmp_path: Path
) -> None:
    text = "# 大厅\n音量: 80%\n"
    path = written(tmp_path, text)
    assert store.kept is None
    store.change({"volume": "50%"})
    store.change({"text_size": "大字"})
    assert store.kept == Settings(volume=0.5)
    assert store.restore() == Settings(volume=0.5)
    assert store.restore() == Settings(volume=0.5, text_size=TextSize.LARGE)
    store.restore()
    store.change({"volume": "80%"})
    assert path.read_text("utf-8") == text
    assert names(tmp_path) == {FILE, f"{FILE}.last"}


def test_before_the_first_change_there_was_no_setting(store: SettingsStore) -> None:
    store.change({"volume": "50%"})
    assert store.kept == Settings()
    assert store.restore() == Settings()


def test_nothing_to_go_back_to_is_a_sentence(store: SettingsStore) -> None:
    with pytest.raises(RefusedError, match="没有可以恢复的"):
        store.restore()


def test_a_change_to_what_is_set_already_leaves_the_one_before(
    store: SettingsStore, tmp_path: Path
) -> None:
    written(tmp_path, "音量: 80%\n")
    store.change({"volume": "50%"})
    store.change({"volume": "50%"})
    assert store.kept == Settings(volume=0.8)


# Odd files ---------------------------------------------------------------------------------------


def test_a_wrong_text_is_told_in_the_words_of_its_setting_and_changes_nothing(
    store: SettingsStore, tmp_path: Path
) -> None:
    path = written(tmp_path, "音量: 80%\n")
    with pytest.raises(SettingRefusedError, match=r"营业时间：“早上到晚上”的写法不对.*08:00-20:00"):
        store.change({"volume": "50%", "open_hours": "早上到晚上"})
    with pytest.raises(SettingRefusedError, match="没有写内容"):
        store.change({"site_name": "  "})
    assert path.read_text("utf-8") == "音量: 80%\n"
    assert names(tmp_path) == {FILE}


def test_a_file_whose_name_is_nearly_right_is_taken_over(
    store: SettingsStore, tmp_path: Path
) -> None:
    odd = tmp_path / "settings.yaml.txt"
    odd.write_text("音量: 50%\n营业时间: 9-17\n", "utf-8")
    after = store.change({"volume": "60%"})
    assert after == Settings(volume=0.6, open_hours=OpenHours(time(9), time(17)))
    assert odd.read_text("utf-8") == "音量: 50%\n营业时间: 9-17\n"
    assert (tmp_path / FILE).read_text("utf-8") == "音量: 60%\n营业时间: 9-17\n"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n",
        "# 坏\n音量: 50%\n".encode() + b"\xff\xfe\n" + "甲乙丙丁戊".encode() * 3,
    ],
)
def test_a_file_that_is_no_text_is_kept_aside(
    store: SettingsStore, tmp_path: Path, data: bytes
) -> None:
    written(tmp_path, data)
    assert store.change({"volume": "60%"}) == Settings(volume=0.6)
    assert (tmp_path / f"{FILE}.旧").read_bytes() == data


def test_a_file_that_is_too_large_is_kept_aside(store: SettingsStore, tmp_path: Path) -> None:
    data = b"# x\n" * SIZE_LIMIT
    written(tmp_path, data)
    assert store.change({"volume": "60%"}) == Settings(volume=0.6)
    assert (tmp_path / f"{FILE}.旧").read_bytes() == data


def test_a_change_that_has_no_room_in_the_file_keeps_it_aside(
    store: SettingsStore, tmp_path: Path
) -> None:
    data = ("字号: 大字\n".encode() + b"#" * SIZE_LIMIT)[:SIZE_LIMIT]
    written(tmp_path, data)
    assert store.change({"volume": "60%"}) == Settings(volume=0.6, text_size=TextSize.LARGE)
    assert (tmp_path / f"{FILE}.旧").read_bytes() == data


def test_a_folder_in_its_place_is_a_sentence(store: SettingsStore, tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with pytest.raises(RefusedError, match=r"不是文件.*移走"):
        store.change({"volume": "60%"})
    with pytest.raises(RefusedError, match="不是文件"):
        store.restore()


def test_a_read_only_file_is_a_sentence(store: SettingsStore, tmp_path: Path) -> None:
    path = written(tmp_path, "音量: 80%\n")
    path.chmod(0o444)
    with pytest.raises(RefusedError, match="只读"):
        store.change({"volume": "60%"})
    assert path.read_text("utf-8") == "音量: 80%\n"


def test_a_file_in_place_of_the_data_directory_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x")
    with pytest.raises(RefusedError, match=r"设置没有改|写不进去"):
        SettingsStore(tmp_path / "data").change({"volume": "60%"})


def test_a_link_stays_one_and_its_file_is_changed(store: SettingsStore, tmp_path: Path) -> None:
    real = tmp_path / "别处" / "我的.yaml"
    real.parent.mkdir()
    real.write_text("音量: 80%\n", "utf-8")
    (tmp_path / FILE).symlink_to(real)
    store.change({"volume": "60%"})
    assert (tmp_path / FILE).is_symlink()
    assert real.read_text("utf-8") == "音量: 60%\n"


def test_a_link_that_goes_round_is_a_sentence(store: SettingsStore, tmp_path: Path) -> None:
    (tmp_path / FILE).symlink_to(tmp_path / FILE)
    with pytest.raises(RefusedError, match="设置没有改"):
        store.change({"volume": "60%"})


@pytest.mark.parametrize("at", [1, 2])
def test_a_full_disk_is_a_sentence_and_nothing_is_lost(
    store: SettingsStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    path = written(tmp_path, "音量: 80%\n")
    store.change({"volume": "70%"})
    calls = []

    def full(target: Path, data: bytes, *, durable: bool = False) -> None:
        calls.append(target)
        if len(calls) >= at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        storage.write_whole(target, data, durable=durable)

    monkeypatch.setattr(settings_store, "write_whole", full)
    with pytest.raises(RefusedError, match="磁盘满了"):
        store.change({"volume": "60%"})
    with pytest.raises(RefusedError, match="磁盘满了"):
        store.restore()
    assert path.read_text("utf-8") == "音量: 70%\n"
    assert names(tmp_path) == {FILE, f"{FILE}.last"}

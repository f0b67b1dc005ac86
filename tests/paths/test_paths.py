"""Shipped folders are found, and the data directory is where it was asked to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk import paths


def test_the_checkout_is_found_from_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert (paths.shipped("assets") / "fonts" / "OFL.txt").is_file()
    assert paths.shipped("scenarios").is_absolute()


def test_an_installed_program_uses_what_came_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site-packages" / "kiosk"
    (package / "_shipped" / "assets").mkdir(parents=True)
    (package.parent / "assets").mkdir()
    monkeypatch.setattr(paths, "PACKAGE", package)
    assert paths.shipped("assets") == package / "_shipped" / "assets"


def test_an_incomplete_program_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "PACKAGE", tmp_path / "kiosk")
    with pytest.raises(paths.NotShippedError, match="scenarios"):
        paths.shipped("scenarios")


def test_the_data_directory_is_the_one_given_else_the_systems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    assert paths.data_dir(Path("here")) == tmp_path / "here"
    assert paths.data_dir().name == paths.PROGRAM
    assert paths.data_dir().is_absolute()
    assert paths.settings_file(tmp_path) == tmp_path / "settings.yaml"


def test_a_data_directory_of_somebody_unknown_is_refused_and_told() -> None:
    with pytest.raises(paths.RefusedError, match=r"nobody-here.*请"):
        paths.data_dir(Path("~nobody-here/数据"))

"""The pages lead where they say, and their pictures stay small."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    path
    for path in (
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "benchmarks").glob("*.md"),
    )
)
PICTURES = sorted((ROOT / "docs" / "pictures").glob("*.png"))
HANDBOOK = ROOT / "docs" / "staff-handbook.zh-CN.md"
LINK = re.compile(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"")
FENCED = re.compile(r"```.*?```", re.DOTALL)


def anchors(page: Path) -> set[str]:
    """Give the anchors GitHub makes of a page's headings."""
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def links(page: Path) -> list[str]:
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    return [unquote(one or other) for one, other in LINK.findall(text)]


def dead_links(page: Path) -> list[str]:
    """Give the links of a page to a file or a heading that is not there."""
    dead = []
    for link in links(page):
        if link.startswith(("https:", "http:", "mailto:")):
            continue
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        headless = anchor and target.suffix == ".md" and target.exists()
        if not target.exists() or (headless and anchor not in anchors(target)):
            dead.append(f"{page.name}: {link}")
    return dead


def test_every_link_between_pages_leads_somewhere() -> None:
    assert len(PAGES) > 100
    assert [link for page in PAGES for link in dead_links(page)] == []


def test_a_link_that_leads_nowhere_would_be_found(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text(
        "# One\n[1](#one) [2](#two) [3](b.md) [4](a.md#one) [5](a.md#no) [6](https://x)",
        encoding="utf-8",
    )
    assert dead_links(page) == ["a.md: #two", "a.md: b.md", "a.md: a.md#no"]


def test_both_readmes_show_the_same_pictures_and_they_are_small() -> None:
    shown = [
        {Path(link).name for link in links(ROOT / name) if link.endswith(".png")}
        for name in ("README.md", "README.zh-CN.md")
    ]
    assert shown[0] == shown[1] == {path.name for path in PICTURES}
    assert sum(path.stat().st_size for path in PICTURES) < 1_200_000


def test_the_handbook_shows_its_own_pictures_and_they_are_small() -> None:
    kept = sorted((ROOT / "docs" / "pictures" / "handbook").glob("*.png"))
    shown = {Path(link).name for link in links(HANDBOOK) if link.endswith(".png")}
    assert kept
    assert shown <= {path.name for path in kept}
    assert {path.name for path in kept} - shown == set()
    assert sum(path.stat().st_size for path in kept) < 600_000


def test_the_handbook_names_what_can_be_clicked_and_no_other() -> None:
    text = HANDBOOK.read_text(encoding="utf-8")
    for path in (ROOT / "点这里").iterdir():
        assert path.stem in text, path.name


def test_both_readmes_begin_with_the_same_two_commands() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        commands = re.findall(r"^    (\S+)", text, re.MULTILINE)
        assert commands[:2] == ["scripts/run", "scripts/test"]


@pytest.mark.parametrize("page", [ROOT / "README.md", ROOT / "docs" / "architecture.md"])
def test_every_file_a_page_names_in_code_is_there(page: Path) -> None:
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    for name in re.findall(
        r"`((?:kiosk|docs|assets|scenarios|scripts|tests|benchmarks)/[^`\s*…<]+)`", text
    ):
        assert (ROOT / name.replace("\\", "/")).exists(), f"{page.name}: {name}"

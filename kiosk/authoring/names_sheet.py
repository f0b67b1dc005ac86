"""The sheet of names in a workbook, and the drop-downs that offer them."""

from __future__ import annotations

from typing import Any

from openpyxl.worksheet.datavalidation import DataValidation

from kiosk.authoring import styles
from kiosk.authoring.columns import (
    CAST,
    ENDINGS,
    NAMES,
    PLACES_LIST,
    SCENES,
    SCENES_LIST,
    SPEAKERS_LIST,
    Column,
)
from kiosk.scenario.catalogue import Catalogue
from kiosk.scenario.model import (
    NARRATOR,
    VISITOR,
    Channel,
    Control,
    Form,
    Kind,
    Named,
    Photo,
    Result,
    Spot,
    Stance,
    Verdict,
)
from kiosk.scenario.picture_files import PictureFiles
from kiosk.values import dataclass

Sheet = Any
"""A worksheet; openpyxl has no types."""

FIRST = 3
"""The row of the first name; above stand the list's name and what it is for."""
FOLLOWING = 300
"""Rows of the lists that follow what the author has typed in."""

_NAMED: dict[str, type[Named]] = {
    "性质": Kind,
    "渠道": Channel,
    "形式": Form,
    "判断": Verdict,
    "做法": Stance,
    "按键": Control,
    "结果": Result,
    "照片里": Photo,
    "位置": Spot,
}


@dataclass(frozen=True, slots=True)
class NameList:
    """A list of names, each with what it means where that isn't plain; or formulas that follow."""

    title: str
    about: str
    names: tuple[tuple[str, str], ...] = ()
    formula: str = ""
    fixed: bool = True
    """Whether a name that isn't on the list is surely wrong."""


@dataclass(frozen=True, slots=True)
class Lists:
    """All lists, in the order of their columns."""

    lists: tuple[NameList, ...]

    @classmethod
    def of(cls, catalogue: Catalogue, pictures: PictureFiles) -> Lists:
        """Give the lists of the names there are."""
        own = [
            NameList(title, "", tuple((member.zh, "") for member in named))
            for title, named in _NAMED.items()
        ]
        own.append(NameList("是否", "", (("是", ""), ("否", ""))))
        known = [
            NameList(
                "类型",
                "诈骗类型；真事选“真实联系”",
                tuple((t.name, t.explain) for t in catalogue.types),
            ),
            NameList(
                "手法",
                "破绽用了、凭据没有用的手法",
                tuple((t.name, t.explain) for t in catalogue.techniques),
            ),
            NameList("法律", "复盘时讲的法律", tuple((e.id, e.paraphrase) for e in catalogue.laws)),
            NameList("声音", "角色的声音", tuple((name, "") for name in catalogue.voices)),
            NameList(
                "头像", "角色的头像", tuple((name, "") for name in sorted(pictures.portraits))
            ),
            NameList(
                "图片",
                "选故事时的图片，也可以写剧本文件夹里的图片文件名",
                tuple((name, "") for name in sorted(pictures.covers)),
                fixed=False,
            ),
        ]
        scenes, endings, cast = (f"{name}!$A$3:$A${FOLLOWING}" for name in (SCENES, ENDINGS, CAST))
        following = [
            NameList(SCENES_LIST, "跟着“场景”表变", formula=_joined([], scenes), fixed=False),
            NameList(
                PLACES_LIST,
                "跟着“场景”“结局”表变",
                formula=_joined([], scenes, endings),
                fixed=False,
            ),
            NameList(
                SPEAKERS_LIST,
                "跟着“角色”表变",
                formula=_joined([NARRATOR, VISITOR], cast),
                fixed=False,
            ),
        ]
        return cls((*own, *known, *following))

    def column_of(self, title: str) -> int:
        """Give the column a list stands in; lists with meanings take two columns."""
        column = 1
        for one in self.lists:
            if one.title == title:
                return column
            column += _width(one)
        raise KeyError(title)

    def offer(self, sheet: Sheet, column: Column, area: str) -> None:
        """Give an area of a sheet the drop-down its column is chosen from, if it has one."""
        if not column.names:
            return
        one = next(one for one in self.lists if one.title == column.names)
        at = styles.letter(self.column_of(one.title))
        last = FIRST + (FOLLOWING if one.formula else len(one.names)) - 1
        whole = f"{NAMES}!${at}${FIRST}:${at}${last}"
        # A list that follows is as long as what has been typed in: no blank entries at its end.
        source = (
            f'OFFSET({NAMES}!${at}${FIRST},0,0,MAX(1,COUNTIF({whole},"?*")),1)'
            if one.formula
            else whole
        )
        choice = DataValidation(
            type="list",
            formula1=source,
            allow_blank=True,
            showErrorMessage=True,
            errorStyle="stop" if one.fixed else "warning",
            errorTitle="名单里没有",
            error=f"请点右边的小箭头，从“{one.title}”里选一个。",
        )
        choice.add(area)
        sheet.add_data_validation(choice)


def write_names(sheet: Sheet, lists: Lists) -> None:
    """Write the lists, each in columns of its own."""
    column = 1
    for one in lists.lists:
        styles.head(sheet.cell(1, column), one.title)
        styles.doc(sheet.cell(2, column), one.about)
        letter = styles.letter(column)
        for n, (name, meaning) in enumerate(one.names):
            styles.text(sheet.cell(FIRST + n, column), name)
            if meaning:
                styles.doc(sheet.cell(FIRST + n, column + 1), meaning)
        if one.formula:
            for n in range(FOLLOWING):
                # A number in text cells would not be counted as one: the row counts instead.
                sheet.cell(FIRST + n, column).value = f"={one.formula.replace('#', str(n + 1))}"
        sheet.column_dimensions[letter].width = 18
        if _width(one) > 1:
            sheet.column_dimensions[styles.letter(column + 1)].width = 50
        column += _width(one)
    sheet.freeze_panes = sheet.cell(FIRST, 1)
    styles.grey_tab(sheet)


def _width(one: NameList) -> int:
    return 2 if any(meaning for _, meaning in one.names) else 1


def _joined(first: list[str], *ranges: str) -> str:
    """Give the formula for the #th of some names followed by what stands in the ranges."""
    formula = '""'
    sizes = ["0", str(len(first)), *(f"COUNTA({one})" for one in ranges)]
    for n in range(len(ranges), 0, -1):
        before = "+".join(sizes[: n + 1])
        upto = "+".join(sizes[: n + 2])
        formula = f"IF(#<={upto},INDEX({ranges[n - 1]},#-({before})),{formula})"
    for n, name in reversed(list(enumerate(first, start=1))):
        formula = f'IF(#={n},"{name}",{formula})'
    return formula

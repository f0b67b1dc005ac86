"""What all stories share: scam types, techniques, keywords, slogans, law, hotlines, voice names.

Each stands in a file of its own under `scenarios/catalogue/`, every entry with its source.
"""

from __future__ import annotations

from dataclasses import field, fields
from datetime import date
from functools import cached_property

from kiosk.scenario.model import Cue, Evidence, Mark, key, mark
from kiosk.values import dataclass

FOLDER = "catalogue"
"""Name of the folder, inside the scenarios folder, that holds the catalogue."""

GENUINE_TYPE = "真实联系"
"""The type of every genuine story."""


_LOOK_AGAIN = "过了这一天要重新核对出处，例如 2027-06-30，不写就不提醒"


@dataclass(frozen=True, slots=True)
class ScamType:
    """A kind of scam, or the genuine contact."""

    name: str = key("名称", "类型的名称，剧本的“类型”里写它")
    group: str = key("分组", "2025十类、老年人常见 或 真实联系")
    explain: str = key("说明", "一句话说明，不超过 {budget} 个字", budget=45)
    source: str = key("来源", "出处")
    list_year: int = key("名单年份", "列入哪一年的名单，0 表示不在名单里", default=0)
    look_again: date = key("复查", _LOOK_AGAIN, default=date.max)
    mark: Mark = mark()


@dataclass(frozen=True, slots=True)
class Technique:
    """A manipulation technique, the same across all scams."""

    name: str = key("名称", "手法的名称，破绽的“手法”里写它")
    explain: str = key("说明", "一句话说明，不超过 {budget} 个字", budget=45)
    source: str = key("来源", "出处")
    unused: str = key(
        "没用",
        "凭据旁边，说对方没有用它的话，例如 没有催您，不超过 {budget} 个字",
        default="",
        budget=8,
    )
    look_again: date = key("复查", _LOOK_AGAIN, default=date.max)
    mark: Mark = mark()

    @property
    def not_used(self) -> str:
        """What is said of somebody who doesn't use it."""
        return self.unused or f"没有{self.name}"


@dataclass(frozen=True, slots=True)
class Keyword:
    """One of the police's 防诈关键词."""

    words: str = key("词", "关键词")
    list_year: int = key("名单年份", "列入哪一年的名单")
    source: str = key("来源", "出处")
    stories: tuple[str, ...] = key("剧本", "在哪些剧本里演到，写编号", default=())
    look_again: date = key("复查", _LOOK_AGAIN, default=date.max)
    mark: Mark = mark()


@dataclass(frozen=True, slots=True)
class Slogan:
    """A sentence of a campaign, as it is worded in public, with 您."""

    text: str = key("文字", "标语")
    family: str = key("系列", "属于哪一套口号")
    source: str = key("来源", "出处")
    display: bool = key("大屏", "是否在待机画面上显示", default=True)
    last_year: int = key("用到", "哪一年以后不再显示，0 表示一直用", default=0)
    look_again: date = key("复查", _LOOK_AGAIN, default=date.max)
    mark: Mark = mark()


@dataclass(frozen=True, slots=True)
class LawEntry:
    """An article of a law, in words for the debrief."""

    id: str = key("编号", "剧本的“法律”里写它，例如 反电信网络诈骗法-31")
    law: str = key("法律", "法律或规定的名称")
    article: str = key("条", "第几条")
    paraphrase: str = key("大意", "用大白话说，不超过 {budget} 个字", budget=45)
    source: str = key("来源", "条文的出处")
    look_again: date = key("复查", _LOOK_AGAIN, default=date.max)
    mark: Mark = mark()


@dataclass(frozen=True, slots=True)
class Hotline:
    """A public number that may be named and shown as it is."""

    number: str = key("号码", "号码")
    name: str = key("名称", "是什么热线")
    use: str = key("用途", "什么时候打，或者来电是为了什么，不超过 {budget} 个字", budget=45)
    source: str = key("来源", "出处")
    caution: str = key("注意", "容易弄错的地方", default="")
    area_code: bool = key("区号", "前面可以加区号", default=False)
    look_again: date = key("复查", _LOOK_AGAIN, default=date.max)
    mark: Mark = mark()


@dataclass(frozen=True, slots=True)
class NamedDeck:
    """A 专场: stories chosen for an audience, a theme or a day; those that aren't there don't count."""

    name: str = key("名称", "专场的名称，在“今天播放”里选，也可以写进“播放安排”")
    group: str = key("分组", "全部、对象、主题 或 场次")
    explain: str = key("说明", "一句话说明，不超过 {budget} 个字", budget=45)
    stories: tuple[str, ...] = key("剧本", "剧本的编号")
    source: str = key("来源", "出处")
    look_again: date = key("复查", _LOOK_AGAIN, default=date.max)
    mark: Mark = mark()


@dataclass(frozen=True, slots=True)
class DecksFile:
    """decks.yaml."""

    entries: tuple[NamedDeck, ...] = key("条目", "专场")
    mark: Mark = mark()


@dataclass(frozen=True, slots=True)
class TypesFile:
    """types.yaml."""

    entries: tuple[ScamType, ...] = key("条目", "诈骗类型")
    mark: Mark = mark()


@dataclass(frozen=True, slots=True)
class TechniquesFile:
    """techniques.yaml."""

    entries: tuple[Technique, ...] = key("条目", "手法")
    mark: Mark = mark()


@dataclass(frozen=True, slots=True)
class KeywordsFile:
    """keywords.yaml."""

    entries: tuple[Keyword, ...] = key("条目", "关键词")
    mark: Mark = mark()


@dataclass(frozen=True, slots=True)
class SlogansFile:
    """slogans.yaml."""

    entries: tuple[Slogan, ...] = key("条目", "标语")
    mark: Mark = mark()


@dataclass(frozen=True, slots=True)
class LawFile:
    """law.yaml."""

    entries: tuple[LawEntry, ...] = key("条目", "法律条文")
    mark: Mark = mark()


@dataclass(frozen=True, slots=True)
class HotlinesFile:
    """hotlines.yaml."""

    entries: tuple[Hotline, ...] = key("条目", "热线")
    mark: Mark = mark()


FILES: dict[str, type] = {
    "types": TypesFile,
    "techniques": TechniquesFile,
    "keywords": KeywordsFile,
    "slogans": SlogansFile,
    "laws": LawFile,
    "hotlines": HotlinesFile,
    "decks": DecksFile,
}
"""Field of the catalogue to the class its file is read as; `file_name` gives the file."""


def file_name(part: str) -> str:
    """Give the name of the file that holds a field of the catalogue."""
    return "law.yaml" if part == "laws" else f"{part}.yaml"


@dataclass(frozen=True)
class Catalogue:
    """All of the catalogue; a name that isn't in it is unknown to every check.

    An empty tuple means the file couldn't be read: checks that need it then keep silent, as its
    own problem is already told.
    """

    types: tuple[ScamType, ...] = ()
    techniques: tuple[Technique, ...] = ()
    keywords: tuple[Keyword, ...] = ()
    slogans: tuple[Slogan, ...] = ()
    laws: tuple[LawEntry, ...] = ()
    hotlines: tuple[Hotline, ...] = ()
    decks: tuple[NamedDeck, ...] = ()
    voices: tuple[str, ...] = field(default=())

    def technique(self, name: str) -> Technique | None:
        """Give a technique by its name."""
        return self._by_name.get(("techniques", name))  # type: ignore[return-value]  # by its file

    def named(self, one: Evidence) -> str:
        """Give what words that are lit show: the 手法 of a 破绽, or that a 凭据 does without it."""
        if isinstance(one, Cue):
            return one.technique
        return (self.technique(one.technique) or Technique(one.technique, "", "")).not_used

    def type(self, name: str) -> ScamType | None:
        """Give a scam type by its name."""
        return self._by_name.get(("types", name))  # type: ignore[return-value]  # by its file

    def law(self, entry: str) -> LawEntry | None:
        """Give an article of law by its id."""
        return self._by_name.get(("laws", entry))  # type: ignore[return-value]  # by its file

    def hotline(self, number: str) -> Hotline | None:
        """Give a hotline by its number."""
        return self._by_name.get(("hotlines", number))  # type: ignore[return-value]  # by its file

    def names(self, part: str) -> tuple[str, ...]:
        """Give the names by which entries of a field are asked for."""
        return tuple(_name(entry) for entry in getattr(self, part))

    def slogans_on(self, day: date) -> tuple[Slogan, ...]:
        """Give the slogans that may be shown on a day: a theme is gone when its last year is over."""
        return tuple(s for s in self.slogans if not s.last_year or day.year <= s.last_year)

    def due(self, today: date) -> tuple[tuple[str, date], ...]:
        """Give the files with entries that should have been looked at again, each with its earliest day."""
        days = {file_name(part): [e.look_again for e in getattr(self, part)] for part in FILES}
        return tuple((name, min(all_)) for name, all_ in days.items() if all_ and min(all_) < today)

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], object]:
        return {
            (part.name, _name(entry)): entry
            for part in fields(self)
            for entry in getattr(self, part.name)
        }


def _name(entry: object) -> str:
    if isinstance(entry, str):
        return entry
    for attribute in ("id", "number", "name", "words", "text"):
        name = getattr(entry, attribute, None)
        if isinstance(name, str):
            return name
    raise TypeError(f"{entry!r} has no name")

"""Numbers in a text that somebody might answer, pay to or log in with, however they are written.

What separates digits says little: a number is dialled whatever stands between its pieces. So first
what is plainly something else is set aside (dates, times, sums, ranges, versions, …), then the rest
is read in two ways. Pieces that together have the very shape of a telephone number, a bank card or an
identity card are usable through any signs; any other seven digits only where they stand close together,
or where the words before them ask to dial or to add.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kiosk.patterns import pattern
from kiosk.scenario.catalogue import Hotline
from kiosk.scenario.characters import Folded
from kiosk.values import dataclass

LONG = 7
"""Digits from which on a number may be somebody's."""

LONGEST = 22
"""Digits of the longest number that is looked for: a bank card's with what people write before it."""

MOST_BESIDE_A_MASK = 8
"""Digits that may stand together beside a masked part."""

MOST_AROUND_MASKS = 12
"""Digits that may be seen of a number of which a part is masked."""

_EMERGENCY = frozenset({"110", "114", "119", "120", "122"})
"""Numbers everybody may know, whether the catalogue speaks of them or not."""


@dataclass(frozen=True, slots=True)
class UsableNumber:
    """A number as it was written, and whether it is one of a service the catalogue doesn't have."""

    said: str
    service: bool = False


# Shapes ------------------------------------------------------------------------------------------

_PHONE = pattern(
    r"(?:(?:00)?86|0|1(?:7951|2593))?1[3-9]\d{9}"  # a mobile phone
    r"|(?:(?:00)?860?|0)(?:10|2\d|[3-9]\d\d)[2-8]\d{6,7}"  # a line with its area code
    r"|[48]00[1-9]\d{6}"
    r"|106\d{6,17}"  # what short messages are sent from
)
_IDENTITY = pattern(r"[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3,4}")
_CARD = pattern(r"(?:62|[45]\d|3[4-7]|9[0-9]|60)\d{13,17}")
_SERVICE = pattern(r"95\d{3}|96\d{3,4}|100(?:0[01]|1\d|86|50)\d{0,3}|12[0-9]{3}")
_FOUR = 4
_LEAST_SHAPED = 10
_MOST_PIECES = 5
_TWO = 2
_WIDEST_RANGE = 100


def _has_a_shape(digits: str, pieces: Sequence[str]) -> bool:
    """Tell whether digits are, as a whole, a number of a kind people use."""
    if len(digits) < _LEAST_SHAPED:
        return False
    if (
        len(pieces) > _MOST_PIECES
        and max(map(len, pieces)) > 1
        and all(p[0] != "0" for p in pieces)
    ):
        return False  # more numbers, one after the other, than anybody writes one number in
    if _PHONE.fullmatch(digits):
        return True
    if _IDENTITY.fullmatch(digits):
        return True
    if not _CARD.fullmatch(digits):
        return False
    by_four = all(len(piece) == _FOUR for piece in pieces[:-1]) and len(pieces[-1]) <= _FOUR
    no_numbers = any(len(piece) > 1 and piece[0] == "0" for piece in pieces)
    return len(pieces) == 1 or by_four or no_numbers or _luhn(digits)


def _luhn(digits: str) -> bool:
    """Tell whether the last digit is the one a bank card with the others would have."""
    total = 0
    for n, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + n % 2)
        total += value // 10 + value % 10
    return total % 10 == 0


# What is plainly something else ------------------------------------------------------------------

_CHINESE = str.maketrans("一二三四五六七八九〇幺洞拐", "1234567890107")
_NUMERAL = "[一二三四五六七八九〇幺]"
_SIGN = r"(?:[^\w\x01]|_)"
_MORE = rf"(?:\d|{_NUMERAL}(?:{_NUMERAL}|(?![一-鿿])))"
"""A digit, or a Chinese one that is no word of what follows (一 of 一共, 一直)."""
_MIXED = pattern(rf"(?<=[0-9]){_NUMERAL}+(?![一-鿿])|(?<![一-鿿]){_NUMERAL}+(?=[0-9])")
_APART = r"(?<!\d)(?<!\d[ .,:/-])"
_OVER = rf"(?![ .,:/-]?{_MORE})"
_MONTH, _DAY, _YEAR = "(?:1[0-2]|0?[1-9])", "(?:3[01]|[12][0-9]|0?[1-9])", r"(?:19|20)\d\d"
_TIME = r"(?:2[0-4]|[01]?[0-9]):[0-5][0-9](?::[0-5][0-9])?"
_DATE = (
    rf"(?:{_YEAR}[-./]{_MONTH}(?:[-./]{_DAY})?|{_MONTH}[-/]{_DAY}[-/]{_YEAR}"
    rf"|{_DAY}[-/]{_MONTH}[-/]{_YEAR})(?:[ t]{{0,2}}{_TIME})?"
)
_STAMP = r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[_-]?(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)?"
_GROUPED = r"[1-9]\d{0,2}(?:,\d{3}(?!\d))+"
_WHOLE, _PART = rf"(?>0|{_GROUPED}|[1-9]\d{{0,12}})", r"\.\d{1,6}"
_NUMBER = rf"{_WHOLE}(?:{_PART})?"
"""All groups of three at once (?>): tried as numbers of their own too, thirty of them take minutes."""
_THOUSANDS = pattern(r"[1-9]\d{0,2}(?:,\d{3})+")
_RANGE = r"(?: ?(?:--|——|[-~–—‐−至到]) ?)"
_AND = r"(?: ?[、/,+×x和或] ?)"
_MOST = (
    rf"(?>{_WHOLE}(?:{_PART})?+(?!{_RANGE}\d)"
    rf"|[1-9]\d{{0,2}}(?:,\d{{3}}(?!\d))*?(?=,{_NUMBER}{_RANGE}\d))"
)
"""The number a range ends with; where another range follows, its groups are shared: 1-2,300-400."""
_CURRENCY = r"(?:¥|￥|\$|€|£|rmb|cny|usd?|hkd|人民币|港币|美[元金]|欧元|日元|英镑)"
_MONEY = (
    r"(?:元|块|[万亿]|千元|百元|[%‰](?!\d)|度电|公里|千米|平方|平米|㎡|立方|毫升|公斤|千克|吨"
    "|美元|美金|港币|港元|日元|欧元|英镑|人民币|rmb|usdt?|多元|余元|多万|余万|人次|人民)"
)
_COUNT = (
    "(?:个|人(?!工)|[名位岁年月日天周次分秒里米克斤度步票户家件条起例笔单股份页字倍张台辆只套场层楼室号栋座"
    r"路期届折千百级集款瓶盒袋多余]|点(?!\d)|小时|积分|左右|以上|以下|km|kg|mb|gb|kb|m2|cm|mm|px|kwh|ml)"
)


def _several(pattern: str, over: str = _OVER) -> str:
    """Give the pattern of one or several such things that no further digit is joined to."""
    return rf"{_APART}{pattern}(?:(?: ?[,、/~–—-]{{1,2}} ?| |至|到){pattern}){{0,12}}{over}"


_SPACED = r"[1-9]\d{0,2}(?: \d{3})+"
_NUMBERS = rf"{_NUMBER}(?:{_RANGE}{_MOST})?(?:{_AND}{_NUMBER}(?:{_RANGE}{_MOST})?){{0,12}}"
_SUMS = pattern(
    rf"{_APART}(?:{_CURRENCY} ?{_NUMBER}(?:{_AND}{_CURRENCY}? ?{_NUMBER}){{0,12}}(?!\d)"
    rf"|(?:{_NUMBERS}|{_SPACED}) ?{_MONEY})"
)
_COUNTS = pattern(rf"{_APART}{_NUMBERS} ?{_COUNT}")
_DATES, _TIMES = (re.compile(_several(one, rf"(?![.:/-]?{_MORE})")) for one in (_DATE, _TIME))
_OTHER = tuple(
    re.compile(pattern)
    for pattern in (
        _several(_YEAR),
        _several(_STAMP),
        _several(rf"(?>{_GROUPED})(?:\.\d{{1,2}})?"),
        _several(r"(?:0|[1-9]\d{0,7})\.\d{1,10}"),
        rf"{_APART}[1-9]\d{{1,5}}00? ?[-~–—]{{1,2}} ?[1-9]\d{{1,5}}00?{_OVER}",
        rf"(?<![a-z0-9])(?:v|ver|version|版本号?) ?[.:]? ?\d{{1,4}}(?:\.\d{{1,4}}){{1,4}}{_OVER}",
        rf"(?<![a-z])(?:gb|iso|iec|ga|yd|jr|db)(?:/[tz])? ?\d{{2,6}}(?:\.\d+)?(?:-\d{{4}})?{_OVER}",
        rf"{_APART}[(〔\[【]{_YEAR}[)〕\]】] ?第? ?\d{{1,5}}(?!\d)",
        rf"{_APART}[1-9]\d{{1,4}} ?[×x*] ?[1-9]\d{{1,4}}{_OVER}(?! ?[×x*])",
        rf"{_APART}\d{{1,7}}(?: ?[+×*÷x] ?\d{{1,7}}){{1,6}} ?= ?\d{{1,12}}{_OVER}",
    )
)
_NAMED = pattern(
    r"(?:警号|工号|警员(?:编号)?|验证码|校验码|动态码|取件码|取货码|提货码|邮编|邮政编码|密码|房间号?|房号|门牌号?"
    r"|学号|座位号?|车次|航班|尾号|排队号|批号|期号|印章号)[是为：: “”\"]{0,3}$"
)
_NUMBERED = pattern(r"(?:编号|文号|案号|案件|发文|批次|合同|档案)[是为：: “”\"号]{0,3}$")
_ASKS_TO_DIAL = pattern(
    r"(?:拨打?|致电|打(?:电话)?(?:给|到)?|电话|手机|座机|热线|联系|来电|回拨|拨通|tel|phone|mobile|call|短信"
    r"|发送?[至到]|发给|加(?:我|他|微信?|好友|[vq]|qq|群)?|[vq]x|qq|扣扣|企鹅|微信|群号?|卡号|账号|账户|帐号"
    r"|账|户头|[汇转][到给入至]|号码|会议号)(?:[是为号：: “”\"(（,，至给]|号码){0,4}$"
)
_MASK = pattern(r"(?:[*·•×✱✳#?xX●□■▇█_¥￥某○◯] ?){2,}|(?:\. ?){3,}")

# Pieces ------------------------------------------------------------------------------------------

_DIGITS = pattern("[0-9一二三四五六七八九〇幺洞拐]+")
_LARGE = pattern("[十百千万亿拾佰仟]")
_CLOSE = pattern(r"[ \-‐-―−._·]{1,4}")
_SIGNS = pattern(
    r"(?:[^\w]|_){1,8}|[^\w]{0,2}(?:中间|后面|最后|再加?|接着?|然后)?(?:横杠|杠|减号?|转|点|空格|dash|_|是|为|)[^\w]{0,2}"
)
_MASKED = pattern(rf"[^\w*]{{0,3}}(?:{_MASK.pattern})[^\w]{{0,3}}")
_ONES = pattern(r"(?<![a-z0-9|])(?=[oil|]*\d)[0-9oil|]{2,}(?![a-z0-9|])")
_AS_DIGITS = str.maketrans("oil|", "0111")
_WORDS = pattern(
    r"(?<![a-z])(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine"
    r"|ling|dong|yao|yi|er|san|si|wu|liu|qi|guai|ba|jiu|gou)(?:[^a-z0-9]{1,3}|$)){7,}"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Digits that stand together."""

    start: int
    end: int
    digits: str


_Run = list[_Piece]


def usable_numbers(folded: Folded, hotlines: Sequence[Hotline]) -> Iterator[UsableNumber]:
    """Give the numbers of a text that may be somebody's, each once."""
    text = _read_through(folded.text)
    bare = _set_aside(text)
    search = _Search(text, folded, hotlines)
    for run in _runs(bare):
        search.look_into(run)
    letters = _ONES.sub(lambda met: met.group().translate(_AS_DIGITS), bare)
    for run in _runs(letters) if letters != bare else ():
        search.shapes(run)
    for met in _WORDS.finditer(text):
        search.found[met.span()] = False
    for start, end, service in search.widest():
        yield UsableNumber(folded.as_written(start, end).strip(), service)


def shaped_numbers(folded: Folded, hotlines: Sequence[Hotline]) -> Iterator[str]:
    """Give only what has the very shape of a telephone number, a bank card or an identity card."""
    text = _read_through(folded.text)
    search = _Search(text, folded, hotlines)
    for run in _runs(_set_aside(text)):
        search.shapes(run)
    yield from (folded.as_written(start, end).strip() for start, end, _ in search.widest())


def hides_enough(folded: Folded) -> bool:
    """Tell whether a number is masked so far that nobody can pay to it."""
    digits = len(re.findall(r"\d", folded.text))
    return bool(_MASK.search(folded.text)) and digits <= MOST_AROUND_MASKS


def _read_through(text: str) -> str:
    """Give a text of the same length in which digits beside digits are of one kind."""
    text = _CIRCLES_APART.sub(_circles, text)
    return _MIXED.sub(lambda met: met.group().translate(_CHINESE), text)


def _circles(met: re.Match[str]) -> str:
    """Give rings that stand for noughts as noughts; a row of them alone masks what is there."""
    alone = len(met.group()) >= _LEAST_MASKING and len(_CIRCLES_APART.findall(met.string)) == 1
    return met.group() if alone else "〇" * len(met.group())


_CIRCLES_APART = pattern("[○◯]+")
_LEAST_MASKING = 3


# Setting aside -----------------------------------------------------------------------------------


def _set_aside(text: str) -> str:
    """Give a text in which what is plainly no number to dial has given way to blanks of no kind."""
    for known in (_DATES, _TIMES):
        text = known.sub(_gone, text)
    text = _SUMS.sub(lambda met: _gone(met) if _is_sum(met) else met.group(), text)
    for known in _OTHER:
        text = known.sub(lambda met: _gone(met) if _is_alone(met) else met.group(), text)
    return _COUNTS.sub(lambda met: _gone(met) if _is_count(met) else met.group(), text)


_GONE = "\x01"
"""Stands where something was set aside; neither a digit nor a sign, so nothing is read across it."""


def _gone(met: re.Match[str]) -> str:
    return _GONE * len(met.group())


def _is_sum(met: re.Match[str]) -> bool:
    return not _joined_before(met) and (
        not _has_a_shape(*_shape_of(met)) or _is_written_as_numbers(met)
    )


def _shape_of(met: re.Match[str]) -> tuple[str, list[str]]:
    pieces = [re.sub(r"\D", "", piece) for piece in re.findall(r"\d[\d,.]*", met.group())]
    return "".join(pieces), pieces


def _is_written_as_numbers(met: re.Match[str]) -> bool:
    """Tell whether the signs within a sum say that it is no telephone number cut into pieces."""
    pieces = [piece.strip(",") for piece in re.findall(r"\d[\d,]*", met.group())]
    if len(pieces) == 1:
        return bool(_THOUSANDS.fullmatch(pieces[0]))
    if re.search(rf"\d{_RANGE}\d", met.group()):
        least, most = (int(piece.replace(",", "")) for piece in (pieces[0], pieces[-1]))
        return len(pieces) == _TWO and least < most <= least * _WIDEST_RANGE
    return len(pieces) <= _FOUR and all(len(one) > 1 and one[0] != "0" for one in pieces)


def _is_alone(met: re.Match[str]) -> bool:
    """Tell whether what looks like a decimal, a range, a version is no piece of a number."""
    digits = re.sub(r"\D", "", met.group())
    return not (
        _has_a_shape(digits, re.findall(r"\d+", met.group()))
        or _joined_before(met)
        or _asked_before(met.string, met.start())
        or _GOES_ON.match(met.string, met.end())
    )


_MOST_COUNTED = 9
_GOES_ON = pattern(rf"{_SIGN}{{1,8}}(?:[0-9]|{_NUMERAL}){{3}}|{_MORE}")
_WENT_BEFORE = pattern(
    rf"(?:(?:[0-9]|{_NUMERAL}){{3}}{_SIGN}{{1,8}}|{_NUMERAL}{{2}}|(?<![一-鿿]){_NUMERAL})$"
)


def _is_count(met: re.Match[str]) -> bool:
    digits, pieces = _shape_of(met)
    return not (
        (_has_a_shape(digits, pieces) and not _is_written_as_numbers(met))
        or _joined_before(met)
        or max(map(len, pieces)) > _MOST_COUNTED
        or (len(digits) >= LONG and _asked_before(met.string, met.start()))
    )


def _joined_before(met: re.Match[str]) -> bool:
    """Tell whether digits before this by signs alone may make it the last piece of a number."""
    return bool(_WENT_BEFORE.search(met.string[max(0, met.start() - 12) : met.start()]))


def _asked_before(text: str, start: int) -> bool:
    return bool(_ASKS_TO_DIAL.search(text[max(0, start - 16) : start]))


# Reading what is left ----------------------------------------------------------------------------


def _runs(text: str) -> Iterator[_Run]:
    """Give the pieces of a text, those together between which only signs and masks stand."""
    run: _Run = []
    for met in _DIGITS.finditer(text):
        start, end = met.span()
        arabic = bool(re.search("[0-9]", met.group()))
        large = text[max(0, start - 1) : start] + text[end : end + 1]
        if run:
            between = text[run[-1].end : start]
            if not (_SIGNS.fullmatch(between) or _MASKED.fullmatch(between)) or _GONE in between:
                yield run
                run = []
        if arabic or not _LARGE.search(large):
            run.append(_Piece(start, end, met.group().translate(_CHINESE)))
        elif run:
            yield run
            run = []
    if run:
        yield run


class _Search:
    """The search of one text: `found` are places, and whether a service answers there."""

    def __init__(self, text: str, folded: Folded, hotlines: Sequence[Hotline]) -> None:
        self.found: dict[tuple[int, int], bool] = {}
        self._text = text
        self._folded = folded
        self._hotlines = hotlines

    def widest(self) -> Iterator[tuple[int, int, bool]]:
        """Give what was found, of places that overlap the widest."""
        taken: list[tuple[int, int]] = []
        for (start, end), service in sorted(
            self.found.items(), key=lambda one: one[0][0] - one[0][1]
        ):
            if all(end <= first or last <= start for first, last in taken):
                taken.append((start, end))
                yield start, end, service

    def look_into(self, run: _Run) -> None:
        """Look for everything in pieces between which only signs and masks stand."""
        self.shapes(run)
        unknown = list(self._unknown(run))
        for pieces in unknown:
            for close in self._cut(pieces, _CLOSE):
                self._long(close)
                self._service(close)
            for apart in self._cut(pieces, _SIGNS):
                if _asked_before(self._text, apart[0].start):
                    self._long(apart)
                if all(len(piece.digits) == 1 for piece in apart):
                    self._service(apart)

    def shapes(self, run: _Run) -> None:
        """Look for pieces that together have the shape of a number of a known kind."""
        for first in range(len(run)):
            digits = ""
            for last in range(first, len(run)):
                digits += run[last].digits
                if len(digits) > LONGEST:
                    break
                if len(digits) >= _LEAST_SHAPED and self._is_shaped(digits, run[first : last + 1]):
                    self.found[run[first].start, run[last].end] = False

    def _is_shaped(self, digits: str, pieces: _Run) -> bool:
        if not _has_a_shape(digits, [piece.digits for piece in pieces]) or _is_listed(pieces):
            return False
        if all(self._is_hotline(piece.digits) for piece in pieces):
            return False
        return bool(_PHONE.fullmatch(digits)) or not self._is_masked_within(pieces)

    def _unknown(self, run: _Run) -> Iterator[_Run]:
        """Give the pieces between the public hotlines of a run."""
        pieces: _Run = []
        skip = False
        for piece, following in zip(run, [*run[1:], None], strict=True):
            if skip:
                skip = False
                continue
            with_area = following is not None and self._is_hotline(piece.digits + following.digits)
            if self._is_hotline(piece.digits) or with_area:
                skip = with_area and not self._is_hotline(piece.digits)
                if pieces:
                    yield pieces
                pieces = []
            else:
                pieces.append(piece)
        if pieces:
            yield pieces

    def _is_hotline(self, digits: str) -> bool:
        return digits in _EMERGENCY or any(
            digits == line.number
            or (line.area_code and re.fullmatch(rf"0\d{{2,3}}{line.number}", digits))
            for line in self._hotlines
        )

    def _cut(self, run: _Run, sign: re.Pattern[str]) -> Iterator[_Run]:
        """Give the pieces of a run that only such signs join."""
        together: _Run = []
        for piece in run:
            if together:
                between = self._text[together[-1].end : piece.start]
                if not sign.fullmatch(between) or _MASKED.fullmatch(between):
                    yield together
                    together = []
            together.append(piece)
        if together:
            yield together

    def _long(self, pieces: _Run) -> None:
        """Look for so many digits that they may be somebody's."""
        start, end = pieces[0].start, pieces[-1].end
        digits = "".join(piece.digits for piece in pieces)
        if len(digits) < LONG or not digits.strip("0"):
            return
        if not _asked_before(self._text, start) and self._is_plain_count(pieces):
            return
        if len(digits) <= MOST_BESIDE_A_MASK and (
            self._is_masked(start, end) or self._is_named(start)
        ):
            return
        numbered = _NUMBERED.search(self._text[max(0, start - 10) : start])
        if not (numbered and re.match(_YEAR, digits) and len(digits) <= MOST_AROUND_MASKS):
            self.found[start, end] = False

    def _is_plain_count(self, pieces: _Run) -> bool:
        """Tell whether digits count something (①②③, 一二三, 10 20 30) or are a round number."""
        digits = "".join(piece.digits for piece in pieces)
        if len(pieces) == 1:
            written = self._folded.as_written(pieces[0].start, pieces[0].end)
            counted = "123456789".startswith(digits) and not re.search(r"\d", written)
            return counted or len(digits.rstrip("0")) <= _TWO
        return _is_counted(pieces)

    def _service(self, pieces: _Run) -> None:
        """Look for the number of a service that the catalogue doesn't have."""
        digits = "".join(piece.digits for piece in pieces)
        if len(pieces) > 1 and not (
            digits.startswith(("95", "96", "100"))
            and (digits[0] == "9" or _falls(pieces) or max(len(p.digits) for p in pieces) == 1)
        ):
            return  # 12 and 350 are two numbers, 955 and 88 are one
        start, end = pieces[0].start, pieces[-1].end
        if (
            self._hotlines
            and _SERVICE.fullmatch(digits)
            and not digits.endswith("00")
            and not self._is_hotline(digits)
            and not self._is_named(start)
            and not self._is_masked(start, end)
        ):
            self.found[start, end] = True

    def _is_masked(self, start: int, end: int) -> bool:
        """Tell whether masking signs stand beside a place, as a part of a masked number."""
        before, after = self._text[max(0, start - 12) : start], self._text[end : end + 12]
        return bool(
            re.match(rf"[ \-]?(?:{_MASK.pattern})", after)
            or re.search(rf"(?:{_MASK.pattern})[ \-]?$", before)
        )

    def _is_masked_within(self, pieces: _Run) -> bool:
        return any(_MASKED.fullmatch(self._text[a.end : b.start]) for a, b in pairwise(pieces))

    def _is_named(self, start: int) -> bool:
        return bool(_NAMED.search(self._text[max(0, start - 10) : start]))


def _is_listed(pieces: _Run) -> bool:
    """Tell whether pieces are numbers that grow or fall one after the other."""
    if len(pieces) < _FOUR or any(
        piece.digits[0] == "0" or len(piece.digits) >= _FOUR for piece in pieces
    ):
        return False
    values = [int(piece.digits) for piece in pieces]
    return all(a < b for a, b in pairwise(values)) or all(a > b for a, b in pairwise(values))


def _is_counted(pieces: _Run) -> bool:
    """Tell whether pieces count: 1、2、3, 10 20 30, 一二三四五六七."""
    values = [int(piece.digits) for piece in pieces]
    steps = {b - a for a, b in pairwise(values)}
    if len(values) < _FEWEST_COUNTED:
        return False
    if len(steps) == 1 and (steps == {1} or all(value % 10 == 0 for value in values)):
        return True
    return min(steps) > 0 and max(values) < _HUNDRED


_FEWEST_COUNTED = 3
_HUNDRED = 100


def _falls(pieces: _Run) -> bool:
    return all(int(a.digits) > int(b.digits) for a, b in pairwise(pieces))

"""Why the system refused a file, in Chinese: its own words are English, and staff read them."""

from __future__ import annotations

import errno

_REASONS = {
    "磁盘满了": (errno.ENOSPC, errno.EDQUOT),
    "没有权限": (errno.EACCES, errno.EPERM),
    "只能读，不能写": (errno.EROFS,),
    "没有这个文件或文件夹": (errno.ENOENT, errno.ENXIO, errno.ENODEV),
    "路径中间有一段不是文件夹": (errno.ENOTDIR,),
    "是文件夹，不是文件": (errno.EISDIR,),
    "是管道或设备，不是文件": (errno.ESPIPE,),
    "已经有了": (errno.EEXIST, errno.ENOTEMPTY),
    "名字太长": (errno.ENAMETOOLONG,),
    "名字里有不能用的字符": (errno.EINVAL, errno.EILSEQ),
    "快捷方式绕成了圈": (errno.ELOOP,),
    "正被别的程序占用": (errno.EBUSY, errno.ETXTBSY),
    "文件太大": (errno.EFBIG,),
    "打开的文件太多": (errno.EMFILE, errno.ENFILE),
    "磁盘读写出错": (errno.EIO,),
    "读的一方已经关了": (errno.EPIPE,),
}
_BY_NUMBER = {number: reason for reason, numbers in _REASONS.items() for number in numbers}

_SHARING = (32, 33)
"""Windows' numbers for a file another program has open."""


def reason_of(error: OSError) -> str:
    """Give why the system refused, as a short clause without its full stop."""
    if getattr(error, "winerror", None) in _SHARING:
        return "正被别的程序打开"
    number = error.errno
    return _BY_NUMBER.get(number or 0, f"系统错误 {number}" if number else "系统没有说明原因")

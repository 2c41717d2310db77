"""What the operating system says when it refuses a file, in plain words: (Chinese, English), by the number of the error."""

from __future__ import annotations

import errno
import os

REFUSALS: dict[int, tuple[str, str]] = {
    errno.ENOENT: ("没有这个文件", "there is no such file"),
    errno.ENOTDIR: ("路径里有一段不是文件夹", "a part of the path is not a folder"),
    errno.EISDIR: ("这是文件夹，不是文件", "this is a folder, not a file"),
    errno.EEXIST: ("已经有同名的文件", "there is a file of that name already"),
    errno.EACCES: ("没有权限", "no permission"),
    errno.EPERM: ("系统不允许", "the system does not allow it"),
    errno.EROFS: ("这个磁盘只能读", "the disk is read-only"),
    errno.ELOOP: ("符号链接绕成了圈", "symbolic links lead round in a circle"),
    errno.ENAMETOOLONG: ("文件名太长", "the name is too long"),
    errno.ENODEV: ("不是普通文件", "not a regular file"),
    errno.ENXIO: ("不是普通文件", "not a regular file"),
    errno.ENOSPC: ("磁盘满了", "the disk is full"),
    errno.EDQUOT: ("磁盘配额用完了", "the disk quota is used up"),
    errno.EFBIG: ("文件太大", "the file is too large"),
    errno.EMFILE: ("打开的文件太多", "too many files are open"),
    errno.ENFILE: ("系统打开的文件太多", "the system has too many files open"),
    errno.EIO: ("磁盘读写出错", "the disk failed"),
    errno.ESTALE: ("网络磁盘断开了", "the network disk is gone"),
    errno.ETIMEDOUT: ("等待超时", "it took too long"),
    errno.EBUSY: ("文件正被占用", "the file is in use"),
    errno.ETXTBSY: ("文件正被占用", "the file is in use"),
    errno.EINVAL: ("这个名字不能用", "the name cannot be used"),
    errno.ENOMEM: ("内存不够", "there is not enough memory"),
}


def refusal(said: str, lang: str) -> str:
    """What the system said, in a language; what is not known stays as it is."""
    found = next((number for number in REFUSALS if os.strerror(number) == said), None)
    found = errno.ENODEV if said == "not a regular file" else found
    return said if found is None else REFUSALS[found][lang == "en"]

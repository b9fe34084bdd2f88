"""Backups are encrypted with age (X25519, ChaCha20-Poly1305): whoever backs up needs the public half of a key alone.

So the machine on which the ledger lies can't read its own backups; restoring one needs the file with the other half,
which is kept elsewhere. Files ending in `.age` are opened by any other program for that format, too.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pyrage

from supervision.store.checkpoints import write_down
from supervision.text import Refusal, Text

ENDING = ".age"


def new_key(file: Path) -> str:
    """Write a new key into a file that must not be there yet; its public half."""
    identity = pyrage.x25519.Identity.generate()
    try:
        write_down(file, f"{identity}\n")
    except FileExistsError:
        raise Refusal(
            Text(
                zh="{file} 已存在，不会覆盖：覆盖了密钥，旧备份就再也打不开。请换一个文件名。",
                en="{file} exists and will not be overwritten: without its key an old backup opens no more. Choose "
                "another name.",
            ).with_values(file=file)
        ) from None
    return str(identity.to_public())


def check_public(public: str) -> str:
    """The public half again; Refusal when it is none."""
    try:
        pyrage.x25519.Recipient.from_str(public)
    except pyrage.RecipientError:
        raise Refusal(
            Text(
                zh="“{public}”不是备份密钥的公开部分：应以 age1 开头，用 backup --new-key 生成时会显示。",
                en="“{public}” is not the public half of a key: it begins with age1, and backup --new-key shows it.",
            ).with_values(public=public[:12])
        ) from None
    return public


def lock(plain: Path, locked: Path, public: str) -> None:
    """OSError where the disk takes no more."""
    try:
        pyrage.encrypt_file(str(plain), str(locked), [pyrage.x25519.Recipient.from_str(public)])
    except pyrage.EncryptError as error:
        raise _of_the_system(error) or error from None


def unlock(locked: Path, plain: Path, key: Path | None) -> None:
    """Refusal for a key that is missing or another one, and for a file that was altered; OSError where the disk takes no more."""
    if key is None:
        raise Refusal(
            Text(
                zh="备份 {file} 已加密。请用 --key 指明密钥文件。",
                en="The backup {file} is encrypted. Name the file of its key with --key.",
            ).with_values(file=locked)
        )
    identity = _read_key(key)
    try:
        pyrage.decrypt_file(str(locked), str(plain), [identity])
    except (pyrage.DecryptError, OSError) as error:
        if (of_the_system := _of_the_system(error)) is not None:
            raise of_the_system from None
        raise Refusal(
            Text(
                zh="用密钥文件 {key} 解不开备份 {file}：密钥不对，或备份被改动、不完整。请核对密钥，或换一份备份。",
                en="The key in {key} does not open the backup {file}: it is another key, or the backup was altered or is "
                "cut off. Check the key, or take another backup.",
            ).with_values(key=key, file=locked)
        ) from None


def _of_the_system(error: Exception) -> OSError | None:
    """What the system said, of which pyrage hands on the words alone."""
    found = re.search(r"\(os error (\d+)\)", str(error))
    return OSError(int(found[1]), os.strerror(int(found[1]))) if found else None


def _read_key(key: Path) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(key.read_text(encoding="utf-8").strip())
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Refusal(
            Text(
                zh="密钥文件 {key} 读不出来：{reason}。请核对路径和权限。",
                en="The file of the key, {key}, can't be read: {reason}. Check its path and permissions.",
            ).with_values(key=key, reason=reason)
        ) from None
    except (pyrage.IdentityError, UnicodeDecodeError):
        raise Refusal(
            Text(
                zh="{key} 里不是备份密钥。请指明用 backup --new-key 写成的那个文件。",
                en="{key} holds no key of a backup. Name the file that backup --new-key has written.",
            ).with_values(key=key)
        ) from None

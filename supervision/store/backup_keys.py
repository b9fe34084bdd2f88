"""Backups are encrypted with age (X25519, ChaCha20-Poly1305): whoever backs up needs the public half of a key alone.

So the machine on which the ledger lies can't read its own backups; restoring one needs the file with the other half,
which is kept elsewhere. Files ending in `.age` are opened by any other program for that format, too.
"""

from __future__ import annotations

import os
from pathlib import Path

import pyrage

from supervision.text import Refusal, Text

ENDING = ".age"


def new_key(file: Path) -> str:
    """Write a new key into a file that must not be there yet; its public half."""
    identity = pyrage.x25519.Identity.generate()
    try:
        written = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refusal(
            Text(
                zh="{file} 已存在，不会覆盖：覆盖了密钥，旧备份就再也打不开。请换一个文件名。",
                en="{file} exists and will not be overwritten: without its key an old backup opens no more. Choose "
                "another name.",
            ).with_values(file=file)
        ) from None
    with os.fdopen(written, "w", encoding="utf-8") as out:
        out.write(f"{identity}\n")
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
    pyrage.encrypt_file(str(plain), str(locked), [pyrage.x25519.Recipient.from_str(public)])


def unlock(locked: Path, plain: Path, key: Path | None) -> None:
    """Refusal for a key that is missing or another one, and for a file that was altered."""
    if key is None:
        raise Refusal(
            Text(
                zh="备份 {file} 已加密。请用 --key 指明密钥文件。",
                en="The backup {file} is encrypted. Name the file of its key with --key.",
            ).with_values(file=locked)
        )
    try:
        identity = pyrage.x25519.Identity.from_str(key.read_text(encoding="utf-8").strip())
        pyrage.decrypt_file(str(locked), str(plain), [identity])
    except (pyrage.IdentityError, pyrage.DecryptError, OSError, UnicodeDecodeError):
        raise Refusal(
            Text(
                zh="用密钥文件 {key} 解不开备份 {file}：密钥不对，或备份被改动、不完整。请核对密钥，或换一份备份。",
                en="The key in {key} does not open the backup {file}: it is another key, or the backup was altered or is "
                "cut off. Check the key, or take another backup.",
            ).with_values(key=key, file=locked)
        ) from None

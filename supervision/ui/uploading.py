"""Dropped files are read, checked and rehearsed against the user's own ledger before anything is written.

What was read is remembered for as long as the file lies in the box, so typing a note reads nothing again;
taking a file out or loading forgets it.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from supervision.apart import check_apart
from supervision.events import tell
from supervision.figures.handovers import HandOver, hand_overs
from supervision.intake.privacy import masked
from supervision.ledgers.rows import CheckedFile, RefusedFile
from supervision.loading import LARGEST, TAKEN, Checked, held_back, known_profiles, too_large
from supervision.store.database import local_now
from supervision.store.loads import load
from supervision.text import Text
from supervision.ui.asking import acting, person
from supervision.ui.basket import Rehearsal, basket, known_by
from supervision.ui.literal import literal
from supervision.ui.session import own_ledger, said

AUTOMATIC = ""
"""The choice that leaves it to the headings by which profile a file is read."""


def check_uploads(uploads: Sequence[UploadedFile], profiles: Mapping[str, str]) -> list[Checked]:
    """Every file checked, in the order dropped, with progress shown; `profiles` overrules by the file's id.

    Those of a preview that was found again come first; one dropped once more is read as it was dropped.
    """
    held = basket().read
    wanted = {
        (upload.file_id, profiles.get(upload.file_id, AUTOMATIC)): upload for upload in _within_limit(uploads)
    }
    for forgotten in [key for key in held if key[:2] not in wanted]:
        del held[forgotten]
    missing = [key for key in wanted if (*key, 0) not in held]
    if missing:
        bar, began = st.progress(0.0), time.monotonic()
        for done, key in enumerate(missing):
            told = said(_reading(done + 1, len(missing), wanted[key].name))
            bar.progress(done / len(missing), text=told)
            files: list[Checked] = []
            for file in _check(wanted[key], key[1]):
                files.append(held_back(file, person()))
                bar.progress(done / len(missing), text=_inside(told, wanted[key].name, file.name))
            held |= {(*key, place): file for place, file in enumerate(files)}  # all of an archive or none
        bar.empty()
        read = [file for (*key, _), file in held.items() if tuple(key) in missing]
        tell(
            "files read",
            files=len(read),
            refused=sum(isinstance(file, RefusedFile) for file in read),
            seconds=round(time.monotonic() - began, 3),
        )
    checked: dict[str, list[Checked]] = {upload.file_id: [_too_much(upload)] for upload in uploads}
    checked |= {file_id: [] for file_id, _ in wanted}
    for (file_id, _, _), file in sorted(held.items(), key=lambda entry: entry[0][2]):
        checked[file_id].append(file)
    read = [file for upload in uploads for file in checked[upload.file_id]]
    again = {file.sha256 for file in read}
    return _told_once([*(file for file in basket().found if file.sha256 not in again), *read])


def forget(sha256s: Sequence[str]) -> None:
    """Read these files anew: a profile has come that may fit them."""
    held = basket().read
    again = {key[:2] for key, file in held.items() if file.sha256 in sha256s}
    for key in [key for key in held if key[:2] in again]:
        del held[key]


def _inside(told: str, archive: str, name: str) -> str:
    """Of an archive, which of its files was checked last."""
    return told if name == archive else f"{told} → {literal(name.removeprefix(f'{archive}/'))}"


def _reading(place: int, of: int, name: str) -> Text:
    return Text(
        zh="正在读取和检查第{place}个，共{of}个：{name}", en="Reading and checking {place} of {of}: {name}"
    ).with_values(place=place, of=of, name=literal(name))


def _check(upload: UploadedFile, profile: str) -> Iterator[Checked]:
    name = masked(upload.name)
    if upload.size > LARGEST:
        yield RefusedFile(name, "", upload.size, too_large(name, upload.size))
        return
    content = upload.getvalue()
    if PurePath(name).suffix.lower() not in TAKEN:
        yield RefusedFile(name, hashlib.sha256(content).hexdigest(), upload.size, _no_table(name))
        return
    yield from check_apart(content, name, profile or None, known_profiles(own_ledger()))


def _no_table(name: str) -> Text:
    return Text(
        zh="{name}：不是表格文件。可以录入的是 {endings}；请另存为其中一种。",
        en="{name}: this is no table. What can be loaded: {endings}; save it as one of these.",
    ).with_values(name=name, endings=" ".join(sorted(TAKEN)))


def _within_limit(uploads: Sequence[UploadedFile]) -> list[UploadedFile]:
    """As many as fit into memory together, in the order dropped; a file too large by itself is told so later."""
    total, kept = 0, []
    for upload in uploads:
        total += upload.size if upload.size <= LARGEST else 0
        if total <= LARGEST:
            kept.append(upload)
    return kept


def _too_much(upload: UploadedFile) -> RefusedFile:
    reason = Text(
        zh="{name}：一次拖入的文件合计超过{limit} MB。请分几次录入。",
        en="{name}: the files dropped at once exceed {limit} MB together. Load them in several batches.",
    ).with_values(name=masked(upload.name), limit=LARGEST // 2**20)
    return RefusedFile(masked(upload.name), "", upload.size, reason)


def _told_once(files: Sequence[Checked]) -> list[Checked]:
    """The same bytes dropped twice are taken once, and the second says where the first is."""
    first: dict[str, str] = {}
    told: list[Checked] = []
    for file in files:
        if isinstance(file, CheckedFile) and file.sha256 in first:
            told.append(RefusedFile(file.name, file.sha256, file.size, _same(file.name, first[file.sha256])))
            continue
        if isinstance(file, CheckedFile):
            first[file.sha256] = file.name
        told.append(file)
    return told


def _same(name: str, first: str) -> Text:
    if name == first:
        return Text(zh=f"{name}：拖入了两次，只录入一次。", en=f"{name}: dropped twice; it is loaded once.")
    return Text(
        zh=f"{name}：与“{first}”内容完全相同，只录入一次。",
        en=f"{name}: this holds exactly what “{first}” holds; it is loaded once.",
    )


def rehearse(files: Sequence[Checked]) -> Rehearsal:
    """What loading these files would do to the user's own ledger as it stands now; nothing is written."""
    held, ledger = basket(), own_ledger()
    key = (ledger.newest_batch, known_by(files))
    if held.rehearsed is None or held.rehearsed[0] != key:
        told: list[HandOver] = []
        months = {
            file.stated_month or local_now().date()
            for file in files
            if isinstance(file, CheckedFile) and file.ledger.name == "leads"
        }
        with st.spinner(said(Text(zh="正在与台账比对……", en="Comparing with the ledger …"))):
            result = load(
                ledger,
                files,
                by=acting("load"),
                rehearse=True,
                asking=lambda cursor, batch: told.extend(hand_overs(cursor, batch, months)),
            )
        held.rehearsed = (key, Rehearsal(result, tuple(told)))
    return held.rehearsed[1]

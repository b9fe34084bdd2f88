"""A reader without a browser: speaks Streamlit's own websocket protocol and may send whatever it likes."""

from __future__ import annotations

import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

import pyarrow.ipc
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileUploaderState, UploadedFileInfo
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

PATIENCE = 60
"""Seconds before a page counts as hung."""


@dataclass
class Drawn:
    """Everything that the server sent for one run of a page."""

    session: str = ""
    errors: list[str] = field(default_factory=list)
    words: str = ""
    told: str = ""
    """Sentences and captions."""
    tiles: list[str] = field(default_factory=list)
    buttons: dict[str, tuple[str, bool]] = field(default_factory=dict)
    """By label, the id and whether it can be pressed."""
    fields: dict[str, str] = field(default_factory=dict)
    """Of boxes for text, the id by label."""
    box: str = ""
    """Of the box that files are dropped into, the id."""
    script: str = ""
    kinds: set[str] = field(default_factory=set)
    """Of every element sent: dataframe, bidi_component, download_button …"""
    cells: set[str] = field(default_factory=set)
    """Headings and cells of every table."""
    rows: list[tuple[str, ...]] = field(default_factory=list)
    """Of every table, cell by cell."""
    way_to_batches: str = ""
    """Where the bar gets its list of batches."""
    pages: dict[str, bool] = field(default_factory=dict)
    """By address, whether the page stands in the navigation."""

    @property
    def offered(self) -> set[str]:
        return {path for path, is_shown in self.pages.items() if is_shown}


def draw(
    address: str, page: str, headers: Mapping[str, str], query: str = "lang=en", press: str = ""
) -> Drawn:
    """Ask for a page over the websocket, as a browser does, and take down what is sent until it is finished.

    `press` says the label of a button to press then, whether or not the page would let anybody press it.
    """
    with Visit(address, headers) as visit:
        drawn = visit.draw(page, query)
        return visit.press(press) if press else drawn


class Visit:
    """One browser tab: a connection that stays, over which pages are asked for one after another."""

    def __init__(
        self, address: str, headers: Mapping[str, str] = {}, tls: ssl.SSLContext | None = None
    ) -> None:
        told = urlsplit(address)
        token = _token(address, tls) if "Cookie" in headers else ""
        if token:
            headers = {**headers, "Cookie": f"{headers['Cookie']}; _streamlit_xsrf={token}"}
        self._socket = connect(
            f"{'ws' if tls is None else 'wss'}://{told.netloc}{told.path}/_stcore/stream",
            additional_headers=dict(headers),
            subprotocols=["streamlit", token or "_", "_"],  # type: ignore[list-item]
            max_size=None,
            open_timeout=PATIENCE,
            ssl=tls,
        )
        self._address, self._headers, self._tls = address, headers, tls
        self._drawn = Drawn()
        self._session = ""
        self._query = ""
        self._box: tuple[str, FileUploaderState] | None = None

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_why: object) -> None:
        self._socket.close()

    def answered(self, header: str) -> str:
        """What the server said in that header when it let the tab in."""
        assert self._socket.response is not None
        return self._socket.response.headers.get(header, "")

    def draw(self, page: str, query: str = "lang=en") -> Drawn:
        """A page, from its beginning."""
        asked = BackMsg()
        asked.rerun_script.query_string = self._query = query
        asked.rerun_script.page_name = page
        return self._send(asked)

    def press(self, label: str) -> Drawn:
        """A button of the page that was drawn last."""
        asked = self._again()
        state = asked.rerun_script.widget_states.widgets.add()
        state.id, state.trigger_value = self._drawn.buttons[label][0], True
        return self._send(asked)

    def upload(self, files: Mapping[str, bytes]) -> None:
        """Hand these files over as a browser does when they are dropped into the box; the page hears of it with `redraw`."""
        asked = BackMsg()
        asked.file_urls_request.request_id = "dropped"
        asked.file_urls_request.file_names.extend(files)
        asked.file_urls_request.session_id = self._session
        self._socket.send(asked.SerializeToString())
        while (heard := self._heard()).WhichOneof("type") != "file_urls_response":
            pass
        token = _token(self._address, self._tls)
        headers = {**self._headers, "Cookie": f"_streamlit_xsrf={token}", "X-Xsrftoken": token}
        state = FileUploaderState()
        for (name, content), urls in zip(files.items(), heard.file_urls_response.file_urls, strict=True):
            body, kind = multipart(name, content)
            done = status(self._address, urls.upload_url, {**headers, "Content-Type": kind}, "PUT", body)
            if done != 204:
                raise ConnectionError(f"the upload was answered {done}")
            told = UploadedFileInfo(name=name, size=len(content), file_id=urls.file_id, file_urls=urls)
            state.uploaded_file_info.append(told)
        self._box = self._drawn.box, state

    def redraw(self) -> Drawn:
        """The page that was drawn last once more, with what lies in its box."""
        return self._send(self._again())

    @property
    def query(self) -> str:
        """What stands in the address."""
        return self._query

    def _again(self) -> BackMsg:
        asked = BackMsg()
        asked.rerun_script.query_string = self._query
        asked.rerun_script.page_script_hash = self._drawn.script
        if self._box is not None:
            state = asked.rerun_script.widget_states.widgets.add()
            state.id = self._box[0]
            state.file_uploader_state_value.CopyFrom(self._box[1])
        return asked

    def replay(self, page: Drawn, press: str, fill: Mapping[str, str], query: str | None = None) -> Drawn:
        """What a tab that shows that page would send when its fields were filled and a button pressed."""
        asked = BackMsg()
        asked.rerun_script.query_string = self._query if query is None else query
        asked.rerun_script.page_script_hash = page.script
        for label, words in fill.items():
            state = asked.rerun_script.widget_states.widgets.add()
            state.id, state.string_value = page.fields[label], words
        state = asked.rerun_script.widget_states.widgets.add()
        state.id, state.trigger_value = page.buttons[press][0], True
        return self._send(asked)

    def _send(self, asked: BackMsg) -> Drawn:
        self._socket.send(asked.SerializeToString())
        self._drawn = self._until_finished()
        self._session = self._drawn.session or self._session
        return self._drawn

    def _heard(self) -> ForwardMsg:
        heard = ForwardMsg()
        heard.ParseFromString(self._socket.recv(timeout=PATIENCE))  # type: ignore[arg-type]
        return heard

    def _until_finished(self) -> Drawn:
        drawn = Drawn()
        while True:
            heard = self._heard()
            kind = heard.WhichOneof("type")
            if kind == "page_not_found":
                drawn.errors.append(f"no such page: {heard.page_not_found.page_name}")
            if kind == "new_session":
                drawn.session = heard.new_session.initialize.session_id or drawn.session
            elif kind == "navigation":
                drawn.pages = {one.url_pathname: not one.is_hidden for one in heard.navigation.app_pages}
                drawn.script = heard.navigation.page_script_hash
            elif kind == "delta":
                _take_down(heard, drawn)
            elif kind == "page_info_changed":
                self._query = heard.page_info_changed.query_string
            elif kind == "script_finished":
                if heard.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return drawn
                drawn = Drawn(session=drawn.session)


def _token(address: str, tls: ssl.SSLContext | None = None) -> str:
    """Without this, sent twice, the server believes no cookie: another site can't read it."""
    with urllib.request.urlopen(f"{address}/_stcore/health", timeout=PATIENCE, context=tls) as answer:
        held = SimpleCookie(answer.headers["Set-Cookie"] or "")
    return held["_streamlit_xsrf"].value if "_streamlit_xsrf" in held else ""


def _take_down(heard: ForwardMsg, drawn: Drawn) -> None:
    element = heard.delta.new_element
    if element.WhichOneof("type") == "alert" and element.alert.format == element.alert.ERROR:
        drawn.errors.append(element.alert.body)
    drawn.kinds.add(element.WhichOneof("type") or "")
    drawn.words += str(heard.delta)
    if element.WhichOneof("type") == "button":
        drawn.buttons[element.button.label] = (element.button.id, not element.button.disabled)
    if element.WhichOneof("type") == "file_uploader":
        drawn.box = element.file_uploader.id
    if element.WhichOneof("type") == "text_input":
        drawn.fields[element.text_input.label] = element.text_input.id
    drawn.told += element.markdown.body
    if element.WhichOneof("type") == "metric":
        drawn.tiles.append(element.metric.body)
    if element.WhichOneof("type") == "bidi_component":
        for row in json.loads(element.bidi_component.bytes)["rows"]:
            for card in row["parts"]:
                _take_down_card(card, drawn)
    if element.WhichOneof("type") == "dataframe":
        table = pyarrow.ipc.open_stream(element.dataframe.arrow_data.data).read_all()
        drawn.cells |= set(table.column_names)
        drawn.cells |= {str(cell) for column in table.columns for cell in column.to_pylist()}
        drawn.rows += zip(
            *([str(cell) for cell in column.to_pylist()] for column in table.columns), strict=True
        )


def _take_down_card(card: dict[str, Any], drawn: Drawn) -> None:
    """Figures, tiles and lists of a page, which come in one piece."""
    drawn.way_to_batches = card.get("choice", {}).get("batches", {}).get("from", drawn.way_to_batches)
    if tile := card.get("tile"):
        drawn.tiles.append(tile["value"])
    drawn.told += " ".join(
        [card.get("says", ""), *(words for pair in card.get("marked", ()) for words in pair)]
    )
    drawn.told += " ".join([*(line[1] for line in card.get("lines", ())), *card.get("under", ())])
    if table := card.get("table"):
        rows = [tuple(str(cell) for cell in row) for row in table["rows"]]
        drawn.cells |= {column["says"] for column in table["columns"]} | {
            cell for row in rows for cell in row
        }
        drawn.rows += rows


def status(
    address: str, path: str, headers: Mapping[str, str] = {}, method: str = "GET", body: bytes | None = None
) -> int:
    """What the server answers to a request made by hand."""
    asked = urllib.request.Request(f"{address}{path}", data=body, headers=dict(headers), method=method)
    try:
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def multipart(name: str, content: bytes) -> tuple[bytes, str]:
    """A file as a browser uploads it, and the content type to send with it."""
    edge = "edge-of-a-part"
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename={json.dumps(name)}\r\n\r\n'
    return head.encode() + content + f"\r\n--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"

// A list as a table: its longest part is scrolled to, a press on a heading sorts it, a press on a row follows it.

const AT_FIRST = 40, AT_A_TIME = 100;

const LOOK_OF_TABLES = `
.drawn-table {max-height: 360px; overflow: auto; border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius); font-size: 0.875rem; font-variant-numeric: tabular-nums;}
.drawn-table table {border-collapse: separate; border-spacing: 0; width: 100%; margin: 0;}
.drawn-table :is(th, td) {padding: 0.4rem 0.75rem; border: 0; border-bottom: 1px solid var(--st-border-color); text-align: left; vertical-align: top; min-width: 4rem; max-width: 32rem; line-height: 1.4;}
.drawn-table tr:last-child td {border-bottom: 0;}
.drawn-table th {position: sticky; top: 0; padding: 0; background: var(--st-secondary-background-color); white-space: nowrap;}
.drawn-table th button {width: 100%; padding: 0.4rem 0.75rem; text-align: inherit; cursor: pointer;}
.drawn-table button {border: 0; padding: 0; background: none; color: inherit; font: inherit; text-align: inherit;}
.drawn-table .drawn-right {text-align: right; white-space: nowrap;}
.drawn-table .drawn-whole {white-space: nowrap;}
.drawn-table td {overflow-wrap: break-word;}
.drawn-table [data-leads] {cursor: pointer;}
.drawn-table [data-leads]:hover td {background: var(--st-secondary-background-color);}
.drawn-table [data-leads] button {cursor: pointer; color: var(--st-link-color);}
@media print {
    .drawn-table {max-height: none; overflow: visible;}
    /* Heads come again on every sheet, but no button in them does. */
    .drawn-table th {position: static; padding: 0.4rem 0.75rem;}
    .drawn-table th button {display: contents;}
    .drawn-table tr {break-inside: avoid;}
}
`;

const isEmpty = cell => cell === null || cell === "—" || cell === "";

// What is empty stands last, whichever way the rest is sorted.
function inOrder(told, sorted) {
    const order = told.rows.map((_, at) => at);
    if (!sorted || sorted.column >= told.columns.length) return order;
    const {column, down} = sorted, cell = at => told.rows[at][column];
    const isNumber = told.columns[column].is === "number";
    const words = new Intl.Collator(document.documentElement.lang || undefined, {numeric: true});
    const between = isNumber ? (a, b) => parseFloat(a) - parseFloat(b) : words.compare;
    return order.sort((a, b) => isEmpty(cell(a)) - isEmpty(cell(b)) || (down ? -1 : 1) * between(cell(a), cell(b)) || a - b);
}

const LOOKS = {number: ' class="drawn-right"', day: ' class="drawn-whole"'};

function rowOf(told, at) {
    const leads = told.leads === null ? "" : ` data-leads="${at}"`;
    const cells = told.rows[at].map((cell, column) => {
        const says = escaped(cell ?? "");
        return `<td${LOOKS[told.columns[column].is] ?? ""}>${column === told.leads ? `<button type="button" tabindex="-1">${says}</button>` : says}</td>`;
    });
    return `<tr${leads}>${cells.join("")}</tr>`;
}

function addRows(frame, most) {
    const {told, order} = frame.drawn, from = frame.drawn.shown, until = Math.min(from + most, order.length);
    if (from >= until) return;
    frame.querySelector("tbody").insertAdjacentHTML("beforeend", order.slice(from, until).map(at => rowOf(told, at)).join(""));
    frame.drawn.shown = until;
}

function fill(frame) {
    const {told, sorted} = frame.drawn;
    const heads = told.columns.map(({says, is}, at) => {
        const way = sorted?.column === at ? sorted.down ? "descending" : "ascending" : "none";
        const sign = {ascending: " ▲", descending: " ▼", none: ""}[way];
        return `<th scope="col" aria-sort="${way}"${LOOKS[is] ?? ""}><button type="button" data-column="${at}">${escaped(says)}${sign}</button></th>`;
    });
    frame.innerHTML = `<table aria-rowcount="${told.rows.length + 1}"><thead><tr>${heads.join("")}</tr></thead><tbody></tbody></table>`;
    frame.querySelector("table").setAttribute("aria-label", told.title);
    Object.assign(frame.drawn, {order: inOrder(told, sorted), shown: 0});
    addRows(frame, AT_FIRST);
    frame.querySelector("[data-leads] button")?.setAttribute("tabindex", 0);
}

// One row of all is a stop for the tabulator; from there the arrows go.
function step(frame, event) {
    const row = event.target.closest("[data-leads]"), way = {ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling"}[event.key];
    if (!row || !way) return;
    event.preventDefault();
    if (!row.nextElementSibling) addRows(frame, AT_A_TIME);
    const next = row[way]?.querySelector("button");
    if (!next) return;
    event.target.setAttribute("tabindex", -1);
    next.setAttribute("tabindex", 0);
    next.focus();
}

function beginTable(parent) {
    const frame = Object.assign(document.createElement("div"), {className: "drawn-table", drawn: {}});
    parent.append(frame);
    frame.addEventListener("scroll", () => frame.scrollTop + 2 * frame.clientHeight > frame.scrollHeight && addRows(frame, AT_A_TIME), {passive: true});
    frame.addEventListener("click", event => {
        const head = event.target.closest("[data-column]"), row = event.target.closest("[data-leads]");
        if (head) {
            const column = Number(head.dataset.column), {sorted} = frame.drawn;
            frame.drawn.sorted = sorted?.column !== column ? {column, down: false} : sorted.down ? null : {column, down: true};
            fill(frame);
            frame.querySelector(`[data-column="${column}"]`).focus();
        } else if (row && !String(getSelection())) {
            const at = Number(row.dataset.leads), {rows, leads} = frame.drawn.told;
            frame.drawn.answer("picked", [frame.drawn.name, at, String(rows[at][leads])]);
        }
    });
    frame.addEventListener("keydown", event => step(frame, event));
    return frame;
}

// On paper there is nothing to scroll.
addEventListener("beforeprint", () => document.querySelectorAll(".drawn-table").forEach(frame => addRows(frame, 1000)));

function showTable(card, told) {
    const frame = card.querySelector(".drawn-table") ?? beginTable(card.querySelector(".drawn-middle"));
    Object.assign(frame.drawn, {told: told.table, name: told.name, answer: (what, answer) => card.sheet.answer(what, answer)});
    fill(frame);
}

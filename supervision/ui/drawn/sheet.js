// A page's figures: rows of cards in one element of Streamlit's. A card stays what it is when the page is cut anew around it.

const cards = new Map();

// **so** is strong; a sign that Markdown would have taken for its own comes with a stroke before it.
const strong = told => escaped(told).replace(/\*\*(.+?)\*\*/g, "<strong>$1</strong>").replace(/&#92;(&#\d+;|[^\w\s])/g, "$1");
const spoken = told => String(told).replace(/\*\*(.+?)\*\*/g, "$1").replace(/\\([^\w\s])/g, "$1");
const SIGNED = {bad: "✕", middling: "▲", good: "✓"};

const wayTo = (address, carried) => escaped(carried ? `${address}${address.includes("?") ? "&" : "?"}${carried}` : address);

const headOf = ({level = 3, heading, sentences, marked, paragraphs}) => (heading ? `<h${level}>${escaped(heading)}</h${level}>` : "")
    + (sentences?.length ? `<ul>${sentences.map(one => `<li>${strong(one)}</li>`).join("")}</ul>` : "")
    + (marked ?? []).map(([mark, why]) => `<p>${mark ? `<span class="drawn-badge">${escaped(mark)}</span>` : ""}${strong(why)}</p>`).join("")
    + (paragraphs ?? []).map(one => `<p class="drawn-says">${strong(one)}</p>`).join("");

const linesOf = (lines, carried) => `<ul class="drawn-lines">${lines.map(([tone, says, page]) => {
    const told = `<span class="drawn-sign drawn-${escaped(tone)}">${SIGNED[tone]}</span> ${strong(says)}`;
    return `<li>${page ? `<a href="${wayTo(page, carried)}">${told}</a>` : `<span class="drawn-plain">${told}</span>`}</li>`;
}).join("")}</ul>`;

const tileOf = ({label, value, change, help, way, says}) => `<div class="drawn-tile"><div class="drawn-number">`
    + `<p class="drawn-label">${escaped(label)}${help.length ? `<button type="button" class="drawn-help" aria-label="${escaped(help.map(spoken).join(" "))}">?</button>` : ""}</p>`
    + `<p class="drawn-value">${escaped(value)}</p>${change ? `<p class="drawn-change">${strong(change)}</p>` : ""}</div>`
    + `${way ? `<a class="drawn-way" href="${escaped(way)}">${escaped(says)}</a>` : ""}</div>`;

function cardIn(name) {
    const card = Object.assign(document.createElement("div"), {className: `drawn-card card-${name.replace(/[^\w-]/g, "-")}`});
    card.innerHTML = '<div class="drawn-head"></div><div class="drawn-middle"></div><div class="drawn-under"></div><details class="drawn-more" hidden><summary></summary></details>';
    const more = card.lastElementChild;
    more.addEventListener("toggle", () => {
        if (more.hidden || more.open === more.told) return;
        more.told = more.open;
        const open = [...cards.values()].filter(one => one.isConnected && !one.lastElementChild.hidden && one.lastElementChild.open);
        card.sheet.keep("opened", open.map(one => one.opens));
    });
    cards.set(name, card);
    return card;
}

// Only what differs from what stands there is written: most of a card is the same over another period.
function put(place, html) {
    if (place.written === html) return;
    place.written = html;
    place.innerHTML = html;
}

function write(card, told, carried) {
    const [head, middle, under, more] = card.children;
    if (told.choice) showChoice(card, told.choice);
    else put(head, told.tile ? tileOf(told.tile) : headOf(told));
    if (told.chart || told.table) {
        if (!middle.firstElementChild?.drawn) put(middle, "");
        middle.written = null;
    }
    if (told.chart) showFigure(card, told);
    else end(card);
    if (told.table) showTable(card, told);
    else card.querySelector(".drawn-table")?.remove();
    if (!told.chart && !told.table) {
        put(middle, told.lines ? linesOf(told.lines, carried) : told.says ? `<p class="drawn-says">${strong(told.says)}</p>` : told.nothing ? `<p class="drawn-nothing">${strong(told.nothing)}</p>` : "");
    }
    put(under, (told.under ?? []).map(one => `<p>${strong(one)}</p>`).join(""));
    more.hidden = !told.more;
    more.firstChild.textContent = told.more ?? "";
}

// Whoever goes by keyboard stays where they were when a card is taken over; a new sheet may be in the page some frames later.
function comeBack(to, frames = 60) {
    if (document.activeElement === document.body) to?.focus({preventScroll: true});
    if (frames === 60 || frames && to?.isConnected === false) requestAnimationFrame(() => comeBack(to, frames - 1));
}

function arrange(sheet, told) {
    // Where things stand is read before anything is written, so that the page is laid out once.
    for (const {name} of told.rows.flatMap(row => row.parts)) {
        const host = cards.get(name)?.querySelector(".drawn-figure");
        if (host) host.isNear = isNear(host);
    }
    const focused = document.activeElement;
    // Rows that go before the rest leave what stands below them in its place, which nobody can read until it is told anew.
    const named = new Set(told.rows.flatMap(row => row.parts.map(part => part.name)));
    if (!told.waits) sheet.names = named;
    told.rows.forEach((row, down) => {
        const line = sheet.children[down] ?? sheet.appendChild(document.createElement("div"));
        line.className = row.stretch ? "drawn-row drawn-even" : "drawn-row";
        line.style.setProperty("--drawn-across", row.parts.length);
        row.parts.forEach((part, along) => {
            const card = cards.get(part.name) ?? cardIn(part.name);
            card.sheet = sheet;
            card.opens = part.opens ?? part.name;
            if (line.children[along] !== card) line.insertBefore(card, line.children[along] ?? null);
            const isFramed = !told.bare && !part.is_bare && part.name !== "below the tiles" && !part.tile;
            card.classList.toggle("drawn-framed", isFramed);
            card.classList.toggle("drawn-bare", !isFramed);
            const more = card.lastElementChild;
            more.told = told.open.includes(card.opens);
            if (more.open !== more.told) more.open = more.told;
            const written = JSON.stringify(part) + told.carried;
            if (written === card.written) return;
            card.written = written;
            write(card, part, told.carried);
        });
    });
    markWaiting(sheet, told.waits, named);
    comeBack(focused);
    clearTimeout(arrange.later);
    arrange.later = setTimeout(clear, 1000);
}

function markWaiting(sheet, says, named) {
    for (const [name, card] of cards) {
        if (card.sheet !== sheet) continue;
        // What waited and is not told now, as after a fault, is on its way out and must not be read either.
        const waits = !named.has(name) && (Boolean(says) || card.inert);
        card.classList.toggle("drawn-waits", waits);
        card.inert = waits;
    }
    says ? sheet.setAttribute("aria-busy", "true") : sheet.removeAttribute("aria-busy");
    sheet.dataset.waits = says ?? "";
}

const standsAlready = (sheet, rows) => rows.every(({parts}, down) => {
    const there = sheet.children[down]?.children ?? [];
    return there.length === parts.length && parts.every(({name}, along) => there[along] === cards.get(name));
});

// Cards that no sheet holds any more. Not at once: another sheet may be about to take them.
function clear() {
    for (const [name, card] of cards) {
        if (card.sheet.isConnected && card.sheet.names.has(name)) continue;
        end(card);
        card.remove();
        cards.delete(name);
    }
    document.querySelectorAll(".drawn-row:empty").forEach(row => row.remove());
}

// A link inside the product turns the page as Streamlit's own do; with a key held it opens as any other link.
function turn(event, sheet) {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const to = new URL(link.href.baseVal ?? link.href, document.baseURI);
    if (to.origin !== location.origin) return;
    event.preventDefault();
    sheet.answer("turned", to.pathname.split("/").at(-1) + to.search);
}

function explain(event) {
    const asked = event.target.closest?.(".drawn-help"), shown = cloud();
    if (!asked) return;
    if (["pointerout", "focusout"].includes(event.type)) {
        shown.className = "";
        return;
    }
    shown.drawnFor = null;
    shown.textContent = asked.getAttribute("aria-label");
    shown.className = "drawn-told";
    const box = shown.getBoundingClientRect(), own = asked.getBoundingClientRect();
    shown.style.left = `${Math.min(Math.max(own.left - 20, 4), innerWidth - box.width - 4)}px`;
    shown.style.top = `${own.top - box.height - 6 > 0 ? own.top - box.height - 6 : own.bottom + 6}px`;
}

function sheetIn(parent) {
    if (!document.getElementById("drawn-look")) {
        document.head.append(Object.assign(document.createElement("style"), {id: "drawn-look", textContent: LOOK + LOOK_OF_TABLES + LOOK_OF_CHOICE}));
    }
    const sheet = Object.assign(document.createElement("div"), {className: "drawn-sheet", names: new Set()});
    sheet.addEventListener("click", event => turn(event, sheet));
    for (const kind of ["pointerover", "pointerout", "focusin", "focusout", "click"]) sheet.addEventListener(kind, explain);
    parent.append(sheet);
    return sheet;
}

function take(sheet, written, told) {
    if (written === sheet.written) return;
    Object.assign(sheet, {written, page: told.page});
    arrange(sheet, told);
}

// The foot of a printed sheet names period and filters, and is Streamlit's: none is better than that of the choice before.
const WITHOUT_FOOT = Object.assign(document.createElement("style"), {textContent: '@page {@bottom-left {content: "";}}'});

// What the server says before Streamlit's words, which tell the same once more: the sheet of a page, over another period or filter,
// or its first rows. Where this is not all that stands in the page, or not that page any more, it is left to Streamlit.
addEventListener("sheet-said", ({detail}) => {
    const [sheet, ...others] = document.querySelectorAll(".drawn-sheet"), told = JSON.parse(detail);
    if (!sheet || others.length || sheet.page !== told.page || told.waits && !standsAlready(sheet, told.rows)) return;
    sheet.ahead = told.said;
    sheet.dataset.ahead = ""; // of the address and of all that is Streamlit's
    document.body.append(WITHOUT_FOOT);
    take(sheet, detail, told);
});

// Whatever is pressed but the bar, which says what it said before, would be counted by the address as it was: it waits for that.
function answersOf(sheet, answer) {
    return (...told) => {
        if (told[0] === "chosen" || !("ahead" in sheet.dataset)) answer(...told);
        else sheet.held = () => answer(...told);
    };
}

const isOlder = ([of, number], [ahead, last]) => of === ahead && number < last;

// Nothing twice; nor words that were on their way when a later press was answered ahead of them.
function hear(sheet, written) {
    if (written === sheet.heard) return;
    const told = JSON.parse(written);
    if ("ahead" in sheet.dataset && sheet.page === told.page && isOlder(told.said, sheet.ahead)) return;
    const {held} = sheet;
    Object.assign(sheet, {heard: written, unanswered: {}, held: null});
    delete sheet.dataset.ahead;
    WITHOUT_FOOT.remove();
    take(sheet, written, told);
    if (held) setTimeout(held);
}

export default function ({data, parentElement, setTriggerValue, setStateValue}) {
    const sheet = parentElement.querySelector(":scope > .drawn-sheet") ?? sheetIn(parentElement);
    Object.assign(sheet, {answer: answersOf(sheet, setTriggerValue), keep: answersOf(sheet, setStateValue)});
    hear(sheet, new TextDecoder().decode(data));
    return () => {
        sheet.remove();
        clearTimeout(arrange.later);
        arrange.later = setTimeout(clear, 1000);
    };
}

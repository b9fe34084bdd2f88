// A figure in the page: drawn at the width it has, those in the window first, and drawn anew only where something changed.

const LOOK = `
.drawn-card {display: flex; flex-direction: column; gap: 0.5rem;}
.drawn-card > :empty {display: none;}
.drawn-under p + p {margin-top: 0.25rem;}
.drawn-card h3 {margin: 0; padding: 0.5rem 0; font-family: var(--st-heading-font); font-size: var(--st-heading-font-size-3); font-weight: var(--st-heading-font-weight-3); line-height: 1.2;}
.drawn-card ul {margin: 0; padding-left: 1.25rem;}
.drawn-card li {margin: 0 0 0.2rem; padding: 0;}
.drawn-card p {margin: 0; font-size: 0.875rem; line-height: 1.5; opacity: 0.8;}
.drawn-card p:has(.drawn-badge) {opacity: 1;}
.drawn-more {border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius);}
.drawn-more summary {padding: 0.5rem 0.75rem; cursor: pointer; font-size: 0.875rem; border-radius: var(--st-base-radius);}
.drawn-more summary:hover {color: var(--st-primary-color);}
@media print {.drawn-more {display: none;}}
.drawn-badge {padding: 0 0.25em; border-radius: 0.25rem; background: var(--st-orange-background-color); color: var(--st-orange-text-color);}
.drawn-figure {position: relative; margin: 0; width: 100%;}
.drawn-figure svg {display: block; max-width: 100%; height: auto; font-family: inherit; font-variant-numeric: tabular-nums;}
.drawn-figure svg text {white-space: pre;}
.drawn-figure svg a {fill: var(--st-link-color); stroke: transparent; stroke-width: 10px; pointer-events: all;}
.drawn-figure svg a:hover {text-decoration: underline;}
.drawn-stage {outline-offset: 2px;}
.drawn-grid path {stroke: currentColor; stroke-opacity: 0.15; fill: none;}
.drawn-aside {pointer-events: none;}
.drawn-over {paint-order: stroke; stroke: var(--st-background-color); stroke-width: 3px; stroke-linejoin: round;}
.drawn-line, .drawn-band, .drawn-shape {pointer-events: none;}
.drawn-active {stroke: currentColor; stroke-width: 2; opacity: 1;}
.drawn-tools {position: absolute; top: -6px; right: 0; display: flex; gap: 2px; opacity: 0; transition: opacity .15s;}
.drawn-figure:hover .drawn-tools, .drawn-figure:focus-within .drawn-tools {opacity: 1;}
@media (hover: none) {.drawn-tools {opacity: 0.8;}}
.drawn-tools button {border: 0; padding: 4px; border-radius: 4px; background: var(--st-secondary-background-color); color: inherit; cursor: pointer; line-height: 0;}
.drawn-spoken {position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);}
#drawn-cloud {position: fixed; display: none; pointer-events: none; z-index: 1000000; max-width: 22rem; padding: 4px 8px; border-radius: 4px; background: #31333F; color: #FFFFFF; font: 13px/1.4 sans-serif;}
#drawn-cloud.drawn-told {display: block;}
@media print {.drawn-tools, #drawn-cloud {display: none !important;} .drawn-figure {break-inside: avoid; print-color-adjust: exact;}}
`;
const ICONS = {
    picture: "M8 1v8M4.5 6 8 9.5 11.5 6M2 11.5V14h12v-2.5",
    zoom: "M7 2a5 5 0 1 0 0 10A5 5 0 0 0 7 2zM11 11l3.5 3.5M7 4.5v5M4.5 7h5",
};

const waiting = new Set();
let versions = 0;

function draw(host) {
    const {told, wide} = host.drawn, stage = host.querySelector(".drawn-stage");
    waiting.delete(host);
    if (!wide || !told) return;
    const {svg, marks} = drawing(structuredClone(told.chart), wide, host.drawn.family ??= getComputedStyle(host).fontFamily);
    hush(host);
    stage.innerHTML = svg;
    Object.assign(host.drawn, {marks, active: null});
    host.dataset.drawn = told.version;
}

// Reads of all figures come before the first is written, so that the page is laid out once.
const widths_ = new ResizeObserver(entries => {
    const now = [];
    for (const {target, contentRect} of entries) {
        const host = target;
        if (!host.drawn || Math.round(contentRect.width) === host.drawn.wide && host.dataset.drawn === host.drawn.told.version) continue;
        host.drawn.wide = Math.round(contentRect.width);
        delete host.dataset.drawn;
        if (isNear(host)) now.push(host);
        else waiting.add(host);
    }
    now.forEach(draw);
    if (waiting.size) later(drawNext);
});
const later = window.requestIdleCallback ? work => requestIdleCallback(work, {timeout: 500}) : work => setTimeout(work, 30);

function drawNext(idle) {
    const until = performance.now() + 30;
    for (const host of waiting) {
        draw(host);
        if (idle?.didTimeout ? performance.now() > until : idle?.timeRemaining() < 5) break;
    }
    if (waiting.size) later(drawNext);
}

// Nobody scrolls to an empty frame, however busy the machine.
const isNear = host => {
    const box = host.getBoundingClientRect();
    return box.bottom > -200 && box.top < innerHeight + 200;
};
addEventListener("scroll", () => [...waiting].filter(isNear).forEach(draw), {capture: true, passive: true});
addEventListener("resize", () => [...waiting].filter(isNear).forEach(draw));
addEventListener("beforeprint", () => [...waiting].forEach(draw));

function tool(name, says, press) {
    const button = Object.assign(document.createElement("button"), {type: "button", title: says, onclick: press});
    button.setAttribute("aria-label", says);
    button.dataset.tool = name;
    button.innerHTML = `<svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" aria-hidden="true"><path d="${ICONS[name]}"/></svg>`;
    return button;
}

function begin(parent) {
    const host = Object.assign(document.createElement("figure"), {className: "drawn-figure"});
    host.innerHTML = '<div class="drawn-stage" tabindex="0" role="group"></div><div class="drawn-tools"></div><div class="drawn-spoken" role="status"></div>';
    host.drawn = {marks: [], active: null, wide: 0};
    parent.append(host);
    answer(host);
    return host;
}

// **so** is strong; a sign that Markdown would have taken for its own comes with a stroke before it.
const strong = told => escaped(told).replace(/\*\*(.+?)\*\*/g, "<strong>$1</strong>").replace(/&#92;(&#\d+;|[^\w\s])/g, "$1");

function writeHead(card, told) {
    const head = card.querySelector(".drawn-head");
    head.innerHTML = (told.heading ? `<h3>${escaped(told.heading)}</h3>` : "")
        + (told.sentences?.length ? `<ul>${told.sentences.map(one => `<li>${strong(one)}</li>`).join("")}</ul>` : "")
        + (told.interim ? `<p><span class="drawn-badge">${escaped(told.interim[0])}</span>${strong(told.interim[1])}</p>` : "");
    const more = card.querySelector("details");
    more.hidden = !told.more;
    more.firstChild.textContent = told.more ?? "";
    card.querySelector(".drawn-under").innerHTML = (told.under ?? []).map(one => `<p>${strong(one)}</p>`).join("");
}

function cardIn(parent) {
    if (!document.getElementById("drawn-look")) {
        document.head.append(Object.assign(document.createElement("style"), {id: "drawn-look", textContent: LOOK + LOOK_OF_TABLES}));
    }
    const card = Object.assign(document.createElement("div"), {className: "drawn-card"});
    card.innerHTML = '<div class="drawn-head"></div><div class="drawn-middle"></div><div class="drawn-under"></div><details class="drawn-more"><summary></summary></details>';
    const more = card.querySelector("details");
    more.addEventListener("toggle", () => more.hidden || card.keep("open", more.open));
    parent.append(card);
    return card;
}

function showFigure(card, told, setTriggerValue) {
    const host = card.querySelector(".drawn-figure") ?? begin(card.querySelector(".drawn-middle"));
    told.version = String(++versions);
    Object.assign(host.drawn, {told, answer: setTriggerValue});
    delete host.dataset.drawn;
    host.style.height = `${told.chart.layout.height}px`;
    host.setAttribute("aria-label", told.alt);
    host.querySelector(".drawn-stage").setAttribute("aria-label", told.hint ? `${told.title} ${told.hint}` : told.title);
    host.querySelector(".drawn-tools").replaceChildren(...Object.entries(told.tools ?? {}).map(([name, says]) =>
        tool(name, says, () => name === "picture" ? takePicture(host) : host.drawn.answer(name, true))));
    widths_.unobserve(host);
    widths_.observe(host);
}

function end(card) {
    const host = card.querySelector(".drawn-figure");
    if (!host) return;
    widths_.unobserve(host);
    waiting.delete(host);
    hush(host);
    host.remove();
}

export default function ({data, parentElement, setTriggerValue, setStateValue}) {
    const card = parentElement.querySelector(":scope > .drawn-card") ?? cardIn(parentElement);
    card.keep = setStateValue;
    const written = new TextDecoder().decode(data);
    if (written !== card.written) {
        const told = JSON.parse(written);
        card.written = written;
        writeHead(card, told);
        if (told.chart) showFigure(card, told, setTriggerValue);
        else end(card);
        if (told.table) showTable(card, told);
        else card.querySelector(".drawn-table")?.remove();
    }
    card.querySelectorAll(".drawn-figure, .drawn-table").forEach(host => host.drawn.answer = setTriggerValue);
    return () => {
        end(card);
        card.remove();
    };
}

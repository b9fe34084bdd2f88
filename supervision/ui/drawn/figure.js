// A figure in the page: drawn at the width it has, those in the window first, and drawn anew only where something changed.

// Pixels of a printed sheet, as it is laid out, that a figure may take beside its own heading and foot.
const ON_PAPER = 1240;

const LOOK = `
.drawn-sheet {display: flex; flex-direction: column; gap: 1rem;}
.drawn-row {display: grid; grid-template-columns: repeat(var(--drawn-across, 1), minmax(0, 1fr)); gap: 1rem; align-items: start;}
.drawn-row:empty, .drawn-card > :empty {display: none;}
.drawn-waits {opacity: 0.15;}
.drawn-row.drawn-even {align-items: stretch;}
@media screen and (max-width: 640px) {.drawn-row {grid-template-columns: minmax(0, 1fr);}}
.drawn-card {display: flex; flex-direction: column; gap: 0.5rem; min-width: 0;}
.drawn-framed {border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius); padding: calc(1rem - 1px);}
.drawn-card .drawn-lines {list-style: none; padding: 0; display: flex; flex-direction: column; gap: 0.25rem;}
.drawn-lines :is(a, span.drawn-plain) {display: block; padding: 0.25rem 0.5rem; border-radius: var(--st-base-radius); color: inherit; text-decoration: none; font-size: 0.875rem; line-height: 1.6; overflow-wrap: anywhere;}
.drawn-lines a:hover, .drawn-way:hover {background: color-mix(in srgb, currentColor 8%, transparent);}
.drawn-bare .drawn-lines span.drawn-plain {padding: 0; font-size: 1rem;}
.drawn-sign {font-weight: 700;}
.drawn-bad {color: var(--st-red-text-color);}
.drawn-middling {color: var(--st-orange-text-color);}
.drawn-good {color: var(--st-green-text-color);}
.drawn-card p.drawn-says {font-size: 1rem; opacity: 1;}
.drawn-card p.drawn-nothing {padding: 1rem; border-radius: var(--st-base-radius); background: var(--st-blue-background-color); color: var(--st-blue-text-color); font-size: 1rem; opacity: 1;}
.drawn-head:has(> .drawn-tile) {flex: 1; display: flex;}
.drawn-tile {flex: 1; min-width: 0; display: flex; flex-direction: column;}
.drawn-number {flex: 1; border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius); padding: calc(1rem - 1px); overflow-wrap: anywhere; container-type: inline-size;}
.drawn-tile .drawn-label {display: flex; gap: 0.4rem; align-items: center; opacity: 1;}
.drawn-tile .drawn-value {font-size: clamp(1.1rem, 14.5cqi, 1.75rem); line-height: 1.25; opacity: 1; padding: 0.35rem 0 0.25rem;}
.drawn-tile .drawn-change {display: inline-block; padding: 0 0.35rem; border-radius: 1rem; background: var(--st-secondary-background-color); opacity: 1; color: color-mix(in srgb, var(--st-text-color) 75%, transparent);}
.drawn-way {align-self: flex-start; font-size: 0.875rem; margin-top: 0.5rem; padding: 0.25rem 0.5rem; border-radius: var(--st-base-radius); color: inherit !important; text-decoration: none !important;}
.drawn-help {flex: none; width: 1.1rem; height: 1.1rem; padding: 0; border: 1px solid currentColor; border-radius: 50%; background: none; color: inherit; opacity: 0.65; font-size: 0.7rem; line-height: 1; cursor: help;}
.drawn-under p + p {margin-top: 0.25rem;}
.drawn-card h3 {margin: 0; padding: 0.5rem 0; font-family: var(--st-heading-font); font-size: var(--st-heading-font-size-3); font-weight: var(--st-heading-font-weight-3); line-height: 1.2;}
.drawn-card h4 {margin: 0; padding: 0.25rem 0 0; font-size: 1.5rem; font-weight: 600; line-height: 1.2;}
.drawn-card ul {margin: 0; padding-left: 1.25rem;}
.drawn-card li {margin: 0 0 0.2rem; padding: 0;}
.drawn-card p {margin: 0; font-size: 0.875rem; line-height: 1.5; opacity: 0.8;}
.drawn-card p:has(.drawn-badge) {opacity: 1;}
.drawn-more {border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius);}
.drawn-more summary {padding: 0.5rem 0.75rem; cursor: pointer; font-size: 0.875rem; border-radius: var(--st-base-radius);}
.drawn-more summary:hover {color: var(--st-primary-color);}
@media print {.drawn-waits {display: none !important;} .drawn-sheet[aria-busy]::after {content: attr(data-waits);}}
@media print {
    .drawn-more, .drawn-way, .drawn-help {display: none !important;}
    /* What is one below the other is laid out as text is: flex and grid leave sheets empty where a card is longer than one. */
    .drawn-sheet, .drawn-card:not(:has(.drawn-tile)), .drawn-row:not(:has(> :nth-child(2))), .drawn-row:has(.drawn-table) {display: block;}
    .drawn-row, .drawn-row:has(.drawn-table) > .drawn-card {margin-bottom: 1rem;}
    .drawn-card > :not(:empty) + :not(:empty) {margin-top: 0.5rem;}
    .drawn-card {break-inside: avoid;}
    .drawn-card:has(.drawn-table tr:nth-child(16)) {break-inside: auto;}
    .drawn-head {break-after: avoid;}
    .drawn-under {break-before: avoid;}
    .drawn-framed, .drawn-number, .drawn-table, .drawn-table :is(th, td) {border-color: #D0D0D0 !important;}
}
.drawn-badge {padding: 0 0.25em; margin-right: -0.25em; border-radius: 0.25rem; background: var(--st-orange-background-color); color: var(--st-orange-text-color);}
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
#drawn-cloud {position: fixed; display: none; pointer-events: none; z-index: 1000000; max-width: min(24rem, 94vw); padding: 4px 8px; border-radius: 4px; background: #31333F; color: #FFFFFF; font: 13px/1.4 sans-serif;}
#drawn-cloud.drawn-told {display: block;}
@media print {
    .drawn-tools, #drawn-cloud {display: none !important;}
    .drawn-figure {break-inside: avoid; print-color-adjust: exact;}
    .drawn-over {stroke: #FFFFFF;}
    .drawn-figure.drawn-on-one-sheet svg {max-height: ${ON_PAPER}px;}
}
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
addEventListener("beforeprint", () => {
    [...waiting].forEach(draw);
    for (const host of document.querySelectorAll(".drawn-figure")) {
        const high = Number(host.querySelector("svg")?.getAttribute("height"));
        host.classList.toggle("drawn-on-one-sheet", high > ON_PAPER && high < 2 * ON_PAPER);
    }
});

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

function showFigure(card, told) {
    const host = card.querySelector(".drawn-figure") ?? begin(card.querySelector(".drawn-middle"));
    told.version = String(++versions);
    host.drawn.told = told;
    host.drawn.answer = (what, answer) => card.sheet.answer(what, answer);
    delete host.dataset.drawn;
    host.style.height = `${told.chart.layout.height}px`;
    host.setAttribute("aria-label", told.alt);
    host.querySelector(".drawn-stage").setAttribute("aria-label", told.hint ? `${told.title} ${told.hint}` : told.title);
    const tools = host.querySelector(".drawn-tools");
    if (tools.told !== (tools.told = JSON.stringify(told.tools ?? {}))) {
        tools.replaceChildren(...Object.entries(told.tools ?? {}).map(([name, says]) =>
            tool(name, says, () => name === "picture" ? takePicture(host) : host.drawn.answer("zoomed", host.drawn.told.name))));
    }
    // What is new has no width yet; the rest is drawn at the one it has, if it may be seen now, else when there is time.
    if (!host.drawn.wide) widths_.observe(host);
    else if (host.isNear) draw(host);
    else {
        waiting.add(host);
        later(drawNext);
    }
}

function end(card) {
    const host = card.querySelector(".drawn-figure");
    if (!host) return;
    widths_.unobserve(host);
    waiting.delete(host);
    hush(host);
    host.remove();
}

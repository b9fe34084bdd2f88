// Where a reader chooses: named periods and the filters that are on in a row, all else in a panel that unfolds.
// Every press says what the address shall say; the page that comes back says what is chosen.

const LOOK_OF_CHOICE = `
.drawn-choice, .drawn-choices {display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center;}
.drawn-choices {gap: 0.375rem;}
.drawn-choice > :empty {display: none;}
.drawn-choice :is(button, summary, input, select) {min-height: 2rem; padding: 0.25rem 0.75rem; border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius); background: var(--st-background-color); color: inherit; font: inherit; font-size: 0.875rem; line-height: 1.4;}
.drawn-choices button {border-radius: 1rem;}
.drawn-choice :is(button, summary) {cursor: pointer;}
.drawn-choice :is(button, summary):hover {border-color: var(--st-primary-color); color: var(--st-primary-color);}
.drawn-choice button[aria-pressed="true"] {border-color: var(--st-primary-color); color: var(--st-primary-color); background: color-mix(in srgb, var(--st-primary-color) 10%, transparent); cursor: default;}
.drawn-choice .drawn-taken-off button {border-color: var(--st-primary-color); background: var(--st-primary-color); color: #FFFFFF; text-align: left;}
@media (prefers-color-scheme: dark) {.drawn-choice .drawn-taken-off button {color: #0B1E2B;}}
.drawn-choice details {position: relative;}
.drawn-choice summary {list-style: none;}
.drawn-choice summary::-webkit-details-marker {display: none;}
.drawn-choice summary::after {content: " ▾";}
.drawn-panel {position: absolute; z-index: 100; top: calc(100% + 0.25rem); left: 0; width: max-content; max-width: min(40rem, calc(100vw - 2rem)); overflow: auto; box-sizing: border-box; padding: 1rem; display: flex; flex-direction: column; gap: 0.75rem; border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius); background: var(--st-background-color); box-shadow: 0 4px 16px rgba(0, 0, 0, 0.16);}
.drawn-panel > div > span, .drawn-panel label {font-size: 0.875rem;}
.drawn-panel > div > span {flex: 1 0 100%;}
.drawn-panel label {display: flex; flex-direction: column; gap: 0.25rem;}
.drawn-panel select {max-width: 100%; text-overflow: ellipsis;}
.drawn-resets {display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center;}
.drawn-card .drawn-resets p {flex: 1; min-width: min(16rem, 100%); margin: 0; font-size: 0.875rem;}
.drawn-card .drawn-resets p:empty {min-width: 0;}
.drawn-warns {flex: 1; padding: 1rem; border-radius: var(--st-base-radius); background: var(--st-yellow-background-color); color: var(--st-yellow-text-color);}
.drawn-choice .drawn-warns + .drawn-taken-off button {background: none; color: inherit; border-color: var(--st-border-color);}
.drawn-card .drawn-choice p {font-size: 1rem; opacity: 1;}
@media print {.drawn-choice :is(button, details) {display: none !important;}}
`;

const choices = all => all.map(({says, is, puts}) => `<button type="button" data-puts="${escaped(JSON.stringify(puts))}"${is === undefined ? "" : ` aria-pressed="${is}"`}>${escaped(says)}</button>`).join("");

const panelOf = ({days, filters, batches, resets}) => `<div class="drawn-choice">${days.map(({says, puts, is}) => `<label>${escaped(says)}<input type="date" value="${escaped(is)}" data-names="${escaped(puts)}"></label>`).join("")}</div>`
    + filters.map(({says, of}) => `<div class="drawn-choices" role="group" aria-label="${escaped(says)}"><span aria-hidden="true">${escaped(says)}</span>${choices(of)}</div>`).join("")
    + `<label>${escaped(batches.says)}<select data-names="${escaped(batches.puts)}" data-newest="${escaped(batches.newest)}" aria-describedby="drawn-list-told">${listed([batches.is], batches.is)}</select></label>`
    + `<div class="drawn-resets">${choices([resets])}<p role="status" id="drawn-list-told"></p></div>`;

// Whatever is shown stands in the list, if it is known or not.
const listed = (all, [is, says]) => [...all.some(([batch]) => batch === is) ? [] : [[is, says]], ...all]
    .map(([batch, says]) => `<option value="${escaped(batch)}"${batch === is ? " selected" : ""}${batch ? "" : " disabled"}>${escaped(says)}</option>`).join("");

// All batches, by where they were had: a panel that is opened shows those known here, and asks whether these are all.
const lists = new Map();

function fillList(bar) {
    const {batches, says} = bar, held = lists.get(batches.from), list = bar.querySelector("[data-newest]"), line = bar.querySelector("[role=status]");
    if (held && bar.querySelector("details").open) {
        const turnedTo = list.value;
        put(list, listed(held.of, batches.is));
        list.value = turnedTo;
        if (list.value !== turnedTo) list.value = batches.is[0];
        list.dataset.newest = held.newest;
    }
    if (line.textContent !== says) line.textContent = says;
    stayInside(bar.querySelector("details"));
}

async function getList(bar) {
    const {from, newest, waits, fails} = bar.batches, held = lists.get(from), asked = bar.asked = {from, newest};
    const say = words => {
        if (bar.asked !== asked) return;
        bar.says = words;
        fillList(bar);
    };
    say("");
    const later = setTimeout(() => held || say(waits), 200);
    try {
        const answer = await fetch(new URL(from, new URL("./", location.href)), {headers: held ? {"If-None-Match": held.mark} : {}, signal: AbortSignal.timeout(20000)});
        if (answer.status !== 304) {
            if (!answer.ok) throw new Error(answer.status);
            const told = await answer.json();
            if (bar.asked === asked) lists.set(from, {...told, mark: answer.headers.get("ETag")});
        }
        say("");
    } catch {
        say(fails);
    } finally {
        clearTimeout(later);
    }
}

// A run that tells of another batch, or in another language, while the panel is open has the list got again.
function keepList(bar) {
    const {asked, batches} = bar;
    asked?.from === batches.from && asked.newest === batches.newest ? fillList(bar) : getList(bar);
}

// A panel stays within the window: moved where it would be too far right, scrolled where it is too long.
function stayInside(panel) {
    const inside = panel.lastChild;
    inside.style.left = "0";
    const {right, top} = inside.getBoundingClientRect(), over = right - document.documentElement.clientWidth + 8;
    if (panel.open && over > 0) inside.style.left = `${-over}px`;
    inside.style.maxHeight = `${Math.max(innerHeight - top - 8, 320)}px`;
}

// What is written anew keeps the keyboard's place: on the same control, told by what it puts into the address, else near it.
function putChoice(place, html) {
    const own = place.contains(document.activeElement) ? document.activeElement : null;
    if (place.written === html) return;
    const alike = ["data-puts", "data-names"].find(name => own?.hasAttribute(name)), value = alike && own.getAttribute(alike);
    put(place, html);
    const same = [...place.querySelectorAll(`[${alike}]`)].find(one => one.getAttribute(alike) === value);
    if (alike) (same ?? place.querySelector("button") ?? place.parentElement.querySelector("summary"))?.focus({preventScroll: true});
}

const turning = /^(Arrow|Page|Home$|End$|[^ ]$)/;
const before = field => field.taken ?? field.defaultValue ?? [...field.options].find(one => one.defaultSelected)?.value ?? "";

function beginChoice(card, head) {
    head.innerHTML = '<div class="drawn-choice"><div></div><div class="drawn-choices" role="group"></div><details hidden><summary></summary><div class="drawn-panel"></div></details><div class="drawn-choices drawn-taken-off"></div></div>';
    head.written = null;
    const bar = head.firstChild, panel = bar.querySelector("details");
    // Of two presses close upon each other the second says what the first did, of which the address may not know yet.
    const tell = told => card.sheet.answer("chosen", card.sheet.unanswered = {...card.sheet.unanswered, ...told});
    bar.addEventListener("click", event => {
        const pressed = event.target.closest("[data-puts]");
        if (pressed && pressed.getAttribute("aria-pressed") !== "true") tell(JSON.parse(pressed.dataset.puts));
    });
    // A day that is being typed is none yet, and keys turn a list that is shut one batch at a time: it is taken when whoever
    // typed goes on, what was picked at once. Nothing is written over it meanwhile, nor over what is being pressed.
    let typed = null, waiting = null, isPressed = false;
    const writeWaiting = () => {
        if (typed || isPressed || !waiting) return;
        const write = waiting;
        waiting = null;
        write();
    };
    const release = () => {
        for (const over of ["pointerup", "pointercancel"]) removeEventListener(over, release);
        isPressed = false;
        setTimeout(writeWaiting);
    };
    bar.answered = write => {
        waiting = write;
        writeWaiting();
    };
    const take = field => {
        typed = null;
        setTimeout(writeWaiting);
        field.value ||= before(field);
        if (field.value === before(field)) return;
        field.taken = field.value;
        tell({[field.dataset.names]: field.value === field.dataset.newest ? null : field.value});
    };
    bar.addEventListener("keydown", ({target, key, altKey}) => {
        if (target.type !== "date" && target.tagName !== "SELECT") return;
        if (key === "Enter") take(target);
        else if (target.type === "date" ? key !== "Tab" && key !== "Escape" : !altKey && turning.test(key)) typed = target;
    });
    bar.addEventListener("pointerdown", ({target}) => {
        if (target === typed && target.tagName === "SELECT") take(target);
        else if (target === typed) typed = null;
        isPressed = Boolean(target.closest("button"));
        for (const over of ["pointerup", "pointercancel"]) addEventListener(over, release);
    });
    bar.addEventListener("focusout", ({target}) => target === typed && take(target));
    bar.addEventListener("change", ({target}) => {
        if (target !== typed) take(target);
    });
    addEventListener("pointerdown", function shut(event) {
        if (!panel.isConnected) removeEventListener("pointerdown", shut);
        else if (!panel.contains(event.target)) panel.open = false;
    });
    panel.addEventListener("focusout", ({relatedTarget}) => {
        if (relatedTarget && !panel.contains(relatedTarget)) panel.open = false;
    });
    panel.addEventListener("keydown", event => {
        if (event.key !== "Escape") return;
        if (typed) typed.value = before(typed);
        typed = null;
        setTimeout(writeWaiting);
        panel.open = false;
        panel.firstChild.focus();
    });
    panel.addEventListener("toggle", () => {
        if (panel.open) getList(bar);
    });
    return bar;
}

function showChoice(card, told) {
    const head = card.firstChild, bar = head.querySelector(":scope > .drawn-choice") ?? beginChoice(card, head);
    const [warns, named, panel, on] = bar.children;
    warns.className = told.warns ? "drawn-warns" : "";
    if (told.warns) warns.setAttribute("role", "alert");
    put(warns, told.warns ? `<p>${strong(told.warns)}</p>` : "");
    named.hidden = !told.named;
    if (told.heard) named.setAttribute("aria-label", told.heard);
    putChoice(named, choices(told.named ?? []));
    panel.hidden = !told.folded;
    if (told.folded) {
        put(panel.firstChild, escaped(told.folded));
        bar.answered(() => {
            putChoice(panel.lastChild, panelOf(told));
            bar.batches = told.batches;
            if (panel.open) keepList(bar);
        });
    }
    putChoice(on, choices(told.on));
}

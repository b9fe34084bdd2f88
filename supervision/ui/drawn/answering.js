// What a drawing answers: the mouse, a finger and the keyboard ask a mark what it is, and follow it to its rows.

const NEAR = 20;

function cloud() {
    let shown = document.getElementById("drawn-cloud");
    if (!shown) {
        shown = document.createElement("div");
        shown.id = "drawn-cloud";
        shown.setAttribute("aria-hidden", "true");
        document.body.append(shown);
    }
    return shown;
}

function tell(mark, host) {
    const shown = cloud(), svg = host.querySelector("svg").getBoundingClientRect();
    const scale = svg.width / host.drawn.wide;
    shown.replaceChildren(...lines(mark.says).map(line => Object.assign(document.createElement("div"), {textContent: plain(line)})));
    shown.className = "drawn-told";
    const box = shown.getBoundingClientRect();
    const middle = svg.left + (mark.x + mark.wide / 2) * scale, top = svg.top + mark.y * scale;
    shown.style.left = `${Math.min(Math.max(middle - box.width / 2, 4), innerWidth - box.width - 4)}px`;
    shown.style.top = `${top - box.height - 8 > 0 ? top - box.height - 8 : top + mark.high * scale + 8}px`;
}

function hush(host) {
    if (cloud().drawnFor !== host) return;
    cloud().className = "";
    host.querySelector(".drawn-active")?.classList.remove("drawn-active");
    host.drawn.active = null;
}

function ask(host, at) {
    const {marks} = host.drawn;
    if (at === null || !marks[at]) return hush(host);
    cloud().drawnFor = host;
    host.querySelector(".drawn-active")?.classList.remove("drawn-active");
    host.querySelector(`[data-mark="${at}"]`)?.classList.add("drawn-active");
    host.drawn.active = at;
    tell(marks[at], host);
}

// The mark under a pointer, else the nearest dot within reach.
function under(host, event) {
    const own = event.target.closest?.("[data-mark]");
    if (own) return Number(own.dataset.mark);
    const svg = host.querySelector("svg")?.getBoundingClientRect();
    if (!svg) return null;
    const scale = svg.width / host.drawn.wide;
    const x = (event.clientX - svg.left) / scale, y = (event.clientY - svg.top) / scale;
    let best = null, least = NEAR;
    host.drawn.marks.forEach((mark, at) => {
        if (!mark.isPoint) return;
        const far = Math.hypot(mark.x + mark.wide / 2 - x, mark.y + mark.high / 2 - y);
        if (far < least) [best, least] = [at, far];
    });
    return best;
}

function follow(host, at) {
    const mark = host.drawn.marks[at];
    if (host.drawn.told.follows && mark?.leads && mark.leads[0] >= 0) {
        hush(host);
        host.drawn.answer("picked", [host.drawn.told.name, ...mark.leads]);
    }
}

function answer(host) {
    let touched = null;
    host.addEventListener("pointermove", event => {
        if (event.pointerType !== "touch") {
            const at = under(host, event);
            host.style.cursor = at !== null && host.drawn.told.follows && host.drawn.marks[at].leads ? "pointer" : "";
            if (at !== host.drawn.active) ask(host, at);
        }
    });
    host.addEventListener("pointerleave", event => event.pointerType !== "touch" && hush(host));
    // A finger covers what it points at: the first touch tells, the second on the same mark follows.
    host.addEventListener("pointerdown", event => touched = event.pointerType === "touch" ? host.drawn.active : null);
    host.addEventListener("click", event => {
        if (event.target.closest("a, button")) return;
        const at = under(host, event);
        if (event.pointerType === "touch" && touched !== at) ask(host, at);
        else if (at !== null) follow(host, at);
    });
    const stage = host.querySelector(".drawn-stage");
    stage.addEventListener("blur", () => hush(host));
    stage.addEventListener("keydown", event => {
        const {marks, active} = host.drawn;
        const steps = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
        if (event.target !== stage || !marks.length) return;
        if (steps) ask(host, active === null ? 0 : (active + steps + marks.length) % marks.length);
        else if (event.key === "Enter" && active !== null) follow(host, active);
        else if (event.key === "Escape") hush(host);
        else return;
        event.preventDefault();
        if (host.drawn.active !== null) host.querySelector(".drawn-spoken").textContent = plain(marks[host.drawn.active].says);
    });
}

// Words on a drawing: the few tags that charts use (<b>, <br>, <a href>), how wide words are, and nothing that could run.

const escaped = words => String(words).replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`);
const lines = words => String(words ?? "").split(/<br\s*\/?>/);
const plain = words => String(words ?? "").replace(/<br\s*\/?>/g, " ").replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");

const pen = document.createElement("canvas").getContext("2d");
const widths = new Map();

function widthOf(words, size, family) {
    const key = `${size}|${family}|${words}`;
    if (!widths.has(key)) {
        if (widths.size > 5000) widths.clear();
        pen.font = `${size}px ${family}`;
        widths.set(key, Math.max(0, ...lines(words).map(line => pen.measureText(plain(line)).width)));
    }
    return widths.get(key);
}

function addressOf(tag) {
    const told = plain(/href="([^"]*)"/.exec(tag)?.[1] ?? "");
    try {
        return ["http:", "https:"].includes(new URL(told, document.baseURI).protocol) ? told : null;
    } catch {
        return null;
    }
}

// One line with its tags as tspans and links; whatever else looks like a tag is left out.
function inked(line) {
    let drawn = "", closing = [];
    for (const part of line.split(/(<[^>]*>)/)) {
        if (/^<a\s/.test(part)) {
            const address = addressOf(part);
            drawn += address === null ? "<tspan>" : `<a href="${escaped(address)}" target="_self">`;
            closing.push(address === null ? "</tspan>" : "</a>");
        } else if (/^<b>/.test(part)) {
            drawn += '<tspan font-weight="600">';
            closing.push("</tspan>");
        } else if (/^<\/(a|b)>/.test(part)) {
            drawn += closing.pop() ?? "";
        } else if (!part.startsWith("<")) {
            drawn += escaped(plain(part));
        }
    }
    return drawn + closing.reverse().join("");
}

// Words at a place. `up`: 0 the place is their top, 0.5 their middle, 1 their foot. `along`: start, middle or end.
function words(told, x, y, {size = 12, along = "middle", up = 0.5, fill = "", more = ""} = {}) {
    const rows = lines(told), deep = 1.25 * size;
    const first = y - up * rows.length * deep + 0.5 * deep + 0.36 * size;
    const spans = rows.map((row, place) =>
        rows.length === 1 ? inked(row) : `<tspan x="${near(x)}" y="${near(first + place * deep)}">${inked(row)}</tspan>`);
    const at = rows.length === 1 ? ` y="${near(first)}"` : "";
    return `<text x="${near(x)}"${at} font-size="${size}" text-anchor="${along}"${fill ? ` fill="${fill}"` : ""}${more}>${spans.join("")}</text>`;
}

const near = number => Math.round(number * 100) / 100;

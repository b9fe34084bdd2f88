// Marks: bars, lines, dots and cells, each with its number, and what it says when somebody points at it.

const many = (value, at) => Array.isArray(value) ? value[at] : value;

// Every bar with where it begins and ends, side by side or on top of one another.
function setBars(chart, frame) {
    const bars = chart.data.filter(trace => trace.type === "bar");
    const heights = new Map(), gap = chart.layout.bargap ?? 0.2;
    const beside = chart.layout.barmode !== "stack";
    for (const trace of bars) {
        const lies = trace.orientation === "h";
        const [along, across] = lies ? ["x", "y"] : ["y", "x"];
        const key = `${trace.xaxis ?? "x"} ${trace.yaxis ?? "y"}`;
        const group = bars.filter(one => `${one.xaxis ?? "x"} ${one.yaxis ?? "y"}` === key);
        const axis = frame.axes[trace[`${across}axis`] ?? across];
        const room = 1 - gap, own = beside ? room / group.length : room;
        trace.set = (trace[along] ?? []).map((value, at) => {
            const place = number(axis, trace[across][at]);
            const base = many(trace.base, at) ?? (beside ? 0 : heights.get(`${key} ${place}`) ?? 0);
            const end = base + (isNumber(value) ? value : 0);
            if (!beside) heights.set(`${key} ${place}`, end);
            const wide = trace.width ?? own;
            const middle = place + (beside && !trace.width ? -room / 2 + own * (group.indexOf(trace) + 0.5) : 0);
            return {lies, base, end, middle, wide, value, place, at};
        });
        trace.isOutermost = set => beside || !group.slice(group.indexOf(trace) + 1).some(later => isNumber(later[along]?.[set.at]) && later[along][set.at] > 0);
    }
}

function luminance(colour) {
    const told = /^#(..)(..)(..)$/.exec(colour ?? "");
    return told ? told.slice(1).reduce((sum, part, at) => sum + parseInt(part, 16) * [0.299, 0.587, 0.114][at], 0) : 0;
}

const numbers = new Intl.NumberFormat("en-US", {maximumFractionDigits: 2});

function says(trace, at, frame) {
    const across = frame.axes[trace.orientation === "h" ? trace.yaxis ?? "y" : trace.xaxis ?? "x"];
    const told = letter => {
        const value = trace[letter]?.[at], axis = frame.axes[trace[`${letter}axis`] ?? letter];
        if (isNumber(value)) return numbers.format(value) + (axis.told.ticksuffix ?? "");
        return plain(axis.words.get(value) ?? value ?? "");
    };
    const template = trace.hovertemplate
        ?? `%{${across.letter}}<br>${trace.name ?? ""}: %{${across.letter === "x" ? "y" : "x"}}`;
    return template.replace(/<extra>.*<\/extra>/, "").replace(/%\{(\w+)\}/g, (_, name) =>
        name === "x" || name === "y" ? told(name) : many(trace[name] ?? "", at) ?? "");
}

// A mark that can be pointed at: where, what it says once somebody does, and to which row it leads.
function mark(frame, trace, at, box) {
    if (trace.hoverinfo === "skip") return "";
    frame.marks.push({...box, get says() { return says(trace, at, frame); }, leads: trace.customdata?.[at] ?? null});
    return ` data-mark="${frame.marks.length - 1}"`;
}

function drawBars(trace, frame) {
    const x = frame.axes[trace.xaxis ?? "x"], y = frame.axes[trace.yaxis ?? "y"];
    const round = frame.chart.layout.barcornerradius ?? 0, size = trace.textfont?.size ?? frame.size;
    const fill = trace.marker?.color ?? "#0072B2";
    let drawn = "", told = "";
    for (const set of trace.set) {
        if (!isNumber(set.value) || set.place === undefined) continue;
        const [along, across] = set.lies ? [x, y] : [y, x];
        const [one, two] = [pixel(along, set.base), pixel(along, set.end)];
        const [side, other] = [pixel(across, set.middle - set.wide / 2), pixel(across, set.middle + set.wide / 2)];
        const long = Math.abs(two - one), deep = Math.abs(other - side);
        const box = set.lies
            ? {x: Math.min(one, two), y: Math.min(side, other), wide: long, high: deep}
            : {x: Math.min(side, other), y: Math.min(one, two), wide: deep, high: long};
        drawn += `<rect x="${near(box.x)}" y="${near(box.y)}" width="${near(box.wide)}" height="${near(box.high)}" rx="${Math.min(round, long / 2)}" data-value="${set.value}"${mark(frame, trace, set.at, box)}/>`;
        const number = many(trace.text, set.at);
        if (number === undefined || number === null || number === "") continue;
        told += beside(trace, set, String(number), box, size, fill, frame, [one, two]);
    }
    return `<g class="drawn-trace" data-name="${escaped(plain(trace.name ?? ""))}" fill="${fill}">${drawn}</g>${told}`;
}

// Numbers past their bars are drawn after all lines, which may run through them, with an edge in the colour of the ground.
const OVER = ' class="drawn-aside drawn-over"';

// The number of a bar: inside where it fits, else past its end; between two parts of a whole it is made smaller first.
function beside(trace, set, told, box, size, fill, frame, [one, two]) {
    const wide = widthOf(told, size, frame.family), outside = trace.textposition === "outside";
    const fits = set.lies ? wide + 6 <= box.wide && size <= box.high + 4 : size + 4 <= box.high && wide <= box.wide + 2;
    const ink = trace.insidetextfont?.color ?? (luminance(fill) > 140 ? "#1F1F1F" : "#FFFFFF");
    if (!outside && fits) return words(told, box.x + box.wide / 2, box.y + box.high / 2, {size, fill: ink, more: ' class="drawn-aside"'});
    if (outside || trace.isOutermost(set)) {
        frame.over += set.lies
            ? words(told, two + 4, box.y + box.high / 2, {size, along: "start", more: OVER})
            : words(told, box.x + box.wide / 2, two - 3, {size, up: 1, more: OVER});
        return "";
    }
    const least = Math.floor(size * Math.min((box.wide - 2) / wide, 1));
    return least >= 8 ? words(told, box.x + box.wide / 2, box.y + box.high / 2, {size: least, fill: ink, more: ' class="drawn-aside"'}) : "";
}

const SIGNS = {
    circle: r => `M${r},0A${r},${r} 0 1 1 ${-r},0A${r},${r} 0 1 1 ${r},0Z`,
    square: r => `M${-r},${-r}H${r}V${r}H${-r}Z`,
    diamond: r => `M0,${-1.3 * r}L${1.3 * r},0L0,${1.3 * r}L${-1.3 * r},0Z`,
    "triangle-up": r => `M0,${-r}L${1.1 * r},${r * 0.8}H${-1.1 * r}Z`,
    "triangle-down": r => `M0,${r}L${1.1 * r},${-r * 0.8}H${-1.1 * r}Z`,
    "line-ns": r => `M0,${-r}V${r}`,
};
const DASHES = {dot: "2 4", dash: "8 5"};

function drawScatter(trace, frame) {
    const x = frame.axes[trace.xaxis ?? "x"], y = frame.axes[trace.yaxis ?? "y"], mode = trace.mode ?? "lines";
    const points = (trace.x ?? []).map((value, at) => {
        const one = number(x, value), two = number(y, trace.y[at]);
        return isNumber(one) && isNumber(two) ? {at, x: pixel(x, one), y: pixel(y, two)} : null;
    });
    const colour = trace.line?.color ?? trace.marker?.color ?? "#0072B2";
    if (trace.marker?.opacity === 0) return "";
    const value = at => (trace.orientation === "h" || frame.lies(trace) ? trace.x : trace.y)[at];
    let drawn = errors(trace, points, x, frame);
    if (mode.includes("lines")) {
        const path = points.map((point, at) => point === null ? "" : `${at && points[at - 1] ? "L" : "M"}${near(point.x)},${near(point.y)}`).join("");
        const dash = DASHES[trace.line?.dash];
        drawn += `<path class="drawn-line" d="${path}" fill="none" stroke="${colour}" stroke-width="${trace.line?.width ?? 2}" stroke-linejoin="round" stroke-linecap="round"${dash ? ` stroke-dasharray="${dash}"` : ""}/>`;
    }
    const shows = mode.includes("markers");
    for (const point of points.filter(point => point !== null)) {
        const size = many(trace.marker?.size, point.at) ?? 6, symbol = many(trace.marker?.symbol, point.at) ?? "circle";
        const ink = many(trace.marker?.color, point.at) ?? colour, isOpen = symbol.endsWith("-open");
        const line = symbol.startsWith("line-") ? trace.marker.line ?? {width: 2, color: ink} : isOpen ? {width: 1.5, color: ink} : null;
        const told = mark(frame, trace, point.at, {x: point.x - size / 2, y: point.y - size / 2, wide: size, high: size, isPoint: true});
        if (!shows && !told) continue;
        const path = SIGNS[symbol.replace("-open", "")](near(shows ? size / 2 : 3));
        const look = !shows ? 'opacity="0"' : line ? `fill="${isOpen ? "var(--drawn-ground, none)" : "none"}" stroke="${line.color ?? ink}" stroke-width="${line.width}"` : `fill="${ink}"`;
        drawn += `<path d="${path}" transform="translate(${near(point.x)},${near(point.y)})" ${look} data-value="${value(point.at)}"${told}/>`;
    }
    if (mode.includes("text")) {
        const size = trace.textfont?.size ?? frame.size;
        for (const point of points.filter(point => point !== null && many(trace.text, point.at))) {
            const up = (trace.marker?.size ?? 6) / 2 + 3;
            drawn += words(many(trace.text, point.at), point.x, point.y - up, {size, up: 1, more: ' class="drawn-aside"'});
        }
    }
    return `<g class="drawn-trace" data-name="${escaped(plain(trace.name ?? ""))}">${drawn}</g>`;
}

// The band that a value lies in.
function errors(trace, points, x, frame) {
    const told = trace.error_x;
    if (!told) return "";
    return points.filter(point => point !== null).map(point => {
        const value = trace.x[point.at], one = pixel(x, value - told.arrayminus[point.at]), two = pixel(x, value + told.array[point.at]);
        const cap = told.width ?? 4;
        return `<path class="drawn-band" d="M${near(one)},${near(point.y)}H${near(two)}M${near(one)},${near(point.y - cap)}V${near(point.y + cap)}M${near(two)},${near(point.y - cap)}V${near(point.y + cap)}" stroke="${told.color}" stroke-width="${told.thickness ?? 2}" fill="none"/>`;
    }).join("");
}

// Cells, each the colour of its state. The unseen squares of the same chart say what a cell is and where it leads.
function drawCells(trace, frame) {
    const x = frame.axes[trace.xaxis ?? "x"], y = frame.axes[trace.yaxis ?? "y"], size = trace.textfont?.size ?? frame.size;
    const unseen = frame.chart.data.find(one => one.type === "scatter" && one.marker?.opacity === 0);
    const answers = new Map((unseen?.x ?? []).map((value, at) => [`${value}|${unseen.y[at]}`, at]));
    const colours = trace.colorscale, range = trace.zmax - trace.zmin;
    const colour = value => colours.findLast(([edge]) => edge <= (value - trace.zmin) / range + 1e-9)[1];
    const wide = Math.abs(pixel(x, 1) - pixel(x, 0)), high = Math.abs(pixel(y, 1) - pixel(y, 0));
    const gap = trace.xgap ?? 0, letters = Math.min(size, high - 2);
    let drawn = "", told = "";
    trace.y.forEach((row, down) => trace.x.forEach((column, across) => {
        const value = trace.z[down][across];
        if (!isNumber(value)) return;
        const box = {x: pixel(x, across) - wide / 2, y: pixel(y, down) - high / 2, wide, high};
        const at = answers.get(`${column}|${row}`);
        const leads = at === undefined ? "" : mark(frame, unseen, at, box);
        drawn += `<rect x="${near(box.x + gap / 2)}" y="${near(box.y + gap / 2)}" width="${near(wide - gap)}" height="${near(high - gap)}" fill="${colour(value)}" data-value="${value}"${leads}/>`;
        const words_ = trace.text?.[down]?.[across];
        if (!words_) return;
        const fits = Math.min(letters, letters * (wide - 2) / Math.max(widthOf(words_, letters, frame.family), 1));
        const isQuiet = colour(value).startsWith("rgba");
        told += words(words_, box.x + wide / 2, box.y + high / 2, {size: near(Math.max(fits, 7)), fill: isQuiet ? "" : trace.textfont?.color ?? "", more: ' class="drawn-aside"'});
    }));
    return `<g class="drawn-trace" data-name="${escaped(plain(trace.name ?? ""))}">${drawn}</g>${told}`;
}

const DRAWN_AS = {bar: drawBars, scatter: drawScatter, heatmap: drawCells};

// The frame: margins that hold the words, axes within them, legend and notes around; then all of it as one drawing.

const ANCHORS = {left: "start", center: "middle", right: "end"};
const UPS = {top: 0, middle: 0.5, bottom: 1};

function legendRows(chart, wide, size, family) {
    const own = chart.data.filter(trace => trace.showlegend !== false && trace.name && trace.type !== "heatmap");
    if (chart.layout.showlegend === false || own.length < 2 && chart.layout.showlegend !== true) return [];
    const rows = [[]];
    let used = 0;
    for (const trace of own) {
        const room = 26 + widthOf(trace.name, size, family) + 14;
        if (used + room > wide && rows.at(-1).length) {
            rows.push([]);
            used = 0;
        }
        rows.at(-1).push({trace, at: used});
        used += room;
    }
    return rows;
}

function drawLegend(rows, left, top, size) {
    const deep = 1.5 * size;
    return `<g class="drawn-legend">${rows.map((row, down) => row.map(({trace, at}) => {
        const x = left + at, y = top + down * deep + deep / 2, colour = trace.line?.color ?? trace.marker?.color;
        const symbol = many(trace.marker?.symbol, 0) ?? "circle", isOpen = symbol.endsWith("-open");
        let sign = "";
        if (trace.type === "bar") sign = `<rect x="${x + 3}" y="${y - 6}" width="12" height="12" fill="${colour}"/>`;
        else {
            const dash = DASHES[trace.line?.dash];
            if ((trace.mode ?? "lines").includes("lines")) sign = `<path d="M${x},${y}H${x + 20}" stroke="${colour}" stroke-width="${trace.line?.width ?? 2}"${dash ? ` stroke-dasharray="${dash}"` : ""}/>`;
            if (trace.mode?.includes("markers")) {
                const line = symbol.startsWith("line-") || isOpen;
                sign += `<path d="${SIGNS[symbol.replace("-open", "")](4.5)}" transform="translate(${x + 10},${y})" ${line ? `fill="none" stroke="${trace.marker?.line?.color ?? trace.marker?.color ?? colour}" stroke-width="2"` : `fill="${trace.marker?.color && !Array.isArray(trace.marker.color) ? trace.marker.color : colour}"`}/>`;
            }
        }
        return sign + words(trace.name, x + 26, y, {size, along: "start"});
    }).join("")).join("")}</g>`;
}

// Everything that wants room in pixels past a value: numbers written above or beside marks.
function wantedRoom(chart, axes, family, size) {
    const wanted = {};
    const want = (name, value, room) => isNumber(value) && (wanted[name] ??= []).push({value, room});
    for (const trace of chart.data) {
        const x = trace.xaxis ?? "x", y = trace.yaxis ?? "y", letters = trace.textfont?.size ?? size;
        if (trace.type === "bar") {
            for (const set of trace.set) {
                const told = many(trace.text, set.at);
                if (!told || trace.textposition === "inside") continue;
                if (set.lies) want(x, set.end, widthOf(told, letters, family) + 6);
                else if (trace.textposition === "outside") want(y, set.end, 1.3 * letters + 2);
            }
        } else if (trace.type === "scatter" && trace.mode?.includes("text")) {
            (trace.x ?? []).forEach((value, at) => {
                const told = many(trace.text, at);
                if (!told) return;
                want(y, trace.y[at], 1.3 * letters + 8);
                want(x, value, widthOf(told, letters, family) / 2 + 2);
            });
        }
    }
    for (const note of chart.layout.annotations ?? []) {
        const letters = note.font?.size ?? size;
        if ((note.xref ?? "x") !== "paper" && note.xanchor === "left") want(note.xref ?? "x", note.x, widthOf(note.text, letters, family) + (note.xshift ?? 0) + 2);
        if ((note.yref ?? "y") !== "paper" && note.yanchor === "bottom") want(note.yref ?? "y", note.y, 1.3 * letters + (note.yshift ?? 0));
    }
    return wanted;
}

function endsOf(axis, chart) {
    const ends = [];
    for (const trace of axis.traces) {
        if (trace.type === "bar") {
            const isAlong = (trace.orientation === "h") === (axis.letter === "x");
            for (const set of trace.set) ends.push(...isAlong ? [set.base, set.end] : [set.place - 0.5, set.place + 0.5]);
        } else {
            (trace[axis.letter] ?? []).forEach((value, at) => {
                if (!isNumber(value)) return;
                const error = axis.letter === "x" ? trace.error_x : null;
                ends.push(value - (error?.arrayminus[at] ?? 0), value + (error?.array[at] ?? 0));
            });
        }
    }
    return ends.filter(isNumber);
}

function laidOut(chart, wide, family) {
    const {layout} = chart, size = layout.font?.size ?? 12;
    const names = new Set(["x", "y"]);
    for (const trace of chart.data) names.add(trace.xaxis ?? "x").add(trace.yaxis ?? "y");
    const axes = Object.fromEntries([...names].map(name => [name, axisOf(name, chart)]));
    const lies = trace => axes[trace.yaxis ?? "y"].isNamed && !axes[trace.xaxis ?? "x"].isNamed;
    const frame = {chart, axes, size, family, wide, high: layout.height ?? 400, marks: [], over: "", lies};
    setBars(chart, frame);
    const wanted = wantedRoom(chart, axes, family, size);
    const xs = Object.values(axes).filter(axis => axis.letter === "x"), ys = Object.values(axes).filter(axis => axis.letter === "y");
    for (const axis of Object.values(axes)) {
        axis.ends = endsOf(axis, chart);
        axis.isWhole = axis.traces.every(trace => (trace[axis.letter] ?? []).every(value => value === null || Number.isInteger(value)));
        axis.letters = axis.told.tickfont?.size ?? size;
        axis.hasMargin = axis.traces.some(trace => trace.type === "scatter");
    }
    const margin = {l: 8, r: 8, t: 24, b: 8, ...layout.margin};
    const legend = legendRows(chart, wide - 16, layout.legend?.font?.size ?? size, family);
    const letters = layout.legend?.font?.size ?? size, isAbove = (layout.legend?.y ?? 0) > 0.5;
    const legendHigh = legend.length ? 1.5 * letters * legend.length + 6 : 0;
    // Upright axes first: how wide their words are decides how much is left for the others.
    const guess = frame.high - margin.t - margin.b - legendHigh - 30;
    for (const axis of ys) {
        Object.assign(axis, {from: guess * (axis.domain[1] - axis.domain[0]), to: 0});
        axis.range = reach(axis, axis.ends, wanted[axis.name] ?? [], axis.from);
        axis.ticks = ticksOf(axis, axis.from);
    }
    const firsts = ys.filter(axis => !axis.told.anchor || (axes[axis.told.anchor]?.domain[0] ?? 0) === 0);
    const names_ = Math.max(0, ...firsts.flatMap(axis => axis.ticks.map(tick => widthOf(tick.says, axis.letters, family))));
    frame.left = Math.max(margin.l, names_ ? Math.min(names_, 0.45 * wide) + 8 : 0);
    frame.right = wide - margin.r;
    for (const axis of xs) {
        const set = () => {
            const room = frame.right - frame.left;
            Object.assign(axis, {from: frame.left + room * axis.domain[0], to: frame.left + room * axis.domain[1]});
            axis.range = reach(axis, axis.ends, wanted[axis.name] ?? [], axis.to - axis.from);
            Object.assign(axis, fitted(axis, ticksOf(axis, axis.to - axis.from), axis.letters, family));
        };
        set();
        if (axis.turned && axis.told.side === "top") {
            // Turned words lean out to the right of the last place.
            frame.right -= Math.max(0, 0.77 * axis.wide - (axis.to - axis.from) / (2 * axis.places.length));
            set();
        }
        const deep = Math.max(0, ...axis.ticks.map(tick => lines(tick.says).length)) * 1.25 * axis.letters;
        axis.high = !axis.ticks.length ? 0 : axis.turned ? 0.75 * axis.wide + axis.letters + 4 : deep + 4;
    }
    const lowest = Math.max(0, ...xs.filter(axis => axis.told.side !== "top").map(axis => axis.high));
    const highest = Math.max(0, ...xs.filter(axis => axis.told.side === "top").map(axis => axis.high));
    frame.top = Math.max(margin.t, highest + 4) + (isAbove ? legendHigh : 0);
    frame.foot = frame.high - Math.max(Math.min(margin.b, 8), 4) - lowest - (isAbove ? 0 : legendHigh);
    for (const axis of ys) {
        const room = frame.foot - frame.top;
        Object.assign(axis, {from: frame.foot - room * axis.domain[0], to: frame.foot - room * axis.domain[1]});
        axis.range = reach(axis, axis.ends, wanted[axis.name] ?? [], axis.from - axis.to);
        axis.ticks = ticksOf(axis, axis.from - axis.to);
    }
    for (const axis of Object.values(axes)) axis.words = new Map(ticksWords(axis));
    frame.legend = legend.length ? drawLegend(legend, 8, isAbove ? frame.top - legendHigh - highest : frame.high - legendHigh + 2, letters) : "";
    return frame;
}

const ticksWords = axis => axis.told.tickvals && axis.told.ticktext ? axis.told.tickvals.map((value, at) => [value, axis.told.ticktext[at]]) : [];

function drawAxes(frame) {
    let grid = "", told = "";
    for (const axis of Object.values(frame.axes)) {
        const partner = frame.axes[axis.told.anchor ?? (axis.letter === "x" ? "y" : "x")] ?? frame.axes[axis.letter === "x" ? "y" : "x"];
        if (axis.told.visible === false) continue;
        for (const tick of axis.ticks) {
            const at = pixel(axis, tick.at);
            const [low, high] = [Math.min(partner.from, partner.to), Math.max(partner.from, partner.to)];
            if (axis.letter === "y") {
                if (axis.told.showgrid !== false && !axis.isNamed) grid += `<path d="M${near(low)},${near(at)}H${near(high)}"/>`;
                const room = low - 6;
                const shown = partner.domain[0] === 0 || axis.told.anchor ? tick.says : "";
                told += words(shown, room, at, {size: axis.letters, along: "end"});
            } else if (axis.turned) {
                const y = axis.told.side === "top" ? low - 6 : high + 8;
                told += words(plain(tick.says), at, y, {size: axis.letters, along: axis.told.side === "top" ? "start" : "end", more: ` transform="rotate(-40 ${near(at)} ${near(y)})"`});
            } else {
                if (axis.told.showgrid !== false && !axis.isNamed) grid += `<path d="M${near(at)},${near(low)}V${near(high)}"/>`;
                const half = widthOf(tick.says, axis.letters, frame.family) / 2;
                const middle = Math.min(Math.max(at, half), frame.wide - half);
                told += axis.told.side === "top" ? words(tick.says, middle, low - 4, {size: axis.letters, up: 1}) : words(tick.says, middle, high + 4, {size: axis.letters, up: 0});
            }
        }
    }
    return [`<g class="drawn-grid">${grid}</g>`, `<g class="drawn-ticks">${told}</g>`];
}

function placeOf(ref, value, letter, frame) {
    if (ref === "paper") {
        return letter === "x" ? frame.left + value * (frame.right - frame.left) : frame.foot - value * (frame.foot - frame.top);
    }
    const axis = frame.axes[ref], at = axis && number(axis, value);
    return isNumber(at) ? pixel(axis, at) : null;
}

function drawNotes(frame) {
    return (frame.chart.layout.annotations ?? []).map(note => {
        const xref = note.xref ?? "x", yref = note.yref ?? "y", size = note.font?.size ?? frame.size;
        const x = placeOf(xref, note.x, "x", frame), y = placeOf(yref, note.y, "y", frame);
        if (x === null || y === null) return "";
        const along = ANCHORS[note.xanchor] ?? (xref !== "paper" ? "middle" : note.x < 1 / 3 ? "start" : note.x > 2 / 3 ? "end" : "middle");
        const up = UPS[note.yanchor] ?? (yref !== "paper" ? 0.5 : note.y < 1 / 3 ? 1 : note.y > 2 / 3 ? 0 : 0.5);
        return words(note.text, x + (note.xshift ?? 0), y - (note.yshift ?? 0), {size, along, up});
    }).join("");
}

function drawShapes(frame) {
    return (frame.chart.layout.shapes ?? []).map(shape => {
        const [x0, x1] = [shape.x0, shape.x1].map(value => placeOf(shape.xref ?? "x", value, "x", frame));
        const [y0, y1] = [shape.y0, shape.y1].map(value => placeOf(shape.yref ?? "y", value, "y", frame));
        if ([x0, x1, y0, y1].includes(null)) return "";
        const dash = DASHES[shape.line?.dash];
        return `<path class="drawn-shape" d="M${near(x0)},${near(y0)}L${near(x1)},${near(y1)}" stroke="${shape.line?.color ?? "currentColor"}" stroke-width="${shape.line?.width ?? 1}"${dash ? ` stroke-dasharray="${dash}"` : ""}/>`;
    }).join("");
}

// The whole drawing as mark-up, and the marks on it.
function drawing(chart, wide, family) {
    const frame = laidOut(chart, wide, family);
    const [grid, ticks] = drawAxes(frame);
    const drawn = chart.data.map(trace => DRAWN_AS[trace.type](trace, frame)).join("");
    const {font, paper_bgcolor: ground} = chart.layout;
    const look = `${font?.color ? `color:${font.color};` : ""}${ground ? `background:${ground};` : ""}`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${near(wide)}" height="${frame.high}" viewBox="0 0 ${near(wide)} ${frame.high}" fill="currentColor"${look ? ` style="${look}"` : ""}>${grid}${drawShapes(frame)}${drawn}${frame.over}${ticks}${frame.legend}<g class="drawn-notes">${drawNotes(frame)}</g></svg>`;
    return {svg, marks: frame.marks};
}

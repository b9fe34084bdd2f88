// Axes: which places there are, how far they reach, and what is written beside them.

const isNumber = value => typeof value === "number" && Number.isFinite(value);

function axisOf(name, chart) {
    const told = chart.layout[name.replace(/^([xy])/, "$1axis")] ?? {};
    const letter = name[0];
    const traces = chart.data.filter(trace => (trace[`${letter}axis`] ?? letter) === name);
    const values = traces.flatMap(trace => trace[letter] ?? []);
    const isNamed = told.type === "category" || values.some(value => typeof value === "string");
    const places = isNamed ? [...new Set([...(told.categoryarray ?? []), ...values].filter(value => value !== null))] : [];
    return {name, letter, told, traces, isNamed, places, place: new Map(places.map((value, at) => [value, at])), domain: told.domain ?? [0, 1]};
}

const number = (axis, value) => axis.isNamed && !isNumber(value) ? axis.place.get(value) : value;

// How far an axis reaches: what is told, else all that is drawn, with room in pixels for the words beside the marks.
function reach(axis, ends, wanted, pixels) {
    const {told} = axis;
    if (told.range) return told.range;
    if (axis.isNamed) return told.autorange === "reversed" ? [axis.places.length - 0.5, -0.5] : [-0.5, axis.places.length - 0.5];
    let low = Math.min(...ends, told.rangemode === "tozero" ? 0 : Infinity), high = Math.max(...ends, 0);
    if (!Number.isFinite(low)) low = 0;
    if (high <= low) high = low + 1;
    let top = high + (axis.hasMargin ? 0.05 * (high - low) : 0);
    for (const {value, room} of wanted) {
        if (room < pixels * 0.8) top = Math.max(top, low + (value - low) * pixels / (pixels - room));
    }
    return [low, top];
}

function steps(low, high, most) {
    const rough = (high - low) / Math.max(most, 1), ten = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map(times => times * ten).find(size => size >= rough - 1e-9);
    const told = [];
    for (let tick = Math.ceil(low / step - 1e-9) * step; tick <= high + 1e-9; tick += step) told.push(near(tick));
    return told;
}

const short = value => Math.abs(value) >= 10000 ? `${near(value / 1000)}k` : String(value);

function ticksOf(axis, pixels) {
    const {told} = axis;
    if (told.visible === false || told.showticklabels === false) return [];
    if (told.tickvals) return told.tickvals.map((value, at) => ({at: number(axis, value), says: told.ticktext?.[at] ?? String(value)})).filter(tick => isNumber(tick.at));
    if (axis.isNamed) return axis.places.map((value, at) => ({at, says: String(value)}));
    const [low, high] = axis.range, most = told.nticks ?? Math.max(2, Math.floor(pixels / (axis.letter === "x" ? 80 : 45)));
    const every = steps(Math.min(low, high), Math.max(low, high), most);
    const whole = every.every(tick => Number.isInteger(tick)) || !axis.isWhole ? every : every.filter(Number.isInteger);
    return whole.map(at => ({at, says: short(at) + (told.ticksuffix ?? "")}));
}

const pixel = (axis, at) => axis.from + (at - axis.range[0]) / (axis.range[1] - axis.range[0]) * (axis.to - axis.from);

// Two lines, broken at a blank or after 年 where there is one.
function inHalves(told) {
    const half = Math.ceil(told.length / 2), at = told.indexOf("年") + 1 || told.indexOf(" ") + 1 || half;
    return told.length > 3 ? `${told.slice(0, at).trim()}<br>${told.slice(at)}` : told;
}

// What is written beside an axis of names that would run into each other is turned, or every second one left out.
function fitted(axis, ticks, size, family) {
    const wide = Math.max(0, ...ticks.map(tick => widthOf(tick.says, size, family)));
    const apart = ticks.length > 1 ? Math.abs(axis.to - axis.from) / (axis.isNamed ? axis.places.length : ticks.length) : Infinity;
    const step = axis.told.tickvals && ticks.length > 1 ? apart * (ticks[1].at - ticks[0].at) : apart;
    if (wide + 4 <= step) return {ticks, turned: false, wide};
    const folded = ticks.map(tick => ({...tick, says: tick.says.includes("<br>") ? tick.says : inHalves(tick.says)}));
    const narrow = Math.max(0, ...folded.map(tick => widthOf(tick.says, size, family)));
    if (narrow + 4 <= step && ticks.some(tick => tick.says.length > 3)) return {ticks: folded, turned: false, wide: narrow};
    if (axis.told.tickangle === 0 || axis.told.tickangle === undefined && axis.told.tickmode === "array" && wide < 40) {
        const every = Math.ceil((wide + 6) / step);
        return {ticks: ticks.filter((_, at) => at % every === 0), turned: false, wide};
    }
    return {ticks, turned: true, wide};
}

"""When a page has stopped changing before a reader's eyes: the same definition for every page, whoever draws it.

Every change of the document is noted with the moment at which the frame that shows it was finished. Once nothing changes
any more, the *first screen* was ready at the last change to anything that now lies in the window, and *all charts* at the
last change to any chart of the page, seen or not. Fading, blinking and what a server says of itself are no changes.
"""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

QUIET = 0.5
"""Seconds without a change, and without a run or a chart to draw, after which a page counts as finished; no part of what is
measured."""

CHARTS = ".js-plotly-plot, .drawn-figure"

WATCH = """
(() => {
    const seen = []; let began = 0;
    const note = nodes => {
        const stamp = () => { const now = performance.now(); nodes.forEach(node => seen.push([node, now])); };
        // After the frame that shows them: a message posted in a frame arrives once it is painted.
        requestAnimationFrame(() => { const door = new MessageChannel(); door.port1.onmessage = stamp; door.port2.postMessage(0); });
    };
    new MutationObserver(list => note(list.map(one => one.target))).observe(document, {
        subtree: true, childList: true, characterData: true, attributes: true,
        attributeFilter: ["d", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "transform", "points", "src"],
    });
    addEventListener("pointerdown", () => { began = performance.now(); seen.length = 0; }, true);
    const aside = '[data-testid="stHeader"], [data-testid="stStatusWidget"], [data-testid="stTooltipHoverTarget"], [role="tooltip"], head';
    const shown = node => {
        const box = (node.nodeType === 1 ? node : node.parentElement)?.getBoundingClientRect();
        return box && box.width && box.height && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    };
    // A change of what spans the page tells nothing of where it was.
    const spans = node => node.nodeType === 1 && node.getBoundingClientRect().height > 1.5 * innerHeight;
    window.watched = charts => {
        let first = 0, all = 0, last = 0;
        for (const [node, now] of seen) {
            const element = node.nodeType === 1 ? node : node.parentElement;
            if (!element || !element.isConnected || element.closest(aside)) continue;
            last = Math.max(last, now);
            const chart = element.closest(charts);
            if (chart) all = Math.max(all, now);
            if (!spans(node) && shown(node)) first = Math.max(first, now);
        }
        const from = moment => moment ? moment - began : 0;
        return {first: from(first), all: from(all), last: from(last), charts: document.querySelectorAll(charts).length};
    };
    // A busy machine may be quiet for a second in the middle of its work.
    const works = () => {
        const app = document.querySelector("[data-test-script-state]");
        const unfinished = '[data-testid="stSkeleton"], [data-stale="true"], .drawn-figure:not([data-drawn])';
        if (app) return app.dataset.testScriptState !== "notRunning" || document.querySelector(unfinished);
        return !document.querySelector(".js-plotly-plot") || document.title === "Updating...";
    };
    window.quietFor = () => seen.length && !works() ? performance.now() - seen[seen.length - 1][1] : 0;
})();
"""


@dataclass(frozen=True)
class Moments:
    """Seconds from the navigation, or from the press that chose something else."""

    first_screen: float
    all_charts: float
    all: float
    charts: int


def settled(page: Page) -> Moments:
    """Wait until nothing changes any more, and say when it last did."""
    page.wait_for_function(f"() => window.quietFor() > {QUIET * 1000}", polling=100, timeout=60_000)
    told = page.evaluate("charts => window.watched(charts)", CHARTS)
    return Moments(told["first"] / 1000, told["all"] / 1000, told["last"] / 1000, told["charts"])

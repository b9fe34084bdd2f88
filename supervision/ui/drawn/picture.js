// The drawing as a picture to take along: with its title above it and what it counts below.

async function takePicture(host) {
    const {told, wide} = host.drawn, svg = host.querySelector("svg").cloneNode(true);
    const look = getComputedStyle(host), ground = getComputedStyle(document.querySelector('[data-testid="stApp"]') ?? document.body).backgroundColor;
    const high = Number(svg.getAttribute("height")), head = 34, foot = told.foot ? 26 : 8, size = 2;
    svg.setAttribute("style", `color:${look.color};font-family:${look.fontFamily.replaceAll('"', "'")}`);
    svg.setAttribute("viewBox", `0 ${-head} ${wide} ${high + head + foot}`);
    svg.setAttribute("width", wide);
    svg.setAttribute("height", high + head + foot);
    svg.querySelectorAll(".drawn-active").forEach(mark => mark.classList.remove("drawn-active"));
    svg.querySelectorAll("a").forEach(link => link.replaceWith(...link.childNodes));
    svg.querySelectorAll(".drawn-grid path").forEach(line => Object.entries({stroke: look.color, "stroke-opacity": 0.15}).forEach(pair => line.setAttribute(...pair)));
    svg.insertAdjacentHTML("afterbegin", `<rect y="${-head}" width="100%" height="100%" fill="${ground}"/>`
        + words(told.title, 8, -head / 2, {size: 16, along: "start", more: ' font-weight="600"'})
        + (told.foot ? words(told.foot, 8, high + foot / 2, {size: 11, along: "start"}) : ""));
    const picture = new Image();
    picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
    await picture.decode();
    const canvas = Object.assign(document.createElement("canvas"), {width: wide * size, height: (high + head + foot) * size});
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const held = await new Promise(done => canvas.toBlob(done, "image/png"));
    const link = Object.assign(document.createElement("a"), {href: URL.createObjectURL(held), download: `${told.file}.png`});
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

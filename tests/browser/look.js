// What is wrong with a page as it is drawn just now: [rule, element, what], an empty list where nothing is.
// Given: {raw, paper}, a pattern of words that no page may show, and the colour of the page.
({ raw, paper }) => {
  const found = [];
  const wide = document.documentElement.clientWidth;
  const part = (name) => document.querySelector(`[data-testid=${name}]`);
  const main = part("stMain") ?? document.body; // a page that is not Streamlit's
  const roots = [main, part("stSidebar")].filter(Boolean);
  const inside = (element) => element.closest("[data-testid]")?.dataset.testid ?? "";
  const named = (element, text) =>
    `${inside(element)} <${element.tagName.toLowerCase()}> “${(text ?? element.textContent ?? "").trim().slice(0, 60)}”`;
  const report = (rule, element, what, text) => found.push([rule, named(element, text), what]);
  const unseen = (element) => element && getComputedStyle(element).clipPath === "inset(50%)"; // said, not shown
  const seen = (element) =>
    !unseen(element.closest("thead")) &&
    element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) &&
    !element.closest("[aria-hidden=true]:not(svg):not(svg *), .js-plotly-plot .hoverlayer");
  const offstage = (box) => box.right <= 0 || box.width <= 1 || box.height <= 1; // the closed drawer; for readers alone
  const styles = new Map();
  const style = (element) => {
    if (!styles.has(element)) styles.set(element, getComputedStyle(element));
    return styles.get(element);
  };
  const scrolls = (element) => /auto|scroll/.test(style(element).overflowX);
  const clips = (value) => value === "hidden" || value === "clip";

  const boxOf = (element, root) => { // the frame in which a long table scrolls
    for (let up = element.parentElement; up && up !== root; up = up.parentElement)
      if (/auto|scroll/.test(style(up).overflowY) && up.scrollHeight > up.clientHeight + 1) return up.getBoundingClientRect();
    return null;
  };

  // a chart that is drawn is looked at as what it is made of
  for (const image of document.querySelectorAll("img[src^='data:image/svg+xml;base64,']")) {
    const bytes = Uint8Array.from(atob(image.src.split(",")[1]), (one) => one.charCodeAt(0));
    const text = new TextDecoder().decode(bytes);
    const drawing = document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
    drawing.setAttribute("class", `${image.className} drawn`);
    Object.assign(drawing.style, { maxWidth: "100%", overflow: "hidden", verticalAlign: "top" });
    if (drawing.hasAttribute("viewBox")) drawing.style.height = "auto";
    image.replaceWith(drawing);
  }

  // every piece of text, with its own boxes
  const texts = [];
  for (const root of roots) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const element = node.parentElement;
      const text = node.textContent.trim();
      if (!text || /^(STYLE|SCRIPT|NOSCRIPT)$/.test(element.tagName) || !seen(element)) continue;
      const icon = element.closest("[data-testid=stIconMaterial]");
      let boxes;
      if (element.closest("svg")) boxes = [element.getBoundingClientRect()];
      else {
        const range = document.createRange();
        range.selectNodeContents(node);
        boxes = [...range.getClientRects()];
      }
      const frame = boxOf(element, root);
      boxes = boxes.filter((box) => !offstage(box) && !(frame && (box.bottom <= frame.top || box.top >= frame.bottom)));
      if (boxes.length && !icon) texts.push({ element, text, boxes, root });
    }
  }

  // wider than the screen; cut off
  const sideways = new Set();
  for (const root of [document.documentElement, main]) {
    if (root.scrollWidth > root.clientWidth + 1) report("wider than the screen", root, `${root.scrollWidth} px`, "");
  }
  for (const { element, text, boxes } of texts) {
    let box = boxes.reduce((a, b) => ({
      left: Math.min(a.left, b.left), right: Math.max(a.right, b.right),
      top: Math.min(a.top, b.top), bottom: Math.max(a.bottom, b.bottom),
    }));
    let scrolled = false;
    for (let up = element; up && !roots.includes(up); up = up.parentElement) {
      const css = style(up);
      if (css.position === "fixed") break;
      if (scrolls(up) && up.scrollWidth > up.clientWidth + 1) { sideways.add(up); scrolled = true; break; }
      if (/auto|scroll/.test(css.overflowY)) break;
      if (up.tagName === "svg" || !clips(css.overflowX) && !clips(css.overflowY)) continue;
      const edge = up.getBoundingClientRect();
      const over = [
        clips(css.overflowX) ? Math.max(edge.left - box.left, box.right - edge.right) : 0,
        clips(css.overflowY) ? Math.max(edge.top - box.top, box.bottom - edge.bottom) - 3 : 0, // of a line's leading
      ];
      if (Math.max(...over) > 2) { report("text cut off", element, `by ${Math.round(Math.max(...over))} px`, text); break; }
    }
    const picture = element.closest("svg.main-svg, svg.drawn");
    if (picture) {
      const edge = picture.getBoundingClientRect();
      const over = Math.max(edge.left - box.left, box.right - edge.right, edge.top - box.top, box.bottom - edge.bottom);
      if (over > 5) report("text cut off by its chart", element, `by ${Math.round(over)} px`, text);
    }
    if (!scrolled && (box.right > wide + 1 || box.left < -1)) report("wider than the screen", element, `to ${Math.round(box.right)} of ${wide} px`, text);
  }
  for (const cell of main.querySelectorAll("tbody td")) {
    const text = cell.firstElementChild;
    if (!text || !seen(cell) || style(cell).display !== "table-cell") continue;
    const room = cell.clientWidth - parseFloat(style(cell).paddingLeft) - parseFloat(style(cell).paddingRight);
    const used = text.getBoundingClientRect().width;
    if (room - used > 2) report("does not use the width of its cell", text, `${Math.round(used)} of ${Math.round(room)} px`);
  }
  for (const up of sideways) {
    if (inside(up) !== "stCode" && wide <= 640) report("scrolls sideways in itself", up, `${up.scrollWidth} of ${up.clientWidth} px`, up.innerText.split("\n")[0]);
  }

  // texts on one another
  const pieces = texts.flatMap(({ element, text, boxes, root }) => boxes.map((box) => ({ element, text, box, root })));
  pieces.sort((a, b) => a.box.top - b.box.top);
  const deep = (box) => Math.min(4, box.height / 4); // leading of a line, which may touch its neighbour's
  for (let i = 0; i < pieces.length; i++) {
    const a = pieces[i];
    for (let j = i + 1; j < pieces.length && pieces[j].box.top < a.box.bottom - deep(a.box); j++) {
      const b = pieces[j];
      if (a.root !== b.root || a.element.contains(b.element) || b.element.contains(a.element)) continue;
      const x = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const y = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      if (x > 3 && y > deep(a.box) + deep(b.box) + 0.5) report("texts overlap", a.element, `with “${b.text.slice(0, 40)}”`, a.text);
    }
  }

  // charts that hold nothing
  for (const chart of document.querySelectorAll("[data-testid=stPlotlyChart]")) {
    if (seen(chart) && !chart.querySelector(".trace path, .trace text, .shapelayer path"))
      report("empty chart", chart, "nothing is drawn", "");
  }
  for (const chart of document.querySelectorAll("svg.drawn")) {
    if (seen(chart) && !chart.querySelector("rect, path, circle")) report("empty chart", chart, "nothing is drawn", "");
  }
  for (const map of document.querySelectorAll("[data-testid=stDeckGlJsonChart]")) {
    const canvas = map.querySelector("canvas");
    if (!(canvas?.clientWidth && canvas.clientHeight)) report("empty chart", map, "no canvas", "");
  }

  // words inside charts against what lies under them
  const rgb = (colour) => {
    const [r, g, b, a = 1] = colour.startsWith("#")
      ? [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16))
      : (colour.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
    return { r, g, b, a };
  };
  const over = (top, under, opacity = 1) => {
    const a = top.a * opacity;
    return Object.fromEntries(["r", "g", "b"].map((k) => [k, top[k] * a + under[k] * (1 - a)]));
  };
  const light = ({ r, g, b }) =>
    [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
      .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const shapes = new Map();
  for (const { element, text, boxes } of texts) {
    const chart = element.closest("[data-testid=stPlotlyChart], svg.drawn");
    if (!chart || !element.closest("svg")) continue;
    if (!shapes.has(chart))
      shapes.set(chart, [...chart.querySelectorAll("svg path, svg rect")]
        .filter((one) => rgb(style(one).fill).a && style(one).fill !== "none" && !one.closest("defs, .draglayer"))
        .map((one) => ({ one, box: one.getBoundingClientRect() })));
    const rim = style(element).paintOrder.startsWith("stroke"); // what the letters stand on, whatever is drawn there
    const box = boxes[0], x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
    let ground = rim ? rgb(style(element).stroke) : rgb(paper);
    for (const { one, box: edge } of rim ? [] : shapes.get(chart)) {
      if (edge.left > x || edge.right < x || edge.top > y || edge.bottom < y) continue;
      if (!(one.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
      ground = over(rgb(style(one).fill), ground, style(one).fillOpacity * style(one).opacity);
    }
    const pair = [light(over(rgb(style(element).fill), ground, style(element).fillOpacity)), light(ground)].sort((a, b) => b - a);
    const contrast = (pair[0] + 0.05) / (pair[1] + 0.05);
    if (contrast < 4.5) report("contrast inside a chart", element, `${contrast.toFixed(2)}, ${style(element).fill}`, text);
  }

  // what a reader must not see, and what must not move
  for (const { element, text } of texts) {
    const bad = text.match(new RegExp(raw));
    if (bad && !element.closest("code, pre")) report("raw text", element, bad[0], text);
  }
  for (const motion of document.getAnimations()) {
    const target = motion.effect?.target;
    if (motion.effect?.getComputedTiming().endTime === Infinity && motion.playState === "running" && target && seen(target)) report("moves by itself", target, motion.animationName ?? "");
  }
  return found;
}

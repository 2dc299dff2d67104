// Pan, zoom and arrow keys for maps one can walk. Without it the map is a group of plain links.
const STEP = 1.4;
const SMALLEST = 0.12;

function wordsOf(map) {
  const d = map.dataset;
  return { nearer: d.nearer || "Zoom in", farther: d.farther || "Zoom out", whole: d.whole || "Whole map" };
}

function centreOf(link) {
  const box = link.getBBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

class WalkedMap {
  constructor(map) {
    this.map = map;
    this.links = [...map.querySelectorAll("a")];
    this.whole = map.viewBox.baseVal;
    this.home = { x: this.whole.x, y: this.whole.y, w: this.whole.width, h: this.whole.height };
    this.view = { ...this.home };
    this.points = this.links.map(centreOf);
    this.rove();
    this.tools();
    this.drag();
    map.addEventListener("keydown", (event) => this.key(event));
    map.addEventListener("focusin", (event) => this.said(event.target.closest("a")));
    map.addEventListener("pointerover", (event) => this.said(event.target.closest("a")));
  }

  rove() {
    this.links.forEach((link, at) => link.setAttribute("tabindex", at === 0 ? "0" : "-1"));
  }

  said(link) {
    if (link) this.line.textContent = link.getAttribute("aria-label");
  }

  tools() {
    const words = wordsOf(this.map);
    const box = document.createElement("div");
    box.className = "map__tools no-print";
    this.line = document.createElement("p");
    this.line.className = "map__said";
    this.line.setAttribute("aria-hidden", "true");
    box.append(this.line);
    for (const [word, act] of [[words.nearer, () => this.zoom(1 / STEP)], [words.farther, () => this.zoom(STEP)], [words.whole, () => this.reset()]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button--quiet button--small";
      button.textContent = word;
      button.addEventListener("click", act);
      box.append(button);
    }
    this.map.before(box);
  }

  show() {
    const { x, y, w, h } = this.view;
    this.map.setAttribute("viewBox", `${x} ${y} ${w} ${h}`);
    this.map.classList.toggle("is-zoomed", w < this.home.w);
  }

  zoom(factor, at) {
    const centre = at || { x: this.view.x + this.view.w / 2, y: this.view.y + this.view.h / 2 };
    const w = Math.min(this.home.w, Math.max(this.home.w * SMALLEST, this.view.w * factor));
    const share = w / this.view.w;
    this.view.x = centre.x - (centre.x - this.view.x) * share;
    this.view.y = centre.y - (centre.y - this.view.y) * share;
    this.view.w = w;
    this.view.h = this.view.h * share;
    this.keep();
  }

  keep() {
    const { home, view } = this;
    view.x = Math.min(home.x + home.w - view.w, Math.max(home.x, view.x));
    view.y = Math.min(home.y + home.h - view.h, Math.max(home.y, view.y));
    this.show();
  }

  reset() {
    this.view = { ...this.home };
    this.show();
  }

  drag() {
    let from = null;
    let hasMoved = false;
    this.map.addEventListener("pointerdown", (event) => {
      if (this.view.w < this.home.w) from = { x: event.clientX, y: event.clientY };
      hasMoved = false;
    });
    this.map.addEventListener("pointermove", (event) => {
      if (!from) return;
      const scale = this.view.w / this.map.clientWidth;
      const dx = event.clientX - from.x;
      const dy = event.clientY - from.y;
      hasMoved = hasMoved || Math.abs(dx) + Math.abs(dy) > 4;
      this.view.x -= dx * scale;
      this.view.y -= dy * scale;
      from = { x: event.clientX, y: event.clientY };
      this.map.classList.add("is-dragged");
      this.keep();
    });
    const end = () => {
      from = null;
      this.map.classList.remove("is-dragged");
    };
    this.map.addEventListener("pointerup", end);
    this.map.addEventListener("pointerleave", end);
    this.map.addEventListener("dragstart", (event) => event.preventDefault());
    this.map.addEventListener("click", (event) => hasMoved && event.preventDefault(), true);
    this.map.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? 1 / STEP : STEP);
    }, { passive: false });
  }

  key(event) {
    const now = this.links.indexOf(event.target.closest("a"));
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.key === "+") return this.zoom(1 / STEP, this.points[now]);
    if (event.key === "-") return this.zoom(STEP, this.points[now]);
    if (event.key === "0") return this.reset();
    if (!way || now < 0) return undefined;
    event.preventDefault();
    const next = this.nearest(now, way);
    if (next >= 0) this.go(now, next);
    return undefined;
  }

  nearest(now, [wayX, wayY]) {
    const here = this.points[now];
    let best = -1;
    let least = Infinity;
    this.points.forEach((point, at) => {
      const dx = point.x - here.x;
      const dy = point.y - here.y;
      const along = dx * wayX + dy * wayY;
      const aside = Math.abs(dx * wayY) + Math.abs(dy * wayX);
      const cost = along + 2 * aside;
      if (at !== now && along > 0 && cost < least) {
        best = at;
        least = cost;
      }
    });
    return best;
  }

  go(now, next) {
    this.links[now].setAttribute("tabindex", "-1");
    this.links[next].setAttribute("tabindex", "0");
    this.links[next].focus({ preventScroll: true });
    const point = this.points[next];
    const { view } = this;
    const isOutside = point.x < view.x || point.x > view.x + view.w || point.y < view.y || point.y > view.y + view.h;
    if (isOutside) {
      view.x = point.x - view.w / 2;
      view.y = point.y - view.h / 2;
      this.keep();
    }
  }
}

for (const map of document.querySelectorAll("svg.map--walk")) new WalkedMap(map);

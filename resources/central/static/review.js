/* Keys, and leafing through scans without loading the page anew. Everything here can be done without a script, by
   links and buttons; nothing is fetched but our own pages and scans. */
"use strict";

const MOVES = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };
const TYPED = "input:not([type=checkbox]):not([type=radio]), textarea, select";

function isTyping(target) {
  return target instanceof Element && target.matches(TYPED);
}

function byKey(key) {
  return document.querySelector(`[data-key="${CSS.escape(key)}"]`);
}

/* The list: one line is the current one. */
const rows = [...document.querySelectorAll("#cases tbody tr")];

function current() {
  return rows.indexOf(document.querySelector("#cases tr.current"));
}

function go(to) {
  const row = rows[Math.max(0, Math.min(rows.length - 1, to))];
  if (!row) return;
  for (const one of rows) one.classList.toggle("current", one === row);
  row.querySelector("a").focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function boxes() {
  return rows.map((row) => row.querySelector("input[type=checkbox]")).filter(Boolean);
}

function counted() {
  const said = document.getElementById("chosen");
  if (!said) return;
  const count = boxes().filter((box) => box.checked).length;
  said.textContent = count ? said.dataset.text.replace("{count}", count) : "";
  for (const row of rows) row.classList.toggle("chosen", Boolean(row.querySelector("input:checked")));
}

function listKey(key) {
  const here = current();
  const box = rows[here] && rows[here].querySelector("input[type=checkbox]");
  if (key in MOVES) go(here + MOVES[key]);
  else if (key === "Home") go(0);
  else if (key === "End") go(rows.length - 1);
  else if (key === " " && box) {
    box.checked = !box.checked;
    counted();
    go(here + 1);
  } else if (key === "*") {
    const all = boxes().every((one) => one.checked);
    for (const one of boxes()) one.checked = !all;
    counted();
  } else return false;
  return true;
}

/* The scans: each page is loaded once, however often it is looked at. */
const stage = document.getElementById("stage");
const leaves = [...document.querySelectorAll(".leaf")];
const loaded = new Map();
const WIDTHS = [0, 1, 1.5, 2, 3];

function leaf() {
  return leaves.find((one) => one.dataset.scan === stage.dataset.scan);
}

function shownOf(one) {
  const { scan, shown, src, name } = one.dataset;
  if (!loaded.has(scan)) {
    const made = document.createElement(shown === "pdf" ? "iframe" : "img");
    if (shown === "pdf") made.title = name;
    else made.alt = name;
    made.addEventListener("load", lay);
    made.addEventListener("error", () => {
      one.dataset.shown = "saved"; // no picture that this browser knows: it can be saved all the same
      if (one === leaf()) show(false);
    });
    made.src = shown === "pdf" ? `${src}#view=FitH&navpanes=0` : src;
    loaded.set(scan, made);
  }
  return loaded.get(scan);
}

function show(moved) {
  const one = leaf();
  const { shown } = one.dataset;
  for (const other of leaves) other.removeAttribute("aria-current");
  one.setAttribute("aria-current", "true");
  document.getElementById("leaf-name").textContent = one.dataset.name;
  document.getElementById("leaf-number").textContent = one.dataset.scan;
  document.querySelector('[data-view="alone"]').href = one.dataset.src;
  stage.querySelector("[data-save]").href = one.dataset.src;
  for (const said of stage.querySelectorAll(".said")) said.hidden = said.dataset.says !== shown;
  for (const old of stage.querySelectorAll("img, iframe")) old.remove();
  if (shown === "picture" || shown === "pdf") stage.prepend(shownOf(one));
  stage.scrollTo(0, 0);
  lay();
  const next = leaves[leaves.indexOf(one) + 1];
  if (next && next.dataset.shown === "picture") shownOf(next);
  if (moved) one.scrollIntoView({ block: "nearest" });
}

/* The picture's size and turn, so that what is scrolled is exactly what is seen. */
function lay() {
  const picture = stage.querySelector("img");
  if (!picture || !picture.naturalWidth) return;
  const turn = Number(stage.dataset.turn);
  const lies = turn % 180 !== 0;
  const [wide, high] = [picture.naturalWidth, picture.naturalHeight];
  const [across, down] = lies ? [high, wide] : [wide, high];
  const [room, depth] = [stage.clientWidth - 16, stage.clientHeight - 16];
  const level = WIDTHS[Number(stage.dataset.zoom)];
  const scale = level ? (room * level) / across : Math.min(room / across, depth / down);
  const left = Math.max(0, (room - across * scale) / 2) + 8;
  const top = Math.max(0, (depth - down * scale) / 2) + 8;
  picture.className = "laid";
  Object.assign(picture.style, {
    width: `${wide * scale}px`,
    height: `${high * scale}px`,
    left: `${left + ((across - wide) * scale) / 2}px`,
    top: `${top + ((down - high) * scale) / 2}px`,
    transform: `rotate(${turn}deg)`,
  });
}

function view(how) {
  const { dataset } = stage;
  const at = leaves.indexOf(leaf());
  const [zoom, turn] = [Number(dataset.zoom), Number(dataset.turn)];
  const to = { before: at - 1, after: at + 1 }[how];
  if (to !== undefined) {
    if (!leaves[to]) return;
    dataset.scan = leaves[to].dataset.scan;
    dataset.turn = 0;
    show(true);
  } else {
    if (how === "larger") dataset.zoom = Math.min(zoom + 1, WIDTHS.length - 1);
    if (how === "smaller") dataset.zoom = Math.max(zoom - 1, 0);
    if (how === "fit") dataset.zoom = 0;
    if (how === "left") dataset.turn = (turn + 270) % 360;
    if (how === "right") dataset.turn = (turn + 90) % 360;
    lay();
  }
}

function stageKey(key) {
  const step = { ArrowUp: -80, ArrowDown: 80, PageUp: -stage.clientHeight * 0.9, PageDown: stage.clientHeight * 0.9 }[key];
  if (step === undefined) return false;
  stage.scrollBy({ top: step });
  return true;
}

/* Sheets: one open at a time; a digit picks one of its reasons. */
const sheets = [...document.querySelectorAll("details.act")];

function openSheet() {
  return sheets.find((one) => one.open);
}

function focusIn(sheet) {
  const go = sheet.querySelector("[data-go]");
  const first = sheet.querySelector("input[type=radio]") || sheet.querySelector(".sheet input:not([type=hidden]), .sheet textarea, .sheet button");
  (sheet.querySelector('[data-key="a"]') ? go : first || go)?.focus();
}

function digit(sheet, key) {
  const reason = sheet.querySelectorAll("input[type=radio]")[Number(key) - 1];
  if (!reason) return false;
  reason.checked = true;
  const empty = [...sheet.querySelectorAll("input[name=procedure], input[name=to], #check-found")].find((one) => !one.value);
  (empty || sheet.querySelector("[data-go]")).focus();
  return true;
}

function press(target) {
  if (target.matches("summary")) {
    const sheet = target.parentElement;
    sheet.open = !sheet.open;
    if (sheet.open && sheet.matches(".act")) focusIn(sheet);
    else if (sheet.open && sheet.closest(".sheet")) sheet.querySelector("input").focus();
    else target.focus();
  } else if (target.matches("a") || target.matches("[data-now]")) target.click();
  else if (target.matches("[data-selects]")) {
    const row = rows[current()];
    const box = row && row.querySelector("input[type=checkbox]");
    if (box && !boxes().some((one) => one.checked)) box.checked = true;
    counted();
    target.focus();
  } else {
    const sheet = target.closest("details.act");
    if (sheet) sheet.open = true;
    target.focus();
  }
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.ctrlKey && isTyping(event.target)) {
    event.target.closest(".sheet")?.querySelector("[data-go]").click();
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const sheet = openSheet();
  if (event.key === "Escape") {
    const open = document.querySelector("details.keys[open]") || sheet;
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    } else if (rows.length) go(Math.max(0, current()));
    else if (document.activeElement) document.activeElement.blur();
    return;
  }
  if (isTyping(event.target)) return;
  const inSheet = sheet && sheet.contains(event.target) && event.target.matches("[type=radio]");
  if (inSheet && event.key.startsWith("Arrow")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  let done = sheet !== undefined && /^[1-9]$/.test(key) && digit(sheet, key);
  if (!done && rows.length && !(key === " " && event.target.matches("button, summary"))) done = listKey(key);
  const target = done ? null : byKey(key === "=" ? "+" : key);
  if (target) {
    press(target);
    done = true;
  }
  if (!done && stage) done = stageKey(key);
  if (done) event.preventDefault();
});

for (const one of sheets) {
  one.addEventListener("toggle", () => {
    if (one.open) for (const other of sheets) if (other !== one) other.open = false;
  });
}
for (const box of boxes()) box.addEventListener("change", counted);
for (const row of rows) row.addEventListener("focusin", () => { if (!row.matches(".current")) go(rows.indexOf(row)); });
counted();
if (rows.length && !isTyping(document.activeElement)) go(0);

if (stage) {
  for (const button of document.querySelectorAll("[data-view]:not([data-view=alone])")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      view(button.dataset.view);
    });
  }
  for (const one of leaves) {
    one.addEventListener("click", (event) => {
      event.preventDefault();
      stage.dataset.scan = one.dataset.scan;
      stage.dataset.turn = 0;
      show(true);
    });
  }
  new ResizeObserver(lay).observe(stage);
  show(false);
}
const wrong = document.querySelector("details.act[open]");
if (wrong) focusIn(wrong);
document.documentElement.dataset.keys = "ready";

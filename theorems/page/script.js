"use strict";
// The page says everything without this. Here is what makes it quicker: rows of the table of
// claims are hidden and sorted, and the keyboard goes through them.
(() => {
// What is folded is printed too, by browsers that do not know how the style sheet says so.
let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open])")];
  for (const d of folded) d.open = true;
});
addEventListener("afterprint", () => { for (const d of folded) d.open = false; });

// What is wider than the window is reached by the keyboard, in browsers that do not see to it themselves.
const wide = new ResizeObserver(entries => {
  for (const {target: t} of entries) {
    if (t.scrollWidth > t.clientWidth) t.tabIndex = 0;
    else t.removeAttribute("tabindex");
  }
});
for (const t of document.querySelectorAll(".scroll")) wide.observe(t);

const form = document.getElementById("filter"), table = document.getElementById("list");
if (!table) return; // no claims
const body = table.tBodies[0], rows = [...body.rows], heads = [...table.tHead.rows[0].cells];
const texts = rows.map(row => row.textContent.toLowerCase());
const names = ["outcome", "grade", "source"];
let sort = "";

// The state is in the fragment, as #?q=minima&outcome=refuted&sort=-cases: other fragments are
// places of the page.
function save() {
  const state = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) state.set(name, value);
  if (sort) state.set("sort", sort);
  history.replaceState(null, "", "#" + (state.size ? "?" + state : "claims"));
}

function restore() {
  if (!location.hash.startsWith("#?")) return;
  const state = new URLSearchParams(location.hash.slice(2));
  for (const name of ["q", ...names]) form.elements[name].value = state.get(name) ?? "";
  sort = state.get("sort") ?? "";
  show();
  arrange();
  document.getElementById("claims").scrollIntoView();
}

function show() {
  const words = form.elements.q.value.toLowerCase().split(/\s+/);
  let count = 0;
  rows.forEach((row, i) => {
    row.hidden = names.some(name => form.elements[name].value && row.dataset[name] !== form.elements[name].value) ||
      !words.every(word => texts[i].includes(word));
    if (!row.hidden) count++;
  });
  form.elements.shown.value = count + " of " + rows.length;
}

// arrange sorts by the column that sort names, down with a minus: once, by keys, in one writing.
function arrange() {
  const down = sort.startsWith("-"), column = heads.findIndex(head => head.dataset.name === sort.replace("-", ""));
  heads.forEach((head, i) => i === column ? head.ariaSort = down ? "descending" : "ascending" : head.removeAttribute("aria-sort"));
  const keyed = rows.map((row, i) => {
    const cell = row.cells[column], text = cell?.querySelector("data")?.value ?? cell?.textContent ?? "";
    return {row, i, text, number: cell?.classList.contains("n") ? Number(text) : NaN};
  });
  if (column >= 0) keyed.sort((a, b) => (down ? -1 : 1) * (a.number - b.number || a.text.localeCompare(b.text, "en", {numeric: true})) || a.i - b.i);
  body.append(...keyed.map(k => k.row));
}

for (const head of heads) {
  const button = document.createElement("button");
  button.type = "button";
  head.dataset.name = button.textContent = head.textContent;
  head.replaceChildren(button);
  button.addEventListener("click", () => {
    sort = sort === head.dataset.name ? "-" + sort : head.dataset.name;
    arrange();
    save();
  });
}
form.hidden = false;
form.addEventListener("input", () => { show(); save(); });
form.addEventListener("submit", event => event.preventDefault());
addEventListener("hashchange", restore);
show();
restore();

// links are those of the rows that are shown, in their order.
const links = () => [...body.rows].filter(row => !row.hidden).map(row => row.querySelector("a"));

addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const q = form.elements.q, at = document.activeElement;
  if (event.key === "/" && !at.matches("input, select")) {
    event.preventDefault();
    q.focus();
    q.select();
  } else if (event.key === "Escape" && (at === q || body.contains(at))) {
    event.preventDefault();
    if (at === q && !q.value) q.blur();
    q.value = "";
    show();
    save();
    if (at !== q) q.focus();
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && (at === q || body.contains(at))) {
    const all = links(), next = all.indexOf(at) + (event.key === "ArrowDown" ? 1 : -1);
    event.preventDefault();
    (at !== q && next < 0 ? q : all[Math.max(0, Math.min(next, all.length - 1))])?.focus();
  }
});
})();

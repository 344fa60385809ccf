import { word } from "./words.js";

// [data-shortcut="n"] is clicked by its key outside of fields; "/" goes to the search box, "?" lists the keys.
const FIELD = "input, textarea, select, [contenteditable]";

function shown(element) {
  return element.offsetParent !== null && !element.disabled;
}

function list() {
  const found = [...document.querySelectorAll("[data-shortcut]")].filter(shown);
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  const title = document.createElement("h2");
  title.textContent = word("shortcuts");
  const rows = document.createElement("dl");
  rows.className = "facts";
  const search = document.getElementById("site-search");
  const keys = [...(search ? [["/", search.placeholder]] : []), ...found.map((element) => [element.dataset.shortcut, element.textContent.trim()])];
  for (const [key, label] of keys) {
    const row = document.createElement("div");
    const name = document.createElement("dt");
    const what = document.createElement("dd");
    name.textContent = key;
    what.textContent = label;
    row.append(name, what);
    rows.append(row);
  }
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button button-secondary";
  close.dataset.close = "";
  close.textContent = word("close");
  const foot = document.createElement("div");
  foot.className = "dialog-foot";
  foot.append(close);
  dialog.append(title, rows, foot);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.matches?.(FIELD) || document.querySelector("dialog[open]")) return;
  if (event.key === "?") return list();
  if (event.key === "/") {
    const search = document.getElementById("site-search");
    if (search && shown(search)) { event.preventDefault(); search.focus(); }
    return;
  }
  const target = [...document.querySelectorAll("[data-shortcut]")].find((element) => element.dataset.shortcut === event.key && shown(element));
  if (target) { event.preventDefault(); target.click(); }
});

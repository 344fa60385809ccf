// <button data-dialog="id"> opens, [data-close] and a click beside the box close; focus returns by itself.
// The menus of the page's head: one is open at a time, and it closes when one turns to something else.
const MENUS = ["person-menu", "mobile-menu", "nav-group"].map((name) => `details.${name}[open]`).join(", ");

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-dialog]");
  if (opener) {
    document.getElementById(opener.dataset.dialog)?.showModal();
    return;
  }
  const dialog = event.target.closest?.("dialog");
  if (dialog && (event.target.closest("[data-close]") || event.target === dialog && outside(dialog, event))) dialog.close();
  if (event.target.closest?.("[data-print]")) window.print();
  closeMenus(event.target);
});

document.addEventListener("focusin", (event) => closeMenus(event.target));

function closeMenus(target) {
  for (const menu of document.querySelectorAll(MENUS)) {
    if (!menu.contains(target)) menu.open = false;
  }
}

function outside(dialog, event) {
  const box = dialog.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const menu = event.target.closest?.(MENUS) ?? document.querySelector(MENUS);
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  if (event.key === "ArrowDown" || event.key === "ArrowUp") walkMenu(event);
});

// Down opens a group of the main menu and goes through its entries; up goes back to its name.
function walkMenu(event) {
  const group = event.target.closest?.("details.nav-group");
  if (!group) return;
  event.preventDefault();
  if (event.key === "ArrowDown") group.open = true;
  const stops = [group.querySelector("summary"), ...group.querySelectorAll("a")];
  const next = stops.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1);
  stops[Math.max(0, Math.min(next, stops.length - 1))].focus();
}

// What a printed page must show is opened for the printer and closed again.
const opened = new Set();
window.addEventListener("beforeprint", () => document.querySelectorAll("main details:not([open])").forEach((part) => {
  part.open = true;
  opened.add(part);
}));
window.addEventListener("afterprint", () => { opened.forEach((part) => { part.open = false; }); opened.clear(); });

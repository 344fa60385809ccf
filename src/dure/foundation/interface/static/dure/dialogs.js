// <button data-dialog="id"> opens, [data-close] and a click beside the box close; focus returns by itself.
document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-dialog]");
  if (opener) {
    document.getElementById(opener.dataset.dialog)?.showModal();
    return;
  }
  const dialog = event.target.closest?.("dialog");
  if (dialog && (event.target.closest("[data-close]") || event.target === dialog && outside(dialog, event))) dialog.close();
  if (event.target.closest?.("[data-print]")) window.print();
  for (const menu of document.querySelectorAll("details.person-menu[open], details.mobile-menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

function outside(dialog, event) {
  const box = dialog.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest?.("details.person-menu[open], details.mobile-menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// What a printed page must show is opened for the printer and closed again.
const opened = new Set();
window.addEventListener("beforeprint", () => document.querySelectorAll("main details:not([open])").forEach((part) => {
  part.open = true;
  opened.add(part);
}));
window.addEventListener("afterprint", () => { opened.forEach((part) => { part.open = false; }); opened.clear(); });

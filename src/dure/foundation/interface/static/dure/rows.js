// The row is the link. Links, buttons and fields inside it keep their own meaning, and so does selecting text.
const OWN = "a, button, input, select, textarea, label, summary, details, [data-no-row]";

document.addEventListener("click", (event) => {
  const row = event.target.closest?.("[data-href]");
  if (!row || event.defaultPrevented || event.target.closest(OWN) || String(getSelection())) return;
  const link = [...row.querySelectorAll("a[href]")].find((own) => own.getAttribute("href") === row.dataset.href);
  if (event.ctrlKey || event.metaKey) window.open(row.dataset.href, "_blank", "noopener");
  else if (link) link.click();
  else location.assign(row.dataset.href);
});

document.addEventListener("auxclick", (event) => {
  const row = event.target.closest?.("[data-href]");
  if (row && event.button === 1 && !event.target.closest(OWN)) window.open(row.dataset.href, "_blank", "noopener");
});

// Choosing rows: the head's box takes the page, "all" takes every page.
function showChosen(form) {
  const boxes = [...form.querySelectorAll('input[name="selected"]')];
  const chosen = boxes.filter((box) => box.checked).length;
  const all = form.querySelector('input[name="all"]')?.checked;
  const line = form.querySelector("[data-bulk-count]");
  line.textContent = chosen ? line.dataset.some.replace("{n}", chosen) : line.dataset.none;
  form.querySelectorAll("[data-bulk-action]").forEach((button) => { button.disabled = !chosen && !all; });
  const head = form.querySelector("[data-bulk-page]");
  head.checked = chosen === boxes.length && chosen > 0;
  head.indeterminate = chosen > 0 && chosen < boxes.length;
  boxes.forEach((box) => box.closest("tr").setAttribute("aria-selected", String(box.checked)));
}

document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-bulk]");
  if (!form) return;
  if (event.target.matches("[data-bulk-page]")) {
    form.querySelectorAll('input[name="selected"]').forEach((box) => { box.checked = event.target.checked; });
  }
  showChosen(form);
});

// On a phone a row stands without its head: each cell is given the words above it, where the page gave none.
function nameCells(table) {
  const heads = [...table.querySelectorAll("thead tr:last-child > th")].map((head) => head.querySelector(".visually-hidden") ? "" : head.textContent.trim());
  for (const row of table.querySelectorAll("tbody > tr")) {
    if (row.cells.length !== heads.length) continue;
    [...row.cells].forEach((cell, place) => {
      if (place && heads[place] && cell.tagName === "TD" && !cell.dataset.label) cell.dataset.label = heads[place];
    });
  }
}

export function prepareRows(root) {
  root.querySelectorAll("table.table-stack, table.table-cards").forEach(nameCells);
  root.querySelectorAll("form[data-bulk]").forEach(showChosen);
}

prepareRows(document);

// The running total, the items still open, reasons that are required, and number keys that choose a grade.
const form = document.getElementById("score-form");

function chosen(item) {
  return item.querySelector("input[type=radio]:checked");
}

function refresh() {
  const items = [...form.querySelectorAll("[data-item]")];
  let total = 0;
  let left = 0;
  for (const item of items) {
    const grade = chosen(item);
    if (grade) total += Number(grade.value);
    else left += 1;
    const below = item.dataset.below;
    const text = item.querySelector("textarea");
    const needed = Boolean(grade && below && Number(grade.value) < Number(below) && !text.value.trim());
    item.classList.toggle("needs-reason", needed);
    text.toggleAttribute("aria-required", Boolean(grade && below && Number(grade.value) < Number(below)));
  }
  for (const output of form.querySelectorAll("[data-total]")) output.textContent = total.toFixed(1);
  const line = form.querySelector("[data-left]");
  line.hidden = left === 0;
  line.querySelector("[data-left-count]").textContent = String(left);
}

function choose(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !/^[1-9]$/.test(event.key)) return;
  if (event.target.matches("textarea, input:not([type=radio])")) return;
  const items = [...form.querySelectorAll("[data-item]:not([disabled])")];
  const item = event.target.closest("[data-item]") || items.find((each) => !chosen(each));
  const grade = item?.querySelector(`input[data-key="${event.key}"]`);
  if (!grade) return;
  event.preventDefault();
  grade.checked = true;
  grade.dispatchEvent(new Event("input", { bubbles: true }));
  const next = item.classList.contains("needs-reason") ? item.querySelector("textarea") : items[items.indexOf(item) + 1];
  (next?.matches("textarea") ? next : next?.querySelector("input[type=radio]:checked") || next?.querySelector("input[type=radio]"))?.focus();
}

if (form) {
  form.addEventListener("input", refresh);
  document.addEventListener("keydown", choose);
  refresh();
}

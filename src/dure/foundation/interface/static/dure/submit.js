import { word } from "./words.js";

// One click, one request: the second submit of a form that is on its way is swallowed.
const SAFETY_MS = 30000;

function release(form) {
  delete form.dataset.sending;
  form.querySelectorAll("[data-quiet-label]").forEach((button) => {
    button.querySelector(".button-label").textContent = button.dataset.quietLabel;
    delete button.dataset.quietLabel;
    button.removeAttribute("aria-busy");
  });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented && !form.matches("[hx-post]")) return;
  if ((event.submitter?.formMethod || form.method) !== "post" || "allowRepeat" in form.dataset) return;
  if (form.dataset.sending) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  form.dataset.sending = "1";
  const button = event.submitter;
  const label = button?.querySelector?.(".button-label");
  if (label) {
    button.dataset.quietLabel = label.textContent;
    button.setAttribute("aria-busy", "true");
    label.textContent = word("busy");
  }
  setTimeout(() => release(form), SAFETY_MS);
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form");
  if (form) release(form);
});

// Coming back with the browser's button shows the page as it was left.
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(release));

// Unsaved changes: asked in our own words for links, in the browser's for closing the window.
const changed = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-guard]");
  if (form) changed.add(form);
});
document.addEventListener("submit", (event) => changed.delete(event.target));
document.addEventListener("dure:saved", (event) => changed.delete(event.target));

window.addEventListener("beforeunload", (event) => {
  if (changed.size) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  const dialog = document.getElementById("leave-dialog");
  if (!changed.size || !link || !dialog || link.target || link.hash && link.pathname === location.pathname) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || link.hasAttribute("download")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  dialog.querySelector("[data-leave]").onclick = () => {
    changed.clear();
    location.assign(link.href);
  };
  dialog.showModal();
}, true);

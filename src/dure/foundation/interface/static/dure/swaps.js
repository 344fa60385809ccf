import { prepareAutosave } from "./autosave.js";
import { prepareInputs } from "./inputs.js";
import { prepareRows } from "./rows.js";
import { toast } from "./toast.js";
import { word } from "./words.js";

// Partial updates: focus stays where it was, the changed thing is marked for a moment, failures are said.
let focused = null;

// A list's address names only what was chosen.
document.addEventListener("htmx:configRequest", (event) => {
  if (!event.target.matches?.(".list-tools")) return;
  for (const [name, value] of [...event.detail.formData]) {
    if (value === "") event.detail.formData.delete(name);
  }
});

document.addEventListener("htmx:beforeSwap", () => {
  const active = document.activeElement;
  focused = active && active !== document.body ? { id: active.id, at: active.selectionStart ?? null } : null;
});

document.addEventListener("htmx:afterSettle", (event) => {
  const root = event.target;
  prepareInputs(root);
  prepareAutosave(root.parentElement || root);
  prepareRows(root.parentElement || root);
  mark(root);
  if (!focused || document.activeElement !== document.body) return;
  const again = focused.id && document.getElementById(focused.id);
  if (again) {
    again.focus({ preventScroll: true });
    if (focused.at !== null && again.setSelectionRange && again.type !== "number") again.setSelectionRange(focused.at, focused.at);
  } else {
    root.setAttribute("tabindex", "-1");
    root.focus({ preventScroll: true });
  }
});

function mark(root) {
  const places = root.matches?.("[data-changed]") ? [root] : root.querySelectorAll?.("[data-changed]") || [];
  places.forEach((place) => {
    place.classList.add("is-changed");
    place.addEventListener("animationend", () => place.classList.remove("is-changed"), { once: true });
  });
}

document.addEventListener("toast", (event) => toast(event.detail.message || event.detail.value, event.detail.tone));
document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  toast(status === 401 || status === 403 ? event.detail.xhr.getResponseHeader("X-Reason") || word("failed") : word("failed"), "late");
});
document.addEventListener("htmx:sendError", () => toast(word("offline"), "late"));

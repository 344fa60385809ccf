import { prepareInputs } from "./inputs.js";
import { clock, word } from "./words.js";

// form[data-autosave="/url"]: sent a moment after typing stops; kept on the device while it cannot be sent.
// form[data-guard]: only kept. Entries are dropped once a submit has led to any page but "session ended".
const PAUSE_MS = 1200;
const RETRY_MS = 15000;
const SKIPPED = new Set(["csrfmiddlewaretoken"]);

const PREFIX = "dure:entries:";

function keyOf(form) {
  return PREFIX + (form.dataset.autosave || new URL(form.action).pathname);
}

// What was sent is forgotten, unless the answer was that the session had ended.
function settleSent() {
  const lost = document.body.classList.contains("session-lost");
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
      const found = JSON.parse(localStorage.getItem(key));
      if (!found.sent) continue;
      if (lost) localStorage.setItem(key, JSON.stringify({ ...found, sent: false }));
      else localStorage.removeItem(key);
    }
  } catch { /* no store, nothing to settle */ }
}

function entriesOf(form) {
  return [...new FormData(form)].filter(([name, value]) => !SKIPPED.has(name) && typeof value === "string");
}

function keep(form, sent = false) {
  const control = [...form.elements].some((element) => element.type === "password");
  if (control) return;
  try {
    localStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), sent, entries: entriesOf(form) }));
  } catch {
    // A full or forbidden store only means that there is no second net.
  }
}

function forget(form) {
  try { localStorage.removeItem(keyOf(form)); } catch { /* as above */ }
}

function say(form, state, text) {
  let line = form.querySelector(".autosave");
  if (!line) {
    line = document.createElement("p");
    line.className = "autosave";
    line.setAttribute("role", "status");
    (form.querySelector(".form-foot") || form).append(line);
  }
  line.dataset.state = state;
  line.textContent = text;
}

async function send(form) {
  const state = form.durable;
  if (state.running) { state.again = true; return; }
  state.running = true;
  state.again = false;
  say(form, "saving", word("saving"));
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST", body: new FormData(form), redirect: "manual", credentials: "same-origin",
      headers: { "X-Autosave": "1", Accept: "application/json" },
    });
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
      say(form, "kept", word("session"));
    } else if (answer.ok) {
      forget(form);
      say(form, "saved", `${word("saved")} ${clock(new Date())}`);
      form.dispatchEvent(new CustomEvent("dure:saved", { bubbles: true }));
    } else if (answer.status < 500) {
      const said = await answer.json().catch(() => ({}));
      say(form, "refused", said.message ? `${word("refused")}: ${said.message}` : word("refused"));
    } else {
      throw new Error(String(answer.status));
    }
  } catch {
    say(form, "kept", word("kept"));
    clearTimeout(state.timer);
    state.timer = setTimeout(() => send(form), RETRY_MS);
  } finally {
    state.running = false;
    if (state.again) send(form);
  }
}

function fill(form, entries) {
  const values = new Map();
  for (const [name, value] of entries) values.set(name, [...(values.get(name) || []), value]);
  for (const element of form.elements) {
    if (!element.name || element.type === "file" || SKIPPED.has(element.name)) continue;
    const kept = values.get(element.name);
    if (element.type === "checkbox" || element.type === "radio") element.checked = Boolean(kept?.includes(element.value));
    else if (element.multiple) [...element.options].forEach((option) => { option.selected = Boolean(kept?.includes(option.value)); });
    else if (kept && element.type !== "submit") element.value = kept.shift();
  }
  prepareInputs(form);
}

function offer(form) {
  let found = null;
  try { found = JSON.parse(localStorage.getItem(keyOf(form)) || "null"); } catch { /* unreadable: nothing to offer */ }
  if (!found || JSON.stringify(found.entries) === JSON.stringify(entriesOf(form))) return forget(form);
  const line = document.createElement("div");
  line.className = "restore";
  line.setAttribute("role", "status");
  line.append(word("restore", { time: clock(new Date(found.at)) }));
  for (const [name, act] of [["restoreYes", () => { fill(form, found.entries); if (form.dataset.autosave) send(form); }], ["restoreNo", () => forget(form)]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-secondary button-small";
    button.textContent = word(name);
    button.addEventListener("click", () => { act(); line.remove(); });
    line.append(button);
  }
  form.prepend(line);
}

export function prepareAutosave(root) {
  root.querySelectorAll("form[data-autosave], form[data-guard]").forEach((form) => {
    if (form.durable) return;
    form.durable = { timer: 0, running: false, again: false };
    offer(form);
    form.addEventListener("input", () => {
      keep(form);
      if (!form.dataset.autosave) return;
      clearTimeout(form.durable.timer);
      form.durable.timer = setTimeout(() => send(form), PAUSE_MS);
    });
    form.addEventListener("submit", () => { keep(form, true); clearTimeout(form.durable.timer); });
  });
}

window.addEventListener("online", () => {
  document.querySelectorAll('form[data-autosave] .autosave[data-state="kept"]').forEach((line) => send(line.closest("form")));
});

settleSent();
prepareAutosave(document);

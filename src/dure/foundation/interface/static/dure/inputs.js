import { word } from "./words.js";

// Won: separators while typing; the form sends plain digits.
function separated(text) {
  const sign = text.trim().startsWith("-") ? "-" : "";
  const digits = text.replace(/\D/g, "");
  return digits ? sign + digits.replace(/\B(?=(\d{3})+$)/g, ",") : sign;
}

function showWon(input) {
  const after = input.value.length - (input.selectionEnd ?? input.value.length);
  input.value = separated(input.value);
  const at = Math.max(0, input.value.length - after);
  if (document.activeElement === input && input.type === "text") input.setSelectionRange(at, at);
}

function countCharacters(input) {
  const limit = input.maxLength;
  if (limit < 0) return;
  let line = input.parentElement.querySelector(".field-counter");
  if (!line) {
    line = document.createElement("p");
    line.className = "field-counter";
    input.after(line);
  }
  const used = [...input.value].length;
  line.textContent = word("count", { used: used.toLocaleString(), limit: limit.toLocaleString() });
  line.classList.toggle("is-full", used >= limit);
}

export function prepareInputs(root) {
  root.querySelectorAll("input[data-won]").forEach((input) => {
    input.inputMode = "numeric";
    showWon(input);
  });
  root.querySelectorAll("[data-counter]").forEach(countCharacters);
}

document.addEventListener("input", (event) => {
  const input = event.target;
  if (event.isComposing) return;
  if (input.matches?.("input[data-won]")) showWon(input);
  if (input.matches?.("[data-counter]")) countCharacters(input);
});

document.addEventListener("compositionend", (event) => {
  if (event.target.matches?.("[data-counter]")) countCharacters(event.target);
});

document.addEventListener("formdata", (event) => {
  for (const input of event.target.querySelectorAll("input[data-won][name]")) {
    if (event.formData.has(input.name)) event.formData.set(input.name, input.value.replace(/,/g, ""));
  }
});

prepareInputs(document);

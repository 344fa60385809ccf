import { word } from "./words.js";

const SECONDS = 6;

// Said once, aloud too (the container is a live region); an error stays until it is closed.
export function toast(message, tone = "info") {
  const place = document.getElementById("toasts");
  if (!place || !message) return;
  const line = document.createElement("div");
  line.className = `toast toast-${tone}`;
  line.append(document.createTextNode(message));
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = word("close");
  close.addEventListener("click", () => line.remove());
  line.append(close);
  place.append(line);
  if (tone !== "late") setTimeout(() => line.remove(), SECONDS * 1000);
}

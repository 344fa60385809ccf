// Everything that comes as a keyboard: scanners type a code fast and end it with Enter; wireless buttons and foot
// switches press one key. A digit alone is a button; digits close together are a code.

const TOGETHER_MS = 100;
const SHORTEST_CODE = 3;

// `pressed(key)` for a button, `scanned(code)` for a code; `isButton(key)` says which keys are given to buttons.
export function listen({ isButton, pressed, scanned }) {
  let code = "";
  let waiting;
  const flush = () => {
    if (code.length === 1 && isButton(code)) pressed(code);
    code = "";
  };
  document.addEventListener("keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    clearTimeout(waiting);
    if (event.key === "Enter" && code.length >= SHORTEST_CODE) {
      event.preventDefault();
      scanned(code);
      code = "";
    } else if (event.key.length === 1) {
      code += event.key;
      waiting = setTimeout(flush, TOGETHER_MS);
    } else if (isButton(event.key)) {
      event.preventDefault();
      pressed(event.key);
    }
  });
}

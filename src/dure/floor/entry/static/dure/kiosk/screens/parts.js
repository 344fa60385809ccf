// What several screens are made of: a heading with the way back, keys in a grid, a number pad.

import { goHome } from "../app.js";
import { h, key, picture } from "../draw.js";
import * as sound from "../sound.js";
import { say } from "../words.js";

// Half a number may lie outside: the alarm is heard once nobody goes on typing.
const TYPED_MS = 900;

export function heading(text, { icon = "", sub = "", back = goHome, extra = null } = {}) {
  return h("div", { class: "heading" },
    h("button", { type: "button", class: "back", "data-key": "back", "aria-label": say("back"), onclick: back }, picture("back")),
    icon ? picture(icon) : null, h("h1", {}, text, sub ? h("span", { class: "sub" }, sub) : null), extra);
}

// From nine keys on the grid may be scrolled; up to eight fill the screen.
export function grid(keys) {
  const size = keys.length <= 2 ? "two" : keys.length <= 4 ? "four" : keys.length <= 6 ? "six" : "many";
  return h("div", { class: `keys ${size}` }, keys);
}

// `check(text)` says whether what is typed lies within its limits, `advice` what to do if not; `done(text)` gets a number.
export function pad({ unit, decimals, negative = false, keepZeros = false, check = () => true, advice = "", done }) {
  let typed = "";
  let alarm;
  const hint = h("p", { class: "advice", role: "alert" });
  const shown = h("output", { class: "typed", "data-typed": "" });
  const enter = key({ id: "enter", icon: "ok", word: say("enter"), tone: "good", onclick: () => isNumber(typed) && done(keepZeros ? typed : plain(typed)) });
  const redraw = () => {
    shown.replaceChildren(typed || "0", h("span", { class: "unit" }, unit));
    const isOutside = isNumber(typed) && !check(plain(typed));
    shown.classList.toggle("bad", isOutside);
    hint.textContent = isOutside ? advice : "";
    clearTimeout(alarm);
    if (isOutside) alarm = setTimeout(() => shown.isConnected && sound.alarm(), TYPED_MS);
    enter.disabled = !isNumber(typed);
  };
  const press = (letter) => {
    if (letter === "erase") typed = typed.slice(0, -1);
    else if (letter === "-") typed = typed.startsWith("-") ? typed.slice(1) : `-${typed}`;
    else if (typed.replace(/[-.]/g, "").length < 7 && !(letter === "." && typed.includes("."))) typed += letter;
    redraw();
  };
  const letters = [..."123456789", negative ? "-" : decimals ? "." : "", "0", negative && decimals ? "." : "erase"];
  const keys = letters.map((letter) => letter
    ? h("button", { type: "button", class: "digit", "data-digit": letter, "aria-label": letter === "erase" ? say("erase") : letter, onclick: () => press(letter) }, letter === "erase" ? picture("erase") : letter === "-" ? "±" : letter)
    : h("span", {}));
  redraw();
  const side = negative && decimals
    ? h("button", { type: "button", class: "digit", "data-digit": "erase", "aria-label": say("erase"), onclick: () => press("erase") }, picture("erase")) : null;
  return h("div", { class: "pad" }, h("div", { class: "pad-top" }, shown, side), hint, h("div", { class: "digits" }, keys), enter);
}

const isNumber = (typed) => /^-?\d*\.?\d+$|^-?\d+\.$/.test(typed);
const plain = (typed) => String(Number(typed));

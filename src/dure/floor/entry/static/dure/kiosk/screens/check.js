// Checks and critical control points: a number against its limits, or yes and no. A deviation turns the screen red and
// asks what was done; the value itself is stored before that is answered.

import { app, complete, goHome, now, show, tell } from "../app.js";
import { h, key } from "../draw.js";
import { pictureOfCheck } from "../label.js";
import { checksAt, isWithin } from "../plant.js";
import * as sound from "../sound.js";
import { nameOf, say, unitOf } from "../words.js";
import { chooseFrom } from "./choose.js";
import { grid, heading, pad } from "./parts.js";

const SEPARATOR = " · ";

export function chooseCheck() {
  const found = checksAt(app.plant, app.machine).map((each) => ({ ...each, icon: pictureOfCheck(each) }));
  return chooseFrom(say("which_check"), found, (check) => show(() => measure(check)), { icon: "check", sub: limit });
}

function measure(check) {
  const head = heading(nameOf(check), { icon: pictureOfCheck(check), sub: limit(check), back: () => show(chooseCheck) });
  if (!check.measured) {
    const pieces = check.pieces.length ? h("ul", { class: "pieces" }, check.pieces.map((piece) => h("li", {}, piece))) : "";
    return [head, pieces, grid([
      key({ id: "check_ok", icon: "ok", word: say("check_ok"), tone: "good", onclick: () => recorded(check, "ok") }),
      key({ id: "check_ng", icon: "ng", word: say("check_ng"), tone: "bad", onclick: () => recorded(check, "ng") }),
    ])];
  }
  const negative = check.low === null || check.low < 0;
  return [head, pad({
    unit: check.unit ? unitOf(check.unit) : "", decimals: true, negative, check: (value) => isWithin(check, value),
    done: (value) => recorded(check, value),
  })];
}

async function recorded(check, value) {
  const isDeviation = !isWithin(check, value);
  const asks = isDeviation && check.actions.length > 0;
  const fields = { kind: check.kind, reason: check.id, value, unit: check.unit, item: check.item || now().item, lot: now().lot };
  const told = await tell(fields, { held: asks, quiet: isDeviation });
  if (isDeviation) sound.alarm();
  if (asks) show(() => deviation(check, value, told));
  else if (isDeviation) show(() => alone(check, value));
  else goHome();
}

function deviation(check, value, told) {
  const choose = async (action) => {
    await complete(told, { note: [`action:${action}`, told.note].filter(Boolean).join(SEPARATOR) });
    goHome();
  };
  const later = async () => { await complete(told); goHome(); };
  const keys = check.actions.map((action, place) => key({ id: `action_${place + 1}`, icon: "hand", word: action, onclick: () => choose(action) }));
  return [red(check, value), h("h2", {}, say("what_done")), grid([...keys, key({ id: "later", icon: "later", word: say("later"), onclick: later })])];
}

function alone(check, value) {
  return [red(check, value), grid([key({ id: "seen", icon: "ok", word: say("enter"), onclick: goHome })])];
}

function red(check, value) {
  const shown = value === "ng" ? say("check_ng") : `${value} ${check.unit}`;
  return h("div", { class: "deviation", role: "alert" },
    h("h1", {}, say("out_of_limit")), h("span", {}, `${nameOf(check)} ${shown}`), h("span", { class: "sub" }, limit(check)));
}

function limit(check) {
  if (check.low === null && check.high === null) return "";
  const { low, high, unit } = check;
  const range = low === null ? say("at_most", { high: `${high} ${unit}` })
    : high === null ? say("at_least", { low: `${low} ${unit}` }) : `${low} – ${high} ${unit}`;
  return say("limit", { range });
}

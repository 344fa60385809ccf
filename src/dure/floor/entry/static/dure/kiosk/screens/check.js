// Checks and critical control points: a number against its limits, or yes and no. A value outside is seen and heard while
// it is typed; once stored, the screen turns red. A control point asks what was done, a check says what to do.

import { app, complete, goHome, now, show, tell } from "../app.js";
import { h, key } from "../draw.js";
import { pictureOfCheck } from "../label.js";
import { checksAt, isWithin, textIn } from "../plant.js";
import * as sound from "../sound.js";
import { nameOf, say, spoken, unitOf } from "../words.js";
import { chooseFrom } from "./choose.js";
import { grid, heading, pad } from "./parts.js";

const SEPARATOR = " · ";
const told = (text) => textIn(app.plant, spoken(), text);

export function chooseCheck() {
  const found = checksAt(app.plant, app.machine).map((each) => ({ ...each, icon: pictureOfCheck(each) }));
  return chooseFrom(say("which_check"), found, (check) => show(() => measure(check)), { icon: "check", sub: limit });
}

function measure(check) {
  const head = heading(nameOf(check), { icon: pictureOfCheck(check), sub: limit(check), back: () => show(chooseCheck) });
  const method = check.method ? h("p", { class: "method" }, told(check.method)) : "";
  if (!check.measured) {
    const pieces = check.pieces.length ? h("ul", { class: "pieces" }, check.pieces.map((piece) => h("li", {}, told(piece)))) : "";
    return [head, method, pieces, grid([
      key({ id: "check_ok", icon: "ok", word: say("check_ok"), tone: "good", onclick: () => recorded(check, "ok") }),
      key({ id: "check_ng", icon: "ng", word: say("check_ng"), tone: "bad", onclick: () => recorded(check, "ng") }),
    ])];
  }
  const negative = check.low === null || check.low < 0;
  return [head, method, pad({
    unit: check.unit ? unitOf(check.unit) : "", decimals: true, negative, check: (value) => isWithin(check, value),
    advice: say("out_advice"), done: (value) => recorded(check, value),
  })];
}

async function recorded(check, value) {
  const isDeviation = !isWithin(check, value);
  const asks = isDeviation && check.kind === "ccp" && check.actions.length > 0;
  const fields = { kind: check.kind, reason: check.id, value, unit: check.unit, item: check.item || now().item, lot: now().lot };
  const stored = await tell(fields, { held: asks, quiet: isDeviation });
  if (isDeviation) sound.alarm();
  if (asks) show(() => deviation(check, value, stored));
  else if (isDeviation) show(() => alone(check, value));
  else goHome();
}

function deviation(check, value, stored) {
  const choose = async (action) => {
    await complete(stored, { note: [`action:${action}`, stored.note].filter(Boolean).join(SEPARATOR) });
    goHome();
  };
  const later = async () => { await complete(stored); goHome(); };
  const keys = check.actions.map((action, place) => key({ id: `action_${place + 1}`, icon: "hand", word: told(action), onclick: () => choose(action) }));
  return [red(check, value), alert(), h("h2", {}, say("what_done")), grid([...keys, key({ id: "later", icon: "later", word: say("later"), onclick: later })])];
}

function alone(check, value) {
  const steps = check.actions.length ? check.actions.map(told) : [say("measure_again"), say("stop_and_tell")];
  return [red(check, value), alert(), h("h2", {}, say("what_to_do")), h("ul", { class: "steps" }, steps.map((step) => h("li", {}, step))),
    grid([key({ id: "seen", icon: "ok", word: say("seen"), onclick: goHome })])];
}

// Without a signal nobody else is told yet.
function alert() {
  return app.hasSignal ? "" : h("p", { class: "band bad" }, say("tell_yourself"));
}

function red(check, value) {
  const shown = value === "ng" ? say("check_ng") : `${value} ${check.unit ? unitOf(check.unit) : ""}`.trim();
  return h("div", { class: "deviation", role: "alert" },
    h("h1", {}, say("out_of_limit")), h("span", {}, `${nameOf(check)} ${shown}`), h("span", { class: "sub" }, limit(check)));
}

function limit(check) {
  if (check.low === null && check.high === null) return "";
  const { low, high } = check;
  const unit = check.unit ? unitOf(check.unit) : "";
  const range = low === null ? say("at_most", { high: `${high} ${unit}` })
    : high === null ? say("at_least", { low: `${low} ${unit}` }) : `${low} – ${high} ${unit}`;
  return say("limit", { range });
}

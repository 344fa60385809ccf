// What wireless buttons, foot switches and scanners do.

import { app, now, show, tell, toast, undo } from "./app.js";
import { find } from "./plant.js";
import { h, key } from "./draw.js";
import { weigh } from "./screens/batch.js";
import { made } from "./screens/good.js";
import { startOrder } from "./screens/order.js";
import { grid, heading } from "./screens/parts.js";
import { chooseMachine, useMachine } from "./screens/settings.js";
import * as sound from "./sound.js";
import { nameOf, say } from "./words.js";

const STOPPED = { kind: "state", value: "down" };
const RUNNING = { kind: "state", value: "run" };
const ACTIONS = {
  good_1: () => made("1"),
  good_5: () => made("5"),
  good_10: () => made("10"),
  scrap_1: () => tell({ kind: "scrap", value: "1", item: now().item }),
  toggle: () => tell(now().state === "run" ? STOPPED : RUNNING),
  stop: () => tell(STOPPED),
  run: () => tell(RUNNING),
  undo: () => app.recent[0] && undo(app.recent[0]),
};

export const isButton = (name) => Boolean(app.plant?.device.keys[name]);

export function pressed(name) {
  if (!app.machine) return show(chooseMachine);
  return ACTIONS[app.plant.device.keys[name]]?.();
}

// A machine's label, a lot that is known, or a code nobody has seen yet: then it is asked what it is.
export async function scanned(code) {
  const machine = machineOf(code);
  if (machine) {
    await useMachine(machine.id);
    sound.accepted();
    toast(nameOf(machine));
    return show(app.home);
  }
  if (!app.machine) return show(chooseMachine);
  sound.accepted();
  const lot = app.plant.lots.find((each) => each.lot === code);
  return show(() => whatIsIt(code, lot));
}

function machineOf(code) {
  const found = /\/kiosk\/m\/([^/]+)\/?$/.exec(code);
  const id = found ? decodeURIComponent(found[1]) : code;
  return find(app.plant.machines, id);
}

function whatIsIt(code, lot) {
  const item = find(app.plant.items, lot?.item ?? "");
  const keys = [
    key({ id: "lot_in", icon: "lot_in", word: say("lot_in"), onclick: () => show(() => weigh("lot_in", item, code)) }),
    key({ id: "lot_out", icon: "lot_out", word: say("lot_out"), onclick: () => show(() => weigh("lot_out", item, code)) }),
  ];
  if (!lot) keys.push(key({ id: "order_start", icon: "order_start", word: say("order_start"), onclick: () => show(() => startOrder(code)) }));
  return [heading(say("scanned", { code }), { icon: "scan", sub: nameOf(item) }), h("p", { class: "visually-hidden" }, code), grid(keys)];
}

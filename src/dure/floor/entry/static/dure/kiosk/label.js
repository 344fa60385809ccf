// An entry in few words and a picture.

import { app } from "./app.js";
import { find, isWithin } from "./plant.js";
import { nameOf, say, unitOf } from "./words.js";

const amount = (event) => `${event.value ?? ""} ${event.value ? unitOf(event.unit) : ""}`.trim();

function check(event) {
  const found = find(app.plant.checks, event.reason);
  const value = ["ok", "ng"].includes(event.value) ? say(`check_${event.value}`) : amount(event);
  const isOutside = Boolean(found) && !isWithin(found, event.value);
  return { icon: event.value === "ng" ? "ng" : pictureOfCheck(found), text: `${nameOf(found)} ${value}`, isOutside };
}

function spoilt(event) {
  const found = find(app.plant.defects, event.reason);
  return { icon: found?.picture || "defect", text: `${nameOf(found) || say("defect")} ${amount(event)}` };
}

function state(event) {
  const found = find(app.plant.reasons, event.reason);
  return { icon: found?.picture || event.value || "unknown", text: found ? nameOf(found) : say(`state_${event.value}`) };
}

const item = (event) => nameOf(find(app.plant.items, event.item));
const LABELS = {
  count: (event) => ({ icon: "good", text: `+${amount(event)}` }),
  scrap: spoilt,
  rework: (event) => ({ ...spoilt(event), icon: "rework" }),
  state,
  reason: state,
  order_start: (event) => ({ icon: "order_start", text: item(event) || event.order }),
  order_end: (event) => ({ icon: "order_end", text: say("order_end") }),
  lot_in: (event) => ({ icon: "lot_in", text: `${item(event)} ${amount(event)}`.trim() || event.lot }),
  lot_out: (event) => ({ icon: "lot_out", text: `${item(event)} ${amount(event)}`.trim() || event.lot }),
  check,
  ccp: check,
  correction: () => ({ icon: "undo", text: say("undo") }),
};

export function label(event) {
  return LABELS[event.kind](event);
}

export function pictureOfCheck(found) {
  if (found?.unit === "°C") return "temperature";
  if (found?.unit === "%" || found?.unit === "pH") return "measure";
  if (found?.unit === "min" || found?.unit === "s") return "clock";
  return found?.kind === "ccp" ? "shield" : "check";
}

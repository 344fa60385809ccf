// What the plant says, and how each machine stands now: told by the server, or entered here later than that.

import { now } from "./clock.js";

const NEWEST_STATES = 24 * 3_600_000;
const ITEM_HELD_MS = 16 * 3_600_000;

export const find = (things, id) => things.find((each) => each.id === id);

function later(told, entered) {
  if (!told || !entered) return told ?? entered ?? null;
  return Date.parse(told.at) > Date.parse(entered.at) ? told : entered;
}

function told(plant, machine, kind, takenBack) {
  const found = plant.standing.find((each) => each.machine === machine && each.kind === kind);
  return found && !takenBack.includes(`${machine}|${kind}|${Date.parse(found.at)}`) ? found : null;
}

// {state, reason, since, order, item, lot}: `state` is unknown where nobody said anything for a day.
export function standing(plant, machine, local, takenBack) {
  const own = local[machine] ?? {};
  const state = later(told(plant, machine, "state", takenBack), own.state);
  const isFresh = state && now() - Date.parse(state.at) < NEWEST_STATES;
  const start = later(told(plant, machine, "order_start", takenBack), own.order_start);
  const end = later(told(plant, machine, "order_end", takenBack), own.order_end);
  const isOpen = start && !(end && end.order === start.order && Date.parse(end.at) >= Date.parse(start.at));
  return {
    state: isFresh ? state.value : "unknown",
    reason: isFresh ? state.reason ?? "" : "",
    since: isFresh ? state.at : "",
    order: isOpen ? start.order : "",
    item: isOpen && start.item ? start.item : chosenItem(plant, own),
    lot: own.lot && now() - Date.parse(own.lot.at) < NEWEST_STATES ? own.lot.lot : "",
  };
}

// The item picked last at this machine, or the only product there is.
function chosenItem(plant, own) {
  if (own.item && now() - Date.parse(own.item.at) < ITEM_HELD_MS) return own.item.id;
  const products = plant.items.filter((each) => !each.auxiliary);
  return products.length === 1 ? products[0].id : "";
}

// What an entry leaves behind at its machine.
export function after(own, event) {
  const next = { ...own };
  if (["state", "order_start", "order_end"].includes(event.kind)) next[event.kind] = event;
  if (event.kind === "reason" && own?.state) next.state = { ...own.state, reason: event.reason };
  if (["lot_in", "lot_out"].includes(event.kind)) next.lot = event;
  return next;
}

// What stands once an entry is taken back: what it had replaced, unless something newer stands there already.
export function without(own, { event, before }) {
  const field = { lot_in: "lot", lot_out: "lot", reason: "state" }[event.kind] ?? event.kind;
  const isStill = event.kind === "reason" ? own.state?.reason === event.reason : own[field]?.source_seq === event.source_seq;
  return isStill ? { ...own, [field]: before?.[field] } : own;
}

export function checksAt(plant, machine) {
  return plant.checks.filter((each) => !each.machine || each.machine === machine);
}

// What the firm wrote about a check, in the language spoken; as it was written where nobody translated it.
export function textIn(plant, language, text) {
  return plant.texts?.[text]?.[language] || text;
}

export function isWithin(check, value) {
  if (value === "ok" || value === "ng") return value === "ok";
  const number = Number(value);
  return (check.low === null || number >= check.low) && (check.high === null || number <= check.high);
}

// Which of the six keys a plant uses, by the modules it chose; all of them where it chose none.
export function uses(plant, ...modules) {
  return !plant.modules.length || modules.some((each) => plant.modules.includes(each));
}

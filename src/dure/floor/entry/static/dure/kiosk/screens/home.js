// The first screen: four to six keys that fill it.

import { app, now, show, tell } from "../app.js";
import { h, key } from "../draw.js";
import { checksAt, find, uses } from "../plant.js";
import { nameOf, say } from "../words.js";
import { batch, lotIn, lotOut } from "./batch.js";
import { chooseCheck } from "./check.js";
import { defect } from "./defect.js";
import { good } from "./good.js";
import { order } from "./order.js";
import { grid, heading } from "./parts.js";
import { stop } from "./stop.js";

export function home() {
  const here = now();
  const { plant } = app;
  const keys = [];
  if (uses(plant, "count")) keys.push(key({ id: "good", icon: "good", word: say("good"), tone: "good", onclick: () => show(good) }));
  if (plant.defects.length) keys.push(key({ id: "defect", icon: "defect", word: say("defect"), tone: "bad", onclick: () => show(defect) }));
  if (uses(plant, "stops", "count")) keys.push(stopOrRun(here.state));
  if (plant.items.length) keys.push(key({ id: "order", icon: here.order ? "order_end" : "order", word: say("order"), sub: here.order, onclick: () => show(order) }));
  const hasBatches = uses(plant, "batch", "lots") && plant.items.length;
  if (hasBatches && keys.length <= 3) keys.push(...inAndOut());
  else if (hasBatches) keys.push(key({ id: "batch", icon: "batch", word: say("batch"), onclick: () => show(batch) }));
  if (checksAt(plant, app.machine).length) keys.push(key({ id: "check", icon: "check", word: say("check"), onclick: () => show(chooseCheck) }));
  return [h("h1", { class: "visually-hidden" }, nameOf(find(plant.machines, app.machine))), grid(keys)];
}

function stopOrRun(state) {
  if (state === "run") return key({ id: "stop", icon: "stop", word: say("stop"), tone: "stop", onclick: () => stop() });
  const run = () => tell({ kind: "state", value: "run" });
  if (state !== "unknown") return key({ id: "run", icon: "run", word: say("run_again"), tone: "run", onclick: run });
  return key({ id: "stop_or_run", icon: "stop", word: `${say("stop")} · ${say("state_run")}`, onclick: () => show(runsOrStands) });
}

// Nobody has said anything for a day: both are offered.
export function runsOrStands() {
  return [heading(say("first_state"), { icon: "machine" }), grid([
    key({ id: "run", icon: "run", word: say("state_run"), tone: "run", onclick: async () => { await tell({ kind: "state", value: "run" }); show(app.home); } }),
    key({ id: "stop", icon: "stop", word: say("stop"), tone: "stop", onclick: () => stop() }),
  ])];
}

export function inAndOut() {
  return [
    key({ id: "lot_in", icon: "lot_in", word: say("lot_in"), onclick: () => show(lotIn) }),
    key({ id: "lot_out", icon: "lot_out", word: say("lot_out"), onclick: () => show(lotOut) }),
  ];
}

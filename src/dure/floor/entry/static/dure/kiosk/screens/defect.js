// What is spoilt: the picture of what is wrong; thrown away, or worked on again.

import { app, goHome, itemNow, show, tell } from "../app.js";
import { h } from "../draw.js";
import { nameOf, say, unitOf } from "../words.js";
import { chooseFrom } from "./choose.js";
import { heading, pad } from "./parts.js";

let kind = "scrap";

export function defect() {
  const [head, keys] = chooseFrom(say("what_defect"), app.plant.defects, chosen, { icon: "defect" });
  return [head, switcher(), keys];
}

// Starts with "thrown away" each time: the other is the exception.
function switcher() {
  const choice = (name, word) => h("button", {
    type: "button", "data-key": name, "aria-pressed": String(kind === name),
    onclick: () => { kind = name; app.redraw(); },
  }, say(word));
  return h("div", { class: "switch", role: "group" }, choice("scrap", "discard"), choice("rework", "rework"));
}

async function chosen(found) {
  const item = itemNow();
  const isWeighed = item ? item.unit !== "ea" : app.plant.items.some((each) => each.unit !== "ea");
  if (!isWeighed) return spoilt(found, "1", item, "");
  show(() => [
    heading(say("how_much"), { icon: found.picture || "defect", sub: nameOf(found), back: () => show(defect) }),
    pad({ unit: unitOf(item?.unit ?? "kg"), decimals: true, done: (value) => spoilt(found, value, item, item?.unit ?? "kg") }),
  ]);
}

async function spoilt(found, value, item, unit) {
  const told = kind;
  kind = "scrap";
  await tell({ kind: told, value, reason: found.id, item: item?.id ?? "", unit });
  goHome();
}

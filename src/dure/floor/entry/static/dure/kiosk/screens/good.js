// Good pieces: one tap a count, the same screen again for the next; weight by the pad.

import { app, chooseItem, goHome, itemNow, now, show, tell } from "../app.js";
import { h, key } from "../draw.js";
import { nameOf, say, unitOf } from "../words.js";
import { chooseFrom } from "./choose.js";
import { grid, heading, pad } from "./parts.js";

const STEPS = [1, 5, 10];

export function good() {
  const item = itemNow();
  if (!item && app.plant.items.length) return pickItem();
  if (item && item.unit !== "ea") return amount();
  const steps = STEPS.map((n) => key({ id: `plus_${n}`, icon: "good", word: `+${n}`, tone: "good big", onclick: () => made(String(n)) }));
  const other = key({ id: "other", icon: "digits", word: say("other_amount"), onclick: () => show(amount) });
  return [heading(say("good"), { icon: "good", sub: nameOf(item), extra: change() }), grid([...steps, other])];
}

function amount() {
  const item = itemNow();
  const unit = item?.unit ?? "ea";
  const done = async (value) => { await made(value); goHome(); };
  return [
    heading(say("how_much"), { icon: "good", sub: nameOf(item), extra: change() }),
    pad({ unit: unitOf(unit), decimals: unit !== "ea", done }),
  ];
}

export function made(value) {
  const item = itemNow();
  return tell({ kind: "count", value, item: item?.id ?? "", unit: item && item.unit !== "ea" ? item.unit : "" });
}

// Where no order runs, the item may be another one than before.
function change() {
  const canChange = !now().order && app.plant.items.length > 1;
  return canChange ? h("button", { type: "button", class: "change", "data-key": "change", onclick: () => show(pickItem) }, say("change")) : null;
}

function pickItem() {
  const products = app.plant.items.filter((each) => !each.auxiliary);
  return chooseFrom(say("which_item"), products, async (each) => { await chooseItem(each.id); show(good); });
}

// A job: started with its item, ended by one key. Its number is made here, or read by a scanner.

import { app, goHome, itemNow, nextCode, now, show, tell } from "../app.js";
import { key } from "../draw.js";
import { nameOf, say } from "../words.js";
import { chooseFrom } from "./choose.js";
import { grid, heading } from "./parts.js";

export function order() {
  const here = now();
  if (!here.order) return startOrder();
  const end = async () => { await tell({ kind: "order_end", order: here.order, item: here.item }); goHome(); };
  return [
    heading(nameOf(itemNow()) || say("order"), { icon: "order", sub: here.order }),
    grid([
      key({ id: "order_end", icon: "order_end", word: say("order_end"), tone: "stop", onclick: end }),
      key({ id: "order_start", icon: "order_start", word: say("order_start"), onclick: () => show(() => startOrder()) }),
    ]),
  ];
}

export function startOrder(code = "") {
  const products = app.plant.items.filter((each) => !each.auxiliary);
  return chooseFrom(say("which_item"), products, (item) => started(item, code), { icon: "order_start" });
}

async function started(item, code) {
  const running = now();
  if (running.order) await tell({ kind: "order_end", order: running.order, item: running.item }, { quiet: true });
  await tell({ kind: "order_start", order: code || await nextCode("W"), item: item.id });
  goHome();
}

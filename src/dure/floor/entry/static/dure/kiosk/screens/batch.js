// Batches by weight: what goes in comes from a lot that is known or new, what comes out is a new lot by itself.

import { app, goHome, nextCode, show, tell } from "../app.js";
import { key } from "../draw.js";
import { find } from "../plant.js";
import { remember } from "../store.js";
import { nameOf, say, unitOf } from "../words.js";
import { chooseFrom } from "./choose.js";
import { inAndOut } from "./home.js";
import { grid, heading, pad } from "./parts.js";

const MOST_LOTS = 11;

export function batch() {
  return [heading(say("batch"), { icon: "batch" }), grid(inAndOut())];
}

export function lotIn() {
  return whichLot("lot_in", app.plant.items);
}

// What comes out is mostly a product; its lot is made here unless one is chosen.
export function lotOut() {
  const products = app.plant.items.filter((each) => !each.auxiliary);
  return chooseFrom(say("which_item"), products, (item) => show(() => weigh("lot_out", item, "")), { icon: "lot_out", back: goHome });
}

function whichLot(kind, items) {
  const known = lots().slice(0, MOST_LOTS).map((each) => ({
    ...each, id: each.lot, names: find(items, each.item)?.names ?? {}, picture: "lot",
  }));
  const fresh = key({ id: "new_lot", icon: "new", word: say("new_lot"), tone: "good", onclick: () => show(() => whichItem(kind, items)) });
  return chooseFrom(say("which_lot"), known, (each) => show(() => weigh(kind, find(items, each.item), each.lot)), {
    icon: kind, first: [fresh], sub: (each) => each.lot,
  });
}

function whichItem(kind, items) {
  return chooseFrom(say("which_item"), items, (item) => show(() => weigh(kind, item, "")), { icon: kind, back: () => show(lotIn) });
}

// `lot` empty: a new one, numbered when it is told.
export function weigh(kind, item, lot) {
  const unit = item?.unit ?? "kg";
  const done = async (value) => {
    const code = lot || await nextCode(item?.id ?? "LOT");
    const event = await tell({ kind, lot: code, item: item?.id ?? "", value, unit });
    app.plant.lots = [{ lot: code, item: event.item ?? "", unit, at: event.at }, ...lots().filter((each) => each.lot !== code)];
    await remember("plant", app.plant);
    goHome();
  };
  const back = () => show(kind === "lot_in" ? lotIn : lotOut);
  return [
    heading(say("how_much"), { icon: kind, sub: `${nameOf(item)} ${lot || say("new_lot")}`, back }),
    pad({ unit: unitOf(unit), decimals: unit !== "ea", done }),
  ];
}

// Those of the server and those made here since, the newest first.
function lots() {
  return [...app.plant.lots].sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
}

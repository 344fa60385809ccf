// One of several things, each a key with its picture or its first letters.

import { key } from "../draw.js";
import { nameOf } from "../words.js";
import { grid, heading } from "./parts.js";

export function chooseFrom(question, things, chosen, { icon = "", back, first = [], last = [], sub = () => "" } = {}) {
  const keys = things.map((each) => key({
    id: each.id, icon: each.picture || each.icon || "item", word: nameOf(each), sub: sub(each), onclick: () => chosen(each),
  }));
  return [heading(question, { icon, ...(back ? { back } : {}) }), grid([...first, ...keys, ...last])];
}

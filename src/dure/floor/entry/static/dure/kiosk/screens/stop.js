// A stop is told from the moment the key is touched; why, is chosen afterwards, or later, or never.

import { app, complete, goHome, show, tell } from "../app.js";
import { key } from "../draw.js";
import { say } from "../words.js";
import { chooseFrom } from "./choose.js";

export async function stop() {
  const stopped = await tell({ kind: "state", value: "down" }, { held: true });
  const later = async () => { await complete(stopped); goHome(); };
  const because = async (reason) => { await complete(stopped, { value: reason.state, reason: reason.id }); goHome(); };
  if (!app.plant.reasons.length) return later();
  show(() => chooseFrom(say("why_stopped"), app.plant.reasons, because, {
    icon: "stop", back: later, last: [key({ id: "later", icon: "later", word: say("later"), onclick: later })],
  }));
}

// For a stop whose reason is not known yet, or was another.
export function whyStopped() {
  const because = async (reason) => { await tell({ kind: "reason", reason: reason.id }); goHome(); };
  return chooseFrom(say("why_stopped"), app.plant.reasons, because, { icon: "stop" });
}

// What stands around every screen: the machine's state above; the last entries, what is not sent, language below.

import { app, count, now, show, toast, undo, UNDO_MS } from "./app.js";
import * as clock from "./clock.js";
import { label } from "./label.js";
import { h, picture } from "./draw.js";
import { find, uses } from "./plant.js";
import { runsOrStands } from "./screens/home.js";
import { chooseLanguage, chooseMachine, settings } from "./screens/settings.js";
import { whyStopped } from "./screens/stop.js";
import { forgetRefusals } from "./store.js";
import { minutesSince, nameOf, say } from "./words.js";

export function top() {
  const here = now();
  const machine = find(app.plant.machines, app.machine);
  const reason = find(app.plant.reasons, here.reason);
  const item = find(app.plant.items, here.item);
  const isUnknown = here.state === "unknown";
  const tellsStates = uses(app.plant, "stops", "count");
  const asks = isUnknown ? tellsStates : here.state !== "run";
  return [
    ...warnings(),
    h("div", { class: `standing ${here.state}`, "data-state": here.state },
      h("button", { type: "button", class: "machine", "data-key": "machine", onclick: () => show(chooseMachine) },
        picture("machine"), h("span", { class: "word" }, nameOf(machine) || say("which_machine")),
        here.order ? h("span", { class: "sub" }, nameOf(item) || here.order) : null),
      h("button", { type: "button", class: "state", "data-key": "state", disabled: !asks, onclick: () => show(isUnknown ? runsOrStands : whyStopped) },
        picture(reason?.picture || here.state, nameOf(reason)),
        h("span", { class: "word" }, reason ? nameOf(reason) : say(`state_${here.state}`)),
        here.since ? h("span", { class: "since" }, minutesSince(here.since)) : null,
        isUnknown ? h("span", { class: "sub" }, say(tellsStates ? "first_state" : "first_entry")) : null)),
  ];
}

function warnings() {
  const found = [];
  if (app.plant.demo) found.push(h("p", { class: "band" }, say("demo")));
  if (!app.isConnected) found.push(h("p", { class: "band bad", role: "alert" }, say("disconnected")));
  if (clock.isWrong()) found.push(h("p", { class: "band bad", role: "alert" }, say("clock_wrong", { n: Math.abs(clock.minutesAhead()) })));
  if (app.refused.length) found.push(refusedBand());
  return found;
}

// Entries the server did not take, each with its reason, until someone has looked.
function refusedBand() {
  const rows = app.refused.slice(-3).map((row) => h("li", {}, `${label(row.event).text}: ${row.why}`));
  const seen = async () => { await forgetRefusals(); await count(); app.redraw(); };
  return h("div", { class: "band bad refused", role: "alert", "data-refused": app.refused.length },
    h("div", {}, h("strong", {}, say("refused", { n: app.refused.length })), h("ul", {}, rows)),
    h("button", { type: "button", "data-key": "seen", onclick: seen }, say("seen")));
}

export function bottom() {
  return [
    h("div", { class: "entries" }, app.recent.map(entry)),
    h("div", { class: "bar" },
      h("button", { type: "button", class: "unsent", "data-key": "send", "data-unsent": app.unsent, "data-last": app.recent[0]?.event.source_seq ?? 0, onclick: trySending },
        picture(app.unsent ? (app.hasSignal ? "sending" : "kept") : "sent"),
        h("span", { class: "word" }, app.unsent ? say("unsent", { n: app.unsent }) : say("all_sent"))),
      h("button", { type: "button", "data-key": "language", "aria-label": say("language"), onclick: () => show(chooseLanguage) },
        picture("language"), h("span", { class: "word" }, say("language"))),
      h("button", { type: "button", "data-key": "settings", "aria-label": say("settings"), onclick: () => show(settings) },
        picture("settings"), h("span", { class: "word" }, app.badge || say("settings")))),
  ];
}

function entry(row) {
  const { icon, text, isOutside } = label(row.event);
  const look = `entry ${row.undone ? "undone" : isOutside ? "outside" : ""}`;
  const canUndo = !row.undone && clock.now() - Date.parse(row.event.at) < UNDO_MS;
  const words = [picture(icon, text), h("span", { class: "word" }, text)];
  if (!canUndo) return h("span", { class: look }, words);
  return h("button", { type: "button", class: look, "data-key": "undo", "aria-label": `${say("undo")}: ${text}`, onclick: () => undo(row) },
    words, picture("undo"));
}

function trySending() {
  if (!app.hasSignal) toast(say("no_signal"), "calm");
  app.post.send(app.plant.site);
}

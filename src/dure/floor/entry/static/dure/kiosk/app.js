// The kiosk as a whole: what it knows, which screen it shows, and how an entry is made.

import * as clock from "./clock.js";
import { after, find, standing, without } from "./plant.js";
import { add, release } from "./queue.js";
import * as sound from "./sound.js";
import { entries, queued, recall, refusals, remember } from "./store.js";
import { say } from "./words.js";

export const UNDO_MS = 60_000;
const HELD_MS = 60_000;
const IDLE_MS = 40_000;
const TAKEN_BACK_KEPT = 30;

export const app = {
  plant: null,
  machine: "",
  badge: "",
  theme: "",
  hasSound: true,
  local: {},
  takenBack: [],
  recent: [],
  unsent: 0,
  refused: [],
  isConnected: true,
  hasSignal: true,
  post: null,
  screen: null,
  home: null,
  redraw: () => {},
  redrawFrame: () => {},
};
let idle;

export const now = () => standing(app.plant, app.machine, app.local, app.takenBack);
export const itemNow = () => find(app.plant.items, now().item);

export function show(screen) {
  app.screen = screen;
  stay();
  app.redraw();
  document.getElementById("screen").scrollTop = 0;
}

// Whoever touches nothing for a while has gone: the next one finds the first screen.
export function stay() {
  clearTimeout(idle);
  if (app.screen !== app.home) idle = setTimeout(goHome, IDLE_MS);
}

export function goHome() {
  show(app.home);
}

let toastTimer;
export function toast(text, tone = "ok") {
  const box = document.getElementById("toast");
  box.textContent = text;
  box.className = `shown ${tone}`;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { box.className = ""; }, 1800);
}

// How much waits, what came last, what was not accepted.
export async function count() {
  const rows = await queued();
  app.unsent = rows.length;
  app.refused = await refusals();
  app.recent = (await entries()).filter((row) => row.site === app.plant?.site).slice(-3).reverse();
}

// One entry: stored on the device when this returns, heard and seen, and on its way.
export async function tell(fields, { held = false, quiet = false } = {}) {
  const here = now();
  const event = {
    machine: app.machine,
    at: clock.stamp(),
    ...(here.order ? { order: here.order } : {}),
    ...(app.badge ? { actor: app.badge } : {}),
    ...(clock.told() ? { note: clock.told() } : {}),
    ...withoutEmpty(fields),
  };
  const before = app.local[app.machine] ?? {};
  let stored;
  try {
    stored = await add(app.plant, event, { held, before });
  } catch (error) {
    sound.refused();
    toast(String(error), "bad");
    throw error;
  }
  await leave(event.machine, after(before, stored));
  await finished(held ? null : say("recorded"), quiet);
  if (held) setTimeout(() => complete(stored), HELD_MS);
  return stored;
}

// Complete what was held, with what was chosen; what is not chosen stays out.
export async function complete(event, changes = {}) {
  const whole = await release(event, withoutEmpty(changes));
  const own = app.local[event.machine];
  if (own?.[event.kind]?.source_seq === event.source_seq) await leave(event.machine, { ...own, [event.kind]: whole });
  await finished(Object.keys(changes).length ? say("recorded") : null);
}

// Take an entry back: always by a correction, because it may be on its way already.
export async function undo(row) {
  if (row.undone || clock.now() - Date.parse(row.event.at) > UNDO_MS) return;
  await release(row.event);
  const fields = {
    machine: row.event.machine, at: clock.stamp(), kind: "correction",
    ref_source: row.event.source_id, ref_seq: row.event.source_seq, void: true,
    ...(app.badge ? { actor: app.badge } : {}),
    ...(clock.told() ? { note: clock.told() } : {}),
  };
  await add(app.plant, fields, { target: row });
  const mark = `${row.event.machine}|${row.event.kind}|${Date.parse(row.event.at)}`;
  app.takenBack = [...app.takenBack, mark].slice(-TAKEN_BACK_KEPT);
  await remember("taken_back", app.takenBack);
  await leave(row.event.machine, without(app.local[row.event.machine] ?? {}, row));
  await finished(say("undone"));
}

// The item worked on at this machine from now on, where no order says so.
export function chooseItem(id) {
  return leave(app.machine, { ...app.local[app.machine], item: { id, at: clock.stamp() } });
}

export async function leave(machine, own) {
  app.local = { ...app.local, [machine]: own };
  await remember(`local:${app.plant.site}`, app.local);
}

async function finished(words, quiet = false) {
  await count();
  if (words && !quiet) {
    sound.accepted();
    toast(words);
  }
  // On other screens a number may be half typed; only the first one shows what the entry changed.
  if (app.screen === app.home) app.redraw();
  else app.redrawFrame();
  app.post.send(app.plant.site);
}

// The next number of a day's codes, one series a prefix; the server's lots are counted too.
export async function nextCode(prefix) {
  const day = new Date(clock.now());
  const stamp = [day.getFullYear() % 100, day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, "0"));
  const series = `${prefix}-${stamp.join("")}-${app.plant.device.number}`;
  const known = app.plant.lots.map((each) => each.lot).filter((lot) => lot.startsWith(`${series}-`));
  const highest = Math.max(0, (await recall(`code:${series}`)) ?? 0, ...known.map((lot) => Number(lot.slice(series.length + 1)) || 0));
  await remember(`code:${series}`, highest + 1);
  return `${series}-${String(highest + 1).padStart(2, "0")}`;
}

function withoutEmpty(fields) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== "" && value !== null && value !== undefined));
}

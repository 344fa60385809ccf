// Starts the kiosk: remembers, draws, listens, sends.

import { app, count, goHome, show, stay, toast } from "./app.js";
import * as clock from "./clock.js";
import { h, loadPictures, picture } from "./draw.js";
import { bottom, top } from "./frame.js";
import { isButton, pressed, scanned } from "./hands_free.js";
import { listen } from "./keys.js";
import { releaseAll } from "./queue.js";
import { home } from "./screens/home.js";
import { chooseMachine, useMachine, useTheme } from "./screens/settings.js";
import { Post } from "./sending.js";
import * as sound from "./sound.js";
import { recall, remember, trimEntries } from "./store.js";
import { loadWords, say, speak } from "./words.js";

const PLANT_EVERY_MS = 300_000;
const REDRAW_EVERY_MS = 10_000;
const script = document.querySelector("script[data-base]");
const { base, static: folder } = script.dataset;
const part = (id) => document.getElementById(id);

function redraw() {
  if (!app.plant) return drawUnconnected();
  part("top").replaceChildren(...top());
  part("bottom").replaceChildren(...bottom());
  part("screen").replaceChildren(...app.screen().filter(Boolean));
  document.body.dataset.step = String(app.screen !== app.home);
}

// Only what tells the time; a half typed number stays.
function redrawFrame() {
  if (!app.plant) return;
  part("top").replaceChildren(...top());
  part("bottom").replaceChildren(...bottom());
}

function drawUnconnected() {
  part("screen").replaceChildren(h("div", { class: "unconnected" }, picture("machine"),
    h("h1", {}, say(app.hasSignal ? "not_connected" : "no_signal")),
    h("a", { class: "key good", href: `${base}pair/`, "data-key": "connect" }, h("span", { class: "word" }, say("connect")))));
}

async function heard({ plant, disconnected, failed, quarantined, sent }) {
  if (plant) await usePlant(plant);
  if (disconnected !== undefined) app.isConnected = !disconnected;
  if (failed !== undefined) app.hasSignal = !failed;
  if (quarantined) toast(say("quarantined", { n: quarantined }), "calm");
  if (sent) await count();
  redrawFrame();
}

async function usePlant(plant) {
  const isFirst = app.plant?.site !== plant.site;
  app.plant = plant;
  clock.shiftBy(plant.clock_shift_s);
  if (!plant.badges.some((each) => each.label === app.badge)) app.badge = "";
  if (!isFirst) return;
  app.local = (await recall(`local:${plant.site}`)) ?? {};
  speak((await recall("language")) ?? plant.device.language);
  const wanted = machineOfAddress() || (await recall("machine"));
  if (plant.machines.some((each) => each.id === wanted)) await useMachine(wanted);
  else if (plant.machines.length === 1) await useMachine(plant.machines[0].id);
  await count();
  app.machine ? goHome() : show(chooseMachine);
}

function machineOfAddress() {
  const found = location.pathname.startsWith(`${base}m/`) ? location.pathname.slice(base.length + 2) : "";
  return decodeURIComponent(found.replace(/\/$/, ""));
}

// First what is told, then what the plant knows: the lots made here are in its list then.
async function meet() {
  if (app.plant) await app.post.send(app.plant.site);
  try {
    await app.post.fetchPlant();
  } catch (error) {
    await heard({ failed: error.cause !== 401, ...(error.cause === 401 ? { disconnected: true } : {}) });
    if (!app.plant) redraw();
  }
}

async function keepItself() {
  await navigator.storage?.persist?.();
  if (!("serviceWorker" in navigator)) return;
  const hadOne = Boolean(navigator.serviceWorker.controller);
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (hadOne && app.screen === app.home) location.reload();
  });
  await navigator.serviceWorker.register(`${base}worker.js`, { scope: base });
}

async function start() {
  useTheme(await recall("theme"));
  app.hasSound = (await recall("sound")) ?? true;
  sound.setSound(app.hasSound);
  clock.restore(await recall("clock_ahead_s"));
  await Promise.all([loadWords(folder), loadPictures(`${folder}pictures.svg`)]);
  app.redraw = redraw;
  app.redrawFrame = redrawFrame;
  app.screen = app.home = home;
  app.badge = (await recall("badge")) ?? "";
  app.takenBack = (await recall("taken_back")) ?? [];
  app.hasSignal = navigator.onLine;
  app.post = new Post(base, heard);
  await releaseAll();
  await trimEntries();
  const kept = await recall("plant");
  if (kept) await usePlant(kept);
  await meet();
  listen({ isButton, pressed, scanned });
  for (const sign of ["pointerdown", "keydown"]) document.addEventListener(sign, stay);
  addEventListener("online", meet);
  addEventListener("offline", () => heard({ failed: true }));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && meet());
  setInterval(meet, PLANT_EVERY_MS);
  setInterval(redrawFrame, REDRAW_EVERY_MS);
  await remember("started_at", new Date().toISOString());
  await keepItself();
}

start();

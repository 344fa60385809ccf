// Machine, badge, language, sound, dark or light: what seldom changes.

import { app, goHome, show, toast } from "../app.js";
import { h, key } from "../draw.js";
import * as sound from "../sound.js";
import { remember } from "../store.js";
import { LANGUAGES, say, speak, spoken } from "../words.js";
import { chooseFrom } from "./choose.js";
import { grid, heading, pad } from "./parts.js";

export function chooseMachine() {
  const chosen = async (each) => { await useMachine(each.id); goHome(); };
  const machines = app.plant.machines.map((each) => ({ ...each, icon: "machine" }));
  return chooseFrom(say("which_machine"), machines, chosen, { icon: "machine" });
}

export async function useMachine(id) {
  app.machine = id;
  await remember("machine", id);
}

// Languages are named in themselves: nobody has to read another one to find theirs.
export function chooseLanguage() {
  const keys = LANGUAGES.map(([code, name]) => key({
    id: code, icon: "", word: name, tone: "language", pressed: code === spoken(),
    onclick: async () => { speak(code); await remember("language", code); goHome(); },
  }));
  return [heading(say("language"), { icon: "language" }), grid(keys)];
}

export function settings() {
  const isDark = document.documentElement.dataset.theme === "dark";
  const keys = [
    key({ id: "set_machine", icon: "machine", word: say("machine"), onclick: () => show(chooseMachine) }),
    key({ id: "set_language", icon: "language", word: say("language"), onclick: () => show(chooseLanguage) }),
    key({ id: "set_sound", icon: app.hasSound ? "sound" : "mute", word: say("sound"), pressed: app.hasSound, onclick: switchSound }),
    key({ id: "set_dark", icon: isDark ? "moon" : "sun", word: say("dark"), pressed: isDark, onclick: switchTheme }),
  ];
  if (app.plant.badges.length) keys.push(key({ id: "set_badge", icon: "badge", word: say("badge"), sub: app.badge, onclick: () => show(chooseBadge) }));
  return [heading(say("settings"), { icon: "settings" }), grid(keys)];
}

async function switchSound() {
  app.hasSound = !app.hasSound;
  sound.setSound(app.hasSound);
  await remember("sound", app.hasSound);
  sound.accepted();
  app.redraw();
}

async function switchTheme() {
  useTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
  await remember("theme", document.documentElement.dataset.theme);
  app.redraw();
}

export function useTheme(theme) {
  const wanted = theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  document.documentElement.dataset.theme = wanted;
}

function chooseBadge() {
  const none = key({ id: "no_badge", icon: "nobody", word: say("no_badge"), onclick: () => wear("") });
  const badges = app.plant.badges.map((each) => ({ ...each, id: each.label, names: {}, icon: "badge" }));
  return chooseFrom(say("which_badge"), badges, (each) => (each.pin ? show(() => askPin(each.label)) : wear(each.label)), { icon: "badge", first: [none] });
}

async function wear(label) {
  app.badge = label;
  await remember("badge", label);
  goHome();
}

function askPin(label) {
  return [
    heading(label, { icon: "badge", sub: say("pin"), back: () => show(chooseBadge) }),
    h("div", { class: "secret" }, pad({ unit: "", decimals: false, keepZeros: true, done: (pin) => tryPin(label, pin) })),
  ];
}

async function tryPin(label, pin) {
  try {
    const answer = await app.post.tryPin(label, pin);
    if (answer === "right") return wear(label);
    sound.refused();
    toast(say(`pin_${answer}`), "bad");
  } catch {
    toast(say("pin_needs_signal"), "calm");
  }
  show(chooseBadge);
}

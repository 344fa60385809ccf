// The kiosk's own words in five languages, each a file; the plant's names come with the plant.

import { now } from "./clock.js";

export const LANGUAGES = [
  ["ko", "한국어"], ["en", "English"], ["vi", "Tiếng Việt"], ["ne", "नेपाली"], ["km", "ភាសាខ្មែរ"],
];
const files = {};
let language = "ko";

export async function loadWords(folder) {
  await Promise.all(LANGUAGES.map(async ([code]) => {
    files[code] = await (await fetch(`${folder}words/${code}.json`)).json();
  }));
}

export function speak(code) {
  language = files[code] ? code : "ko";
  document.documentElement.lang = language;
}

export const spoken = () => language;

// A sentence with its {blanks} filled.
export function say(name, blanks = {}) {
  const text = files[language]?.[name] ?? files.ko?.[name] ?? name;
  return text.replace(/\{(\w+)\}/g, (_whole, blank) => String(blanks[blank] ?? ""));
}

// A thing's name in the language spoken, else in Korean, else any, else its code.
export function nameOf(thing) {
  const names = thing?.names ?? {};
  return names[language] || names.ko || Object.values(names)[0] || thing?.id || "";
}

export function unitOf(unit) {
  if (unit === "min" || unit === "s") return say(`unit_${unit}`);
  return unit === "ea" || !unit ? say("pieces") : unit;
}

export function minutesSince(at) {
  const minutes = Math.max(0, Math.floor((now() - Date.parse(at)) / 60_000));
  if (minutes < 60) return say("minutes", { n: minutes });
  return say("hours", { h: Math.floor(minutes / 60), n: minutes % 60 });
}

// How far this device's clock is ahead of the server's, in seconds. Times are told as the device has them; the
// difference is told beside them, fixed when the entry is made, so that sending it again changes nothing.

import { remember } from "./store.js";

const TOLD_FROM_S = 5;
const WRONG_FROM_S = 120;
let ahead = 0;
let shiftMs = 0;

// A demo has a day of its own: what is entered there is of that day.
export function shiftBy(seconds) {
  shiftMs = (seconds ?? 0) * 1000;
}

export const now = () => Date.now() + shiftMs;
export const stamp = () => new Date(now()).toISOString();

export function restore(seconds) {
  ahead = seconds ?? 0;
}

// The server's date is cut to the second, so that half a second is added on average.
export function note(date, asked, answered) {
  const server = Date.parse(date ?? "");
  if (Number.isNaN(server)) return;
  ahead = Math.round((asked + answered) / 2000 - (server + 500) / 1000);
  remember("clock_ahead_s", ahead);
}

export function told() {
  return Math.abs(ahead) >= TOLD_FROM_S ? `clock:${ahead > 0 ? "+" : ""}${ahead}s` : "";
}

export function isWrong() {
  return Math.abs(ahead) >= WRONG_FROM_S;
}

export function minutesAhead() {
  return Math.round(ahead / 60);
}

// Sends the queue in order and asks for the plant; both whenever there is a signal, never in the way of entering.

import { note as noteClock } from "./clock.js";
import { settle } from "./queue.js";
import { queued, remember } from "./store.js";

const MOST_LINES = 200;
const PATIENCE_MS = 20_000;
const RETRY_MS = [3_000, 5_000, 10_000, 20_000, 40_000];

export class Post {
  #base;
  #onChange;
  #isSending = false;
  #isAskedAgain = false;
  #failures = 0;
  #timer;

  // `onChange` is told {unsent}, {plant}, {disconnected}, {failed}: whatever is new.
  constructor(base, onChange) {
    this.#base = base;
    this.#onChange = onChange;
  }

  // Send until nothing is left or it fails; two calls at once send once.
  async send(site) {
    this.#isAskedAgain = true;
    if (this.#isSending) return;
    this.#isSending = true;
    clearTimeout(this.#timer);
    try {
      while (this.#isAskedAgain) {
        this.#isAskedAgain = false;
        while (await this.#sendSome(site));
      }
      this.#failures = 0;
      this.#onChange({ failed: false });
    } catch (error) {
      this.#onChange(error.cause === 401 ? { disconnected: true, failed: true } : { failed: true });
      this.#again(site);
    } finally {
      this.#isSending = false;
    }
  }

  // The plant as the server knows it; kept for when there is no signal.
  async fetchPlant() {
    const answer = await this.#ask("plant.json", {});
    const plant = await answer.json();
    await remember("plant", plant);
    this.#onChange({ plant, disconnected: false });
    return plant;
  }

  async tryPin(label, pin) {
    const answer = await this.#ask("badge", { method: "POST", body: new URLSearchParams({ label, pin }) });
    return (await answer.json()).answer;
  }

  async #sendSome(site) {
    const rows = (await queued()).filter((row) => row.site === site && !row.held).slice(0, MOST_LINES);
    if (!rows.length) return false;
    const body = rows.map((row) => JSON.stringify(row.event)).join("\n");
    const headers = { "Content-Type": "application/x-ndjson" };
    const answer = await this.#ask("events", { method: "POST", body, headers });
    const receipt = await answer.json();
    const covered =
      receipt.accepted + receipt.duplicate + receipt.conflict + receipt.future + receipt.rejected.length;
    if (receipt.read !== rows.length || covered !== rows.length) throw new Error("the receipt does not cover it");
    await settle(rows, receipt);
    this.#onChange({ sent: rows.length, refused: receipt.rejected.length, quarantined: receipt.conflict + receipt.future });
    return true;
  }

  async #ask(path, { headers = {}, ...more }) {
    const asked = Date.now();
    const answer = await fetch(this.#base + path, {
      ...more,
      headers: { ...headers, "X-Dure-Device": "1" },
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    noteClock(answer.headers.get("Date"), asked, Date.now());
    if (!answer.ok) throw new Error(`answered ${answer.status}`, { cause: answer.status });
    return answer;
  }

  #again(site) {
    const wait = RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)];
    this.#failures += 1;
    this.#timer = setTimeout(() => this.send(site), wait);
  }
}

// What was entered and is not sent yet. A sequence number is given in the transaction that stores the entry, so that
// no number is given twice and none is left out, also when the power goes.

import { answered, queued, write } from "./store.js";

const EPOCH_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
const EPOCH_LENGTH = 12;

function newEpoch() {
  const bytes = crypto.getRandomValues(new Uint8Array(EPOCH_LENGTH));
  return Array.from(bytes, (byte) => EPOCH_LETTERS[byte % EPOCH_LETTERS.length]).join("");
}

// The source of this device at this plant, drawn when first needed: a device that lost its memory is another source.
async function sourceOf(meta, site, number) {
  const key = `source:${site}:${number}`;
  const found = (await answered(meta.get(key))) ?? { id: `hands#${number}-${newEpoch()}`, next: 1 };
  await answered(meta.put({ ...found, next: found.next + 1 }, key));
  return { id: found.id, seq: found.next };
}

// Store an event with its number; `before` is what undoing it brings back. A held row waits for `release`.
export function add(plant, fields, { held = false, before = null, target = null } = {}) {
  return write(["meta", "queue", "log"], async ({ meta, queue, log }) => {
    const source = await sourceOf(meta, plant.site, plant.device.number);
    const event = { source_id: source.id, source_seq: source.seq, ...fields };
    await answered(queue.add({ source: source.id, seq: source.seq, site: plant.site, held, event }));
    if (target) await answered(log.put({ ...target, undone: true }));
    else await answered(log.add({ site: plant.site, event, before, undone: false }));
    return event;
  });
}

// Complete a held row and let it go. What was sent is never changed: only a row that still waits is.
export function release(event, changes = {}) {
  return write(["queue", "log"], async ({ queue, log }) => {
    const key = [event.source_id, event.source_seq];
    const row = await answered(queue.get(key));
    if (!row?.held) return event;
    const whole = { ...row.event, ...changes };
    await answered(queue.put({ ...row, held: false, event: whole }));
    const rows = await answered(log.getAll());
    const entry = rows.find((each) => each.event.source_id === key[0] && each.event.source_seq === key[1]);
    if (entry) await answered(log.put({ ...entry, event: whole }));
    return whole;
  });
}

// Nothing is held over a restart: what nobody completed goes as it is.
export async function releaseAll() {
  for (const row of await queued()) if (row.held) await release(row.event);
}

// Take out what the receipt covers: every line of the delivery, those that were refused kept with their reason.
export function settle(rows, receipt) {
  const refusedLines = new Map(receipt.rejected.map((each) => [each.line, each.why]));
  return write(["queue", "refused"], async ({ queue, refused }) => {
    for (const [index, row] of rows.entries()) {
      await answered(queue.delete([row.source, row.seq]));
      const why = refusedLines.get(index + 1);
      if (why !== undefined) await answered(refused.add({ event: row.event, why }));
    }
  });
}

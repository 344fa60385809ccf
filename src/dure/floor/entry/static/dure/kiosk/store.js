// The device's own memory (IndexedDB). `meta`: small settings by key; `queue`: what is not sent yet, by source and
// sequence; `log`: what was entered, for the last entries and for undo; `refused`: what the server did not take.

const NAME = "dure-kiosk";
const KEPT_ENTRIES = 40;
let opening;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      const db = request.result;
      db.createObjectStore("meta");
      db.createObjectStore("queue", { keyPath: ["source", "seq"] });
      db.createObjectStore("log", { keyPath: "id", autoIncrement: true });
      db.createObjectStore("refused", { keyPath: "id", autoIncrement: true });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opening;
}

export function answered(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// Runs `work` in one transaction that is on the disk when this returns: all of it, or nothing.
export async function write(names, work) {
  const db = await open();
  const transaction = db.transaction(names, "readwrite", { durability: "strict" });
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
  const stores = Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)]));
  const found = await work(stores);
  await done;
  return found;
}

async function reading(name, work) {
  const db = await open();
  return answered(work(db.transaction(name).objectStore(name)));
}

export const remember = (key, value) => write(["meta"], ({ meta }) => answered(meta.put(value, key)));
export const recall = (key) => reading("meta", (store) => store.get(key));
export const queued = () => reading("queue", (store) => store.getAll());
export const refusals = () => reading("refused", (store) => store.getAll());
export const entries = () => reading("log", (store) => store.getAll());
export const forgetRefusals = () => write(["refused"], ({ refused }) => answered(refused.clear()));

// What was entered long ago is in the plant's record, not here.
export async function trimEntries() {
  const rows = await entries();
  const old = rows.slice(0, Math.max(0, rows.length - KEPT_ENTRIES));
  if (old.length) await write(["log"], ({ log }) => Promise.all(old.map((row) => answered(log.delete(row.id)))));
}

// Sentences come with the page, in the reader's language, as data attributes of <body>.
export function word(name, values = {}) {
  const key = "word" + name.charAt(0).toUpperCase() + name.slice(1);
  let text = document.body.dataset[key] || "";
  for (const [place, value] of Object.entries(values)) text = text.replace(`{${place}}`, value);
  return text;
}

export function clock(moment) {
  return `${String(moment.getHours()).padStart(2, "0")}:${String(moment.getMinutes()).padStart(2, "0")}`;
}

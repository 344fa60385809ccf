// Small tools to build the page without any framework.

const SVG = "http://www.w3.org/2000/svg";

// h("button", {class: "key", onclick: f}, child, "text"): an element. Text is always text, never markup.
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

// A picture of the sprite; an unknown name gets the first letters of what it stands for.
export function picture(name, fallback = "") {
  if (!document.getElementById(`p-${name}`)) {
    return h("span", { class: "picture letters", "aria-hidden": "true" }, (fallback || "?").slice(0, 2));
  }
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "picture");
  svg.setAttribute("viewBox", "0 0 48 48");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#p-${name}`);
  svg.append(use);
  return svg;
}

// A key: picture over word. `id` names it for tests and for people who read the page with other means.
export function key({ id, icon, word, tone = "", sub = "", pressed = null, onclick }) {
  const props = { type: "button", class: `key ${tone}`, "data-key": id, onclick };
  if (pressed !== null) props["aria-pressed"] = String(pressed);
  return h("button", props, icon ? picture(icon, word) : null, h("span", { class: "word" }, word),
    sub ? h("span", { class: "sub" }, sub) : null);
}

export async function loadPictures(address) {
  const text = await (await fetch(address)).text();
  const sprite = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  document.getElementById("pictures").replaceChildren(document.importNode(sprite, true));
}

// What all screens share; each screen's own file goes on from here (mi_helpers/practice/screen.py puts them together).
// Text of the bank and of the learner goes in as text nodes; only feedback, escaped by feedback.py, as HTML.

function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

let ids = 0;
const uniqueId = (name) => `mi-${name}-${++ids}`;

// JupyterLab listens to keys from outputs as well: Shift+Enter would run the cell again and wipe the screen, two
// presses of D on a button would delete the cell. Shortcuts like Ctrl+S stay Lab's.
function keepKeys(root) {
  root.addEventListener("keydown", (event) => {
    const shortcut = event.ctrlKey || event.metaKey || event.altKey;
    if (event.key === "Enter" || !shortcut) event.stopPropagation();
  });
}

function openScreen(name, el) {
  const root = h("section", { class: "mi-screen", "aria-label": name });
  keepKeys(root);
  el.append(root);
  return root;
}

const button = (label, attributes) => h("button", { type: "button", ...attributes }, label);

const label = (words) => h("span", { class: "mi-label" }, words);

const clientCard = (who, client) =>
  h("div", { class: "mi-client" }, h("p", { class: "mi-who" }, who), h("blockquote", {}, client));

function fromHtml(html) {
  const holder = h("div");
  holder.innerHTML = html;
  return holder;
}

const framed = (text) => h("div", { class: "mi-feedback mi-notice" }, h("p", {}, text));

// Drafts go to the learner's log, in the kernel. Until it has confirmed one, the browser keeps it, so that words typed
// while no kernel runs are found again; where storage is off or full, they last as long as the page.
const kept = new Map();
const PREFIX = "mi-helpers:";
function recall(key) {
  try {
    return localStorage.getItem(PREFIX + key) ?? kept.get(key) ?? "";
  } catch {
    return kept.get(key) ?? "";
  }
}
function keep(key, value) {
  kept.set(key, value);
  try {
    localStorage.setItem(PREFIX + key, value);
  } catch {
    // Said above: the page's own memory has it.
  }
}
function forget(key) {
  kept.delete(key);
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // Where nothing can be kept, nothing is.
  }
}

// A draft is [text, milliseconds since 1970], here and in the log.
const keepDraft = (key, text) => keep(key, JSON.stringify([text, Date.now()]));
function unsentDraft(key) {
  try {
    const [text, at] = JSON.parse(recall(key));
    return typeof text === "string" && typeof at === "number" ? [text, at] : ["", 0];
  } catch {
    return ["", 0];
  }
}

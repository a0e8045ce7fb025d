// The browser's side of practice.py: the practice screen and the quick check. Messages are described there.
// Text of the bank and of the learner goes in as text nodes; only feedback, escaped by feedback.py, as HTML.

const SILENT =
  "The notebook's engine isn't answering. Your words are safe. " +
  "Choose Kernel > Restart Kernel, then run this cell again.";
const SILENT_AFTER_MS = 5000;
// An answer takes a few milliseconds; saying "reading" at once would only flicker.
const READING_AFTER_MS = 400;

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

// Drafts live in the browser, so that a cell run again or a new kernel finds them. Where storage is off or
// full, they last as long as the page.
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

// JupyterLab listens to keys from outputs as well: Shift+Enter would run the cell again and wipe the screen, two
// presses of D on a button would delete the cell. Shortcuts like Ctrl+S stay Lab's.
function keepKeys(root) {
  root.addEventListener("keydown", (event) => {
    const shortcut = event.ctrlKey || event.metaKey || event.altKey;
    if (event.key === "Enter" || !shortcut) event.stopPropagation();
  });
}

function framed(text) {
  return h("div", { class: "mi-feedback mi-notice" }, h("p", {}, text));
}

function renderPractice(model, root) {
  const items = model.get("items");
  const place = `at:${items.map((item) => item.id).join(",")}`;
  // Per exercise: the last answer, and what has been opened.
  const seen = new Map(items.map((item) => [item.id, { answer: null, hint: "", examples: null, open: new Set() }]));
  const waiting = new Map();
  const view = Math.random().toString(36).slice(2);
  let asked = 0;
  let at = Math.max(0, items.findIndex((item) => item.id === recall(place)));

  const replyId = uniqueId("reply");
  const keysId = uniqueId("keys");
  const lockedId = uniqueId("locked");

  const count = h("h3", { tabindex: "-1" });
  const progress = h("progress", { "aria-label": "Clients behind you", max: String(items.length) });
  const who = h("p", { class: "mi-who" });
  const client = h("blockquote");
  const pushy = h("s");
  const aim = h("span", { class: "mi-label" });
  const reminder = h("span");
  const reply = h("textarea", { id: replyId, rows: "3", "aria-describedby": keysId, spellcheck: "true" });
  const locked = h("p", { class: "mi-note", id: lockedId }, "Good answers open once you have checked a reply of your own.");
  const button = (label, attributes) => h("button", { type: "button", ...attributes }, label);
  const check = button("Check", { class: "mi-main", onclick: send });
  const hintButton = button("", { onclick: () => toggle("hint") });
  const examplesButton = button("", { onclick: () => toggle("examples") });
  const back = button("Back", { onclick: () => go(at - 1) });
  const next = button("Next", { onclick: () => go(at + 1) });
  // Live regions are announced only when they were there before their words, so they stay.
  const answer = h("div", { class: "mi-answer", role: "status" });
  const hint = h("div", { class: "mi-answer", role: "status" });
  const examples = h("div", { class: "mi-answer" });
  const recap = h("div", { class: "mi-panel" });
  const work = h(
    "div",
    {},
    h("div", { class: "mi-client" }, who, client),
    h("p", { class: "mi-pushy" }, h("span", { class: "mi-label" }, "Instead of:"), " ", pushy),
    h("p", { class: "mi-aim" }, aim, " ", reminder),
    h("div", { class: "mi-reply" }, h("label", { for: replyId }, "Your reply"), reply),
    h("p", { class: "mi-note", id: keysId }, "Ctrl+Enter checks it. Your words stay on this computer."),
    h("div", { class: "mi-buttons" }, check, hintButton, examplesButton, h("div", { class: "mi-move" }, back, next)),
    locked,
    hint,
    answer,
    examples,
  );
  root.append(h("div", { class: "mi-top" }, count, progress), work, recap);

  reply.addEventListener("input", () => keep(`draft:${items[at].id}`, reply.value));
  reply.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    }
  });

  function send() {
    const { id } = items[at];
    const reading = setTimeout(() => showAnswer(id, framed("Reading your reply …")), READING_AFTER_MS);
    // The text goes with the click: a synced trait could arrive after it.
    ask("check", id, { text: reply.value }, reading);
  }

  function ask(type, id, extra = {}, reading = undefined) {
    const request = `${view}:${++asked}`;
    const silent = () => {
      clearTimeout(reading);
      showAnswer(id, framed(SILENT));
    };
    waiting.set(request, { id, timers: [reading, setTimeout(silent, SILENT_AFTER_MS)] });
    try {
      model.send({ type, item: id, request, ...extra });
    } catch {
      silent();
    }
  }

  function onAnswer(message) {
    const question = waiting.get(message.request);
    if (!question) return; // another view's
    waiting.delete(message.request);
    question.timers.forEach(clearTimeout);
    const state = seen.get(question.id);
    if (message.type === "feedback") {
      const holder = h("div");
      holder.innerHTML = message.html;
      showAnswer(question.id, holder);
    } else if (message.type === "note") {
      showAnswer(question.id, framed(message.text));
    } else {
      state[message.type] = message.text ?? message.examples;
      state.open.add(message.type);
      paintPanels();
    }
  }

  function showAnswer(id, content) {
    seen.get(id).answer = content;
    if (items[at]?.id !== id) return;
    answer.replaceChildren(content);
    answer.scrollIntoView({ block: "nearest" });
  }

  function toggle(panel) {
    const { id } = items[at];
    const state = seen.get(id);
    if (state.open.delete(panel)) paintPanels();
    else if (state[panel]) {
      state.open.add(panel);
      paintPanels();
    } else ask(panel, id);
  }

  function paintPanels() {
    const item = items[at];
    if (!item) return;
    const { open, ...state } = seen.get(item.id);
    const tried = item.id in model.get("best");
    hintButton.textContent = open.has("hint") ? "Hide the hint" : "Show a hint";
    examplesButton.textContent = open.has("examples") ? "Hide good answers" : "See good answers";
    examplesButton.setAttribute("aria-disabled", String(!tried));
    if (tried) examplesButton.removeAttribute("aria-describedby");
    else examplesButton.setAttribute("aria-describedby", lockedId);
    locked.hidden = tried;
    hint.replaceChildren(...(open.has("hint") ? [hintPanel(state.hint)] : []));
    examples.replaceChildren(...(open.has("examples") ? [examplesPanel(state.examples)] : []));
  }

  function paint() {
    const item = items[at];
    progress.value = at;
    work.hidden = !item;
    recap.hidden = Boolean(item);
    if (!item) {
      count.textContent = "That was the last client";
      recap.replaceChildren(...recapLines());
      return;
    }
    count.textContent = `Client ${at + 1} of ${items.length}`;
    who.textContent = item.who;
    client.textContent = item.client;
    pushy.textContent = item.pushy;
    aim.textContent = `Aim for: ${item.skill}.`;
    reminder.textContent = item.reminder;
    reply.value = recall(`draft:${item.id}`);
    back.disabled = at === 0;
    const last = seen.get(item.id).answer;
    answer.replaceChildren(...(last ? [last] : []));
    paintPanels();
  }

  function go(to) {
    at = to;
    keep(place, items[at]?.id ?? "");
    paint();
    // Read on from the top of the new client; this also scrolls there.
    count.focus();
  }

  function recapLines() {
    const ratings = Object.values(model.get("best"));
    const good = ratings.filter((rating) => rating >= 3).length;
    const replies = good === 1 ? "reply" : "replies";
    return [
      h("p", {}, `You replied to ${ratings.length} of ${items.length} clients. ${good} ${replies} reached level 3 or higher.`),
      h(
        "div",
        { class: "mi-buttons" },
        button("Start again", { onclick: () => go(0) }),
        button("Back", { onclick: () => go(items.length - 1) }),
      ),
    ];
  }

  model.on("msg:custom", onAnswer);
  model.on("change:best", paintPanels);
  paint();
  return () => {
    model.off("msg:custom", onAnswer);
    model.off("change:best", paintPanels);
    waiting.forEach(({ timers }) => timers.forEach(clearTimeout));
  };
}

function hintPanel(text) {
  return h("div", { class: "mi-panel" }, h("p", {}, h("span", { class: "mi-label" }, "Hint:"), " ", text));
}

function examplesPanel(examples) {
  const items = examples.map(({ level, text, why }) =>
    h("li", {}, h("p", { class: "mi-say" }, `“${text}”`), h("p", {}, why), h("p", { class: "mi-level" }, level)),
  );
  return h(
    "div",
    { class: "mi-panel" },
    h("p", { class: "mi-label" }, "Good answers: there is never just one"),
    h("ul", {}, ...items),
  );
}

function renderQuickCheck(model, root) {
  const questions = model.get("questions");
  const chosen = questions.map(() => null);
  const score = h("p", { role: "status", class: "mi-verdict" });

  questions.forEach(({ question, options }, n) => {
    const name = uniqueId("question");
    const explanation = h("div", { class: "mi-answer", role: "status" });
    const choose = (option) => {
      chosen[n] = option;
      explanation.replaceChildren(
        h(
          "div",
          { class: "mi-panel" },
          h("p", { class: "mi-verdict" }, option.right ? "✓ Right" : "✗ Not this one"),
          h("p", {}, option.why),
        ),
      );
      if (chosen.every(Boolean)) score.textContent = verdict();
    };
    const rows = options.map((option) =>
      h(
        "label",
        { class: "mi-option" },
        h("input", { type: "radio", name, onchange: () => choose(option) }),
        h("span", {}, option.text),
      ),
    );
    root.append(h("fieldset", {}, h("legend", {}, `${n + 1}. ${question}`), ...rows, explanation));
  });
  root.append(score);

  function verdict() {
    const right = chosen.filter((option) => option.right).length;
    const line = `${right} of ${questions.length} right.`;
    return right === questions.length ? line : `${line} Choose again where it says “Not this one”.`;
  }
}

export default {
  render({ model, el }) {
    const practising = model.get("screen") === "practice";
    const root = h("section", { class: "mi-screen", "aria-label": practising ? "Practice" : "Quick check" });
    keepKeys(root);
    el.append(root);
    return practising ? renderPractice(model, root) : renderQuickCheck(model, root);
  },
};

// The practice screen. Its messages are described in mi_helpers/practice/reply.py.

const SILENT =
  "The notebook's engine isn't answering. Your words are safe. " +
  "Choose Kernel > Restart Kernel, then run this cell again.";
const SILENT_AFTER_MS = 5000;
// An answer takes a few milliseconds; saying "reading" at once would only flicker.
const READING_AFTER_MS = 400;
const DRAFT_AFTER_MS = 500;

const unsent = (id) => unsentDraft(`draft:${id}`);
function newest(...drafts) {
  return drafts.reduce((best, draft) => (draft && draft[1] > best[1] ? draft : best), ["", 0]);
}

function renderPractice(model, root) {
  let items = model.get("items");
  const place = `at:${items.map((item) => item.id).join(",")}`;
  // Per exercise: the last answer, whether it was feedback, how far the hints are open, and the good answers.
  const unseen = (item) => [item.id, { answer: null, judged: false, hints: [], shown: 0, examples: null, open: false }];
  const seen = new Map(items.map(unseen));
  const waiting = new Map();
  const view = Math.random().toString(36).slice(2);
  let asked = 0;
  let at = Math.max(0, items.findIndex((item) => item.id === recall(place)));
  let saving = 0;

  const replyId = uniqueId("reply");
  const keysId = uniqueId("keys");
  const lockedId = uniqueId("locked");

  const count = h("h3", { tabindex: "-1" });
  const progress = h("progress", { "aria-label": "Clients behind you", max: String(items.length) });
  const who = h("p", { class: "mi-who" });
  const client = h("blockquote");
  const pushy = h("s");
  const aim = label("");
  const reminder = h("span");
  const reply = h("textarea", { id: replyId, rows: "3", "aria-describedby": keysId, spellcheck: "true" });
  const locked = h("p", { class: "mi-note", id: lockedId }, "Good answers open once you have checked a reply of your own.");
  const measuring = model.get("measuring");
  const check = button(measuring ? "Keep this reply" : "Check", { class: "mi-main", onclick: send });
  const again = button("Try again", { onclick: () => reply.focus() });
  const hintButton = button("", { onclick: nextHint });
  const examplesButton = button("", { onclick: toggleExamples });
  const back = button("Back", { onclick: () => go(at - 1) });
  const next = button("Next", { onclick: () => go(at + 1) });
  // Live regions are announced only when they were there before their words, so they stay.
  const answer = h("div", { class: "mi-answer", role: "status" });
  const hint = h("div", { class: "mi-answer", role: "status" });
  const examples = h("div", { class: "mi-answer", role: "status" });
  const recap = h("div", { class: "mi-panel" });
  const work = h(
    "div",
    {},
    h("div", { class: "mi-client" }, who, client),
    h("p", { class: "mi-pushy" }, label("Instead of:"), " ", pushy),
    h("p", { class: "mi-aim" }, aim, " ", reminder),
    h("div", { class: "mi-reply" }, h("label", { for: replyId }, "Your reply"), reply),
    h("p", { class: "mi-note", id: keysId }, measuring
    ? "Ctrl+Enter keeps it. Your words stay on this computer. Feedback comes after the last client."
    : "Ctrl+Enter checks it. Your words stay on this computer."),
    h("div", { class: "mi-buttons" }, check, again, hintButton, examplesButton, h("div", { class: "mi-move" }, back, next)),
    locked,
    hint,
    answer,
    examples,
  );
  if (model.get("notice")) root.append(framed(model.get("notice")));
  root.append(h("div", { class: "mi-top" }, count, progress), work, recap);

  reply.addEventListener("input", () => {
    keepDraft(`draft:${items[at].id}`, reply.value);
    clearTimeout(saving);
    saving = setTimeout(saveDraft, DRAFT_AFTER_MS, items[at].id);
  });
  reply.addEventListener("blur", () => items[at] && saveDraft(items[at].id));
  reply.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    }
  });

  function saveDraft(id) {
    clearTimeout(saving);
    const [text, typed] = unsent(id);
    if (!typed) return;
    try {
      const request = `${view}:${++asked}`;
      waiting.set(request, { id, timers: [] });
      model.send({ type: "draft", item: id, request, text, at: typed });
    } catch {
      // No kernel: the browser has the words.
    }
  }

  function send() {
    const { id } = items[at];
    const reading = setTimeout(() => showAnswer(id, framed("Reading your reply …"), false), READING_AFTER_MS);
    // The text goes with the click: a synced trait could arrive after it.
    ask("check", id, { text: reply.value }, reading);
  }

  function ask(type, id, extra = {}, reading = undefined) {
    const request = `${view}:${++asked}`;
    const silent = () => {
      clearTimeout(reading);
      showAnswer(id, framed(SILENT), false);
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
    const { id } = question;
    const state = seen.get(id);
    if (message.type === "feedback") {
      const shown = fromHtml(message.html);
      if (message.since) shown.prepend(h("p", { class: "mi-since" }, message.since));
      showAnswer(id, shown, true);
    } else if (message.type === "note") {
      showAnswer(id, framed(message.text), false);
    } else if (message.type === "kept") {
      if (unsent(id)[1] <= message.at) forget(`draft:${id}`);
    } else if (message.type === "hint") {
      state.hints = message.hints;
      state.shown = 1;
      paintPanels();
    } else if (message.type === "examples") {
      state.examples = message.examples;
      state.open = true;
      paintPanels();
    }
  }

  function showAnswer(id, content, judged) {
    const state = seen.get(id);
    state.answer = content;
    state.judged = judged;
    if (items[at]?.id !== id) return;
    answer.replaceChildren(content);
    again.hidden = !judged || measuring;
    answer.scrollIntoView({ block: "nearest" });
  }

  function nextHint() {
    const { id } = items[at];
    const state = seen.get(id);
    if (!state.hints.length) ask("hint", id);
    else {
      state.shown = state.shown < state.hints.length ? state.shown + 1 : 0;
      paintPanels();
    }
  }

  function toggleExamples() {
    const { id } = items[at];
    const state = seen.get(id);
    if (!state.examples) ask("examples", id);
    else {
      state.open = !state.open;
      paintPanels();
    }
  }

  function paintPanels() {
    const item = items[at];
    if (!item) return;
    const { hints, shown, open, examples: good } = seen.get(item.id);
    if (measuring) {
      for (const part of [again, hintButton, examplesButton, locked]) part.hidden = true;
      return;
    }
    const tried = item.id in model.get("best");
    hintButton.textContent = !shown ? "Show a hint" : shown < hints.length ? "Show another hint" : "Hide the hints";
    examplesButton.textContent = open ? "Hide good answers" : `See ${COUNTS[item.good] ?? "good answers"}`;
    examplesButton.setAttribute("aria-disabled", String(!tried));
    if (tried) examplesButton.removeAttribute("aria-describedby");
    else examplesButton.setAttribute("aria-describedby", lockedId);
    locked.hidden = tried;
    hint.replaceChildren(...(shown ? [hintPanel(hints.slice(0, shown), hints.length)] : []));
    examples.replaceChildren(...(open ? [examplesPanel(good)] : []));
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
    const waitingDraft = unsent(item.id);
    [reply.value] = newest(waitingDraft, model.get("drafts")[item.id]);
    if (waitingDraft[1]) saveDraft(item.id);
    back.disabled = at === 0;
    next.textContent = at === items.length - 1 ? "Finish" : "Next";
    const { answer: last, judged } = seen.get(item.id);
    answer.replaceChildren(...(last ? [last] : []));
    again.hidden = !judged || measuring;
    paintPanels();
  }

  function go(to) {
    if (items[at]) saveDraft(items[at].id);
    at = to;
    keep(place, items[at]?.id ?? "");
    paint();
    // Read on from the top of the new client; this also scrolls there.
    count.focus();
  }

  function recapLines() {
    const again = [
      button("Start again", { onclick: () => go(0) }),
      button("Back", { onclick: () => go(items.length - 1) }),
    ];
    if (model.get("recap")) return [fromHtml(model.get("recap")), h("div", { class: "mi-buttons" }, again[1])];
    if (measuring) {
      const kept = Object.keys(model.get("best")).length;
      return [
        h("p", {}, `You replied to ${kept} of ${items.length} people. Feedback comes when there is a reply to each.`),
        h("div", { class: "mi-buttons" }, ...again),
      ];
    }
    const ratings = Object.values(model.get("best"));
    const good = ratings.filter((rating) => rating >= 3).length;
    const replies = good === 1 ? "reply" : "replies";
    return [
      h("p", {}, `You replied to ${ratings.length} of ${items.length} clients. ${good} ${replies} reached level 3 or higher.`),
      h("div", { class: "mi-buttons" }, ...again),
    ];
  }

  // What comes next may be chosen anew after a try; what is on the screen stays.
  function onPlan() {
    const id = items[at]?.id;
    items = model.get("items");
    items.filter((item) => !seen.has(item.id)).forEach((item) => seen.set(...unseen(item)));
    at = id ? items.findIndex((item) => item.id === id) : items.length;
    progress.max = items.length;
    if (id) {
      count.textContent = `Client ${at + 1} of ${items.length}`;
      next.textContent = at === items.length - 1 ? "Finish" : "Next";
    }
  }

  model.on("msg:custom", onAnswer);
  model.on("change:best", paintPanels);
  model.on("change:items", onPlan);
  paint();
  return () => {
    model.off("msg:custom", onAnswer);
    model.off("change:best", paintPanels);
    model.off("change:items", onPlan);
    clearTimeout(saving);
    waiting.forEach(({ timers }) => timers.forEach(clearTimeout));
  };
}

const COUNTS = { 1: "a good answer", 2: "two good answers", 3: "three good answers" };

function hintPanel(hints, of) {
  const lines = hints.map((text, n) => h("p", {}, label(`Hint ${n + 1} of ${of}:`), " ", text));
  return h("div", { class: "mi-panel" }, ...lines);
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

export default {
  render({ model, el }) {
    return renderPractice(model, openScreen("Practice", el));
  },
};

// A conversation with a simulated client. Its messages are described in mi_helpers/conversation/screen.py.

const SILENT =
  "The notebook's engine isn't answering. Your words are safe. " +
  "Choose Kernel > Restart Kernel, then run this cell again: the conversation goes on where it was.";
// The first turn loads the scorer, which takes seconds on a busy machine.
const SILENT_AFTER_MS = 12000;
const DRAFT_AFTER_MS = 500;

const ENDED = {
  "own step": "The conversation has come to its end: a next step of their own.",
  politely: "The conversation has ended, politely.",
  left: "The client has left.",
};

function renderTalk(model, root) {
  const name = model.get("name");
  const key = `draft:converse:${model.get("client_id")}`;
  const view = Math.random().toString(36).slice(2);
  const waiting = new Map();
  const inputId = uniqueId("say");
  const keysId = uniqueId("keys");
  let asked = 0;
  let saving = 0;

  const heading = h("h3", { tabindex: "-1" }, `A conversation with ${name}`);
  // tabindex: a scrolling region must be reachable by keyboard.
  const talk = h("div", { class: "mi-talk", role: "log", "aria-label": `What you and ${name} say`, tabindex: "0" });
  const end = h("p", { class: "mi-end" });
  const input = h("textarea", { id: inputId, rows: "3", "aria-describedby": keysId, spellcheck: "true" });
  const field = h(
    "div",
    { class: "mi-reply" },
    h("label", { for: inputId }, `What do you say to ${name}?`),
    input,
    h("p", { class: "mi-note", id: keysId }, "Ctrl+Enter sends it. Sent empty, it is a silence. Your words stay on this computer."),
  );
  const send = button("Send", { class: "mi-main", onclick: say });
  const back = button("Take that back", { onclick: () => ask("back", { number: model.get("turns").length }) });
  const sum = button("End and look back", { onclick: () => ask("end") });
  const again = button("Begin again", { onclick: beginAgain });
  const copy = button("Copy to hand in", { onclick: () => ask("hand in") });
  const asHtml = button("Save as a page", { onclick: () => ask("export", { form: "html" }) });
  const asJson = button("Save as JSON", { onclick: () => ask("export", { form: "json" }) });
  const status = h("div", { class: "mi-answer", role: "status" });
  const summary = h("div", { class: "mi-sum" });
  const handIn = h("div", { class: "mi-reply" });
  if (model.get("notice")) root.append(framed(model.get("notice")));
  root.append(
    h("div", { class: "mi-top" }, heading),
    h("p", {}, model.get("who")),
    talk,
    end,
    field,
    h("div", { class: "mi-buttons" }, send, back, h("div", { class: "mi-move" }, sum, again)),
    status,
    summary,
  );

  input.addEventListener("input", () => {
    keepDraft(key, input.value);
    clearTimeout(saving);
    saving = setTimeout(saveDraft, DRAFT_AFTER_MS);
  });
  input.addEventListener("blur", saveDraft);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      say();
    }
  });

  function saveDraft() {
    clearTimeout(saving);
    const [text, at] = unsentDraft(key);
    if (at) ask("draft", { text, at }, false);
  }

  function say() {
    if (send.disabled) return;
    busy(true);
    // The text goes with the click: a synced trait could arrive after it.
    ask("say", { text: input.value });
  }

  function busy(is) {
    send.disabled = is;
  }

  function ask(type, extra = {}, loud = true) {
    const request = `${view}:${++asked}`;
    const silent = () => {
      waiting.delete(request);
      busy(false);
      status.replaceChildren(framed(SILENT));
    };
    waiting.set(request, { type, timer: loud ? setTimeout(silent, SILENT_AFTER_MS) : 0 });
    try {
      model.send({ type, request, ...extra });
    } catch {
      if (loud) silent();
    }
  }

  function onAnswer(message) {
    const question = waiting.get(message.request);
    if (!question) return; // another view's
    waiting.delete(message.request);
    clearTimeout(question.timer);
    if (message.type === "kept") {
      if (unsentDraft(key)[1] <= message.at) forget(key);
      return;
    }
    busy(false);
    status.replaceChildren();
    if (message.type === "note") {
      status.replaceChildren(framed(message.text));
    } else if (message.type === "turn") {
      add(message.turn);
      clear("");
      ended(message.ended);
      if (message.ended) ask("end");
    } else if (message.type === "turns") {
      paint(message.greeting, message.turns);
      clear(message.text);
      ended(message.ended);
      summary.replaceChildren();
      input.focus();
    } else if (message.type === "summary") {
      showSummary(message.html);
    } else if (message.type === "hand in") {
      showHandIn(message.text);
    } else if (message.type === "file") {
      download(message.name, message.text);
    }
  }

  function clear(text) {
    input.value = text;
    keepDraft(key, text);
    saveDraft();
  }

  function beginAgain() {
    // A conversation can't be had twice by mistake: a second press begins anew.
    if (model.get("turns").length && again.dataset.sure !== "yes") {
      again.dataset.sure = "yes";
      again.textContent = "Begin again: sure?";
      return;
    }
    ask("again");
  }

  function showSummary(html) {
    const shown = fromHtml(html);
    const title = h("h3", { tabindex: "-1" }, "Looking back");
    summary.replaceChildren(title, shown, h("div", { class: "mi-buttons" }, copy, asHtml, asJson), handIn);
    handIn.replaceChildren();
    title.focus();
    title.scrollIntoView({ block: "nearest" });
  }

  // The text is shown as well, and chosen: a browser may refuse to copy, and a learner may want to see what is handed in.
  function showHandIn(text) {
    const id = uniqueId("hand-in");
    const box = h("textarea", { id, rows: "8", readonly: "", spellcheck: "false" });
    box.value = text;
    handIn.replaceChildren(h("label", { for: id }, "Text to hand in"), box);
    box.focus();
    box.select();
    const say = (words) => status.replaceChildren(framed(`${words} paste it into the answer cell of the assignment.`));
    const byHand = () => say("Press Ctrl+C (on a Mac ⌘C) to copy the text, then");
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(() => say("Copied. Now"), byHand);
    else byHand();
  }

  function download(file, text) {
    const type = file.endsWith("html") ? "text/html" : "application/json";
    const address = URL.createObjectURL(new Blob([text], { type }));
    const link = h("a", { href: address, download: file });
    root.append(link);
    link.click();
    link.remove();
    URL.revokeObjectURL(address);
    status.replaceChildren(framed(`Saved as ${file}.`));
  }

  function theirs({ said, manner }) {
    const meanwhile = manner ? [h("em", {}, `${name} ${manner}.`), " "] : [];
    return h("div", { class: "mi-turn mi-theirs" }, h("p", { class: "mi-speaker" }, name), h("p", {}, ...meanwhile, said));
  }

  function mine(turn) {
    const from = button("Take it back to here", { onclick: () => ask("back", { number: turn.number }) });
    // Made when it is opened: in a long conversation most are never looked at, and a log reads out all that arrives.
    const why = h("details", {}, h("summary", {}, "What did this do?"));
    why.addEventListener("toggle", () => {
      if (why.open && why.children.length === 1) why.append(h("p", { class: "mi-did" }, turn.did), fromHtml(turn.feedback), from);
    });
    return h(
      "div",
      { class: "mi-turn mi-mine" },
      h("p", { class: "mi-speaker" }, "You"),
      h("p", {}, turn.words.trim() ? turn.words : h("em", {}, "You say nothing.")),
      why,
    );
  }

  function add(turn) {
    talk.append(mine(turn), theirs(turn));
    talk.scrollTop = talk.scrollHeight;
    buttons(turn.number);
  }

  function buttons(turns) {
    back.disabled = turns === 0;
    sum.disabled = turns === 0;
    again.disabled = turns === 0;
    again.textContent = "Begin again";
    delete again.dataset.sure;
  }

  function ended(how) {
    end.textContent = ENDED[how] ?? "";
    end.hidden = !how;
    field.hidden = Boolean(how);
    send.hidden = Boolean(how);
  }

  function paint(greeting, turns) {
    talk.replaceChildren(theirs(greeting), ...turns.flatMap((turn) => [mine(turn), theirs(turn)]));
    talk.scrollTop = talk.scrollHeight;
    buttons(turns.length);
  }

  model.on("msg:custom", onAnswer);
  paint(model.get("greeting"), model.get("turns"));
  const browser = unsentDraft(key);
  const log = model.get("draft");
  input.value = browser[1] > log[1] ? browser[0] : log[0];
  if (browser[1]) saveDraft();
  ended(model.get("ended"));
  return () => {
    model.off("msg:custom", onAnswer);
    clearTimeout(saving);
    waiting.forEach(({ timer }) => clearTimeout(timer));
  };
}

export default {
  render({ model, el }) {
    return renderTalk(model, openScreen(`A conversation with ${model.get("name")}`, el));
  },
};

// A reply whose words can be marked: by click or drag, or by keyboard as in any list (arrows, space).

export default {
  render({ model, el }) {
    const root = openScreen("Spot the roadblock", el);
    const words = model.get("words");
    const roadblocks = model.get("roadblocks");
    const status = h("div", { class: "mi-answer", role: "status" });
    const taskId = uniqueId("task");
    let current = 0;
    let dragging = null;

    const options = words.map(([text], n) =>
      h(
        "span",
        { role: "option", "aria-selected": "false", tabindex: n ? "-1" : "0", id: uniqueId("word") },
        text,
      ),
    );
    const list = h(
      "div",
      { class: "mi-words-list", role: "listbox", "aria-multiselectable": "true", "aria-labelledby": taskId },
      ...options.flatMap((option) => [option, " "]),
    );
    const marked = (n) => options[n].getAttribute("aria-selected") === "true";
    const mark = (n, on) => options[n].setAttribute("aria-selected", String(on));
    const numberOf = (target) => options.indexOf(target.closest?.("[role=option]"));

    function move(to) {
      options[current].tabIndex = -1;
      current = Math.min(words.length - 1, Math.max(0, to));
      options[current].tabIndex = 0;
      options[current].focus();
    }

    list.addEventListener("keydown", (event) => {
      const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -words.length, End: words.length };
      if (event.key in steps) {
        event.preventDefault();
        move(current + steps[event.key]);
      } else if (event.key === " " || event.key === "Enter") {
        event.preventDefault();
        mark(current, !marked(current));
      }
    });
    list.addEventListener("pointerdown", (event) => {
      const n = numberOf(event.target);
      if (n < 0) return;
      event.preventDefault();
      dragging = !marked(n);
      mark(n, dragging);
      move(n);
    });
    list.addEventListener("pointerover", (event) => {
      const n = numberOf(event.target);
      if (n >= 0 && dragging !== null && event.buttons) mark(n, dragging);
    });
    const drop = () => (dragging = null);
    window.addEventListener("pointerup", drop);

    function check() {
      const hits = roadblocks.map((_, number) => words.some(([, of], n) => of === number && marked(n)));
      const spare = words.filter(([, of], n) => of < 0 && marked(n)).map(([text]) => text);
      options.forEach((option, n) => option.classList.toggle("mi-roadblock", words[n][1] >= 0));
      const found = hits.filter(Boolean).length;
      const lines = roadblocks.map(({ words: said, name, why }, number) =>
        h("li", {}, h("p", { class: "mi-verdict" }, `${hits[number] ? "✓ Found" : "○ Missed"}: “${said}”`), h("p", {}, label(`${name}.`), ` ${why}`)),
      );
      status.replaceChildren(
        h(
          "div",
          { class: "mi-panel" },
          h("p", { class: "mi-verdict" }, `You found ${found} of ${roadblocks.length}.`),
          h("ul", {}, ...lines),
          ...(spare.length ? [h("p", {}, `You also marked “${spare.join(" … ")}”. That on its own doesn't push.`)] : []),
        ),
      );
    }

    function clear() {
      options.forEach((option, n) => {
        mark(n, false);
        option.classList.remove("mi-roadblock");
      });
      status.replaceChildren();
      move(0);
    }

    root.append(
      clientCard(model.get("who"), model.get("client")),
      h("p", { id: taskId }, model.get("task")),
      list,
      h("p", { class: "mi-note" }, "By keyboard: arrow keys move from word to word, the space bar marks one."),
      h(
        "div",
        { class: "mi-buttons" },
        button("Check", { class: "mi-main", onclick: check }),
        button("Start again", { onclick: clear }),
      ),
      status,
    );
    return () => window.removeEventListener("pointerup", drop);
  },
};

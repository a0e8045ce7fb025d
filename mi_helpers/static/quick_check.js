// The quick check: a quiz whose every choice is explained at once.

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
    renderQuickCheck(model, openScreen("Quick check", el));
  },
};

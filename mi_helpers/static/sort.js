// Replies in mixed order, each to be given a level; then why each has the level it has.

export default {
  render({ model, el }) {
    const root = openScreen("Sort the replies", el);
    const replies = model.get("replies");
    const levels = model.get("levels");
    const chosen = replies.map(() => 0);
    const note = h("p", { class: "mi-verdict", role: "status" });

    const rows = replies.map(({ text }, n) => {
      const name = uniqueId("level");
      const result = h("div", { class: "mi-answer", role: "status" });
      const choices = levels.map((words, k) =>
        h(
          "label",
          { class: "mi-step" },
          h("input", { type: "radio", name, onchange: () => (chosen[n] = k + 1) }),
          h("span", {}, `${k + 1} ${words}`),
        ),
      );
      const field = h("fieldset", {}, h("legend", {}, text), h("div", { class: "mi-ladder" }, ...choices), result);
      return { field, result };
    });

    function check() {
      const open = chosen.filter((level) => !level).length;
      if (open) {
        note.textContent = open === 1 ? "One reply has no level yet." : `${open} replies have no level yet.`;
        return;
      }
      let exact = 0;
      rows.forEach(({ result }, n) => {
        const { rating, why } = replies[n];
        const gap = Math.abs(rating - chosen[n]);
        if (!gap) exact += 1;
        const verdict = !gap ? "✓ Yes" : gap === 1 ? "≈ One step off" : "✗ Further off";
        result.replaceChildren(
          h(
            "div",
            { class: "mi-panel" },
            h("p", { class: "mi-verdict" }, `${verdict}: level ${rating}, ${levels[rating - 1]}.`),
            h("p", {}, why),
          ),
        );
      });
      note.textContent = `${exact} of ${replies.length} on the very step. One step off is a matter of taste; two is worth a second look.`;
    }

    root.append(
      clientCard(model.get("who"), model.get("client")),
      ...rows.map(({ field }) => field),
      h("div", { class: "mi-buttons" }, button("Check", { class: "mi-main", onclick: check })),
      note,
    );
  },
};

// Two replies side by side: choose one, then see what each does.

export default {
  render({ model, el }) {
    const root = openScreen("Two replies", el);
    const replies = model.get("replies");
    const status = h("div", { class: "mi-answer", role: "status" });
    const columns = replies.map((reply, n) => {
      const letter = "AB"[n];
      const after = h("div", { class: "mi-answer", hidden: "" });
      const choose = button(`Reply ${letter}`, { class: "mi-choose", "aria-pressed": "false", onclick: () => show(n) });
      const heading = h("p", { class: "mi-heading" }, `Reply ${letter}`);
      const said = h("blockquote", { class: "mi-said" }, reply.text);
      return { choose, after, heading, said, column: h("div", {}, heading, said, after) };
    });

    function show(chosen) {
      columns.forEach(({ choose, after, heading, said }, n) => {
        const { title, html, why } = replies[n];
        choose.setAttribute("aria-pressed", String(n === chosen));
        heading.textContent = `Reply ${"AB"[n]}: ${title.toLowerCase()}`;
        said.hidden = true; // the feedback shows the words again, marked
        after.hidden = false;
        after.replaceChildren(fromHtml(html), ...(why ? [h("p", { class: "mi-why" }, why)] : []));
      });
      const right = replies[chosen].listens;
      status.replaceChildren(
        h(
          "p",
          { class: "mi-verdict" },
          right
            ? `✓ Reply ${"AB"[chosen]} is the one that listens. What each of them does is shown with it.`
            : `✗ Reply ${"AB"[chosen]} is the one that pushes, kindly perhaps. What each of them does is shown with it.`,
        ),
      );
    }

    root.classList.add("mi-wide");
    root.append(
      clientCard(model.get("who"), model.get("client")),
      h("div", { class: "mi-pair" }, ...columns.map(({ column }) => column)),
      h("p", { class: "mi-ask" }, model.get("ask")),
      h("div", { class: "mi-buttons", role: "group", "aria-label": model.get("ask") }, ...columns.map(({ choose }) => choose)),
      status,
    );
  },
};

// Makes `%%response` cells read and behave like prose, and the course's text and tables easier on the eye, in
// JupyterLab 4 and Notebook 7.
//
// Written by hand and shipped as it is: there is no build step and no node toolchain. This file is a
// module federation container, the form in which Lab loads prebuilt extensions: Lab calls init() with
// the modules that it shares, then get("./extension") for a factory of the plugin. CodeMirror and
// Lab's tokens must be the very objects that Lab uses, so all of them come from that share scope.
// It does not lie in a folder named static/, because Lab lets browsers keep what does for a year, and
// so they would miss an update.
//
// The work is done by one CodeMirror extension in every code cell's editor, and not by a watcher of
// notebooks: so it is there whenever and wherever an editor is, in new, scrolled-away and retyped cells.
(() => {
  'use strict';

  // The response that a document holds, or null. IPython too skips blank lines before a cell magic.
  function findResponse(doc) {
    for (let number = 1; number <= doc.lines; number++) {
      const line = doc.line(number);
      const text = line.text.trim();
      if (text) {
        const header = /^%%response(?:\s+(.*))?$/.exec(text);
        return header && { question: header[1] || '', from: line.from };
      }
    }
    return null;
  }

  function proseExtension(view, state) {
    const { Decoration, EditorView, ViewPlugin } = view;
    const { EditorState, StateField } = state;
    const header = Decoration.line({ class: 'mi-response-header' });

    const response = StateField.define({
      create: (state) => findResponse(state.doc),
      update: (value, transaction) =>
        transaction.docChanged ? findResponse(transaction.newDoc) : value,
      provide: (field) => [
        EditorView.editorAttributes.from(field, (found) => (found ? { class: 'mi-response' } : {})),
        EditorView.contentAttributes.from(field, (found) =>
          found
            ? {
                'aria-label': found.question ? `Your reply, ${found.question}` : 'Your reply',
                autocapitalize: 'sentences',
                autocorrect: 'on',
                class: 'cm-lineWrapping',
                spellcheck: 'true',
              }
            : {},
        ),
        EditorView.decorations.from(field, (found) =>
          found ? Decoration.set(header.range(found.from)) : Decoration.none,
        ),
      ],
    });

    // For who has switched on "Auto Closing Brackets": an apostrophe stays one apostrophe.
    const noClosing = EditorState.languageData.of((state) =>
      state.field(response) ? [{ closeBrackets: { brackets: [] } }] : [],
    );

    // The language of a cell is its model's MIME type, which Lab sets for all code cells when the kernel
    // says what it speaks: hold on to plain text, and remember what to give back. As plain text a cell
    // has no colours, no indentation after a colon and no completion while typing. A model may be shown
    // by two editors, so give back only when this editor's own text has changed.
    const PLAIN = 'text/plain';
    const codeTypes = new WeakMap();
    const plainLanguage = (model) =>
      ViewPlugin.define((editor) => {
        const isResponse = () => Boolean(editor.state.field(response));
        const hold = () => {
          if (isResponse() && model.mimeType !== PLAIN) {
            codeTypes.set(model, model.mimeType);
            model.mimeType = PLAIN;
          }
        };
        const apply = () => {
          if (isResponse()) {
            hold();
          } else {
            model.mimeType = codeTypes.get(model) || model.mimeType;
          }
          // Tab moves on, as in any text box. Later, because the editor may still be in the making.
          queueMicrotask(() => editor.setTabFocusMode(isResponse()));
        };
        apply();
        model.mimeTypeChanged.connect(hold);
        return {
          update: (update) => {
            if (!update.startState.field(response) !== !update.state.field(response)) {
              apply();
            }
          },
          destroy: () => model.mimeTypeChanged.disconnect(hold),
        };
      });

    // "&" is the editor. The colours are those of the theme's prose; the header is dimmed, and still
    // has a contrast above 4.5:1 in the light and dark themes.
    const style = EditorView.theme({
      '&.mi-response .cm-content': {
        color: 'var(--jp-content-font-color1)',
        fontFamily: 'var(--jp-content-font-family)',
        fontSize: 'calc(var(--jp-content-font-size1) * 1.15)',
        lineHeight: '1.6',
        padding: '8px 0',
      },
      '&.mi-response .cm-line': {
        // About 75 characters to a line: longer ones are hard to read.
        paddingLeft: '12px',
        paddingRight: 'max(12px, calc(100% - 42rem))',
      },
      '&.mi-response .mi-response-header': {
        color: 'color-mix(in srgb, var(--jp-content-font-color1) 75%, transparent)',
        fontFamily: 'var(--jp-code-font-family)',
        fontSize: 'var(--jp-code-font-size)',
      },
      '&.mi-response .cm-matchingBracket, &.mi-response .cm-nonmatchingBracket': {
        backgroundColor: 'transparent',
      },
    });

    return (model) => [response, noClosing, plainLanguage(model), style];
  }

  // Lab sets a table in Markdown smaller and tighter than the text around it and centres a narrow one, and the
  // lines of a long heading touch.
  const MARKDOWN = `
    .jp-RenderedMarkdown.jp-RenderedHTMLCommon :is(h1, h2, h3) {
      line-height: 1.25;
    }
    .jp-RenderedMarkdown.jp-RenderedHTMLCommon table {
      margin-left: 0;
      font-size: var(--jp-content-font-size1);
    }
    .jp-RenderedMarkdown.jp-RenderedHTMLCommon :is(td, th) {
      line-height: 1.4;
      vertical-align: top;
    }`;

  function createPlugin(codemirror, view, state) {
    return {
      id: 'mi-helpers:response-cell',
      description: 'Shows %%response cells as prose, and Markdown easier to read.',
      autoStart: true,
      optional: [codemirror.IEditorExtensionRegistry],
      activate: (app, editorExtensions) => {
        const look = document.createElement('style');
        look.textContent = MARKDOWN;
        document.head.append(look);
        if (!editorExtensions) {
          return;
        }
        const prose = proseExtension(view, state);
        editorExtensions.addExtension({
          name: 'mi-helpers:response-cell',
          factory: ({ model }) =>
            model.type === 'code'
              ? codemirror.EditorExtensionRegistry.createImmutableExtension(prose(model))
              : null,
        });

        // In code, Lab takes Tab for completion and Shift+Tab for help. These bindings win in a
        // response, because they are nearer to the key press, and leave the key to the browser.
        app.commands.addCommand('mi-helpers:leave-response', {
          label: 'Move out of the reply',
          execute: () => undefined,
        });
        for (const key of ['Tab', 'Shift Tab']) {
          app.commands.addKeyBinding({
            command: 'mi-helpers:leave-response',
            keys: [key],
            selector: '.mi-response .cm-content',
            preventDefault: false,
          });
        }
      },
    };
  }

  let shared = {};

  // The one copy of a module that Lab uses: the loaded one, as Lab itself chooses for a singleton.
  async function load(name) {
    const copies = Object.values(shared[name] || {});
    const copy = copies.find((candidate) => candidate.loaded) || copies[0];
    if (!copy) {
      throw new Error(`${name} is not shared by this application`);
    }
    return (await copy.get())();
  }

  async function extension() {
    const names = ['@jupyterlab/codemirror', '@codemirror/view', '@codemirror/state'];
    try {
      const plugin = createPlugin(...(await Promise.all(names.map(load))));
      return () => ({ __esModule: true, default: plugin });
    } catch (error) {
      // Another kind of front end: the cells stay as they are, and nothing else is disturbed.
      console.warn('mi-helpers: response cells keep their code look.', error);
      return () => ({ __esModule: true, default: [] });
    }
  }

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB['mi-helpers'] = {
    init: (scope) => {
      shared = scope;
    },
    get: extension,
  };
})();

// Rich text: turns a text box into an editor with a toolbar. The box stays hidden and
// holds the value that is submitted; without JavaScript it is used directly.

export const TOKEN = /\[[=@][^[\]]{1,298}\]/g;

// What is made a link while typing: without this, “end.More” would be one, as a domain.
const WEB_ADDRESS = /^(https?:\/\/|www\.)/i;

// Focuses the editor at once: the library’s own command waits for the next frame, and
// a letter typed in the meantime would be lost.
export function at(editor) {
  editor.view.focus();
  return editor.chain();
}

// Tokens are stored as plain text. In the editor each is one node, shown as printed.

export function toEditor(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    const parts = text.data.split(/(\[[=@][^[\]]{1,298}\])/);
    if (parts.length === 1) continue;
    text.replaceWith(
      ...parts.map((part) => {
        if (!part.match(/^\[[=@]/)) return part;
        const chip = page.createElement("span");
        chip.dataset.token = part;
        return chip;
      }),
    );
  }
  for (const caption of page.querySelectorAll("table > caption")) {
    const words = page.createElement("p");
    words.dataset.caption = "";
    words.innerHTML = caption.innerHTML;
    caption.parentNode.before(words);
    caption.remove();
  }
  return page.body.innerHTML;
}

export function fromEditor(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const chip of page.querySelectorAll("[data-token]")) {
    chip.replaceWith(chip.dataset.token);
  }
  for (const words of page.querySelectorAll("p[data-caption]")) {
    const table = words.nextElementSibling;
    if (table && table.matches("table") && words.textContent.trim()) {
      const caption = page.createElement("caption");
      caption.innerHTML = words.innerHTML;
      table.prepend(caption);
      words.remove();
    } else if (!words.textContent.trim()) {
      words.remove();
    } else {
      delete words.dataset.caption;
    }
  }
  for (const extra of page.querySelectorAll("colgroup")) extra.remove();
  for (const list of page.querySelectorAll("ol[data-type]")) delete list.dataset.type;
  const text = page.body.innerHTML.trim();
  return text === "<p></p>" ? "" : text;
}

function chipNode(lib, showChip) {
  return lib.Node.create({
    name: "token",
    group: "inline",
    inline: true,
    atom: true,
    addAttributes: () => ({
      token: {
        parseHTML: (element) => element.dataset.token,
        renderHTML: (attributes) => ({ "data-token": attributes.token }),
      },
    }),
    parseHTML: () => [{ tag: "span[data-token]" }],
    renderHTML: ({ HTMLAttributes, node }) => ["span", HTMLAttributes, node.attrs.token],
    renderText: ({ node }) => node.attrs.token,
    addNodeView: () => (view) => {
      const dom = document.createElement("span");
      dom.className = "chip";
      dom.dataset.chip = view.node.attrs.token;
      dom.contentEditable = "false";
      showChip(dom);
      return { dom };
    },
  });
}

// A note: its words are kept at its place in the text, and printed in a list.
function noteNode(lib, edit) {
  return lib.Node.create({
    name: "note",
    group: "inline",
    inline: true,
    atom: true,
    addAttributes: () => ({
      words: { default: "", parseHTML: (element) => element.textContent, rendered: false },
    }),
    parseHTML: () => [{ tag: "small" }],
    renderHTML: ({ node }) => ["small", {}, node.attrs.words],
    renderText: ({ node }) => ` (note: ${node.attrs.words})`,
    addNodeView: () => ({ node, getPos, editor }) => {
      const dom = document.createElement("button");
      dom.type = "button";
      dom.className = "note-chip";
      dom.contentEditable = "false";
      dom.textContent = "note";
      dom.title = node.attrs.words;
      dom.setAttribute("aria-label", `Note: ${node.attrs.words}`);
      dom.addEventListener("click", () => edit(editor, node.attrs.words, getPos()));
      return { dom, stopEvent: (event) => event.type === "click" || event.type === "keydown" };
    },
  });
}

function captionNode(lib) {
  return lib.Paragraph.extend({
    name: "tableCaption",
    // Below the paragraph, which is what the Enter key creates; parsed before it.
    priority: 900,
    // A title stays a title if it comes first in pasted content.
    defining: true,
    parseHTML: () => [{ tag: "p[data-caption]", priority: 60 }],
    renderHTML: () => ["p", { "data-caption": "" }, 0],
    addKeyboardShortcuts: () => ({}),
    addCommands: () => ({}),
  });
}

// Deleting all cells empties them: a table goes only by its own button, or with the text
// around it. Backspace beside a table does not pull text into it, or its title out of it.
function tableNode(lib) {
  const { deleteCellSelection } = lib.pm.tables;
  const clears = ({ editor }) =>
    deleteCellSelection(editor.state, (transaction) => editor.view.dispatch(transaction))
    || isBesideTable(editor.state.selection, -1);
  const clearsAhead = ({ editor }) =>
    deleteCellSelection(editor.state, (transaction) => editor.view.dispatch(transaction))
    || isBesideTable(editor.state.selection, 1);
  return lib.Table.extend({
    addAttributes() {
      return {
        ...this.parent?.(),
        // By which references find the table.
        key: {
          default: null,
          parseHTML: (element) => element.dataset.key ?? null,
          renderHTML: ({ key }) => (key ? { "data-key": key } : {}),
        },
      };
    },
    addKeyboardShortcuts() {
      return {
        ...this.parent?.(),
        // In the last cell, Tab leaves the editor, so that keyboard users are not trapped.
        Tab: ({ editor }) => editor.commands.goToNextCell(),
        Backspace: clears, "Mod-Backspace": clears, Delete: clearsAhead, "Mod-Delete": clearsAhead,
      };
    },
  });
}

const TABLE_PARTS = ["table", "tableCaption"];

// Whether the cursor is at the edge of a block, with a table or its title next to it.
function isBesideTable({ empty, $from }, side) {
  if (!empty || $from.depth !== 1) return false;
  const { parent } = $from;
  const isAtEdge = side < 0 ? $from.parentOffset === 0 : $from.parentOffset === parent.content.size;
  const index = $from.index(0) + side;
  const next = index >= 0 && index < $from.node(0).childCount ? $from.node(0).child(index) : null;
  const isTitle = parent.type.name === "tableCaption";
  if (!isAtEdge || !(isTitle || TABLE_PARTS.includes(next?.type.name))) return false;
  // An empty line beside a table can go.
  return isTitle || parent.content.size > 0;
}

const countTables = (doc) => {
  let count = 0;
  doc.descendants((node) => {
    count += node.type.name === "table" ? 1 : 0;
    return !node.isTextblock;
  });
  return count;
};

function extensions(lib, showChip, editNote, highlighter) {
  return [
    lib.Document, lib.Paragraph, lib.Text, lib.HardBreak, lib.History, lib.Gapcursor,
    lib.Bold, lib.Italic, lib.Superscript, lib.Blockquote, lib.BulletList,
    lib.OrderedList, lib.ListItem, lib.Heading.configure({ levels: [3, 4] }),
    lib.Link.configure({
      openOnClick: false,
      protocols: ["http", "https", "mailto"],
      shouldAutoLink: (address) => WEB_ADDRESS.test(address),
    }),
    tableNode(lib), lib.TableRow, lib.TableHeader, lib.TableCell, chipNode(lib, showChip),
    noteNode(lib, editNote), captionNode(lib), ...(highlighter ? [highlighter(lib)] : []),
  ];
}

// The table around the cursor: its start and end in the document.
function tableAround({ $from }) {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === "table") {
      return { start: $from.start(depth), before: $from.before(depth), after: $from.after(depth) };
    }
  }
  return null;
}

// The cursor is in the last cell of a new table, or in the text after it; moves it to
// the first cell.
function intoFirstCell({ tr, commands }) {
  const { $from } = tr.selection;
  const table = tableAround(tr.selection);
  if (table) return commands.setTextSelection(table.start + 3);
  const end = $from.depth ? $from.before(1) : $from.pos;
  const above = tr.doc.resolve(end).nodeBefore;
  if (above?.type.name !== "table") return true;
  return commands.setTextSelection(end - above.nodeSize + 4);
}

// Deletes a table with its title, which would otherwise stay as a stray paragraph.
function withoutTable({ tr, state, commands }) {
  const table = tableAround(tr.selection);
  if (!table) return false;
  const title = state.doc.resolve(table.before).nodeBefore;
  const from = title?.type.name === "tableCaption" ? table.before - title.nodeSize : table.before;
  tr.setMeta("byButton", true);
  return commands.deleteRange({ from, to: table.after });
}

// Puts the cursor in the title above the table, which is added if there is none.
function titleAbove({ tr, commands }) {
  const table = tableAround(tr.selection);
  if (!table) return false;
  const above = tr.doc.resolve(table.before).nodeBefore;
  if (above?.type.name === "tableCaption") return commands.setTextSelection(table.before - 1);
  return commands.insertContentAt(table.before, { type: "tableCaption" })
    && commands.setTextSelection(table.before + 1);
}

// A paragraph that starts with “Note:” right below a table is printed as its note.
function noteBelow({ tr, commands }) {
  const table = tableAround(tr.selection);
  if (!table) return false;
  const content = { type: "paragraph", content: [{ type: "text", text: "Note: " }] };
  return commands.insertContentAt(table.after, content)
    && commands.setTextSelection(table.after + 1 + "Note: ".length);
}

function tableOf({ caption, rows, columns }) {
  const size = (text) => Math.min(Math.max(parseInt(text, 10) || 1, 1), 20);
  const cells = (type) =>
    Array.from({ length: size(columns) }, () => ({ type, content: [{ type: "paragraph" }] }));
  const body = Array.from({ length: size(rows) }, () => ({
    type: "tableRow", content: cells("tableCell"),
  }));
  const words = caption.trim() ? [{ type: "text", text: caption.trim() }] : [];
  return [
    { type: "tableCaption", content: words },
    { type: "table", content: [{ type: "tableRow", content: cells("tableHeader") }, ...body] },
  ];
}

const IN_TABLE = ["title", "head", "row", "column", "less", "less-column", "note", "no-table"];
const PRESSED = {
  bold: "bold", italic: "italic", heading: "heading", list: "bulletList",
  numbers: "orderedList", link: "link",
};

function toolbar(tools, editor, act) {
  const buttons = [...tools.querySelectorAll("button")];
  const shown = () => buttons.filter((button) => !button.hidden);
  buttons.forEach((button, number) => (button.tabIndex = number ? -1 : 0));
  // Clicking a tool does not move the cursor in the text.
  tools.addEventListener("mousedown", (event) => event.preventDefault());
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) act(button.dataset.do);
  });
  tools.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = shown();
    const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
    buttons.forEach((button) => (button.tabIndex = button === next ? 0 : -1));
    next.focus();
  });
  tools.addEventListener("refresh", () => {
    const inTable = editor.isActive("table");
    for (const button of buttons) {
      const what = button.dataset.do;
      if (PRESSED[what]) button.setAttribute("aria-pressed", String(editor.isActive(PRESSED[what])));
      if (IN_TABLE.includes(what)) button.hidden = !inTable;
    }
  });
  tools.dispatchEvent(new Event("refresh"));
}

// Editors for the boxes of one page. `figures` has the printed text of each token,
// `addresses` the URLs of the searches for figures and references; a tool without one is
// removed. `only` lists the tools to show, if not all. If `knowsFigures` is false, no
// figures are known and none is marked as an error.
export function editorsFor({ lib, picker, pasting, pasteAddress, figures, addresses, pictures = {}, highlighter, only, knowsFigures = true }) {
  const editors = new Map();

  function showChip(dom) {
    const text = figures[dom.dataset.chip];
    const address = pictures[dom.dataset.chip];
    dom.textContent = text ?? dom.dataset.chip;
    if (address) {
      const image = new Image();
      Object.assign(image, { src: address, alt: text });
      dom.replaceChildren(image);
    }
    dom.classList.toggle("chip-picture", Boolean(address));
    dom.classList.toggle("chip-unknown", knowsFigures && text === undefined);
    dom.title = dom.dataset.chip;
  }

  function showChips() {
    for (const dom of document.querySelectorAll("[data-chip]")) showChip(dom);
  }

  // `sign` is the character that opened the picker; without a choice it stays in the
  // text, with what was typed after it.
  function pick(editor, kind, sign = "") {
    picker.pick({
      after: editor.options.element,
      kind,
      address: addresses[kind],
      sign,
      back: (typed = "") => {
        editor.view.focus();
        if (typed) editor.view.dispatch(editor.state.tr.insertText(typed));
      },
      done(token, words) {
        figures[token] = words;
        at(editor).insertContent({ type: "token", attrs: { token } }).run();
      },
    });
  }

  function ask(editor, title, fields, done, fault) {
    const back = () => editor.view.focus();
    picker.ask({ after: editor.options.element, title, fields, back, done, fault });
  }

  function askLink(editor) {
    const now = editor.getAttributes("link").href ?? "";
    const { empty } = editor.state.selection;
    const fields = [["href", "Web address, for example https://www.example.org", now]];
    const isNew = empty && !now;
    if (isNew) fields.push(["text", "Link text (optional)", ""]);
    const fault = ({ href }) =>
      (href.trim() || isNew) && !picker.addressOf(href)
        ? "Enter a web address, for example https://www.example.org" : "";
    ask(editor, "Link", fields, (typed) => {
      const href = picker.addressOf(typed.href);
      const chain = at(editor).extendMarkRange("link");
      if (!href) return chain.unsetLink().run();
      if (!isNew) return chain.setLink({ href }).run();
      const text = typed.text.trim() || typed.href.trim();
      chain
        .insertContent({ type: "text", text, marks: [{ type: "link", attrs: { href } }] })
        .run();
    }, fault);
  }

  function askTable(editor) {
    const fields = [
      ["caption", "Table title", ""], ["rows", "Number of rows", "3"],
      ["columns", "Number of columns", "2"],
    ];
    ask(editor, "Table", fields, (wanted) =>
      at(editor).insertContent(tableOf(wanted)).command(intoFirstCell).run());
  }

  function askPicture(editor) {
    picker.askPicture({
      after: editor.options.element,
      address: addresses.picture,
      back: () => editor.view.focus(),
      done({ token, label, src }) {
        figures[token] = label;
        pictures[token] = src;
        // In a paragraph of its own, below the one with the cursor.
        const { $from } = editor.state.selection;
        const place = $from.depth ? $from.after(1) : $from.pos;
        const content = { type: "paragraph", content: [{ type: "token", attrs: { token } }] };
        at(editor).insertContentAt(place, content).run();
      },
    });
  }

  function askNote(editor, words = "", place = null) {
    const fields = [["words", "Text of the note", words]];
    const fault = (typed) =>
      !typed.words.trim() && place === null ? "Enter the text of the note" : "";
    ask(editor, words ? "Edit note" : "Add a note", fields, (typed) => {
      const note = { type: "note", attrs: { words: typed.words.trim() } };
      const range = { from: place, to: place + 1 };
      if (place === null) return at(editor).insertContent(note).run();
      if (!typed.words.trim()) return at(editor).deleteRange(range).run();
      return at(editor).insertContentAt(range, note).run();
    }, fault);
  }

  function act(editor, what) {
    // Created only when it runs: it takes the focus away from a box just opened.
    const chain = () => at(editor);
    const does = {
      bold: () => chain().toggleBold().run(),
      italic: () => chain().toggleItalic().run(),
      heading: () => chain().toggleHeading({ level: 3 }).run(),
      list: () => chain().toggleBulletList().run(),
      numbers: () => chain().toggleOrderedList().run(),
      undo: () => chain().undo().run(),
      head: () => chain().toggleHeaderRow().run(),
      row: () => chain().addRowAfter().run(),
      column: () => chain().addColumnAfter().run(),
      less: () => chain().deleteRow().run(),
      "less-column": () => chain().deleteColumn().run(),
      note: () => chain().command(noteBelow).run(),
      "no-table": () => chain().command(withoutTable).run(),
      link: () => askLink(editor),
      table: () => askTable(editor),
      picture: () => askPicture(editor),
      title: () => chain().command(titleAbove).run(),
      footnote: () => askNote(editor),
      figure: () => pick(editor, "figure"),
      reference: () => pick(editor, "reference"),
    };
    does[what]();
  }

  function toolsFor(box) {
    const tools = document.getElementById("toolbar").content.firstElementChild.cloneNode(true);
    for (const tool of tools.querySelectorAll("[data-do]")) {
      const what = tool.dataset.do;
      const hasNoSearch = ["figure", "reference", "picture"].includes(what) && !addresses[what];
      if (hasNoSearch || (only && !only.includes(what))) tool.remove();
    }
    box.append(tools);
    return tools;
  }

  // Gives the editor an accessible name; its label and error links lead to it.
  function named(area) {
    const { id } = area;
    const label = area.labels?.[0];
    area.id = `${id}-markup`;
    const names = { id, role: "textbox", "aria-multiline": "true", spellcheck: "true" };
    if (label) {
      label.id ||= `${id}-label`;
      names["aria-labelledby"] = label.id;
    }
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (area.hasAttribute(name)) names[name] = area.getAttribute(name);
    }
    return { names, label };
  }

  function build(area) {
    const box = document.createElement("div");
    box.className = "rich";
    area.before(box);
    const readOnly = area.matches(":disabled");
    const tools = readOnly ? null : toolsFor(box);
    const { names, label } = named(area);
    let pastes = null;
    const showLostTable = (transaction) => {
      if (!tools || !transaction.docChanged || transaction.getMeta("byButton")) return;
      if (lib.pm.history.isHistoryTransaction(transaction) || transaction.getMeta("preventUpdate")) return;
      const lost = countTables(transaction.before) - countTables(transaction.doc);
      if (lost < 1) return;
      pasting.notice(editor, tools, lost === 1 ? "1 table was deleted." : `${lost} tables were deleted.`);
    };
    const editor = new lib.Editor({
      element: box,
      injectCSS: false,
      editable: !readOnly,
      extensions: extensions(lib, showChip, askNote, highlighter),
      content: toEditor(area.value),
      editorProps: {
        attributes: names,
        // Before the library reads it: the content security policy blocks its styles.
        handleDOMEvents: {
          paste(view, event) {
            const data = event.clipboardData && pastes.takes(event.clipboardData);
            if (!data) return false;
            event.preventDefault();
            pastes.paste(data);
            return true;
          },
          drop(view, event) {
            const data = !view.dragging && event.dataTransfer && pastes.takes(event.dataTransfer);
            const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
            if (!data || !place) return false;
            event.preventDefault();
            pastes.paste(data, { from: place.pos, to: place.pos });
            return true;
          },
        },
        handleTextInput: (view, from, to, text) => {
          // A figure or note that was clicked stays; what is typed goes after it.
          if (view.state.selection.node?.isInline) {
            const after = lib.pm.state.TextSelection.create(view.state.doc, to);
            view.dispatch(view.state.tr.setSelection(after).insertText(text));
            return true;
          }
          const kind = { "=": "figure", "@": "reference" }[text];
          if (!kind || from !== to || !addresses[kind]) return false;
          const before = view.state.doc.textBetween(Math.max(0, from - 1), from, " ", " ");
          if (before.trim()) return false;
          pick(editor, kind, text);
          return true;
        },
      },
      onUpdate: () => {
        area.value = fromEditor(editor.getHTML());
        area.dispatchEvent(new Event("input", { bubbles: true }));
      },
      onTransaction: ({ transaction }) => {
        tools?.dispatchEvent(new Event("refresh"));
        pastes?.moved(transaction);
        showLostTable(transaction);
      },
    });
    pastes = pasting.pastesInto({ editor, lib, address: pasteAddress, tools: () => tools, toEditor });
    area.hidden = true;
    editors.set(area, editor);
    label?.addEventListener("click", () => editor.view.focus());
    if (readOnly) return editor;
    toolbar(tools, editor, (what) => act(editor, what));
    box.addEventListener("keydown", (event) => {
      if (event.ctrlKey && !event.altKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        act(editor, "link");
      }
    });
    return editor;
  }

  // The text of a box's label.
  function labelOf(area) {
    return document.querySelector(`label[for="${area.id.replace(/-markup$/, "")}"]`)?.textContent.trim() ?? "Text";
  }

  return { editors, build, showChips, labelOf };
}

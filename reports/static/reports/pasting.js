// Pasted text is cleaned by the server, by the module that reads imported files as well.
// While the answer is on its way, typing goes on, and the text still arrives where it
// was pasted.

const OFFLINE = "You are offline, so this was pasted without its formatting.";
const TOO_LONG = "This is too long to paste with its formatting. Paste it in smaller parts.";

// Images come inside the text and are not used, so they are not sent.
function withoutImages(html) {
  return html.replace(/\b(src|href)\s*=\s*(["'])data:[^"']*\2/gi, "$1=$2$2");
}

// The cleaned HTML of what is on the clipboard, and a line on what was changed.
async function cleaned(address, html, text) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  body.set("html", withoutImages(html));
  body.set("text", text);
  const plain = (message) => ({ text, message });
  try {
    const response = await fetch(address, { method: "POST", body });
    if (response.redirected) return plain("You’ve been signed out, so this was pasted without its formatting.");
    if (response.status === 413 || response.status === 400) return plain(TOO_LONG);
    if (!response.ok) return plain("The formatting could not be read, so this was pasted without it.");
    return await response.json();
  } catch {
    return plain(OFFLINE);
  }
}

// Shows a line with the tools of an editor, with a button that undoes the change. Where
// the tools stay in sight, it stays with them.
export function notice(editor, tools, message) {
  let line = tools.parentNode.querySelector(".editor-notice");
  line?.remove();
  if (!message) return;
  line = document.createElement("p");
  line.className = "editor-notice";
  line.setAttribute("role", "status");
  const undo = document.createElement("button");
  undo.type = "button";
  undo.textContent = "Undo";
  undo.addEventListener("click", () => {
    line.remove();
    editor.view.focus();
    editor.commands.undo();
  });
  if (getComputedStyle(tools).position === "sticky") tools.append(line);
  else tools.after(line);
  // Filled in after it is on the page, so that it is read out.
  line.append(`${message} `, undo);
}

// Returns functions for one editor: `paste` takes a clipboard, `moved` a transaction.
export function pastesInto({ editor, lib, address, tools, toEditor }) {
  const pending = new Set();
  const { TextSelection } = lib.pm.state;

  function select(from, to) {
    const { doc, tr } = editor.state;
    const last = doc.content.size;
    editor.view.dispatch(
      lib.pm.history.closeHistory(
        tr.setSelection(TextSelection.between(
          doc.resolve(Math.min(from, last)), doc.resolve(Math.min(to, last)),
        )),
      ),
    );
  }

  // Pasted after other words, the first line of a list, table or heading would join
  // their paragraph.
  function apart(html) {
    const { $from } = editor.state.selection;
    const isText = html.startsWith("<p>") || html.match(/<(p|h3|h4)>/g).length < 2;
    return isText || $from.depth > 1 || !$from.parentOffset ? html : `<p></p>${html}`;
  }

  function insert(place, result) {
    const own = { from: editor.state.selection.from, to: editor.state.selection.to };
    const isHere = own.from === place.from && own.to === place.to;
    if (!isHere) select(place.from, place.to);
    else editor.view.dispatch(lib.pm.history.closeHistory(editor.state.tr));
    pending.add(own);
    if (result.html === undefined) editor.view.pasteText(result.text);
    else if (result.html) editor.view.pasteHTML(toEditor(apart(result.html)));
    pending.delete(own);
    editor.view.dispatch(lib.pm.history.closeHistory(editor.state.tr));
    if (!isHere) select(own.from, own.to);
    notice(editor, tools(), result.message);
  }

  async function paste(data, at = editor.state.selection) {
    const place = { from: at.from, to: at.to };
    pending.add(place);
    editor.options.element.dataset.pasting = "";
    const result = await cleaned(address, data.html, data.text);
    pending.delete(place);
    if (!pending.size) delete editor.options.element.dataset.pasting;
    if (!editor.isDestroyed) insert(place, result);
  }

  function moved(transaction) {
    for (const place of pending) {
      place.from = transaction.mapping.map(place.from, -1);
      place.to = Math.max(place.from, transaction.mapping.map(place.to, -1));
    }
  }

  // Text of one line has no formatting to clean, and what was copied here is clean.
  function takes(data) {
    const html = data.getData("text/html");
    const text = data.getData("text/plain");
    if (html.includes("data-pm-slice") || (!html && !text.trim().includes("\n"))) return null;
    return { html, text };
  }

  return { paste, moved, takes };
}

// Words selected in a section become the quote of a comment on it.

const LONGEST = 1000;

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  const node = selection.anchorNode;
  const element = node instanceof Element ? node : node?.parentElement;
  const section = element?.closest("section[id]");
  const form = section?.nextElementSibling?.querySelector("[data-quote]");
  const words = selection.toString().replace(/\s+/g, " ").trim();
  if (form && words) form.value = words.slice(0, LONGEST);
});

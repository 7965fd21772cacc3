// Keeps years such as 2016-17 on one line: browsers break them after the hyphen. Documents
// need no script, because the filter fit_lines marks their years.

const YEARS = /\b\d{4}-\d{2}(?:\d{2})?\b/;
const OTHERS = "textarea, select, script, svg, [contenteditable], .whole";

const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
while (texts.nextNode()) {
  const text = texts.currentNode;
  const found = YEARS.exec(text.data);
  if (found && !text.parentElement.closest(OTHERS)) {
    const years = text.splitText(found.index);
    years.splitText(found[0].length);
    const whole = document.createElement("span");
    whole.className = "whole";
    years.replaceWith(whole);
    whole.append(years);
  }
}

// Shows the whole text of a choice below its list if it is cut off there, as on a phone.
// A screen reader reads the list itself.

const ARROW = 28;
const pen = document.createElement("canvas").getContext("2d");

// A list as wide as its longest choice cuts none off.
function isNarrowed(select) {
  const copy = select.cloneNode(true);
  copy.removeAttribute("id");
  copy.style.cssText =
    "position: absolute; visibility: hidden; width: max-content; min-width: 0; max-width: none";
  select.after(copy);
  const isNarrower = select.offsetWidth < copy.offsetWidth;
  copy.remove();
  return isNarrower;
}

function isCut(select, text) {
  const style = getComputedStyle(select);
  pen.font = style.font;
  const room = select.clientWidth - parseFloat(style.paddingLeft) - ARROW;
  return select.clientWidth > 0 && pen.measureText(text).width > room && isNarrowed(select);
}

function show(select) {
  const next = select.nextElementSibling;
  let line = next?.matches(".whole-choice") ? next : null;
  const text = select.selectedOptions[0]?.text.trim() ?? "";
  if (!isCut(select, text)) {
    line?.remove();
    return;
  }
  if (!line) {
    line = document.createElement("span");
    line.className = "whole-choice";
    line.setAttribute("aria-hidden", "true");
    select.after(line);
  }
  line.textContent = text;
}

// Lists in a closed part of the page have no width until it is opened.
const widths = new ResizeObserver((entries) => {
  for (const { target } of entries) show(target);
});

function watch(part) {
  for (const select of part.querySelectorAll("select:not([multiple])")) widths.observe(select);
}

watch(document);
document.addEventListener("rows-added", (event) => watch(event.target));
document.addEventListener("change", ({ target }) => {
  if (target.matches("select:not([multiple])")) show(target);
});

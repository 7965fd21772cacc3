// Closes secondary sections on narrow screens and opens them on wide ones. Without
// JavaScript they are always open.

const wide = window.matchMedia("(min-width: 48em)");

function fold() {
  for (const one of document.querySelectorAll("details[data-narrow]")) one.open = wide.matches;
}

fold();
wide.addEventListener("change", fold);

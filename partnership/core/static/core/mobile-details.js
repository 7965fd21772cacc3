// What stands in the way on a phone is folded there, and open on a wide window. Without
// a script it is open everywhere.

const wide = window.matchMedia("(min-width: 768px)");

function fold() {
  for (const one of document.querySelectorAll("details[data-narrow]")) one.open = wide.matches;
}

fold();
wide.addEventListener("change", fold);

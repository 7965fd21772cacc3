// “Show sources”: figures can be reached by keyboard and touch, and a box next to each
// shows its source. Without JavaScript, the source is in the title attribute.
(function () {
  "use strict";

  const LINGER = 200; // milliseconds in which the pointer may reach the box

  const button = document.querySelector("[data-figures]");
  const figures = Array.from(document.querySelectorAll(".document-body .bound[title]"));
  if (!button || !figures.length) {
    return;
  }

  const box = document.createElement("div");
  box.id = "figure-origin";
  box.className = "figure-origin";
  box.setAttribute("role", "tooltip");
  box.hidden = true;
  document.querySelector("main").append(box);

  let shown = null;
  let leaving = 0;

  function place(figure) {
    box.style.left = "0"; // where it was, it may have had less room
    const at = figure.getBoundingClientRect();
    const room = document.documentElement.clientWidth - box.offsetWidth - 8;
    const left = Math.max(8, Math.min(at.left, room));
    const fitsBelow = at.bottom + box.offsetHeight < window.innerHeight;
    const top = fitsBelow ? at.bottom : Math.max(0, at.top - box.offsetHeight);
    box.style.left = `${left + window.scrollX}px`;
    box.style.top = `${top + window.scrollY}px`;
  }

  function show(figure) {
    clearTimeout(leaving);
    if (shown && shown !== figure) {
      hide();
    }
    shown = figure;
    box.textContent = figure.dataset.origin;
    box.hidden = false;
    figure.setAttribute("aria-describedby", box.id);
    place(figure);
  }

  function hide() {
    clearTimeout(leaving);
    if (shown) {
      shown.removeAttribute("aria-describedby");
    }
    shown = null;
    box.hidden = true;
  }

  function leave() {
    clearTimeout(leaving);
    leaving = setTimeout(function () {
      if (shown && shown !== document.activeElement) {
        hide();
      }
    }, LINGER);
  }

  function isOn() {
    return button.getAttribute("aria-pressed") === "true";
  }

  function turn(on) {
    button.setAttribute("aria-pressed", String(on));
    for (const figure of figures) {
      if (on) {
        figure.dataset.origin = figure.title;
        figure.removeAttribute("title");
        figure.setAttribute("tabindex", "0");
        figure.setAttribute("role", "button");
      } else {
        figure.title = figure.dataset.origin;
        figure.removeAttribute("data-origin");
        figure.removeAttribute("tabindex");
        figure.removeAttribute("role");
      }
    }
    if (!on) {
      hide();
    }
  }

  for (const figure of figures) {
    figure.addEventListener("mouseenter", () => isOn() && show(figure));
    figure.addEventListener("mouseleave", leave);
    figure.addEventListener("focus", () => isOn() && show(figure));
    figure.addEventListener("blur", hide);
    figure.addEventListener("click", () => isOn() && show(figure));
    figure.addEventListener("keydown", function (event) {
      if (isOn() && (event.key === "Enter" || event.key === " ")) {
        event.preventDefault();
        show(figure);
      }
    });
  }
  box.addEventListener("mouseenter", () => clearTimeout(leaving));
  box.addEventListener("mouseleave", leave);
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      hide();
    }
  });
  document.addEventListener("click", function (event) {
    if (shown && !box.contains(event.target) && !event.target.closest(".bound")) {
      hide();
    }
  });
  window.addEventListener("resize", () => shown && place(shown));
  button.addEventListener("click", () => turn(!isOn()));
  button.hidden = false;
})();

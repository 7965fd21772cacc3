// Folds the appendices of a document on narrow screens: each heading gets a button that
// shows the rest. Without JavaScript, on wide screens and in print, all is shown.
(function () {
  "use strict";

  const narrow = window.matchMedia("(max-width: 47.9375em)");
  const sections = Array.from(
    document.querySelectorAll(".document-body > section:is(.appendix, .annex)"),
  ).filter((section) => section.querySelector(":scope > h2"));

  function set(section, isOpen) {
    section.classList.toggle("is-folded", !isOpen);
    section.querySelector(".fold").setAttribute("aria-expanded", String(isOpen));
  }

  for (const section of sections) {
    const heading = section.querySelector(":scope > h2");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "fold";
    button.setAttribute("aria-labelledby", heading.id);
    button.addEventListener("click", () => {
      set(section, section.classList.contains("is-folded"));
    });
    heading.after(button);
  }

  function fold() {
    for (const section of sections) set(section, !narrow.matches);
    unfoldTarget();
  }

  // A link to something in a folded appendix opens it first.
  function unfoldTarget() {
    const id = decodeURIComponent(window.location.hash.slice(1));
    const target = id && document.getElementById(id);
    const section = target && target.closest(".is-folded");
    if (section) {
      set(section, true);
      target.scrollIntoView();
    }
  }

  fold();
  narrow.addEventListener("change", fold);
  window.addEventListener("hashchange", unfoldTarget);
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.getAttribute("href") === window.location.hash) unfoldTarget();
  });
})();

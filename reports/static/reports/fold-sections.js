// Makes a document short on narrow screens: appendices show their headings, and long
// sections their first screen and a half, with a button for the rest. Without JavaScript,
// on wide screens and in print, everything is shown.
(function () {
  "use strict";

  const narrow = window.matchMedia("(max-width: 47.9375em)");
  const body = document.querySelector(".document-body");
  const OPENING = 1.5;
  // In screens: shorter groups are not folded.
  const LONG = 2.5;
  const APPENDIX = ".appendix, .annex";
  // Elements that can be shown in part.
  const SPLIT = "section, .prose, .table, table, tbody";
  let folds = [];

  // Each section with an h2, and those below it.
  function groups() {
    const found = [];
    for (const section of body.querySelectorAll(":scope > section")) {
      if (headingOf(section) || !found.length) found.push([]);
      found[found.length - 1].push(section);
    }
    return found;
  }

  function headingOf(section) {
    return section.querySelector(":scope > h2");
  }

  function below(elements, limit) {
    return Array.from(elements).flatMap((element) => {
      const box = element.getBoundingClientRect();
      if (box.top >= limit) return [element];
      const isCut = box.bottom > limit && element.matches(SPLIT);
      return isCut ? below(element.children, limit) : [];
    });
  }

  function restOf(group) {
    const [first, ...others] = group;
    if (first.matches(APPENDIX) && headingOf(first)) {
      return [...Array.from(first.children).slice(1), ...others];
    }
    const top = first.getBoundingClientRect().top;
    const end = group[group.length - 1].getBoundingClientRect().bottom;
    const screen = window.innerHeight;
    if (end - top < LONG * screen) return [];
    const rest = below(group, top + OPENING * screen);
    const before = rest.length && rest[0].previousElementSibling;
    return before && before.matches("h3, h4, h5") ? [before, ...rest] : rest;
  }

  function add(group) {
    const rest = restOf(group);
    if (!rest.length) return;
    const heading = headingOf(group[0]);
    const isAppendix = heading && group[0].matches(APPENDIX);
    const words = heading ? heading.querySelectorAll(".no, .title") : [];
    const title = Array.from(words, (part) => part.textContent).join("");
    const button = newButton(title && (isAppendix ? title : `of ${title}`));
    const fold = {
      button,
      rest,
      words: isAppendix ? "" : " the rest",
      // Links to these open it.
      targets: isAppendix ? group : rest,
    };
    button.addEventListener("click", () => {
      const isOpen = button.getAttribute("aria-expanded") !== "true";
      set(fold, isOpen);
      if (isOpen) focusOn(rest[0]);
      else button.scrollIntoView({ block: "nearest" });
    });
    if (isAppendix) heading.after(button);
    else group[group.length - 1].after(button);
    folds.push(fold);
  }

  function newButton(about) {
    const button = document.createElement("button");
    const hidden = document.createElement("span");
    button.type = "button";
    button.className = "fold";
    hidden.className = "visually-hidden";
    hidden.textContent = about && ` ${about}`;
    button.append("", hidden);
    return button;
  }

  function set(fold, isOpen) {
    for (const element of fold.rest) element.classList.toggle("is-folded", !isOpen);
    fold.button.setAttribute("aria-expanded", String(isOpen));
    fold.button.firstChild.data = (isOpen ? "Hide" : "Show") + fold.words;
  }

  function focusOn(element) {
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
  }

  function addButtonForAll() {
    const all = newButton("");
    const fold = { button: all, rest: [], targets: [], words: " the whole document" };
    all.addEventListener("click", () => {
      for (const one of folds) set(one, true);
      all.remove();
      focusOn(body);
    });
    set(fold, false);
    all.removeAttribute("aria-expanded");
    body.before(all);
    folds.push(fold);
  }

  function foldAll() {
    for (const fold of folds) {
      set(fold, true);
      fold.button.remove();
    }
    folds = [];
    if (!narrow.matches) return;
    groups().forEach(add);
    for (const fold of folds) set(fold, false);
    if (folds.length) addButtonForAll();
    unfoldTarget();
  }

  // A link to something that is folded opens it first.
  function unfoldTarget() {
    const id = decodeURIComponent(window.location.hash.slice(1));
    const target = id && document.getElementById(id);
    const fold = target && folds.find(({ targets }) => targets.some((one) => one.contains(target)));
    if (fold) {
      set(fold, true);
      target.scrollIntoView();
    }
  }

  foldAll();
  narrow.addEventListener("change", foldAll);
  window.addEventListener("hashchange", unfoldTarget);
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.getAttribute("href") === window.location.hash) unfoldTarget();
  });
})();

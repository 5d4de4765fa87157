// "/" goes to the search box, unless keys are switched off; arrows walk through what was found, Enter opens it.
// Without this script the page works by Tab and Enter.
(() => {
  const box = document.getElementById("everybody");
  const found = [...document.querySelectorAll("[data-found]")];
  const isTyping = (element) => element.isContentEditable || element.matches("input, textarea, select");

  document.addEventListener("keydown", (event) => {
    if (box === null || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/" && "shortcuts" in document.body.dataset && !isTyping(event.target)) {
      event.preventDefault();
      box.focus();
      box.select();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [box, ...found];
    const at = stops.indexOf(document.activeElement);
    const next = stops[at + step];
    if (step === undefined || at === -1 || next === undefined) return;
    event.preventDefault();
    next.focus();
  });
})();

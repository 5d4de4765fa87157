// A single key presses what names it in aria-keyshortcuts, unless somebody types or switched this off (WCAG 2.1.4).
// What names a dialog in data-opens opens it instead of following its link; Ctrl+Enter sends the form one types in.
(() => {
  const isTyping = (element) =>
    element.isContentEditable || element.matches("input:not([type=checkbox], [type=radio]), textarea, select");

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    const dialog = opener && document.getElementById(opener.dataset.opens);
    if (dialog && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      dialog.showModal();
    }
    event.target.closest("[data-closes]")?.closest("dialog").close();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = event.target.closest("form[data-keys]");
      if (form) {
        event.preventDefault();
        form.requestSubmit();
      }
      return;
    }
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat && event.key.length === 1;
    const isFree = !isTyping(event.target) && !document.querySelector("dialog[open]");
    if (isPlain && isFree && "shortcuts" in document.body.dataset) {
      const key = CSS.escape(event.key.toUpperCase());
      const named = document.querySelector(`[aria-keyshortcuts="${key}"]`);
      if (named) {
        event.preventDefault();
        named.click();
      }
    }
  });
})();

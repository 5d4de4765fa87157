// CVs: files that are dropped anywhere on the page land in its field, and "where in the CV?" marks the place in the
// text without leaving the form; Escape there leads back to the field. Without this the field and the links do it.
(() => {
  const form = document.querySelector("[data-drop]");
  const field = form?.querySelector("input[type=file]");

  const carriesFiles = (event) => field && event.dataTransfer?.types.includes("Files");

  document.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    form.classList.add("is-over");
  });

  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) form?.classList.remove("is-over");
  });

  document.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    form.classList.remove("is-over");
    const dropped = new DataTransfer();
    const files = [...event.dataTransfer.files];
    for (const file of field.multiple ? files : files.slice(0, 1)) dropped.items.add(file);
    field.files = dropped.files;
    field.focus();
  });

  let cameFrom = null;

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".cv__where");
    const place = link && document.getElementById(`place-${link.dataset.place}`);
    if (!place) return;
    event.preventDefault();
    cameFrom = link;
    for (const mark of document.querySelectorAll(".cv__read mark")) {
      mark.classList.toggle("is-shown", (mark.dataset.places ?? "").split(" ").includes(link.dataset.place));
    }
    place.closest("mark").scrollIntoView({ block: "center" });
    place.focus({ preventScroll: true });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !cameFrom || !document.activeElement.closest(".cv__read")) return;
    cameFrom.focus();
    cameFrom = null;
  });
})();

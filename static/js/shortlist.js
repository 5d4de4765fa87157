// The shortlist by keyboard, while the focus is in the list (WCAG 2.1.4): J and K go from person to person, M to the
// move of the one in focus. A rejection asks why.
"use strict";

const rows = [...document.querySelectorAll("[data-row]")];
const dialog = document.getElementById("rejection");

const rowInFocus = () => document.activeElement.closest("[data-row]");
const focusRow = (row) => row?.querySelector("a").focus();

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog")) return;
  if (!document.activeElement.closest(".results")) return;
  const row = rowInFocus();
  const at = rows.indexOf(row);
  if (event.key === "j") focusRow(rows[Math.min(at + 1, rows.length - 1)]);
  else if (event.key === "k") focusRow(rows[Math.max(at - 1, 0)]);
  else if (event.key === "m" && row) row.querySelector("select")?.focus();
  else return;
  event.preventDefault();
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest(".shortlist__move");
  if (form?.elements.step.value !== "rejected") return;
  event.preventDefault();
  const asked = dialog.querySelector("form");
  asked.action = form.action;
  asked.elements.reason.value = "";
  dialog.querySelector("[data-who]").textContent = form.closest("[data-row]").querySelector("[data-reference]").textContent;
  dialog.showModal();
  dialog.onclose = () => form.elements.step.focus();
});

dialog?.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());

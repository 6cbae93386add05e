// Names for what the stock admin and its widgets leave without one: the boxes of select2, the rich-text editor, the
// dates and times in two inputs, the inputs of rows inside a form. Looks again whenever a page grows new inputs.

const labelOf = (control) => {
  const label = control.labels?.[0] ?? document.querySelector(`label[for="${CSS.escape(control.id)}"]`);
  return label?.textContent.trim().replace(/:$/, "") ?? "";
};

/** The heading of the column, or the label of the line, that a control without a label of its own stands in. */
const nameFromPlace = (control) => {
  const cell = control.closest("td");
  const heading = cell?.closest("table")?.tHead?.rows[0]?.cells[cell.cellIndex];
  const text = heading ?? control.closest(".form-row, .fieldBox, .card p")?.querySelector("label, legend");
  return text?.textContent.trim().replace(/[:?]$/, "") ?? "";
};

const isNamed = (control) =>
  control.labels?.length || control.ariaLabel || control.getAttribute("aria-labelledby") || control.title;

const nameControls = () => {
  for (const control of document.querySelectorAll("input:not([type=hidden], [type=submit]), select, textarea")) {
    if (isNamed(control)) continue;
    const part = { Date: "day", Time: "time" }[control.className.match(/v(Date|Time)Field/)?.[1]];
    const name = nameFromPlace(control);
    if (name) control.ariaLabel = part && control.closest(".datetime") ? `${name}: ${part}` : name;
  }
};

const nameBoxes = () => {
  for (const container of document.querySelectorAll(".select2-container")) {
    const select = container.previousElementSibling;
    if (!(select instanceof HTMLSelectElement)) continue;
    const name = labelOf(select) || select.ariaLabel || nameFromPlace(select);
    const box = container.querySelector(".select2-selection");
    if (name && box && !box.ariaLabel) {
      box.ariaLabel = name;
      box.removeAttribute("aria-labelledby"); // it named only what was chosen
    }
    // What is chosen is read with the box: as a text field, or as a list within a list, it says nothing of its own.
    const chosen = container.querySelector(".select2-selection__rendered[role=textbox]");
    chosen?.removeAttribute("role");
    chosen?.removeAttribute("aria-readonly");
    const clear = container.querySelector("ul > .select2-selection__clear");
    clear?.setAttribute("role", "listitem");
    const search = container.querySelector(".select2-search__field");
    if (name && search) search.ariaLabel = `Search: ${name}`;
  }
  for (const search of document.querySelectorAll(".select2-dropdown .select2-search__field")) search.ariaLabel ||= "Search";
};

/** Hints that only look like something, and the empty heads over parts of a row. */
const nameRest = () => {
  for (const hint of document.querySelectorAll("span.help-tooltip[aria-label]:not([role])")) hint.setAttribute("role", "img");
  for (const head of document.querySelectorAll(".inline-group thead th:empty")) {
    head.append(Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: "Row" }));
  }
};

const nameEditors = () => {
  for (const editor of document.querySelectorAll(".prose-editor .ProseMirror")) {
    const field = editor.closest(".prose-editor").querySelector("textarea");
    if (field && !editor.ariaLabel) {
      editor.ariaLabel = labelOf(field) || "Text";
      editor.setAttribute("aria-multiline", "true");
      editor.setAttribute("role", "textbox");
    }
  }
};

let isDue = false;

const nameEverything = () => {
  isDue = false;
  nameControls();
  nameBoxes();
  nameEditors();
  nameRest();
};

const lookSoon = () => {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(nameEverything);
};

nameEverything();
new MutationObserver(lookSoon).observe(document.body, { childList: true, subtree: true });

// The menus of the desk open and close by themselves; this closes an open one on Escape, or on a click elsewhere.

const menus = () => document.querySelectorAll("[data-desk-menu][open]");

document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

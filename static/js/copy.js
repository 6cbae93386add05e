// A button beside each box that asks for it with data-copy="the box's id"; without scripts the box is selected by hand.

for (const button of document.querySelectorAll("[data-copy]")) {
  const box = document.getElementById(button.dataset.copy)
  const told = document.querySelector(`[data-copied="${button.dataset.copy}"]`)
  if (!box) continue
  button.hidden = false
  button.addEventListener("click", async () => {
    const text = box.value.trim()
    try {
      await navigator.clipboard.writeText(text)
      told.textContent = "Copied"
    } catch {
      box.select() // no clipboard without a secure address or leave to use it: one key is left to press
      told.textContent = "Selected: press Ctrl or ⌘ and C"
    }
  })
}

// A box with suggestions under it: a combobox as the ARIA practices describe it. Without the network, or when nothing
// fits, the box is what it was. What stands in the list and what choosing means is told by whoever calls it.

let lists = 0

// `ask` gives what is suggested now (nothing when nothing was typed), `fill` puts one of it into its option, `choose`
// is called with the option and a way to close the list, `told` says in words what was found. `stops` are the places
// that the arrows go through, null being the box itself.
export function suggest(input, { className, label, pause, ask, fill, choose, told, stops }) {
  const list = document.createElement("ul")
  list.id = `${className}-${(lists += 1)}`
  list.className = className
  list.setAttribute("role", "listbox")
  list.setAttribute("aria-label", label)
  list.hidden = true
  const status = document.createElement("span")
  status.className = "visually-hidden"
  status.setAttribute("role", "status")
  input.after(list, status)
  const roles = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" }
  for (const [name, value] of Object.entries(roles)) input.setAttribute(name, value)
  input.autocomplete = "off"
  let waiting
  let asking = 0

  const options = () => [...list.children]
  const active = () => list.querySelector("[aria-selected=true]")

  function close() {
    clearTimeout(waiting)
    asking += 1
    show([])
    status.textContent = ""
  }

  function activate(option) {
    for (const one of options()) one.setAttribute("aria-selected", String(one === option))
    if (!option) return input.removeAttribute("aria-activedescendant")
    option.scrollIntoView({ block: "nearest" })
    return input.setAttribute("aria-activedescendant", option.id)
  }

  function optionOf(found, number) {
    const option = document.createElement("li")
    option.id = `${list.id}-${number}`
    option.setAttribute("role", "option")
    option.setAttribute("aria-selected", "false")
    fill(option, found)
    return option
  }

  function show(found) {
    list.replaceChildren(...found.map(optionOf))
    list.hidden = !found.length
    input.setAttribute("aria-expanded", String(Boolean(found.length)))
    input.removeAttribute("aria-activedescendant")
  }

  async function look() {
    const mine = (asking += 1)
    let found
    try {
      found = await ask()
    } catch {
      found = []
    }
    if (mine !== asking || document.activeElement !== input) return
    show(found ?? [])
    status.textContent = found ? told(found) : ""
  }

  input.addEventListener("input", () => {
    clearTimeout(waiting)
    waiting = setTimeout(look, pause)
  })
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && options().length) {
      const all = stops(options())
      const at = all.indexOf(active())
      const from = at === -1 && step === -1 ? 0 : at
      activate(all[(from + step + all.length) % all.length])
    } else if (event.key === "Enter" && active()) choose(active(), close)
    else if (event.key === "Escape" && options().length) close()
    else return
    event.preventDefault()
    event.stopPropagation()
  })
  input.addEventListener("blur", close)
  list.addEventListener("mousedown", (event) => event.preventDefault()) // the box keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]")
    if (option) choose(option, close)
  })
}

// What a server suggests for these words; nothing when it does not answer with a list.
export async function suggested(address, typed) {
  const response = await fetch(`${address}?q=${encodeURIComponent(typed)}`)
  return response.ok && !response.redirected ? response.json() : {}
}

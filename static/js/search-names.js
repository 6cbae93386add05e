// Under a search box stand the names of officials and organizations that begin with what is being typed; choosing one
// leads to its page. Without this, or without the network, the box searches all the same. A combobox as the ARIA
// practices describe it.

const PAUSE = 120
let lists = 0

function optionOf({ name, detail, address }, id) {
  const option = document.createElement("li")
  option.id = id
  option.dataset.address = address
  option.setAttribute("role", "option")
  option.setAttribute("aria-selected", "false")
  const shown = document.createElement("bdi")
  shown.textContent = name
  option.append(shown)
  if (detail) {
    const small = document.createElement("span")
    small.className = "search-detail"
    small.textContent = detail
    option.append(" ", small)
  }
  return option
}

function enhance(input) {
  const list = document.createElement("ul")
  list.id = `search-names-${(lists += 1)}`
  list.className = "search-names"
  list.setAttribute("role", "listbox")
  list.setAttribute("aria-label", "Names")
  list.hidden = true
  const status = document.createElement("span")
  status.className = "visually-hidden"
  status.setAttribute("role", "status")
  input.after(list, status)
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id })) {
    input.setAttribute(name, value)
  }
  input.setAttribute("aria-expanded", "false")
  let waiting
  let asking = 0

  const options = () => [...list.children]
  const active = () => list.querySelector("[aria-selected=true]")

  function close() {
    clearTimeout(waiting)
    asking += 1
    list.hidden = true
    list.replaceChildren()
    status.textContent = ""
    input.setAttribute("aria-expanded", "false")
    input.removeAttribute("aria-activedescendant")
  }

  function activate(option) {
    for (const one of options()) one.setAttribute("aria-selected", String(one === option))
    if (!option) return input.removeAttribute("aria-activedescendant")
    option.scrollIntoView({ block: "nearest" })
    return input.setAttribute("aria-activedescendant", option.id)
  }

  function show(names) {
    list.replaceChildren(...names.map((name, number) => optionOf(name, `${list.id}-${number}`)))
    list.hidden = !names.length
    input.setAttribute("aria-expanded", String(Boolean(names.length)))
    input.removeAttribute("aria-activedescendant")
    status.textContent = names.length ? `${names.length} name${names.length === 1 ? "" : "s"}` : ""
  }

  async function look() {
    const typed = input.value.trim()
    const mine = (asking += 1)
    let names = []
    try {
      const response = typed ? await fetch(`${input.dataset.searchNames}?q=${encodeURIComponent(typed)}`) : null
      names = response?.ok ? (await response.json()).names : []
    } catch {
      names = [] // without the network nothing is suggested
    }
    if (mine === asking && document.activeElement === input) show(names)
  }

  input.addEventListener("input", () => {
    clearTimeout(waiting)
    waiting = setTimeout(look, PAUSE)
  })
  input.addEventListener("keydown", (event) => {
    const all = [...options(), null] // behind the last name, and before the first, is the box itself
    const steps = { ArrowDown: 1, ArrowUp: -1 }
    if (event.isComposing) return
    if (event.key in steps && all.length > 1) {
      activate(all[(all.indexOf(active()) + steps[event.key] + all.length) % all.length])
    } else if (event.key === "Enter" && active()) location.assign(active().dataset.address)
    else if (event.key === "Escape" && all.length > 1) close()
    else return
    event.preventDefault()
  })
  input.addEventListener("blur", close)
  list.addEventListener("mousedown", (event) => event.preventDefault()) // the box keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[data-address]")
    if (option) location.assign(option.dataset.address)
  })
}

for (const input of document.querySelectorAll("input[data-search-names]")) enhance(input)

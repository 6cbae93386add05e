// Tags by autocomplete: the field stays one line of text, tags divided by commas. Under it stand the tags on file that
// begin or hold what is being typed; a new one is made by typing it. A combobox as the ARIA practices describe it.

const PAUSE = 150
let lists = 0

// The tag the cursor is in: where it begins and ends in the line, and what is typed of it. Commas in quotation marks part nothing.
function tagAt(line, cursor) {
  let start = 0
  let quoted = false
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === '"') quoted = !quoted
    if (line[at] === "," && !quoted) {
      if (at >= cursor) return { start, end: at, typed: line.slice(start, at) }
      start = at + 1
    }
  }
  return { start, end: line.length, typed: line.slice(start) }
}

const bare = (typed) => typed.replaceAll('"', " ").trim()
const written = (name) => (/[",]/.test(name) ? `"${name.replaceAll('"', " ")}"` : name)

function enhance(input) {
  const list = document.createElement("ul")
  list.id = `tags-${(lists += 1)}`
  list.className = "tag-suggestions"
  list.setAttribute("role", "listbox")
  list.setAttribute("aria-label", "Tags on file")
  list.hidden = true
  const status = document.createElement("span")
  status.className = "visually-hidden"
  status.setAttribute("role", "status")
  const place = document.createElement("div")
  place.className = "tags"
  input.before(place)
  place.append(input, list, status)
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id })) {
    input.setAttribute(name, value)
  }
  input.setAttribute("aria-expanded", "false")
  input.autocomplete = "off"
  let waiting
  let asking = 0

  const options = () => [...list.children]
  const active = () => list.querySelector("[aria-selected=true]")

  function close() {
    clearTimeout(waiting)
    asking += 1
    list.hidden = true
    list.replaceChildren()
    input.setAttribute("aria-expanded", "false")
    input.removeAttribute("aria-activedescendant")
  }

  function activate(option) {
    for (const one of options()) one.setAttribute("aria-selected", String(one === option))
    option.scrollIntoView({ block: "nearest" })
    input.setAttribute("aria-activedescendant", option.id)
  }

  function choose(option) {
    const { start, end } = tagAt(input.value, input.selectionStart)
    const before = input.value.slice(0, start)
    const after = input.value.slice(end).replace(/^,?\s*/, "")
    const line = `${before}${before ? " " : ""}${written(option.dataset.name)}, `.replace(/,\s+/g, ", ")
    input.value = line + after
    input.setSelectionRange(line.length, line.length)
    close()
    input.dispatchEvent(new Event("input", { bubbles: true }))
    close()
  }

  async function look() {
    const typed = bare(tagAt(input.value, input.selectionStart).typed)
    if (!typed) return close()
    const mine = (asking += 1)
    let names = []
    try {
      const response = await fetch(`${input.dataset.tags}?q=${encodeURIComponent(typed)}`)
      names = response.ok && !response.redirected ? (await response.json()).tags : []
    } catch {
      names = [] // without the network a tag is typed in full
    }
    if (mine !== asking || document.activeElement !== input) return undefined
    list.replaceChildren(
      ...names.map((name, number) => {
        const option = document.createElement("li")
        option.id = `${list.id}-${number}`
        option.dataset.name = option.textContent = name
        option.setAttribute("role", "option")
        option.setAttribute("aria-selected", "false")
        return option
      }),
    )
    list.hidden = !names.length
    input.setAttribute("aria-expanded", String(Boolean(names.length)))
    input.removeAttribute("aria-activedescendant")
    status.textContent = names.length ? `${names.length} tags on file` : "A new tag"
    return undefined
  }

  input.addEventListener("input", () => {
    clearTimeout(waiting)
    waiting = setTimeout(look, PAUSE)
  })
  input.addEventListener("keydown", (event) => {
    const all = options()
    const steps = { ArrowDown: 1, ArrowUp: -1 }
    if (event.key in steps && all.length) {
      const from = active() ? all.indexOf(active()) : event.key === "ArrowUp" ? 0 : -1
      activate(all[(from + steps[event.key] + all.length) % all.length])
    } else if (event.key === "Enter" && active()) choose(active())
    else if (event.key === "Escape" && all.length) close()
    else return
    event.preventDefault()
    event.stopPropagation()
  })
  input.addEventListener("blur", close)
  list.addEventListener("mousedown", (event) => event.preventDefault()) // the line keeps the focus
  list.addEventListener("click", (event) => event.target.dataset.name && choose(event.target))
}

for (const input of document.querySelectorAll("input[data-tags]")) enhance(input)

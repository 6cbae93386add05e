// Under a search box stand the names of officials and organizations that begin with what is being typed; choosing one
// leads to its page. Without this, or without the network, the box searches all the same.

import { suggest, suggested } from "./suggestions.js"

function fill(option, { name, detail, address }) {
  option.dataset.address = address
  const shown = document.createElement("bdi")
  shown.textContent = name
  option.append(shown)
  if (!detail) return
  const small = document.createElement("span")
  small.className = "search-detail"
  small.textContent = detail
  option.append(" ", small)
}

for (const input of document.querySelectorAll("input[data-search-names]")) {
  suggest(input, {
    className: "search-names",
    label: "Names",
    pause: 120,
    async ask() {
      const typed = input.value.trim()
      return typed ? (await suggested(input.dataset.searchNames, typed)).names : undefined
    },
    fill,
    choose: (option) => location.assign(option.dataset.address),
    told: (names) => (names.length ? `${names.length} name${names.length === 1 ? "" : "s"}` : ""),
    stops: (options) => [...options, null], // behind the last name, and before the first, is the box itself
  })
}

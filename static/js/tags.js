// Tags by autocomplete: the field stays one line of text, tags divided by commas. Under it stand the tags on file that
// begin or hold what is being typed; a new one is made by typing it.

import { suggest, suggested } from "./suggestions.js"

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

function choose(input, name, close) {
  const { start, end } = tagAt(input.value, input.selectionStart)
  const before = input.value.slice(0, start)
  const after = input.value.slice(end).replace(/^,?\s*/, "")
  const line = `${before}${before ? " " : ""}${written(name)}, `.replace(/,\s+/g, ", ")
  input.value = line + after
  input.setSelectionRange(line.length, line.length)
  input.dispatchEvent(new Event("input", { bubbles: true }))
  close()
}

for (const input of document.querySelectorAll("input[data-tags]")) {
  const place = document.createElement("div")
  place.className = "tags"
  input.before(place)
  place.append(input)
  suggest(input, {
    className: "tag-suggestions",
    label: "Tags on file",
    pause: 150,
    async ask() {
      const typed = bare(tagAt(input.value, input.selectionStart).typed)
      return typed ? ((await suggested(input.dataset.tags, typed)).tags ?? []) : undefined
    },
    fill(option, name) {
      option.dataset.name = option.textContent = name
    },
    choose: (option, close) => choose(input, option.dataset.name, close),
    told: (names) => (names.length ? `${names.length} tags on file` : "A new tag"),
    stops: (options) => options,
  })
}

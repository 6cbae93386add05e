// Live counts under the fields that ask for them with data-word-count ("words" or "words characters"). What is seen
// changes with every key; what a screen reader says waits until typing stops. Words are counted as the story's
// language divides them, so Japanese and Arabic are counted as well as English.

const PAUSE = 2000
const WORDS_A_MINUTE = 230
const LINES = "p, li, h1, h2, h3, h4, blockquote, br"

function segmenter(kind) {
  const language = document.querySelector("#id_language")?.value.trim() || document.documentElement.lang
  try {
    return new Intl.Segmenter(language || undefined, { granularity: kind })
  } catch {
    return "Segmenter" in Intl ? new Intl.Segmenter(undefined, { granularity: kind }) : null
  }
}

function words(text) {
  const cutter = segmenter("word")
  if (!cutter) return text.split(/\s+/).filter((part) => /[\p{L}\p{N}]/u.test(part)).length
  let count = 0
  let joined = false // "mother-in-law" and "don’t" are one word each, as an editor counts
  let afterWord = false
  for (const { segment, isWordLike } of cutter.segment(text)) {
    if (isWordLike) {
      if (!joined) count += 1
      joined = false
      afterWord = true
    } else {
      joined = afterWord && /^[-‐‑'’]$/.test(segment)
      afterWord = false
    }
  }
  return count
}

function characters(text) {
  const cutter = segmenter("grapheme")
  return cutter ? [...cutter.segment(text)].length : [...text].length
}

function textOf(field) {
  if (!field.matches("[data-word-count~=html]")) return field.value
  const page = new DOMParser().parseFromString(field.value, "text/html").body
  for (const figure of page.querySelectorAll("figure")) figure.remove()
  for (const line of page.querySelectorAll(LINES)) line.after("\n")
  return page.textContent
}

const number = new Intl.NumberFormat(document.documentElement.lang || undefined)
const many = (count, one) => `${number.format(count)} ${one}${count === 1 ? "" : "s"}`

function told(field) {
  const text = textOf(field)
  const count = words(text)
  const parts = [many(count, "word")]
  if (field.matches("[data-word-count~=characters]")) parts.push(many(characters(text), "character"))
  if (field.matches("[data-word-count~=html]") && count >= WORDS_A_MINUTE) {
    parts.push(`about ${many(Math.round(count / WORDS_A_MINUTE), "minute")} to read`)
  }
  return parts.join(", ")
}

function labelOf(field) {
  return field.labels?.[0]?.textContent.trim().replace(/:$/, "") || "Text"
}

const fields = document.querySelectorAll("[data-word-count]")
const spoken = document.createElement("p")
spoken.className = "visually-hidden"
spoken.setAttribute("role", "status")
if (fields.length) document.body.append(spoken)

function countIn(field) {
  const shown = document.createElement("p")
  shown.className = "word-count"
  shown.id = `${field.id}_count`
  let due
  let pause

  const count = () => {
    shown.textContent = told(field)
  }
  const place = () => {
    const box = field.closest(".prose-editor") || field
    ;(box.closest(".flex-container") || box).after(shown)
    const editor = box.querySelector(".ProseMirror[contenteditable]") || field
    const described = (editor.getAttribute("aria-describedby") || "").split(" ").filter((id) => id && id !== shown.id)
    editor.setAttribute("aria-describedby", [...described, shown.id].join(" "))
  }
  field.addEventListener("input", () => {
    clearTimeout(due)
    clearTimeout(pause)
    due = setTimeout(count, 100)
    pause = setTimeout(() => {
      spoken.textContent = `${labelOf(field)}: ${shown.textContent}`
    }, PAUSE)
  })
  field.addEventListener("prose-editor:ready", place)
  document.querySelector("#id_language")?.addEventListener("change", count)
  place()
  count()
}

for (const field of fields) countIn(field)

// What is typed into a form that asks for it (data-keep-typed on the form or in it) is kept in this browser until the
// server says that it was saved: through a closed tab, an ended session, a failure of the server or a lost network.
// On return it is offered, never put in silently. docs/decisions/0052-unsaved-text-stays-in-the-browser.md

const desk = document.querySelector("meta[name=desk]")?.dataset
const WAIT = 800 // ms after the first key until it is kept
const FRESH = 2 * 60 * 1000 // so long after a look at the session a form is sent without another look
const PATIENCE = 8000
const DAYS = 30
const LOOKS = [0, 1000, 3000] // a page that is just being left still holds its lock for a moment
const NOT_TYPED = new Set(["hidden", "password", "file", "submit", "button", "reset", "image"])
const states = new Map()
let lastSeen = Date.now()

// What a form holds

function controlsOf(form) {
  const controls = new Map()
  for (const control of form.elements) {
    const { name, type } = control
    if (!name || control.disabled || NOT_TYPED.has(type) || name.startsWith("_") || name.includes("__prefix__")) continue
    if (control.closest("dialog")) continue
    controls.set(name, [...(controls.get(name) || []), control])
  }
  return controls
}

const isBox = (control) => control.type === "checkbox" || control.type === "radio"

function read([first, ...more]) {
  if (isBox(first)) return [first, ...more].filter((box) => box.checked).map((box) => box.value)
  if (first.options) return [...first.selectedOptions].map((option) => option.value)
  return [first, ...more].map((control) => control.value)
}

function readLoaded([first, ...more]) {
  if (isBox(first)) return [first, ...more].filter((box) => box.defaultChecked).map((box) => box.value)
  if (first.options) {
    const chosen = [...first.options].filter((option) => option.defaultSelected).map((option) => option.value)
    return chosen.length || first.multiple || !first.options.length ? chosen : [first.options[0].value]
  }
  return [first, ...more].map((control) => control.defaultValue.replace(/\r\n/g, "\n"))
}

function write([first, ...more], { now, texts }) {
  const controls = [first, ...more]
  if (isBox(first)) {
    for (const box of controls) box.checked = now.includes(box.value)
  } else if (first.options) {
    for (const value of now) {
      if (![...first.options].some((option) => option.value === value)) first.add(new Option(texts[value] || value, value))
    }
    for (const option of first.options) option.selected = now.includes(option.value)
  } else {
    controls.forEach((control, at) => {
      control.value = now[at] ?? ""
      const editor = control.closest(".prose-editor")?.querySelector(".ProseMirror[contenteditable]")?.editor
      editor?.commands.setContent(control.value, { emitUpdate: false })
    })
  }
  for (const control of controls) {
    control.dispatchEvent(new Event("input", { bubbles: true }))
    control.dispatchEvent(new Event("change", { bubbles: true }))
  }
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other)

function labelOf([control]) {
  const group = isBox(control) && control.closest("fieldset")?.querySelector("legend")
  const label = group || control.labels?.[0]
  return (label?.textContent || control.ariaLabel || control.name).trim().replace(/[:?]$/, "")
}

function versionOf(form) {
  return form.querySelector("input[name=_version], input[name=version]")
}

// The store

const place = (state) => `typed:${desk.user}:${location.pathname}:${state.key}:`
const address = (state) => place(state) + state.token

function entries(prefix) {
  const found = []
  for (let at = 0; at < localStorage.length; at += 1) {
    const name = localStorage.key(at)
    if (!name.startsWith(prefix)) continue
    try {
      found.push({ ...JSON.parse(localStorage.getItem(name)), name, token: name.slice(name.lastIndexOf(":") + 1) })
    } catch {
      localStorage.removeItem(name)
    }
  }
  return found.sort((one, other) => other.at - one.at)
}

function typedIn(state) {
  const fields = {}
  for (const [name, controls] of controlsOf(state.form)) {
    const now = read(controls)
    const was = state.base[name] ?? readLoaded(controls)
    if (same(now, was)) continue
    const options = controls[0].options ? [...controls[0].selectedOptions] : []
    const texts = Object.fromEntries(options.map((option) => [option.value, option.textContent]))
    fields[name] = { label: labelOf(controls), was, now, texts }
  }
  return fields
}

function keep(state) {
  clearTimeout(state.timer)
  state.timer = null
  const fields = typedIn(state)
  if (!Object.keys(fields).length) {
    localStorage.removeItem(address(state))
    return
  }
  hold(state)
  try {
    localStorage.setItem(address(state), JSON.stringify({ at: Date.now(), version: versionOf(state.form)?.value, fields }))
    state.full?.remove()
    state.full = null
  } catch {
    if (state.full) return
    const told = "This browser has no room to keep what you type. Save soon: a closed tab or a lost network would lose it."
    state.full = notice(state.form, told, "alert")
  }
}

// While its page lives, what was typed there is offered nowhere else.
function hold(state) {
  if (state.isHeld || !navigator.locks) return
  state.isHeld = true
  navigator.locks.request(state.token, () => new Promise(() => {}))
}

async function liveTokens() {
  return navigator.locks ? new Set((await navigator.locks.query()).held.map((lock) => lock.name)) : new Set()
}

function forgetSaved() {
  for (const [, token] of document.cookie.matchAll(/(?:^|;\s*)saved-([a-z0-9-]+)=/g)) {
    for (const entry of entries("typed:")) if (entry.token === token) localStorage.removeItem(entry.name)
    document.cookie = `saved-${token}=; max-age=0; path=${desk.path}; samesite=lax`
  }
}

function forgetOld() {
  const oldest = Date.now() - DAYS * 24 * 3600 * 1000
  for (const entry of entries("typed:")) if (!(entry.at > oldest)) localStorage.removeItem(entry.name)
}

// Offering it

function element(name, properties = {}, children = []) {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...children)
  return made
}

function notice(form, text, role, ...more) {
  const bar = element("div", { className: "kept-typed" })
  const told = element("p")
  told.setAttribute("role", role)
  bar.append(told, ...more)
  form.prepend(bar)
  requestAnimationFrame(() => told.append(text)) // said by screen readers, because the region was there before
  return bar
}

function timeOf(at) {
  const isToday = new Date(at).toDateString() === new Date().toDateString()
  const day = isToday ? {} : { day: "numeric", month: "long" }
  return new Intl.DateTimeFormat(document.documentElement.lang || undefined, { ...day, hour: "2-digit", minute: "2-digit" }).format(at)
}

function addMissingRows(form, fields) {
  for (const name of Object.keys(fields)) {
    const [, prefix, number] = /^(.+)-(\d+)-[^-]+$/.exec(name) || []
    const add = prefix && form.querySelector(`#${CSS.escape(prefix)}-group .add-row a`)
    for (let tries = Number(number); add && tries >= 0 && !form.elements.namedItem(name); tries -= 1) add.click()
  }
}

function words({ now, texts }) {
  const text = now.map((value) => texts[value] || value).join(", ")
  const plain = /<(p|h[2-4]|ul|ol|blockquote)>/.test(text)
    ? new DOMParser().parseFromString(text.replace(/<\/(p|h[2-4]|li)>/g, "$& "), "text/html").body.textContent
    : text
  return plain.trim() || "(empty)"
}

function offer(state, entry) {
  const controls = controlsOf(state.form)
  const differing = Object.entries(entry.fields).filter(([name, field]) => {
    const there = controls.get(name)
    return !there || !same(read(there), field.now)
  })
  if (!differing.length) {
    settle(state, entry, controls)
    return
  }
  const isChanged = ([name, field]) => controls.has(name) && !same(read(controls.get(name)), field.was)
  const list = element("dl")
  for (const one of differing) {
    list.append(element("dt", { textContent: one[1].label }), element("dd", { textContent: words(one[1]), dir: "auto" }))
    if (isChanged(one)) list.append(element("dd", { className: "warning", textContent: "This field has been changed since." }))
  }
  const time = timeOf(entry.at)
  const back = element("button", { type: "button", className: "button", textContent: `Bring back what you typed at ${time}` })
  const away = element("button", { type: "button", className: "button", textContent: "Discard" })
  const names = differing.map(([, field]) => field.label).join(", ")
  const bar = notice(
    state.form,
    `What you typed here at ${time} was not saved: ${names}.`,
    "status",
    element("details", {}, [element("summary", { textContent: "Show it" }), list]),
    element("p", { className: "choice" }, [back, away]),
  )
  away.addEventListener("click", () => {
    localStorage.removeItem(entry.name)
    bar.remove()
  })
  back.addEventListener("click", () => {
    const overlap = differing.some(isChanged)
    bringBack(state, entry, differing, overlap)
    bar.remove()
    notice(state.form, "It is back in the form. Nothing is saved until you save.", "status")
  })
}

// The form shows already what was kept: because it was saved, or because the browser itself filled it in again.
function settle(state, entry, controls) {
  const isSaved = Object.keys(entry.fields).every((name) => same(read(controls.get(name)), readLoaded(controls.get(name))))
  localStorage.removeItem(entry.name)
  if (!isSaved) keep(state)
}

function bringBack(state, entry, fields, overlap) {
  addMissingRows(state.form, entry.fields)
  const controls = controlsOf(state.form)
  // Where somebody else changed the same field, the form goes out as the older version: the server tells both.
  const version = versionOf(state.form)
  if (overlap && entry.version && version) version.value = entry.version
  for (const [name, field] of fields) if (controls.has(name)) write(controls.get(name), field)
  keep(state)
  if (fields.every(([name]) => controls.has(name))) localStorage.removeItem(entry.name)
  controls.get(fields[0][0])?.[0].focus()
}

async function lookForKept(state, looks) {
  const kept = entries(place(state)).filter((entry) => entry.token !== state.token && !state.seen.has(entry.token))
  if (!kept.length) return
  const live = await liveTokens()
  for (const entry of kept.filter((one) => !live.has(one.token))) {
    state.seen.add(entry.token)
    offer(state, entry)
  }
  if (kept.some((entry) => live.has(entry.token)) && looks.length > 1) {
    setTimeout(lookForKept, looks[1] - looks[0], state, looks.slice(1))
  }
}

// Sending it

async function isStillHere() {
  let response
  try {
    response = await fetch(desk.stillHere, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) })
  } catch {
    return "There is no answer from the server, so nothing was sent. What you typed is kept in this browser; try again soon."
  }
  if (response.status === 401) return "Your session has ended, so nothing was sent. What you typed stays here: log in in another tab, then save again."
  if (!response.ok) return "" // let the form itself find out
  const { user, csrf } = await response.json()
  if (String(user) !== desk.user) return "Somebody else has logged in in this browser meanwhile, so nothing was sent. What you typed stays yours."
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = csrf
  lastSeen = Date.now()
  return ""
}

function refuse(state, submitter, problem) {
  state.refusal?.remove()
  const more = problem.startsWith("Your session")
    ? [element("p", {}, [element("a", { href: desk.login, target: "_blank", rel: "noopener", textContent: "Log in in another tab" })])]
    : []
  state.refusal = notice(state.form, problem, "alert", ...more)
  const row = submitter?.closest(".submit-row, .actions, p")
  if (row) row.before(state.refusal)
  state.refusal.scrollIntoView({ block: "nearest" })
}

function onSubmit(event) {
  const state = states.get(event.target)
  if (!state || event.defaultPrevented) return
  keep(state)
  state.form.querySelector("input[name=kept_form]")?.remove()
  state.form.append(element("input", { type: "hidden", name: "kept_form", value: state.token }))
  if (!navigator.onLine) {
    event.preventDefault()
    refuse(state, event.submitter, "There is no network, so nothing was sent. What you typed is kept in this browser; try again when it is back.")
  } else if (Date.now() - lastSeen > FRESH) {
    event.preventDefault()
    isStillHere().then((problem) => {
      if (problem) refuse(state, event.submitter, problem)
      else {
        lastSeen = Date.now()
        state.form.requestSubmit(event.submitter)
      }
    })
  }
}

// Watching forms

function watch(marker) {
  const form = marker.closest("form")
  if (!form || states.has(form)) return
  const key = marker.dataset.keepTyped
  const state = { form, key, token: `${Date.now().toString(36)}-${crypto.getRandomValues(new Uint32Array(2)).join("-")}` }
  Object.assign(state, { base: {}, timer: null, seen: new Set() })
  states.set(form, state)
  // A form that came back as it was typed goes on as the one that was sent.
  const sent = entries(place(state)).find((entry) => entry.token === desk.typed)
  if (sent) {
    state.token = sent.token
    for (const [name, field] of Object.entries(sent.fields)) state.base[name] = field.was
    keep(state)
  }
  lookForKept(state, LOOKS)
}

function soon(target) {
  const state = states.get(target.closest?.("form"))
  if (state && !state.timer) state.timer = setTimeout(keep, WAIT, state)
}

function keepAll() {
  for (const state of states.values()) if (state.timer) keep(state)
}

function start() {
  forgetSaved()
  forgetOld()
  document.addEventListener("input", (event) => soon(event.target))
  document.addEventListener("change", (event) => soon(event.target))
  window.django?.jQuery?.(document).on("change", "select", (event) => soon(event.target)) // select2 tells jQuery only
  document.addEventListener("submit", onSubmit)
  window.addEventListener("pagehide", keepAll)
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keepAll())
  // Other scripts that send a form themselves say with this event that the server took it.
  document.addEventListener("typed:saved", (event) => {
    const saved = states.get(event.target.closest("form"))
    for (const state of saved ? states.values() : []) {
      if (state.key !== saved.key) continue // a form that was put into the page anew has the key of the one before
      clearTimeout(state.timer)
      state.timer = null
      localStorage.removeItem(address(state))
    }
  })
  const watchAll = () => document.querySelectorAll("[data-keep-typed]").forEach(watch)
  watchAll()
  let isDue = null // forms that come into a page later are looked for when it is quiet, not at every change of it
  const watchSoon = () => {
    isDue ??= setTimeout(() => {
      isDue = null
      watchAll()
    }, 300)
  }
  new MutationObserver(watchSoon).observe(document.body, { childList: true, subtree: true })
}

if (desk?.user) {
  if (document.readyState === "complete") start()
  else window.addEventListener("load", start)
}

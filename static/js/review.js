// The page of statements by keyboard. Every act is one of the page's own forms, sent without leaving the page: what
// the server answers is exchanged, card by card. Without this script the forms work as they stand.
import { canonicalSpan, wordsOf } from "./canonical-text.js";

const page = document.querySelector("[data-review]");
const text = page.querySelector("[data-body]");
const list = page.querySelector("[data-cards]");
const putAway = page.querySelector("[data-rejected]");
const bar = page.querySelector("[data-bar]");
const keys = page.querySelector("[data-keys]");
const told = page.querySelector("[data-told]");

let current = null; // the number of the statement the keys act on
let queue = Promise.resolve(); // one act after the other: an accepted speaker may be whom the next one means
const decided = []; // what `u` undoes, latest last: the statements of one act each

const cardOf = (number) => page.querySelector(`[data-card="${number}"]`);
const cards = () => [...list.querySelectorAll("[data-card]")];
const waits = (card) => (card.dataset.status === "suggested" || "orphan" in card.dataset) && !card.hasAttribute("aria-busy");
const marksOf = (number) => text.querySelectorAll(`[data-statement="${number}"]`);

function tell(message, level = "success") {
  told.textContent = message;
  bar.dataset.level = level;
}

// Moving

function makeCurrent(number, { focus = true } = {}) {
  for (const old of page.querySelectorAll(".is-current")) old.classList.remove("is-current");
  current = number;
  const card = number && cardOf(number);
  if (!card) return;
  card.classList.add("is-current");
  for (const mark of marksOf(number)) mark.classList.add("is-current");
  marksOf(number)[0]?.scrollIntoView({ block: "center" });
  card.scrollIntoView({ block: "nearest" });
  if (focus) card.focus({ preventScroll: true });
}

function step(by) {
  const all = cards();
  const at = all.findIndex((card) => card.dataset.card === current);
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  if (next) makeCurrent(next.dataset.card);
}

function onToNextWaiting() {
  const all = cards();
  const at = all.findIndex((card) => card.dataset.card === current);
  const next = [...all.slice(at + 1), ...all.slice(0, at + 1)].find(waits);
  if (next) makeCurrent(next.dataset.card);
  else if (current) makeCurrent(current);
}

// Sending

function send(form, action, fields = []) {
  const body = new FormData(form);
  body.set("action", action);
  for (const [name, value] of fields) body.append(name, value);
  return fetch(page.ownerDocument.location.pathname, {
    method: "POST",
    body,
    headers: { Accept: "application/json" },
    redirect: "manual",
  });
}

// An act on some cards. The editor goes on at once; a card that was refused comes back, opened and in front.
function act(busy, sent, { undoable = true } = {}) {
  for (const card of busy) card.setAttribute("aria-busy", "true");
  queue = queue.then(async () => {
    try {
      const answer = await sent();
      if (answer.status !== 200 && answer.status !== 409) throw new Error(answer.status);
      const changes = await answer.json();
      if (changes.done) forgetTyped(busy.length ? busy : [page.querySelector("[data-missed]")]);
      exchange(changes);
      if (changes.done) {
        if (undoable) decided.push(changes.touched);
        for (const one of changes.told) tell(one.text, one.level);
        if (changes.waiting === 0 && busy.length) finish();
      } else {
        bringBack(busy, answer.status === 409);
      }
    } catch {
      for (const card of busy) cardOf(card.dataset.card)?.removeAttribute("aria-busy");
      tell("The server could not be reached, or you are logged out. Nothing was saved; what you typed is still here.", "error");
    }
  });
  return queue;
}

// What the browser keeps of these forms (unsaved-text.js) has been taken by the server.
function forgetTyped(places) {
  for (const place of places) {
    place?.querySelector("[data-keep-typed]")?.dispatchEvent(new Event("typed:saved", { bubbles: true }));
  }
}

function bringBack(busy, isStale) {
  tell(isStale ? "Somebody else was faster: look at it again." : "That could not be saved: see why.", "error");
  const first = busy[0]?.dataset.card;
  if (!first) {
    page.querySelector("[data-missed]")?.scrollIntoView({ block: "nearest" });
    return;
  }
  makeCurrent(first, { focus: false });
  const card = cardOf(first);
  (card.querySelector(".errorlist ~ * input, .errorlist ~ input, form [name$='new_organization']") ?? card).focus();
}

function finish() {
  tell("Nothing waits any more. On to publishing: press Enter.");
  page.querySelector("[data-next]").focus();
}

// Putting what the server answered into the page

function exchange(changes) {
  if (changes.text !== undefined) text.innerHTML = changes.text; // the server's own sanitised HTML, as on loading
  for (const [number, html] of Object.entries(changes.cards)) {
    const made = document.createElement("template");
    made.innerHTML = html.trim();
    const fresh = made.content.querySelector("[data-card]");
    const old = cardOf(number);
    const hadFocus = old && (old === document.activeElement || old.contains(document.activeElement));
    if (old) old.replaceWith(fresh);
    else list.append(fresh);
    for (const mark of marksOf(number)) mark.className = fresh.dataset.status;
    if (hadFocus) fresh.focus({ preventScroll: true });
  }
  sortInto(list, changes.order);
  sortInto(putAway.querySelector("[data-rejected-cards]"), changes.rejected);
  for (const number of changes.rejected) for (const mark of marksOf(number)) mark.className = "rejected";
  const known = new Set([...changes.order, ...changes.rejected].map(String));
  for (const card of page.querySelectorAll("[data-card]")) if (!known.has(card.dataset.card)) card.remove();
  if (changes.missed !== undefined) exchangeMissed(changes.missed);
  putAway.hidden = changes.rejected.length === 0;
  putAway.querySelector("[data-rejected-count]").textContent = changes.rejected.length;
  page.querySelector("[data-waiting]").textContent = changes.waiting;
  page.querySelector("[data-total]").textContent = changes.order.length;
  const together = page.querySelector("[data-all-sure]");
  if (together) {
    together.hidden = sure().length < 2;
    together.querySelector("[data-sure-count]").textContent = sure().length;
  }
  if (current) makeCurrentQuietly(current);
}

function sortInto(place, order) {
  let before = null;
  for (const number of [...order].reverse()) {
    const card = cardOf(number);
    if (!card) continue;
    if (card.parentElement !== place || card.nextElementSibling !== before) {
      const hadFocus = card === document.activeElement;
      place.insertBefore(card, before);
      if (hadFocus) card.focus({ preventScroll: true });
    }
    before = card;
  }
}

// A form that is being filled in with further statements is not taken away by the answer about another one.
function exchangeMissed(html) {
  const place = page.querySelector("[data-missed-place]");
  const open = place?.querySelector("[data-missed]");
  if (!place) return;
  const made = document.createElement("template");
  made.innerHTML = html.trim();
  const fresh = made.content.querySelector("[data-missed]");
  if (open?.open && !open.hasAttribute("data-sent")) {
    open.querySelector("[name=version]").value = fresh.querySelector("[name=version]").value;
  } else {
    place.replaceChildren(fresh);
  }
}

function makeCurrentQuietly(number) {
  cardOf(number)?.classList.add("is-current");
  for (const mark of marksOf(number)) mark.classList.add("is-current");
}

// The acts

const formOf = (card) => card.querySelector("form[data-act]:not(.all-of-speaker)");

function decide(card, action) {
  const form = card && formOf(card);
  const button = form?.querySelector(`[value="${action}"]`);
  if (!button || button.disabled || card.hasAttribute("aria-busy")) {
    if (card && action === "accept" && waits(card)) edit(card, "orphan" in card.dataset ? "words" : "speaker");
    return;
  }
  const rivals = form.querySelectorAll(".rivals input");
  if (action === "accept" && rivals.length && ![...rivals].some((one) => one.checked)) {
    tell("Several can be meant: choose by number, then accept.", "warning");
    rivals[0].focus();
    return;
  }
  const undoable = action !== "undo" && !("orphan" in card.dataset); // undone, it would be off the record
  act([card], () => send(formOf(cardOf(card.dataset.card)), action), { undoable });
  if (action === "undo") forget(card.dataset.card);
  else onToNextWaiting();
}

const forget = (number) => {
  for (const some of decided) {
    const at = some.indexOf(Number(number));
    if (at !== -1) some.splice(at, 1);
  }
};

function ofSameSpeaker(card) {
  return cards().filter((one) => waits(one) && !("orphan" in one.dataset) && one.dataset.speaker === card.dataset.speaker && formOf(one)?.querySelector("[value=accept]"));
}

function acceptAll(card) {
  if (card?.dataset.speaker) acceptTogether(ofSameSpeaker(card));
}

const sure = () => cards().filter((one) => waits(one) && "sure" in one.dataset);

function acceptTogether(some) {
  if (!some.length) return;
  const numbers = some.map((one) => one.dataset.card);
  act(some, () => {
    const form = formOf(cardOf(numbers[0]));
    return send(form, "accept", numbers.map((number) => ["each", `${number}:${cardOf(number).dataset.proposedVersion}`]));
  });
  onToNextWaiting();
}

function undo() {
  queue = queue.then(() => {
    let last = [];
    while (!last.length && decided.length) last = decided.pop();
    const there = last.map((number) => cardOf(number)).filter(Boolean);
    if (!there.length) {
      tell("There is nothing to undo. A statement decided on earlier has a button: Take back.", "warning");
      return;
    }
    const form = there.map(formOf).find(Boolean);
    const versions = there.map((card) => ["each", `${card.dataset.card}:${card.dataset.version}`]);
    act(there, () => send(form, "undo", versions), { undoable: false }).then(() => makeCurrent(String(last[0])));
  });
}

async function edit(card, field = "words") {
  if (!card) return;
  const number = card.dataset.card;
  await queue;
  const link = cardOf(number).querySelector("[data-edit]");
  if (link) {
    const answer = await fetch(link.href.split("#")[0], { headers: { Accept: "application/json" } });
    if (!answer.ok) return tell("The form could not be loaded. Try again.", "error");
    exchange(await answer.json());
  }
  makeCurrent(number, { focus: false });
  const fresh = cardOf(number);
  const wanted = field === "speaker" ? fresh.querySelector(".speaker input:checked") ?? fresh.querySelector(".speaker input") : fresh.querySelector("textarea");
  wanted?.focus();
}

async function close(card) {
  const answer = await fetch(page.ownerDocument.location.pathname + `?edit=&show=${card.dataset.card}`, { headers: { Accept: "application/json" } });
  if (answer.ok) exchange(await answer.json());
  makeCurrent(card.dataset.card);
}

// A new statement of the words selected in the text; once more for a further part

function fromSelection() {
  const missed = page.querySelector("[data-missed]");
  if (!missed) return;
  const words = missed.querySelector("textarea");
  const selected = missed.querySelector("[data-selected]");
  const selection = document.getSelection();
  const span = selection.rangeCount ? canonicalSpan(text, selection.getRangeAt(0)) : null;
  if (span) {
    const spans = [...(selected.value ? selected.value.split(" ") : []), span.join("-")].sort((a, b) => parseInt(a) - parseInt(b));
    selected.value = [...new Set(spans)].join(" ");
    words.value = wordsOf(text, selected.value);
    selection.removeAllRanges();
  }
  missed.open = true;
  missed.scrollIntoView({ block: "nearest" });
  const parts = selected.value.split(" ").length;
  if (span) {
    tell(parts > 1 ? `A statement of ${parts} parts. Say who spoke.` : "Say who spoke, or select a further part and press n again.");
    missed.querySelector(".speaker input").focus();
  } else {
    tell("Select the words in the text and press n, or type them here.");
    words.focus();
  }
}

// Listening

page.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-act]");
  if (!form) return;
  event.preventDefault();
  const action = event.submitter?.value ?? "confirm";
  const card = form.closest("[data-card]");
  if (form.hasAttribute("data-all-sure")) return acceptTogether(sure());
  if (form.classList.contains("all-of-speaker")) return acceptAll(card);
  if (!form.hasAttribute("data-decision")) {
    makeCurrent(card.dataset.card);
    return decide(card, action);
  }
  const missed = form.closest("[data-missed]");
  missed?.setAttribute("data-sent", "");
  const isNew = !card?.dataset.card;
  act(card ? [card] : [], () => send(form, action), { undoable: isNew || card.dataset.status === "suggested" }).then(() => {
    missed?.removeAttribute("data-sent");
    const left = card && cardOf(card.dataset.card);
    if (left && !left.querySelector("[data-decision]")) onToNextWaiting();
  });
});

page.addEventListener("click", (event) => {
  const card = event.target.closest("[data-card]");
  if (event.target.closest("[data-edit]")) {
    event.preventDefault();
    edit(card);
  } else if (event.target.closest("[data-close]")) {
    event.preventDefault();
    close(card);
  } else if (event.target.closest("[data-help]")) {
    keys.showModal();
  } else if (card && card.dataset.card !== current) {
    makeCurrent(card.dataset.card, { focus: false });
  }
  const mark = event.target.closest("[data-body] [data-statement]");
  if (mark && document.getSelection().isCollapsed) makeCurrent(mark.dataset.statement);
});

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  a: () => decide(cardOf(current), "accept"),
  A: () => acceptAll(cardOf(current)),
  H: () => acceptTogether(sure()),
  r: () => decide(cardOf(current), "reject"),
  e: () => edit(cardOf(current)),
  s: () => edit(cardOf(current), "speaker"),
  u: undo,
  n: fromSelection,
  p: () => page.querySelector("[data-next]").click(),
  "?": () => keys.showModal(),
};

// WCAG 2.1.4: single keys can be switched off, for those whose voice or hand would press them by accident.
const SWITCH = "review-keys-off";
const isOn = keys?.querySelector("[data-keys-on]");
if (isOn) {
  isOn.checked = localStorage.getItem(SWITCH) === null;
  isOn.addEventListener("change", () => (isOn.checked ? localStorage.removeItem(SWITCH) : localStorage.setItem(SWITCH, "1")));
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
  const form = event.target.closest("[data-decision]");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form) {
    event.preventDefault();
    form.requestSubmit(form.querySelector("[value=confirm]"));
  } else if (event.key === "Escape" && form && !keys.open) {
    const card = form.closest("[data-card]");
    if (card) close(card);
    else form.closest("[data-missed]").open = false;
  }
  if (typing || !isOn?.checked || keys.open || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const rival = /^[1-9]$/.test(event.key) && cardOf(current)?.querySelectorAll(".rivals input")[event.key - 1];
  if (rival) {
    rival.checked = true;
    tell(rival.parentElement.textContent.trim());
  } else if (Object.hasOwn(KEYS, event.key)) {
    event.preventDefault();
    KEYS[event.key]();
  }
});

// Beginning

if (bar) {
  bar.hidden = false;
  const asked = /^#c(\d+)$/.exec(location.hash)?.[1];
  const first = (asked && cardOf(asked)) || cards().find(waits);
  if (first) {
    makeCurrent(first.dataset.card);
    tell("Press a to accept, r to reject, j and k to move, ? for all keys.");
  }
}

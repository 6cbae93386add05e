// What is pasted into the body of a story, said in plain HTML before the editor reads it. The server's sanitiser
// (articles/pasted.py) does the same with what comes to it; the samples in tests/articles/pasted hold both to it.
// Styles and handlers go by other names while this reads them, so that no policy of the page forbids the reading.

import { Extension, Plugin, pm } from "django-prose-editor/editor"

const BLOCKS = "p, div, h1, h2, h3, h4, h5, h6, ul, ol, li, table, tr, td, th, blockquote, pre, hr, section, article"
const CELLS = "td, th, tr, tbody, thead, tfoot, caption, colgroup, table"
const NO_DATA = "ul, ol, li, h1, h2, h3, h4, h5, h6, blockquote, figure, dl, table"
const NO_COPY =
  ".msocomanchor, .msocomtxt, .MsoCommentReference, .MsoCommentText, .MsoCommentSubject, .msoDel, .EOP, del, xml, " +
  "script, style, title, meta, link, noscript, template, svg, object, iframe, video, audio, select, textarea, img"
const NUMBERED = /^[^\w\s]?(?:\d{1,3}|[a-z]{1,4})[.)\]]/i
const MARKER = /^\s*(?:[·•§▪o–-]|(?:\d{1,3}|[a-zA-Z]{1,4})[.)])[ \n]*\u00a0\s*/
const DEEPEST_LIST = 6
const LONGEST_CELL = 200

const hasWords = (node) => node.textContent.trim() !== ""

function styleOf(element) {
  const style = {}
  for (const declaration of (element.getAttribute("data-style") || "").toLowerCase().split(";")) {
    const colon = declaration.indexOf(":")
    if (colon > 0) style[declaration.slice(0, colon).trim()] = declaration.slice(colon + 1).trim()
  }
  return style
}

function renamed(element, name) {
  const other = element.ownerDocument.createElement(name)
  other.append(...element.childNodes)
  element.replaceWith(other)
}

function dropWhatIsNoCopy(page) {
  for (const element of page.querySelectorAll(NO_COPY)) element.remove()
  for (const element of page.querySelectorAll("[data-style]")) {
    const style = styleOf(element)
    const isComment = (style["mso-element"] || "").startsWith("comment")
    if (isComment || style.display === "none" || style["mso-hide"] === "all") element.remove()
  }
  const comments = page.ownerDocument.createTreeWalker(page, NodeFilter.SHOW_COMMENT)
  const found = []
  while (comments.nextNode()) found.push(comments.currentNode)
  for (const comment of found) comment.remove()
  page.normalize()
}

// Lists

function withoutStart(node, length) {
  const texts = node.ownerDocument.createTreeWalker(node, NodeFilter.SHOW_TEXT)
  while (length > 0 && texts.nextNode()) {
    const taken = Math.min(length, texts.currentNode.data.length)
    texts.currentNode.deleteData(0, taken)
    length -= taken
  }
}

function itemOf(paragraph) {
  const listed = styleOf(paragraph)["mso-list"] || ""
  if (listed === "none" || !(listed || /\bMsoListParagraph/i.test(paragraph.className))) return null
  const ignored = [...paragraph.querySelectorAll("span")].find((span) => styleOf(span)["mso-list"] === "ignore")
  let marker = ignored ? ignored.textContent : ""
  ignored?.remove()
  if (!marker) {
    marker = (MARKER.exec(paragraph.textContent) || [""])[0]
    withoutStart(paragraph, marker.length)
  }
  if (!marker && !listed) return null
  const level = /\blevel([1-9])/.exec(listed)
  return { level: level ? Number(level[1]) : 1, name: NUMBERED.test(marker.trim()) ? "OL" : "UL" }
}

function follows(list, paragraph) {
  let next = list.nextSibling
  while (next?.nodeType === Node.TEXT_NODE && !hasWords(next)) next = next.nextSibling
  return next === paragraph
}

function makeLists(page) {
  let open = []
  for (const paragraph of page.querySelectorAll("p")) {
    const item = paragraph.closest("li") ? null : itemOf(paragraph)
    if (!item) continue
    if (!open.length || !follows(open[0], paragraph)) open = []
    const level = Math.min(item.level, open.length + 1, DEEPEST_LIST)
    while (open.length > level || (open.length === level && open.at(-1).tagName !== item.name)) open.pop()
    if (open.length < level) {
      const list = page.ownerDocument.createElement(item.name)
      if (open.length) open.at(-1).lastElementChild.append(list)
      else paragraph.before(list)
      open.push(list)
    }
    const li = page.ownerDocument.createElement("li")
    li.append(...paragraph.childNodes)
    open.at(-1).append(li)
    paragraph.remove()
  }
}

// Word in a browser gives every item a list of its own; Google Docs puts a list directly in a list.
function mendLists(page) {
  const wrapper = ".ListContainerWrapper"
  for (const list of page.querySelectorAll("ul, ol")) {
    const before = (list.closest(wrapper) || list).previousElementSibling
    const earlier = before?.matches(wrapper) ? before.firstElementChild : before
    if (/ListStyle/.test(list.className) && earlier?.tagName === list.tagName) {
      list.prepend(...earlier.childNodes)
      before.remove()
    }
    if (list.parentElement.matches("ul, ol") && list.previousElementSibling?.tagName === "LI") {
      list.previousElementSibling.append(list)
    }
  }
}

// Tables

// The one line of words in a cell of data; null for a cell that holds more.
function lineOf(cell) {
  if (cell.querySelector(NO_DATA) || cell.textContent.length > LONGEST_CELL) return null
  const lines = [...cell.querySelectorAll("p, div")].filter((block) => hasWords(block) && !block.querySelector("p, div"))
  const isBroken = [...cell.querySelectorAll("br")].some((br) => br.nextSibling && hasWords(br.parentElement))
  return lines.length > 1 || isBroken ? null : lines[0] || cell
}

function tellRows(page) {
  for (const row of page.querySelectorAll("tr")) {
    const lines = [...row.cells].map(lineOf)
    if (lines.includes(null)) continue
    const told = page.ownerDocument.createElement("p")
    for (const line of lines.filter(hasWords)) {
      if (told.childNodes.length) told.append(" | ")
      told.append(...line.childNodes)
    }
    row.replaceChildren(told)
  }
  for (const part of page.querySelectorAll(CELLS)) renamed(part, "div")
}

// Headings, footnotes, weights

function nameBlocks(page) {
  for (const heading of page.querySelectorAll("p[role=heading][aria-level], div[role=heading][aria-level]")) {
    renamed(heading, `h${Math.min(Math.max(Number(heading.getAttribute("aria-level")) || 2, 2), 4)}`)
  }
  for (const title of page.querySelectorAll("p.MsoTitle, h1")) renamed(title, "h2")
  for (const small of page.querySelectorAll("h5, h6")) renamed(small, "h4")
}

function bracketFootnotes(page) {
  for (const number of page.querySelectorAll(".sdfootnoteanc, .sdendnoteanc")) {
    number.replaceWith(`[${number.textContent}]`)
  }
  for (const number of page.querySelectorAll(".sdfootnotesym, .sdendnotesym")) {
    number.replaceWith(`[${number.textContent}] `)
  }
}

function isBold(weight = "", before) {
  if (/^\d+$/.test(weight)) return Number(weight) >= 600
  return /^(bold|bolder|normal|lighter)$/.test(weight) ? weight.startsWith("bold") : before
}

function isItalic(slant = "", before) {
  return /^(italic|oblique|normal)$/.test(slant) ? slant !== "normal" : before
}

// Every text in the formats that count for it, and in no other inline element but a link.
function plainFormats(node, bold = false, italic = false) {
  for (const child of [...node.childNodes]) {
    if (child.nodeType === Node.TEXT_NODE && child.data.trim()) {
      let outermost = child
      for (const name of [italic && "em", bold && "strong"].filter(Boolean)) {
        const format = child.ownerDocument.createElement(name)
        outermost.replaceWith(format)
        format.append(outermost)
        outermost = format
      }
    } else if (child.nodeType === Node.ELEMENT_NODE) {
      const isInline = child.matches("b, strong, i, em, span, font")
      const style = isInline ? styleOf(child) : {}
      plainFormats(
        child,
        isBold(style["font-weight"], bold || child.matches("b, strong")),
        isItalic(style["font-style"], italic || child.matches("i, em")),
      )
      if (isInline || !child.matches(`${BLOCKS}, a, br, figure`)) child.replaceWith(...child.childNodes)
    }
  }
}

function bareAttributes(page) {
  for (const element of page.querySelectorAll("*")) {
    const kept = { A: "href", FIGURE: "data-image" }[element.tagName]
    for (const { name } of [...element.attributes]) if (name !== kept) element.removeAttribute(name)
    if (element.tagName === "A" && !/^(https?:|mailto:|\/(?!\/))/i.test(element.getAttribute("href") || "")) {
      element.replaceWith(...element.childNodes)
    }
  }
}

function dropEmptyBlocks(page) {
  for (const br of page.querySelectorAll("br")) {
    const beside = [br.previousElementSibling, br.nextElementSibling]
    if (br.parentElement === page || beside.some((one) => one?.matches(BLOCKS))) br.remove()
  }
  for (const block of [...page.querySelectorAll("p, li, ul, ol, h2, h3, h4, div")].reverse()) {
    if (!hasWords(block) && !block.querySelector("figure")) block.remove()
  }
}

function harmless(html) {
  const withoutSheets = html.replace(/<style\b[\s\S]*?<\/style\s*>/gi, "")
  return withoutSheets.replace(/<[^>]+>/g, (tag) => tag.replace(/([\s"'/])(style|on\w+)\s*=/gi, "$1data-$2="))
}

function plainHTML(html) {
  const page = new DOMParser().parseFromString(harmless(html), "text/html").body
  if (page.querySelector("[data-pm-slice]")) return html // copied in an editor of ours
  dropWhatIsNoCopy(page)
  makeLists(page)
  mendLists(page)
  nameBlocks(page)
  bracketFootnotes(page)
  tellRows(page)
  plainFormats(page)
  bareAttributes(page)
  dropEmptyBlocks(page)
  return page.innerHTML
}

// Plain text: blank lines part paragraphs, a single newline stays one, as the server reads it.
function textSlice(text, context) {
  const { schema } = context.doc.type
  const paragraphs = text.replace(/\r\n?/g, "\n").split(/\n[ \t]*\n\s*/)
  const nodes = paragraphs.filter((part) => part.trim()).map((part) => {
    const lines = part.replace(/^\n+|\n+$/g, "").split("\n")
    const inline = lines.flatMap((line, number) => [
      ...(number ? [schema.nodes.hardBreak.create()] : []),
      ...(line ? [schema.text(line)] : []),
    ])
    return schema.nodes.paragraph.create(null, inline)
  })
  return new pm.model.Slice(pm.model.Fragment.from(nodes), nodes.length ? 1 : 0, nodes.length ? 1 : 0)
}

export const PlainPaste = Extension.create({
  name: "PlainPaste",
  addProseMirrorPlugins: () => [
    new Plugin({ props: { transformPastedHTML: plainHTML, clipboardTextParser: textSlice } }),
  ],
})

// Pictures of the library in the body of a story. The body only names a picture; what it shows is asked from the
// library, so a new caption or focal point is seen at once, here and by readers.

import { materialMenuButton, mergeAttributes, Node, pm } from "django-prose-editor/editor"

const asked = new Map()

async function fragment(address) {
  const response = await fetch(address, { headers: { "X-Requested-With": "fetch" } })
  if (!response.ok || response.redirected) throw new Error("The library does not answer.")
  return new DOMParser().parseFromString(await response.text(), "text/html").body
}

function lookUp(chooser, number) {
  if (!asked.has(number)) {
    const found = fragment(`${chooser}?id=${encodeURIComponent(number)}`).then((page) => page.querySelector("[data-picture]"))
    asked.set(number, found)
    found.catch(() => asked.delete(number))
  }
  return asked.get(number)
}

function show(figure, chooser, number) {
  const image = document.createElement("img")
  const words = document.createElement("figcaption")
  figure.replaceChildren(image, words)
  words.textContent = "Picture"
  lookUp(chooser, number).then(
    (picture) => {
      if (!picture) {
        words.textContent = "This picture is no longer in the library."
        return
      }
      image.src = picture.dataset.medium
      image.alt = picture.dataset.alt
      words.textContent = picture.dataset.alt || "No alternative text yet: the story cannot be published with it."
      figure.classList.toggle("lacks-alt", !picture.dataset.alt)
    },
    (problem) => {
      words.textContent = problem.message
    },
  )
}

// Behind the outermost block the cursor is in; what is typed next goes below the picture and never over it.
function placed(tr, number) {
  const { nodes } = tr.doc.type.schema
  const { $to } = tr.selection
  const behind = $to.depth ? $to.after(1) : $to.pos
  tr.insert(behind, nodes.LibraryPicture.create({ number }))
  if (!tr.doc.nodeAt(behind + 1)?.isTextblock) tr.insert(behind + 1, nodes.paragraph.create())
  tr.setSelection(pm.state.TextSelection.create(tr.doc, behind + 2)).scrollIntoView()
  return true
}

export const LibraryPicture = Node.create({
  name: "LibraryPicture",
  group: "block",
  atom: true,
  draggable: true,
  addOptions: () => ({ chooser: "" }),
  addAttributes: () => ({
    number: {
      default: null,
      parseHTML: (element) => element.getAttribute("data-image"),
      renderHTML: ({ number }) => ({ "data-image": number }),
    },
  }),
  parseHTML: () => [
    { tag: "figure[data-image]", getAttrs: (element) => /^[1-9][0-9]{0,17}$/.test(element.dataset.image) && null },
  ],
  renderHTML: ({ HTMLAttributes }) => ["figure", mergeAttributes(HTMLAttributes)],
  renderText: () => "",
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement("figure")
      dom.className = "library-picture"
      dom.dataset.image = node.attrs.number
      show(dom, this.options.chooser, node.attrs.number)
      return { dom }
    }
  },
  addCommands() {
    return {
      choosePicture:
        () =>
        ({ editor }) => {
          choosePicture(this.options).then((number) => {
            if (!number) return editor.commands.focus()
            return editor.chain().focus().command(({ tr }) => placed(tr, number)).run()
          })
          return true
        },
    }
  },
  addKeyboardShortcuts() {
    return { "Mod-Alt-p": () => this.editor.commands.choosePicture() }
  },
  addMenuItems({ menu }) {
    const button = materialMenuButton("image", "Picture from the library (Ctrl+Alt+P)")
    button.setAttribute("aria-label", "Picture from the library")
    menu.defineItem({
      name: "LibraryPicture",
      groups: "nodes",
      button,
      command: (editor) => editor.commands.choosePicture(),
      active: (editor) => editor.isActive("LibraryPicture"),
    })
  },
})

// The dialog: search and a list of buttons, both from the server. Answers the number of a picture, or null.
function choosePicture({ chooser }) {
  return new Promise((resolve) => {
    const dialog = document.createElement("dialog")
    dialog.className = "picture-chooser"
    dialog.setAttribute("aria-label", "Choose a picture from the library")
    let number = null
    let asking = 0

    async function load(address) {
      const mine = ++asking
      try {
        const page = await fragment(address)
        if (mine !== asking) return
        const typed = dialog.querySelector("[type=search]")
        if (typed) {
          dialog.querySelector("[data-pictures]").replaceWith(page.querySelector("[data-pictures]"))
        } else {
          dialog.replaceChildren(...page.childNodes)
          dialog.querySelector("[type=search]").focus()
        }
      } catch (problem) {
        const told = document.createElement("p")
        told.setAttribute("role", "alert")
        told.textContent = problem.message
        if (!dialog.children.length) dialog.append(told, closing())
        else dialog.querySelector("[data-pictures]").replaceChildren(told)
      }
    }

    function closing() {
      const button = document.createElement("button")
      button.type = "button"
      button.dataset.close = ""
      button.textContent = "Close"
      return button
    }

    function search() {
      load(`${chooser}?q=${encodeURIComponent(dialog.querySelector("[type=search]").value)}`)
    }

    let waiting
    dialog.addEventListener("input", () => {
      clearTimeout(waiting)
      waiting = setTimeout(search, 250)
    })
    dialog.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.type === "search") {
        event.preventDefault()
        clearTimeout(waiting)
        search()
      }
    })
    dialog.addEventListener("click", (event) => {
      const picture = event.target.closest("[data-picture]")
      const page = event.target.closest("[data-page]")
      if (picture) {
        number = picture.dataset.picture
        asked.set(number, Promise.resolve(picture))
      }
      if (picture || event.target.closest("[data-close]")) dialog.close()
      if (page) load(page.dataset.page).then(() => dialog.querySelector("[data-picture]")?.focus())
    })
    dialog.addEventListener("close", () => {
      dialog.remove()
      resolve(number)
    })
    document.body.append(dialog)
    dialog.showModal()
    load(chooser)
  })
}

// The canonical text of a story's body, as articles/body.py has it, from the page: the text of the innermost blocks
// joined by blank lines, a <br> as a newline. Offsets count code points.

const BLOCKS = new Set(["P", "H2", "H3", "H4", "UL", "OL", "LI", "BLOCKQUOTE"]);
const BETWEEN = "\n\n";

const length = (string) => [...string].length;

// Every piece of text in order: its node, its text, and at which code point of the canonical text it begins.
function pieces(body) {
  const placed = [];
  let block = [];
  let offset = 0;
  const endBlock = () => {
    if (block.some((piece) => piece.text.trim())) {
      if (placed.length) offset += BETWEEN.length;
      for (const piece of block) {
        placed.push({ ...piece, start: offset });
        offset += length(piece.text);
      }
    }
    block = [];
  };
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) block.push({ node, text: node.data });
    else if (node.nodeName === "BR") block.push({ node, text: "\n" });
    else if (node.nodeName !== "FIGURE") {
      if (BLOCKS.has(node.nodeName)) endBlock();
      node.childNodes.forEach(walk);
      if (BLOCKS.has(node.nodeName)) endBlock();
    }
  };
  body.childNodes.forEach(walk);
  endBlock();
  return placed;
}

// [start, end] of what is selected in the body, without white space at its ends; null when that is nothing.
export function canonicalSpan(body, range) {
  if (range.collapsed || !range.intersectsNode(body)) return null;
  let start = null;
  let end = null;
  for (const piece of pieces(body)) {
    if (!range.intersectsNode(piece.node)) continue;
    const from = piece.node === range.startContainer ? range.startOffset : 0;
    const to = piece.node === range.endContainer ? range.endOffset : piece.text.length;
    const chosen = piece.text.slice(from, to);
    if (!chosen.trim()) continue;
    const first = from + chosen.length - chosen.trimStart().length;
    const last = to - (chosen.length - chosen.trimEnd().length);
    start ??= piece.start + length(piece.text.slice(0, first));
    end = piece.start + length(piece.text.slice(0, last));
  }
  return start === null ? null : [start, end];
}

// The words at "12-40 80-95", parts divided by a line with "…".
export function wordsOf(body, spans) {
  let whole = [];
  for (const piece of pieces(body)) {
    while (whole.length < piece.start) whole.push("\n");
    whole.push(...piece.text);
  }
  return spans
    .split(" ")
    .map((span) => span.split("-").map(Number))
    .map(([start, end]) => whole.slice(start, end).join(""))
    .join("\n…\n");
}

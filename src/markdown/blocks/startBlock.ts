import type { MarkdownIt } from 'markdown-it'
import type { HeadingBlock } from './block.ts'
import { takeQuoteMark } from './continueBlock.ts'
import { isSpaceOrTab, type LineCursor } from './lineCursor.ts'
import type { OpenPath } from './openPath.ts'
import { SPARE_CELLS, toAlignments, toCells } from './table.ts'

/** `container`: another block may begin inside it on the same line. `leaf`: the rest of the line is its first line. */
type Started = 'container' | 'leaf' | 'line taken'
type Start = (path: OpenPath, cursor: LineCursor, markdown: MarkdownIt) => Started | undefined

const CODE_INDENT = 4
const MAY_START = /^[>#`~=_*+\-\d[$\\|:]/
const closed = { endsBlank: false }
const empty = { endsBlank: false, lastChildEndsBlank: false }

const quote: Start = (path, cursor) => {
  if (path.isFull || !takeQuoteMark(cursor)) return undefined
  path.open({ type: 'quote', children: [], ...empty })
  return 'container'
}

const heading: Start = (path, cursor) => {
  const [marks] = /^#{1,6}(?=[ \t]|$)/.exec(cursor.text) ?? []
  if (marks === undefined) return undefined
  const text = cursor.text
    .slice(marks.length)
    .replace(/(^|[ \t])#+[ \t]*$/, '')
    .trim()
  path.add({ type: 'heading', level: toLevel(marks.length), text, open: path.isGuess })
  return 'line taken'
}

const toLevel = (level: number) => level as HeadingBlock['level']

const fence: Start = (path, cursor, markdown) => {
  const [mark] = /^`{3,}(?=[^`]*$)|^~{3,}/.exec(cursor.text) ?? []
  if (mark === undefined) return undefined
  const info = markdown.utils.unescapeAll(cursor.text.slice(mark.length).trim())
  path.open({ type: 'fence', info, fence: mark, indent: cursor.indent, lines: [], ...closed })
  return 'line taken'
}

const underlinedHeading: Start = (path, cursor) => {
  const { container } = path
  const [underline] = /^(?:=+|-+)(?=[ \t]*$)/.exec(cursor.text) ?? []
  if (container.type !== 'paragraph' || underline === undefined) return undefined
  container.text = path.extractDefinitions(container.text)
  if (container.text === '') return undefined
  path.dropTip()
  const text = container.text.trimEnd()
  path.add({ type: 'heading', level: underline.startsWith('=') ? 1 : 2, text, open: false })
  return 'line taken'
}

const rule: Start = (path, cursor) => {
  if (!/^(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$/.test(cursor.text)) return undefined
  path.add({ type: 'rule' })
  return 'line taken'
}

/** @see https://spec.commonmark.org/0.31.2/#list-items */
const listItem: Start = (path, cursor) => {
  const { container } = path
  const [whole, bullet, digits, delimiter] =
    /^(?:([*+-])|(\d{1,9})([.)]))(?=[ \t]|$)/.exec(cursor.text) ?? []
  if (whole === undefined || path.isFull) return undefined
  const start = digits === undefined ? undefined : Number(digits)
  if (container.type === 'paragraph') {
    const isEmpty = cursor.text.slice(whole.length).trim() === ''
    if (isEmpty || (start !== undefined && start !== 1)) return undefined
  }
  const { indent } = cursor
  cursor.skipIndent()
  cursor.skipCharacters(whole.length)
  // The item may begin with indented code: then only one space belongs to the marker.
  const gap = cursor.isBlank || cursor.indent > CODE_INDENT ? 1 : cursor.indent
  if (isSpaceOrTab(cursor.line[cursor.offset])) cursor.skipColumns(gap)

  const marker = bullet ?? delimiter ?? ''
  if (container.type !== 'list' || container.marker !== marker)
    path.open({ type: 'list', marker, start, isLoose: false, items: [], ...empty })
  const contentIndent = indent + whole.length + gap
  path.open({
    type: 'item',
    contentIndent,
    task: undefined,
    children: [],
    isNew: true,
    ...empty,
  })
  return 'container'
}

const footnote: Start = (path, cursor) => {
  const [mark, label] = /^\[\^([^\]\s]+)\]:[ \t]*/.exec(cursor.text) ?? []
  if (mark === undefined || label === undefined || path.isFull) return undefined
  cursor.skipIndent()
  cursor.skipCharacters(mark.length)
  path.open({ type: 'footnote', label, children: [], ...empty })
  return 'container'
}

const formula: Start = (path, cursor) => {
  const { text } = cursor
  const opening = text.slice(0, 2)
  const isTeX = opening === '\\['
  if (!isTeX && (opening !== '$$' || text.charAt(2) === '$')) return undefined
  const end = isTeX ? '\\]' : '$$'
  const inside = text.slice(2)
  const endIndex = inside.indexOf(end)
  if (endIndex >= 0) {
    const tex = inside.slice(0, endIndex)
    if (inside.slice(endIndex + 2).trim() !== '' || !/\w/.test(tex)) return undefined
    path.add({ type: 'formula', tex, open: false })
    return 'line taken'
  }
  // `\[` with text on the same line is usually an escaped bracket.
  if (isTeX && inside.trim() !== '') return undefined
  path.open({ type: 'formula', opening, tex: inside, end, hasEnded: false, ...closed })
  return 'line taken'
}

/** Matches the delimiter row of a table. The header is the last line of the paragraph before it. */
const table: Start = (path, cursor) => {
  const { container } = path
  if (container.type !== 'paragraph') return undefined
  const alignments = toAlignments(cursor.text)
  const headerStart = container.text.lastIndexOf('\n') + 1
  const line = container.text.slice(headerStart)
  if (alignments === undefined || !line.includes('|')) return undefined
  const header = toCells(line)
  if (header.length !== alignments.length) return undefined
  if (headerStart === 0) path.dropTip()
  else container.text = container.text.slice(0, headerStart - 1)
  path.open({ type: 'table', alignments, header, rows: [], spareCells: SPARE_CELLS, ...closed })
  return 'line taken'
}

const blockStarts = [
  quote,
  heading,
  fence,
  underlinedHeading,
  rule,
  listItem,
  footnote,
  formula,
  table,
]

/** Opens a block if one begins at the cursor. */
export const startBlock: Start = (path, cursor, markdown) => {
  if (cursor.isBlank) return undefined
  if (cursor.indent >= CODE_INDENT) {
    if (path.tip.type === 'paragraph') return undefined
    cursor.skipColumns(CODE_INDENT)
    path.open({ type: 'indented code', lines: [], blankLines: [], ...closed })
    return 'leaf'
  }
  if (!MAY_START.test(cursor.next)) return undefined
  for (const start of blockStarts) {
    const started = start(path, cursor, markdown)
    if (started !== undefined) return started
  }
  return undefined
}

import { writeCode } from './code.ts'
import { createPicker, createRandom, type Picker } from './random.ts'
import { ADJECTIVES, CHINESE, LINKS, NOUNS, VERBS } from './words.ts'

/** Ends every document: a page that shows this sentence shows the whole text. */
export const LAST_SENTENCE = 'This is the last sentence of the answer.'

/**
 * Writes an answer in mixed Markdown: headings, paragraphs, nested lists, tables, code, quotes, Chinese.
 *
 * @param length - exact length in UTF-16 units
 * @param seed - the same seed and length return the same document
 */
export function writeDocument(length: number, seed = 1): string {
  const picker = createPicker(createRandom(seed))
  const ending = `\n\n${LAST_SENTENCE}\n`
  const blocks: string[] = []
  let remaining = length - ending.length
  while (remaining > 0) {
    const block = writeBlock(picker, blocks.length)
    // The last block is plain text, which can be cut anywhere.
    const fits = block.length + 2 < remaining
    const text = fits
      ? block
      : writeSentence(picker)
          .repeat(Math.ceil(remaining / 20))
          .slice(0, remaining)
    blocks.push(text)
    remaining -= text.length + 2
  }
  const text = blocks.join('\n\n') + ending
  return text.slice(0, length - ending.length) + ending
}

function writeBlock(picker: Picker, index: number): string {
  if (index % 12 === 0) return `${'#'.repeat(picker.between(1, 4))} ${writeTitle(picker)}`
  const kind = picker.between(1, 20)
  if (kind <= 9) return writeParagraph(picker)
  if (kind <= 12) return writeList(picker)
  if (kind <= 15) return writeCode(picker)
  if (kind === 16) return writeTable(picker)
  if (kind === 17) return `> ${writeParagraph(picker)}\n>\n> ${writeSentence(picker)}`
  if (kind === 18) return picker.pick(CHINESE) + picker.pick(CHINESE)
  if (kind === 19) return writeSteps(picker)
  return writeParagraph(picker)
}

function writeTitle({ pick }: Picker): string {
  return `The ${pick(ADJECTIVES)} ${pick(NOUNS)} and its ${pick(NOUNS)}`
}

function writeParagraph(picker: Picker): string {
  return Array.from({ length: picker.between(2, 6) }, () => writeSentence(picker)).join(' ')
}

function writeSentence(picker: Picker): string {
  const { pick } = picker
  const subject = `The ${pick(ADJECTIVES)} ${writeInline(picker)} ${pick(VERBS)}`
  return `${subject} ${pick(LINKS)} the ${pick(NOUNS)} ${pick(VERBS)} a ${writeInline(picker)}.`
}

function writeInline({ pick, between }: Picker): string {
  const noun = pick(NOUNS)
  switch (between(1, 14)) {
    case 1:
      return `**${pick(ADJECTIVES)} ${noun}**`
    case 2:
      return `*${noun}*`
    case 3:
      return `\`${noun}.${pick(VERBS)}()\``
    case 4:
      return `[${noun}](https://example.com/${noun}/${between(1, 99)})`
    case 5:
      return `~~${noun}~~`
    default:
      return noun
  }
}

function writeList(picker: Picker): string {
  return Array.from({ length: picker.between(3, 8) }, () => {
    const nested = picker.between(1, 4) === 1 ? `\n  - ${writeSentence(picker)}` : ''
    return `- ${writeSentence(picker)}${nested}`
  }).join('\n')
}

function writeSteps(picker: Picker): string {
  return Array.from(
    { length: picker.between(3, 6) },
    (_, index) => `${index + 1}. ${writeSentence(picker)}`,
  ).join('\n')
}

function writeTable(picker: Picker): string {
  const { pick, between } = picker
  const rows = Array.from(
    { length: between(3, 10) },
    () => `| ${pick(NOUNS)} | ${writeInline(picker)} | ${between(1, 9999)} |`,
  )
  return ['| Name | What it is | Count |', '| --- | :-- | --: |', ...rows].join('\n')
}

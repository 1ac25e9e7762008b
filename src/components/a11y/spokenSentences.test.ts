import { describe, expect, test } from 'vitest'
import { createSentenceReader } from './spokenSentences.ts'

/** Feeds a text to the reader piece by piece. Returns the sentences that each call reads. */
function readInPieces(pieces: readonly string[], language = 'en'): (readonly string[])[] {
  const read = createSentenceReader(language)
  let text = ''
  return pieces.map((piece, index) => read((text += piece), index === pieces.length - 1))
}

const readWhole = (text: string, language = 'en') => readInPieces([text], language)[0]

describe('createSentenceReader()', () => {
  test('reads a sentence when the next one begins, and the last one at the end', () => {
    expect(readInPieces(['The first', ' one. The', ' second one.', ' And the', ' end'])).toEqual([
      [],
      ['The first one.'],
      [],
      ['The second one.'],
      ['And the end'],
    ])
  })

  test('reads a sentence when its paragraph ends', () => {
    expect(readInPieces(['# A title', '\n\n', 'A text\n\nAnother', ''])).toEqual([
      [],
      [],
      ['A title', 'A text'],
      ['Another'],
    ])
  })

  test('recognizes Chinese sentences', () => {
    expect(readInPieces(['你好。今天', '天气不错！我们', '出门吧'], 'zh-CN')).toEqual([
      ['你好。'],
      ['今天天气不错！'],
      ['我们出门吧'],
    ])
  })

  test('reads the text without Markdown syntax', () => {
    expect(
      readWhole(
        'A *word* and **[a link](https://example.com)**, `code` and $x^2$\nin two lines[^1].',
      ),
    ).toEqual(['A word and a link, code and x^2 in two lines.'])
  })

  test('reads every kind of block', () => {
    const text = [
      '> Quoted.',
      '- one\n- two\n  - three',
      '```ts\nconst a = 1\nconst b = 2\n```',
      '| a | b |\n|---|---|\n| 1 | *2* |',
      '$$\nE=mc^2\n$$',
      '---',
      'An end[^n].\n\n[^n]: The note.',
    ].join('\n\n')
    expect(readWhole(text)).toEqual([
      'Quoted.',
      'one',
      'two',
      'three',
      'const a = 1',
      'const b = 2',
      'a, b',
      '1, 2',
      'E=mc^2',
      'An end.',
      'The note.',
    ])
  })

  test('reads the same sentences once, however the text is split', () => {
    const text =
      'First. **Second one!** Third?\n\n- An item. More of it.\n- Another\n\n```\nline. one\n```\n\n最后。真的！'
    for (let size = 1; size < 9; size += 1) {
      const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
      expect(readInPieces(pieces).flat(), `in pieces of ${size}`).toEqual(readWhole(text))
    }
  })
})

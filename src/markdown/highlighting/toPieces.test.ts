import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { loadLineReaders } from './createLineReader.ts'
import type { Language } from './languages.ts'
import { toPieces, type Piece } from './toPieces.ts'

async function readAll(language: string, lines: readonly string[]) {
  const createReader = await loadLineReaders(language)
  const read = createReader?.()
  if (read === undefined) throw new Error(`There is no language ${language}.`)
  return lines.map((line) => named(line, read(line)))
}

/** Returns the pieces that have a kind, with their text. */
function named(line: string, pieces: readonly Piece[]): [string, string][] {
  return pieces.flatMap(({ end, kind }, index) =>
    kind === undefined ? [] : [[line.slice(pieces[index - 1]?.end ?? 0, end), kind]],
  )
}

describe('known languages', () => {
  test.each([
    [
      'ts',
      "const a: number = 1 // 'no'",
      ['const', 'keyword'],
      ['a', 'name'],
      ['number', 'type'],
      ['1', 'number'],
      ["// 'no'", 'comment'],
    ],
    ['py', 'return None', ['return', 'keyword'], ['None', 'keyword']],
    ['diff', '- gone', ['- gone', 'deleted']],
    ['json', '{"a": null}', ['"a"', 'string'], ['null', 'number']],
    ['html', '<p class="x">', ['p', 'tag'], ['class', 'property'], ['"x"', 'string']],
    ['sh', 'echo "a" # b', ['echo', 'tag'], ['"a"', 'string'], ['# b', 'comment']],
  ] as const)('%s: %s', async (language, line, ...expected) => {
    expect(await readAll(language, [line])).toEqual([expected])
  })

  test('read many interpolated values in one string', async () => {
    const values = Array.from({ length: 20 }, (_, index) => `$a${index}`)
    const [pieces] = await readAll('dart', [`print("${values.join(' ')}"); // done`])
    expect(pieces?.at(-1)).toEqual(['// done', 'comment'])
  })

  test('keep no state from one text to another', async () => {
    const createReader = await loadLineReaders('js')
    const [read, readOther] = [createReader?.(), createReader?.()]
    read?.('/* a')
    expect(readOther?.('1')).toEqual([{ end: 1, kind: 'number' }])
  })

  test('keep their state from line to line', async () => {
    expect(await readAll('js', ['a /* b', 'c', 'd */ 1'])).toEqual([
      [['/* b', 'comment']],
      [['c', 'comment']],
      [
        ['d */', 'comment'],
        ['1', 'number'],
      ],
    ])
    expect(await readAll('py', ['"""a', '', 'b""" + 1'])).toEqual([
      [['"""a', 'string']],
      [],
      [
        ['b"""', 'string'],
        ['1', 'number'],
      ],
    ])
  })
})

test.each(['js', 'py', 'html', 'css', 'rust', 'yaml', 'sh', 'sql', 'tex', 'vb'])(
  'every character of any text is in one piece: %s',
  async (language) => {
    const createReader = await loadLineReaders(language)
    const marks = fc.constantFrom(...'"\'`{}()<>/*-#=:;$\\ \t'.split(''), 'if ', 'x1', '中', '😀')
    const line = fc.array(marks, { maxLength: 20 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        const read = createReader?.()
        for (const each of lines) {
          const ends = read?.(each).map(({ end }) => end) ?? []
          expect(ends).toEqual([...new Set(ends)].sort((a, b) => a - b))
          expect(ends.at(-1) ?? 0).toBe(each.length)
        }
      }),
    )
  },
)

describe('the tokens of a language', () => {
  const saying = (style: string | null | undefined): Language => ({
    token(stream) {
      stream.next()
      return style as string | null
    },
  })

  test.each([null, undefined, '', 'unheard-of', '__proto__', 'constructor', 'toString'])(
    'the style %j has no kind',
    (style) => {
      expect(toPieces('ab', saying(style), {})).toEqual([{ end: 2, kind: undefined }])
    },
  )

  test.each([
    ['keyword', 'keyword'],
    ['variableName.definition', 'name'],
    ['strange keyword', 'keyword'],
  ])('the style %s is the kind %s', (style, kind) => {
    expect(toPieces('ab', saying(style), {})).toEqual([{ end: 2, kind }])
  })

  test('toPieces() throws if a tokenizer does not advance', () => {
    expect(() => toPieces('ab', { token: () => null }, {})).toThrow(RangeError)
  })

  test('toPieces() counts calls without progress separately at each position', () => {
    let isPause = false
    const pausing: Language = {
      token(stream) {
        isPause = !isPause
        if (!isPause) stream.next()
        return null
      },
    }
    expect(toPieces('x'.repeat(100), pausing, {})).toEqual([{ end: 100, kind: undefined }])
  })

  test('toPieces() reports blank lines to the language', () => {
    const blankLine = vi.fn()
    const state = {}
    expect(toPieces('', { ...saying('keyword'), blankLine }, state)).toEqual([])
    expect(blankLine).toHaveBeenCalledExactlyOnceWith(state, 4)
    expect(() => toPieces('', saying('keyword'), state)).not.toThrow()
  })

  test('toPieces() does not tokenize a line that is too long', () => {
    expect(toPieces('x'.repeat(1001), saying('keyword'), {})).toEqual([])
    expect(toPieces('x'.repeat(1000), saying('keyword'), {})).toEqual([
      { end: 1000, kind: 'keyword' },
    ])
  })
})

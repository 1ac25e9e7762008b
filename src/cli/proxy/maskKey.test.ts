import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createKeyMask } from './maskKey.ts'

const KEY = 'sk-a/b+sk-a12'

async function* piecesOf(text: string, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  let start = 0
  for (const cut of [...cuts.toSorted((a, b) => a - b), bytes.length]) {
    yield bytes.subarray(start, cut)
    start = Math.max(start, cut)
  }
}

async function masked(text: string, cuts: readonly number[] = [], key: string | undefined = KEY) {
  const pieces: Uint8Array[] = []
  for await (const piece of createKeyMask(key).bytes(piecesOf(text, cuts))) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

describe('the mask of an API key', () => {
  test.each([KEY, KEY.replace('/', '\\/'), encodeURIComponent(KEY)])('hides %s', async (form) => {
    expect(await masked(`{"error":"${form} is wrong"}`)).toBe(
      `{"error":"${'*'.repeat(form.length)} is wrong"}`,
    )
  })

  test('hides the key wherever the bytes are cut, and changes nothing else', async () => {
    const part = fc.constantFrom(KEY, KEY.slice(0, 5), KEY.slice(3), 'text é', '\n')
    await fc.assert(
      fc.asyncProperty(
        fc.array(part, { maxLength: 8 }),
        fc.array(fc.nat(60), { maxLength: 6 }),
        async (parts, cuts) => {
          const text = parts.join('')
          const expected = text.replaceAll(KEY, '*'.repeat(KEY.length))
          const inside = cuts.filter((cut) => cut <= Buffer.byteLength(text))
          expect(await masked(text, inside)).toBe(expected)
        },
      ),
      { seed: 20_261_201, numRuns: 500 },
    )
  })

  test('passes the end of an event on at once', async () => {
    const mask = createKeyMask(KEY)
    const source = piecesOf('data: 1\n\ndata: 2\n\n', [9])
    const first = await mask.bytes(source)[Symbol.asyncIterator]().next()
    expect(Buffer.from(first.value as Uint8Array).toString()).toBe('data: 1\n\n')
  })

  test.each([undefined, 'ollama', 'EMPTY', 'lm-studio'])(
    'leaves a text alone if the key is %s, which is no secret',
    async (key) => {
      const text = 'Ollama and ollama, EMPTY, lm-studio'
      expect(await masked(text, [], key ?? '')).toBe(text)
      expect(createKeyMask(key).isNeeded).toBe(false)
    },
  )
})

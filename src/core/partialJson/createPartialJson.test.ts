import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createPartialJson } from './createPartialJson.ts'

/** Returns a reader that has read the pieces. */
function read(...pieces: readonly string[]) {
  const json = createPartialJson()
  for (const piece of pieces) json.push(piece)
  return json
}

/** Cuts a text into pieces at random places. */
const cutAt = (text: string, cuts: readonly number[]) => {
  const ends = [...cuts.map((cut) => cut % (text.length + 1)), text.length].toSorted(
    (a, b) => a - b,
  )
  return ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end))
}

const anyJson = fc.json({ maxDepth: 5 })
const cuts = fc.array(fc.nat(), { maxLength: 12 })
const spaces = fc.constantFrom(0, 2, '\t')

describe('createPartialJson()', () => {
  test('equals JSON.parse for random JSON, cut at random places', () => {
    fc.assert(
      fc.property(anyJson, spaces, cuts, (text, space, places) => {
        const spaced = JSON.stringify(JSON.parse(text), null, space)
        const json = read(...cutAt(spaced, places))
        json.end()
        expect(json.isComplete).toBe(true)
        expect(json.value).toEqual(JSON.parse(spaced))
      }),
      { numRuns: 500 },
    )
  })

  test('reads escapes and surrogates as JSON.parse does, cut at every place', () => {
    const text = String.raw`{"a":"\u00e9\n\"\\\/\ud83d\ude00\ud83d 😀 \u00E9","b\u0021":["\b\f\r\t"]}`
    for (let cut = 0; cut <= text.length; cut++) {
      expect(read(text.slice(0, cut), text.slice(cut)).value).toEqual(JSON.parse(text))
    }
  })

  test('accepts exactly the texts that JSON.parse accepts', () => {
    const nearlyJson = fc.string({ unit: fc.constantFrom(...'{}[]",:.-+0129eEtrufalsn \\u') })
    fc.assert(
      fc.property(nearlyJson, cuts, (text, places) => {
        const json = read(...cutAt(text, places))
        json.end()
        let expected: unknown
        let isJson = true
        try {
          expected = JSON.parse(text)
        } catch {
          isJson = false
        }
        expect(json.isComplete).toBe(isJson)
        if (isJson) expect(json.value).toEqual(expected)
      }),
      { numRuns: 2000 },
    )
  })

  test('shows a string that still grows, and a value of random JSON never shrinks', () => {
    fc.assert(
      fc.property(anyJson, (text) => {
        const json = createPartialJson()
        let former = 0
        for (const character of text) {
          json.push(character)
          const size = JSON.stringify(json.value)?.length ?? 0
          // A duplicate name starts again.
          if (!/"(.*)":.*"\1":/s.test(text)) expect(size).toBeGreaterThanOrEqual(former)
          former = size
        }
      }),
      { numRuns: 100 },
    )
  })

  test.each<[string, unknown]>([
    ['', undefined],
    [' \n', undefined],
    ['{', {}],
    ['{"', {}],
    ['{"city', {}],
    ['{"city"', {}],
    ['{"city":', {}],
    ['{"city":"', { city: '' }],
    ['{"city":"Ro', { city: 'Ro' }],
    ['{"city":"Ro\\', { city: 'Ro' }],
    ['{"city":"Ro\\u00e', { city: 'Ro' }],
    ['{"city":"Ro\\ud83d', { city: 'Ro' }],
    ['{"city":"Ro\\ud83d\\ude00', { city: 'Ro😀' }],
    ['{"city":"Ro\ud83d', { city: 'Ro' }],
    ['{"city":"Rome","a', { city: 'Rome' }],
    ['[1', []],
    ['[12', []],
    ['[12,', [12]],
    ['[-', []],
    ['[tru', []],
    ['[true', []],
    ['[true,nul', [true]],
    ['[[1,2],{"a":[3', [[1, 2], { a: [] }]],
    ['42', undefined],
    ['"he', 'he'],
  ])('shows %j as %j', (text, expected) => {
    const json = read(text)
    expect(json.value).toEqual(expected)
    expect(json.isComplete).toBe(false)
  })

  test('completes a number at the top level at the end of the text', () => {
    const json = read('4', '2')
    expect(json.value).toBeUndefined()
    json.end()
    expect(json).toMatchObject({ value: 42, isComplete: true })
  })

  test('never shows a number whose end is unknown, even after the end of a cut text', () => {
    for (const text of ['4', '{"a":4', '[4']) {
      const json = read(text)
      json.end(true)
      expect(json.isComplete).toBe(false)
      expect(JSON.stringify(json.value) ?? '').not.toContain('4')
    }
  })

  test('ignores pieces after the end', () => {
    const json = read('[1')
    json.end(true)
    json.push(',2]')
    expect(json.value).toEqual([])
  })

  test('takes the last value of a repeated name', () => {
    const json = read('{"a":1,"b":2,"a":"n')
    expect(json.value).toEqual({ a: 'n', b: 2 })
    json.push('ew"}')
    expect(json.value).toEqual({ a: 'new', b: 2 })
    expect(Object.keys(json.value as object)).toEqual(['a', 'b'])
  })

  test('makes `__proto__` an own property, whole or not', () => {
    for (const text of ['{"__proto__":{"isAdmin":true}}', '{"__proto__":{"isAdmin":true,"a":"']) {
      const value = read(text).value as object
      expect(Object.hasOwn(value, '__proto__')).toBe(true)
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
      expect('isAdmin' in value).toBe(false)
    }
    expect('isAdmin' in {}).toBe(false)
  })

  test('keeps what was right before a mistake, and names its place', () => {
    const json = read('{"a":[1,2', ',x', ',3]}')
    expect(json.value).toEqual({ a: [1, 2] })
    expect(json.problem).toBe('unexpected "x" at character 10')
    expect(json.isComplete).toBe(false)
  })

  test.each(['{}x', '[1]]', '"a" "b"', '{} {}'])(
    'text after the value is a mistake: %j',
    (text) => {
      expect(read(text)).toMatchObject({ isComplete: false, problem: expect.any(String) })
    },
  )

  test('refuses more than 256 levels, and keeps those before', () => {
    expect(read('['.repeat(256) + ']'.repeat(256)).isComplete).toBe(true)
    const json = read('['.repeat(100_000))
    expect(json.problem).toBe('more than 256 levels at character 256')
    expect(JSON.stringify(json.value)).toBe('['.repeat(256) + ']'.repeat(256))
  })
})

describe('the identity of values', () => {
  test('does not change without new text, or with text that shows nothing', () => {
    const json = read('{"a":[1,2]')
    const { value } = json
    expect(json.value).toBe(value)
    json.push(' , "nam')
    expect(json.value).toBe(value)
  })

  test('of a list that is closed stays while its neighbors grow', () => {
    const json = read('{"a":[1,2],"b":["x')
    const before = json.value as Record<string, unknown>
    json.push('y')
    const after = json.value as Record<string, unknown>
    expect(after['a']).toBe(before['a'])
    expect(after['b']).not.toBe(before['b'])
    expect(after).not.toBe(before)
    expect(before['b']).toEqual(['x'])
  })
})

describe('the cost of a text', () => {
  /** Returns the steps of reading a text in pieces of 40 characters, if the value is read after each. */
  function workOf(text: string): number {
    const json = createPartialJson()
    for (let start = 0; start < text.length; start += 40) {
      json.push(text.slice(start, start + 40))
      void json.value
    }
    expect(json.isComplete).toBe(true)
    return json.work
  }
  const MEGABYTES_2 = 2_000_000

  test.each<[string, (count: number) => unknown, number]>([
    ['one long string', (count) => ['x'.repeat(count)], 1],
    ['escapes', (count) => ['\n'.repeat(count)], 2],
    ['a list of numbers', (count) => Array<number>(count).fill(1), 2],
    [
      'a list of objects',
      (count) => Array.from({ length: count }, (_, id) => ({ id, on: true })),
      20,
    ],
    [
      'an object of many names',
      (count) => Object.fromEntries(Array.from({ length: count }, (_, id) => [`n${id}`, 1])),
      10,
    ],
  ])('%s of 2 MB costs at most 60 steps per character, as one of 20 kB does', (_, make, width) => {
    // A copy of the whole list for each piece would cost thousands.
    for (const length of [20_000, MEGABYTES_2]) {
      const text = JSON.stringify(make(length / width))
      expect(workOf(text) / text.length).toBeLessThan(60)
    }
  })

  test('a list of thousands of entries is shown without those that just arrived, and whole at the end', () => {
    const json = read(`[${'1,'.repeat(10_000)}`)
    expect(json.value).toHaveLength(10_000)
    json.push('2,')
    expect(json.value).toHaveLength(10_000)
    json.push('3,'.repeat(500))
    expect(json.value).toHaveLength(10_501)
    json.push('4,')
    json.end(true)
    expect(json.value).toHaveLength(10_502)
  })
})

describe('the option `within`', () => {
  function readWithin(within: string, ...pieces: readonly string[]) {
    const json = createPartialJson({ within })
    for (const piece of pieces) json.push(piece)
    return json
  }

  test.each([
    '{"a":[1]}',
    '```json\n{"a":[1]}\n```',
    'Here is the JSON:\n\n```\n{"a":[1]}\n```\nI hope that it helps {really}.',
    'As [1] says: {"a":[1]}',
    'For {name}, no: {"a":[1]}',
    '{{"a":[1]}',
  ])('finds the object in %j, cut at every place', (text) => {
    for (let cut = 0; cut <= text.length; cut++) {
      const json = readWithin('{', text.slice(0, cut), text.slice(cut))
      expect(json).toMatchObject({ value: { a: [1] }, isComplete: true })
    }
  })

  test.each(['As [important] or [note] says: [1,2].', 'See [-x]: [1,2]'])(
    'skips brackets in %j',
    (text) => {
      expect(readWithin('[{', text)).toMatchObject({ value: [1, 2], isComplete: true })
    },
  )

  test('does not take a later object after a mistake in the value', () => {
    const json = readWithin('{', '{"a": oops, "b": {"c": 1}}')
    expect(json).toMatchObject({ value: {}, isComplete: false, problem: expect.any(String) })
  })

  test('has no value if the text contains none', () => {
    const json = readWithin('{', 'I cannot do that.')
    json.end()
    expect(json).toMatchObject({ value: undefined, isComplete: false })
  })
})

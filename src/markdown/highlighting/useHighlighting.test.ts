import { flushPromises } from '@vue/test-utils'
import { effectScope, shallowRef, type EffectScope } from 'vue'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { appended, CHUNK_SIZE, type Chunks } from '../chunks.ts'
import type { LineReader } from './createLineReader.ts'
import { useHighlighting } from './useHighlighting.ts'

/** The lines that the reader of the language `test` received, in order. */
let read: string[] = []
let readers = 0
let readLine: LineReader
/** Resolves when the language `slow` has loaded. */
let slowLoading: Promise<void>
let endLoading: () => void

vi.mock('./createLineReader.ts', () => ({
  loadLineReaders: async (language: string) => {
    if (language === 'broken') throw new Error('It cannot be loaded.')
    if (language === 'slow') await slowLoading
    else if (language !== 'test') return undefined
    return () => {
      readers++
      return (line: string) => readLine(line)
    }
  },
}))

const toLines = (text: string): Chunks<string> =>
  text.split('\n').reduce(appended, [] as Chunks<string>)

let scope: EffectScope
let time = 0

function start(text: string, { open = true, language = 'test' } = {}) {
  const lines = shallowRef(toLines(text))
  const isOpen = shallowRef(open)
  const name = shallowRef(language)
  const pieces = scope.run(() =>
    useHighlighting(
      () => lines.value,
      () => isOpen.value,
      () => name.value,
    ),
  )
  return { lines, isOpen, name, pieces, count: () => pieces?.value.flat().length }
}

beforeEach(() => {
  scope = effectScope()
  read = []
  readers = 0
  time = 0
  slowLoading = new Promise((resolve) => (endLoading = resolve))
  vi.spyOn(performance, 'now').mockImplementation(() => time)
  readLine = (line) => {
    read.push(line)
    return [{ end: line.length, kind: 'keyword' }]
  }
})

afterEach(() => {
  scope.stop()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

test('useHighlighting() reads each line once, when it is complete', async () => {
  const { lines, isOpen, count } = start('one\ntw')
  await flushPromises()
  expect(read).toEqual(['one'])
  for (const text of ['one\ntwo', 'one\ntwo\n', 'one\ntwo\nthree\nfo']) {
    lines.value = toLines(text)
    await flushPromises()
  }
  expect(read).toEqual(['one', 'two', 'three'])
  isOpen.value = false
  await flushPromises()
  expect(read).toEqual(['one', 'two', 'three', 'fo'])
  expect(count()).toBe(4)
})

test('useHighlighting() reads replaced lines from the first one, with a new reader', async () => {
  const { lines } = start('one\ntwo', { open: false })
  await flushPromises()
  lines.value = toLines('uno\ntwo\ntre')
  await flushPromises()
  expect(read).toEqual(['one', 'two', 'uno', 'two', 'tre'])
  lines.value = toLines('uno')
  await flushPromises()
  expect(read.slice(5)).toEqual(['uno'])
})

test.each([
  ['the last line changes', 'one\ntwo\nthree', 'one\ntwo\nfour'],
  ['a line in the middle changes', 'one\ntwo\nthree', 'one\n2\nthree\nfour'],
  ['a finished last line grows', 'one\ntw', 'one\ntwo'],
])('useHighlighting() reads lines again if %s', async (_what, before, after) => {
  const { lines } = start(before, { open: false })
  await flushPromises()
  read = []
  lines.value = toLines(after)
  await flushPromises()
  expect(read).toEqual(after.split('\n'))
  expect(readers).toBe(2)
})

test('useHighlighting() returns pieces in the same chunks as the lines', async () => {
  const all = Array.from({ length: 2 * CHUNK_SIZE + 3 }, (_, index) => 'x'.repeat(index))
  const { lines, pieces } = start(all.join('\n'))
  await flushPromises()
  lines.value = appended(lines.value, 'last')
  await flushPromises()
  expect(read).toEqual(all)
  expect(pieces?.value.map((chunk) => chunk.map(([piece]) => piece?.end))).toEqual(
    all.reduce(appended, [] as Chunks<string>).map((chunk) => chunk.map(({ length }) => length)),
  )
})

test('useHighlighting() does not restart when the last line grows', async () => {
  const all = Array.from({ length: CHUNK_SIZE + 2 }, (_, index) => `line ${index}`).join('\n')
  const { lines } = start(`${all}\nhal`)
  await flushPromises()
  lines.value = toLines(`${all}\nhalf\n`)
  await flushPromises()
  expect(read).toEqual([...all.split('\n'), 'half'])
  expect(readers).toBe(1)
})

test('useHighlighting() reads all lines again for another language, and returns no pieces without one', async () => {
  const { name, count } = start('one\ntwo', { open: false, language: '' })
  await flushPromises()
  expect(read).toEqual([])
  name.value = 'test'
  await flushPromises()
  expect(count()).toBe(2)
  name.value = ''
  await flushPromises()
  expect(count()).toBe(0)
})

describe('while a language is loaded', () => {
  test('lines wait for the language', async () => {
    const { lines, count } = start('one', { open: false, language: 'slow' })
    await flushPromises()
    lines.value = toLines('one\ntwo')
    await flushPromises()
    expect(count()).toBe(0)
    endLoading()
    await flushPromises()
    expect(read).toEqual(['one', 'two'])
  })

  test('another language may replace it', async () => {
    const { name } = start('one', { open: false, language: 'slow' })
    await flushPromises()
    name.value = 'klingon'
    await flushPromises()
    endLoading()
    await flushPromises()
    expect(read).toEqual([])
  })

  test('its scope may end', async () => {
    start('one', { open: false, language: 'slow' })
    await flushPromises()
    scope.stop()
    endLoading()
    await flushPromises()
    expect(read).toEqual([])
  })
})

describe('many lines at once', () => {
  let idle: (() => void)[] = []

  beforeEach(() => {
    idle = []
    vi.stubGlobal('requestIdleCallback', (run: () => void) => idle.push(run))
    vi.stubGlobal('cancelIdleCallback', (handle: number) => idle.splice(handle - 1, 1))
    readLine = (line) => {
      time += 1
      read.push(line)
      return []
    }
  })

  test('are read a few milliseconds at a time, while the page is idle', async () => {
    start(Array.from({ length: 10 }, (_, index) => `${index}`).join('\n'), { open: false })
    await flushPromises()
    expect(read).toHaveLength(4)
    idle.shift()?.()
    expect(read).toHaveLength(8)
    idle.shift()?.()
    expect(read).toHaveLength(10)
    expect(idle).toEqual([])
  })

  test('are no longer read when other lines replace them', async () => {
    const { lines } = start('a\nb\nc\nd\ne\nf', { open: false })
    await flushPromises()
    read = []
    lines.value = toLines('A\nB')
    await flushPromises()
    expect(idle).toEqual([])
    expect(read).toEqual(['A', 'B'])
  })

  test('that grow during a pause are read after it', async () => {
    const { lines } = start('a\nb\nc\nd\ne', { open: false })
    await flushPromises()
    lines.value = appended(lines.value, 'f')
    await flushPromises()
    expect(read).toHaveLength(4)
    idle.shift()?.()
    expect(read).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
  })

  test('are no longer read when the scope ends', async () => {
    start('a\nb\nc\nd\ne\nf', { open: false })
    await flushPromises()
    expect(idle).toHaveLength(1)
    scope.stop()
    expect(idle).toEqual([])
  })

  test('are read by a timer in a browser without requestIdleCallback', async () => {
    vi.stubGlobal('requestIdleCallback', undefined)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    start('a\nb\nc\nd\ne\nf', { open: false })
    await vi.advanceTimersByTimeAsync(0)
    expect(read).toHaveLength(4)
    await vi.advanceTimersByTimeAsync(16)
    expect(read).toHaveLength(6)
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })
})

describe('code stays plain', () => {
  test.each(['broken', 'klingon'])('in the language %s', async (language) => {
    const { count } = start('one', { open: false, language })
    await flushPromises()
    expect(count()).toBe(0)
  })

  test('until the next code block, which tries to load its language again', async () => {
    start('one', { open: false, language: 'broken' })
    await flushPromises()
    start('two', { open: false })
    await flushPromises()
    expect(read).toEqual(['two'])
  })

  test('from the line on which its tokenizer fails', async () => {
    readLine = (line) => {
      if (line === 'two') throw new RangeError('It stands still.')
      return [{ end: line.length, kind: 'keyword' }]
    }
    const { lines, count } = start('one\ntwo\nthree', { open: false })
    await flushPromises()
    expect(count()).toBe(1)
    lines.value = toLines('one\ntwo\nthree\nfour')
    await flushPromises()
    expect(count()).toBe(1)
    expect(readers).toBe(1)
  })

  test('but code that replaces it is highlighted again', async () => {
    readLine = (line) => {
      if (line === 'one') throw new RangeError('It stands still.')
      return [{ end: line.length, kind: 'keyword' }]
    }
    const { lines, count } = start('one\ntwo', { open: false })
    await flushPromises()
    expect(count()).toBe(0)
    lines.value = toLines('uno\ntwo')
    await flushPromises()
    expect(count()).toBe(2)
  })
})

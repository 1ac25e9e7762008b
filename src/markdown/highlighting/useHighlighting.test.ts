import { flushPromises } from '@vue/test-utils'
import { effectScope, shallowRef, type EffectScope } from 'vue'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { appended, type Chunks } from '../chunks.ts'
import type { LineReader } from './createLineReader.ts'
import { useHighlighting } from './useHighlighting.ts'

/** What the reader of the language `test` was given, in turn. */
let read: string[] = []
let readers = 0
let readLine: LineReader

vi.mock('./createLineReader.ts', () => ({
  loadLineReaders: async (language: string) => {
    if (language === 'broken') throw new Error('It cannot be loaded.')
    if (language !== 'test') return undefined
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
  return { lines, isOpen, name, count: () => pieces?.value.flat().length }
}

beforeEach(() => {
  scope = effectScope()
  read = []
  readers = 0
  time = 0
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

test('each line is read once, when it is complete', async () => {
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

test('other lines are read from the first on, by a reader that knows nothing of the old ones', async () => {
  const { lines } = start('one\ntwo', { open: false })
  await flushPromises()
  lines.value = toLines('uno\ntwo\ntre')
  await flushPromises()
  expect(read).toEqual(['one', 'two', 'uno', 'two', 'tre'])
  lines.value = toLines('uno')
  await flushPromises()
  expect(read.slice(5)).toEqual(['uno'])
})

test('another language reads all of them again; without one there are no pieces', async () => {
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

  test('are read some milliseconds at a time, when the page has nothing else to do', async () => {
    start(Array.from({ length: 10 }, (_, index) => `${index}`).join('\n'), { open: false })
    await flushPromises()
    expect(read).toHaveLength(4)
    idle.shift()?.()
    expect(read).toHaveLength(8)
    idle.shift()?.()
    expect(read).toHaveLength(10)
    expect(idle).toEqual([])
  })

  test('are not read any more when nobody looks at them', async () => {
    start('a\nb\nc\nd\ne\nf', { open: false })
    await flushPromises()
    expect(idle).toHaveLength(1)
    scope.stop()
    expect(idle).toEqual([])
  })

  test('are read by a timer where a browser does not tell when it is idle', async () => {
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

  test('from the line on that its language cannot cope with', async () => {
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
})

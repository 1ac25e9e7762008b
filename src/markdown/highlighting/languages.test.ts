import { describe, expect, test, vi } from 'vitest'
import { loadLineReaders } from './createLineReader.ts'
import { loadLanguage } from './languages.ts'
import source from './languages.ts?raw'

/** Read from the table's source, so that every new language is tested. */
const NAMES = [...source.matchAll(/^ {2}(?:\[|\s+)'([^']+)',/gm)].flatMap(([, names = '']) =>
  names.split(' '),
)

describe('the table of languages', () => {
  test('is readable from its source', () => {
    expect(NAMES.length).toBeGreaterThan(100)
    expect(new Set(NAMES).size).toBe(NAMES.length)
  })

  test.each(NAMES)('%s loads, and reads a line', async (name) => {
    const createReader = await loadLineReaders(name)
    expect(createReader?.()('if (x == "y") return 1').at(-1)?.end).toBe(22)
  })
})

test('loadLanguage() ignores case', async () => {
  expect(await loadLanguage('TypeScript')).toBe(await loadLanguage('ts'))
})

test.each(['', 'klingon', '__proto__', 'constructor', 'toString'])(
  'there is no language %j',
  async (name) => {
    expect(loadLanguage(name)).toBeUndefined()
    expect(await loadLineReaders(name)).toBeUndefined()
  },
)

test('loadLanguage() tries again after a failure', async () => {
  vi.resetModules()
  let attempts = 0
  vi.doMock('@codemirror/legacy-modes/mode/toml', async (importActual) => {
    if (++attempts === 1) throw new Error('Failed to fetch')
    return await importActual<typeof import('@codemirror/legacy-modes/mode/toml')>()
  })
  const fresh = await import('./languages.ts')
  await expect(fresh.loadLanguage('toml')).rejects.toThrow()
  expect((await fresh.loadLanguage('toml'))?.token).toBeTypeOf('function')
  vi.doUnmock('@codemirror/legacy-modes/mode/toml')
})

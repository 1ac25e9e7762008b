// Compares the lists in README and docs with the code: what is added to one must be added to the other.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../src/server/limits.ts'
import * as core from '../src/core/index.ts'
import { SCENARIOS } from '../src/stub-server/scenarios/scenarios.ts'

const readPage = (page: string) => readFile(join(import.meta.dirname, '..', page), 'utf8')

/** Returns the code in the first column of the table whose header row begins with these cells. */
async function firstColumn(page: string, ...header: readonly string[]): Promise<string[]> {
  const lines = (await readPage(page)).split('\n')
  const cells = (line = '') => line.split('|').map((cell) => cell.trim())
  const start = lines.findIndex((line) => header.every((name, at) => cells(line)[at + 1] === name))
  expect(start, `${page} has a table with ${header.join(' | ')}`).not.toBe(-1)
  const rest = lines.slice(start + 2)
  const rows = rest.slice(
    0,
    rest.findIndex((line) => !line.startsWith('|')),
  )
  return rows.flatMap((row) =>
    [...(cells(row)[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, code = '']) => code),
  )
}

const dialects = Object.keys(core.dialects)

describe('every dialect', () => {
  const folder = join(import.meta.dirname, '../src/core/dialects/formats')

  test('is in the list that the option `dialect` accepts, and has a test', async () => {
    const files = await readdir(folder)
    const formats = files.filter((name) => !name.endsWith('.test.ts'))
    expect(formats.length).toBeGreaterThan(10)
    for (const file of formats) {
      const module = (await import(join(folder, file))) as Record<string, unknown>
      const exported = Object.values(module).filter(
        (value) => typeof value === 'object' && value !== null && 'decode' in value,
      )
      expect(exported, `${file} exports a dialect`).not.toEqual([])
      for (const dialect of exported) {
        expect(dialects, file).toContain((dialect as core.Dialect).name)
      }
      expect(files, `${file} has a test`).toContain(file.replace('.ts', '.test.ts'))
    }
  })

  test('is in docs/custom.md, with its proof of the end', async () => {
    expect((await firstColumn('docs/custom.md', 'dialect', 'reads')).sort()).toEqual(
      dialects.toSorted(),
    )
  })

  test('is exported for pinning', () => {
    const exported = Object.keys(core).map((name) => name.toLowerCase())
    const names = dialects.map((name) => `${name.replaceAll('-', '')}dialect`)
    expect(names.filter((name) => !exported.includes(name))).toEqual([])
  })
})

test('docs/servers.md lists every preset', async () => {
  const presets = await import('../src/core/presets/index.ts')
  const listed = await firstColumn('docs/servers.md', 'preset', 'server')
  expect(listed.sort()).toEqual(
    Object.keys(presets)
      .map((name) => `${name}()`)
      .sort(),
  )
})

test('docs/stub-server.md lists every scenario', async () => {
  const listed = await firstColumn('docs/stub-server.md', 'scenario', 'what happens')
  const names = listed.map((usage) => usage.replace(/ .*/, ''))
  const scenarios = SCENARIOS.map(({ name }) => name).filter((name) => name !== 'help')
  expect(names.sort()).toEqual([...scenarios].sort())
})

test('docs/deploying.md lists every limit of the server with its default', async () => {
  const rows = [...(await readPage('docs/deploying.md')).matchAll(/^\| `(\w+)` +\| (\d+) +\|/gm)]
  const listed = Object.fromEntries(rows.map(([, name = '', value]) => [name, Number(value)]))
  expect(listed).toEqual(DEFAULT_LIMITS)
})

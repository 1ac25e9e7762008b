import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { serverCases, serversTable } from './index.ts'

const page = readFileSync(new URL('../../../docs/servers.md', import.meta.url), 'utf8')

/** Removes the blanks and dashes that align the columns of tables. */
const compact = (markdown: string) => markdown.replace(/ +/g, ' ').replace(/-{3,}/g, '---')

test('the table of docs/servers.md lists exactly the servers that run in a test', () => {
  expect(compact(page)).toContain(serversTable())
})

test('the table has no server twice, and at least 25 of them', () => {
  const names = serverCases.map(({ server }) => server)
  expect(new Set(names).size).toBe(names.length)
  expect(names.length).toBeGreaterThanOrEqual(25)
})

test('each server runs at least a whole answer and one that is cut or fails', () => {
  for (const { server, kinds } of serverCases) {
    expect([server, kinds.includes('text')]).toEqual([server, true])
    expect([server, kinds.length > 1]).toEqual([server, true])
  }
})

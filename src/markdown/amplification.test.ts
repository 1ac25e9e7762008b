import MarkdownParser from 'markdown-it'
import { expect, test, vi } from 'vitest'
import type { Block } from './blocks/block.ts'
import { BlockParser } from './blocks/blockParser.ts'
import { createMarkdownStream } from './createMarkdownStream.ts'

function parse(text: string): readonly Block[] {
  return createMarkdownStream().update(text, true).blocks.flat()
}

test('a table of few characters does not grow to a million cells', () => {
  const [table] = parse(`${'|a'.repeat(1000)}|\n${'|-'.repeat(1000)}|\n${'|b|\n'.repeat(2000)}`)
  if (table?.type !== 'table') throw new Error('It is not a table.')
  const cells = table.rows.flat().reduce((sum, row) => sum + row.length, 0)
  expect(table.rows.flat()).toHaveLength(2000)
  expect(cells).toBeLessThanOrEqual(2000 + 10_000)
  expect(table.rows.flat().every(([first]) => first === 'b')).toBe(true)
})

test('a row with too few cells gets the missing ones', () => {
  const [table] = parse('|a|b|c|\n|-|-|-|\n|1|\n')
  expect(table).toMatchObject({ rows: [[['1', '', '']]] })
})

test('opening marks of formulas search the rest of the text once, not once each', () => {
  const stream = createMarkdownStream()
  const indexOf = vi.spyOn(String.prototype, 'indexOf')
  const tokens = stream.parseInline('\\(a \\[b $$c '.repeat(1000))
  const searches = indexOf.mock.calls.filter(([end]) => ['\\)', '\\]'].includes(end)).length
  indexOf.mockRestore()
  expect(tokens.map(({ content }) => content).join('')).toContain('a [b')
  expect(searches).toBeLessThan(10)
})

test('a formula after one without an end is found', () => {
  const tokens = createMarkdownStream().parseInline('\\(a\\) \\[b \\(c\\) \\(d')
  const formulas = tokens.filter(({ type }) => type === 'formula').map(({ content }) => content)
  expect(formulas).toEqual(['a', 'c'])
})

test('blank lines in code keep their full chunks from one line to the next', () => {
  const path = new BlockParser(new MarkdownParser())
  path.addLine('    a')
  for (let count = 0; count < 1000; count++) path.addLine('')
  const before = blankLinesOf(path)
  path.addLine('')
  const after = blankLinesOf(path)
  expect(after.flat()).toHaveLength(1001)
  // Full chunks stay the same objects, so a line costs at most one chunk, no matter how many lines precede it.
  expect(after.length).toBeLessThan(50)
  expect(after.slice(0, -1).every((chunk, index) => chunk === before[index])).toBe(true)
})

test('blank lines in code are kept when code follows', () => {
  const [code] = parse(`    a\n${'\n'.repeat(100)}    b`)
  expect(code?.type === 'code' && code.lines.flat()).toEqual(['a', ...Array(100).fill(''), 'b'])
})

function blankLinesOf({ path }: BlockParser) {
  const { tip } = path
  if (tip.type !== 'indented code') throw new Error('It is not code.')
  return tip.blankLines
}

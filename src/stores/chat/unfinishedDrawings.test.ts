import { beforeEach, expect, test } from 'vitest'
import { useUnfinishedDrawings } from './unfinishedDrawings.ts'

beforeEach(() => localStorage.clear())

test('begin() marks a chat at once, for the next page as well', () => {
  useUnfinishedDrawings().begin('a')
  const next = useUnfinishedDrawings()
  expect(next.has('a')).toBe(true)
  expect(next.has('b')).toBe(false)
})

test('end() unmarks a chat for the next page as well', () => {
  const drawings = useUnfinishedDrawings()
  drawings.begin('a')
  drawings.begin('b')
  drawings.end('a')
  const next = useUnfinishedDrawings()
  expect(next.has('a')).toBe(false)
  expect(next.has('b')).toBe(true)
})

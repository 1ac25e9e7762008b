import { beforeEach, expect, test } from 'vitest'
import { useUnfinishedDrawings } from './unfinishedDrawings.ts'

beforeEach(() => localStorage.clear())

test('begin() is remembered at once, also by the next page', () => {
  useUnfinishedDrawings().begin('a')
  const next = useUnfinishedDrawings()
  expect(next.has('a')).toBe(true)
  expect(next.has('b')).toBe(false)
})

test('end() is remembered by the next page', () => {
  const drawings = useUnfinishedDrawings()
  drawings.begin('a')
  drawings.begin('b')
  drawings.end('a')
  const next = useUnfinishedDrawings()
  expect(next.has('a')).toBe(false)
  expect(next.has('b')).toBe(true)
})

import { expect, test } from 'vitest'
import { groupChats } from './chatGroups.ts'

const chat = (askedAt: Date, pinned = false) => ({ askedAt: askedAt.getTime(), pinned })
/** Noon of a day in 2026; months count from 1. */
const noon = (month: number, day: number) => new Date(2026, month - 1, day, 12)
const today = noon(9, 15).getTime()

const periodOf = (askedAt: Date) => groupChats([chat(askedAt)], today)[0]?.period

test.each([
  ['today', new Date(2026, 8, 15, 0, 0)],
  ['today', noon(9, 16)],
  ['yesterday', new Date(2026, 8, 14, 23, 59)],
  ['yesterday', new Date(2026, 8, 14, 0, 0)],
  ['week', noon(9, 13)],
  ['week', noon(9, 8)],
  ['month', noon(9, 7)],
  ['month', noon(8, 16)],
] as const)('groupChats() puts a chat under %s: %s', (period, askedAt) => {
  expect(periodOf(askedAt)).toBe(period)
})

test('groupChats() creates a group per month for older chats', () => {
  const chats = [noon(8, 15), noon(8, 1), noon(7, 31), new Date(2025, 7, 1)].map((time) =>
    chat(time),
  )
  expect(groupChats(chats, today).map(({ key, chats: { length } }) => [key, length])).toEqual([
    ['2026-7', 2],
    ['2026-6', 1],
    ['2025-7', 1],
  ])
})

test('groupChats() puts pinned chats first, whatever their date, and keeps the order', () => {
  const chats = [
    chat(noon(9, 15)),
    chat(noon(9, 14), true),
    chat(noon(9, 14)),
    chat(noon(1, 1), true),
  ]
  expect(groupChats(chats, today).map(({ period, chats: list }) => [period, list])).toEqual([
    ['pinned', [chats[1], chats[3]]],
    ['today', [chats[0]]],
    ['yesterday', [chats[2]]],
  ])
})

test('groupChats() counts days of 23 and 25 hours as one day', () => {
  // Clocks in Europe and America change to daylight saving time within these weeks.
  for (let day = 1; day <= 40; day += 1) {
    const [now, before] = [new Date(2026, 2, day, 0, 30), new Date(2026, 2, day - 1, 23, 30)]
    expect(groupChats([chat(before)], now.getTime())[0]?.period).toBe('yesterday')
  }
})

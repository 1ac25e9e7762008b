import { expect, test } from 'vitest'
import { periodName } from './periodName.ts'

const today = new Date(2026, 8, 15).getTime()
const nameOf = (locale: string) => (period: Parameters<typeof periodName>[0]) =>
  periodName(period, { locale, today, text: (key) => `(${key})` })

test.each([
  ['en', ['Today', 'Yesterday', '(week)', '(pinned)', 'March', 'March 2025']],
  ['zh-CN', ['今天', '昨天', '(week)', '(pinned)', '三月', '2025年3月']],
] as const)('periodName() names each period in %s', (locale, names) => {
  const [march, marchBefore] = [new Date(2026, 2, 3).getTime(), new Date(2025, 2, 3).getTime()]
  const periods = ['today', 'yesterday', 'week', 'pinned', march, marchBefore] as const
  expect(periods.map(nameOf(locale))).toEqual(names)
})

import type { Period } from './chatGroups.ts'

/** Returns the UI texts for periods that `Intl` cannot name. */
export type PeriodTexts = (key: 'pinned' | 'week' | 'month') => string

/**
 * Returns the heading of a group of chats in the reader's language.
 *
 * @param today - any time of the current day, in milliseconds since 1970
 */
export function periodName(
  period: Period | number,
  { locale, today, text }: { locale: string; today: number; text: PeriodTexts },
): string {
  if (period === 'today' || period === 'yesterday') {
    const relativeTime = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
    return capitalize(relativeTime.format(period === 'today' ? 0 : -1, 'day'), locale)
  }
  if (typeof period !== 'number') return text(period)
  const isThisYear = new Date(period).getFullYear() === new Date(today).getFullYear()
  const form = isThisYear
    ? ({ month: 'long' } as const)
    : ({ month: 'long', year: 'numeric' } as const)
  return capitalize(new Intl.DateTimeFormat(locale, form).format(period), locale)
}

function capitalize(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)
}

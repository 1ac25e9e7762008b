import type { Period } from './chatGroups.ts'

/** Texts that the browser does not know. */
export type PeriodTexts = (key: 'pinned' | 'week' | 'month') => string

/**
 * The heading of chats of one time, in words of the reader's language.
 *
 * @param today - any time of the day that it is
 */
export function periodName(
  period: Period | number,
  { locale, today, text }: { locale: string; today: number; text: PeriodTexts },
): string {
  if (period === 'today' || period === 'yesterday') {
    const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
    return capitalized(words.format(period === 'today' ? 0 : -1, 'day'), locale)
  }
  if (typeof period !== 'number') return text(period)
  const isThisYear = new Date(period).getFullYear() === new Date(today).getFullYear()
  const form = isThisYear
    ? ({ month: 'long' } as const)
    : ({ month: 'long', year: 'numeric' } as const)
  return capitalized(new Intl.DateTimeFormat(locale, form).format(period), locale)
}

function capitalized(words: string, locale: string): string {
  return words.charAt(0).toLocaleUpperCase(locale) + words.slice(1)
}

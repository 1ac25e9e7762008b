const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/**
 * Formats a number of bytes in the largest unit that gives a value of at least 1, with at most one decimal.
 *
 * @param locale - BCP 47 language tag for the unit and the digits
 * @example formatBytes(1_500_000, 'en') // '1.5 MB'
 */
export function formatBytes(bytes: number, locale: string): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: UNITS[step],
    maximumFractionDigits: 1,
  }).format(bytes / 1000 ** step)
}

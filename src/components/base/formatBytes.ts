const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/**
 * A number of bytes as people read it, in the largest unit that leaves a whole number.
 *
 * @param locale - of the words and digits, as BCP 47
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

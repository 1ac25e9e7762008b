/** A size that was measured, in bytes. */
export interface MeasuredSize {
  readonly name: string
  readonly size: number
}

/** How far a figure in the documentation may be from the measured one: 2 %, so that small changes need no edit. */
const TOLERANCE = 0.02

const FIGURE = /(<!-- size ([\w-]+) -->)([\d.]+) kB(<!-- \/size -->)/g

/** Returns a page with its figures as measured. A figure is between `<!-- size NAME -->` and `<!-- /size -->`. */
export function writeFigures(page: string, sizes: readonly MeasuredSize[]): string {
  return page.replace(FIGURE, (figure, start: string, name: string, _, end: string) => {
    const measured = sizes.find((size) => size.name === name)
    return measured ? `${start}${(measured.size / 1000).toFixed(1)} kB${end}` : figure
  })
}

/** Returns what is wrong with the figures of a page: unknown names, and figures that are more than 2 % off. */
export function checkFigures(page: string, sizes: readonly MeasuredSize[]): readonly string[] {
  return [...page.matchAll(FIGURE)].flatMap(([, , name = '', figure]) => {
    const measured = sizes.find((size) => size.name === name)
    if (!measured) return [`There is no size named "${name}" in .size-limit.js.`]
    const kilobytes = measured.size / 1000
    const isClose = Math.abs(Number(figure) - kilobytes) <= kilobytes * TOLERANCE
    return isClose ? [] : [`${name} is ${kilobytes.toFixed(1)} kB, but the page says ${figure} kB.`]
  })
}

import { UsageError } from './options.ts'

/** One of those that are compared: a page of its own. */
export interface Contestant {
  /** As the tables have it. No comma, which separates names. */
  readonly name: string
  /** Its script, below this folder. */
  readonly entry: string
}

/** Where a contestant's page is built to. @example 'pages-ours' */
export const folderOf = ({ entry }: Contestant): string =>
  entry.replace(/\.ts$/, '').replaceAll('/', '-')

/**
 * The contestants that were asked for, and the one that they are compared with.
 *
 * @param only their names; empty for all
 */
export function choose<Kind extends Contestant>(
  contestants: readonly Kind[],
  only: readonly string[],
  reference: string,
): readonly Kind[] {
  if (only.length === 0) return contestants
  return contestants.filter(({ name }) => name === reference || only.includes(name))
}

/** @throws {UsageError} naming the one that does not exist, and those that do */
export function checkNames(only: readonly string[], known: readonly string[]): void {
  const unknown = only.find((name) => !known.includes(name))
  if (unknown === undefined) return
  throw new UsageError(`--only knows ${[...new Set(known)].join(', ')}, not ${unknown}.`)
}

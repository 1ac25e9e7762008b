import { UsageError } from './options.ts'

/** A renderer or client to compare, with its own page. */
export interface Contestant {
  /** Its name in the tables. Without commas, because they separate names in `--only`. */
  readonly name: string
  /** Its script, relative to this folder. */
  readonly entry: string
}

/** Returns the folder of a contestant's built page. @example 'pages-ours' */
export const folderOf = ({ entry }: Contestant): string =>
  entry.replace(/\.ts$/, '').replaceAll('/', '-')

/**
 * Returns the contestants with these names, and always the reference.
 *
 * @param only - names; empty for all
 */
export function choose<Kind extends Contestant>(
  contestants: readonly Kind[],
  only: readonly string[],
  reference: string,
): readonly Kind[] {
  if (only.length === 0) return contestants
  return contestants.filter(({ name }) => name === reference || only.includes(name))
}

/** @throws {UsageError} if a name is unknown; the message lists the known ones */
export function checkNames(only: readonly string[], known: readonly string[]): void {
  const unknown = only.find((name) => !known.includes(name))
  if (unknown === undefined) return
  throw new UsageError(`--only must name one of ${[...new Set(known)].join(', ')}, not ${unknown}.`)
}

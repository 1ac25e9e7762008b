/** A place in an event at which there is text. */
export interface TextPath {
  /** Names and indexes with dots between them, such as `choices.0.delta.content`. */
  readonly path: string
  readonly text: string
}

/** As deep as events of chats are, and deeper. */
const DEEPEST = 12
/** As many as a person can look through. */
const MOST = 50

/**
 * Finds the texts in one sample event: JSON by itself, or as it stands in a stream, with `data:` before it.
 *
 * @returns undefined where there is no JSON object in it
 */
export function textPaths(sample: string): readonly TextPath[] | undefined {
  const event = parse(sample) ?? parse(dataOf(sample))
  if (typeof event !== 'object' || event === null) return undefined
  return [...placesIn(event, [])].slice(0, MOST)
}

/** The data of the first event, of one line or several. */
function dataOf(sample: string): string {
  const lines = sample.trim().split(/\r\n?|\n/)
  const end = lines.indexOf('')
  return lines
    .slice(0, end === -1 ? undefined : end)
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice('data:'.length))
    .join('\n')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function* placesIn(value: unknown, path: readonly string[]): Generator<TextPath> {
  if (typeof value === 'string' && path.length > 0) yield { path: path.join('.'), text: value }
  if (typeof value !== 'object' || value === null || path.length >= DEEPEST) return
  for (const [name, inner] of Object.entries(value)) {
    // A path could not tell it from two names.
    if (!name.includes('.')) yield* placesIn(inner, [...path, name])
  }
}

/** A text in an event, with its path. */
export interface TextPath {
  /** Names and indexes, separated by dots, for example `choices.0.delta.content`. */
  readonly path: string
  readonly text: string
}

/** Maximum depth of the search. Events of chat servers are less deep. */
const MAX_DEPTH = 12
/** Maximum number of paths: no more than a user can look through. */
const MAX_PATHS = 50

/**
 * Finds the texts in a sample event, which is either JSON or a raw SSE event with `data:` lines.
 *
 * @returns undefined if the sample does not contain a JSON object
 */
export function findTextPaths(sample: string): readonly TextPath[] | undefined {
  const event = parse(sample) ?? parse(dataOf(sample))
  if (typeof event !== 'object' || event === null) return undefined
  return [...textPathsIn(event, [])].slice(0, MAX_PATHS)
}

/** Returns the data of the first event, joined if it has several lines. */
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

function* textPathsIn(value: unknown, path: readonly string[]): Generator<TextPath> {
  if (typeof value === 'string' && path.length > 0) yield { path: path.join('.'), text: value }
  if (typeof value !== 'object' || value === null || path.length >= MAX_DEPTH) return
  for (const [name, inner] of Object.entries(value)) {
    // In a path, a name with a dot would look like two names.
    if (!name.includes('.')) yield* textPathsIn(inner, [...path, name])
  }
}

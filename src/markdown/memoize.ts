/** Maximum number of cached results: more than one open block needs. */
const MAX_CACHED = 100

/** Caches the results of a function that is called with the same texts at every update. */
export function memoize<Result>(compute: (text: string) => Result): (text: string) => Result {
  const results = new Map<string, Result>()
  return (text) => {
    const cached = results.get(text)
    if (cached !== undefined) return cached
    if (results.size >= MAX_CACHED) results.clear()
    const result = compute(text)
    results.set(text, result)
    return result
  }
}

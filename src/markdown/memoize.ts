/** As many results are remembered, which is more than an open block asks for. */
const MOST_REMEMBERED = 100

/** A function of a text that is asked for the same texts at every update. */
export function remembered<Result>(compute: (text: string) => Result): (text: string) => Result {
  const results = new Map<string, Result>()
  return (text) => {
    const known = results.get(text)
    if (known !== undefined) return known
    if (results.size >= MOST_REMEMBERED) results.clear()
    const result = compute(text)
    results.set(text, result)
    return result
  }
}

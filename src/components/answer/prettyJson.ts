/** Nobody reads more of it here, in UTF-16 units. */
const LONGEST = 50_000

/** A value for people: JSON in lines; a text as it is, or in lines where it is JSON itself. */
export function prettyJson(value: unknown): string {
  const parsed = typeof value === 'string' ? parse(value) : value
  const text = typeof parsed === 'string' ? parsed : write(parsed)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}

/** Numbers and the like stay as they were written. */
function parse(text: string): unknown {
  // Of what streams, hardly a piece ends like this before the last one: it need not be tried at each.
  if (!/^\s*[{[]/.test(text) || !/[}\]]\s*$/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function write(value: unknown): string {
  try {
    return JSON.stringify(value, undefined, 2) ?? ''
  } catch {
    // A circle, or a number that JSON has no form for.
    return String(value)
  }
}

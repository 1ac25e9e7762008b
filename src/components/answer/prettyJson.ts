/** Maximum length of the shown text, in UTF-16 units. More would only slow down the page. */
const MAX_LENGTH = 50_000

/** Formats a value for display: as indented JSON, or unchanged if it is a text that does not contain JSON. */
export function prettyJson(value: unknown): string {
  const parsed = typeof value === 'string' ? parseIfJson(value) : value
  const text = typeof parsed === 'string' ? parsed : stringify(parsed)
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text
}

/** Parses objects and arrays. Other text, such as a number, stays as it was written. */
function parseIfJson(text: string): unknown {
  // Saves a parse per delta: incomplete arguments rarely end with a closing bracket.
  if (!/^\s*[{[]/.test(text) || !/[}\]]\s*$/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function stringify(value: unknown): string {
  try {
    return JSON.stringify(value, undefined, 2) ?? ''
  } catch {
    // A circular structure or a bigint.
    return String(value)
  }
}

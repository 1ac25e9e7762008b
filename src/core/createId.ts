/**
 * Returns a random UUID of version 4. Doesn't use `crypto.randomUUID`: that is missing on pages served over
 * plain HTTP from another machine, which is common for a chat in a company's network.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-4
 */
export function createId(): string {
  return 'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () =>
    // An array of one number converts to that number.
    (Number(crypto.getRandomValues(new Uint8Array(1))) & 15).toString(16),
  )
}

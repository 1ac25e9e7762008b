/** Returns the fields of an object; none for any other value. */
export function fieldsOf(value: unknown): readonly (readonly [name: string, value: unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}

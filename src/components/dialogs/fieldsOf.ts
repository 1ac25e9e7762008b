/** The fields of what may be anything: none where it is no object. */
export function fieldsOf(value: unknown): readonly (readonly [name: string, value: unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}

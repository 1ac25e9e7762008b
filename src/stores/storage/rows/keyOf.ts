/** Returns whether a value is one of the names in a table. */
export function isKeyOf<Name extends string>(
  table: Readonly<Record<Name, unknown>>,
  value: unknown,
): value is Name {
  return typeof value === 'string' && Object.hasOwn(table, value)
}

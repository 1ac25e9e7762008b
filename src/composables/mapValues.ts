/** Returns an object with the same names and other values. */
export function mapValues<T extends object>(
  object: T,
  map: (value: T[keyof T], name: keyof T & string) => unknown,
): T {
  const names = Object.keys(object) as (keyof T & string)[]
  return Object.fromEntries(names.map((name) => [name, map(object[name], name)])) as T
}

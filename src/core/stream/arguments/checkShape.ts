import { isObject } from '../../jsonText.ts'
import { checkOption, isEvent, rejectArgument } from './checkOptions.ts'

/**
 * Shape of a value. A text lists types and words, separated by `|`; an empty one accepts anything. A list has the
 * shape of its items, an object those of its fields. A function returns the shape for a value.
 */
export type Shape =
  string | readonly [Shape] | { readonly [name: string]: Shape } | ((value: unknown) => Shape)

/**
 * Rejects a value of another shape. Doesn't read refs and computed values: they may not be ready yet.
 *
 * @param path - the place of the value, for the error
 * @param isClosed - rejects further fields, and counts a field that is undefined as absent. Otherwise further fields
 *   are allowed, and all fields of the shape are required
 * @throws {ChatStreamError} `argument`, which names the first wrong field and what is allowed
 */
export function checkShape(path: string, value: unknown, shape: Shape, isClosed = false): void {
  if (typeof shape === 'function') return checkShape(path, value, shape(value), isClosed)
  if (typeof shape === 'string') {
    const types: readonly unknown[] = shape.split('|')
    const type = Array.isArray(value) ? 'list' : typeof value
    const isValid = !shape || types.includes(type) || types.includes(value)
    return checkOption(path, value, isValid, types.join(' or '))
  }
  if (Array.isArray(shape)) {
    const items: readonly unknown[] = Array.isArray(value) ? value : []
    checkOption(path, value, items === value, 'a list')
    return items.forEach((item, index) => checkShape(`${path}[${index}]`, item, shape[0] as Shape))
  }
  const names = Object.keys(shape).join(', ')
  // `@click="send"` passes an event.
  const fields = isObject(value) && !isEvent(value) ? value : undefined
  checkOption(path, value, fields, `an object with ${names}`)
  for (const name in isClosed ? fields : shape) {
    const field = fields?.[name]
    if (isClosed && field === undefined) continue
    if (!Object.hasOwn(shape, name))
      rejectArgument(`\`${name}\` is unknown. Known names: ${names}.`)
    const fieldShape = (shape as Readonly<Record<string, Shape>>)[name]
    checkShape(isClosed ? name : `${path}.${name}`, field, fieldShape ?? '')
  }
}

// Reads fields of stored rows, which may have any value: a value of the wrong type counts as absent.

export function isText(value: unknown): value is string {
  return typeof value === 'string'
}

export function isNumber(value: unknown): value is number {
  return Number.isFinite(value)
}

export function textOrNone(value: unknown): string | undefined {
  return isText(value) ? value : undefined
}

export function numberOrNone(value: unknown): number | undefined {
  return isNumber(value) ? value : undefined
}

export function trueOrNone(value: unknown): true | undefined {
  return value === true ? true : undefined
}

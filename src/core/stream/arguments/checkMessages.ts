import { isObject } from '../../jsonText.ts'
import { check } from './check.ts'

/** The field that each type of part needs, a text. */
const partFields: Readonly<Record<string, string>> = {
  text: 'text',
  reasoning: 'text',
  tool: 'args',
  source: 'url',
  file: 'url',
  data: 'name',
}

/**
 * Rejects a list that does not consist of messages, such as one of another library.
 *
 * @throws {ChatStreamError} `argument`, which names the first wrong message and its wrong field
 */
export function checkMessages(list: unknown): void {
  const ids = new Set<unknown>()
  const items: readonly unknown[] = Array.isArray(list) ? list : []
  check('`messages`', list, Array.isArray(list), 'a list of messages')
  for (const [index, message] of items.entries()) {
    const test = (field: string, value: unknown, isValid: boolean, expected: string) =>
      check(
        `\`messages[${index}]${field}\``,
        value,
        isValid,
        `${expected} (a message is { id, role, parts: [{ type: 'text', text }], createdAt })`,
      )
    const { id, role, parts, createdAt } = Object(message) as Record<string, unknown>
    test('', message, isObject(message), 'a message')
    test('.id', id, isText(id) && !ids.has(id), 'a text that no other message has')
    test('.role', role, /^(user|assistant|system)$/.test(String(role)), 'user, assistant or system')
    test('.parts', parts, Array.isArray(parts), 'a list')
    ids.add(id)
    for (const [at, part] of (parts as readonly unknown[]).entries()) {
      const { type, ...fields } = Object(part) as Record<string, unknown>
      const name = Object.hasOwn(partFields, String(type)) && partFields[String(type)]
      const place = `.parts[${at}].`
      test(`${place}type`, type, Boolean(name), Object.keys(partFields).join(', '))
      if (name) test(place + name, fields[name], typeof fields[name] === 'string', 'a text')
    }
    test('.createdAt', createdAt, typeof createdAt === 'number', 'a number of milliseconds')
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

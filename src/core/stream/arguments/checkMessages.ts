import { checkTypes } from './checkNames.ts'
import { checkName, checkOption } from '../checkOptions.ts'
import type { ChatMessage } from '../../types.ts'

const messageTypes = { id: 'string', role: 'string', parts: 'list', createdAt: 'number' }

/** The field that each type of part needs. */
const partFields = {
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
export function checkMessages(list: readonly ChatMessage[]): void {
  checkOption('messages', list, Array.isArray(list), 'a list')
  list.forEach((message, index) => {
    const path = `messages[${index}].`
    checkTypes(path, message, messageTypes)
    checkName(`${path}role`, message.role, ['user', 'assistant', 'system'])
    message.parts.forEach((part, at) => checkPart(`${path}parts[${at}].`, part))
  })
}

/** @param path - the place of the part, for the error */
export function checkPart(path: string, part: ChatMessage['parts'][number]): void {
  checkTypes(path, part, { type: 'string' })
  checkName(`${path}type`, part.type, Object.keys(partFields))
  checkTypes(path, part, { [partFields[part.type]]: 'string' })
}

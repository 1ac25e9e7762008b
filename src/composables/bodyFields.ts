import { unref } from 'vue'
import type { ChatStreamBaseOptions } from '../core/index.ts'
import type { UseChatStreamBaseOptions } from './useStream.ts'

/** Returns the option `body` without refs. */
export function unwrapFields(
  body: UseChatStreamBaseOptions['body'],
): NonNullable<ChatStreamBaseOptions['body']> {
  const value = unref(body)
  return typeof value === 'object' && value
    ? Object.fromEntries(Object.entries(value).map(([name, field]) => [name, unref(field)]))
    : (value ?? {})
}

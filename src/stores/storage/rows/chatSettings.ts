import { isObject } from '../../../core/internal.ts'
import { type ChatSettings, isParameter, type ParameterName } from '../../../model/index.ts'
import { textOrNone } from './scalars.ts'

/** Reads stored settings field by field; returns undefined if there are none. */
export function readChatSettings(value: unknown): ChatSettings | undefined {
  if (!isObject(value)) return undefined
  const parameter = (name: ParameterName) => {
    const number = value[name]
    return isParameter(name, number) ? number : undefined
  }
  return {
    // An empty text would be sent as an empty instruction or model name.
    system: textOrNone(value.system) || undefined,
    model: textOrNone(value.model) || undefined,
    modelOf: textOrNone(value.modelOf),
    temperature: parameter('temperature'),
    topP: parameter('topP'),
    maxTokens: parameter('maxTokens'),
  }
}

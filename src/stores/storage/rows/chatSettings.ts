import { isObject } from '../../../core/internal.ts'
import { isNumber, textOrNone } from './scalars.ts'

/** What a chat tells the model beside its messages. What is absent is as for all chats. */
export interface ChatSettings {
  /** What the model is told before the conversation. */
  readonly system?: string | undefined
  readonly model?: string | undefined
  /** The API whose model that is: another one does not know it. */
  readonly modelOf?: string | undefined
  readonly temperature?: number | undefined
  readonly topP?: number | undefined
  /** How long an answer may be, in tokens. */
  readonly maxTokens?: number | undefined
}

/** The settings that are numbers, and between which ones. */
export const BOUNDS = {
  temperature: { min: 0, max: 2 },
  topP: { min: 0, max: 1 },
  maxTokens: { min: 1, max: Number.MAX_SAFE_INTEGER },
} as const
export type ParameterName = keyof typeof BOUNDS

/** Whether a value can be that setting: models know no other ones. */
export function isParameter(name: ParameterName, value: unknown): value is number {
  const { min, max } = BOUNDS[name]
  if (!isNumber(value) || value < min || value > max) return false
  return name !== 'maxTokens' || Number.isInteger(value)
}

/** Reads stored settings field by field; undefined where there are none. */
export function readChatSettings(value: unknown): ChatSettings | undefined {
  if (!isObject(value)) return undefined
  const parameter = (name: ParameterName) => {
    const number = value[name]
    return isParameter(name, number) ? number : undefined
  }
  return {
    // An empty one would be told as such.
    system: textOrNone(value.system) || undefined,
    model: textOrNone(value.model) || undefined,
    modelOf: textOrNone(value.modelOf),
    temperature: parameter('temperature'),
    topP: parameter('topP'),
    maxTokens: parameter('maxTokens'),
  }
}

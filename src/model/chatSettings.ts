/**
 * What one chat sends to the model beside its messages. An absent setting has the value that holds for all
 * chats.
 */
export interface ChatSettings {
  /** The system prompt: the model reads it before the messages. */
  readonly system?: string | undefined
  readonly model?: string | undefined
  /** Name of the API that has this `model`. Other APIs do not know it, so they ignore it. */
  readonly modelOf?: string | undefined
  readonly temperature?: number | undefined
  readonly topP?: number | undefined
  /** The longest answer, in tokens. */
  readonly maxTokens?: number | undefined
}

/** The settings that are numbers, with the values that models accept. Both bounds are inclusive. */
export const PARAMETER_BOUNDS = {
  temperature: { min: 0, max: 2 },
  topP: { min: 0, max: 1 },
  maxTokens: { min: 1, max: Number.MAX_SAFE_INTEGER },
} as const

export type ParameterName = keyof typeof PARAMETER_BOUNDS

/** The names of the numeric settings, in the order of the settings dialog. */
export const parameters = ['temperature', 'topP', 'maxTokens'] as const satisfies ParameterName[]

/** Returns whether models accept a value for that parameter: a number within its bounds. */
export function isParameter(name: ParameterName, value: unknown): value is number {
  const { min, max } = PARAMETER_BOUNDS[name]
  if (typeof value !== 'number' || !(value >= min && value <= max)) return false
  return name !== 'maxTokens' || Number.isInteger(value)
}

/**
 * How far the settings of a chat get, which depends on the server.
 *
 * - `model`: they reach the model.
 * - `endpoint`: they are sent to a custom endpoint, which may use or ignore them.
 * - `nowhere`: they are not sent, as a query string has room for the question only.
 * - `decided`: the server itself decides what it sends to its model.
 */
export type Reach = 'model' | 'endpoint' | 'nowhere' | 'decided'

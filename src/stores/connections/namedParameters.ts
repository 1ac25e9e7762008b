import type { ChatSettings, ParameterName } from '../../model/index.ts'

/** By which names a server knows the parameters. */
export type ParameterNames = Readonly<Record<ParameterName, string>>

/** Those of OpenAI, which most servers know. */
export const OPENAI_NAMES: ParameterNames = {
  temperature: 'temperature',
  topP: 'top_p',
  maxTokens: 'max_tokens',
}

/** The parameters that are set, by the names that a server has for them. */
export function namedParameters(
  settings: ChatSettings,
  names: ParameterNames = OPENAI_NAMES,
): Readonly<Record<string, number>> {
  const { temperature, topP, maxTokens } = settings
  const all = [
    [names.temperature, temperature],
    [names.topP, topP],
    [names.maxTokens, maxTokens],
  ] as const
  return Object.fromEntries(all.filter((pair): pair is [string, number] => pair[1] !== undefined))
}

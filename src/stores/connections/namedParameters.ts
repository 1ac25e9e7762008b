import type { ChatSettings, ParameterName } from '../../model/index.ts'

/** Names that a server uses for the parameters. */
export type ParameterNames = Readonly<Record<ParameterName, string>>

/** OpenAI's names, which most servers understand. */
export const OPENAI_NAMES: ParameterNames = {
  temperature: 'temperature',
  topP: 'top_p',
  maxTokens: 'max_tokens',
}

/** Returns the parameters that are set, under the names that a server uses for them. */
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

import type { Defaults } from './connection.ts'
import type { ChatSettings } from '../../model/index.ts'

/** What a chat tells the model: what was set for it, and the deployer's words for all others. */
export function effectiveSettings(own: ChatSettings | undefined, defaults: Defaults): ChatSettings {
  return {
    ...own,
    system: own?.system ?? defaults.system,
    temperature: own?.temperature ?? defaults.temperature,
    topP: own?.topP ?? defaults.topP,
    maxTokens: own?.maxTokens ?? defaults.maxTokens,
  }
}

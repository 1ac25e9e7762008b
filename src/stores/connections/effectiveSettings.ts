import type { Defaults } from './connection.ts'
import type { ChatSettings } from '../../model/index.ts'

/** Returns the settings that a chat sends to the model: its own, and the deployer's defaults for the rest. */
export function effectiveSettings(own: ChatSettings | undefined, defaults: Defaults): ChatSettings {
  return {
    ...own,
    system: own?.system ?? defaults.system,
    temperature: own?.temperature ?? defaults.temperature,
    topP: own?.topP ?? defaults.topP,
    maxTokens: own?.maxTokens ?? defaults.maxTokens,
  }
}

import type { Defaults } from './connection.ts'
import type { ChatSettings } from '../../model/index.ts'

/** Returns the settings that a chat sends to the model: its own, and the deployer's defaults for the rest. */
export function effectiveSettings(
  chatSettings: ChatSettings | undefined,
  defaults: Defaults,
): ChatSettings {
  return {
    ...chatSettings,
    system: chatSettings?.system ?? defaults.system,
    temperature: chatSettings?.temperature ?? defaults.temperature,
    topP: chatSettings?.topP ?? defaults.topP,
    maxTokens: chatSettings?.maxTokens ?? defaults.maxTokens,
  }
}

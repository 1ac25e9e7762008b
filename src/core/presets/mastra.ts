import { toUiMessages } from './aiSdk.ts'
import { headersWithKey, joinUrl, type ModelOptions, type Preset, checkPreset } from './preset.ts'

/** Like {@link ModelOptions}, but without the model and its parameters, which the agent defines. */
export interface MastraOptions extends Pick<
  ModelOptions,
  'baseURL' | 'apiKey' | 'system' | 'body' | 'headers'
> {
  /** The id of the agent. */
  readonly agentId: string
}

/**
 * Creates the options for an agent of Mastra's server. Each request sends the whole chat. For an agent that
 * remembers chats, pass `body: { memory: { thread, resource } }`.
 *
 * @param options `baseURL` defaults to that of `mastra dev`, `http://localhost:4111/api`; `system` is added
 *   to the instructions of the agent
 * @see https://mastra.ai/reference/client-js/agents
 * @example
 * const chat = useChatStream(mastra({ agentId: 'weather-agent' }))
 */
export function mastra(options: MastraOptions): Preset {
  checkPreset(options, ['baseURL', 'agentId', 'system'], 'agentId')
  const { baseURL = 'http://localhost:4111/api', agentId, system, body } = options
  return {
    url: joinUrl(baseURL, `agents/${encodeURIComponent(agentId)}/stream`),
    transport: 'post',
    dialect: 'mastra',
    headers: headersWithKey(options),
    body: (request) => ({
      messages: toUiMessages(request),
      ...(system ? { system } : {}),
      ...body,
    }),
  }
}

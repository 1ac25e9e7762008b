import type { TransportName } from '../../core/index.ts'
import type { ChatSettings, ServerName } from '../../model/index.ts'

/**
 * The selected server and what a request to it says, as plain data. `useServer` returns it, so the functions that
 * send requests need no store.
 */
export interface ServerOptions {
  readonly name: ServerName
  /** URL of the custom endpoint, or base URL of the API. */
  readonly url: string
  /** How a custom endpoint gets the question. */
  readonly transport: TransportName
  /** Path to the text in each event of a custom endpoint; empty to detect the format. */
  readonly pick: string
  readonly model: string
  readonly apiKey: string
  /** As in the options of `useChatStream`. */
  readonly idempotencyKey: 'auto' | boolean
  /** How long to wait for the response headers, in milliseconds. @default that of the chat stream */
  readonly connectTimeout: number | undefined
  /** What the model gets beside the messages. */
  readonly settings: ChatSettings
}

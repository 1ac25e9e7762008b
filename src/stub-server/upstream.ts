import { AnswerError, askOpenAICompatible } from '../server/internal.ts'
import { ModelError, type Model } from './model.ts'

/** Options of `createUpstreamModel`: an OpenAI-compatible server that answers instead of the stub. */
export interface UpstreamOptions {
  /** The base URL, such as `http://localhost:11434/v1`. */
  readonly url: string
  /** The model name to request. */
  readonly model: string
  /** The API key, sent as a bearer token to this server only. */
  readonly key?: string | undefined
}

/** Creates a model that sends every question to an OpenAI-compatible server. */
export function createUpstreamModel(upstream: UpstreamOptions): Model {
  return async function* upstreamModel({ messages, message }, signal) {
    const sent = messages.length > 0 ? messages : [{ role: 'user', content: message ?? 'Hello' }]
    try {
      for await (const part of askOpenAICompatible({ ...upstream, messages: sent, signal })) {
        // Chat completions contain neither files nor data.
        if (!('file' in part || 'data' in part || 'source' in part)) yield part
      }
    } catch (error) {
      throw error instanceof AnswerError
        ? new ModelError(error.code, error.message, { cause: error })
        : error
    }
  }
}

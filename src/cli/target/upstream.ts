import { isObject } from '../../server/internal.ts'
import type { Destination } from '../flags/readOptions.ts'
import { createKeyMask } from '../proxy/maskKey.ts'
import { shownUrl } from '../proxy/openRequest.ts'
import { ask, type Reply } from './ask.ts'
import { type Finding, localPath, type Target } from './target.ts'

/** The port of Ollama, which answers below `/api` at its root. */
const OLLAMA_PORT = '11434'

/** The paths of each format: the list of models, and the one that answers. Nothing else is forwarded. */
const FORMATS = {
  ollama: { models: '/api/tags', chat: '/api/chat', name: "Ollama's format" },
  openai: { models: '/models', chat: '/chat/completions', name: "OpenAI's format" },
} as const

type Format = keyof typeof FORMATS

const METHODS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.values(FORMATS).flatMap(({ models, chat }) => [
    [models, ['GET']],
    [chat, ['POST']],
  ]),
)

/** Names of models that do not chat. Servers list them among the others. */
const NO_CHAT =
  /embed|bge-|rerank|whisper|tts|transcribe|realtime|audio|dall-e|image|moderation|sora|davinci|babbage/i

/** Longest name of a model to use, in characters. */
const MAX_NAME = 200

/** Creates the target of `--upstream`: chat and the list of models of an OpenAI-format server or of Ollama. */
export function createUpstream(destination: Extract<Destination, { kind: 'upstream' }>): Target {
  const { url, key, model: chosen } = destination
  const path = localPath(url)
  const shown = shownUrl({ url })
  const mask = createKeyMask(key)
  const isRoot = url.pathname === '/'

  function finding(format: Format, models: readonly string[], problem?: string): Finding {
    const model = chosen ?? models.find((name) => !NO_CHAT.test(name)) ?? models[0]
    const others = chosen || models.length < 2 ? '' : `, the first of ${models.length}`
    const used = model === undefined ? '' : `; model ${model}${others}`
    return {
      config: {
        name: url.host,
        server: format,
        baseUrl: path,
        ...(model === undefined ? {} : { model }),
      },
      summary: `Questions go to ${shown} (${FORMATS[format].name}${used}).`,
      ...(problem === undefined ? {} : { problem }),
    }
  }

  const modelsAt = async (below: string) => {
    const reply = await ask('GET', url, below, key)
    return { reply, models: readModels(reply).map((name) => mask.text(name)) }
  }

  /** Says what to do if no path lists models. */
  async function explain(reply: Reply): Promise<string> {
    const status = 'failure' in reply ? 0 : reply.status
    const request = `GET ${shown}${FORMATS.openai.models}`
    if (status === 401 || status === 403) {
      const cause = key === undefined ? 'Set VUE_CHAT_STREAM_API_KEY to' : 'Check'
      return `${request} returned ${status}. ${cause} the API key.`
    }
    if (isRoot && (await modelsAt('/v1/models')).models.length > 0) {
      return `The server lists its models at ${shown}/v1/models. Pass --upstream ${shown}/v1.`
    }
    const hint = chosen ? 'Check the URL if questions fail' : 'Check the URL, or pass --model NAME'
    return `${request} returned no list of models (status ${status}). ${hint}.`
  }

  return {
    path,
    url,
    key,
    methodsOf: (below) => (Object.hasOwn(METHODS, below) ? METHODS[below] : undefined),
    async look() {
      // A base URL without a path is Ollama's, more often than not.
      const order: readonly Format[] = isRoot ? ['ollama', 'openai'] : ['openai', 'ollama']
      const replies: Partial<Record<Format, Reply>> = {}
      for (const format of order) {
        const { reply, models } = await modelsAt(FORMATS[format].models)
        if ('failure' in reply) {
          const guess = url.port === OLLAMA_PORT && isRoot ? 'ollama' : 'openai'
          const problem = `Cannot reach ${shown}: ${reply.failure}`
          return { ...finding(guess, [], problem), isPending: true }
        }
        if (models.length > 0) return finding(format, models)
        if (isEmptyList(reply)) return finding(format, [], noModels(format, shown))
        replies[format] = reply
      }
      return finding('openai', [], await explain(replies.openai ?? { failure: '' }))
    },
  }
}

function noModels(format: Format, shown: string): string {
  const how = format === 'ollama' ? 'Install one, for example: ollama pull qwen3' : 'Load one'
  return `${shown} has no models. ${how}, then reload the page.`
}

function listIn(reply: Reply): readonly unknown[] | undefined {
  const body = 'failure' in reply ? undefined : reply.body
  const { data, models } = isObject(body) ? body : {}
  return [data, models].find((list): list is unknown[] => Array.isArray(list))
}

const isEmptyList = (reply: Reply) => listIn(reply)?.length === 0

/** Returns the names in OpenAI's list (`data`, `id`) or Ollama's (`models`, `name`). */
function readModels(reply: Reply): readonly string[] {
  return (listIn(reply) ?? [])
    .map((entry) => (isObject(entry) ? (entry['id'] ?? entry['name']) : undefined))
    .filter((name): name is string => typeof name === 'string' && isPrintable(name))
}

/** A name goes to the terminal: refuse what could control it. */
function isPrintable(name: string): boolean {
  return name !== '' && name.length <= MAX_NAME && !/\p{C}/u.test(name)
}

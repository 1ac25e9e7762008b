import { asText, isObject, toText, valueAt } from '../json.ts'
import { loadCode, requireCode } from '../loadCode.ts'
import type { Dialect, DialectState, StreamEvent, StreamRecord } from '../types.ts'
import type { DetectableDialect } from './detectable.ts'
import { ANTHROPIC_EVENTS, eventsOf } from './eventNames.ts'
import type { lazyFormats } from './lazyFormats.ts'

type LazyDialect = DetectableDialect & { readonly name: keyof typeof lazyFormats }

let formats: typeof lazyFormats | undefined

/** Loads the code of these formats once. While it loads, the records of the answer wait in order. */
function prepare(this: Dialect): Promise<void> | undefined {
  if (formats) return undefined
  return loadCode(import('./lazyFormats.ts'), `dialect \`${this.name}\``).then(
    (module) => void (formats = module.lazyFormats),
  )
}

function decode(
  this: LazyDialect,
  record: StreamRecord,
  state: DialectState,
): readonly StreamEvent[] {
  return requireCode(formats)[this.name].decode(record, state)
}

function end(this: LazyDialect, state: DialectState): readonly StreamEvent[] {
  const { [this.name]: format }: { readonly [name: string]: Dialect } = formats ?? {}
  return format?.end?.(state) ?? []
}

export const agUi: LazyDialect = {
  name: 'ag-ui',
  recognizes: ({ type }) =>
    /^(RUN|STEP|TEXT_MESSAGE|THINKING|REASONING|TOOL_CALL|STATE|MESSAGES|ACTIVITY)_|^CUSTOM$/.test(
      toText(type) ?? '',
    ),
  prepare,
  decode,
  end,
}

export const langGraph: LazyDialect = {
  name: 'langgraph',
  get events() {
    return eventsOf('langgraph')
  },
  // Not by `metadata`: LangServe sends it, too.
  recognizes: (_, _headers, record) =>
    /^(messages|values)\b/.test(record?.event ?? '') &&
    /^\s*(\[|\{"messages":)/.test(record?.data ?? ''),
  prepare,
  decode,
  end,
}

export const dashscope: LazyDialect = {
  name: 'dashscope',
  get events() {
    return eventsOf('dashscope')
  },
  recognizes: ({ output }) =>
    isObject(output) && (asText(output['finish_reason']) ?? valueAt(output, 'choices.0')),
  prepare,
  decode,
  end,
}

export const coze: LazyDialect = {
  name: 'coze',
  get events() {
    return eventsOf('coze')
  },
  recognizes: (_, _headers, record) => /^conversation\.\w+\.\w/.test(record?.event ?? ''),
  prepare,
  decode,
  end,
}

export const mastra: LazyDialect = {
  name: 'mastra',
  recognizes: ({ type, payload, from, runId }) =>
    asText(type) && isObject(payload) && (from ?? runId),
  prepare,
  decode,
  end,
}

export const aiSdkData: LazyDialect = {
  name: 'ai-sdk-data',
  recognizes: (_, _headers, record) =>
    /^\s*([03g]:"|[28]:\[|[4-69a-k]:\{")/.test(record?.data ?? ''),
  prepare,
  decode,
  end,
}

export const openaiResponses: LazyDialect = {
  name: 'openai-responses',
  get events() {
    return eventsOf('openai-responses')
  },
  recognizes: ({ type, object }) => asText(type)?.startsWith('response.') || object === 'response',
  prepare,
  decode,
  end,
}

export const anthropic: LazyDialect = {
  name: 'anthropic',
  events: ANTHROPIC_EVENTS,
  recognizes: ({ type, content }) =>
    ANTHROPIC_EVENTS.includes(toText(type) ?? '') || (type === 'message' && Array.isArray(content)),
  prepare,
  decode,
  end,
}

export const gemini: LazyDialect = {
  name: 'gemini',
  recognizes: ({ candidates, promptFeedback }) => candidates ?? promptFeedback,
  prepare,
  decode,
  end,
}

export const ollama: LazyDialect = {
  name: 'ollama',
  recognizes: ({ message, response, done }) =>
    typeof done === 'boolean' && (isObject(message) || typeof response === 'string'),
  prepare,
  decode,
  end,
}

export const aiSdk: LazyDialect = {
  name: 'ai-sdk',
  recognizes({ type, delta, toolCallId, data, url }, headers) {
    const name = toText(type) ?? ''
    // The header without a type proves nothing, as a proxy may add it to every response: every part of this
    // format has a type. Without the header, a type proves nothing unless its fields are there.
    return (
      name &&
      (headers?.has('x-vercel-ai-ui-message-stream') ||
        (/^(text|reasoning)-delta$/.test(name) && typeof delta === 'string') ||
        (/^tool-/.test(name) && toolCallId) ||
        (/^data-/.test(name) && data !== undefined) ||
        (/^(file|source-url)$/.test(name) && url))
    )
  },
  prepare,
  decode,
  end,
}

export const dify: LazyDialect = {
  name: 'dify',
  recognizes: ({ event, answer, task_id }) =>
    asText(event) && (typeof answer === 'string' || asText(task_id)),
  prepare,
  decode,
  end,
}

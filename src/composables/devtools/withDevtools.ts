import { toValue, watch } from 'vue'
import { textOf } from '../../core/index.ts'
import { onEndOfScope } from '../onEndOfScope.ts'
import type { UseChatStreamBaseOptions, UseChatStreamReturn } from '../useStream.ts'
import { getAppDevtools, type AppDevtools } from './appDevtools.ts'
import {
  createOutcomeEntry,
  createEventEntry,
  createReconnectEntry,
  type TimelineEntry,
} from './timelineEntry.ts'
import { whenAppKnown } from './whenAppKnown.ts'

type Hooks = Pick<UseChatStreamBaseOptions, 'headers' | 'onEvent' | 'onFinish'>

let chatCount = 0

/**
 * Wraps a composable so that the devtools show its chats. The wrapper uses only the public hooks and refs: the
 * composable itself knows nothing about devtools, and its bundle doesn't grow.
 */
// Keeps the type parameters of the composable.
export function withDevtools<Use>(use: Use): Use
export function withDevtools<Options extends Hooks>(
  use: (options: Options) => UseChatStreamReturn,
): (options: Options) => UseChatStreamReturn {
  return (options) => {
    // A server has no devtools, and no unmount there would clean up the watchers that start below.
    if (typeof window === 'undefined') return use(options)

    let devtools: AppDevtools | undefined
    /** Id of the current answer. Entries without a message are grouped under it. */
    let answerId = ''
    const record = (entry: TimelineEntry, groupId = answerId) => devtools?.record(groupId, entry)

    const chat = use({
      ...options,
      // The chat reads the headers once per request, so this call marks a request.
      headers() {
        record({ title: 'request', data: {} })
        const { headers = {} } = options
        return typeof headers === 'function' ? headers() : toValue(headers)
      },
      onEvent(event, message) {
        record(createEventEntry(event), message.id)
        options.onEvent?.(event, message)
      },
      onFinish(message) {
        record(createOutcomeEntry(message, chat.error.value), message.id)
        devtools?.refresh()
        options.onFinish?.(message)
      },
    })
    const inspectedChat = { id: String((chatCount += 1)), chat }
    const stopWaiting = whenAppKnown((app) => {
      devtools = getAppDevtools(app)
      devtools.add(inspectedChat)
    })

    function recordStatus(): void {
      const status = chat.status.value
      const answer = chat.messages.value.at(-1)
      if (status === 'submitted' && answer) {
        answerId = answer.id
        record(createQuestionEntry(chat))
      } else if (status === 'reconnecting' && chat.error.value) {
        record(createReconnectEntry(chat.error.value))
      } else if (status === 'streaming') {
        record({ title: 'response', data: {} })
      } else if (status === 'ready' && answer?.id === answerId && !answer.outcome) {
        record({ title: 'abandoned', data: {} })
      }
      devtools?.refresh()
    }
    // Watch the error, too: during several reconnects in a row, only the error changes.
    const stopWatching = watch([chat.status, chat.error], recordStatus, { flush: 'sync' })

    function detach(): void {
      stopWatching()
      stopWaiting()
      devtools?.remove(inspectedChat)
    }
    onEndOfScope(detach)

    return {
      ...chat,
      dispose() {
        chat.dispose()
        detach()
      },
    }
  }
}

function createQuestionEntry({ messages }: UseChatStreamReturn): TimelineEntry {
  const [question, answer] = messages.value.slice(-2)
  if (answer?.run?.sessionId !== undefined) return { title: 'resume', data: answer.run }
  return {
    title: question?.role === 'user' ? 'question' : 'tool results',
    subtitle: question ? textOf(question) : '',
    data: { question },
  }
}

import { toValue, watch } from 'vue'
import { textOf } from '../../core/index.ts'
import { onEndOfScope } from '../onEndOfScope.ts'
import type { UseChatStreamBaseOptions, UseChatStreamReturn } from '../useStream.ts'
import { devtoolsOf, type AppDevtools } from './devtoolsOf.ts'
import {
  entryOfEnding,
  entryOfEvent,
  entryOfReconnecting,
  type TimelineEntry,
} from './timelineEvent.ts'
import { withApp } from './withApp.ts'

type Hooks = Pick<UseChatStreamBaseOptions, 'headers' | 'onEvent' | 'onFinish'>

let chats = 0

/**
 * A composable whose chats the devtools show. It looks on from outside, by the hooks and the refs that
 * everybody has: the composable itself knows nothing of devtools, and weighs nothing more for them.
 */
export function watched<Options extends Hooks>(
  use: (options: Options) => UseChatStreamReturn,
): (options: Options) => UseChatStreamReturn {
  return (options) => {
    // On a server there are no devtools, and nothing would end what is begun here.
    if (typeof window === 'undefined') return use(options)

    let devtools: AppDevtools | undefined
    /** The answer to which everything belongs that happens now. */
    let answerId = ''
    const record = (entry: TimelineEntry, groupId = answerId) => devtools?.record(groupId, entry)

    const chat = use({
      ...options,
      // They are read once for every request.
      headers() {
        record({ title: 'request', data: {} })
        const { headers = {} } = options
        return typeof headers === 'function' ? headers() : toValue(headers)
      },
      onEvent(event, message) {
        record(entryOfEvent(event), message.id)
        options.onEvent?.(event, message)
      },
      onFinish(message) {
        record(entryOfEnding(message, chat.error.value), message.id)
        devtools?.refresh()
        options.onFinish?.(message)
      },
    })
    const inspected = { id: String((chats += 1)), chat }
    const stopWaiting = withApp((app) => {
      devtools = devtoolsOf(app)
      devtools.add(inspected)
    })

    function followStatus(): void {
      const status = chat.status.value
      const answer = chat.messages.value.at(-1)
      if (status === 'submitted' && answer) {
        answerId = answer.id
        record(entryOfQuestion(chat))
      } else if (status === 'reconnecting' && chat.error.value) {
        record(entryOfReconnecting(chat.error.value))
      } else if (status === 'streaming') {
        record({ title: 'response', data: {} })
      } else if (status === 'ready' && answer?.id === answerId && !answer.outcome) {
        record({ title: 'abandoned', data: {} })
      }
      devtools?.refresh()
    }
    // Each reason to connect again is an error of its own, so that several in a row are told.
    const unfollow = watch([chat.status, chat.error], followStatus, { flush: 'sync' })

    function leave(): void {
      unfollow()
      stopWaiting()
      devtools?.remove(inspected)
    }
    onEndOfScope(leave)

    return {
      ...chat,
      dispose() {
        chat.dispose()
        leave()
      },
    }
  }
}

function entryOfQuestion({ messages }: UseChatStreamReturn): TimelineEntry {
  const [question, answer] = messages.value.slice(-2)
  if (answer?.run?.sessionId !== undefined) return { title: 'resume', data: answer.run }
  return {
    title: question?.role === 'user' ? 'question' : 'tool results',
    subtitle: question ? textOf(question) : '',
    data: { question },
  }
}

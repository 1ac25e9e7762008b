import {
  computed,
  effectScope,
  getCurrentInstance,
  isRef,
  shallowRef,
  toValue,
  watch,
  type Ref,
} from 'vue'
import { checkOption } from '../core/internal.ts'
import { mapValues } from './mapValues.ts'
import { onEndOfScope } from './onEndOfScope.ts'
import type { CreateChat, UseChatStreamReturn, UseStreamOptions } from './useStream.ts'

interface SharedChat {
  readonly chat: UseChatStreamReturn
  /** The URL of the first call, whose options apply to all. */
  readonly url: UseStreamOptions['url']
  users: number
  /** Ends the chat if no component or scope uses it. A detached chat continues unless it `isDisposed`. */
  end(isDisposed?: boolean): void
}

type Action = (...args: unknown[]) => unknown

type Chats = Map<string, SharedChat>

/** The chats of each app. Those of no app are chats that were created outside of components, such as in a router guard. */
const chatsByApp = new WeakMap<object, Chats>()
const NO_APP = {}

function chatsOf(app: object): Chats {
  const chats = chatsByApp.get(app) ?? (new Map() as Chats)
  chatsByApp.set(app, chats)
  return chats
}

/**
 * Returns the chat with the option `id`, which all callers in one app share, and another one when the id changes. The
 * first caller creates it. It ends when its last caller's scope has ended.
 */
export function useSharedChat(options: UseStreamOptions, create: CreateChat): UseChatStreamReturn {
  const { id, url, messages, onUnmount } = options
  const isOwnList = !isRef(messages) || typeof id === 'string'
  checkOption('messages', messages, isOwnList, 'a list if `id` may change')
  // Requests to a server never share a chat.
  const isServer = typeof window === 'undefined'
  const chats = chatsOf(getCurrentInstance()?.appContext.app ?? (isServer ? {} : NO_APP))
  let shared = enter()
  const current = shallowRef(shared.chat)
  let isLeft = false

  function enter(): SharedChat {
    const name = toValue(id) as string
    // Callers without types may pass anything.
    const isName = typeof name === 'string' && /^[^]{1,1000}$/.test(name)
    checkOption('id', name, isName, 'a text of 1 to 1,000 characters (`persist` needs it)')
    const found = chats.get(name) ?? chatsOf(NO_APP).get(name) ?? createShared(name)
    const [ours, theirs] = [url, found.url].map((each) => String(toValue(each)))
    checkOption('url', ours, ours === theirs, `that of the other chat with the id \`${name}\``)
    found.users += 1
    return found
  }

  function createShared(name: string): SharedChat {
    // Its watchers must outlive the component that is the first to use it.
    const chat = effectScope(true).run(() =>
      create({ ...options, id: name }),
    ) as UseChatStreamReturn
    const created: SharedChat = {
      chat,
      url,
      users: 0,
      end(isDisposed) {
        if (created.users > 0 || (onUnmount === 'detach' && !isDisposed)) return
        if (chats.get(name) === created) chats.delete(name)
        chat.dispose()
      },
    }
    chats.set(name, created)
    return created
  }

  function leave(left: SharedChat): void {
    left.users -= 1
    // A hot reload, or a route with another component, uses the chat again in the same tick.
    queueMicrotask(() => left.end())
  }

  function leaveOnce(): void {
    if (isLeft) return
    isLeft = true
    stopWatching()
    leave(shared)
  }

  const stopWatching = watch(
    () => toValue(id),
    () => {
      const former = shared
      shared = enter()
      current.value = shared.chat
      leave(former)
    },
    { flush: 'sync' },
  )
  onEndOfScope(leaveOnce)
  return {
    ...followCurrent(current),
    dispose() {
      leaveOnce()
      shared.end(true)
    },
  }
}

/** Returns a chat whose refs and actions are always those of the current chat. */
function followCurrent(current: Readonly<Ref<UseChatStreamReturn>>): UseChatStreamReturn {
  return mapValues(current.value, (first, name) => {
    const member = () => current.value[name] as typeof first & Ref<unknown> & Action
    return isRef(first)
      ? computed({ get: () => member().value, set: (value) => (member().value = value) })
      : (...args: unknown[]) => member()(...args)
  })
}

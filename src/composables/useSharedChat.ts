import {
  computed,
  effectScope,
  getCurrentInstance,
  isRef,
  shallowRef,
  toValue,
  watch,
  type App,
  type Ref,
} from 'vue'
import { checkOption } from '../core/internal.ts'
import { onEndOfScope } from './onEndOfScope.ts'
import type { CreateChat, UseChatStreamReturn, UsePinnedChatStreamOptions } from './useStream.ts'

interface SharedChat {
  readonly chat: UseChatStreamReturn
  /** The options of the first call, which apply to all. */
  readonly options: UsePinnedChatStreamOptions
  users: number
  end(): void
}

type Chats = Map<string, SharedChat>

const chatsByApp = new WeakMap<App, Chats>()
/** Chats that were created outside of components, such as in a store that a router guard uses first. */
const chatsOfPage: Chats = new Map()

/** Returns where the chats of the current app are. Requests to a server never share any. */
function findChats(): Chats {
  const app = getCurrentInstance()?.appContext.app
  const isServer = typeof window === 'undefined'
  const chats = (app && chatsByApp.get(app)) ?? (app || isServer ? new Map() : chatsOfPage)
  if (app) chatsByApp.set(app, chats)
  return chats
}

/**
 * Returns the chat with the option `id`, which all callers in one app share, and another one when the id changes. The
 * first caller creates it. It ends when its last caller's scope has ended.
 */
export function useSharedChat(
  options: UsePinnedChatStreamOptions,
  create: CreateChat,
): UseChatStreamReturn {
  const { id, url, messages } = options
  const isOwnList = !isRef(messages) || typeof id === 'string'
  checkOption('messages', messages, isOwnList, 'a list if `id` may change')
  const chats = findChats()
  let shared = enter()
  const current = shallowRef(shared.chat)
  let isLeft = false

  function enter(): SharedChat {
    const key: unknown = toValue(id)
    const name = String(key)
    const isName = typeof key === 'string' && name !== '' && name.length <= 1000
    checkOption('id', key, isName, 'a text of 1 to 1,000 characters')
    let found = chats.get(name) ?? chatsOfPage.get(name)
    if (!found) {
      const scope = effectScope(true)
      const chat = scope.run(() => create({ ...options, id: name })) as UseChatStreamReturn
      const created: SharedChat = {
        chat,
        options,
        users: 0,
        end() {
          if (chats.get(name) === created) chats.delete(name)
          chat.dispose()
          scope.stop()
        },
      }
      chats.set(name, created)
      found = created
    }
    const [ours, theirs] = [url, found.options.url].map((each) => String(toValue(each)))
    checkOption('url', ours, ours === theirs, `that of the other chat with the id \`${name}\``)
    found.users += 1
    return found
  }

  /** Ends a chat that nobody uses. One that is detached continues unless `dispose` was called. */
  function endUnused(
    { users, options: { onUnmount }, end }: SharedChat,
    isDisposed: boolean,
  ): void {
    if (users === 0 && (isDisposed || onUnmount !== 'detach')) end()
  }

  function leave(left: SharedChat): void {
    left.users -= 1
    // A hot reload, or a route with another component, uses the chat again in the same tick.
    queueMicrotask(() => endUnused(left, false))
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
      endUnused(shared, true)
    },
  }
}

/** Returns a chat whose refs and actions are always those of the current chat. */
function followCurrent(current: Readonly<Ref<UseChatStreamReturn>>): UseChatStreamReturn {
  type Member = Ref<unknown> & ((...args: unknown[]) => unknown)
  const members = () => current.value as unknown as Readonly<Record<string, Member>>
  const followed = Object.keys(members()).map((name) => {
    const member = () => members()[name] as Member
    return [
      name,
      isRef(member())
        ? computed({ get: () => member().value, set: (value) => (member().value = value) })
        : (...args: unknown[]) => member()(...args),
    ]
  })
  return Object.fromEntries(followed) as UseChatStreamReturn
}

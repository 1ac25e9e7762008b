import { defineStore } from 'pinia'
import { computed, effectScope, shallowRef, type EffectScope } from 'vue'
import { createConversation, type Conversation, type ConversationRecord } from './conversation.ts'
import { useSettings } from './settings.ts'

/**
 * All conversations. Their streams live in this store's scope: they go on when components go, and
 * several can stream at once.
 */
export const useConversations = defineStore('conversations', () => {
  const settings = useSettings()
  // The scopes of conversations are its children, so that they end with the store at the latest.
  const streams = effectScope()
  const scopes = new Map<string, EffectScope>()

  const list = shallowRef<readonly Conversation[]>([])
  const active = shallowRef(create())
  const removed = shallowRef<ConversationRecord>()

  /** Newest first. A conversation in which nothing was asked yet is not among them. */
  const asked = computed(() =>
    list.value.filter(({ title }) => title !== '').toSorted((a, b) => b.createdAt - a.createdAt),
  )

  function find(id: string): Conversation | undefined {
    return list.value.find((conversation) => conversation.id === id)
  }

  function create(record?: Partial<ConversationRecord>): Conversation {
    const scope = streams.run(() => effectScope())
    const conversation = scope?.run(() => createConversation(settings, record))
    if (!scope || !conversation) throw new Error('The store of conversations was disposed of.')
    scopes.set(conversation.id, scope)
    list.value = [...list.value, conversation]
    return conversation
  }

  /** Opens an empty conversation: the one that is there, draft and all, or a new one. */
  function newChat(): void {
    active.value = list.value.find(({ title }) => title === '') ?? create()
  }

  function open(id: string): void {
    active.value = find(id) ?? active.value
  }

  /** Ends a conversation's stream and forgets it, but for one step back. */
  function remove(id: string): void {
    const conversation = find(id)
    if (!conversation) return
    scopes.get(id)?.stop()
    scopes.delete(id)
    list.value = list.value.filter((other) => other !== conversation)
    const { title, createdAt, messages, draft } = conversation
    removed.value = { id, title, createdAt, messages, draft }
    if (active.value === conversation) newChat()
  }

  /** Brings back what was removed last; an answer that was under way then stays stopped. */
  function restore(): void {
    if (!removed.value) return
    active.value = create(removed.value)
    removed.value = undefined
  }

  /** No more way back. */
  function forgetRemoved(): void {
    removed.value = undefined
  }

  return {
    active: computed(() => active.value),
    asked,
    removed,
    newChat,
    open,
    remove,
    restore,
    forgetRemoved,
    /** Asks in the open conversation; while it answers, the question waits for its turn. */
    send: (text: string) => active.value.send(text),
    stop: () => active.value.stop(),
    /** Asks the last question again after it went wrong. */
    retry: () => active.value.regenerate(),
    /** Asks the last question again for another answer. */
    regenerate: () => active.value.regenerate(),
  }
})

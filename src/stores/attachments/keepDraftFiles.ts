import { readonly, shallowRef, watch, type Ref } from 'vue'
import type { FilePart } from '../../core/index.ts'
import type { Chat } from '../chat/chat.ts'
import { keepTabText, readTabText } from '../storage/siteData.ts'
import { readDraftFiles, writeDraftFiles } from './draftFiles.ts'

/**
 * Key of the chat id under which this tab stored the draft files of a chat without any question yet: such a
 * chat gets another id after a reload.
 */
const NEW_CHAT_KEY = 'vue-chat-stream:draft-files'

/**
 * Stores the files attached to the draft of the open chat, and restores those stored before.
 *
 * @returns whether they are stored; otherwise they exist only in this tab
 */
export function keepDraftFiles(active: () => Chat): Readonly<Ref<boolean>> {
  const isKept = shallowRef(true)
  /** The stored files of each chat that have been read so far. */
  const stored = new WeakMap<Chat, readonly FilePart[]>()
  const reading = new WeakSet<Chat>()

  async function restore(chat: Chat): Promise<void> {
    if (reading.has(chat)) return
    reading.add(chat)
    const { id } = chat
    const before = chat.title === '' ? (readTabText(NEW_CHAT_KEY) ?? id) : id
    const files = await readDraftFiles(before)
    if (files.length > 0) chat.files = [...files, ...chat.files]
    stored.set(chat, before === id ? files : [])
    await keep(chat)
    if (before !== id) await writeDraftFiles(before, [])
  }

  async function keep(chat: Chat): Promise<void> {
    const { id, files } = chat
    const known = stored.get(chat)
    if (known === undefined || isSame(known, files)) return
    stored.set(chat, files)
    if (chat.title === '') keepTabText(NEW_CHAT_KEY, id)
    isKept.value = await writeDraftFiles(id, files)
  }

  watch(active, (chat) => void restore(chat), { immediate: true })
  // Store synchronously: the page may be closed before an asynchronous watcher would run.
  watch(
    () => active().files,
    () => void keep(active()),
    { flush: 'sync' },
  )
  return readonly(isKept)
}

function isSame(one: readonly FilePart[], other: readonly FilePart[]): boolean {
  return one.length === other.length && one.every((file, index) => file === other[index])
}

import { until } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { FilePart } from '../../core/index.ts'
import type { Chat } from '../chat/chat.ts'
import { useChats } from '../chats/chats.ts'
import { useHistoryStorage } from '../storage/historyStorage.ts'
import { sentFileKind } from '../../model/index.ts'
import { useServer } from '../connections/useServer.ts'
import { MOST_BYTES, MOST_FILES } from './bounds.ts'
import { sweepDraftFiles } from './draftFiles.ts'
import { fileBytes } from './fileBytes.ts'
import { keepDraftFiles } from './keepDraftFiles.ts'
import { readAttachment, type Refusal } from './readAttachment.ts'

/** Result of attaching files to the draft of a chat. */
interface Attached {
  readonly chat: Chat
  readonly names: readonly string[]
  readonly refusals: readonly Refusal[]
}

/** The files attached to the draft of the open chat. The app loads this store when the first file is attached. */
export const useDraftFiles = defineStore('draftFiles', () => {
  const chats = useChats()
  const server = useServer()
  const history = useHistoryStorage()
  const isKept = keepDraftFiles(() => chats.active)
  const last = shallowRef<Attached>()
  /** Number of pending calls of `attach`. */
  const reading = shallowRef(0)
  let queue = Promise.resolve()

  void history.storage.readChats().then((rows) => {
    // If the chats cannot be read, every chat would count as unknown.
    if (history.state === 'ok') void sweepDraftFiles((id) => rows.some((row) => row.id === id))
  })

  // The refusals no longer matter once the question is sent.
  watch(
    () => chats.active.draft === '' && chats.active.files.length === 0,
    (isEmpty) => {
      if (isEmpty) last.value = undefined
    },
  )

  /** Attaches the acceptable files to the open chat, and records why the others were refused. */
  function attach(files: readonly File[]): Promise<void> {
    const chosen = chosenChat()
    reading.value += 1
    // One call after another, so that files added during a read count against the limits as well.
    queue = queue
      .then(async () => read(await chosen, files))
      .finally(() => {
        reading.value -= 1
      })
    return queue
  }

  /**
   * Returns the chat to attach files to. If another chat is still being opened, waits for it: the user means
   * that one.
   */
  async function chosenChat(): Promise<Chat> {
    if (chats.openingId !== undefined) {
      await until(() => chats.openingId).toBe(undefined)
    }
    return chats.active
  }

  async function read(chat: Chat, files: readonly File[]): Promise<void> {
    const names: string[] = []
    const refusals: Refusal[] = []
    for (const file of files) {
      if (chat.files.length >= MOST_FILES) {
        refusals.push({ name: file.name, reason: 'many', limit: MOST_FILES })
        continue
      }
      const { part, refusal } = await readAttachment(file)
      if (refusal) refusals.push(refusal)
      else if (bytesOf([...chat.files, part]) > MOST_BYTES) {
        refusals.push({ name: file.name, reason: 'much', limit: MOST_BYTES })
      } else {
        chat.files = [...chat.files, part]
        names.push(part.name ?? '')
      }
    }
    last.value = { chat, names, refusals }
  }

  return {
    isKept,
    attach,
    isReading: computed(() => reading.value > 0),
    /** Result for the last files; undefined if they belong to a chat that is not open. */
    last: computed(() => (last.value?.chat === chats.active ? last.value : undefined)),
    /** Clears the result, after the user has read the refusals. */
    forgetLast: () => (last.value = undefined),
    /** The attached files that the selected server does not accept. */
    uncarried: computed(() =>
      chats.active.files.filter((file) => !server.carries.includes(sentFileKind(file))),
    ),
    remove(file: FilePart): void {
      const { active } = chats
      active.files = active.files.filter((one) => one !== file)
    },
  }
})

function bytesOf(files: readonly FilePart[]): number {
  return files.reduce((sum, file) => sum + fileBytes(file), 0)
}

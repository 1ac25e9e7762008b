import { until } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { FilePart } from '../../core/index.ts'
import type { Chat } from '../chat/chat.ts'
import { useChats } from '../chats/chats.ts'
import { useHistoryStorage } from '../storage/historyStorage.ts'
import { kindOf } from '../connections/apis.ts'
import { useServer } from '../connections/useServer.ts'
import { MOST_BYTES, MOST_FILES } from './bounds.ts'
import { sweepDraftFiles } from './draftFiles.ts'
import { fileBytes } from './fileBytes.ts'
import { keepDraftFiles } from './keepDraftFiles.ts'
import { readAttachment, type Refusal } from './readAttachment.ts'

/** What came of attaching files to the draft of a conversation. */
interface Attached {
  readonly conversation: Chat
  readonly names: readonly string[]
  readonly refusals: readonly Refusal[]
}

/** The files that are to go with the draft of the open conversation. It is loaded with the first of them. */
export const useDraftFiles = defineStore('draftFiles', () => {
  const conversations = useChats()
  const server = useServer()
  const history = useHistoryStorage()
  const isKept = keepDraftFiles(() => conversations.active)
  const last = shallowRef<Attached>()
  /** How many are being read. */
  const reading = shallowRef(0)
  let queue = Promise.resolve()

  void history.storage.readChats().then((rows) => {
    // Where the chats cannot be read, none of them is known.
    if (history.state === 'ok') void sweepDraftFiles((id) => rows.some((row) => row.id === id))
  })

  // What was refused is of no interest any more when the question is sent.
  watch(
    () => conversations.active.draft === '' && conversations.active.files.length === 0,
    (isEmpty) => {
      if (isEmpty) last.value = undefined
    },
  )

  /** Attaches what can be attached to the open conversation, and remembers why the others cannot. */
  function attach(files: readonly File[]): Promise<void> {
    const chosen = chosenConversation()
    reading.value += 1
    // One after the other: those that come while others are being read count with them.
    queue = queue
      .then(async () => read(await chosen, files))
      .finally(() => {
        reading.value -= 1
      })
    return queue
  }

  /** What is attached after a chat was chosen is meant for that one, also before it is there. */
  async function chosenConversation(): Promise<Chat> {
    if (conversations.openingId !== undefined) {
      await until(() => conversations.openingId).toBe(undefined)
    }
    return conversations.active
  }

  async function read(conversation: Chat, files: readonly File[]): Promise<void> {
    const names: string[] = []
    const refusals: Refusal[] = []
    for (const file of files) {
      if (conversation.files.length >= MOST_FILES) {
        refusals.push({ name: file.name, reason: 'many', limit: MOST_FILES })
        continue
      }
      const { part, refusal } = await readAttachment(file)
      if (refusal) refusals.push(refusal)
      else if (bytesOf([...conversation.files, part]) > MOST_BYTES) {
        refusals.push({ name: file.name, reason: 'much', limit: MOST_BYTES })
      } else {
        conversation.files = [...conversation.files, part]
        names.push(part.name ?? '')
      }
    }
    last.value = { conversation, names, refusals }
  }

  return {
    isKept,
    attach,
    isReading: computed(() => reading.value > 0),
    /** What came of the last files, in the conversation that is open. */
    last: computed(() =>
      last.value?.conversation === conversations.active ? last.value : undefined,
    ),
    /** Their refusals were read. */
    forgetLast: () => (last.value = undefined),
    /** Those that the server that is chosen does not take. */
    uncarried: computed(() =>
      conversations.active.files.filter((file) => !server.carries.includes(kindOf(file))),
    ),
    remove(file: FilePart): void {
      const { active } = conversations
      active.files = active.files.filter((one) => one !== file)
    },
  }
})

function bytesOf(files: readonly FilePart[]): number {
  return files.reduce((sum, file) => sum + fileBytes(file), 0)
}
